"""The letter that tells followers of the days of a week: when each is, and what the network does on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heliograph.calls.programmes.lines import CallLine
from heliograph.calls.states import CallState
from heliograph.delivery.letters import Letter, Mark
from heliograph.events.observances.page import DayPage, EventLine
from heliograph.events.observances.shown import DayLine
from heliograph.frame.templatetags.multilingual import Picked
from heliograph.library.shown import DocumentLine
from heliograph.moments.locales import isolate
from heliograph.network.letters import address_of
from heliograph.texts.languages import direction, is_right_to_left
from heliograph.texts.markdown import parse
from heliograph.texts.render_html import render_html
from heliograph.texts.render_plain import render_plain

#: A day lasts so long in the last zone to have it.
_LASTS = timedelta(hours=36)


@dataclass(frozen=True)
class Told:
    """A day of the letter: its line, and its page as everybody sees it."""

    line: DayLine
    page: DayPage


@dataclass(frozen=True)
class Given:
    """Something that the network does on a day: what it is, its title, its page, and when, where that is to be said."""

    what: str
    title: Picked
    link: str
    when: str = ""


@dataclass(frozen=True)
class Section:
    """A day as the templates write it; ``html`` and ``plain`` are what the network does on it in words."""

    name: Picked
    days: str
    link: str
    text: Picked
    html: SafeString
    plain: str
    given: list[Given]


def write(days: Sequence[Told], language: str, zone: str) -> Letter:
    """The letter about one day or more for the readers of an interface language; its times are in ``zone``."""
    with translation.override(language):
        name = isolate(str(Mark.NAME), language) if is_right_to_left(language) else str(Mark.NAME)
        sections = [_section(each) for each in days]
        parts = {
            "subject": _subject(sections, language),
            "greeting": _("Dear %(name)s,") % {"name": name},
            "opening": ngettext(
                "An international day that you follow is coming:",
                "International days that you follow are coming:",
                len(sections),
            ),
            "sections": sections,
            "button": _("Look at the day"),
            "why": ngettext(
                "You get this letter because you follow this day.",
                "You get this letter because you follow these days.",
                len(sections),
            ),
            "stop": _("Follow a day no longer"),
            "stop_link": _stop_link(language),
            "choose": _("Choose which letters you get"),
            "choose_link": str(Mark.PREFERENCES),
            "language": language,
            "direction": direction(language),
        }
        html = render_to_string("events/observances/letter.html", parts)
        text = render_to_string("events/observances/letter.txt", parts)
        return Letter(
            str(parts["subject"]), html, text, _("colleague"), url=sections[0].link, good_until=_good_until(days)
        )


def _subject(sections: Sequence[Section], language: str) -> str:
    more = len(sections) - 1
    words = {"name": isolate(sections[0].name.words, language), "days": sections[0].days, "more": more}
    if not more:
        return _("Coming: %(name)s (%(days)s)") % words
    return (
        ngettext(
            "Coming: %(name)s (%(days)s) and %(more)s more day",
            "Coming: %(name)s (%(days)s) and %(more)s more days",
            more,
        )
        % words
    )


def _good_until(days: Sequence[Told]) -> datetime:
    last = max(each.line.last for each in days)
    return datetime.combine(last, time(), UTC) + _LASTS


def _stop_link(language: str) -> str:
    return f"{address_of('events:days_of_letter', str(Mark.TOKEN))}?{urlencode({'lang': language})}"


def _section(told: Told) -> Section:
    page, document = told.page, parse(told.page.text.words)
    return Section(
        name=told.line.name,
        days=told.line.days,
        link=f"{settings.SITE_URL}{told.line.url}",
        text=page.text,
        html=render_html(document, under=2, pictures=f"{settings.SITE_URL}{settings.MEDIA_URL}"),
        plain=render_plain(document).strip(),
        given=[*_calls([*page.telling, *page.calls]), *_events(page.events), *_documents(page.documents)],
    )


def _calls(lines: Sequence[CallLine]) -> Iterator[Given]:
    """Those that are open, or will be."""
    for each in lines:
        if each.state in {CallState.OPEN, CallState.ANNOUNCED}:
            yield Given(each.kind, Picked(each.title, each.language), f"{settings.SITE_URL}{each.url}", _dates(each))


def _dates(call: CallLine) -> str:
    if call.opening is not None:
        return _("opens: %(when)s") % {"when": call.opening.first}
    return _("closes: %(when)s") % {"when": call.closing.first} if call.closing is not None else ""


def _events(lines: Sequence[EventLine]) -> Iterator[Given]:
    for each in lines:
        link = address_of("events:event", each.slug)
        yield Given(_("Event"), each.title, link, each.when.first if each.when is not None else "")


def _documents(lines: Sequence[DocumentLine]) -> Iterator[Given]:
    for each in lines:
        yield Given(each.kind, each.title, address_of("library:document", each.document.slug))
