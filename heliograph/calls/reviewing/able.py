"""Who of many reviewers may review each of many responses: what ``conflicts.why_not`` says of each pair, at once.

What keeps somebody from a response is looked up by what the response is: its person, its country, its language. So the
time grows with the responses, and hardly with the reviewers.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from heliograph.calls.lifecycle.subjects import own_slots
from heliograph.calls.reviewing.conflicts import Facts, Ties, reads
from heliograph.calls.reviewing.models import ReviewPlan
from heliograph.calls.states import RespondentKind


class Able:
    """Those who may review a response, by primary key, in order of the reviewers. Sets of them are bits of a number."""

    def __init__(self, ties: Sequence[Ties], plan: ReviewPlan) -> None:
        self._keys, self._every = [each.pk for each in ties], (1 << len(ties)) - 1
        self._ties = ties
        self._response = _lookup((*each.had, *each.joint) for each in ties)
        self._person = _lookup((each.reviewer.person_id, *each.colleagues) for each in ties)
        self._email = _lookup([each.reviewer.person.email.lower()] for each in ties)
        self._slot = _lookup(own_slots(each.reviewer.person) for each in ties)
        self._organization = _lookup(each.organizations for each in ties)
        self._country = _lookup(_countries(each, plan) for each in ties)
        self._languages: dict[str, int] = {}
        self._named: dict[int, tuple[int, ...]] = {}

    def to_review(self, facts: Facts) -> tuple[int, ...]:
        """Those who may be given a response. Equal sets are the same tuple."""
        found = self._every & self._reading(facts.language) & ~self._kept(facts)
        if found not in self._named:
            self._named[found] = tuple(key for place, key in enumerate(self._keys) if found >> place & 1)
        return self._named[found]

    def _kept(self, facts: Facts) -> int:
        kept = self._response.get(facts.pk, 0) | self._person.get(facts.person, 0)
        if facts.email:
            kept |= self._email.get(facts.email, 0)
        if facts.organization is not None:
            kept |= self._organization.get(facts.organization, 0)
        if facts.country:
            kept |= self._country.get(facts.country, 0)
        for slot in _beginnings(facts.slot):
            kept |= self._slot.get(slot, 0)
        return kept

    def _reading(self, language: str) -> int:
        if language not in self._languages:
            able = (reads(language, each.reviewer.languages) for each in self._ties)
            self._languages[language] = sum(1 << place for place, one in enumerate(able) if one)
        return self._languages[language]


def _lookup(kept_from: Iterable[Iterable[Hashable]]) -> Mapping[Hashable, int]:
    """By what a response is the bits of those whom it is kept from."""
    found: dict[Hashable, int] = {}
    for place, values in enumerate(kept_from):
        for value in values:
            found[value] = found.get(value, 0) | 1 << place
    return found


def _countries(ties: Ties, plan: ReviewPlan) -> Iterator[str]:
    yield from ties.reviewer.not_countries
    if plan.call.respondent == RespondentKind.COUNTRY:
        yield from ties.answers_for
    if plan.own_country:
        yield from ties.countries


def _beginnings(slot: str) -> Iterator[str]:
    """A slot, and the parts of it that end before a colon."""
    yield slot
    place = slot.find(":")
    while place >= 0:
        yield slot[:place]
        place = slot.find(":", place + 1)
