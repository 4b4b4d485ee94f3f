"""A programme is made a conference on the desk, without JavaScript."""

from __future__ import annotations

import pytest

from heliograph.calls.models import Call
from heliograph.conference.models import Conference
from tests.calls.factories import call, programme, response
from tests.conference.factories import conference
from tests.events.scheduling.test_desk import form_of, save, text
from tests.network.factories import person, school, with_role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DAYS = {"first_day": "2026-03-31", "last_day": "2026-04-02"}


def test_a_programme_is_made_a_conference_and_saved(desk):
    one = programme("World conference", zone="Asia/Shanghai")
    page = desk.get("/desk/conferences/new/", {"programme": one.slug})
    made = desk.post("/desk/conferences/new/", form_of(page, **DAYS, place_en="Harbour City", programme=one.slug))
    url = f"/desk/conferences/{one.slug}/"
    assert made.url == url
    found = Conference.objects.get()
    assert (str(found.first_day), str(found.place), found.zone) == ("2026-03-31", "Harbour City", "Asia/Shanghai")
    saved = save(desk, f"{url}edit/", last_day="2026-04-03")
    assert saved.url == url
    assert "3 April 2026" in text(desk, url)
    assert "World conference" in text(desk, "/desk/conferences/")


def test_the_last_day_cannot_lie_before_the_first(desk):
    url = f"/desk/conferences/{conference().programme.slug}/edit/"
    refused = save(desk, url, last_day="2020-01-01")
    assert refused.status_code == 422
    assert "The last day lies before the first." in refused.content.decode()


def test_who_saves_over_a_colleague_sees_both(desk):
    found = conference()
    url = f"/desk/conferences/{found.programme.slug}/edit/"
    mine = form_of(desk.get(url), place_en="Mine")
    save(desk, url, place_en="Theirs")
    met = desk.post(url, mine)
    assert met.status_code == 409
    assert {"Mine", "Theirs"} <= set(met.content.decode().replace("<", " ").replace(">", " ").replace('"', " ").split())


def test_themes_are_added_renamed_and_taken_away(desk):
    found = conference()
    url = f"/desk/conferences/{found.programme.slug}/themes/"
    save(desk, url, name_en="Climate", name_fr="Climat")
    assert text(desk, url).count("?theme=climate") == 1
    save(desk, f"{url}?theme=climate", name_en="Climate change")
    assert [str(each.name) for each in found.themes.all()] == ["Climate change"]
    desk.post(f"{url}?theme=climate", {"remove": "1"})
    assert not found.themes.exists()


def test_a_call_of_a_conference_is_one_of_five(desk):
    found = conference()
    assert desk.post(f"/desk/conferences/{found.programme.slug}/calls/nothing/").status_code == 422
    assert not Call.objects.exists()


def test_a_call_of_a_conference_is_begun_once(desk):
    found = conference()
    url = f"/desk/conferences/{found.programme.slug}/calls/registration/"
    first, again = desk.post(url), desk.post(url)
    assert first.url == again.url
    begun = Call.objects.get()
    assert begun.kind == "conference"
    assert str(begun.title) == "Registration for the conference"


def test_a_call_that_a_bulletin_brought_is_taken_for_the_conference(desk):
    found = conference()
    brought = call("Register", programme=found.programme, questions=[{"key": "x", "type": "short", "label": "X"}])
    url = f"/desk/conferences/{found.programme.slug}/"
    assert "Register</option>" in text(desk, url)
    desk.post(f"{url}calls/registration/", {"call": brought.slug})
    found.refresh_from_db()
    brought.refresh_from_db()
    assert found.registration == brought
    assert (brought.kind, str(brought.title)) == ("conference", "Register")
    assert "x" not in {question["key"] for question in brought.question_sets.get().questions}


def test_a_call_that_was_answered_keeps_its_questions(desk):
    found = conference()
    answered = response(call("Register", programme=found.programme)).call
    met = desk.post(f"/desk/conferences/{found.programme.slug}/calls/registration/", {"call": answered.slug})
    assert met.status_code == 422
    assert "has been answered" in met.content.decode()


def test_readers_find_the_conference_on_the_page_of_its_programme(client):
    found = conference()
    page = client.get(f"/programmes/{found.programme.slug}/").content.decode()
    assert "Harbour City" in page
    assert "The conference" in page


def test_an_organizer_runs_his_own_conference_alone(client):
    theirs = conference()
    client.force_login(with_role(person("o@togo.example.org"), "organizer", organization=school()))
    assert client.get(f"/desk/conferences/{theirs.programme.slug}/").status_code == 404
    assert "All conferences" not in text(client, "/desk/conferences/")
