"""The board of ideas: an idea is put there, others offer to join, its lead takes them in or declines with thanks."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.conference.sessions import searching
from heliograph.conference.sessions.idea_links import token
from heliograph.conference.sessions.models import PartnerOffer, PartnerSearch
from heliograph.conference.sessions.searching import Idea
from heliograph.delivery.models import Message
from heliograph.network.states import Refused
from tests.calls.corresponding.scenes import letters_to
from tests.conference.factories import theme
from tests.conference.registering.making import register
from tests.conference.sessions.making import attending, conference_with_sessions, coordinator, draft, sent
from tests.network.factories import NOW, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
BOARD = "/conferences/world/ideas/"


@pytest.fixture
def one():
    return conference_with_sessions()


@pytest.fixture
def lead(one):
    return attending(one, "TG", "Ama")


@pytest.fixture
def other(one):
    return attending(one, "GH", "Kofi")


def search(one, lead, title="Rivers", **said) -> PartnerSearch:
    answers = said.pop("answers", {})
    idea = Idea(title, "Who draws them with us?", said.get("language", "en"), said.get("regions", ()))
    return searching.open_search(one, draft(one, lead, title=title, **answers), idea, lead, NOW)


def offered(one, lead, other) -> PartnerOffer:
    return searching.offer(search(one, lead), other, "Our rivers, too", NOW)


def filled(begun) -> dict[str, str]:
    """The form by which a draft is put on the board."""
    idea = {"title": "Rivers", "idea": "Who draws them with us?", "language": "en"}
    return {"draft": str(begun.public_id), **idea}


def text_to(address: str, subject: str) -> str:
    found = Message.objects.select_related("body").get(address=address, body__subject=subject)
    return found.body.text


def test_a_draft_is_put_on_the_board(client, one, lead):
    begun = draft(one, lead, title="Rivers", language="fr")
    client.force_login(lead)
    url = f"{BOARD}new/"
    assert 'value="Rivers"' in client.get(url).content.decode()
    page = client.post(url, {**filled(begun), "language": "fr", "regions": ["arab-states"]}, follow=True)
    found = PartnerSearch.objects.get()
    assert (found.response, found.language, found.regions) == (begun, "fr", ["arab-states"])
    assert "Who draws them with us?" in page.content.decode()


def test_what_is_missing_is_said(client, one, lead):
    begun = draft(one, lead)
    client.force_login(lead)
    page = client.post(f"{BOARD}new/", {**filled(begun), "idea": ""})
    assert page.status_code == 422
    assert "Write the idea: others read it." in page.content.decode()


def test_who_has_no_draft_is_told_to_begin_one(client, other):
    client.force_login(other)
    assert "Begin one first; it need not be complete." in client.get(f"{BOARD}new/").content.decode()


def test_others_read_the_idea_and_no_address(client, one, lead, other):
    found = search(one, lead)
    client.force_login(other)
    for url in (BOARD, f"{BOARD}{found.public_id}/"):
        page = client.get(url).content.decode()
        assert "Rivers" in page
        assert "Ama" in page
        assert lead.email not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Lakes", "Rivers"]),
        ("?region=africa", ["Lakes"]),
        ("?region=arab-states", ["Lakes", "Rivers"]),
        ("?language=fr", ["Rivers"]),
        ("?theme=water", ["Rivers"]),
        ("?q=lakes", ["Lakes"]),
        ("?q=draws+rivers", ["Rivers"]),
        ("?region=nowhere", ["Lakes", "Rivers"]),
    ],
)
@pytest.mark.every_case
def test_the_board_is_filtered(client, one, lead, other, query, found):
    theme(one, "water")
    search(one, lead, "Rivers", regions=["arab-states"], language="fr", answers={"theme": "water"})
    search(one, lead, "Lakes", answers={"theme": "air"})
    client.force_login(other)
    page = client.get(f"{BOARD}{query}").content.decode()
    assert sorted(re.findall(r"/ideas/[0-9a-f-]{36}/\"[^>]*>(\w+)<", page)) == found


def test_who_does_not_come_is_sent_to_the_registration(client, one, lead):
    search(one, lead)
    client.force_login(coordinator())
    page = client.get(BOARD).content.decode()
    assert "Register first." in page
    assert "Rivers" not in page


def test_a_participant_who_is_no_coordinator_reads_and_cannot_join(client, one, lead):
    found, who = search(one, lead), person()
    register(one, who)
    client.force_login(who)
    page = client.get(f"{BOARD}{found.public_id}/").content.decode()
    assert "Rivers" in page
    assert "Offer to join" not in page
    with pytest.raises(Refused) as refused:
        searching.offer(found, who, "I come", NOW)
    assert refused.value.code == "not-addressed"


def test_an_offer_is_one_letter_to_the_lead(client, one, lead, other):
    found = search(one, lead)
    client.force_login(other)
    url = f"{BOARD}{found.public_id}/join/"
    for _twice in range(2):
        assert client.post(url, {"words": "Our rivers, too"}, follow=True).status_code == 200
    assert [(each.person, each.words) for each in found.offers.all()] == [(other, "Our rivers, too")]
    (subject,) = [each for each in letters_to(lead.email) if "would join" in each]
    text = text_to(lead.email, subject)
    assert "Our rivers, too" in text
    assert other.email not in text


def test_an_offer_says_something(client, one, lead, other):
    found = search(one, lead)
    client.force_login(other)
    page = client.post(f"{BOARD}{found.public_id}/join/", {"words": " "})
    assert page.status_code == 422
    assert "Write a few words" in page.content.decode()


def test_an_offer_is_taken_back_while_nobody_has_answered(client, one, lead, other):
    found = offered(one, lead, other).search
    client.force_login(other)
    client.post(f"{BOARD}{found.public_id}/join/", {"no": "1"})
    assert not found.offers.exists()


def test_who_is_taken_in_works_on_the_draft(client, one, lead, other):
    made = offered(one, lead, other)
    client.force_login(lead)
    client.post(f"{BOARD}{made.search.public_id}/offers/{made.public_id}/", follow=True)
    assert list(made.search.response.co_respondents.values_list("person", flat=True)) == [other.pk]
    assert "You are taken in: “Rivers”" in letters_to(other.email)
    assert not [each for each in letters_to(other.email) if "together with" in each]
    client.force_login(other)
    page = client.get(f"{BOARD}{made.search.public_id}/").content.decode()
    (shared,) = re.findall(r'href="([^"]+\?response=[^"]+)"', page)
    assert client.get(shared).status_code == 200


@pytest.mark.parametrize(("pressed", "said"), [("take", "Taken in."), ("no", "Declined.")])
def test_the_lead_answers_from_his_mailbox(client, one, lead, other, pressed, said):
    made = offered(one, lead, other)
    (link,) = re.findall(r"https?://[^/]+(/conferences/\S+)", text_to(lead.email, letters_to(lead.email)[-1]))
    page = client.get(link)
    made.refresh_from_db()
    assert (made.taken_at, made.declined_at) == (None, None)
    page = client.post(link, {pressed: "1"})
    assert said in page.content.decode()
    made.refresh_from_db()
    assert (made.taken_at is not None, made.declined_at is not None) == (pressed == "take", pressed == "no")


def test_a_link_that_was_altered_or_is_of_a_former_lead_opens_nothing(client, one, lead, other):
    made = offered(one, lead, other)
    for signed in (token(made, lead)[:-1], token(made, other)):
        assert client.get(reverse("conference:partner_offer", args=["world", signed])).status_code == 404


def test_who_is_declined_is_thanked_and_cannot_be_taken_in(one, lead, other):
    made = offered(one, lead, other)
    searching.decline(made, lead, NOW)
    searching.decline(made, lead, NOW)
    assert letters_to(other.email).count("Thank you for your offer: “Rivers”") == 1
    with pytest.raises(Refused) as refused:
        searching.take_in(made, lead, NOW)
    assert refused.value.code == "answered"


def test_only_the_lead_answers(one, lead, other):
    made = offered(one, lead, other)
    with pytest.raises(Refused) as refused:
        searching.take_in(made, other, NOW)
    assert refused.value.code == "not-yours"


def test_a_search_closes_by_itself_when_the_proposal_is_sent(client, one, lead, other):
    made = offered(one, lead, other)
    sent(made.search.response)
    made.search.refresh_from_db()
    assert made.search.closed_at == NOW
    assert "Thank you for your offer: “Rivers”" in letters_to(other.email)
    client.force_login(attending(one, "ML"))
    assert client.get(f"{BOARD}{made.search.public_id}/").status_code == 404


def test_a_search_is_closed_and_opened_again(client, one, lead):
    found = search(one, lead)
    client.force_login(lead)
    client.post(f"{BOARD}{found.public_id}/close/")
    found.refresh_from_db()
    assert found.closed_at == NOW
    assert searching.open_search(one, found.response, Idea("Rivers", "Again", "en"), lead, NOW) == found
    assert list(PartnerSearch.objects.values_list("closed_at", "idea")) == [(None, "Again")]


def test_with_the_draft_its_idea_goes(one, lead):
    found = search(one, lead)
    found.response.delete()
    assert not PartnerSearch.objects.exists()


def test_what_was_sent_does_not_look_for_partners_any_more(one, lead):
    begun = sent(draft(one, lead))
    with pytest.raises(Refused) as refused:
        searching.open_search(one, begun, Idea("Rivers", "Who?", "en"), lead, NOW)
    assert refused.value.code == "sent"


def test_the_board_costs_the_same_however_many_ideas_there_are(client, one, lead, other, django_assert_max_num_queries):
    client.force_login(other)
    counts = []
    for number in range(1, 4):
        search(one, lead, f"Idea {number}")
        with django_assert_max_num_queries(60) as read:
            client.get(BOARD)
        counts.append(len(read))
    assert len(set(counts[1:])) == 1


def test_an_idea_of_who_withdraws_its_draft_is_not_offered_to(one, lead, other):
    made = search(one, lead)
    verbs.withdraw(sent(made.response), Act(NOW, lead))
    with pytest.raises(Refused) as refused:
        searching.offer(made, other, "Me", NOW)
    assert refused.value.code == "closed"
