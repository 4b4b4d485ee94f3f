"""The desk of people and schools in a real browser: by keyboard, without JavaScript, on a small screen, in Arabic."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from heliograph.network import records
from heliograph.network.inviting import handover
from heliograph.network.inviting.handover import Wish
from heliograph.network.inviting.links import Purpose, sign
from heliograph.network.inviting.offers import Offer, invite
from heliograph.network.models import Invitation, Organization, Role
from heliograph.network.states import RoleKind
from tests.browser.pages import NARROW, WIDE, follow, press, sound
from tests.network.factories import NOW, TODAY, person, school, with_role

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def togo(transactional_db, clock):
    """Togo's coordinator, with a school of each kind of trouble, people, an invitation and a handover."""
    found = with_role(person("coordinator@example.org", name="Kossi Coordinator"), "coordinator", country="TG")
    one = school("مدرسة النهر", name_language="ar", name_en="River School", identifier="TG-ONE", confirmed_on=TODAY)
    school("École du Fleuve", email="")
    with_role(person("focal@example.org", name="Ama Focal"), "focal-point", organization=one)
    records.correct(one, {"city": "Kara", "levels": ["primary", "tvet"]}, found, NOW)
    invite("new@example.org", "Afi New", Offer(RoleKind.TEACHER, one), found, NOW)
    wish = Wish("next@example.org", "Next One", "fr", date(2026, 2, 1), deputies_stay=True, note="Welcome!")
    handover.ask(found.roles.get(), wish, found, NOW)
    return found


def places(who):
    one = Organization.objects.get(identifier="TG-ONE")
    focal = one.roles.get().person
    invitation = Invitation.objects.get()
    offered = handover.handovers_of(who).get()
    return {
        "first": "/desk/",
        "country": "/desk/country/",
        "schools": "/desk/schools/",
        "school": f"/desk/schools/{one.public_id}/",
        "edit": f"/desk/schools/{one.public_id}/edit/",
        "people": "/desk/people/",
        "person": f"/desk/people/{focal.public_id}/",
        "end": f"/desk/people/{focal.public_id}/roles/{one.roles.get().public_id}/",
        "invitations": "/desk/invitations/",
        "invite": "/desk/invitations/new/",
        "handover": "/desk/handover/",
        "invitation": reverse("network:invitation", args=[sign(Purpose.INVITATION, invitation.public_id)]),
        "take_over": reverse("network:take_over", args=[sign(Purpose.HANDOVER, offered.public_id)]),
    }


#: Pages that are unlike one another on a small screen and from right to left.
FEW = ("country", "schools", "school", "edit", "person", "invitations", "handover", "invitation")


@pytest.mark.parametrize(("look", "only"), [(WIDE, ()), (NARROW, FEW)])
def test_axe_finds_nothing_and_nothing_is_too_wide(open_page, site, togo, look, only):
    page, known = open_page(who=togo, look=look), places(togo)
    for name in only or known:
        page.goto(site + known[name])
        sound(page)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_record_is_corrected_and_the_correction_taken_back_by_keyboard(open_page, togo, scripts):
    page = open_page(places(togo)["school"], togo, java_script_enabled=scripts)
    press(page, "text=Correct the record")
    page.fill("#id_city", "Sokodé")
    press(page, "#id_city")
    page.wait_for_selector(".note-success")
    assert Organization.objects.get(identifier="TG-ONE").city == "Sokodé"
    press(page, "#log ~ ol button >> nth=0")
    page.wait_for_selector("text=Taken back")
    assert Organization.objects.get(identifier="TG-ONE").city == "Kara"


def test_one_box_ticks_all_rows(open_page, togo):
    page = open_page("/desk/schools/", togo)
    page.focus("thead input")
    page.keyboard.press("Space")
    press(page, "button[value=confirm]")
    page.wait_for_selector(".note-success")
    assert Organization.objects.filter(confirmed_on=TODAY).count() == 2


def test_an_invitation_goes_from_the_form_to_the_role_without_scripts(open_page, site, togo):
    page = open_page("/desk/invitations/new/", togo, java_script_enabled=False)
    page.fill("#id_lines", "Efua Teacher <efua@example.org>")
    page.select_option("#id_kind", "principal")
    page.fill("#id_school", "fleuve")
    follow(page.locator("text=Send the invitations").first)
    assert not Invitation.objects.filter(email="efua@example.org").exists()
    page.get_by_role("radio", name="École du Fleuve").check()
    follow(page.locator("text=Send the invitations").first)
    page.wait_for_url("**/desk/invitations/")
    made = Invitation.objects.get(email="efua@example.org")
    mailbox = open_page(reverse("network:invitation", args=[sign(Purpose.INVITATION, made.public_id)]))
    press(mailbox, "button[value=accept]")
    mailbox.wait_for_selector("text=You are signed in")
    assert Role.objects.get(person__email="efua@example.org").organization == Organization.objects.get(email="")
