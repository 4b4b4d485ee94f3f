"""Mailings on the desk: the list, and one mailing with all that is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from heliograph.delivery.breakdown import breakdown
from heliograph.delivery.desk.doors import mailing_or_404, runners_only, shows_letters
from heliograph.delivery.desk.figures import by_country, by_language, figures, lines
from heliograph.delivery.desk.steps import can_be_cancelled, can_be_scheduled, offered
from heliograph.delivery.desk.wording import letter_name, said, topic_name
from heliograph.delivery.forms import SINGLE, MailingFilter, ScheduleForm
from heliograph.delivery.models import Body, Mailing, MailingEntry, Message
from heliograph.delivery.progress import doubtful, pulse
from heliograph.delivery.queries import MailingQuerySet
from heliograph.delivery.rules import visible_to
from heliograph.delivery.states import MailingState
from heliograph.frame.paging import page_of
from heliograph.frame.reader import reader_of

PER_PAGE = 20
#: What the log says of each change.
VERBS: dict[str, str | Promise] = {
    "seal": pgettext_lazy("log", "filled, waiting for approval"),
    "schedule": pgettext_lazy("log of a mailing", "scheduled"),
    "unschedule": pgettext_lazy("log of a mailing", "no longer scheduled"),
    "start": pgettext_lazy("log", "approved, on its way"),
    "pause": pgettext_lazy("log", "paused"),
    "resume": pgettext_lazy("log", "resumed"),
    "cancel": pgettext_lazy("log", "cancelled"),
    "hold": pgettext_lazy("log", "held"),
    "finish": pgettext_lazy("log", "sent"),
    "letter-failed": pgettext_lazy("log", "a letter could not be made; its readers get the nearest one"),
}


@runners_only
@require_safe
def mailing_list(request: HttpRequest) -> HttpResponseBase:
    """The mailings, newest first, a page at a time."""
    now, form, visible = timezone.now(), MailingFilter(request.GET), visible_to(request.user)
    form.is_valid()
    found = _wanted(visible, form.cleaned_data.get("show", ""), form.cleaned_data.get("q", ""))
    page = page_of(request, Paginator(found.order_by("-created_at", "-pk"), PER_PAGE))
    alive, any_live = pulse(now), _any_live(visible)
    context = {
        "form": form,
        "page": page,
        "lines": lines(list(page.object_list), now),
        "pulse": alive,
        "any_live": any_live,
        "without_senders": any_live and not alive.senders,
    }
    return render(request, "delivery/desk/mailings.html", context)


def _any_live(mailings: MailingQuerySet) -> bool:
    """Whether letters go, or should; a stream rests while nothing waits."""
    waiting = Message.objects.unfinished().filter(mailing=OuterRef("pk"))
    return mailings.filter(Q(stream=False) | Exists(waiting), state=MailingState.SENDING).exists()


def _wanted(mailings: MailingQuerySet, show: str, search: str) -> MailingQuerySet:
    found = mailings.filter(stream=True) if show == SINGLE else mailings.bulk()
    if show in MailingState.values:
        found = found.filter(state=show)
    return found.filter(title__icontains=search) if search else found


@dataclass(frozen=True)
class Letter:
    """A letter of a mailing in the list of them: for whom, to how many, and what is wrong with it."""

    body: Body
    name: str
    count: int


@dataclass(frozen=True)
class LogLine:
    """``at`` and ``actor`` of a change, what it was, and its note; ``until`` where the note is a moment."""

    entry: MailingEntry
    words: str
    note: str
    until: datetime | None


def _log(mailing: Mailing) -> list[LogLine]:
    return [_log_line(entry) for entry in mailing.log.all()]


def _log_line(entry: MailingEntry) -> LogLine:
    words = str(VERBS.get(entry.verb, entry.verb))
    if entry.verb == "schedule":
        return LogLine(entry, words, "", datetime.fromisoformat(entry.note))
    return LogLine(entry, words, said(entry.note), None)


def _letters(mailing: Mailing) -> list[Body]:
    """The letters of a mailing, without their texts."""
    return list(mailing.bodies.defer("html", "text").order_by("language", "zone"))


def _whom(mailing: Mailing) -> dict[str, Any]:
    """To whom the mailing goes and with which letters, where these are shown."""
    if not shows_letters(mailing):
        return {}
    bodies = _letters(mailing)
    found = breakdown(mailing, bodies)
    return {
        "languages": by_language(found.languages),
        "countries": by_country(found.countries),
        "letters": [Letter(body, letter_name(body), found.letters.get(body.pk, 0)) for body in bodies],
        "faults": sum(bool(body.fault) for body in bodies),
    }


def schedule_form(request: HttpRequest, mailing: Mailing, at: datetime, post: Any = None) -> ScheduleForm:
    """The day and time for which the mailing is scheduled, or empty, in the reader's zone."""
    reader = reader_of(request)
    zone = reader.zone or settings.ORGANIZER_ZONE
    shown = mailing.starts_at.astimezone(ZoneInfo(zone)) if mailing.starts_at else None
    initial = {"day": shown.date(), "clock": shown.time()} if shown else {}
    return ScheduleForm(post, language=reader.language, at=at, zone=zone, initial=initial)


def _moving(mailing: Mailing, at: datetime) -> dict[str, Any]:
    """What may have changed each second: how far it is, and what can be done."""
    return {
        "mailing": mailing,
        "figures": figures(mailing, at),
        "trouble": said(mailing.trouble),
        "offers": offered(mailing),
        "can_be_scheduled": can_be_scheduled(mailing),
        "can_be_cancelled": can_be_cancelled(mailing),
    }


@runners_only
@require_safe
def mailing_page(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """One mailing."""
    return show(request, mailing_or_404(request, public_id))


def show(
    request: HttpRequest, mailing: Mailing, refusal: str = "", status: int = 200, form: ScheduleForm | None = None
) -> HttpResponse:
    """The page of a mailing, with what was refused just now."""
    now = timezone.now()
    context = {
        **_moving(mailing, now),
        **_whom(mailing),
        "topic": topic_name(mailing.topic),
        "refusal": refusal,
        "form": form or schedule_form(request, mailing, now),
        "log": _log(mailing),
        "doubts": doubtful(mailing),
    }
    return render(request, "delivery/desk/mailing.html", context, status=status)


@runners_only
@require_safe
def mailing_progress(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The moving parts of the page alone, for its script."""
    mailing, now = mailing_or_404(request, public_id), timezone.now()
    context = {**_moving(mailing, now), "form": schedule_form(request, mailing, now)}
    return render(request, "delivery/desk/moving.html", context)
