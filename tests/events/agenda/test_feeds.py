"""Calendars to subscribe to: valid, cached, each with what belongs in it; a person's own behind a secret."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from i18nfield.strings import LazyI18nString
from icalendar import Calendar

from heliograph.events.agenda import links
from heliograph.events.agenda.models import CalendarLink
from heliograph.events.models import Event, Occurrence
from heliograph.frame.finished import touch
from heliograph.network.account.holdings import Erasing, holdings
from tests.calls.factories import call, programme, response
from tests.events.factories import DAY, HOUR, event, follower, occurrence
from tests.events.observances.factories import day
from tests.frame import strict_ics, two_readers
from tests.network.factories import NOW, person

pytestmark = pytest.mark.django_db


def events(answer):
    """The first of each name."""
    strict_ics.read(answer.content)
    two_readers.agree(answer.content)
    found = list(Calendar.from_ical(answer.content).walk("VEVENT"))
    return {str(each["summary"]): each for each in reversed(found)}


def get(client, path, **headers):
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return answer


def test_the_public_agenda_has_all_that_everybody_may_see(client):
    one = occurrence(event("Webinar"), datetime(2026, 1, 15, 8, 30, tzinfo=UTC), zone="Europe/Paris")
    occurrence(event("Over long ago"), NOW - 70 * DAY)
    occurrence(event("Not certain"), None, state="tentative")
    call("Posters", opens=None)
    day("Peace", "01-16", theme="peace")
    day("Further", "01-17", tier="extended")
    found = events(get(client, "/calendars/all.ics"))
    assert set(found) == {"Webinar", "Closes: Posters", "Peace"}
    webinar = found["Webinar"]
    assert str(webinar["uid"]) == f"{one.uid}@heliograph.example.org"
    assert webinar["dtstart"].params["TZID"] == "Europe/Paris"
    assert webinar.walk("VALARM")[0]["trigger"].dt == timedelta(minutes=-30)
    assert (found["Peace"].start, str(found["Peace"]["transp"])) == (date(2026, 1, 16), "TRANSPARENT")
    assert "join" not in str(webinar).lower()
    assert one.join_link not in str(webinar)


def test_a_day_by_which_something_closes_is_that_day_and_its_alarm_is_on_the_morning_before(client):
    made = call("Posters", opens=None, closes=None)
    made.deadlines.create(
        kind="closes", at=datetime(2026, 1, 31, 23, tzinfo=UTC), until=datetime(2026, 2, 1, 23, tzinfo=UTC),
        zone="Europe/Paris", precision="day", made_at=NOW,
    )  # fmt: skip
    found = events(get(client, "/calendars/all.ics"))["Closes: Posters"]
    assert (found.start, found.walk("VALARM")[0]["trigger"].dt) == (date(2026, 2, 1), timedelta(hours=-15))


def test_a_cancelled_event_says_so_with_the_same_name_and_a_higher_number(client):
    one = occurrence(event("Webinar"))
    before = events(get(client, "/calendars/all.ics"))["Webinar"]
    one.state, one.sequence = "cancelled", 1
    one.save()
    touch()
    after = events(get(client, "/calendars/all.ics"))["Webinar"]
    assert (str(after["status"]), after["uid"], int(after["sequence"])) == ("CANCELLED", before["uid"], 1)
    assert after.walk("VALARM") == []


def test_unchanged_it_is_answered_from_what_is_kept_or_by_304(client, django_assert_num_queries):
    occurrence()
    first = get(client, "/calendars/all.ics")
    with django_assert_num_queries(2):  # one each: whether what is kept is still good
        assert get(client, "/calendars/all.ics").content == first.content
        assert client.get("/calendars/all.ics", headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_the_same_things_give_the_same_bytes_whenever_they_are_asked_for(client, clock):
    occurrence()
    first = get(client, "/calendars/all.ics")
    clock.shift(2 * HOUR)
    assert get(client, "/calendars/all.ics")["ETag"] == first["ETag"]


def test_it_is_in_the_language_that_the_address_says(client):
    call("Posters", opens=None)
    assert set(events(get(client, "/calendars/all.ics"))) == {"Closes: Posters"}
    french = get(client, "/calendars/all.ics?in=fr")
    assert not french.cookies
    assert set(events(french)) != {"Closes: Posters"}
    assert set(events(get(client, "/calendars/all.ics?in=xx"))) == {"Closes: Posters"}


def test_of_a_programme(client):
    one = programme("Summit", slug="summit")
    occurrence(event("Session", programme=one))
    call("Register", programme=one, opens=None)
    occurrence(event("Elsewhere"))
    day("Peace", "01-16")
    answer = get(client, "/calendars/programmes/summit.ics")
    assert set(events(answer)) == {"Session", "Closes: Register"}
    assert b"X-WR-CALNAME:Summit\r\n" in answer.content
    assert client.get("/calendars/programmes/none.ics").status_code == 404
    assert client.get(f"/calendars/programmes/{programme(state='draft').slug}.ics").status_code == 404


def test_for_a_country(client):
    occurrence(event("For all"))
    occurrence(event("Togo", country="TG"))
    occurrence(event("Africa", region="Africa"))
    occurrence(event("Peru", country="PE"))
    assert set(events(get(client, "/calendars/countries/tg.ics"))) == {"For all", "Togo", "Africa"}
    assert client.get("/calendars/countries/xx.ics").status_code == 404


def test_of_the_days_of_a_theme(client):
    day("Peace", "01-16", theme="peace")
    day("Further peace", "01-18", theme="peace", tier="extended")
    day("Water", "03-22", theme="environment")
    occurrence()
    assert set(events(get(client, "/calendars/days/peace.ics"))) == {"Peace", "Further peace"}
    assert set(events(get(client, "/calendars/days/all.ics"))) == {"Peace", "Further peace", "Water"}
    assert client.get("/calendars/days/none.ics").status_code == 404


class TestEvent:
    """The file of one event."""

    def test_it_has_all_times_or_the_one_that_is_asked_for(self, client):
        one = event("Session")
        first, _second = occurrence(one, NOW + DAY), occurrence(one, NOW + 2 * DAY)
        path = f"/events/{one.slug}/event.ics"
        assert len(list(Calendar.from_ical(get(client, path).content).walk("VEVENT"))) == 2
        alone = get(client, f"{path}?time={first.public_id}")
        assert [each.start for each in Calendar.from_ical(alone.content).walk("VEVENT")] == [NOW + DAY]
        assert client.get(f"{path}?time=1").status_code == 404

    def test_it_is_for_who_may_see_the_event(self, client):
        one = occurrence(event(visibility="link")).event
        assert client.get(f"/events/{one.slug}/event.ics").status_code == 404
        found = get(client, f"/events/{one.slug}/event.ics?key={one.link}")
        assert f"key={one.link}" in found.content.decode().replace("\r\n ", "")


class TestMine:
    """A person's own calendar, at a secret address."""

    def test_it_has_what_is_expected_of_him_in_his_language(self, client):
        ama = person(languages=["fr"])
        follower(occurrence(event("Followed")).event, ama)
        occurrence(event("Other"))
        call("Posters", opens=None)
        answer = get(client, f"/calendars/mine/{links.make(ama, NOW).secret}.ics")
        assert len(events(answer)) == 2
        assert "Followed" in events(answer)
        assert "Closes: Posters" not in events(answer)
        assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("no-referrer", "noindex")
        assert answer["Cache-Control"] == "private, no-cache"

    def test_it_is_made_anew_when_something_has_changed_and_else_answered_by_304(self, client):
        ama = person()
        path = f"/calendars/mine/{links.make(ama, NOW).secret}.ics"
        one = occurrence(event("Webinar")).event
        made = call("Posters", opens=None)
        first = get(client, path)
        assert set(events(first)) == {"Closes: Posters"}
        assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
        follower(one, ama)
        assert set(events(get(client, path))) == {"Closes: Posters", "Webinar"}
        response(made, ama)
        second = get(client, path)
        one.occurrences.update(state="cancelled", sequence=1)
        touch()
        third = get(client, path)
        assert third["ETag"] != second["ETag"]
        assert str(events(third)["Webinar"]["status"]) == "CANCELLED"

    def test_the_second_time_it_costs_little(self, client, django_assert_max_num_queries):
        path = f"/calendars/mine/{links.make(person(), NOW).secret}.ics"
        for number in range(3):
            call(f"C{number}")
        get(client, path)
        with django_assert_max_num_queries(9):
            get(client, path)

    def test_a_wrong_secret_and_that_of_somebody_who_left_give_nothing(self, client):
        ama = person()
        path = f"/calendars/mine/{links.make(ama, NOW).secret}.ics"
        assert client.get("/calendars/mine/wrong.ics").status_code == 404
        ama.is_active = False
        ama.save()
        assert client.get(path).status_code == 404


class TestAddress:
    """Made, renewed and revoked on a page of one's own."""

    path = "/me/calendar/"

    def test_it_is_made_renewed_and_revoked(self, client):
        ama = person()
        client.force_login(ama)
        assert b"/calendars/mine/" not in client.get(self.path).content
        client.post(self.path, {"step": "make"})
        first = CalendarLink.objects.get(person=ama).secret
        client.post(self.path, {"step": "make"})
        assert CalendarLink.objects.get(person=ama).secret == first
        assert f"/calendars/mine/{first}.ics" in client.get(self.path).content.decode()
        client.post(self.path, {"step": "renew"})
        second = CalendarLink.objects.get(person=ama).secret
        assert client.get(f"/calendars/mine/{first}.ics").status_code == 404
        assert client.get(f"/calendars/mine/{second}.ics").status_code == 200
        client.post(self.path, {"step": "revoke"})
        assert client.get(f"/calendars/mine/{second}.ics").status_code == 404

    def test_a_get_changes_nothing_and_an_unknown_step_neither(self, client):
        ama = person()
        client.force_login(ama)
        client.get(f"{self.path}?step=make")
        client.post(self.path, {"step": "other"})
        assert not CalendarLink.objects.exists()

    def test_who_is_not_signed_in_is_asked_to(self, client):
        assert client.get(self.path).status_code == 302

    def test_the_page_is_kept_by_nobody_and_told_to_no_other_site(self, client):
        client.force_login(person())
        answer = client.get(self.path)
        assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("private, no-store", "same-origin")

    def test_it_is_among_what_is_held_of_him_and_is_erased_with_him(self):
        ama = person()
        secret = links.make(ama, NOW).secret
        (held,) = [each for each in holdings() if each.slug == "calendar"]
        told = list(held.export(ama))
        assert told == [{"made_at": NOW}]
        assert secret not in str(told)
        held.erase(Erasing(ama, {}, NOW))
        assert links.person_of(secret) is None


def test_there_may_be_more_events_than_a_statement_can_name(client):
    of = programme()
    made = Event.objects.bulk_create(
        Event(
            slug=f"one-of-{number}", programme=of, status="published", title=LazyI18nString({"en": f"No. {number}"}),
            created_at=NOW, saved_at=NOW,
        )
        for number in range(1_100)
    )  # fmt: skip
    Occurrence.objects.bulk_create(
        Occurrence(event=each, start=NOW + DAY, end=NOW + DAY + HOUR, changed_at=NOW) for each in made
    )
    assert get(client, f"/calendars/programmes/{of.slug}.ics").content.count(b"BEGIN:VEVENT") == 1_100
