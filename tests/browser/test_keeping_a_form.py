"""The script that keeps a form while it is filled in says why it did not, and never loses what was typed."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from heliograph.calls.models import Response
from tests.browser.pages import WIDE, follow, until
from tests.calls import factories
from tests.calls.answering.forms import WHY
from tests.calls.corresponding.scenes import invited, joint_answer, page_of
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def who(transactional_db):
    return person("ama@example.org", name="Ama Mensah", languages=["en"])


@pytest.fixture
def form(open_page, site, transactional_db, clock, who):
    """Opens the form of a call in a window whose clock is turned by hand."""
    to = factories.call(questions=[WHY])

    def form():
        page = open_page(who=who, look=WIDE)
        page.clock.install()
        page.goto(f"{site}/calls/{to.slug}/answer/")
        return page

    return form


def fill(page, words):
    page.get_by_label("Why?").fill(words)
    page.clock.fast_forward(3000)


def said(page):
    return page.locator("[data-kept]")


def test_in_a_second_window_it_is_said_that_it_was_kept_in_the_first(form):
    first, second = form(), form()
    fill(first, "One")
    expect(said(first)).to_contain_text("Kept at")
    fill(second, "Two")
    expect(said(second)).to_contain_text("Not kept: it was kept from elsewhere since you opened this page")
    assert second.get_by_label("Why?").input_value() == "Two"
    other = form()
    other.goto(said(second).get_by_role("link", name="What was kept").evaluate("link => link.href"))
    assert other.get_by_label("Why?").input_value() == "One"
    fill(first, "One more")
    first.get_by_role("button", name="Send").click()
    first.wait_for_url("**/answers/**")
    assert Response.objects.get().answers == {"why": "One more"}


def test_after_closing_it_is_said_while_one_writes(form, clock):
    page = form()
    fill(page, "Half")
    expect(said(page)).to_contain_text("Kept at")
    clock.move_to(NOW + 11 * factories.DAY)
    fill(page, "Half a thought")
    expect(said(page)).to_contain_text("This call has closed, and your answer came after that. Ask the organizer.")
    expect(said(page)).to_contain_text("10:00 (Paris time)")
    assert page.get_by_label("Why?").input_value() == "Half a thought"


def test_a_press_waits_for_what_is_being_kept_and_is_not_stopped_by_it(form):
    page, held = form(), []
    page.route("**/answer/**", lambda route: held.append(route) if not held else route.continue_())
    with page.expect_request("**/answer/**"):
        fill(page, "Half")
    page.get_by_label("Why?").fill("Whole")
    page.get_by_role("button", name="Send").dblclick(no_wait_after=True)
    held[0].continue_()
    page.wait_for_url("**/answers/**")
    answer = Response.objects.get()
    assert (answer.answers, [each.verb for each in answer.entries.all()]) == ({"why": "Whole"}, ["start", "submit"])


def test_what_was_lost_on_the_way_goes_again_before_what_came_since(form):
    """The site had kept it, and the line broke before it could say so."""
    page, lost = form(), []

    def lose(route):
        if not lost:
            lost.append(route.fetch())
            return route.abort()
        return route.continue_()

    page.route("**/answer/**", lose)
    fill(page, "Half")
    expect(said(page)).to_have_text("Not kept: no connection. It is tried again.")
    fill(page, "Whole")
    page.clock.fast_forward(20_000)
    expect(said(page)).to_contain_text("Kept at")
    page.clock.fast_forward(20_000)
    until(page, lambda: Response.objects.get().draft, {"why": "Whole"})


def test_an_invitation_is_accepted_on_a_page_that_is_told_to_no_other_site(open_page, clock, transactional_db):
    co = invited(joint_answer())
    page = open_page(page_of(co))
    follow(page.get_by_role("button", name="Yes, I answer too"))
    expect(page.locator("h1")).to_have_text("You answer together")
