"""Sharing responses out among reviewers: nobody gets what he may not, and loads are as even as can be. No database.

Each response gets as many different reviewers as it needs, or all who may. Among all ways to do that, one with the
smallest sum of squared loads is found: first each response goes to who has least, then one is passed on along a chain
of reviewers for as long as that takes from somebody who has at least two more than another. Where no such chain is
left, no other sharing is more even. The same input gives the same result.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations


@dataclass(frozen=True)
class Need:
    """A response that needs ``count`` reviewers of ``able``, who are given in order."""

    response: int
    count: int
    able: tuple[int, ...]


@dataclass
class _Sharing:
    """What each response has so far, and what each reviewer has."""

    able: dict[int, tuple[int, ...]]
    loads: Counter[int]
    got: dict[int, set[int]] = field(default_factory=dict)
    tasks: dict[int, dict[int, None]] = field(default_factory=dict)
    together: Counter[tuple[int, int]] = field(default_factory=Counter)

    def give(self, response: int, reviewer: int) -> None:
        self.got.setdefault(response, set()).add(reviewer)
        self.tasks.setdefault(reviewer, {})[response] = None
        self.loads[reviewer] += 1

    def take(self, response: int, reviewer: int) -> None:
        self.got[response].remove(reviewer)
        del self.tasks[reviewer][response]
        self.loads[reviewer] -= 1


def share(needs: Sequence[Need], loads: Mapping[int, int]) -> dict[int, tuple[int, ...]]:
    """By response the reviewers that it gets, in order of their keys. ``loads`` is what they have already."""
    sharing = _Sharing({each.response: each.able for each in needs}, Counter(loads))
    for each in sorted(needs, key=lambda one: len(one.able)):
        _share_one(sharing, each)
    while _even_out(sharing):
        pass
    return {each.response: tuple(sorted(sharing.got.get(each.response, ()))) for each in needs}


def _share_one(sharing: _Sharing, need: Need) -> None:
    """To those who have least; of equals to who has had least in common with those chosen already."""
    chosen: list[int] = []
    for _number in range(min(need.count, len(need.able))):
        free = [each for each in need.able if each not in chosen]
        least = min(sharing.loads[each] for each in free)
        equal = [each for each in free if sharing.loads[each] == least]
        chosen.append(min(equal, key=lambda one: _met(sharing, chosen, one)))
        sharing.give(need.response, chosen[-1])
    sharing.together.update(combinations(sorted(chosen), 2))


def _met(sharing: _Sharing, chosen: Sequence[int], one: int) -> int:
    return sum(sharing.together[min(each, one), max(each, one)] for each in chosen)


def _even_out(sharing: _Sharing) -> bool:
    """Pass one response on from somebody who has two more than another, if need be through others.

    Those with most are looked at first: whoever they reach in vain leads nobody with less any further.
    """
    least = min((sharing.loads[one] for able in sharing.able.values() for one in able), default=0)
    seen: set[int] = set()
    for giver in sorted(sharing.tasks, key=lambda one: (-sharing.loads[one], one)):
        if sharing.loads[giver] - 2 < least:
            return False
        if giver not in seen and (chain := _chain(sharing, giver, seen)):
            for response, before, after in chain:
                sharing.take(response, before)
                sharing.give(response, after)
            return True
    return False


def _chain(sharing: _Sharing, giver: int, seen: set[int]) -> list[tuple[int, int, int]]:
    """Responses to pass on, each with who gives and who takes it, to somebody with two less than the giver; or none.

    ``seen`` are those who were reached before; who is reached now comes to them.
    """
    most = sharing.loads[giver] - 2
    came: dict[int, tuple[int, int]] = {}
    waiting = deque([giver])
    seen.add(giver)
    while waiting:
        here = waiting.popleft()
        for response in sharing.tasks.get(here, ()):
            for other in sharing.able[response]:
                if other in seen or other in sharing.got[response]:
                    continue
                seen.add(other)
                came[other] = (response, here)
                if sharing.loads[other] <= most:
                    return _back(came, other, giver)
                waiting.append(other)
    return []


def _back(came: Mapping[int, tuple[int, int]], last: int, giver: int) -> list[tuple[int, int, int]]:
    chain: list[tuple[int, int, int]] = []
    here = last
    while here != giver:
        response, before = came[here]
        chain.append((response, before, here))
        here = before
    return chain
