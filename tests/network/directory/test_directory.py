"""The page of the directory: filters that can be taken back, pages, and the list alone for the script."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from django.utils.translation import override

from heliograph.network.directory import views
from tests.network.factories import person, school, with_role

pytestmark = pytest.mark.django_db

ADDRESS = "/network/schools/"


def page(client, query=""):
    response = client.get(f"{ADDRESS}?{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def titles(soup):
    return [link.text for link in soup.select(".schools a")]


def test_a_line_has_the_name_in_its_language_and_where_the_school_is(client):
    school("مدرسة السلام", name_language="ar", name_en="Peace School", levels=["primary", "tvet"])
    line = page(client).select_one(".schools li")
    name = line.select_one("a bdi")
    assert (name["lang"], name["dir"], name.text) == ("ar", "rtl", "مدرسة السلام")
    told = " ".join(line.text.split())
    assert told == "مدرسة السلام Peace School Lomé, Togo · primary, technical and vocational"


def test_a_line_of_a_school_that_shows_its_name_has_no_levels(client):
    school("Quiet School", visibility="name", levels=["tvet"])
    assert " ".join(page(client).select_one(".schools li").text.split()) == "Quiet School Lomé, Togo"


def test_each_filter_can_be_taken_back_alone(client):
    school("Bridge School", country="KE", levels=["primary"])
    soup = page(client, "q=bridge&country=KE&level=primary&theme=nonsense")
    chosen = [(" ".join(link.text.split()), link["href"]) for link in soup.select(".chosen a")]
    assert chosen == [
        ("Take away Words: bridge ×", f"{ADDRESS}?country=KE&level=primary"),
        ("Take away Country: Kenya ×", f"{ADDRESS}?q=bridge&level=primary"),
        ("Take away Level: primary ×", f"{ADDRESS}?q=bridge&country=KE"),
        ("Take all away", ADDRESS),
    ]
    assert titles(soup) == ["Bridge School"]
    assert soup.select_one("#_country option[selected]")["value"] == "KE"


def test_pages_go_on_by_the_last_row_and_back(client, monkeypatch):
    monkeypatch.setattr(views, "PER_PAGE", 2)
    for name in ("A", "B", "C", "D", "E"):
        school(f"School {name}")
    soup = page(client, "country=TG")
    assert titles(soup) == ["School A", "School B"]
    assert soup.select_one("[role=status]").text == "The first 2 schools"
    soup = page(client, soup.select_one("a[rel=next]")["href"].lstrip("?"))
    assert titles(soup) == ["School C", "School D"]
    assert soup.select_one("[role=status]").text == "2 schools on this page"
    soup = page(client, soup.select_one("a[rel=prev]")["href"].lstrip("?"))
    assert titles(soup) == ["School A", "School B"]


def test_a_guessed_key_tells_nobody_where_a_hidden_school_would_stand(client):
    hidden = school("School B", visibility="hidden")
    for name in ("A", "C"):
        school(f"School {name}")
    assert titles(page(client, f"after={hidden.pk}")) == ["School A", "School C"]
    assert titles(page(client, f"before={hidden.pk}")) == ["School A", "School C"]


def test_the_list_alone_says_how_many_and_keeps_the_page_s_addresses(client, monkeypatch):
    monkeypatch.setattr(views, "PER_PAGE", 1)
    school("School A")
    school("School B")
    text = client.get(f"{ADDRESS}?q=school&part=results").content.decode()
    assert "<html" not in text
    soup = BeautifulSoup(text, "html.parser")
    assert soup.div["data-said"] == "The first school"
    assert titles(soup) == ["School A"]
    assert "part" not in soup.select_one("a[rel=next]")["href"]


def test_filtered_pages_are_not_for_search_engines(client):
    assert page(client).select_one("meta[name=robots]") is None
    assert page(client, "q=x").select_one("meta[name=robots]")["content"] == "noindex"
    assert page(client, "level=primary").select_one("meta[name=robots]")["content"] == "noindex"


def test_an_empty_list_says_what_to_do(client):
    assert "How a school joins" in page(client).main.text
    school("Hidden School", visibility="hidden")
    soup = page(client, "q=hidden")
    assert soup.select_one("[role=status]").text == "No school found"
    assert "Take away one of the filters" in soup.main.text
    assert "Hidden School" not in soup.main.text


def test_what_is_not_public_is_marked_for_those_who_see_it(client, coordinator):
    school("Open School")
    school("Hidden School", visibility="hidden")
    school("Kenyan School", country="KE", visibility="hidden")
    client.force_login(coordinator)
    told = [re.sub(r"\s+", " ", line.text).strip() for line in page(client).select(".schools li")]
    assert told == ["Hidden School Lomé, Togo · primary not public", "Open School Lomé, Togo · primary"]


def test_nothing_of_a_name_becomes_part_of_the_page(client):
    school("<script>alert(1)</script> & Söhne")
    response = client.get(f"{ADDRESS}?q=%3Cscript%3E+s%C3%B6hne")
    assert b"<script>alert" not in response.content
    assert titles(BeautifulSoup(response.content, "html.parser")) == ["<script>alert(1)</script> & Söhne"]


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_the_rows(client, rows, django_assert_num_queries):
    for number in range(rows):
        school(f"School {number}", visibility=["full", "name"][number % 2])
    with django_assert_num_queries(3):  # the generation of finished pages, the list's order, its rows
        page(client, "country=TG")
    with django_assert_num_queries(3):  # how many have the words, the list's order, its rows
        page(client, "q=school")
    client.force_login(with_role(person(), "coordinator", country="TG"))
    with django_assert_num_queries(6):  # as above, with session, person and roles
        page(client, "country=TG")


def test_every_choice_is_in_the_reader_s_language(client):
    client.cookies["lang"] = "fr"
    soup = page(client)
    with override("fr"):
        assert soup.select_one("#_country option[value=DE]").text == "Allemagne"
        assert soup.select_one("#_language option[value=ar]").text == "arabe"
