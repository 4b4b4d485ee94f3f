"""The sentences that both parts of a letter share, in the active language."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from heliograph.bulletin.dates import Moment, language_name, main_ask
from heliograph.bulletin.edition import Edition, ItemEdition
from heliograph.delivery.letters import Mark
from heliograph.moments.locales import isolate
from heliograph.texts.languages import NATIVE_NAMES, base, direction


@dataclass(frozen=True)
class Version:
    """The issue's page in another language, by that language's own name."""

    name: str
    language: str
    direction: str
    url: str


@dataclass(frozen=True)
class Words:
    """Finished sentences; ``language`` is the letter's."""

    language: str
    greeting: str
    times: str
    contents: str
    read_on_web: str
    whole_on_web: str
    as_pdf: str
    pdf_url: str
    as_calendar: str
    calendar_url: str
    attachments: str
    contact: str
    corrected: str
    why: str
    unsubscribe: str
    preferences: str
    also: str
    versions: tuple[Version, ...]

    def foreign(self, item: ItemEdition) -> str:
        """Said of an item that is not in the letter's language; empty for the others."""
        if item.translated:
            return ""
        shown = item.language if base(item.language) != self.language else item.title_language
        name = language_name(shown, self.language)
        return _("Not yet in your language; shown in %(language)s.") % {"language": name}


def dates_shown(item: ItemEdition) -> tuple[Moment, ...]:
    """The dates of an item that a letter gives: those that are not over and not withdrawn."""
    return tuple(each for each in item.moments if each.is_ahead)


def date_name(moment: Moment) -> str:
    """What stands before a date: ``Register by``; ``Webinar (French):`` where it is offered in one of several
    languages.
    """
    name = moment.what_words
    if moment.language_name:
        name = f"{name} ({moment.language_name})" if name else moment.language_name
    return name if moment.is_deadline or not name else _("%(event)s:") % {"event": name}


def date_details(moment: Moment, language: str) -> str:
    """What stands after a date, on a line of its own: the organizer's time, the last minute, where.

    How far away it is is not said: nobody knows when a letter is read.
    """
    when = moment.when
    ends = (when.second, when.closes) if moment.is_ask or not moment.is_deadline else ()
    parts = (when.opens, *ends, moment.was, isolate(moment.place, language))
    return "\u00a0· ".join(filter(None, parts))


def ask_line(item: ItemEdition) -> str:
    """``Register by Sunday, 1 February 2026`` for the list of contents; empty where nothing is asked."""
    ask = main_ask(item.moments)
    return f"{ask.what_words} {ask.when.first}" if ask else ""


def _versions(edition: Edition) -> tuple[Version, ...]:
    """The other languages of the interface in which the issue has texts."""
    others = [code for code, _name in settings.LANGUAGES if code in edition.languages and code != edition.language]
    return tuple(
        Version(NATIVE_NAMES.get(code, code), code, direction(code), f"{edition.url}?lang={code}") for code in others
    )


def _isolated_name(edition: Edition) -> str:
    """The mark of the name; between FSI and PDI (UAX 9) in a right-to-left letter, where most names are Latin."""
    return f"\u2068{Mark.NAME}\u2069" if edition.direction == "rtl" else str(Mark.NAME)


def _for_this_reader(url: str, edition: Edition) -> str:
    """The address with the letter's language and zone, for what is fetched by programs that name neither.

    The page of the issue goes without: it is asked for by thousands at once and kept finished under its bare address.
    """
    zone = {"zone": edition.zone} if edition.zone else {}
    return f"{url}?{urlencode({'lang': edition.language, **zone})}"


def words_for(edition: Edition) -> Words:
    """The sentences of a letter in the active language."""
    network = {"network": settings.NETWORK_NAME}
    corrected = edition.corrected_on
    return Words(
        language=edition.language,
        greeting=_("Dear %(name)s,") % {"name": _isolated_name(edition)},
        times=_("All times are given in %(zone)s.") % {"zone": edition.zone_words},
        contents=pgettext("heading", "In this issue"),
        read_on_web=_("Read it on the web"),
        whole_on_web=_("Read this issue on the web"),
        as_pdf=_("As PDF"),
        pdf_url=_for_this_reader(edition.pdf_url, edition),
        as_calendar=_("Its dates for your calendar"),
        calendar_url=_for_this_reader(edition.calendar_url, edition),
        attachments=pgettext("heading", "Attached"),
        contact=pgettext("before an address", "Contact:"),
        corrected=_("Corrected on %(day)s") % {"day": corrected.words} if corrected else "",
        why=_("You get this letter because you coordinate, or belong to, %(network)s.") % network,
        unsubscribe=_("Do not send me this bulletin any more"),
        preferences=_("Choose which letters you get"),
        also=_("On the web also in:"),
        versions=_versions(edition),
    )
