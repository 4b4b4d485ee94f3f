"""The menus, filled by the apps above."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.django_db


def menu(page):
    nav = page[page.index('<nav aria-label="Site">') : page.index("</nav>")]
    return re.findall(r'<a href="([^"]+)"( aria-current="\w+")?>([^<]+)</a>', nav)


def test_everyone_finds_the_bulletin_calls_the_agenda_events_the_archive_the_library_the_network_and_the_way_in(client):
    assert menu(client.get("/").text) == [
        ("/", ' aria-current="page"', "Bulletin"),
        ("/calls/", "", "Calls"),
        ("/agenda/", "", "Agenda"),
        ("/events/", "", "Events"),
        ("/issues/", "", "Archive"),
        ("/library/", "", "Library"),
        ("/network/", "", "Network"),
        ("/account/login/code/", "", "Sign in"),
    ]


def test_the_present_page_is_the_nearest_above(client):
    current = [label for _url, here, label in menu(client.get("/issues/?page=1").text) if here]
    assert current == ["Archive"]


def test_only_who_works_there_is_shown_the_desk(client, secretary, coordinator, stranger):
    def has_desk(person):
        client.force_login(person)
        return "Desk" in [label for _url, _here, label in menu(client.get("/").text)]

    assert [has_desk(person) for person in (stranger, coordinator, secretary)] == [False, True, True]


def test_pages_of_calls_and_programmes_belong_to_the_line_of_calls(client):
    assert [label for _url, here, label in menu(client.get("/programmes/").text) if here] == ["Calls"]
