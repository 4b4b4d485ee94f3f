"""The programme of one's own: what one gives, to what one would go, and what is for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from heliograph.conference.doors import conference_or_404
from heliograph.conference.published.choosing import may_choose
from heliograph.conference.published.gathering import gather
from heliograph.conference.published.lines import Block, Day, Line, Writer, with_clashes
from heliograph.conference.published.views import about, relation_of
from heliograph.conference.states import SlotKind
from heliograph.events.agenda.links import link_of
from heliograph.frame.arrival import arrived_at
from heliograph.frame.reader import reader_of
from heliograph.network.account.doors import signed_in
from heliograph.network.models import Person


@signed_in
@require_safe
def my_programme(request: HttpRequest, person: Person, slug: str) -> HttpResponseBase:
    """What stands in the reader's programme, day by day, with what clashes."""
    conference, reader = conference_or_404(request, slug), reader_of(request)
    gathered = gather(conference)
    writer = Writer(gathered, reader, relation_of(person, gathered))
    lines = with_clashes({key: line for key, line in writer.lines().items() if line.mine}, gathered.placements)
    context = {
        **about(conference, reader),
        "published": gathered.timetable is not None,
        "clocks": writer.clocks,
        "days": [_own(day) for day in writer.days(lines)],
        "unplaced": [lines[each.pk] for each in gathered.unplaced if each.pk in lines],
        "lines": lines,
        "clashes": _clashes(lines),
        "may_choose": may_choose(conference, person, arrived_at(request)),
        "has_calendar": link_of(person) is not None,
    }
    return render(request, "conference/published/mine.html", context)


def _own(day: Day) -> Day:
    """A day without its breaks."""
    blocks: Sequence[Block] = [each for each in day.blocks if each.slot.kind != SlotKind.BREAK]
    return replace(day, blocks=blocks)


def _clashes(lines: Mapping[int, Line]) -> int:
    """How many of one's sessions are at the same time as another of them."""
    return sum(bool(line.clashes) for line in lines.values())
