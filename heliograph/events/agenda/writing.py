"""Entries of the agenda as an iCalendar object."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.conf import settings

from heliograph.events.agenda.repeated import series
from heliograph.events.agenda.sources import Entry
from heliograph.frame import calendars
from heliograph.network.countries import language_name
from heliograph.texts.commas import with_commas

PRODID = "-//Heliograph//Agenda//EN"


def calendar(entries: Iterable[Entry], name: str, language: str) -> bytes:
    """A calendar of entries in their order; what is repeated by a rule stands in it once, with its exceptions.

    ``language`` is that of the words which are written here. UTF-8, CRLF lines.
    """
    made = calendars.begin(name, PRODID)
    single, repeated = _parted(entries)
    made.extend(_one(each, language) for each in single if calendars.is_entry(each.stored))
    for times in repeated:
        made.extend(series([(each, _one(each, language)) for each in times]))
    return calendars.finish(made)


def _parted(entries: Iterable[Entry]) -> tuple[list[Entry], Iterable[Sequence[Entry]]]:
    single: list[Entry] = []
    repeated: dict[str, list[Entry]] = {}
    for each in entries:
        if each.series is None:
            single.append(each)
        else:
            repeated.setdefault(each.uid, []).append(each)
    return single, repeated.values()


def _one(entry: Entry, language: str) -> calendars.Entry:
    url = f"{settings.SITE_URL}{entry.path}"
    return calendars.Entry(
        uid=entry.uid,
        sequence=entry.sequence,
        summary=entry.summary,
        stored=entry.stored,
        url=url,
        stamp=entry.changed_at,
        description="\n".join(filter(None, [*_about(entry, language), url])),
        location=entry.place,
        categories=(entry.sort,) if entry.sort else (),
        alarm=entry.alarm,
        free=entry.free,
    )


def _about(entry: Entry, language: str) -> Iterator[str]:
    yield str(entry.programme_title)
    yield entry.text
    yield str(entry.said) if entry.stored.kind == "tentative" else ""
    yield with_commas(language_name(tag, language) for tag in entry.languages)
