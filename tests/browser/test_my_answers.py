"""One’s own answers in a real browser: clean, narrow, right to left, by keyboard, without scripts or an account."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone
from i18nfield.strings import LazyI18nString

from heliograph.calls.lifecycle import verbs
from heliograph.calls.lifecycle.acting import Act
from heliograph.calls.lifecycle.subjects import Subject
from heliograph.calls.lifecycle.verbs import Sheet
from heliograph.calls.mine import links
from heliograph.calls.mine.holders import holder_of
from heliograph.calls.mine.ways import mailbox_page
from heliograph.calls.models import Call, Response
from tests.browser.pages import NARROW, WIDE, Look, axe_clean, fits, follow, sound
from tests.calls.factories import DAY, call, deadline, programme, response
from tests.network.factories import NOW, person, with_role

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina(transactional_db, clock):
    return person("amina@example.org", name="Amina Mensah", zone="Africa/Lome")


@pytest.fixture
def asked(amina):
    """Amina's registration and that of another whom she has registered; she was asked whether they are still coming."""
    conference = programme("World conference", begins=(NOW + 40 * DAY).date(), ends=(NOW + 42 * DAY).date())
    to = call(programme=conference, delegation=True, capacity=30)
    Call.objects.update(title=LazyI18nString({"en": "Registration of delegates", "ar": "تسجيل المندوبين"}))
    deadline(to, "withdraw", NOW + 20 * DAY)
    deadline(to, "reconfirm", NOW + 12 * DAY, precision="day", until=NOW + 13 * DAY)
    one = response(to, amina)
    kofi = Subject(amina, name="Kofi", email="kofi@example.org")
    verbs.submit(to, kofi, Sheet(to.question_sets.get()), Act(NOW, amina))
    Response.objects.update(asked_at=NOW)
    draft = call("Posters", closes=NOW + 2 * DAY)
    verbs.start(draft, Subject(amina), Sheet(draft.question_sets.get()), Act(NOW, amina))
    verbs.withdraw(response(call("Withdrawn"), amina), Act(NOW, amina))
    return one


@pytest.mark.parametrize("look", [WIDE, NARROW, Look(320, "light", "fr")])
def test_axe_finds_nothing_and_nothing_is_too_wide(open_page, site, amina, asked, look):
    secretary = with_role(person("desk@secretariat.example.org"), "secretariat")
    by_link = links.token(asked, holder_of(amina))
    own = [
        "/me/answers/",
        reverse("calls:response", args=[asked.public_id]),
        reverse("calls:response_step", args=[asked.public_id, "withdraw"]),
        reverse("calls:response_step", args=[asked.public_id, "replace"]),
    ]
    open_to_all = [
        reverse("calls:response_signed", args=[by_link]),
        mailbox_page(asked.call, amina.email, timezone.now()),
    ]
    desk = [reverse("calls:desk_reconfirm", args=[asked.call.slug])]
    for paths, who in ((own, amina), (open_to_all, None), (desk, secretary)):
        page = open_page(who=who, look=look)
        for path in paths:
            page.goto(site + path)
            sound(page)
    page.goto(site + reverse("calls:response_signed", args=["forged"]))
    axe_clean(page)
    fits(page)


def test_all_are_reconfirmed_and_one_withdrawn_from_the_mailbox_by_keyboard_without_scripts(open_page, amina, asked):
    page = open_page(mailbox_page(asked.call, amina.email, timezone.now()), look=Look(320), java_script_enabled=False)
    page.get_by_role("button", name="Yes, all 2 are coming").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Thank you: you are expected.")
    page.get_by_role("link", name="Withdraw").last.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Withdraw").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Withdrawn. Thank you for saying so.")
    states = dict(Response.objects.filter(call=asked.call).values_list("name", "state"))
    assert states == {"": "reconfirmed", "Kofi": "withdrawn"}


def test_somebody_else_comes_instead_from_the_page_of_an_answer(open_page, amina, asked):
    page = open_page("/me/answers/", amina)
    follow(page.get_by_role("link", name="Registration of delegates").last)
    follow(page.get_by_role("link", name="Somebody else comes instead"))
    page.get_by_role("textbox", name="Name of who comes instead").fill("Edem")
    page.get_by_role("textbox", name="E-mail address of who comes instead").fill("edem@example.org")
    follow(page.get_by_role("button", name="Somebody else comes instead"))
    page.wait_for_selector("text=Passed on. Whoever comes instead is expected now.")
    assert "It was passed on: Edem comes instead." in page.inner_text("main")
