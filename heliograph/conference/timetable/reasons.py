"""Why a session has no place, in words: the first thing that leaves it none."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heliograph.conference.timetable.equipment import names_of
from heliograph.conference.timetable.problem import (
    Hindrance,
    Placed,
    Problem,
    RoomFacts,
    SessionFacts,
    SlotFacts,
    Spot,
    Taken,
    hindered_by_slot,
    is_closed,
)
from heliograph.texts.commas import with_commas

#: So many sessions are named in one sentence.
_NAMED = 3


def reasons(problem: Problem, placed: Placed) -> dict[int, str]:
    """A sentence for each session without a place, by its key."""
    taken = Taken(problem, placed)
    left = (each for each in problem.sessions if each.key not in placed)
    return {each.key: _Why(problem, taken, each).sentence() for each in left}


class _Why:
    """One session, and what is left for it by each question in turn."""

    def __init__(self, problem: Problem, taken: Taken, session: SessionFacts) -> None:
        self.problem, self.taken, self.session = problem, taken, session
        self.long = [each for each in problem.slots if each.minutes >= session.minutes]
        self.equipped = [each for each in problem.rooms if session.needs <= each.equipment]
        self.large = [each for each in self.equipped if not _is_small(session, each)]
        self.timely = [each for each in self.long if not hindered_by_slot(session, each)]
        self.open = [(room, slot) for slot in self.timely for room in self.large if not is_closed(room, slot)]
        self.free = [each for each in self.open if not taken.room(_spot(each))]

    def sentence(self) -> str:
        questions: Sequence[tuple[object, Callable[[], str]]] = (
            (self.problem.slots, lambda: _("There is no slot for sessions yet.")),
            (self.problem.rooms, lambda: _("There is no room yet.")),
            (self.long, self._too_long),
            (self.equipped, self._no_equipment),
            (self.large, self._too_many),
            (self.timely, self._away),
            (self.open, lambda: _("The rooms that fit cannot be used at the times that are left for it.")),
            (self.free, self._full),
        )
        return next((say() for left, say in questions if not left), None) or self._busy()

    def _too_long(self) -> str:
        longest = max(each.minutes for each in self.problem.slots)
        words = ngettext(
            "It lasts %(n)s minutes; the longest slot has %(m)s minute.",
            "It lasts %(n)s minutes; the longest slot has %(m)s minutes.",
            longest,
        )
        return words % {"n": self.session.minutes, "m": longest}

    def _no_equipment(self) -> str:
        there = frozenset[str]().union(*(each.equipment for each in self.problem.rooms))
        missing = self.session.needs - there
        if missing:
            return _("No room has what it needs: %(what)s.") % {"what": with_commas(names_of(missing))}
        return _("No room has all that it needs at once: %(what)s.") % {
            "what": with_commas(names_of(self.session.needs))
        }

    def _too_many(self) -> str:
        largest = max(each.capacity or 0 for each in self.equipped)
        words = ngettext(
            "%(n)s participant is expected; the largest room with all that it needs takes %(m)s.",
            "%(n)s participants are expected; the largest room with all that it needs takes %(m)s.",
            self.session.expected or 0,
        )
        return words % {"n": self.session.expected, "m": largest}

    def _away(self) -> str:
        against = [set(hindered_by_slot(self.session, each)) for each in self.long]
        if all(Hindrance.EARLY in each for each in against):
            return _("Who gives it arrives after the beginning of the last slot that is long enough.")
        if all(Hindrance.AWAY in each for each in against):
            return _("Who gives it has said to be away in every slot that is long enough.")
        return _("In every slot that is long enough, who gives it is away or has not arrived yet.")

    def _full(self) -> str:
        there = {key for each in self.open for key in self.taken.room(_spot(each))}
        if there <= self.problem.kept:
            return _("Sessions that are locked fill every place in which it fits.")
        count = len(self.open)
        words = ngettext(
            "The %(n)s place in which it fits is taken.", "All %(n)s places in which it fits are taken.", count
        )
        return words % {"n": count}

    def _busy(self) -> str:
        """Places are free: who gives it is elsewhere then, or nobody has placed it yet."""
        met = [self.taken.people(self.session, slot.key) for _room, slot in self.free]
        if not all(met):
            room, slot = next(each for each, elsewhere in zip(self.free, met, strict=True) if not elsewhere)
            return _("A place is free for it: %(room)s, %(slot)s.") % {"room": room.name, "slot": slot.label}
        found = sorted({each for elsewhere in met for each in elsewhere})[:_NAMED]
        said = [self._gives(key, who) for key, who in found]
        return _("In the only free places, who gives it is elsewhere: %(who)s.") % {"who": "; ".join(said)}

    def _gives(self, key: int, who: str) -> str:
        other = self.problem.session[key]
        name = self.session.people[who] or other.people[who]
        return _("%(who)s gives “%(title)s”") % {"who": name, "title": other.title} if name else f"“{other.title}”"


def _is_small(session: SessionFacts, room: RoomFacts) -> bool:
    return session.expected is not None and room.capacity is not None and room.capacity < session.expected


def _spot(place: tuple[RoomFacts, SlotFacts]) -> Spot:
    return Spot(place[0].key, place[1].key)
