"""Whoever has a form open when its call closes is told so, on the page, and loses nothing that he has typed."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from heliograph.calls.answering import links
from heliograph.calls.models import Call, Extension, Response
from heliograph.frame.finished import touch
from tests.calls.answering.forms import WHY, by_script, posted
from tests.calls.factories import DAY, call
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db
CLOSES, MINUTE = NOW + 10 * DAY, timedelta(minutes=1)
GRACE = "This call has closed. What you send now arrives after closing, within the grace period."
MORE_TIME = "You were given more time."


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as travel:
        yield travel


@pytest.fixture
def by(client, clock):
    who = person("ama@example.org")
    client.force_login(who)
    return who


def form_of(to: Call) -> str:
    return f"/calls/{to.slug}/answer/"


def test_a_form_asked_for_after_closing_says_so_also_where_something_was_kept(client, by, clock) -> None:
    url = form_of(call(questions=[WHY]))
    kept = by_script(client, url, posted(client.get(url), q_why="Half"))
    clock.move_to(CLOSES)
    for address in (url, f"{url}?response={kept['response']}"):
        page = client.get(address)
        assert "This call has closed." in page.content.decode()
        assert "q_why" not in page.content.decode()
    assert Response.objects.get().draft == {"why": "Half"}


def test_the_script_is_told_that_the_call_has_closed(client, by, clock) -> None:
    to = call(questions=[WHY])
    link = f"/calls/{to.slug}/answer/with/{links.token(by, to)}/"
    for url in (form_of(to), link):
        clock.move_to(CLOSES - MINUTE)
        form = posted(client.get(url), q_why="Half")
        clock.move_to(CLOSES)
        told = by_script(client, url, form)
        assert told == {
            "saved": False,
            "why": "This call has closed, and your answer came after that. Ask the organizer. "
            "Answers were taken until Thursday, 22 January 2026, 09:00 (UTC), that is 10:00 (Paris time).",
        }
    assert Response.objects.count() == 0


def test_the_script_is_told_that_the_call_was_cancelled_or_the_visitor_signed_out(client, by) -> None:
    to = call(questions=[WHY])
    form = posted(client.get(form_of(to)), q_why="Half")
    client.logout()
    assert by_script(client, form_of(to), form)["why"].startswith("Not kept: you are signed out.")
    client.force_login(by)
    Call.objects.update(status="cancelled")
    touch()
    assert by_script(client, form_of(to), form)["why"] == "This call takes no answers any more."


def test_the_script_is_told_that_a_name_is_missing(client, by) -> None:
    url = f"{form_of(call(questions=[WHY], delegation=True))}?for=other"
    told = by_script(client, url, posted(client.get(url), q_why="Half"))
    assert told == {"saved": False, "why": "It is kept once you have written for whom you answer."}


def test_the_form_says_where_it_is_told_what_was_kept(client, by) -> None:
    text = client.get(form_of(call(questions=[WHY]))).content.decode()
    assert 'role="status" data-kept>' in text
    assert 'data-refused="Not kept. Press the button that keeps it: the page that follows says why."' in text


@pytest.fixture
def late(clock) -> Call:
    """A call that has just closed, with minutes of grace."""
    to = call(questions=[WHY], grace=30)
    clock.move_to(CLOSES + MINUTE)
    return to


def test_in_the_minutes_of_grace_every_page_says_that_it_is_after_closing(client, late, by, clock) -> None:
    clock.move_to(CLOSES + MINUTE)
    page = client.get(form_of(late))
    assert GRACE in page.content.decode()
    receipt = client.post(form_of(late), posted(page, q_why="Peace", send="1")).content.decode()
    assert "That was after closing, within the grace period: it is marked as late." in receipt
    answer = client.get(f"/answers/{Response.objects.get().public_id}/").content.decode()
    assert "It came after closing, within the grace period, and is marked as late." in answer
    assert MORE_TIME not in page.content.decode() + receipt + answer


def test_the_page_of_the_call_says_so_until_the_grace_is_over(client, late, clock) -> None:
    said = "An answer is still taken, after closing, within the grace period"
    text = client.get(f"/calls/{late.slug}/").content.decode()
    assert (said in text, MORE_TIME in text) == (True, False)
    clock.move_to(CLOSES + 30 * MINUTE)
    text = client.get(f"/calls/{late.slug}/").content.decode()
    assert (said in text, "This call has closed." in text) == (False, True)


def test_who_was_given_more_time_is_told_that_and_is_not_late(client, by, clock) -> None:
    to = call(questions=[WHY], grace=30)
    Extension.objects.create(call=to, person=by, until=CLOSES + DAY, made_at=NOW)
    touch()
    clock.move_to(CLOSES + MINUTE)
    assert f"This call has closed. {MORE_TIME}" in client.get(f"/calls/{to.slug}/").content.decode()
    page = client.get(form_of(to))
    receipt = client.post(form_of(to), posted(page, q_why="Peace", send="1"))
    assert "grace" not in page.content.decode() + receipt.content.decode()
    assert Response.objects.get().late is False
