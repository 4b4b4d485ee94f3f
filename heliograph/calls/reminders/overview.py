"""What the desk shows of a call's reminders: who would get one when, what it says, who got one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import pgettext

from heliograph.calls.deadlines.dates import dates_of
from heliograph.calls.models import Call
from heliograph.calls.reminders.due import was_announced, zone_of
from heliograph.calls.reminders.forms import days_words
from heliograph.calls.reminders.letters import Asked, write
from heliograph.calls.reminders.models import Reminded
from heliograph.calls.reminders.mornings import last_day, morning_of
from heliograph.calls.reminders.silent import silent
from heliograph.calls.states import CallStatus, DeadlineKind
from heliograph.delivery.letters import Mark, personal_text
from heliograph.frame.reader import Reader
from heliograph.moments.locales import write_day
from heliograph.moments.wording import minutes
from heliograph.network.circulars import reader_of
from heliograph.network.countries import country_name, language_name
from heliograph.network.models import Role
from heliograph.texts.languages import direction

#: Countries by name on one page; the rest are one line.
MOST_COUNTRIES = 250


@dataclass(frozen=True)
class Expected:
    """Who would be reminded as things stand: ``drafts`` of them have begun to answer. ``zones`` are theirs."""

    count: int
    drafts: int
    countries: Sequence[tuple[str, int]]
    languages: Sequence[tuple[str, int]]
    zones: frozenset[str]


def expected(call: Call, on: date, language: str) -> Expected:
    """As things stand on a day. One query, however many they are."""
    roles = Role.objects.held(on).filter(person=OuterRef("pk")).order_by("pk").values("country")[:1]
    people = silent(call, on).annotate(country=Coalesce(Subquery(roles), Value(""))).order_by()
    rows = people.values_list("languages", "zone", "country", "draft").annotate(n=Count("pk"))
    countries: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    zones: set[str] = set()
    drafts = 0
    for spoken, zone, country, draft, count in rows:
        countries[country] += count
        languages[_interface(spoken)] += count
        zones.add(zone_of(zone))
        drafts += count if draft else 0
    return Expected(
        countries.total(),
        drafts,
        [(_country(code, language), n) for code, n in _most(countries)],
        [(language_name(code, language), n) for code, n in _most(languages)],
        frozenset(zones),
    )


def _country(code: str, language: str) -> str:
    return country_name(code, language) if code else pgettext("country", "not known")


def _interface(spoken: Sequence[str]) -> str:
    """The language of the letter for who reads these."""
    return reader_of(f"{spoken[0] if spoken else settings.LANGUAGE_CODE} ")[0]


def _most(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda row: (-row[1], row[0]))[:MOST_COUNTRIES]


@dataclass(frozen=True)
class Planned:
    """One rule as it comes to pass: its day in the organizer's zone, the first and the last of its mornings.

    ``state``: ``ahead``, ``now``, ``past``; ``never`` where the call was not published before that day.
    """

    words: str
    day: str
    first: str
    last: str
    state: str


def planned(call: Call, rules: Mapping[int, bool], zones: Iterable[str], reader: Reader, at: datetime) -> list[Planned]:
    """The rules that are on, the earliest first; nothing where the call has no closing date. No query."""
    closes = dates_of(call).until(DeadlineKind.CLOSES)
    if closes is None:
        return []
    there = sorted(set(zones) or {call.zone})
    return [_planned(call, days, closes, there, reader, at) for days in sorted(_on(rules), reverse=True)]


def _on(rules: Mapping[int, bool]) -> list[int]:
    return [days for days, on in rules.items() if on]


def _planned(call: Call, days: int, closes: datetime, zones: Sequence[str], reader: Reader, at: datetime) -> Planned:
    before = timedelta(days=days)
    mornings = [morning_of(last_day(closes, zone) - before, zone) for zone in zones]
    day = last_day(closes, call.zone) - before
    first, last = min(mornings), max(mornings)
    zone = reader.zone or call.zone
    begun = call.status == CallStatus.DRAFT or was_announced(call, dates_of(call), day, call.zone)
    state = "past" if last < at else "now" if first <= at else "ahead"
    return Planned(
        days_words(days),
        write_day(day, reader.language),
        minutes(first, None, zone, reader.language),
        minutes(last, None, zone, reader.language),
        state if begun else "never",
    )


@dataclass(frozen=True)
class Sample:
    """The letter in one language, and the one for who has begun to answer, as plain text."""

    language: str
    name: str
    direction: str
    subject: str
    text: str
    draft_subject: str
    draft_text: str


def samples(call: Call, at: datetime) -> list[Sample]:
    """The letters in each language of the interface, for a reader in the organizer's zone. No query."""
    closes = dates_of(call).until(DeadlineKind.CLOSES)
    return [] if closes is None else [_sample(call, code, closes, at) for code, _name in settings.LANGUAGES]


def _sample(call: Call, language: str, closes: datetime, at: datetime) -> Sample:
    said: list[str] = []
    for draft in (False, True):
        letter = write([(call, Asked(closes, call.pk, draft))], language, call.zone, at, closes)
        marks = {**dict.fromkeys(Mark, "…"), Mark.NAME: letter.nameless}
        said += [letter.subject, personal_text(letter.text, marks)]
    return Sample(language, language_name(language, language), direction(language), *said)


@dataclass(frozen=True)
class Sent:
    """How many were reminded on a day, by one rule."""

    day: date
    words: str
    count: int
    drafts: int


def sent(call: Call) -> list[Sent]:
    """Who was reminded when, the latest first. One query."""
    rows = Reminded.objects.filter(call=call).values_list("day", "days").order_by("-day", "days")
    counted = rows.annotate(n=Count("pk"), begun=Count("pk", filter=Q(draft=True)))
    return [Sent(day, days_words(days), count, begun) for day, days, count, begun in counted]
