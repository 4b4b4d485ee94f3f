"""Figures of the responses to a call: by state, day and country, and of what was answered.

Drafts are counted in none, withdrawn responses only by state. Numbers of people that a table of counts gives are told
from five on: a smaller one may be about children whom everybody in the place knows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heliograph.calls.models import Call, QuestionSet, Response
from heliograph.calls.questions.keeping import questions_of
from heliograph.calls.questions.records import Question
from heliograph.calls.questions.telling import is_shown
from heliograph.calls.questions.types import is_empty, type_named
from heliograph.calls.questions.types.number import written
from heliograph.calls.questions.types.type import picked
from heliograph.calls.retaining.models import KeptFigures
from heliograph.calls.states import ResponseState
from heliograph.moments.locales import write_plain_day as day_words
from heliograph.network.countries import country_name

#: No number of people below this is told.
SMALLEST = 5
#: More lines than these are put together as the others in a picture.
MOST_LINES = 30
#: From so many days on, weeks are shown.
MOST_DAYS = 62
_BATCH = 500


@dataclass(frozen=True)
class Line:
    """A line of a figure; ``count`` is None where it is not told."""

    words: str
    count: int | None


@dataclass(frozen=True)
class Figure:
    """Numbers to be drawn: ``over_time`` as columns from left to right, else as one bar below another.

    ``answered`` is how many responses they are of; ``every`` has all lines where ``lines`` put small ones together.
    """

    key: str
    title: str
    lines: Sequence[Line]
    answered: int
    note: str = ""
    over_time: bool = False
    every: Sequence[Line] = field(default_factory=list)

    @property
    def table(self) -> Sequence[Line]:
        return self.every or self.lines

    @property
    def largest(self) -> int:
        return max((line.count or 0 for line in self.lines), default=0)


def figures(call: Call, languages: Sequence[str]) -> list[Figure]:
    """All figures of a call, in the first of the languages. A constant number of queries, and one for each batch.

    Once its answers were made anonymous, they are those that were kept before.
    """
    if call.anonymised_at is not None:
        return _kept(call, languages)
    return [*_of_all(call, languages[0]), *_of_questions(call, languages)]


def _kept(call: Call, languages: Sequence[str]) -> list[Figure]:
    by_language = {each.language: each for each in KeptFigures.objects.filter(call=call)}
    found = next((by_language[code] for code in [*languages, settings.LANGUAGE_CODE] if code in by_language), None)
    rows = found.figures if found is not None else []
    kept = ("lines", "every")
    return [Figure(**{**row, **{name: [Line(*line) for line in row.get(name, [])] for name in kept}}) for row in rows]


def figure(call: Call, key: str, languages: Sequence[str]) -> Figure | None:
    """One of them by its key; None where there is none."""
    return next((each for each in figures(call, languages) if each.key == key), None)


def _of_all(call: Call, language: str) -> Iterator[Figure]:
    sent = Response.objects.filter(call=call).exclude(state=ResponseState.DRAFT)
    by_state = dict(sent.values_list("state").annotate(n=Count("pk")).order_by())
    lines = [Line(str(each.label), by_state[each]) for each in ResponseState if by_state.get(each)]
    yield Figure("state", _("Where they stand"), lines, sum(by_state.values()))
    standing = sent.exclude(state=ResponseState.WITHDRAWN)
    zone = ZoneInfo(call.zone)
    days = standing.filter(submitted_at__isnull=False).annotate(day=TruncDate("submitted_at", tzinfo=zone))
    yield _by_day(dict(days.values_list("day").annotate(n=Count("pk")).order_by()), language)
    countries = standing.exclude(country="").values_list("country").annotate(n=Count("pk")).order_by()
    named = Counter({country_name(code, language): count for code, count in countries})
    lines = _lines(named)
    yield Figure("country", _("By country"), _drawn(lines), sum(named.values()), every=_every(lines))


def _by_day(counts: Mapping[date, int], language: str) -> Figure:
    """From the first day to the last, those without any too; weeks (by their Monday) where it is long."""
    if not counts:
        return Figure("day", _("By day on which they came"), [], 0, over_time=True)
    first, last = min(counts), max(counts)
    total = sum(counts.values())
    if (last - first).days < MOST_DAYS:
        every = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        lines = [Line(day_words(each, language), counts.get(each, 0)) for each in every]
        return Figure("day", _("By day on which they came"), lines, total, over_time=True)
    weeks: Counter[date] = Counter()
    for each, count in counts.items():
        weeks[each - timedelta(days=each.weekday())] += count
    begin = min(weeks)
    mondays = [begin + timedelta(weeks=number) for number in range((max(weeks) - begin).days // 7 + 1)]
    lines = [Line(day_words(each, language), weeks[each]) for each in mondays]
    return Figure("day", _("By week in which they came, by its Monday"), lines, total, over_time=True)


def _lines(counts: Counter[str]) -> list[Line]:
    """The largest first, then by name."""
    found = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [Line(words, count) for words, count in found]


def _drawn(lines: Sequence[Line]) -> list[Line]:
    """The lines of a picture: many small ones together."""
    rest = sum(line.count or 0 for line in lines[MOST_LINES:])
    return [*lines[:MOST_LINES], *([Line(_("Others"), rest)] if rest else [])]


def _every(lines: Sequence[Line]) -> Sequence[Line]:
    """All lines for the table, where a picture puts some of them together."""
    return lines if len(lines) > MOST_LINES else []


@dataclass
class _Tally:
    """What was answered to a question, as it is counted."""

    question: Question
    counts: Counter[str] = field(default_factory=Counter)
    answered: int = 0
    sum: float = 0.0
    least: float | None = None
    most: float | None = None
    few: bool = False

    def add(self, question: Question, stored: Any, languages: Sequence[str]) -> None:
        type_ = type_named(question.type)
        if type_ is None or is_empty(stored) or not type_.fits(stored):
            return
        self.answered += 1
        for words, count in type_.counted(question, stored, languages):
            self.counts[words] += count
        if (amount := type_.amount(stored)) is not None:
            self.sum += amount
            self.least = amount if self.least is None else min(self.least, amount)
            self.most = amount if self.most is None else max(self.most, amount)
            self.few = self.few or is_few(amount)


def _of_questions(call: Call, languages: Sequence[str]) -> Iterator[Figure]:
    """One for each question that has anything to count, the newest questions first."""
    sets = {each.pk: each for each in QuestionSet.objects.filter(call=call).order_by("-version")}
    asked = {pk: {each.key: each for each in questions_of(found)} for pk, found in sets.items()}
    tallies: dict[str, _Tally] = {}
    for questions in asked.values():
        for key, question in questions.items():
            tallies.setdefault(key, _Tally(question))
    total = 0
    for number, answers in _answers(call):
        total += 1
        for key, question in asked[number].items():
            if key in answers and is_shown(question, asked[number], answers):
                tallies[key].add(question, answers[key], languages)
    for key, tally in tallies.items():
        type_ = type_named(tally.question.type)
        if type_ is not None and type_.asks:
            yield _figure(f"q-{key}", tally, total, languages, of_people=type_.of_people(tally.question))


def _answers(call: Call) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Question set and answers of each response that stands, in batches by age."""
    rows = Response.objects.filter(call=call).sent().order_by("pk").values_list("pk", "question_set", "answers")
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:_BATCH]):
        for _pk, number, answers in batch:
            yield number, answers
        last = batch[-1][0]


def _figure(key: str, tally: _Tally, total: int, languages: Sequence[str], *, of_people: bool) -> Figure:
    title = str(picked(tally.question.label, languages))
    parts = [_answered_words(tally.answered, total)]
    every = _lines(tally.counts)
    lines = _drawn(every)
    few = of_people and (tally.few or any(is_few(line.count or 0) for line in lines))
    parts += _amounts(tally, few=few)
    if few:
        lines = [Line(line.words, None) if is_few(line.count or 0) else line for line in lines]
        parts.append(_("Numbers of people below %(smallest)s are not told.") % {"smallest": SMALLEST})
    told = [] if of_people else _every(every)
    return Figure(key, title, lines, tally.answered, " ".join(parts), every=told)


def is_few(number: float) -> bool:
    """Whether a number of people is so small that it is not told."""
    return 0 < number < SMALLEST


def _amounts(tally: _Tally, *, few: bool) -> Iterator[str]:
    """What numbers come to. Where one of them is not told (``few``), neither is that from which it could be reckoned:
    the lowest and the highest, and a total that is as small itself.
    """
    if tally.least is None or tally.most is None or (few and is_few(tally.sum)):
        return
    amounts = {"sum": tally.sum, "mean": tally.sum / tally.answered, "least": tally.least, "most": tally.most}
    said = {name: _plain(round(number, 2)) for name, number in amounts.items()}
    if few:
        yield _("In total %(sum)s, on average %(mean)s.") % said
    else:
        yield _("In total %(sum)s, on average %(mean)s, from %(least)s to %(most)s.") % said


def _plain(number: float) -> str:
    return written(int(number) if number == int(number) else number)


def _answered_words(answered: int, total: int) -> str:
    said = ngettext(
        "%(answered)s of %(total)s has answered this.", "%(answered)s of %(total)s have answered this.", answered
    )
    return said % {"answered": answered, "total": total}
