"""Several times of an event on the desk: repeated by a rule, changed from one on, ended, cancelled or moved at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heliograph.events.models import Event, Occurrence
from heliograph.events.pages.lines import TimeLine, time_lines
from heliograph.events.scheduling import recurring, several, splitting
from heliograph.events.scheduling.doors import event_or_404, runners_only, time_or_404
from heliograph.events.scheduling.repeat_forms import EndForm, FollowingForm, RepeatForm, SeveralForm
from heliograph.events.scheduling.views import READ, posted
from heliograph.events.shown import when_of
from heliograph.events.states import OccurrenceState
from heliograph.frame.arrival import arrived_at
from heliograph.frame.reader import reader_of
from heliograph.network.doors import actor
from heliograph.network.states import Refused


@runners_only
@READ
def repeat(request: HttpRequest, slug: str) -> HttpResponseBase:
    """How a standing meeting is repeated."""
    found, at = event_or_404(request, slug), arrived_at(request)
    form = RepeatForm(posted(request), event=found, first=_first(found))
    if form.is_valid():
        try:
            recurring.repeat(found, form.rule(), actor(request), at)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("The times of the next year are made. Those after it come by themselves."))
            return redirect("events:desk_event", found.slug)
    context = {"event": found, "form": form}
    return render(request, "events/scheduling/repeat.html", context, status=422 if form.errors else 200)


def _first(event: Event) -> Occurrence | None:
    """With which the rule begins, or will."""
    made = [(row.original_start, row) for row in event.occurrences.all() if row.original_start is not None]
    if made:
        first: Occurrence = min(made, key=lambda pair: pair[0])[1]
        return first
    certain: Iterator[Occurrence] = (
        row for row in event.occurrences.all() if row.state == OccurrenceState.CONFIRMED and row.start
    )
    return next(certain, None)


@runners_only
@READ
def end(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The day after which a standing meeting is not repeated any more."""
    found, at = event_or_404(request, slug), arrived_at(request)
    if not found.recurrence:
        return redirect("events:desk_repeat_event", found.slug)
    form = EndForm(posted(request))
    if form.is_valid():
        said = form.cleaned_data
        try:
            recurring.end_on(found, said["day"], actor(request), at, said["reason"])
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("It ends on that day."))
            return redirect("events:desk_event", found.slug)
    context = {"event": found, "form": form}
    return render(request, "events/scheduling/end.html", context, status=422 if form.errors else 200)


@runners_only
@READ
def following(request: HttpRequest, slug: str, public_id: Any) -> HttpResponseBase:
    """Change a time of a standing meeting, and all that follow it; one that is of no rule is changed by itself."""
    found, at = event_or_404(request, slug), arrived_at(request)
    row = time_or_404(found, public_id)
    if not found.recurrence or row.original_start is None or row.uid != found.series_uid:
        return redirect("events:desk_time", found.slug, row.public_id)
    before = recurring.of_rule(found).filter(original_start__lt=row.original_start).count()
    form = FollowingForm(posted(request), row=row, before=before, at=at)
    if form.is_valid():
        try:
            splitting.change_following(row, form.onwards(), form.cleaned_data["reason"], actor(request), at)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("This time and those that follow it are changed."))
            return redirect("events:desk_event", found.slug)
    context = {"event": found, "form": form, "when": when_of(row, reader_of(request), at)}
    return render(request, "events/scheduling/following.html", context, status=422 if form.errors else 200)


@runners_only
@READ
def many(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Cancel or move several times at once, for one reason that one letter tells."""
    found, at = event_or_404(request, slug), arrived_at(request)
    lines = [line for line in time_lines(found, reader_of(request), at) if line.is_ahead]
    form = SeveralForm(posted(request), times=[(str(line.occurrence.public_id), _named(line)) for line in lines])
    if form.is_valid():
        said = form.cleaned_data
        rows = [line.occurrence for line in lines if str(line.occurrence.public_id) in said["times"]]
        try:
            if said["what"] == "cancel":
                count = several.cancel_all(found, rows, said["reason"], actor(request), at)
                done = ngettext("%(count)d time is cancelled.", "%(count)d times are cancelled.", count)
            else:
                count = several.move_all(found, rows, form.shift, said["reason"], actor(request), at)
                done = ngettext("%(count)d time is moved.", "%(count)d times are moved.", count)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, done % {"count": count})
            return redirect("events:desk_event", found.slug)
    context = {"event": found, "form": form}
    return render(request, "events/scheduling/several.html", context, status=422 if form.errors else 200)


def _named(line: TimeLine) -> str:
    """A time in one line, with what tells it apart."""
    return " · ".join(filter(None, [str(line.label), line.when.first]))
