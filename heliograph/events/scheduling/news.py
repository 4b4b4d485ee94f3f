"""What has become of a time of an event since it was told last, and the letter that says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heliograph.delivery.letters import Attached, Letter, Mark
from heliograph.events.models import Event, Occurrence
from heliograph.events.pages.addresses import page_of
from heliograph.events.scheduling.calendar import attached_all
from heliograph.events.scheduling.snapshots import MOMENT, news_of, restored, snapshot
from heliograph.events.shown import when_of
from heliograph.events.states import Change, Mode, OccurrenceState
from heliograph.frame.reader import Reader
from heliograph.moments.locales import isolate
from heliograph.texts.commas import with_commas
from heliograph.texts.languages import direction, is_right_to_left
from heliograph.texts.multilingual import pick


@dataclass(frozen=True)
class News:
    """A time as it is now, what letters said of it before (``snapshots.news_of``), and what is to be said of it."""

    occurrence: Occurrence
    before: dict[str, Any]
    change: Change
    reason: str
    at: datetime


def change_between(before: dict[str, Any], now: dict[str, Any]) -> Change | None:
    """What has happened between two states of a time; None where nothing has that anybody is to be told."""
    if before == now:
        return None
    if now["state"] == OccurrenceState.CANCELLED:
        return Change.CANCELLED if before["state"] != OccurrenceState.CANCELLED else None
    if before["state"] == OccurrenceState.CANCELLED:
        return Change.RESTORED
    if before["state"] == OccurrenceState.TENTATIVE and now["state"] == OccurrenceState.CONFIRMED:
        return Change.CONFIRMED
    return Change.MOVED


def write(news: News, language: str, zone: str) -> Letter:
    """The letter for the readers of an interface language and a zone."""
    event, row = news.occurrence.event, news.occurrence
    with translation.override(language):
        reader = Reader((language,), zone)
        title = pick(event.title, [language, event.source_language])[0]
        when = when_of(_kept(row), reader, news.at)
        parts = {
            "subject": _subject(news) % {"title": title, "when": when.first},
            "opening": _opening(news) % {"title": isolate(title, language)},
            "label": _label(news, language),
            "lines": [when.first, *filter(None, [when.second, *_where(row, language)])],
            "before": _before(news, reader),
            "reason": news.reason,
        }
        return _letter(event, parts, language, attached_all([row], language))


def _letter(event: Event, parts: dict[str, Any], language: str, files: tuple[Attached, ...]) -> Letter:
    """The letter of what is said in it, in the active language."""
    parts |= {
        "greeting": _("Dear %(name)s,") % {"name": _name(language)},
        "button": _("Look at the event"),
        "link": page_of(event),
        "why": _("You get this letter because you are registered for this event, or asked to be told of it."),
        "choose": _("Choose which letters you get"),
        "choose_link": str(Mark.PREFERENCES),
        "language": language,
        "direction": direction(language),
    }
    html = render_to_string("calls/deadlines/letter.html", parts)
    text = render_to_string("calls/deadlines/letter.txt", parts)
    contact = event.contact or event.programme.contact
    return Letter(str(parts["subject"]), html, text, _("colleague"), contact, str(parts["link"]), files)


def write_all(news: Sequence[News], language: str, zone: str) -> Letter:
    """One letter about several times of an event, which names each of them; about one it is the same as any."""
    if len(news) == 1:
        return write(news[0], language, zone)
    event, rows = news[0].occurrence.event, [each.occurrence for each in news]
    with translation.override(language):
        reader = Reader((language,), zone)
        title = pick(event.title, [language, event.source_language])[0]
        changes = {each.change for each in news}
        subject, opening = _several(changes.pop() if len(changes) == 1 else None, len(news))
        said = {"title": title, "count": len(news)}
        parts = {
            "subject": subject % said,
            "opening": opening % {**said, "title": isolate(title, language)},
            "label": title,
            "lines": [
                ngettext("%(count)d time", "%(count)d times", len(news)) % {"count": len(news)},
                *(_line(each, reader, language) for each in sorted(news, key=_start)),
            ],
            "before": "",
            "reason": "\n".join(dict.fromkeys(each.reason for each in news if each.reason)),
        }
        return _letter(event, parts, language, attached_all(rows, language))


def _start(news: News) -> tuple[bool, float, int]:
    start = news.occurrence.start
    return start is None, start.timestamp() if start else 0.0, news.occurrence.pk


def _line(news: News, reader: Reader, language: str) -> str:
    """One of several times: what tells it apart, when it is and was for the reader, where it is."""
    row = news.occurrence
    label = pick(row.label, [language, row.event.source_language])[0]
    when = when_of(_kept(row), reader, news.at).first
    where = [] if news.change == Change.CANCELLED else _where(row, language)
    return " · ".join(filter(None, [label, when, *where, _before(news, reader)]))


def _several(change: Change | None, count: int) -> tuple[str, str]:
    """Subject and opening of a letter about several times; ``change`` None: not of all the same is told."""
    match change:
        case Change.CANCELLED:
            return (
                ngettext("Cancelled: %(count)d time of %(title)s", "Cancelled: %(count)d times of %(title)s", count),
                _("These times of “%(title)s” are cancelled. It does not take place:"),
            )
        case Change.MOVED:
            return (
                ngettext("Moved: %(count)d time of %(title)s", "Moved: %(count)d times of %(title)s", count),
                _("These times of “%(title)s” were changed. They are now:"),
            )
    return (
        ngettext("Changed: %(count)d time of %(title)s", "Changed: %(count)d times of %(title)s", count),
        _("Several times of “%(title)s” were changed. This is how they stand now:"),
    )


def _kept(row: Occurrence) -> Occurrence:
    """A cancelled time as it would have been: the letter says when it is not."""
    if row.state != OccurrenceState.CANCELLED:
        return row
    state = OccurrenceState.TENTATIVE if row.start is None else OccurrenceState.CONFIRMED
    return restored(row, {"state": state})


def _name(language: str) -> str:
    return f"\u2068{Mark.NAME}\u2069" if is_right_to_left(language) else str(Mark.NAME)


def _moved(news: News) -> bool:
    """Whether its time is another, not only its place."""
    now = snapshot(news.occurrence)
    return any(news.before[name] != now[name] for name in MOMENT)


def _loosened(news: News) -> bool:
    uncertain = news.occurrence.state == OccurrenceState.TENTATIVE
    return uncertain and news.before["state"] == OccurrenceState.CONFIRMED


def _subject(news: News) -> str:
    match news.change:
        case Change.CONFIRMED:
            return _("Confirmed: %(title)s (%(when)s)")
        case Change.CANCELLED:
            return _("Cancelled: %(title)s (%(when)s)")
        case Change.RESTORED:
            return _("Takes place after all: %(title)s (%(when)s)")
    if _loosened(news):
        return _("Not certain any more: %(title)s (%(when)s)")
    return _("Moved: %(title)s (%(when)s)") if _moved(news) else _("At another place: %(title)s (%(when)s)")


def _opening(news: News) -> str:
    match news.change:
        case Change.CONFIRMED:
            return _("“%(title)s” is confirmed. It takes place:")
        case Change.CANCELLED:
            return _("“%(title)s” is cancelled. It does not take place:")
        case Change.RESTORED:
            return _("“%(title)s” takes place after all:")
    if _loosened(news):
        return _("The time of “%(title)s” is not certain any more. You will be told as soon as it is:")
    if _moved(news):
        return _("“%(title)s” has another time. It is now:")
    return _("“%(title)s” takes place in another way than announced. It is now:")


def _label(news: News, language: str) -> str:
    """Which of several times it is; else the word for any."""
    found = pick(news.occurrence.label, [language, news.occurrence.event.source_language])[0]
    return found or _("Time")


def _where(row: Occurrence, language: str) -> list[str]:
    """The words that are known of it, and where it is; never the link to join."""
    wanted = [language, row.event.source_language]
    said = pick(row.said, wanted)[0] if row.state == OccurrenceState.TENTATIVE else ""
    place = with_commas([pick(row.place, wanted)[0], row.address])
    return [*filter(None, [said]), place or str(Mode(row.mode).label)]


def _before(news: News, reader: Reader) -> str:
    """The time that it had; nothing where it has the same, or is cancelled."""
    if news.change in {Change.CANCELLED, Change.RESTORED} or not _moved(news):
        return ""
    before = when_of(restored(news.occurrence, news.before), reader, news.at)
    return _("Before: %(date)s") % {"date": before.first}


def standing(occurrence: Occurrence) -> dict[str, Any]:
    """What letters would say of a time now."""
    return news_of(snapshot(occurrence))
