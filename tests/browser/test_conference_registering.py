"""Taking part in a conference, in a real browser: registering, saying how one comes, the letter; and the desk."""

from __future__ import annotations

import re

import pytest

from heliograph.conference.registering.models import InvitationLetter
from heliograph.conference.registering.stay_links import stay_link
from tests.browser.pages import NARROW, follow, looks, sound
from tests.conference.registering.making import meeting, register
from tests.network.factories import NOW, person, school, with_role

pytestmark = pytest.mark.django_db(transaction=True)
DESK = "/desk/conferences/world"


@pytest.fixture
def secretary(transactional_db):
    return with_role(person("secretary@secretariat.example.org", name="Secretary"), "secretariat")


def test_from_registering_to_the_invitation_letter(open_page, site, clock, secretary):
    to, ama = meeting(), person("ama@example.org", name="Ama Mensah")
    page = open_page("/calls/register/answer/?for=me", ama, accept_downloads=True)
    page.locator("[name=q_badge]").fill("Ama")
    follow(page.locator("[name=send]"))
    page.goto(f"{site}/programmes/world/")
    follow(page.get_by_role("link", name="Your stay, your invitation letter"))
    sound(page)
    follow(page.get_by_role("link", name="Say how you come"))
    page.locator("[name=q_letter][value=yes]").check()
    for key, said in {"passport_name": "Ama Mensah", "passport_number": "P1", "born": "1980-05-04"}.items():
        page.locator(f"[name=q_{key}]").fill(said)
    page.locator("[name=q_nationality]").select_option("GH")
    follow(page.locator("[name=send]"))
    desk = open_page(f"{DESK}/letters/", secretary)
    follow(desk.get_by_role("link", name="Ama Mensah"))
    sound(desk)
    follow(desk.get_by_role("button", name="Sign it off"))
    page.goto(f"{site}/conferences/world/stay/")
    sound(page)
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save the invitation letter").click()
    code = InvitationLetter.objects.get().code
    assert saved.value.suggested_filename == f"invitation-{code}.pdf"
    anybody = open_page(f"/conferences/world/letters/{code}/")
    sound(anybody)
    anybody.get_by_role("heading", name="This invitation letter stands").wait_for()
    assert to.registration is not None


@looks
def test_the_desk_of_registrations_is_sound(look, open_page, site, clock, secretary):
    to = meeting(capacity=3)
    for country in ("TG", "FR", "KE", "KE"):
        register(to, country=country)
    school(country="GH")
    with_role(person("gh@example.org", name="Kofi"), "coordinator", country="GH")
    page = open_page("", secretary, look)
    for path in ("registrations/", "registrations/?by=registered", "reminders/", "silent/", "letters/"):
        page.goto(f"{site}{DESK}/{path}")
        sound(page)


def test_letters_are_held_and_taken_back(open_page, clock, secretary):
    register(meeting())
    page = open_page(f"{DESK}/reminders/", secretary)
    follow(page.get_by_role("button", name="Remind them"))
    sound(page)
    follow(page.get_by_role("button", name="Take these letters back"))
    page.get_by_text("Taken back: none of these letters goes.").wait_for()


def test_from_the_mailbox_on_a_telephone_a_letter_is_asked_for(open_page, clock, secretary):
    to = meeting()
    register(to, person("ama@example.org"), name="Kofi", email="kofi@example.org")
    path = re.sub(r"^https?://[^/]+", "", stay_link(to, "kofi@example.org", NOW)).partition("?")[0]
    page = open_page(path, look=NARROW)
    sound(page)
    follow(page.locator("main form button"))
    sound(page)
    assert InvitationLetter.objects.get().name == "Kofi"
