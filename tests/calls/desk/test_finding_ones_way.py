"""Small things on the desk of a call: where the cursor is, where an address leads, what one reads before publishing."""

from __future__ import annotations

import re

import pytest
import time_machine

from heliograph.calls.desk.telling_apart import told_apart
from tests.calls.desk.test_pages import BASE, text
from tests.calls.factories import DAY, call, deadline, programme
from tests.network.factories import NOW, person, with_role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def secretary(client):
    who = with_role(person("desk@secretariat.example.org"), "secretariat")
    client.force_login(who)
    return who


def buttons_with_the_cursor(answer) -> list[str]:
    found = re.findall(r"<button[^>]*autofocus[^>]*>.*?</button>", answer.content.decode())
    return [re.sub(r"<[^>]+>", "", each) for each in found]


def test_the_cursor_stays_at_the_call_that_was_moved(client, secretary) -> None:
    one = programme(slug="conference")
    for position, name in enumerate("abc"):
        call(name.upper(), programme=one, slug=name, position=position)
    moved = client.post("/desk/calls/c/move/", {"up": "1"}, follow=True)
    assert moved.redirect_chain == [(f"{BASE}conference/?at=c:up", 302)]
    assert buttons_with_the_cursor(moved) == ["↑Move “C” up"]
    assert buttons_with_the_cursor(client.post("/desk/calls/c/move/", {"up": "1"}, follow=True)) == ["↓Move “C” down"]
    assert buttons_with_the_cursor(client.get(f"{BASE}conference/?at=nothing")) == []


def test_the_cursor_stays_at_the_file_that_was_moved(client, secretary) -> None:
    one = call(slug="register")
    for name in ("A", "B", "C"):
        client.post("/desk/calls/register/files/", {"url": "https://example.org", "title": name, "language": ""})
    last = one.attachments.last()
    moved = client.post(f"/desk/calls/register/files/{last.public_id}/", {"up": "1"}, follow=True)
    assert moved.redirect_chain == [(f"/desk/calls/register/?at={last.public_id}:up", 302)]
    assert buttons_with_the_cursor(moved) == ["↑Move “C” up"]


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/desk/programmes/conference/picture/", "/desk/programmes/conference/#picture"),
        ("/desk/programmes/conference/files/", "/desk/programmes/conference/#files"),
        ("/desk/calls/register/files/", "/desk/calls/register/#files"),
        ("/desk/calls/register/move/", "/desk/calls/register/"),
        ("/desk/calls/register/dates/more-time/", "/desk/calls/register/dates/#more-time"),
        ("/desk/calls/register/dates/checked/", "/desk/calls/register/dates/"),
        ("/desk/calls/register/questions/one/a/move/", "/desk/calls/register/questions/"),
        ("/desk/calls/register/questions/one/a/copy/", "/desk/calls/register/questions/"),
    ],
)
def test_an_address_that_is_posted_to_leads_to_the_page_of_its_form(client, secretary, address, page) -> None:
    call(slug="register", programme=programme(slug="conference"))
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (303, page)
    assert client.put(address).status_code == 405


def test_a_call_that_asks_nothing_is_doubtful_and_can_be_published(client, secretary) -> None:
    call(slug="register", status="draft")
    (doubt,) = [
        each for each in client.get("/desk/calls/register/").context["problems"] if "asks nothing" in each.sentence
    ]
    assert (doubt.blocks, doubt.url) == (False, "/desk/calls/register/questions/")


@pytest.mark.parametrize(
    ("visibility", "said"),
    [
        ("public", "It appears on the site at once."),
        ("link", "No list shows it: who has its link finds it at once."),
        ("audience", "Those who are addressed find it at once when they have signed in; nobody else does."),
    ],
)
def test_who_publishes_reads_who_finds_it_and_all_its_dates(client, secretary, visibility, said) -> None:
    one = call(slug="register", status="draft", visibility=visibility)
    deadline(one, "withdraw", NOW + DAY)
    deadline(one, "decide", None, words="in May")
    page = text(client.get("/desk/calls/register/publish/"))
    assert said in page
    assert ("appears on the site" in page) == (visibility == "public")
    for address in ("/desk/calls/register/publish/", "/desk/calls/register/"):
        labels = re.findall(r"<dt>([^<]+)</dt>", client.get(address).content.decode())
        assert [each for each in labels if each in {"Opened", "Withdraw by", "Closes", "Decisions by"}] == [
            "Opened", "Withdraw by", "Closes", "Decisions by",
        ]  # fmt: skip


@pytest.mark.parametrize(("kind", "asked"), [("registration", True), ("proposal", True), ("interest", False)])
def test_who_is_still_coming_is_asked_only_where_one_can_say_so(client, secretary, kind, asked) -> None:
    call(slug="register", kind=kind)
    assert ("Who is still coming?" in text(client.get("/desk/calls/register/"))) is asked


def test_questions_lead_back_to_the_desk_as_other_tabs_do(client, secretary) -> None:
    call(slug="register", programme=programme(slug="conference"))
    for tab in ("", "dates/", "questions/"):
        assert 'href="/desk/programmes/conference/"' in client.get(f"/desk/calls/register/{tab}").content.decode()


def test_calls_of_one_title_are_told_apart_by_state_and_year() -> None:
    fair = programme("Fair")
    rows = [
        call("Sessions", programme=fair),
        call("Sessions", programme=fair, status="draft", created_at=NOW.replace(year=2025)),
        call("Sessions", programme=programme("Other fair")),
    ]
    assert [words for _call, words in told_apart(rows)] == [
        "Fair: Sessions (published, 2026)", "Fair: Sessions (draft, 2025)", "Other fair: Sessions",
    ]  # fmt: skip
