"""Confirmation and duplicates in a real browser: clean, narrow, from right to left, by keyboard, without scripts."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from heliograph.network.models import ConfirmationRound, Organization, Role
from tests.browser.pages import Look, follow, looks, sound
from tests.network.confirming.conftest import link
from tests.network.factories import NOW, person, school, with_role

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def secretary(transactional_db, clock):
    found = person("desk@secretariat.example.org", name="Desk", zone="Europe/Paris")
    Role.objects.create(person=found, kind="secretariat", begins=date(2020, 1, 1))
    return found


@pytest.fixture
def schools(secretary):
    """A school with its focal point, the same once more, and the round in which both are left."""
    term = {"opens_on": date(2026, 1, 5), "closes_on": date(2026, 3, 31), "opened_at": NOW}
    ConfirmationRound.objects.create(**term, extensions=[{"closes_on": "2026-02-28", "by": 1, "at": ""}])
    own = school("Lycée de l’Amitié entre les Peuples de Tokoin", name_language="fr", email="office@example.org")
    with_role(person("focal.point.with.a.long.name@schools.example.org"), "focal-point", organization=own)
    return own, school("Lycée Tokoin de l’amitié entre les peuples", web="https://tokoin.schools.example.org/")


def merge_page(schools):
    own, again = schools
    return f"{reverse('network_desk:merge', args=[own.public_id])}?with={again.public_id}"


@looks
def test_axe_finds_nothing_and_nothing_is_too_wide(open_page, site, schools, secretary, look):
    own = schools[0]
    public = [
        link("office@example.org"),
        link("office@example.org", "correct", own.public_id),
        link("office@example.org", "tell", own.public_id),
    ]
    desk = ["/desk/confirmation/", "/desk/duplicates/", merge_page(schools)]
    for paths, who in ((public, None), (desk, secretary)):
        page = open_page(who=who, look=look)
        for path in paths:
            page.goto(site + path)
            sound(page)
    ConfirmationRound.objects.all().delete()
    page.goto(f"{site}/desk/confirmation/open/?until=2026-03-31")
    sound(page)


def test_a_school_corrects_and_confirms_by_keyboard_without_scripts_and_without_an_account(open_page, schools):
    page = open_page(link("office@example.org"), look=Look(320), java_script_enabled=False)
    page.get_by_role("link", name="Correct it first").focus()
    page.keyboard.press("Enter")
    page.get_by_role("textbox", name="Web address").fill("https://lycee.example.org/")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=is corrected and confirmed.")
    follow(page.get_by_role("link", name="See the record"))
    assert "Confirmed on Monday, 12 January 2026" in page.inner_text("main")
    own = Organization.objects.get(pk=schools[0].pk)
    assert (own.web, own.confirmed_on) == ("https://lycee.example.org/", date(2026, 1, 12))


def test_duplicates_are_merged_and_the_merge_undone_by_keyboard(open_page, schools, secretary):
    page = open_page("/desk/duplicates/?country=TG", secretary)
    page.get_by_role("link", name="Merge…").focus()
    page.keyboard.press("Enter")
    page.get_by_role("group", name="Name").get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Merge them").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Merged. You can undo it for 30 days.")
    own, again = schools
    own.refresh_from_db()
    assert own.name == "Lycée Tokoin de l’amitié entre les peuples"
    page.get_by_role("button", name="Undo the merge of").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Undone: both records are there again.")
    assert Organization.objects.get(pk=again.pk).merged_into is None
