"""Figures of the answers to a call: what is counted, what is not told, and how it is drawn."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest
import time_machine
from django.urls import reverse
from django.utils.html import escape

from heliograph.calls.figuring.drawing import NAMESPACE, picture, pieces
from heliograph.calls.figuring.figures import Figure, Line, figure
from heliograph.calls.kinds.first_questions import INTEREST
from heliograph.calls.models import Response
from heliograph.calls.questions.schema import read
from heliograph.calls.questions.types import type_named
from heliograph.calls.retaining.anonymising import anonymise
from heliograph.network.countries import all_countries, country_name
from tests.calls.factories import call, response
from tests.network.factories import NOW, person, school, with_role

pytestmark = pytest.mark.django_db

OPTIONS = [{"key": "a", "label": {"en": "By train"}}, {"key": "b", "label": {"en": "On foot"}}]
QUESTIONS = [
    {"key": "way", "type": "single", "label": {"en": "How do you come?"}, "options": OPTIONS},
    {"key": "learners", "type": "number", "label": {"en": "Learners"}},
    {"key": "ages", "type": "counts", "label": {"en": "By age"},
     "settings": {"rows": [{"key": "x", "label": {"en": "6 to 9"}}, {"key": "y", "label": {"en": "10 to 12"}}],
                  "columns": [{"key": "g", "label": {"en": "girls"}}]}},
    {"key": "why", "type": "long", "label": {"en": "Why?"}},
]  # fmt: skip


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


def lines(of: Figure | None) -> dict[str, int | None]:
    assert of is not None
    return {line.words: line.count for line in of.lines}


def test_states_are_counted_without_drafts_and_the_rest_without_what_was_withdrawn():
    asked = call(questions=QUESTIONS)
    for state, way in (("draft", "a"), ("withdrawn", "a"), ("confirmed", "b"), ("confirmed", "b")):
        made = response(asked, way=way)
        Response.objects.filter(pk=made.pk).update(state=state)
    assert lines(figure(asked, "state", ["en"])) == {"confirmed": 2, "withdrawn": 1}
    assert lines(figure(asked, "q-way", ["en"])) == {"On foot": 2}


def test_days_are_those_of_the_organizers_zone_and_those_without_answers_are_there_too():
    asked = call(zone="Pacific/Auckland")
    for days in (0, 0, 2):
        made = response(asked)
        Response.objects.filter(pk=made.pk).update(submitted_at=NOW.replace(hour=12) + timedelta(days=days))
    found = figure(asked, "day", ["en"])
    assert found is not None
    assert [line.count for line in found.lines] == [2, 0, 1]
    assert found.lines[0].words == "13 Jan 2026"


def test_a_long_time_is_shown_by_weeks():
    asked = call()
    for days in (0, 100):
        made = response(asked)
        Response.objects.filter(pk=made.pk).update(submitted_at=NOW + timedelta(days=days))
    found = figure(asked, "day", ["en"])
    assert found is not None
    assert sum(line.count or 0 for line in found.lines) == 2
    assert len(found.lines) < 20


def test_countries_are_named_in_the_readers_language():
    asked = call(respondent="organization")
    response(asked, for_=school(country="TG"))
    response(asked, for_=school(country="ES"))
    assert lines(figure(asked, "country", ["fr"])) == {"Espagne": 1, "Togo": 1}


def test_of_many_countries_the_picture_puts_small_ones_together_and_the_table_has_each(client):
    client.force_login(with_role(person(), "secretariat"))
    asked, codes = call(), [each.code for each in all_countries()[:34]]
    for code in [*codes, codes[-1]]:
        made = response(asked)
        Response.objects.filter(pk=made.pk).update(country=code)
    found = figure(asked, "country", ["en"])
    assert found is not None
    assert (len(found.lines), found.lines[-1]) == (31, Line("Others", 4))
    assert (len(found.every), found.every[0]) == (34, Line(country_name(codes[-1], "en"), 2))
    assert sum(line.count or 0 for line in found.every) == 35
    address = reverse("calls:desk_figures", args=[asked.slug])
    assert "All 34 as a table" in client.get(address).content.decode()
    anonymise(asked, NOW)
    assert figure(asked, "country", ["en"]) == found
    page = client.get(address).content.decode()
    assert [line.words for line in found.every if f'<th scope="row">{escape(line.words)}</th>' not in page] == []


def test_numbers_are_added_up():
    asked = call(questions=QUESTIONS)
    for learners in (10, 25):
        response(asked, learners=learners)
    response(asked)
    found = figure(asked, "q-learners", ["en"])
    assert found is not None
    assert found.note == "2 of 3 have answered this. In total 35, on average 17.5, from 10 to 25."


def test_no_number_of_children_below_five_is_told():
    asked = call(questions=QUESTIONS)
    response(asked, ages={"x": {"g": 4}, "y": {"g": 12}})
    found = figure(asked, "q-ages", ["en"])
    assert lines(found) == {"6 to 9, girls": None, "10 to 12, girls": 12}
    assert found is not None
    assert "below 5" in found.note
    assert "fewer than 5" in picture(found, "en")
    assert ">4<" not in picture(found, "en")


@pytest.mark.parametrize(
    ("learners", "told"),
    [
        ([3], ""),
        ([3, 0], ""),
        ([3, 50, 0], "In total 53, on average 17.67. "),
        ([5, 25], "In total 30, on average 15, from 5 to 25. "),
    ],
)
@pytest.mark.every_case
def test_a_number_of_learners_below_five_is_not_told_nor_can_it_be_reckoned(learners, told):
    counted = {**QUESTIONS[1], "settings": {"people": True}}
    asked = call(questions=[counted])
    for number in learners:
        response(asked, learners=number)
    found = figure(asked, "q-learners", ["en"])
    assert found is not None
    _answered, _have, note = found.note.partition("answered this. ")
    withheld = "" if min(learners) >= 5 else "Numbers of people below 5 are not told."
    assert note.strip() == f"{told}{withheld}".strip()


def test_the_first_questions_of_an_interest_count_learners_as_people():
    learners = next(each for each in read(list(INTEREST)) if each.key == "learners")
    type_ = type_named(learners.type)
    assert type_ is not None
    assert type_.of_people(learners)


def test_free_texts_are_only_counted():
    asked = call(questions=QUESTIONS)
    response(asked, why="To learn from one another.")
    found = figure(asked, "q-why", ["en"])
    assert (lines(found), found and found.note) == ({}, "1 of 1 has answered this.")


def test_a_picture_is_whole_names_itself_and_runs_nothing():
    drawn = picture(Figure("q-x", "<script>&", [Line("a<b", 3), Line("c", 0)], 3), "en")
    root = ElementTree.fromstring(drawn)
    assert root.get("aria-label", "").startswith("<script>&")
    assert "<script" not in drawn
    assert [float(each.get("width", 0)) for each in root.iter("{http://www.w3.org/2000/svg}rect")] == [250.0, 0.0]


def test_words_are_large_enough_on_a_narrow_screen_and_each_line_makes_it_higher():
    few, many = (
        ElementTree.fromstring(picture(Figure("x", "x", [Line("Côte d’Ivoire", 2)] * count, 2), "en"))
        for count in (1, 31)
    )
    _left, _top, width, _height = map(float, few.get("viewBox", "").split())
    assert float(few.get("font-size", 0)) * 300 / width >= 11
    heights = [float(each.get("viewBox", "").split()[3]) for each in (few, many)]
    assert heights[1] == heights[0] * 31
    baselines = [float(each.get("y", 0)) for each in many.iter("{http://www.w3.org/2000/svg}text")][::2]
    assert min(after - before for before, after in pairwise(baselines)) >= 40


def test_many_bars_are_pieces_on_a_page_that_together_are_the_picture():
    many = Figure("x", "Countries", [Line(f"Land {number}", number) for number in range(1, 32)], 2)
    whole, parts = picture(many, "en"), pieces(many, "en")
    widths = [
        [each.get("width") for part in drawn for each in ElementTree.fromstring(part).iter(f"{{{NAMESPACE}}}rect")]
        for drawn in ([whole], parts)
    ]
    assert (len(parts), widths[0] == widths[1]) == (4, True)
    assert len(pieces(Figure("x", "x", [Line("a", 1)] * 40, 2, over_time=True), "en")) == 1


def test_in_arabic_bars_begin_at_the_right():
    root = ElementTree.fromstring(picture(Figure("x", "x", [Line("a", 2)], 2), "ar"))
    (bar,) = root.iter("{http://www.w3.org/2000/svg}rect")
    assert float(bar.get("x", 0)) + float(bar.get("width", 0)) == 340


def test_the_page_shows_each_figure_and_saves_it_as_a_picture(client):
    client.force_login(with_role(person(), "secretariat"))
    asked = call(questions=QUESTIONS)
    response(asked, way="a")
    page = client.get(reverse("calls:desk_figures", args=[asked.slug])).content.decode()
    assert "By train" in page
    saved = client.get(reverse("calls:desk_figure", args=[asked.slug, "q-way"]))
    assert saved["Content-Type"] == "image/svg+xml"
    assert ElementTree.fromstring(saved.content).tag == "{http://www.w3.org/2000/svg}svg"
    assert client.get(reverse("calls:desk_figure", args=[asked.slug, "q-none"])).status_code == 404


def test_without_answers_the_page_says_so(client):
    client.force_login(with_role(person(), "secretariat"))
    page = client.get(reverse("calls:desk_figures", args=[call().slug])).content.decode()
    assert "Nobody has answered yet." in page


def test_another_organizer_sees_none(client):
    client.force_login(with_role(person(), "organizer", organization=school()))
    assert client.get(reverse("calls:desk_figures", args=[call().slug])).status_code == 404


def test_queries_do_not_grow_with_answers(client, django_assert_max_num_queries):
    client.force_login(with_role(person(), "secretariat"))
    asked = call(questions=QUESTIONS)
    response(asked)
    address = reverse("calls:desk_figures", args=[asked.slug])
    with django_assert_max_num_queries(40) as few:
        client.get(address)
    before = len(few)
    for _number in range(5):
        response(asked)
    with django_assert_max_num_queries(before):
        client.get(address)
