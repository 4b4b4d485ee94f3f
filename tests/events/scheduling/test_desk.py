"""The desk of events over HTTP, without JavaScript."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from heliograph.calls.models import Programme
from heliograph.delivery.models import Message
from heliograph.delivery.owed import write_owed
from heliograph.events.models import Event, Occurrence
from heliograph.library.models import Document
from tests.calls.factories import programme
from tests.events.factories import DAY, HOUR, SOON, event, follower, occurrence
from tests.network.factories import NOW, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def form_of(response, **changes):
    """What a browser would send of the form of a page, with some of it changed; ``None`` takes a field out."""
    form = response.context["form"]
    found = {}
    for field in form:
        value = field.value()
        if value is None or value is False:
            continue
        shown = field.field.prepare_value(value)
        widget = field.field.widget
        if hasattr(widget, "format_value") and not isinstance(shown, list):
            shown = widget.format_value(shown)
        found[field.html_name] = "on" if value is True else shown
    found |= changes
    return {name: value for name, value in found.items() if value is not None}


def save(desk, url, **changes):
    page = desk.get(url)
    assert page.status_code == 200
    return desk.post(url, form_of(page, **changes))


def text(desk, url):
    response = desk.get(url)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def draft(desk):
    one = programme("Webinars", zone="Europe/Paris")
    made = desk.post("/desk/events/new/", {"programme": one.slug, "kind": "webinar", "title": "Fourth session"})
    assert made.url == "/desk/events/fourth-session/"
    return Event.objects.get()


def test_an_event_is_begun_given_its_times_and_published(desk, draft):
    url = f"/desk/events/{draft.slug}/"
    assert "It has no time yet" in text(desk, url)
    assert desk.post(f"{url}do/publish/").status_code == 422
    for language, clock in (("en", "10:00"), ("fr", "13:00"), ("es", "17:00")):
        saved = save(
            desk, f"{url}times/new/", day="2026-01-20", clock=clock, end_clock=f"{int(clock[:2]) + 1}:00",
            languages=[language], captions=["en", "fr"], label_en=f"In {language}",
        )  # fmt: skip
        assert saved.status_code == 302
    assert [row.start.astimezone(UTC).hour for row in draft.occurrences.all()] == [9, 12, 16]
    assert desk.post(f"{url}do/publish/").status_code == 302
    desk.logout()
    assert "Fourth session" in text(desk, "/events/")


def test_texts_and_settings_are_saved_and_a_conflict_shows_both(desk, draft):
    url = f"/desk/events/{draft.slug}/edit/"
    page = desk.get(url)
    first = form_of(page, title_fr="Quatrième session", number="4", contact="desk@secretariat.example.org")
    second = form_of(page, title_en="Another title")
    assert desk.post(url, first).status_code == 302
    draft.refresh_from_db()
    assert (draft.number, draft.title.data["fr"], draft.contact) == (4, "Quatrième session", first["contact"])
    conflict = desk.post(url, second)
    assert conflict.status_code == 409
    assert "Somebody else saved in the meantime" in conflict.content.decode()
    assert desk.post(url, form_of(page, zone="Europe/Pari")).status_code == 422
    assert desk.post(url, form_of(desk.get(url), visibility="audience")).status_code == 422


def test_a_meeting_in_a_week_is_confirmed_and_followers_get_the_letter(desk):
    one = event(zone="Europe/Paris")
    follower(one, person("p@example.org"))
    url = f"/desk/events/{one.slug}/"
    save(
        desk, f"{url}times/new/", day="2026-02-04", loose="week", said_en="In the first week of February",
        said_fr="La première semaine de février",
    )  # fmt: skip
    row = Occurrence.objects.get()
    assert (row.state, row.start, row.precision, row.words) == ("tentative", None, "week", "2026-02-04")
    assert "In the first week of February" in text(desk, url)
    assert desk.post(f"{url}times/{row.public_id}/do/confirm/").status_code == 422
    edit = f"{url}times/{row.public_id}/"
    assert "1 person follows it" in text(desk, edit)
    saved = save(desk, edit, day="2026-02-05", clock="15:00", end_clock="16:00", loose="", tentative=None)
    assert saved.status_code == 302
    row.refresh_from_db()
    assert (row.state, row.start) == ("confirmed", datetime(2026, 2, 5, 14, tzinfo=UTC))
    write_owed(NOW)
    assert Message.objects.get().body.subject.startswith("Confirmed: Meeting (Thursday, 5 February 2026")
    assert "confirmed" in text(desk, url)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"day": "2026-03-29", "clock": "02:30"}, "The clocks are set forward"),
        ({"day": "2026-10-25", "clock": "02:30"}, "this time comes twice that day. Say which is meant."),
        ({"day": "2026-10-25", "clock": "01:30", "end_clock": "02:30"}, "Which of the two is the end?"),
        ({"day": "2026-03-28", "clock": "22:00", "end_clock": "02:30", "end_day": "2026-03-29"}, "The clocks are set"),
        ({"day": "2026-01-20", "clock": "22:00", "end_clock": "01:00"}, "choose the last day"),
        ({"day": "", "clock": "10:00"}, "Choose a day"),
        ({"day": "2026-01-20", "clock": "10:00", "join_link": "javascript:alert(1)"}, "valid URL"),
        ({"day": "2026-01-20", "clock": "10:00", "zone": "Europe/Pari"}, "Choose a time zone from the list"),
    ],
)
def test_what_cannot_be_stands_at_its_field(desk, draft, fields, wrong):
    answer = save(desk, f"/desk/events/{draft.slug}/times/new/", **fields)
    assert answer.status_code == 422
    assert wrong in answer.content.decode()
    assert not Occurrence.objects.exists()


def test_a_time_over_midnight_has_a_last_day_and_comes_back_into_the_form(desk, draft):
    url = f"/desk/events/{draft.slug}/times/"
    save(desk, f"{url}new/", day="2026-01-20", clock="22:00", end_clock="01:00", end_day="2026-01-21")
    row = Occurrence.objects.get()
    assert row.end - row.start == 3 * HOUR
    save(desk, f"{url}{row.public_id}/", address="Avenue")
    again = Occurrence.objects.get()
    assert (again.start, again.end, again.address) == (row.start, row.end, "Avenue")


def test_whole_days_come_back_into_the_form(desk, draft):
    url = f"/desk/events/{draft.slug}/times/"
    save(desk, f"{url}new/", day="2026-01-20", clock="", end_day="2026-01-22", zone="Pacific/Auckland")
    row = Occurrence.objects.get()
    assert (row.precision, row.end - row.start) == ("day", 2 * DAY)
    save(desk, f"{url}{row.public_id}/", address="Avenue")
    again = Occurrence.objects.get()
    assert (again.start, again.end, again.version) == (row.start, row.end, 2)


def test_a_time_is_cancelled_with_its_reason_and_takes_place_after_all(desk):
    row = occurrence()
    url = f"/desk/events/{row.event.slug}/"
    assert desk.post(f"{url}times/{row.public_id}/cancel/", {"reason": " "}).status_code == 422
    desk.post(f"{url}times/{row.public_id}/cancel/", {"reason": "The hall is flooded."})
    page = text(desk, url)
    assert "The hall is flooded." in page
    assert "It takes place after all" in page
    assert desk.get(f"{url}times/{row.public_id}/cancel/").status_code == 302
    desk.post(f"{url}times/{row.public_id}/do/restore/")
    row.refresh_from_db()
    assert (row.state, row.sequence) == ("confirmed", 2)
    assert desk.post(f"{url}times/{row.public_id}/do/dance/").status_code == 404
    assert desk.get(f"{url}times/{row.public_id}/do/restore/").status_code == 303


def test_who_opened_the_form_before_another_saved_it_is_told(desk):
    row = occurrence()
    url = f"/desk/events/{row.event.slug}/times/{row.public_id}/"
    before = desk.get(url)
    save(desk, url, address="Avenue")
    answer = desk.post(url, form_of(before, address="Street"))
    assert answer.status_code == 422
    assert "Somebody else has changed this time meanwhile" in answer.content.decode()
    row.refresh_from_db()
    assert row.address == "Avenue"


@pytest.mark.parametrize(
    ("way", "second"),
    [
        ("weekly", "2026-01-27"),
        ("monthly-day", "2026-02-17"),
        ("monthly-last", "2026-01-27"),
        ("monthly-date", "2026-02-20"),
    ],
)
def test_a_standing_meeting_is_said_as_people_say_it(desk, draft, way, second):
    occurrence(draft, datetime(2026, 1, 20, 9, tzinfo=UTC), zone="Europe/Paris")
    url = f"/desk/events/{draft.slug}/repeat/"
    assert desk.post(url, {"way": way, "until": "2026-03-31"}).status_code == 302
    rows = list(draft.occurrences.all())
    assert str(rows[1].start.date()) == second
    assert max(row.start for row in rows) < datetime(2026, 4, 1, tzinfo=UTC)
    assert "Change how it is repeated" in text(desk, f"/desk/events/{draft.slug}/")
    assert desk.post(url, {"way": ""}).status_code == 302


def test_nothing_is_repeated_without_a_first_time(desk, draft):
    assert desk.post(f"/desk/events/{draft.slug}/repeat/", {"way": "weekly"}).status_code == 422


def test_speakers_and_documents_stand_on_the_page(desk):
    row = occurrence()
    one, url = row.event, f"/desk/events/{row.event.slug}/"
    for name in ("Ama", "Bo"):
        said = {"name": name, "role": "Teacher", "topic": "Gardens", "occurrence": str(row.public_id)}
        assert desk.post(f"{url}speakers/new/", said).status_code == 302
    ama, bo = one.speakers.all()
    desk.post(f"{url}speakers/{bo.pk}/", {"up": "1"})
    assert [each.name for each in one.speakers.all()] == ["Bo", "Ama"]
    desk.post(f"{url}speakers/{ama.pk}/", {"name": "Ama A.", "topic": "Trees"})
    document = Document.objects.create(
        slug="kit", title={"en": "Kit"}, state="published", created_at=NOW, saved_at=NOW, source_language="en"
    )
    assert desk.post(f"{url}documents/new/", {"document": document.slug, "part": "slides"}).status_code == 302
    page = text(desk, url)
    assert "Ama A." in page
    assert "slides" in page
    assert "Trees" in text(desk, f"/events/{one.slug}/")
    desk.post(f"{url}documents/{one.documents.get().pk}/remove/")
    desk.post(f"{url}speakers/{bo.pk}/", {"remove": "1"})
    assert (one.documents.count(), one.speakers.count()) == (0, 1)


def test_a_draft_is_deleted_and_what_was_published_stays(desk, draft):
    assert desk.get(f"/desk/events/{draft.slug}/delete/").status_code == 200
    assert desk.post(f"/desk/events/{draft.slug}/delete/").status_code == 302
    public = occurrence().event
    assert desk.post(f"/desk/events/{public.slug}/delete/").status_code == 422
    assert desk.post(f"/desk/events/{public.slug}/do/unpublish/").status_code == 302
    assert set(Event.objects.all()) == {public}


def test_the_desk_is_for_those_who_run_the_event(client, desk, stranger):
    row = occurrence()
    client.force_login(stranger)
    for path in ("", "edit/", "times/new/", f"times/{row.public_id}/", "repeat/", "speakers/new/", "documents/new/"):
        assert client.get(f"/desk/events/{row.event.slug}/{path}").status_code == 404
    assert Programme.objects.count() == 1
    assert row.start == SOON


def test_in_the_night_in_which_clocks_are_set_back_it_is_asked_which_hour_is_meant(desk, draft):
    url = f"/desk/events/{draft.slug}/times/new/"
    assert "Which of the two?" not in text(desk, url)
    said = {"day": "2026-10-25", "clock": "02:15", "end_clock": "02:15"}
    assert "Which of the two?" in save(desk, url, **said).content.decode()
    assert save(desk, url, **said, which="first", end_which="second").status_code == 302
    row = Occurrence.objects.get()
    first = datetime(2026, 10, 25, 0, 15, tzinfo=UTC)
    assert (row.start, row.end) == (first, first + HOUR)
    page = f"/desk/events/{draft.slug}/times/{row.public_id}/"
    assert "Which of the two?" in text(desk, page)
    assert save(desk, page, label_en="At night").status_code == 302
    row.refresh_from_db()
    assert (row.start, row.end) == (first, first + HOUR)
