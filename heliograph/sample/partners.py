"""Ideas for sessions of the sample's conference that look for a partner, and those who would join them.

``data/calls/ideas.json`` has them, each in the language of who leads it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from heliograph.calls.models import Response
from heliograph.conference.models import Conference
from heliograph.conference.registering.taking_part import confirmed
from heliograph.conference.sessions import questions, searching
from heliograph.conference.sessions.models import PartnerSearch
from heliograph.conference.sessions.searching import Idea
from heliograph.network.countries import Region
from heliograph.network.models import Person
from heliograph.sample.sending import Sender, language_of
from heliograph.sample.words import words_in

#: The board was opened to ideas so long ago; an offer is made the day after.
_SINCE = timedelta(days=4)
_DAY = timedelta(days=1)


def look_for_partners(conference: Conference, at: datetime) -> int:
    """Put ideas on the board of those who come and have proposed nothing, and let others offer to join.

    The first offer to an idea that has several is taken in, the second declined; all others wait. Returns how many
    ideas there are.
    """
    if conference.sessions is None:
        return 0
    free, sender = _free(conference), Sender(conference.sessions)
    found = 0
    for idea in words_in("ideas")["ideas"]:
        lead = next((each for each in free if language_of(each) == idea["language"]), None)
        if lead is None:
            continue
        free.remove(lead)
        search = _open(conference, sender, idea, lead, at - _SINCE)
        _offer(search, idea["offers"], free, at)
        found += 1
    return found


def _free(conference: Conference) -> list[Person]:
    """National Coordinators who come and have begun no proposal, in order."""
    busy = Response.objects.filter(call=conference.sessions_id).values("person")
    coming = confirmed(conference).filter(person__email__startswith="coordinator@").exclude(person__in=busy)
    found = (each.person for each in coming.select_related("person"))
    return sorted(found, key=lambda person: person.email)


def _open(conference: Conference, sender: Sender, idea: Mapping[str, Any], lead: Person, at: datetime) -> PartnerSearch:
    begun = {
        questions.TITLE: idea["title"], questions.SUMMARY: idea["idea"],
        questions.LANGUAGE: idea["language"], questions.THEME: idea["theme"],
    }  # fmt: skip
    draft = sender.begin(lead, begun, at)
    regions = [Region(name).slug for name in idea["regions"]]
    wanted = Idea(idea["title"], idea["idea"], idea["language"], regions)
    return searching.open_search(conference, draft, wanted, lead, at + _DAY)


def _offer(search: PartnerSearch, words: Sequence[str], free: list[Person], at: datetime) -> None:
    lead = search.response.person
    made = [searching.offer(search, who, said, at - 2 * _DAY) for said, who in zip(words, _takers(free), strict=False)]
    if len(made) > 1:
        searching.take_in(made[0], lead, at - _DAY)
        searching.decline(made[1], lead, at - _DAY)


def _takers(free: list[Person]) -> Iterator[Person]:
    """The last of those who are free, one after another."""
    while free:
        yield free.pop()
