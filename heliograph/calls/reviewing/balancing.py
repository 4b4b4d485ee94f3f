"""Sharing responses out among reviewers: nobody gets what he may not, and loads are as even as can be. No database.

Each response gets as many different reviewers as it needs, or all who may. Among all ways to do that, one with the
smallest sum of squared loads is found: first each response goes to who has least, then one is passed on along a chain
of reviewers for as long as that takes from somebody who has at least two more than another. Where no such chain is
left, no other sharing is more even. The same input gives the same result.

Reviewers are few and responses many, so those of equal reviewers are kept together, and sets of reviewers are the bits
of a number: a chain is looked for among reviewers, not among responses.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

#: Of so many who have equally little, the one is chosen who has met the others least: about so many are asked.
ASKED = 8


@dataclass(frozen=True)
class Need:
    """A response that needs ``count`` reviewers of ``able``, who are given in order."""

    response: int
    count: int
    able: tuple[int, ...]


@dataclass
class _Sharing:
    """What each response has so far, and what each reviewer has. Reviewers are places in ``people``.

    ``got`` are bits of places by response; ``tasks`` are the responses of a reviewer by the bits of who may have them.
    """

    people: list[int]
    loads: list[int]
    got: dict[int, int] = field(default_factory=dict)
    tasks: list[dict[int, dict[int, None]]] = field(default_factory=list)
    together: list[list[int]] = field(default_factory=list)

    def give(self, response: int, able: int, place: int) -> None:
        self.got[response] |= 1 << place
        self.tasks[place].setdefault(able, {})[response] = None
        self.loads[place] += 1

    def take(self, response: int, able: int, place: int) -> None:
        self.got[response] ^= 1 << place
        held = self.tasks[place][able]
        del held[response]
        if not held:
            del self.tasks[place][able]
        self.loads[place] -= 1


def share(needs: Sequence[Need], loads: Mapping[int, int]) -> dict[int, tuple[int, ...]]:
    """By response the reviewers that it gets, in order of their keys. ``loads`` is what they have already."""
    people = sorted({one for able in {each.able for each in needs} for one in able})
    places = {one: place for place, one in enumerate(people)}
    sharing = _Sharing(
        people,
        [loads.get(one, 0) for one in people],
        {each.response: 0 for each in needs},
        [{} for _one in people],
        [[0] * len(people) for _one in people],
    )
    able: dict[tuple[int, ...], tuple[list[int], int]] = {}
    for each in sorted(needs, key=lambda one: len(one.able)):
        if each.able not in able:
            found = [places[one] for one in each.able]
            able[each.able] = found, sum(1 << place for place in found)
        _share_one(sharing, each, *able[each.able])
    _even_out(sharing)
    return {each.response: tuple(people[place] for place in _bits(sharing.got[each.response])) for each in needs}


def _bits(mask: int) -> Iterator[int]:
    """The places of the bits of a number, from the lowest on."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def _share_one(sharing: _Sharing, need: Need, places: list[int], able: int) -> None:
    """To those who have least; of equals to who has had least in common with those chosen already."""
    loads, free, chosen = sharing.loads, places, list[int]()
    for _number in range(min(need.count, len(places))):
        least = min(map(loads.__getitem__, free))
        equal = [each for each in free if loads[each] == least]
        some = equal[:: max(1, len(equal) // ASKED)]
        one = min(some, key=lambda place: sum(sharing.together[place][each] for each in chosen)) if chosen else some[0]
        chosen.append(one)
        sharing.give(need.response, able, one)
        free = [each for each in free if each != one]
    for first, second in combinations(chosen, 2):
        sharing.together[first][second] += 1
        sharing.together[second][first] += 1


def _even_out(sharing: _Sharing) -> None:
    """Pass responses on from who has two more than another, if need be through others, until nobody can.

    Those with most give first. Whoever they reach in vain leads nobody with less any further, now or later: no
    chain touches them any more, and nobody who gives later has more than they had. So they are ``done``.
    """
    done = 0
    while done.bit_count() < len(sharing.people):
        open_ones = [place for place in range(len(sharing.people)) if not done >> place & 1]
        giver = max(open_ones, key=lambda place: (sharing.loads[place], -place))
        if sharing.loads[giver] - 2 < min(sharing.loads[place] for place in open_ones):
            return
        chain, reached = _chain(sharing, giver, done)
        for response, able, before, after in chain:
            sharing.take(response, able, before)
            sharing.give(response, able, after)
        if not chain:
            done |= reached


#: A response that is passed on: its key, the bits of who may have it, who gives it, who takes it.
_Step = tuple[int, int, int, int]


def _chain(sharing: _Sharing, giver: int, done: int) -> tuple[list[_Step], int]:
    """What to pass on so that somebody with two less than the giver gets one more; nothing where nobody is reached.

    With it the bits of all who were reached.
    """
    most, came, seen, waiting = sharing.loads[giver] - 2, dict[int, _Step](), done | 1 << giver, deque([giver])
    while waiting:
        here = waiting.popleft()
        for step in _onward(sharing, here, seen):
            other = step[3]
            seen |= 1 << other
            came[other] = step
            if sharing.loads[other] <= most:
                return _back(came, other, giver), seen
            waiting.append(other)
    return [], seen & ~done


def _onward(sharing: _Sharing, here: int, seen: int) -> Iterator[_Step]:
    """To each who is not ``seen`` and can take something from a reviewer, one response."""
    for able, held in sharing.tasks[here].items():
        if wanted := able & ~seen:
            for response in held:
                if takers := wanted & ~sharing.got[response]:
                    for other in _bits(takers):
                        yield response, able, here, other
                    wanted &= ~takers
                    seen |= takers
                    if not wanted:
                        break


def _back(came: Mapping[int, _Step], last: int, giver: int) -> list[_Step]:
    chain, here = list[_Step](), last
    while here != giver:
        chain.append(came[here])
        here = came[here][2]
    return chain
