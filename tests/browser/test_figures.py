"""Figures and the table of answers in a browser: words large enough, nothing too wide, acts at hand by keyboard."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.browser.pages import NARROW, WIDE, press, sound
from tests.calls.factories import call, response
from tests.network.factories import person, school, with_role

pytestmark = pytest.mark.django_db(transaction=True)
COUNTRIES = ("TG", "CI", "FR", "ES", "BA", "KE", "VC", "CD")
#: The height of letters of each word in a picture, in pixels of the screen.
_SIZES = """() => [...document.querySelectorAll(".drawn text")].map((text) =>
  parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().d)"""
#: Pairs of words of one picture that lie on one another.
_CROSSING = """() => [...document.querySelectorAll(".drawn svg")].flatMap((svg) => {
  const boxes = [...svg.querySelectorAll("text")].map((text) => text.getBoundingClientRect());
  return boxes.flatMap((one, place) => boxes.slice(place + 1).filter((other) =>
    one.left < other.right - 1 && other.left < one.right - 1 &&
    one.top < other.bottom - 4 && other.top < one.bottom - 4));
}).length"""


@pytest.fixture
def asked(transactional_db, clock):
    made = call(questions=[{"key": "why", "type": "long", "label": {"en": "Why?"}}])
    for number, country in enumerate(COUNTRIES):
        for _time in range(number + 1):
            response(made, for_=school(f"School in {country}", country=country), why="To learn.")
    return made


@pytest.mark.parametrize("look", [WIDE, NARROW])
def test_words_of_figures_are_large_enough_and_lie_beside_one_another(open_page, site, asked, look):
    page = open_page(who=with_role(person(), "secretariat"), look=look)
    page.goto(site + reverse("calls:desk_figures", args=[asked.slug]))
    sound(page)
    sizes = page.evaluate(_SIZES)
    assert len(sizes) > 2 * len(COUNTRIES)
    assert min(sizes) >= 11
    assert page.evaluate(_CROSSING) == 0


def test_what_is_done_with_ticked_answers_is_reached_by_a_link_above_them(open_page, site, asked):
    page = open_page(who=with_role(person(), "secretariat"), look=NARROW)
    page.goto(site + reverse("calls:desk_responses", args=[asked.slug]))
    sound(page)
    press(page, "a[href='#acts']")
    assert page.evaluate("document.activeElement.id") == "acts"
