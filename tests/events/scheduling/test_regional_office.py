"""A regional office enters and runs the events of its region, in programmes that others run, and no others."""

from __future__ import annotations

import pytest

from heliograph.calls.states import ProgrammeState
from heliograph.delivery.models import Message
from heliograph.delivery.owed import write_owed
from heliograph.events.models import Event
from heliograph.events.rules import events_run_by, may_run_event, visible_to
from heliograph.events.states import OccurrenceState
from heliograph.network.audiences.changing import add_audience
from heliograph.network.audiences.trees import All, AnyOf, Leaf, Not
from heliograph.network.models import Person
from tests.calls.factories import programme
from tests.events.factories import event, follower, occurrence
from tests.events.registering.making import place, register
from tests.events.scheduling.test_desk import form_of, save, text
from tests.network.factories import NOW, person, with_role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

AFRICA, ROLE = Leaf("region", ("Africa",)), Leaf("role", ("coordinator",))


@pytest.fixture
def officer():
    one = person("office@africa.example.org", name="Office", zone="Africa/Dakar")
    return with_role(one, "regional-office", region="Africa")


@pytest.fixture
def secretary():
    return with_role(person("secretary@example.org"), "secretariat")


@pytest.fixture
def office(client, officer):
    client.force_login(officer)
    return client


def audience(name, rule, by):
    return add_audience(name, rule, by, NOW)


def test_an_office_enters_moves_and_cancels_an_event_of_its_region_in_a_programme_of_the_secretariat(office, officer):
    conference = programme("Conference")
    programme("Not shown yet", state=ProgrammeState.DRAFT)
    page = text(office, "/desk/events/new/")
    assert "Conference" in page
    assert "Not shown yet" not in page
    assert "Arab States" not in page
    sent = {"programme": conference.slug, "kind": "meeting", "region": "Africa", "title": "Meeting for Africa"}
    assert office.post("/desk/events/new/", sent).url == "/desk/events/meeting-for-africa/"
    url = "/desk/events/meeting-for-africa/"
    save(office, f"{url}times/new/", day="2026-03-05", clock="10:00", zone="Africa/Lagos", contact="")
    made = Event.objects.get()
    assert (made.region, made.programme, made.zone) == ("Africa", conference, "Africa/Dakar")
    save(office, f"{url}edit/", contact="office@africa.example.org")
    assert office.post(f"{url}do/publish/").status_code == 302
    time = made.occurrences.get()
    follower(made, person("follower@example.org"))
    save(office, f"{url}times/{time.public_id}/", clock="11:00", reason="The room is taken")
    assert write_owed(NOW) == 1
    office.post(f"{url}times/{time.public_id}/cancel/", {"reason": "Nobody can come"})
    time.refresh_from_db()
    assert time.state == OccurrenceState.CANCELLED
    assert {each.by for each in made.entries.all()} == {officer}
    listed = text(office, "/desk/events/")
    assert "Meeting for Africa" in listed
    page = text(office, url)
    assert f"/programmes/{conference.slug}/" in page
    assert "/desk/programmes/" not in page


def test_an_office_runs_no_event_that_goes_beyond_its_region(office, officer, secretary):
    theirs = audience("Coordinators in Africa", All((AFRICA, ROLE)), secretary)
    beyond = [
        audience("Coordinators", ROLE, secretary),
        audience("Africa or coordinators", AnyOf((AFRICA, ROLE)), secretary),
        audience("Not Africa", Not(AFRICA), secretary),
    ]
    inside = [event(region="Africa"), event(region="Africa", country="TG"), event(region="Africa", audience=theirs)]
    inside.append(event("Draft", region="Africa", status="draft"))
    outside = [event(), event(region="Arab States"), event(region="Africa", country="FR")]
    outside += [event(region="Africa", audience=each, visibility="audience") for each in beyond]
    assert set(events_run_by(officer)) == set(inside)
    assert [may_run_event(Person.objects.get(pk=officer.pk), each) for each in inside] == [True] * 4
    assert not any(may_run_event(officer, each) for each in outside)
    assert inside[-1] in visible_to(officer)
    for each in outside:
        assert office.get(f"/desk/events/{each.slug}/").status_code == 404


def test_an_office_cannot_take_an_event_out_of_its_region(office, secretary):
    audience("Coordinators in Africa", All((AFRICA, ROLE)), secretary)
    everybody = audience("Coordinators everywhere", ROLE, secretary)
    one = event("Meeting", region="Africa")
    url = f"/desk/events/{one.slug}/edit/"
    page = text(office, url)
    assert "Coordinators in Africa" in page
    assert "Coordinators everywhere" not in page
    assert 'value="TG"' in page
    assert 'value="FR"' not in page
    for change in ({"region": ""}, {"region": "Arab States"}, {"country": "FR"}, {"audience": everybody.pk}):
        refused = office.post(url, form_of(office.get(url), **change))
        assert refused.status_code == 422, change
    one.refresh_from_db()
    assert (one.region, one.country, one.audience) == ("Africa", "", None)


def test_an_office_opens_registration_and_keeps_the_list_but_the_call_stays_with_the_programme(office, officer):
    one = event("Meeting", region="Africa", programme=programme(contact="organizer@example.org"))
    row = occurrence(one)
    url = f"/desk/events/{one.slug}/"
    assert office.post(f"{url}registration/").url == f"{url}registrants/"
    one.refresh_from_db()
    assert one.registration.status == "published"
    mine = place(register(one.registration, row, person("teacher@example.org", name="Ama")))
    page = text(office, f"{url}registrants/")
    assert "Ama" in page
    assert "organizer@example.org" in page
    assert "/desk/calls/" not in page
    before = mine.token
    assert office.post(f"{url}registrants/renew/", {"r": str(mine.response.public_id)}).status_code == 302
    mine.refresh_from_db()
    assert mine.token != before
    assert Message.objects.filter(address="teacher@example.org").exists()
    assert office.get(f"/desk/calls/{one.registration.slug}/").status_code == 404
    assert "Open the floor" not in text(office, f"{url}after/")
    refused = office.post(f"{url}after/floor/", {"last": "2026-02-01"})
    assert refused.status_code == 422
    one.refresh_from_db()
    assert one.floor is None


def test_the_desk_of_events_is_for_offices_and_not_for_coordinators(office, client):
    assert 'href="/desk/events/"' in text(office, "/desk/")
    client.force_login(with_role(person("coordinator@example.org"), "coordinator", country="TG"))
    assert 'href="/desk/events/"' not in text(client, "/desk/")
    assert client.get("/desk/events/").status_code == 404
