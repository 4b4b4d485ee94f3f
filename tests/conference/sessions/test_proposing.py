"""A session is proposed by who is addressed and plans to attend; all who were invited have answered before."""

from __future__ import annotations

import pytest

from heliograph.calls.corresponding import inviting
from heliograph.calls.models import Response
from heliograph.network.states import Refused
from tests.calls.answering.forms import posted
from tests.conference.factories import theme
from tests.conference.registering.making import register, withdraw
from tests.conference.sessions.making import attending, conference_with_sessions, coordinator, draft, joined, sent
from tests.network.factories import NOW, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
ANSWERS = {
    "q_format": "co-working",
    "q_title": "Maps of our rivers",
    "q_summary": "We draw them together.",
    "q_theme": "water",
    "q_language": "fr",
    "q_expected": "25",
    "q_needs": ["projector", "boards"],
    "q_name": "yes",
    "q_speakers.0.name": "Esi Mensah",
    "q_speakers.0.organization": "River Institute",
    "q_speakers.0.email": "Esi@example.org",
    "q_speakers.0.agreed": "yes",
}


@pytest.fixture
def one():
    made = conference_with_sessions()
    theme(made, "water")
    return made


@pytest.fixture
def form(client, one):
    """The form as a coordinator who is registered has it; gives the page, or what comes back when it is sent."""
    client.force_login(attending(one))
    url = f"/calls/{one.sessions.slug}/answer/"

    def at(**answers):
        page = client.get(url)
        return client.post(url, posted(page, **answers)) if answers else page

    return at


def test_a_proposal_keeps_what_the_timetable_needs(form, one):
    morning = f"{one.first_day.isoformat()}-am"
    assert form(**ANSWERS, q_not_at=[morning]).status_code == 200
    answers = Response.objects.get(call=one.sessions, state="submitted").answers
    assert answers["format"] == "co-working"
    assert answers["needs"] == ["projector", "boards"]
    assert answers["not_at"] == [morning]
    assert answers["speakers"] == [
        {"name": "Esi Mensah", "organization": "River Institute", "email": "Esi@example.org", "agreed": True}
    ]


def test_the_form_offers_the_formats_and_half_days_of_this_conference(form):
    page = form().content.decode()
    assert "Peer-to-peer learning workshop, 45 minutes" in page
    assert "Co-working session, 80 minutes" in page
    assert page.count(", morning") == 3


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"q_format": "lecture"}, "What you chose is not offered any more."),
        ({"q_not_at": ["1999-01-01-am"]}, "What you chose is not offered any more."),
        ({"q_speakers.0.email": ""}, "Write the e-mail address of Esi Mensah"),
        ({"q_speakers.0.name": ""}, "Write the name of every speaker"),
        ({"q_speakers.1.name": "Kofi", "q_speakers.1.email": "Esi@example.org"}, "Two speakers have the same address."),
    ],
)
def test_what_is_wrong_is_said(form, one, wrong, said):
    page = form(**{**ANSWERS, **wrong})
    assert page.status_code == 422
    assert said in page.content.decode()
    assert not Response.objects.filter(call=one.sessions, state="submitted").exists()


def test_who_is_not_registered_is_told_to_register_first(client, one):
    client.force_login(coordinator())
    page = client.get(f"/calls/{one.sessions.slug}/answer/")
    assert "Register first: then you can propose a session here." in page.content.decode()


def test_who_has_withdrawn_is_told_so_too(client, one):
    who = coordinator()
    withdraw(register(one, who))
    client.force_login(who)
    assert "you are not registered" in client.get(f"/calls/{one.sessions.slug}/answer/").content.decode()


def test_who_is_registered_and_no_coordinator_is_not_addressed(client, one):
    who = person()
    register(one, who)
    client.force_login(who)
    page = client.get(f"/calls/{one.sessions.slug}/answer/").content.decode()
    assert "q_title" not in page


def test_it_is_sent_only_once_all_who_were_invited_have_answered(one):
    begun, other = draft(one), attending(one, "GH")
    invited = inviting.invite(begun, other.email, "", "en", begun.person, NOW)
    with pytest.raises(Refused) as refused:
        sent(begun)
    assert refused.value.code == "unfinished"
    inviting.accept(invited, other, NOW)
    assert sent(begun).state == "submitted"


def test_who_organizes_along_sees_the_draft(client, one):
    begun, other = draft(one), attending(one, "GH")
    joined(begun, other)
    client.force_login(other)
    page = client.get(f"/calls/{one.sessions.slug}/answer/?response={begun.public_id}")
    assert begun.draft["title"] in page.content.decode()


def test_who_is_not_registered_is_led_to_the_registration_and_who_is_not_addressed_is_not(client, one):
    url = f"/calls/{one.sessions.slug}/answer/"
    client.force_login(coordinator())
    page = client.get(url).content.decode()
    assert "You cannot answer this call as things stand." in page
    assert f'href="/calls/{one.registration.slug}/"' in page
    client.force_login(person())
    page = client.get(url).content.decode()
    assert "This call is addressed to others." in page
    assert "Register first" not in page
