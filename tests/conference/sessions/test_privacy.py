"""What is held about who gives sessions, has ideas or offers to join is his to take away; it goes when he is erased."""

from __future__ import annotations

from typing import Any

import pytest

from heliograph.calls.corresponding.handing_over import hand_over
from heliograph.calls.models import Response
from heliograph.calls.retaining.anonymising import anonymise
from heliograph.conference.sessions import searching
from heliograph.conference.sessions.accepted import people_of, standing
from heliograph.conference.sessions.models import PartnerOffer, PartnerSearch, SessionPerson
from heliograph.conference.sessions.searching import Idea
from heliograph.network.account.erasing import erase
from heliograph.network.account.holdings import holdings
from tests.conference.sessions.making import attending, conference_with_sessions, coordinator, draft, given
from tests.network.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def one():
    return conference_with_sessions()


def exported(slug: str, who) -> list[dict[str, Any]]:
    (holding,) = [each for each in holdings() if each.slug == slug]
    return list(holding.export(who))


def test_he_takes_away_the_sessions_that_he_gives_or_speaks_at(one):
    lead, speaker = attending(one, "TG", "Ama"), coordinator(name="Esi")
    said = {"name": "Esi", "organization": "", "email": speaker.email, "agreed": True}
    given(one, lead, title="Rivers", speakers=[said])
    given(one, title="Of somebody else")
    assert [each["title"] for each in exported("sessions-proposed", lead)] == ["Rivers"]
    assert [each["title"] for each in exported("sessions-given", lead)] == ["Rivers"]
    assert [each["name_shown"] for each in exported("sessions-given", speaker)] == ["Esi"]


def test_a_session_that_he_gave_alone_stands_no_more(one):
    session = given(one, attending(one, "TG", "Ama"), title="Rivers")
    erase(session.response.person, None, NOW)
    assert not standing(one).exists()
    assert not SessionPerson.objects.exists()


def test_a_session_goes_on_with_the_others(one):
    lead, other = attending(one, "TG", "Ama"), attending(one, "GH", "Kofi")
    given(one, lead, other, title="Rivers")
    erase(lead, None, NOW)
    (session,) = standing(one)
    assert (session.title, [each.person for each in people_of(session)]) == ("Rivers", [other])


def test_ideas_and_offers_are_taken_away_and_go(one):
    lead, other = attending(one, "TG", "Ama"), attending(one, "GH", "Kofi")
    search = searching.open_search(one, draft(one, lead), Idea("Rivers", "Who?", "en"), lead, NOW)
    searching.offer(search, other, "I do", NOW)
    assert [each["idea"] for each in exported("session-ideas", lead)] == ["Who?"]
    assert [each["words"] for each in exported("partner-offers", other)] == ["I do"]
    erase(other, None, NOW)
    assert not PartnerOffer.objects.exists()
    erase(lead, None, NOW)
    assert not PartnerSearch.objects.exists()


def test_an_idea_is_still_his_after_the_proposals_were_made_anonymous(one):
    lead, other = attending(one, "TG", "Ama"), attending(one, "GH", "Kofi")
    response = draft(one, lead)
    search = searching.open_search(one, response, Idea("Rivers", "Who?", "en"), lead, NOW)
    searching.take_in(searching.offer(search, other, "I do", NOW), lead, NOW)
    hand_over(response, response.co_respondents.get(), lead, NOW)
    Response.objects.filter(pk=response.pk).update(state="submitted", submitted_at=NOW)
    anonymise(response.call, NOW)
    assert exported("session-ideas", lead) == []
    assert [each["idea"] for each in exported("session-ideas", other)] == ["Who?"]
    erase(other, None, NOW)
    assert not PartnerSearch.objects.exists()
