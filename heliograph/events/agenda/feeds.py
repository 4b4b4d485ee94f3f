"""Calendars to subscribe to: all that is public, of a programme, for a country, the days of a theme; a person's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import blake2b

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.http import parse_etags
from django.utils.translation import get_supported_language_variant
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from heliograph.calls.programmes.finding import programmes_for
from heliograph.calls.programmes.lines import picked
from heliograph.events.agenda.filtering import AgendaFilter
from heliograph.events.agenda.kept import kept
from heliograph.events.agenda.links import person_of
from heliograph.events.agenda.of_events import entries_of
from heliograph.events.agenda.sources import Wanted, gather
from heliograph.events.agenda.writing import calendar
from heliograph.events.observances.states import ObservanceTheme
from heliograph.events.pages.finding import find_event, or_sign_in
from heliograph.frame.arrival import arrived_at
from heliograph.frame.calendars import CONTENT_TYPE
from heliograph.frame.doors import unlisted
from heliograph.frame.finished import finished_page
from heliograph.frame.reader import Reader, reader_of
from heliograph.network.countries import all_countries, country_name
from heliograph.network.models import Person
from heliograph.texts.colons import with_colon

#: So long what is past stays in a calendar that is subscribed to.
BACK = timedelta(days=60)
_NOBODY = AnonymousUser()


@dataclass(frozen=True)
class Asked:
    """A public calendar: its name in words, that of its file, what of each entry is taken."""

    name: str
    file: str
    wanted: Wanted
    takes: AgendaFilter = field(default_factory=AgendaFilter)
    kinds: tuple[str, ...] = ()

    def written(self) -> bytes:
        """The calendar as it is sent."""
        entries = self.takes.apply(gather(self.wanted, self.kinds))
        return calendar(entries, self.name, self.wanted.reader.language)


def in_language_asked(request: HttpRequest) -> Reader:
    """The reader, in the language that ``?in=`` says: programs that ask for calendars say none of their own."""
    reader = reader_of(request)
    try:
        language = get_supported_language_variant(request.GET.get("in", "")[:20])
    except LookupError:
        return reader
    return Reader(tuple(dict.fromkeys([language, *reader.languages])), reader.zone)


def _public(
    request: HttpRequest, make: Callable[[Wanted], Asked], programme: str = "", theme: str = ""
) -> HttpResponse:
    """A calendar of what everybody finds, whoever asks for it."""
    reader, at = in_language_asked(request), arrived_at(request)
    with translation.override(reader.language):
        wanted = Wanted(_NOBODY, reader, at, at - BACK, whole=True, further=True, programme=programme, theme=theme)
        asked = make(wanted)
        return _answer(asked.written(), asked.file)


def _answer(content: bytes, file: str) -> HttpResponse:
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'inline; filename="{file}.ics"'
    return response


@finished_page
def everything(request: HttpRequest) -> HttpResponse:
    """All that is public: events, dates of calls, the main international days."""
    name = _("Agenda of %(network)s") % {"network": settings.NETWORK_NAME}
    return _public(request, lambda wanted: Asked(name, "all", _main(wanted)))


def _main(wanted: Wanted) -> Wanted:
    """The same without the days that are not shown unless asked for."""
    return replace(wanted, further=False)


@finished_page
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """The events of a programme, and the dates of its calls."""
    found = get_object_or_404(programmes_for(_NOBODY), slug=slug)

    def asked(wanted: Wanted) -> Asked:
        return Asked(str(picked(found.title, wanted.reader, found.source_language)), slug, wanted)

    return _public(request, asked, programme=slug)


@finished_page
def country(request: HttpRequest, code: str) -> HttpResponse:
    """What is for a country, alone or with others."""
    if code.upper() not in {each.code for each in all_countries()}:
        raise Http404
    takes = AgendaFilter(country=code.upper())

    def asked(wanted: Wanted) -> Asked:
        name = _("Agenda of %(network)s") % {"network": settings.NETWORK_NAME}
        name = f"{with_colon(name)} {country_name(code, wanted.reader.language)}"
        return Asked(name, code.lower(), _main(wanted), takes)

    return _public(request, asked)


@finished_page
def days(request: HttpRequest, theme: str) -> HttpResponse:
    """All international days of a theme; of all themes for ``all``."""
    if theme != "all" and theme not in ObservanceTheme.values:
        raise Http404

    def asked(wanted: Wanted) -> Asked:
        words = "" if theme == "all" else str(ObservanceTheme(theme).label)
        name = ": ".join(filter(None, [_("International days"), words]))
        return Asked(name, f"days-{theme}", wanted, kinds=("day",))

    return _public(request, asked, theme="" if theme == "all" else theme)


@require_safe
def mine(request: HttpRequest, secret: str) -> HttpResponse:
    """What is expected of a person and what he chose, for who knows the secret of his address."""
    person = person_of(secret)
    if person is None:
        raise Http404
    at = arrived_at(request)
    content = kept(person, lambda: own_calendar(person, at), at)
    etag = f'W/"{blake2b(content, digest_size=12).hexdigest()}"'
    asked = parse_etags(request.headers.get("If-None-Match", ""))
    same = not {etag, "*"}.isdisjoint(asked)
    response = HttpResponseNotModified() if same else _answer(content, "mine")
    response["ETag"], response["Cache-Control"] = etag, "private, no-cache"
    return unlisted(response)


def own_calendar(person: Person, at: datetime) -> bytes:
    """The calendar of a person, in his language; ``at`` is aware. A fixed number of queries."""
    reader = Reader(tuple(dict.fromkeys([*person.languages, settings.LANGUAGE_CODE])), person.zone)
    language = _interface(reader)
    with translation.override(language):
        wanted = Wanted(person, Reader((language, *reader.languages), reader.zone), at, at - BACK, mine=True)
        return calendar(gather(wanted), _("Expected of me"), language)


def _interface(reader: Reader) -> str:
    """The first of his languages that the interface has."""
    for tag in reader.languages:
        try:
            return get_supported_language_variant(tag)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


@or_sign_in
@require_safe
def event_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """All times of an event, or one of several (``?time=`` with its public id), for who may see it.

    Of what is repeated by a rule the file always has the rule.
    """
    event, reader = find_event(request, slug), in_language_asked(request)
    with translation.override(reader.language):
        found = entries_of(event, reader)
        if time := request.GET.get("time", ""):
            found = [(row, entry) for row, entry in found if str(row.public_id) == time or entry.series is not None]
            if not found:
                raise Http404
        name = str(picked(event.title, reader, event.source_language))
        response = _answer(calendar([entry for _row, entry in found], name, reader.language), event.slug)
    response["Cache-Control"] = "private, no-cache"
    return response
