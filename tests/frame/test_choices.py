"""What a signed-in person chooses on the page counts on the next one; what the browser says by itself does not."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def reads(client, coordinator):
    """A coordinator of Togo who reads French in Lomé, and what the next page is written in."""
    coordinator.languages, coordinator.zone = ["fr", "en"], "Africa/Lome"
    coordinator.save()
    client.force_login(coordinator)

    def look(address="/issues/"):
        reader = client.get(address).wsgi_request.reader
        return reader.language, reader.zone

    return look


def test_without_a_choice_a_person_has_his_own(reads, client):
    client.cookies["zone"] = "Asia/Tokyo"
    assert reads() == ("fr", "Africa/Lome")


def test_a_chosen_language_stays_on_the_next_page(reads):
    assert reads("/issues/?lang=ar") == ("ar", "Africa/Lome")
    assert reads() == ("ar", "Africa/Lome")


def test_a_chosen_zone_stays_on_the_next_page(reads):
    assert reads("/issues/?zone=Asia/Seoul") == ("fr", "Asia/Seoul")
    assert reads() == ("fr", "Asia/Seoul")


def test_nonsense_is_no_choice(reads, client):
    assert reads("/issues/?lang=xx&zone=Mars/Olympus") == ("fr", "Africa/Lome")
    client.cookies["zone"], client.cookies["zone-chosen"] = "Mars/Olympus", "1"
    assert reads() == ("fr", "Africa/Lome")


@pytest.mark.parametrize("address", ["/issues/calendar.ics", "/calendars/all.ics", "/issues/atom.xml"])
def test_what_the_address_of_a_calendar_or_a_feed_says_is_of_that_alone(reads, client, address):
    assert reads(f"{address}?lang=ar&zone=Asia/Seoul") == ("ar", "Asia/Seoul")
    assert not client.cookies.keys() & {"lang", "zone", "zone-chosen"}
    assert reads() == ("fr", "Africa/Lome")
