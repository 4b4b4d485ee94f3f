"""The dates of somebody's answers on the ribbon: what he has to do by when, and what takes place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse

from heliograph.calls.deadlines.written import Written
from heliograph.calls.mine.lines import AnswerLine, Eyes, instant_in_words
from heliograph.calls.models import Programme
from heliograph.calls.states import HOLDING
from heliograph.frame.ribbon import Ribbon, Tick, draw
from heliograph.moments.locales import write_days
from heliograph.texts.colons import with_colon
from heliograph.texts.languages import is_right_to_left
from heliograph.texts.multilingual import pick


def ribbon(lines: Sequence[AnswerLine], eyes: Eyes) -> Ribbon:
    """The coming days as somebody's answers fill them."""
    return draw(
        _ticks(lines, eyes),
        eyes.at,
        zone=eyes.zone or settings.ORGANIZER_ZONE,
        language=eyes.language,
        mirrored=is_right_to_left(eyes.language),
    )


def _ticks(lines: Sequence[AnswerLine], eyes: Eyes) -> Iterator[Tick]:
    """Each date of a call once, however many answers of it are shown."""
    found: dict[tuple[int, str], Tick] = {}
    for line in lines:
        for date in line.dates:
            tick = _tick(line, date)
            if tick is not None:
                found.setdefault((line.response.call_id, date.kind), tick)
    yield from found.values()
    yield from _asked(lines)
    yield from _places(lines, eyes)
    yield from _programmes(lines, eyes)


def _url(line: AnswerLine) -> str:
    return reverse("calls:response", args=[line.response.public_id])


def _tick(line: AnswerLine, date: Written) -> Tick | None:
    row, until = line.known.get(date.kind), line.known.own_until(date.kind)
    if row is None or row.at is None:
        return None
    start = until if date.own is not None and until is not None else row.at
    words = f"{with_colon(date.label)} {line.title}"
    return Tick(start, until, "deadline", words, date.counts.first, date.counts.machine, _url(line))


def _asked(lines: Sequence[AnswerLine]) -> Iterator[Tick]:
    """Until when other calls wait for who has an answer, each once."""
    waiting = {line.expected.asked.call.pk: line for line in lines if line.expected and line.expected.asked}
    for line in waiting.values():
        expected, by = line.expected, line.by
        if expected and expected.asked and expected.until and by:
            words = f"{with_colon(expected.words)} {line.title}"
            yield Tick(expected.until, expected.until, "deadline", words, by.first, by.machine, expected.asked.url)


def _places(lines: Sequence[AnswerLine], eyes: Eyes) -> Iterator[Tick]:
    """Places that are held until an instant."""
    for line in lines:
        until = line.response.offered_until
        if until is not None and line.expected is not None:
            when = instant_in_words(until, line.response.call.zone, eyes)
            words = f"{with_colon(line.expected.words)} {line.title}"
            yield Tick(until, until, "deadline", words, when.first, when.machine, _url(line))


def _programmes(lines: Iterable[AnswerLine], eyes: Eyes) -> Iterator[Tick]:
    """What takes place, for who is to be there."""
    there = [line.response.call.programme for line in lines if line.response.state in HOLDING]
    for programme in {each.pk: each for each in there}.values():
        if programme.begins is not None:
            yield _programme(programme, eyes)


def _programme(programme: Programme, eyes: Eyes) -> Tick:
    assert programme.begins is not None
    last, zone = programme.ends or programme.begins, ZoneInfo(programme.zone)
    start = datetime.combine(programme.begins, time(), zone)
    until = datetime.combine(last + timedelta(days=1), time(), zone)
    words = pick(programme.title, eyes.languages)[0]
    day = write_days(programme.begins, last, eyes.language)
    url = reverse("calls:programme", args=[programme.slug])
    return Tick(start, until, "event", words, day, programme.begins.isoformat(), url)
