"""Other days or another zone: who is concerned is shown before anything is saved, and told when it is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.conf import settings

from heliograph.conference.calls import PARTS
from heliograph.conference.published import telling
from heliograph.conference.published.models import Interest
from heliograph.conference.timetable import publishing
from heliograph.conference.timetable.placing import mark_of, shown_timetable
from heliograph.delivery import steering
from heliograph.delivery.models import Mailing, Message
from heliograph.moments.locales import write_days
from heliograph.network.models import Person
from tests.conference.registering.making import meeting, register, withdraw
from tests.conference.timetable.factories import placed, room, session, slot
from tests.events.factories import event
from tests.events.scheduling.test_desk import save
from tests.network.factories import NOW, person, with_role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
URL = "/desk/conferences/world/edit/"


@pytest.fixture
def found():
    """A conference that two plan to attend, one of them for a delegate; somebody has withdrawn."""
    made = meeting()
    register(made, person("ama@example.org", languages=["fr"]))
    register(made, person("kofi@example.org"), name="Efua", email="efua@example.org")
    withdraw(register(made, person("gone@example.org")))
    return made


def put_off(desk, found, days=7, **fields):
    later = {name: (getattr(found, name) + timedelta(days)).isoformat() for name in ("first_day", "last_day")}
    answer = save(desk, URL, **later, **fields)
    found.refresh_from_db()
    return answer


def about_days():
    return Mailing.objects.filter(key__contains="/stay/days-").order_by("pk")


def test_whom_other_days_concern_is_shown_before_they_are_saved(desk, found):
    was = found.first_day
    page = put_off(desk, found)
    words = page.content.decode()
    assert page.status_code == 200
    assert found.first_day == was
    assert not Mailing.objects.exists()
    assert not found.entries.filter(verb="edited").exists()
    assert "Set it and send 3 letters" in words
    assert "It was to be on" in words
    assert words.count("<details") == 1 + len(settings.LANGUAGES)


def test_everybody_who_is_registered_is_told_of_other_days_and_nobody_else(desk, found):
    saved = put_off(desk, found, confirmed="1")
    assert saved.url == "/desk/conferences/world/reminders/"
    assert "Take these letters back" in desk.get(saved.url).content.decode()
    mailing = about_days().get()
    told = set(Message.objects.filter(mailing=mailing).values_list("address", flat=True))
    assert told == {"ama@example.org", "kofi@example.org", "efua@example.org"}
    letter = mailing.bodies.filter(language="en").first()
    assert "has other days: " in letter.text
    assert "/conferences/world/stay/with/" in letter.text


def test_days_that_change_again_before_the_letters_go_are_told_once(desk, found):
    put_off(desk, found, confirmed="1")
    put_off(desk, found, confirmed="1")
    first, second = about_days()
    assert (first.state, second.state) == ("cancelled", "scheduled")
    first_day = found.first_day - timedelta(days=14)
    text = second.bodies.filter(language="en").first().text
    assert f"It was to be on {write_days(first_day, first_day + timedelta(days=2), 'en')}." in text
    assert put_off(desk, found, -14).url == "/desk/conferences/world/"
    assert [each.state for each in about_days()] == ["cancelled", "cancelled"]


def test_after_letters_went_days_that_are_put_back_are_told(desk, found):
    put_off(desk, found, confirmed="1")
    steering.start(about_days().get().pk, NOW, "")
    assert put_off(desk, found, -7, confirmed="1").url == "/desk/conferences/world/reminders/"
    assert about_days().count() == 2


def test_what_concerns_nobody_is_saved_at_once(desk, found):
    assert save(desk, URL, address="Harbour Street 1").url == "/desk/conferences/world/"
    assert save(desk, URL, zone="Asia/Tokyo").url == "/desk/conferences/world/"
    found.refresh_from_db()
    assert (found.address, found.zone) == ("Harbour Street 1", "Asia/Tokyo")
    found.registration.responses.all().delete()
    assert put_off(desk, found).url == "/desk/conferences/world/"
    assert not Mailing.objects.exists()


def test_a_conference_that_is_over_has_its_days_put_right_without_a_letter(desk, found):
    type(found).objects.update(first_day=date(2026, 1, 5), last_day=date(2026, 1, 7))
    found.refresh_from_db()
    assert put_off(desk, found, -1).url == "/desk/conferences/world/"
    assert not Mailing.objects.exists()


def test_another_choice_goes_back_to_the_form_with_what_was_typed(desk, found):
    page = put_off(desk, found, back="1")
    assert f'value="{found.first_day + timedelta(days=7)}"' in page.content.decode()
    assert not found.entries.filter(verb="edited").exists()


def test_who_gives_a_session_or_would_go_to_it_is_counted_and_his_letter_shown(
    desk, found, django_assert_max_num_queries
):
    one = session(found, "Bridges", person("speaker@example.org"))
    placed(one, room(found), slot(found))
    by = with_role(person("organizer@secretariat.example.org"), "secretariat")
    publishing.publish(found, mark_of(shown_timetable(found)), by, NOW)
    telling.write_letters(NOW)
    Interest.objects.create(person=Person.objects.get(email="ama@example.org"), session=one, at=NOW)
    page = save(desk, URL, zone="Asia/Tokyo").content.decode()
    assert "Set it and send 2 letters" in page
    assert "Moved: Bridges" in page
    for name in ("b", "c", "d"):
        reader = person(f"{name}@example.org")
        register(found, reader)
        Interest.objects.create(person=reader, session=one, at=NOW)
    with django_assert_max_num_queries(100):
        assert "Set it and send 5 letters" in save(desk, URL, zone="Asia/Tokyo").content.decode()
    assert save(desk, URL, zone="Asia/Tokyo", confirmed="1").url == "/desk/conferences/world/"
    telling.write_letters(NOW + timedelta(minutes=1))
    assert Mailing.objects.filter(topic="conference-programme").latest("pk").messages.count() == 5


def test_what_embassies_ask_is_kept_as_long_after_the_new_last_day(desk, found):
    kept = timedelta(days=PARTS["follow-up"].kept or 0)
    found.follow_up.retain_until = found.last_day + kept
    found.follow_up.save()
    put_off(desk, found, 90, confirmed="1")
    found.follow_up.refresh_from_db()
    assert found.follow_up.retain_until == found.last_day + kept
    found.follow_up.retain_until = chosen = found.last_day + timedelta(days=3)
    found.follow_up.save()
    put_off(desk, found, 90, confirmed="1")
    found.follow_up.refresh_from_db()
    assert found.follow_up.retain_until == chosen


def test_the_programme_has_the_days_of_its_conference_and_the_event_is_named(desk, found):
    of = found.programme
    of.begins, of.ends = found.first_day, found.last_day
    of.save()
    found.event = event("Gathering", programme=of)
    found.save()
    put_off(desk, found, confirmed="1")
    of.refresh_from_db()
    assert (of.begins, of.ends) == (found.first_day, found.last_day)
    assert "“Gathering” in the agenda has times of its own" in desk.get("/desk/").content.decode()
    of.begins = chosen = of.begins - timedelta(days=1)
    of.save()
    put_off(desk, found, confirmed="1")
    of.refresh_from_db()
    assert of.begins == chosen
