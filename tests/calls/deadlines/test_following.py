"""People follow a call, come back to it after signing in, and follow it no more."""

from __future__ import annotations

import pytest

from heliograph.calls.answering.wishes import wishes_of
from heliograph.calls.deadlines.following import follow, followers, unfollow
from heliograph.calls.models import Follower
from tests.calls.factories import call
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db


def test_following_twice_is_following_once():
    one, who = call(), person()
    assert [follow(one, who, NOW), follow(one, who, NOW)] == [True, False]
    assert (wishes_of(who, one).following, list(followers(one))) == (True, [who])
    assert [unfollow(one, who), unfollow(one, who)] == [True, False]
    assert (wishes_of(who, one).following, wishes_of(None, one).following) == (False, False)


def test_a_press_follows_and_another_one_does_not_any_more(client):
    one, who = call(), person()
    client.force_login(who)
    for wish, count in (("1", 1), ("1", 1), ("0", 0), ("0", 0)):
        found = client.post(f"/calls/{one.slug}/follow/", {"follow": wish})
        assert (found.status_code, found["Location"]) == (302, f"/calls/{one.slug}/#dates")
        assert Follower.objects.count() == count


def test_who_is_not_signed_in_signs_in_and_comes_back_to_the_dates(client):
    one = call()
    found = client.post(f"/calls/{one.slug}/follow/", {"follow": "1"})
    assert (found.status_code, found["Location"]) == (302, f"/account/login/code/?next=/calls/{one.slug}/%23dates")
    assert not Follower.objects.exists()


def test_looking_at_the_address_changes_nothing(client):
    one = call()
    client.force_login(person())
    asked = client.get(f"/calls/{one.slug}/follow/")
    assert (asked.status_code, asked["Location"]) == (303, f"/calls/{one.slug}/#dates")
    assert not Follower.objects.exists()


def test_a_call_found_by_link_is_followed_with_its_secret_only(client):
    one = call(visibility="link")
    client.force_login(person())
    assert client.post(f"/calls/{one.slug}/follow/").status_code == 404
    found = client.post(f"/calls/{one.slug}/follow/?key={one.link}")
    assert found["Location"] == f"/calls/{one.slug}/?key={one.link}#dates"
    assert Follower.objects.count() == 1


def test_a_draft_cannot_be_followed(client):
    one = call(status="draft")
    client.force_login(person())
    assert client.post(f"/calls/{one.slug}/follow/").status_code == 404


def test_the_page_of_a_call_offers_to_be_told_and_to_be_told_no_more(client):
    one, who = call(), person()
    page = f"/calls/{one.slug}/"
    assert f'href="/account/login/code/?next={page}%23dates"' in client.get(page).content.decode().replace("%2F", "/")
    client.force_login(who)
    assert "Tell me when a date is set or changed" in client.get(page).content.decode()
    follow(one, who, NOW)
    assert "Do not tell me any more" in client.get(page).content.decode()
