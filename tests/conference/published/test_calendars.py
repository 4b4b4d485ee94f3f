"""The programme in calendars: valid, with stable names, growing sequences, and what was cancelled taken out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from heliograph.conference.published.models import Interest
from heliograph.events.agenda import links
from heliograph.events.agenda.kept import forget_kept
from tests.conference.published.factories import (
    gathering,
    moved,
    participant,
    plenary,
    reefs_and_trees,
    taken_off,
    withdrawn,
)
from tests.conference.timetable.factories import session
from tests.frame import strict_ics, two_readers
from tests.network.factories import NOW, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
MINUTE = timedelta(minutes=1)


def events(client, path, **query):
    """The entries of a calendar by title."""
    answer = client.get(path, query)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    strict_ics.read(answer.content)
    two_readers.agree(answer.content)
    return {str(each["summary"]): each for each in Calendar.from_ical(answer.content).walk("VEVENT")}


def whole(client, of, **query):
    return events(client, f"/conferences/{of.programme.slug}/programme.ics", **query)


def test_the_whole_programme_can_be_subscribed_to(client):
    of, reefs, *_others = reefs_and_trees()
    plenary(of, "Lunch", "12:00", kind="break")
    found = whole(client, of)
    assert set(found) == {"Opening", "Reefs", "Trees", "Soils", "Lunch"}
    one = found["Reefs"]
    assert str(one["uid"]) == f"session-{reefs.public_id}@heliograph.example.org"
    assert one.start.astimezone(UTC) == datetime(2026, 3, 13, 1, tzinfo=UTC)
    assert one["dtstart"].params["TZID"] == "Asia/Shanghai"
    assert str(one["location"]) == "Harbour, Harbour City"
    assert "Kofi Giver" in str(one["description"])
    assert str(one["url"]).endswith(f"/conferences/world/sessions/{reefs.public_id}/")


def test_a_session_that_is_shorter_than_its_slot_ends_before_it(client):
    of, reefs, *_others = reefs_and_trees()
    reefs.minutes = 30
    reefs.save()
    assert whole(client, of)["Reefs"].end.astimezone(UTC) == datetime(2026, 3, 13, 1, 30, tzinfo=UTC)
    page = client.get("/conferences/world/programme/").content.decode()
    assert page.count("until 09:30") == 1
    shown = client.get(f"/conferences/world/sessions/{reefs.public_id}/").content.decode()
    assert "09:00–09:30" in shown


def test_before_it_is_public_the_calendar_is_empty(client):
    of = gathering()
    session(of, "Reefs")
    assert whole(client, of) == {}


def test_the_sequence_grows_with_what_is_published_and_the_name_stays(client):
    of, reefs, *_others = reefs_and_trees()
    before = whole(client, of)
    moved(of, reefs, 1, 1, NOW + MINUTE)
    after = whole(client, of)
    assert str(after["Reefs"]["uid"]) == str(before["Reefs"]["uid"])
    assert int(after["Reefs"]["sequence"]) > int(before["Reefs"]["sequence"])
    assert int(after["Trees"]["sequence"]) == int(before["Trees"]["sequence"])
    assert str(after["Reefs"]["location"]).startswith("Garden")


@pytest.mark.parametrize("how", ["withdrawn", "taken off"])
def test_what_is_not_given_any_more_is_taken_out_of_calendars(client, how):
    of, reefs, *_others = reefs_and_trees()
    before = whole(client, of)["Reefs"]
    if how == "withdrawn":
        withdrawn(reefs, NOW + MINUTE)
    else:
        taken_off(of, reefs, NOW + MINUTE)
    found = whole(client, of)
    assert str(found["Reefs"]["status"]) == "CANCELLED"
    assert int(found["Reefs"]["sequence"]) > int(before["sequence"])
    assert str(found["Trees"]["status"]) == "CONFIRMED"


def test_programs_ask_for_a_language(client):
    of, *_others = reefs_and_trees()
    plenary(of, "", "13:00", kind="posters")
    assert "Posters" in str(whole(client, of, **{"in": "en"}).keys()).title()


def test_one_session_is_a_file(client):
    of, reefs, *_others = reefs_and_trees()
    path = f"/conferences/{of.programme.slug}/sessions/{reefs.public_id}/session.ics"
    assert list(events(client, path)) == ["Reefs"]
    other = session(of, "Without a place")
    assert client.get(path.replace(str(reefs.public_id), str(other.public_id))).status_code == 404


class TestOwn:
    def mine(self, client, person):
        link = links.make(person, NOW)
        return events(client, f"/calendars/mine/{link.secret}.ics")

    def test_what_one_gives_and_chose_stands_in_ones_own_calendar(self, client):
        of, reefs, _trees, soils = reefs_and_trees()
        ama, giver = participant(of), reefs.people.get().person
        Interest.objects.create(session=soils, person=ama, at=NOW)
        assert set(self.mine(client, ama)) & {"Reefs", "Trees", "Soils"} == {"Soils"}
        assert set(self.mine(client, giver)) & {"Reefs", "Trees", "Soils"} == {"Reefs"}
        one, same = self.mine(client, giver)["Reefs"], whole(client, of)["Reefs"]
        assert (str(one["uid"]), int(one["sequence"])) == (str(same["uid"]), int(same["sequence"]))

    def test_a_choice_shows_at_the_next_request(self, client):
        of, reefs, *_others = reefs_and_trees()
        ama = participant(of)
        assert "Reefs" not in self.mine(client, ama)
        Interest.objects.create(session=reefs, person=ama, at=NOW)
        assert "Reefs" in self.mine(client, ama)

    def test_what_has_no_place_any_more_is_taken_out(self, client):
        of, reefs, *_others = reefs_and_trees()
        giver = reefs.people.get().person
        taken_off(of, reefs, NOW + MINUTE)
        forget_kept()
        assert str(self.mine(client, giver)["Reefs"]["status"]) == "CANCELLED"

    def test_the_agenda_has_only_what_is_mine(self, client):
        of, reefs, *_others = reefs_and_trees()
        Interest.objects.create(session=reefs, person=(ama := participant(of)), at=NOW)
        client.force_login(ama)
        day = {"from": "2026-03-13"}
        assert "Reefs" not in client.get("/agenda/", day).content.decode()
        page = client.get("/agenda/", {**day, "mine": "1"}).content.decode()
        assert "Reefs" in page
        assert "Trees" not in page

    def test_who_does_not_see_the_conference_finds_none_of_it(self, client):
        of, reefs, *_others = reefs_and_trees()
        of.programme.state = "draft"
        of.programme.save()
        ama = person("ama@example.org")
        Interest.objects.create(session=reefs, person=ama, at=NOW)
        assert self.mine(client, ama) == {}
