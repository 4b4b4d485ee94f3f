"""The events of an item as a reader of the bulletin sees them: their times, one button, where they stand now.

What the bulletin said of a time gives way to what the event says (design, law 9). Nothing here asks the database for
more than ``BindingQuerySet.shown`` has fetched.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from heliograph.bulletin.addresses import absolute
from heliograph.bulletin.binding.bound import Bound, name_of
from heliograph.bulletin.dates import Moment, View, language_name
from heliograph.bulletin.enclosures import Button
from heliograph.bulletin.models import Binding, Item, ItemMoment
from heliograph.bulletin.states import MomentKind
from heliograph.calls.deadlines.dates import dates_of, state_at
from heliograph.calls.kinds import kind_of
from heliograph.calls.states import CallState, Visibility
from heliograph.events.models import Event, Occurrence
from heliograph.events.shown import standing_of, stored_of
from heliograph.events.states import Standing
from heliograph.moments.wording import distance, write
from heliograph.texts.languages import direction
from heliograph.texts.multilingual import pick

#: So many times of an event that takes place again and again are given.
TIMES = 4
_KINDS = frozenset({MomentKind.EVENT, MomentKind.TENTATIVE})
_KEYS = {
    Standing.TENTATIVE: "ahead",
    Standing.CONFIRMED: "ahead",
    Standing.NOW: "open",
    Standing.HELD: "over",
    Standing.CANCELLED: "over",
}


def takes(item: Item, row: ItemMoment) -> bool:
    """Whether a date of the item gives way to an event: one that was made of it, or that has a time at that instant."""
    if row.kind not in _KINDS:
        return False
    return any(str(row.uid) in one.moments or _is_at(event, row) for one, event in _events(item))


def _is_at(event: Event, row: ItemMoment) -> bool:
    return row.start is not None and any(each.start == row.start for each in event.occurrences.all())


def _events(item: Item) -> list[tuple[Binding, Event]]:
    return [(binding, binding.event) for binding in item.bindings.all() if binding.event is not None]


def bound_events(item: Item, wanted: Sequence[str], view: View) -> Iterator[Bound]:
    """The events that the item is bound to; the active language is the reader's."""
    events = _events(item)
    for _binding, event in events:
        name, language = name_of(event.title, event.source_language, item, wanted)
        button, is_open = _button(event, view)
        label = button.label if len(events) == 1 else _("%(what)s: %(title)s") % {"what": button.label, "title": name}
        key, words = _standing(event, view)
        yield Bound(event.slug, name, language, direction(language), button, label, key, words, is_open)


def _button(event: Event, view: View) -> tuple[Button, bool]:
    """To the event's page; what it says is what one does there as long as people can register."""
    url = absolute(reverse("events:event", args=[event.slug]))
    call = event.registration
    found = call is not None and call.visibility != Visibility.LINK
    if call is not None and found and state_at(call, dates_of(call), view.now) == CallState.OPEN:
        return Button(str(kind_of(call).card(call).button), url), True
    return Button(pgettext("button", "See the event"), url), False


def _standing(event: Event, view: View) -> tuple[str, str]:
    """Where an event stands by its next time, or the last where all are over."""
    times = list(event.occurrences.all())
    if not times:
        return "ahead", str(Standing.TENTATIVE.label)
    one = next(iter([*_ahead(times, view), *reversed(times)]))
    standing = standing_of(one, view.now)
    if standing == Standing.CONFIRMED and one.start is not None:
        return _KEYS[standing], distance(one.start, view.now, view.language, view.zone or one.zone)
    return _KEYS[standing], str(standing.label)


def _ahead(times: Sequence[Occurrence], view: View) -> list[Occurrence]:
    over = {Standing.HELD, Standing.CANCELLED}
    return [each for each in times if standing_of(each, view.now) not in over]


def moments(item: Item, wanted: Sequence[str], view: View) -> Iterator[Moment]:
    """The times of the events: of one that repeats, the next ones. What is over stays where all of it is over."""
    events = _events(item)
    for _binding, event in events:
        name, _language = name_of(event.title, event.source_language, item, wanted)
        for each in _given(event, view):
            yield _moment(event, each, name if len(events) > 1 else "", wanted, view)


def _given(event: Event, view: View) -> list[Occurrence]:
    times = list(event.occurrences.all())
    if not event.recurrence:
        return times
    return _ahead(times, view)[:TIMES] or times[-1:]


def _moment(event: Event, each: Occurrence, name: str, wanted: Sequence[str], view: View) -> Moment:
    stored = stored_of(each)
    label, _language = pick(each.label, [*wanted, event.source_language])
    place, _language = pick(each.place, [*wanted, event.source_language])
    said, _language = pick(each.said, [*wanted, event.source_language])
    language = each.languages[0] if len(each.languages) == 1 else ""
    return Moment(
        uid=each.uid if not event.recurrence else each.public_id,
        sequence=each.sequence,
        kind=stored.kind,
        what=event.kind,
        what_words=" · ".join(filter(None, (name or str(event.get_kind_display()).capitalize(), label))),
        when=write(stored, reader_zone=view.zone, language=view.language, now=view.now),
        stored=stored,
        place=place,
        language=language,
        language_name=language_name(language, view.language),
        words=said,
        url=absolute(reverse("events:event", args=[event.slug])),
    )
