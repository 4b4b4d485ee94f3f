"""Answering a call in a real browser: the bar hides nothing, no word is wider than the screen."""

from __future__ import annotations

from datetime import date

import pytest

from heliograph.calls.deadlines.moments import on_day
from tests.browser.pages import Look, follow, looks, sound
from tests.calls import factories
from tests.calls.questions.asking import ask
from tests.network.factories import person

pytestmark = pytest.mark.django_db(transaction=True)

TRAIN = {"question": "how", "values": ["train"]}
QUESTIONS = [
    ask("single", "how", label="How do you come?", options=["Train", "Plane"], required=True),
    *(ask("single", f"more{number}", options=["One", "Two"], shown=TRAIN) for number in range(6)),
    ask("long", "why"),
]
#: Whether what has the focus lies under the bar.
_BEHIND = """() => {
  const found = document.activeElement, bar = document.querySelector(".action-bar");
  const [its, bars] = [found.getBoundingClientRect(), bar.getBoundingClientRect()];
  return !bar.contains(found) && its.bottom > bars.top && its.top < bars.bottom;
}"""


@pytest.fixture
def call(transactional_db, clock):
    contact = f"{'national-coordination-' * 3}secretariat@secretariat.example.org"
    one = factories.call(questions=QUESTIONS, closes=None, capacity=1, contact=contact, zone="Asia/Seoul")
    closes = on_day(date(2026, 2, 1), "Asia/Seoul")
    factories.deadline(one, "closes", closes.at, until=closes.until, precision="day")
    factories.response(one, how="plane")
    return one


@pytest.fixture
def who(transactional_db):
    return person("ama@example.org", name="Ama Mensah", languages=["en"])


@looks
def test_the_call_its_form_and_its_receipt_can_be_read_by_everybody(open_page, site, call, who, look):
    page = open_page(f"/calls/{call.slug}/", who, look)
    sound(page)
    page.goto(f"{site}/calls/{call.slug}/answer/")
    page.locator("[value=train]").check()
    page.locator("[name=q_why]").fill("long" * 100)
    sound(page)
    follow(page.locator("[name=send]"))
    page.wait_for_url("**/answers/**")
    sound(page)
    assert page.locator(".answers-told dd").count() == len(QUESTIONS)


@pytest.mark.parametrize("width", [360, 1280])
def test_options_stand_below_their_question(open_page, call, who, width):
    page = open_page(f"/calls/{call.slug}/answer/", who, Look(width))
    page.locator("[value=train]").check()
    starts = page.evaluate("[...document.querySelectorAll('fieldset label')].map(one => one.getBoundingClientRect().x)")
    assert len(set(starts)) == 1


@pytest.mark.parametrize("width", [360, 1280])
def test_the_bar_is_one_line_and_hides_nothing_that_has_the_focus(open_page, call, who, width):
    page = open_page(f"/calls/{call.slug}/answer/", who, Look(width))
    page.locator("[value=train]").check()
    assert page.locator(".action-bar").bounding_box()["height"] < 80
    behind = []
    while page.evaluate("document.activeElement.name") != "send":
        page.keyboard.press("Tab")
        behind.append(page.evaluate(_BEHIND))
    assert (len(behind) > 6, any(behind)) == (True, False)
