"""Dates that are for the same thing as the one before them: replaced ones, and further ones of an enumeration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from heliograph.bulletin.importing.draft import Kind
from heliograph.bulletin.importing.reading.building import Built


def _pair(first: Built, second: Built) -> tuple[Built, Built]:
    """Both halves of a change with one kind and purpose: a deadline where either is one."""
    if Kind.DEADLINE not in {first.moment.kind, second.moment.kind} or second.moment.opens:
        return first, second
    model = first if first.moment.kind is Kind.DEADLINE else second
    kind, what = model.moment.kind, model.moment.what
    return (
        replace(first, moment=replace(first.moment, kind=kind, what=what, place=None)),
        replace(second, moment=replace(second.moment, kind=kind, what=what, place=None)),
    )


def follow(built: Sequence[Built]) -> list[Built]:
    """ "due on 1 March and 1 September": the second day is for what the first is."""
    followed: list[Built] = []
    for each in built:
        before = followed[-1] if followed else None
        if before is not None and _goes_on(before, each):
            kind = before.moment.kind if before.moment.kind is not Kind.TENTATIVE else each.moment.kind
            each = replace(each, moment=replace(each.moment, kind=kind, what=before.moment.what))
        followed.append(each)
    return followed


def _goes_on(before: Built, each: Built) -> bool:
    date = each.mention.date
    if date is None or not date.joined or before.mention.sheet is not each.mention.sheet or each.moment.opens:
        return False
    return before.moment.kind is Kind.DEADLINE and len(each.around.before.strip(" ,;")) <= 4


def align(built: Sequence[Built]) -> list[Built]:
    """The moments with each withdrawn one and its successor made alike."""
    aligned = list(built)
    for number in range(len(aligned) - 1):
        first, second = aligned[number], aligned[number + 1]
        if first.mention.sheet is not second.mention.sheet and not first.mention.struck:
            continue
        if (first.mention.withdrawn and second.mention.replaced) or (
            first.mention.replaced and second.mention.withdrawn
        ):
            aligned[number], aligned[number + 1] = _pair(first, second)
    return aligned
