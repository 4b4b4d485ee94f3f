"""The letter about what was changed in the programme, with all that concerns its reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from i18nfield.strings import LazyI18nString

from heliograph.conference.models import Conference
from heliograph.conference.published.calendar import Appointment, cancelled, ics, of_session
from heliograph.conference.published.clocks import Clocks
from heliograph.conference.published.concerned import Concerned
from heliograph.conference.published.owing import News, Turn
from heliograph.conference.shown import title_of
from heliograph.conference.timetable.changes import Said
from heliograph.delivery.letters import Attached, Letter, Mark
from heliograph.frame.reader import Reader
from heliograph.moments.locales import isolate
from heliograph.network.letters import address_of
from heliograph.texts.languages import direction, is_right_to_left
from heliograph.texts.multilingual import pick


@dataclass(frozen=True)
class Told:
    """What a letter says of one session."""

    title: str
    language: str
    direction: str
    role: str
    state: str
    lines: Sequence[str]
    before: str


def write(conference: Conference, news: Sequence[News], reader: Concerned, at: datetime) -> Letter:
    """The letter for one reader about sessions that concern him, of which there is one at least; ``at`` is aware."""
    language, zone = reader.to.language, reader.to.zone
    ordered = sorted(news, key=lambda each: (each.where["begins"], each.session.pk))
    with translation.override(language):
        clocks = Clocks.of(conference, Reader((language,), zone))
        title = str(title_of(conference, Reader((language,), zone)))
        parts = {
            "subject": _subject(ordered, title, clocks),
            "greeting": _("Dear %(name)s,") % {"name": _name(language)},
            "opening": _opening(ordered) % {"title": isolate(title, language)},
            "told": [_told(each, reader, clocks) for each in ordered],
            "button": _("Look at my programme") if reader.signs_in else _("Look at the programme"),
            "link": address_of(_page(reader), conference.programme.slug),
            "why": _("You get this letter because you give a session, or said that you would go to it."),
            "choose": _("Choose which letters you get"),
            "choose_link": str(Mark.PREFERENCES),
            "language": language,
            "direction": direction(language),
        }
        html = render_to_string("conference/published/letter.html", parts)
        text = render_to_string("conference/published/letter.txt", parts)
        files = tuple(_files(conference, ordered, Reader((language,), zone), at))
        return Letter(
            str(parts["subject"]), html, text, _("colleague"), conference.programme.contact, str(parts["link"]),
            files, max(each.ends for each in ordered),
        )  # fmt: skip


def _page(reader: Concerned) -> str:
    return "conference:my_conference_programme" if reader.signs_in else "conference:conference_programme"


def _name(language: str) -> str:
    return f"\u2068{Mark.NAME}\u2069" if is_right_to_left(language) else str(Mark.NAME)


def _subject(news: Sequence[News], title: str, clocks: Clocks) -> str:
    if len(news) > 1:
        words = ngettext(
            "%(title)s: %(count)d change that concerns you", "%(title)s: %(count)d changes that concern you", len(news)
        )
        return words % {"title": title, "count": len(news)}
    (only,) = news
    said = {"title": only.session.title, "when": clocks.whole(*_span(only.where))}
    match only.turn:
        case Turn.PLACED:
            return _("In the programme: %(title)s (%(when)s)") % said
        case Turn.MOVED:
            return _("Moved: %(title)s (%(when)s)") % said
        case Turn.CANCELLED:
            return _("Cancelled: %(title)s (%(when)s)") % said
    return _("Without a place: %(title)s") % said


def _opening(news: Sequence[News]) -> str:
    if {each.turn for each in news} == {Turn.PLACED}:
        return _("The programme of “%(title)s” is settled. This concerns you:")
    return _("The programme of “%(title)s” was changed. This concerns you:")


def _told(news: News, reader: Concerned, clocks: Clocks) -> Told:
    session = news.session
    begins, ends = _span(news.where)
    when = filter(None, [clocks.whole(begins, ends), clocks.beneath(begins, ends)])
    gives = session.pk in reader.gives
    return Told(
        title=session.title,
        language=session.language,
        direction=direction(session.language),
        role=_("You give this session.") if gives else _("You would go to this session."),
        state=_state(news.turn),
        lines=[*when, _room(news.where["name"], clocks.language)],
        before=_before(news, clocks),
    )


def _state(turn: Turn) -> str:
    match turn:
        case Turn.PLACED:
            return _("It is given:")
        case Turn.MOVED:
            return _("It is now:")
        case Turn.CANCELLED:
            return _("It is cancelled. It was to be:")
    return _("It has no place in the programme any more. It was to be:")


def _before(news: News, clocks: Clocks) -> str:
    if news.turn != Turn.MOVED:
        return ""
    said = {"when": clocks.whole(*_span(news.before)), "room": _room(news.before["name"], clocks.language)}
    return _("Before: %(when)s, %(room)s") % said


def _span(where: Said) -> tuple[datetime, datetime]:
    return datetime.fromisoformat(where["begins"]), datetime.fromisoformat(where["ends"])


def _room(name: object, language: str) -> str:
    return isolate(pick(LazyI18nString(name), [language])[0], language)


def _files(conference: Conference, news: Sequence[News], reader: Reader, at: datetime) -> Iterator[Attached]:
    """The entries for calendars: one file of those that take place, one that takes the others back."""
    held, gone = list[Appointment](), list[Appointment]()
    for each in news:
        made = of_session(each.session, each.where, at, reader)
        if each.after:
            held.append(made)
        else:
            gone.append(cancelled(made))
    title, contact = str(title_of(conference, reader)), conference.programme.contact
    for name, method, some in (("sessions", "PUBLISH", held), ("cancelled", "CANCEL", gone)):
        if some:
            content = ics(some, title, method, contact)
            yield Attached(f"{name}.ics", f"text/calendar; charset=utf-8; method={method}", content)
