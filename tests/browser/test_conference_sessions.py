"""Sessions in a real browser: from an idea that looks for a partner to a session that stands, and the desk."""

from __future__ import annotations

import re

import pytest

from heliograph.calls.models import Response
from heliograph.conference.models import Conference
from heliograph.conference.sessions import searching
from heliograph.conference.sessions.idea_links import token
from heliograph.conference.sessions.searching import Idea
from heliograph.network.models import Person
from tests.browser.pages import ANY, follow, looks, sound
from tests.conference.factories import theme
from tests.conference.sessions.making import attending, conference_with_sessions, decided, draft, given, sent
from tests.network.factories import NOW, person, with_role

pytestmark = pytest.mark.django_db(transaction=True)
IDEAS, SESSIONS, DESK = "/conferences/world/ideas/", "/conferences/world/sessions/", "/desk/conferences/world/"


@pytest.fixture
def one(clock) -> Conference:
    made = conference_with_sessions()
    theme(made, "water", "Water")
    return made


@pytest.fixture
def lead(one) -> Person:
    return attending(one, "TG", "Ama Mensah")


@pytest.fixture
def other(one) -> Person:
    return attending(one, "GH", "Kofi Boateng")


@pytest.fixture
def organizer(transactional_db) -> Person:
    return with_role(person("organizer@secretariat.example.org"), "secretariat")


def begun_by(open_page, one, lead):
    """A proposal that its lead fills in as far as he can alone, and keeps."""
    page = open_page(f"/calls/{one.sessions.slug}/answer/", lead, ANY)
    page.get_by_label("Co-working session, 80 minutes").check()
    page.get_by_label("Title of the session").fill("Rivers of our schools")
    page.get_by_label("What happens there").fill("We draw maps together.")
    page.get_by_label("Water").check()
    page.get_by_label("In which language is it held?").select_option("en")
    page.get_by_label("boards and flip charts").check()
    page.get_by_label("Name", exact=True).first.fill("Esi Owusu")
    page.get_by_label("E-mail address").first.fill("esi@example.org")
    page.get_by_label("agrees that the name stands on the programme").first.check()
    page.get_by_label("I agree to this").check()
    sound(page)
    follow(page.get_by_role("button", name=re.compile("^(Save|Keep)")).first)
    return page


def test_from_an_idea_to_a_session_with_a_partner(open_page, site, one, lead, other):
    page = begun_by(open_page, one, lead)
    page.goto(f"{site}{IDEAS}")
    follow(page.get_by_role("link", name="Look for a partner"))
    page.get_by_label("The idea").fill("Who draws the rivers of another coast?")
    page.get_by_label("Africa").check()
    sound(page)
    follow(page.get_by_role("button", name="Put it on the board"))
    page.get_by_text("Nobody has offered to join yet.").wait_for()
    partner = open_page(IDEAS, other, ANY)
    partner.get_by_label("Region").select_option("africa")
    follow(partner.get_by_role("button", name="Search"))
    follow(partner.get_by_role("link", name="Rivers of our schools"))
    partner.get_by_label("What would you bring?").fill("Twenty schools on the Volta.")
    sound(partner)
    follow(partner.get_by_role("button", name="Offer to join"))
    partner.get_by_text("You have offered to join.").wait_for()
    page.reload()
    follow(page.get_by_role("button", name=re.compile("^Take in")))
    page.get_by_text("Taken in", exact=True).wait_for()
    sound(page)
    partner.reload()
    follow(partner.get_by_role("link", name="To the shared draft"))
    assert partner.get_by_label("Title of the session").input_value() == "Rivers of our schools"
    sound(partner)
    decided(sent(Response.objects.get(call=one.sessions)))
    partner.goto(f"{site}{SESSIONS}")
    follow(partner.get_by_role("link", name="Rivers of our schools"))
    follow(partner.get_by_role("button", name="Let my name stand there"))
    partner.get_by_text("Your name stands on the programme.").first.wait_for()
    assert partner.locator(".lead").inner_text() == "Ama Mensah (Togo), Kofi Boateng (Ghana), Esi Owusu"
    sound(partner)


def test_from_the_mailbox_without_javascript(open_page, one, lead, other):
    search = searching.open_search(one, draft(one, lead), Idea("Rivers", "Who?", "en"), lead, NOW)
    offer = searching.offer(search, other, "Twenty schools on the Volta.", NOW)
    page = open_page(f"{IDEAS}offer/{token(offer, lead)}/", look=ANY, java_script_enabled=False)
    page.get_by_text("Twenty schools on the Volta.").wait_for()
    follow(page.get_by_role("button", name="Take in"))
    page.get_by_text("Taken in.").wait_for()
    assert search.response.co_respondents.get().person == other


@looks
def test_all_of_it_can_be_read_by_everybody(open_page, site, one, lead, other, organizer, look):
    long = "Nachhaltigkeitsbildungsprogrammentwicklungszusammenarbeit"
    session = given(one, lead, other, title="Rivers", theme="water")
    sent(draft(one, attending(one, "ML"), title=long))
    search = searching.open_search(one, draft(one, lead), Idea(long, "Who?", "en", ["africa"]), lead, NOW)
    offer = searching.offer(search, other, "I do.", NOW)
    walks = (
        (other, [SESSIONS, f"{SESSIONS}?q=rivers", f"{SESSIONS}{session.public_id}/", f"{IDEAS}{search.public_id}/"]),
        (lead, [IDEAS, f"{IDEAS}new/", f"{IDEAS}{search.public_id}/"]),
        (None, [f"{IDEAS}offer/{token(offer, lead)}/"]),
        (organizer, [f"{DESK}sessions/", f"{DESK}formats/", f"{DESK}formats/?format=workshop"]),
    )
    for who, addresses in walks:
        page = open_page(who=who, look=look)
        for address in addresses:
            page.goto(site + address)
            sound(page)
