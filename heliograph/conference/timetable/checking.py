"""What is wrong with a timetable as it stands, whoever made it: each conflict as a fact and as a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heliograph.conference.timetable.equipment import names_of
from heliograph.conference.timetable.problem import Hindrance, Placed, Problem, SlotFacts, Spot, hindrances, shared
from heliograph.texts.commas import with_commas


class Clash(StrEnum):
    """What two things do to one another."""

    PERSON = "person"
    ROOM = "room"
    COMMON = "common"


@dataclass(frozen=True)
class Conflict:
    """``sessions`` are the keys of those concerned, one or two; ``who`` the name of who would be in two rooms."""

    what: Hindrance | Clash
    sentence: str
    sessions: tuple[int, ...] = ()
    who: str = ""


def conflicts(problem: Problem, placed: Placed) -> list[Conflict]:
    """Every conflict, by time; empty: the timetable holds."""
    known = {key: spot for key, spot in placed.items() if _is_known(problem, key, spot)}
    order = sorted(known, key=lambda key: (problem.slot[known[key].slot].begins, key))
    alone = [each for key in order for each in _alone(problem, key, known[key])]
    beside = [
        each
        for one, other in combinations(order, 2)
        if known[other].slot in problem.beside[known[one].slot]
        for each in _beside(problem, one, other, known)
    ]
    return [*alone, *beside, *_commons(problem)]


def _is_known(problem: Problem, key: int, spot: Spot) -> bool:
    return key in problem.session and spot.room in problem.room and spot.slot in problem.slot


def _alone(problem: Problem, key: int, spot: Spot) -> Iterator[Conflict]:
    """What is against one session where it is."""
    session, room, slot = problem.session[key], problem.room[spot.room], problem.slot[spot.slot]
    for what in hindrances(session, room, slot):
        yield Conflict(what, hindered(problem, key, spot, what), (key,))
    for common in problem.commons:
        if common.overlaps(slot):
            told = {"title": session.title, "common": common.label}
            yield Conflict(
                Clash.COMMON, _("“%(title)s” is given during “%(common)s”, which is for all.") % told, (key,)
            )


def hindered(problem: Problem, key: int, spot: Spot, what: Hindrance) -> str:
    """What is against a session in a room and slot, as a sentence."""
    session, room, slot = problem.session[key], problem.room[spot.room], problem.slot[spot.slot]
    told = {"title": session.title, "room": room.name, "slot": slot.label, "n": session.minutes, "m": slot.minutes}
    match what:
        case Hindrance.LONG:
            words = _("“%(title)s” lasts %(n)s minutes, and this slot %(m)s: %(slot)s.")
        case Hindrance.AWAY:
            words = _("“%(title)s” cannot be given at this time, as who gives it has said: %(slot)s.")
        case Hindrance.EARLY:
            words = _("“%(title)s” begins before who gives it has arrived: %(slot)s.")
        case Hindrance.CLOSED:
            words = _("“%(title)s” is in %(room)s, which cannot be used then: %(slot)s.")
        case Hindrance.EQUIPMENT:
            told["what"] = with_commas(names_of(session.needs - room.equipment))
            words = _("“%(title)s” needs what %(room)s does not have: %(what)s.")
        case Hindrance.SMALL:
            told |= {"n": session.expected or 0, "m": room.capacity or 0}
            words = ngettext(
                "%(n)s participant is expected at “%(title)s”; %(room)s takes %(m)s.",
                "%(n)s participants are expected at “%(title)s”; %(room)s takes %(m)s.",
                session.expected or 0,
            )
    return words % told


def _beside(problem: Problem, one: int, other: int, placed: Placed) -> Iterator[Conflict]:
    """What two sessions that go on at the same time do to one another."""
    first, second = problem.session[one], problem.session[other]
    told = {"one": first.title, "other": second.title, "slot": problem.slot[placed[one].slot].label}
    if placed[one].room == placed[other].room:
        told["room"] = problem.room[placed[one].room].name
        words = _("“%(one)s” and “%(other)s” are both in %(room)s: %(slot)s.") % told
        yield Conflict(Clash.ROOM, words, (one, other))
    for key in shared(first, second):
        name = first.people[key] or second.people[key] or _("The same person")
        words = _("%(who)s gives “%(one)s” and “%(other)s” at the same time: %(slot)s.") % {**told, "who": name}
        yield Conflict(Clash.PERSON, words, (one, other), name)


def _commons(problem: Problem) -> Iterator[Conflict]:
    for one, other in combinations(problem.commons, 2):
        if one.overlaps(other):
            yield Conflict(Clash.COMMON, both_for_all(one, other))


def both_for_all(one: SlotFacts, other: SlotFacts) -> str:
    """That all cannot be in two places, as a sentence."""
    words = _("“%(one)s” and “%(other)s” overlap, and both are for all.")
    return words % {"one": one.label, "other": other.label}
