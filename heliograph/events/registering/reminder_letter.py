"""The letter that reminds of an event: when it begins in the reader's own time, and his own way in."""

from __future__ import annotations

from datetime import datetime

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from heliograph.delivery.letters import Letter, Mark
from heliograph.events.models import Occurrence
from heliograph.events.pages.addresses import page_of
from heliograph.events.registering.enclosing import where
from heliograph.events.registering.places import Place
from heliograph.events.registering.wording import in_languages, line_of, title_of
from heliograph.events.scheduling.calendar import attached
from heliograph.events.shown import over_at, when_of
from heliograph.events.states import Seat
from heliograph.frame.reader import Reader
from heliograph.moments.locales import isolate
from heliograph.network.letters import address_of
from heliograph.texts.languages import direction, is_right_to_left


def write(row: Occurrence, seat: Seat, hours: int, language: str, zone: str, at: datetime) -> Letter:
    """The letter for the readers of an interface language and a zone who take part in one way."""
    with translation.override(language):
        reader, title, online = Reader((language,), zone), title_of(row, language), seat == Seat.LINE
        words = {"title": title, "when": when_of(row, reader, at).first}
        lines = line_of(Place(row, seat), reader, at)
        spoken = in_languages(row, language, beside=lines)
        parts = {
            "subject": _subject(hours) % words,
            "greeting": _("Dear %(name)s,") % {"name": _name(language)},
            "opening": _opening(hours) % {"title": isolate(title, language)},
            "label": pgettext("event", "When"),
            "lines": [each for each in (*lines, spoken, *_where(row, seat, language)) if each],
            "before": "",
            "reason": _private() if online else "",
            "button": _("Join") if online else _("Look at the event"),
            "link": _link(language) if online else page_of(row.event),
            "why": _("You get this letter because you are registered for this event."),
            "choose": _("Choose which letters you get"),
            "choose_link": str(Mark.PREFERENCES),
            "language": language,
            "direction": direction(language),
        }
        html = render_to_string("calls/deadlines/letter.html", parts)
        text = render_to_string("calls/deadlines/letter.txt", parts)
        contact = row.event.contact or row.event.programme.contact
        good_until = over_at(row) if hours == 1 else row.start
        return Letter(
            str(parts["subject"]), html, text, _("colleague"), contact, page_of(row.event), attached(row, language),
            good_until,
        )  # fmt: skip


def _subject(hours: int) -> str:
    return _("Soon: %(title)s (%(when)s)") if hours == 1 else _("Reminder: %(title)s (%(when)s)")


def _opening(hours: int) -> str:
    if hours == 1:
        return _("“%(title)s”, for which you are registered, begins soon:")
    return _("“%(title)s”, for which you are registered, is coming up:")


def _private() -> str:
    return _("The button leads to your own way in; it opens half an hour before. Please do not pass this letter on.")


def _link(language: str) -> str:
    return f"{address_of('events:join_reminded', str(Mark.TOKEN))}?{urlencode({'lang': language})}"


def _name(language: str) -> str:
    return isolate(str(Mark.NAME), language) if is_right_to_left(language) else str(Mark.NAME)


def _where(row: Occurrence, seat: Seat, language: str) -> list[str]:
    return [where(row, language)] if seat == Seat.ROOM else []
