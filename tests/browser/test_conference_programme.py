"""The programme of a conference in a real browser: read, chosen from, kept for when the line is down."""

from __future__ import annotations

from contextlib import contextmanager

import pytest

from heliograph.conference.published.models import Interest
from tests.browser.pages import ANY, NARROW, follow, looks, sound
from tests.conference.published.factories import participant, plenary, reefs_and_trees, withdrawn
from tests.network.factories import NOW

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/conferences/world/programme/"
READY = "html[data-ready]"
OFFLINE = "You are offline. This page was kept on this device on"


@pytest.fixture
def public(clock):
    of, *sessions = reefs_and_trees()
    plenary(of, "Closing", "09:00", day=1)
    return of, *sessions


def kept_on(page):
    """What is kept on the device, in the order in which it was kept."""
    asked = "caches.open(`programme 1 ${location.origin}/conferences/world/`).then((shelf) => shelf.keys())"
    return page.evaluate(f"{asked}.then((all) => all.map((each) => new URL(each.url).pathname))")


def session_page(session):
    return f"/conferences/world/sessions/{session.public_id}/"


@contextmanager
def line_down(page):
    """No server is reached."""
    page.context.set_offline(True)
    try:
        yield
    finally:
        page.context.set_offline(False)


def button(page, words, title):
    """The button of a session."""
    return page.get_by_role("button", name=f"{words} : {title}")


@looks
def test_it_can_be_read_by_everybody(open_page, site, public, look):
    of, reefs, trees, soils = public
    ama = participant(of)
    Interest.objects.create(session=trees, person=ama, at=NOW)
    Interest.objects.create(session=reefs, person=ama, at=NOW)
    withdrawn(soils, NOW)
    page = open_page("", ama, look)
    for path in (PAGE, f"{PAGE}?q=reefs", f"{PAGE}mine/", session_page(reefs)):
        page.goto(site + path)
        sound(page)


def test_rooms_stand_side_by_side_on_a_wide_screen_and_follow_one_another_on_a_narrow_one(open_page, public):
    def places(page):
        return [page.get_by_role("link", name=name, exact=True).bounding_box() for name in ("Reefs", "Trees")]

    reefs, trees = places(open_page(PAGE, look=ANY))
    assert trees["x"] > reefs["x"] + 100
    assert abs(trees["y"] - reefs["y"]) < 2
    reefs, trees = places(open_page(PAGE, look=NARROW._replace(language="en")))
    assert trees["y"] > reefs["y"] + 20


@pytest.mark.parametrize("scripts", [True, False])
def test_a_participant_makes_a_programme_of_his_own(open_page, public, scripts):
    page = open_page(PAGE, participant(public[0]), ANY, java_script_enabled=scripts)
    button(page, "I would go", "Reefs").click()
    page.get_by_text("“Reefs” stands in your programme.").wait_for()
    button(page, "I would go", "Trees").click()
    page.get_by_text("“Trees” stands in your programme.").wait_for()
    follow(page.get_by_role("link", name="My programme", exact=True))
    page.get_by_text("2 of your sessions are at the same time as others.").wait_for()
    button(page, "Take it back", "Trees").click()
    page.get_by_text("“Trees” does not stand in your programme any more.").wait_for()
    assert page.get_by_text("at the same time").count() == 0


def test_once_opened_it_is_read_when_the_line_is_down(open_page, public):
    page = open_page(PAGE, look=ANY)
    page.locator(READY).wait_for()
    with line_down(page):
        page.reload()
        page.get_by_text(OFFLINE).wait_for()
        assert page.get_by_role("link", name="Reefs", exact=True).count() == 1
        assert page.evaluate("getComputedStyle(document.querySelector('.programme-blocks')).display") == "grid"
        page.goto(page.url + "?q=trees")
        page.get_by_text(OFFLINE).wait_for()
    page.reload()
    page.locator(READY).wait_for()
    assert page.get_by_text(OFFLINE).count() == 0


def test_what_is_kept_unasked_is_nobodys_own(open_page, public):
    ama = participant(public[0])
    Interest.objects.create(session=public[1], person=ama, at=NOW)
    page = open_page(PAGE, ama, ANY)
    page.locator(READY).wait_for()
    page.goto(page.url + "mine/")
    page.locator(READY).wait_for()
    with line_down(page):
        page.goto(page.url.removesuffix("mine/"))
        page.get_by_text(OFFLINE).wait_for()
        assert page.get_by_role("link", name="Reefs", exact=True).count() == 1
        assert button(page, "Take it back", "Reefs").count() == 0


def test_ones_own_programme_is_kept_when_one_asks_for_it_and_taken_off_again(open_page, public):
    ama = participant(public[0])
    Interest.objects.create(session=public[1], person=ama, at=NOW)
    assert not open_page(f"{PAGE}mine/", ama, ANY, java_script_enabled=False).locator("#keep").is_visible()
    page = open_page(f"{PAGE}mine/", ama, ANY)
    page.get_by_role("button", name="Keep it on this device").wait_for()
    assert not page.locator("#drop").is_visible()
    page.locator("#keep").click()
    page.get_by_text("Kept on this device: who uses it can read this page without signing in.").wait_for()
    sound(page)
    with line_down(page):
        page.reload()
        page.get_by_text(OFFLINE).wait_for()
        page.get_by_role("link", name="Reefs", exact=True).click()
        page.get_by_text(OFFLINE).wait_for()
        page.get_by_role("heading", name="Reefs").wait_for()
        assert button(page, "Take it back", "Reefs").count() == 0
        page.go_back()
        page.get_by_role("button", name="Take it off this device").click()
        page.get_by_role("button", name="Keep it on this device").wait_for()
    page.reload()
    page.get_by_role("button", name="Keep it on this device").wait_for()
    assert not {f"{PAGE}mine/", session_page(public[1])} & set(kept_on(page))


def test_of_pages_of_sessions_that_were_opened_the_newest_are_kept(open_page, public):
    page = open_page(session_page(public[1]), look=ANY)
    page.locator(READY).wait_for()
    page.evaluate(
        """(path) => caches.open(`programme 1 ${location.origin}/conferences/world/`).then(async (shelf) => {
            for (let n = 0; n < 60; n += 1) await shelf.put(`/conferences/world/sessions/${n}/`, new Response("x"));
        })"""
    )
    page.goto(page.url.replace(str(public[1].public_id), str(public[2].public_id)))
    page.locator(READY).wait_for()
    kept = [path for path in kept_on(page) if "/sessions/" in path]
    assert (len(kept), kept[0], kept[-1]) == (60, "/conferences/world/sessions/1/", session_page(public[2]))
