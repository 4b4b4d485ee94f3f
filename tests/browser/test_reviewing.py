"""Reviews in a real browser: clean, narrow, right to left, and by keyboard from the plan to the score."""

from __future__ import annotations

import pytest
from django.urls import reverse
from i18nfield.strings import LazyI18nString

from heliograph.calls.reviewing.models import Review
from tests.browser.pages import NARROW, WIDE, press, sound
from tests.calls.factories import response
from tests.calls.reviewing.scenes import due, given, reviewed_call, reviewer
from tests.network.factories import person, with_role

pytestmark = pytest.mark.django_db(transaction=True)
_ASKED = {"key": "idea", "type": "long", "label": {"en": "Your idea"}}


@pytest.fixture
def secretary(transactional_db, clock):
    return with_role(person("desk@secretariat.example.org"), "secretariat")


@pytest.fixture
def to(secretary):
    guidance = LazyI18nString({"en": "Judge the **idea**, not the words."})
    return reviewed_call("Exchange", questions=[_ASKED], plan=due({"guidance": guidance, "blind": True}))


@pytest.fixture
def afi(to):
    return reviewer(to, person("afi@example.org", name="Afi Doe"))


@pytest.mark.parametrize("look", [WIDE, NARROW])
def test_axe_finds_nothing_and_nothing_is_too_wide(open_page, site, secretary, to, afi, look):
    other = reviewer(to, person(name="A reviewer with a name that is rather long for a table"))
    mine = response(to, afi.person, idea="Mine")
    one, two = response(to, idea="Trees"), response(to, idea="Rivers")
    given(one, afi, score=1, comment="Weak.")
    given(one, other, score=5)
    mine_to_do = given(two, afi)
    given(mine, other, state="aside", reason="I know them.")
    page = open_page(who=secretary, look=look)
    for name in ("desk_reviews", "desk_review_plan", "desk_add_reviewer", "desk_assign_by_rule", "desk_scores"):
        page.goto(site + reverse(f"calls:{name}", args=[to.slug]))
        sound(page)
    page.goto(site + reverse("calls:desk_reviewer", args=[to.slug, other.public_id]))
    sound(page)
    page = open_page(who=afi.person, look=look)
    for path in (reverse("calls:reviews"), reverse("calls:review", args=[mine_to_do.public_id])):
        page.goto(site + path)
        sound(page)


def test_a_run_by_rule_and_a_review_are_done_by_keyboard(open_page, site, secretary, to, afi):
    response(to, person(name="Kwame"), idea="Trees")
    page = open_page(reverse("calls:desk_reviews", args=[to.slug]), secretary)
    page.get_by_role("link", name="Assign by rule").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Assign 1 review").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("text=1 review was assigned.")
    page = open_page("/reviews/", afi.person, java_script_enabled=False)
    page.get_by_role("link", name="Answer ").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Trees")
    page.focus("#id_score_0")
    page.keyboard.press("ArrowDown")
    page.fill("#id_comment", "Well thought out.")
    press(page, "button[name=next]")
    page.wait_for_selector("text=You have done all of them.")
    assert list(Review.objects.values_list("score", "comment")) == [(2, "Well thought out.")]
