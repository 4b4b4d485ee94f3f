"""The show for screens: each poster in its turn, without a script too; and the script that keeps it offline."""

from __future__ import annotations

import pytest

from tests.conference.posters.factories import conference_with_posters, row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def show():
    one = conference_with_posters()
    for title in ("First", "Second", "Third"):
        row(one, title=title)
    return f"/conferences/{one.programme.slug}/posters/show/"


@pytest.mark.parametrize(("asked", "shown", "following"), [("", 1, 2), ("2", 2, 3), ("3", 3, 1), ("99", 1, 2)])
def test_without_a_script_the_page_turns_to_the_next_poster(client, show, asked, shown, following):
    page = client.get(show, {"poster": asked})
    assert page.context["shown"].poster.number == shown
    assert f'<noscript><meta http-equiv="refresh" content="20;url=?poster={following}">' in page.content.decode()


def test_all_posters_are_at_hand(client, show, django_assert_num_queries):
    client.get(show)
    with django_assert_num_queries(4):
        page = client.get(show, {"poster": "2"}).content.decode()
    assert page.count("<template>") == 3


def test_an_empty_show_says_what_will_be_there(client):
    one = conference_with_posters()
    page = client.get(f"/conferences/{one.programme.slug}/posters/show/").content.decode()
    assert "Posters hang here once the first one is accepted." in page


def test_its_worker_stands_below_its_own_address(client, show):
    script = client.get(f"{show}worker.js")
    assert script["Content-Type"].startswith("text/javascript")
    assert b"registration.scope" in script.content
