"""The day of a clock time whose own line names none: the line above it, or the event's day said before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from heliograph.bulletin.importing.draft import Kind
from heliograph.bulletin.importing.reading.mention import Mention
from heliograph.bulletin.importing.reading.purpose import purpose, surroundings
from heliograph.bulletin.importing.reading.sheet import Sheet
from heliograph.moments.precision import Precision

_HABIT = re.compile(
    r"\b(?:every\s?day|daily|office\shours|opening\shours|weekdays|monday\sto\sfriday|horaires\sd'ouverture|du\slundi\sau\svendredi|tous\sles\sjours|chaque"
    r"|horario\sde\s(?:atencion|oficina)|de\slunes\sa\sviernes|cada|todos\slos\sdias|every)\b"
)


def _gives_day(mention: Mention, sheets: Sequence[Sheet], title: str) -> bool:
    found = mention.date
    if found is None or found.incomplete or found.precision is not Precision.DAY or found.last is not None:
        return False
    if mention.withdrawn:
        return False
    return purpose(mention, surroundings(mention, sheets, title)).kind is Kind.EVENT


def _from(candidates: list[Mention], above: tuple[int, ...], number: int) -> Mention | None:
    for block in (number, *above):
        here = [each for each in candidates if each.sheet.number == block]
        if here:
            return here[-1]
    before = [each for each in candidates if each.sheet.number < number]
    if before:
        return before[-1]
    following = [each for each in candidates if each.sheet.number == number + 1 and each.timing is None]
    return following[0] if following else None


def govern(mentions: Sequence[Mention], sheets: Sequence[Sheet], title: str) -> list[Mention]:
    """The mentions with a day for every clock time that can have one; habits ("every day at 9:00") are left out."""
    givers = [each for each in mentions if _gives_day(each, sheets, title)]
    result: list[Mention] = []
    for each in mentions:
        if each.date is not None:
            result.append(each)
            continue
        span = each.sentence
        if _HABIT.search(each.sheet.folded[span.start : span.end]):
            continue
        giver = _from(givers, each.sheet.above, each.sheet.number)
        if giver is not None:
            result.append(replace(each, date=giver.date, governed=giver.sheet.number))
        elif each.timing is not None and each.timing.zones:
            result.append(each)
    return result
