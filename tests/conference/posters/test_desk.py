"""Posters on the desk: what waits, why some are not shown, pictures again, labels."""

from __future__ import annotations

import io

import pytest
from pdfminer.high_level import extract_text

from heliograph.calls.states import Verb
from heliograph.conference.calls import begin_call
from heliograph.conference.posters.models import Poster
from tests.calls.desk.test_pages import text
from tests.conference.factories import conference, theme
from tests.conference.posters.factories import conference_with_posters, decided, hung, row, sent
from tests.network.factories import NOW, person, school, with_role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def one():
    return conference_with_posters()


def base(of) -> str:
    return f"/desk/conferences/{of.programme.slug}/"


def test_the_call_for_posters_offers_the_themes_of_its_conference(desk, client, organizer):
    made = conference()
    theme(made, "climate", "Climate")
    theme(conference(), "other", "Other theme")
    call = begin_call(made, "posters", organizer, NOW)
    shown = text(desk.get(f"/desk/calls/{call.slug}/preview/"))
    assert ("Climate" in shown, "Other theme" in shown) == (True, False)


def test_it_says_where_posters_stand_and_why_some_are_not_shown(desk, one):
    sent(one)
    decided(sent(one), Verb.RETURN)
    hung(one, publish=None)
    failed = row(one)
    Poster.objects.filter(pk=failed.pk).update(preview="", failed_at=NOW)
    row(one)
    shown = text(desk.get(f"{base(one)}posters/"))
    for words in (
        "1 poster to be checked", "1 poster returned for correction", "3 posters accepted",
        "1 in the gallery, 1 without consent, 0 being drawn, 1 that could not be drawn",
        "no consent to show it", "its picture could not be drawn",
    ):  # fmt: skip
        assert words in shown


def test_the_page_of_the_conference_says_what_waits(desk, one):
    sent(one)
    row(one)
    shown = text(desk.get(base(one)))
    assert "1 accepted, 1 in the gallery" in shown
    assert "1 poster to be checked" in shown


def test_pictures_are_drawn_again(desk, one):
    failed, other = row(one), row(one)
    Poster.objects.filter(pk=failed.pk).update(preview="", failed_at=NOW)
    desk.post(f"{base(one)}posters/draw/")
    failed.refresh_from_db()
    other.refresh_from_db()
    assert (failed.failed_at, bool(other.preview)) == (None, True)
    desk.post(f"{base(one)}posters/draw/", {"poster": str(other.number)})
    other.refresh_from_db()
    assert not other.preview


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_however_many_there_are(desk, one, number, django_assert_num_queries):
    for _each in range(number):
        row(one)
    desk.get(f"{base(one)}posters/")
    with django_assert_num_queries(10):
        desk.get(f"{base(one)}posters/")


def test_labels_are_printed_of_what_hangs(desk, one):
    row(one, title="Trees of our town", school=school("Lycée de Lomé"))
    row(one, title="ملصق عن الماء", language="ar")
    row(one, title="\U00013000 signs", language="en")
    decided(row(one, title="Declined").response, Verb.DECLINE)
    made = desk.get(f"{base(one)}posters/labels.pdf")
    words = extract_text(io.BytesIO(made.content))
    assert "Trees of our town" in words
    assert "Lycée de Lomé" in words
    assert "Declined" not in words


def test_labels_of_an_empty_gallery_say_so(desk, one):
    made = desk.get(f"{base(one)}posters/labels.pdf")
    assert "No poster hangs yet." in extract_text(io.BytesIO(made.content))


@pytest.mark.parametrize("page", ["posters/", "posters/labels.pdf"])
def test_nobody_else_runs_them(client, one, page):
    client.force_login(with_role(person(), "organizer", organization=school()))
    assert client.get(base(one) + page).status_code == 404
