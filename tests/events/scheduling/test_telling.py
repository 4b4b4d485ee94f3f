"""What becomes of a time is told to exactly those whom it concerns, once, each in his language and time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from i18nfield.strings import LazyI18nString
from icalendar import Calendar

from heliograph.delivery.lastly import Going, look_of
from heliograph.delivery.links import Subscription
from heliograph.delivery.models import Mailing, Message
from heliograph.delivery.owed import write_owed
from heliograph.delivery.preferences import choose
from heliograph.delivery.states import Choice, MessageState
from heliograph.events.models import EventFollower, OccurrenceEntry
from heliograph.events.scheduling import concerned, following, telling, timing
from tests.events.factories import DAY, HOUR, SOON, event, follower, occurrence
from tests.network.factories import NOW, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
WEEK = {"start": None, "precision": "week", "words": "2026-02-02", "state": "tentative", "said": {"en": "first week"}}


def letters(address=""):
    found = Message.objects.filter(mailing__topic="events").select_related("body").order_by("pk")
    return [message.body for message in found if not address or message.address == address]


def calendar(body):
    (attached,) = body.attachments.all()
    read = Calendar.from_ical(bytes(attached.content))
    return attached.content_type, read, read.walk("VEVENT")[0]


@pytest.fixture
def meeting():
    """A meeting in the first week of February, followed from Lima in Spanish and from Seoul in English."""
    one = event(zone="Europe/Paris", title=LazyI18nString({"en": "Meeting", "es": "Reunión"}))
    follower(one, person("lima@example.org", languages=["es"], zone="America/Lima", name="Ana"))
    follower(one, person("seoul@example.org", languages=["ko", "en"], zone="Asia/Seoul"))
    follower(one, person("gone@example.org", is_active=False))
    follower(event(), person("elsewhere@example.org"))
    return occurrence(one, **{**WEEK, "said": LazyI18nString({"en": "In the first week of the month"})})


def test_followers_are_told_when_a_tentative_time_is_confirmed_each_in_his_own_time(meeting, organizer):
    start = SOON.replace(month=2, day=4, hour=15)
    fields = {"start": start, "end": start + HOUR, "precision": "minute", "words": "", "state": "confirmed"}
    timing.change_time(meeting, fields, organizer, NOW)
    assert write_owed(NOW) == 1
    assert write_owed(NOW) == 0
    assert [body.subject for body in letters("seoul@example.org")] == [
        "Confirmed: Meeting (Thursday, 5 February 2026, 00:00 – 01:00 (Seoul time))"
    ]
    (lima,) = letters("lima@example.org")
    assert "Reunión" in lima.subject
    assert "10:00" in lima.text
    assert "16:00" in lima.text  # the organizer's, beneath
    assert len(letters()) == 2
    text = letters("seoul@example.org")[0].text
    assert "Before: 2–8 Feb 2026 (to be confirmed)" in text
    assert f"{settings.SITE_URL}/events/{meeting.event.slug}/" in text


def test_the_calendar_entry_keeps_its_uid_and_its_sequence_grows(meeting, organizer):
    fields = {"start": SOON, "end": SOON + HOUR, "precision": "minute", "words": "", "state": "confirmed"}
    timing.change_time(meeting, fields, organizer, NOW)
    write_owed(NOW)
    timing.change_time(meeting, {"start": SOON + DAY, "end": SOON + DAY + HOUR}, organizer, NOW + HOUR)
    write_owed(NOW + HOUR)
    timing.cancel(meeting, "The hall is flooded.", organizer, NOW + 2 * HOUR)
    write_owed(NOW + 2 * HOUR)
    found = [calendar(body) for body in letters("seoul@example.org")]
    assert {str(entry["uid"]) for _type, _whole, entry in found} == {f"{meeting.uid}@{settings.MAIL_DOMAIN}"}
    told = [(str(whole["method"]), int(entry["sequence"]), str(entry["status"])) for _type, whole, entry in found]
    assert told == [("PUBLISH", 1, "CONFIRMED"), ("PUBLISH", 2, "CONFIRMED"), ("CANCEL", 3, "CANCELLED")]
    assert {str(entry["organizer"]) for _type, _whole, entry in found} == {"mailto:desk@secretariat.example.org"}
    assert not any("attendee" in entry for _type, _whole, entry in found)
    assert [kind.rpartition("=")[2] for kind, _whole, _entry in found] == ["PUBLISH", "PUBLISH", "CANCEL"]
    assert all("meet.example.org" not in body.text + body.html for body in letters())


def test_a_cancelled_time_says_when_it_is_not_and_why(organizer):
    row = occurrence(event("Workshop"))
    follower(row.event, person("p@example.org", zone="Africa/Lome"))
    timing.cancel(row, "The hall is <flooded>.", organizer, NOW)
    write_owed(NOW)
    (body,) = letters()
    assert body.subject == "Cancelled: Workshop (Monday, 19 January 2026, 09:00 – 10:00 (Lome time))"
    assert "The hall is <flooded>." in body.text
    assert "&lt;flooded&gt;" in body.html


def test_what_is_moved_twice_before_anybody_was_told_is_told_once_as_it_is_now(organizer):
    row = occurrence()
    follower(row.event, person(zone="Africa/Lome"))
    for days in (1, 2):
        timing.change_time(row, {"start": SOON + days * DAY, "end": SOON + days * DAY + HOUR}, organizer, NOW)
    write_owed(NOW)
    (body,) = letters()
    assert "21 January" in body.subject
    assert "Before: Monday, 19 January" in body.text


def test_what_was_cancelled_by_mistake_and_taken_back_at_once_is_told_to_nobody(organizer):
    row = occurrence()
    follower(row.event, person())
    timing.cancel(row, "oh", organizer, NOW)
    timing.restore(row, organizer, NOW)
    write_owed(NOW)
    assert letters() == []
    assert not OccurrenceEntry.objects.filter(told_at=None).exists()


@pytest.mark.parametrize(
    ("fields", "subject"),
    [
        ({"state": "tentative"}, "Not certain any more"),
        ({"place": {"en": "Lomé"}, "mode": "hybrid"}, "At another place"),
    ],
)
def test_the_subject_says_what_has_happened(organizer, fields, subject):
    row = occurrence(event("Workshop"))
    follower(row.event, person())
    timing.change_time(row, fields, organizer, NOW)
    write_owed(NOW)
    assert letters()[0].subject.startswith(f"{subject}: Workshop (")


def test_letters_that_wait_to_go_do_not_go_once_the_time_is_another_again(organizer):
    row = occurrence()
    follower(row.event, person())
    timing.change_time(row, {"start": SOON + DAY, "end": SOON + DAY + HOUR}, organizer, NOW)
    write_owed(NOW)
    message = Message.objects.get()
    going = [Going(message.pk, message.body_id, message.address)]
    look = look_of("events")
    assert look(message.mailing_id, going, NOW) == {}
    timing.change_time(row, {"rooms": None, "languages": ["fr"]}, organizer, NOW)
    assert look(message.mailing_id, going, NOW) == {}
    timing.change_time(row, {"start": SOON + 2 * DAY, "end": SOON + 2 * DAY + HOUR}, organizer, NOW)
    assert look(message.mailing_id, going, NOW)[message.pk].answer == telling.SUPERSEDED
    timing.change_time(row, {"start": SOON + DAY, "end": SOON + DAY + HOUR}, organizer, NOW)
    assert look(message.mailing_id, going, NOW) == {}
    write_owed(NOW)
    assert Message.objects.get() == message


def test_a_letter_that_cannot_be_written_is_tried_again_and_holds_up_no_other(organizer, monkeypatch, caplog):
    broken, sound = occurrence(), occurrence()
    for row in (broken, sound):
        follower(row.event, person())
        timing.cancel(row, "why", organizer, NOW)
    real = telling.write

    def write(news, language, zone):
        if news.occurrence.pk == broken.pk:
            raise RuntimeError("no such template")
        return real(news, language, zone)

    monkeypatch.setattr(telling, "write", write)
    assert telling.write_letters(NOW) == 1
    assert telling.write_letters(NOW) == 0
    entry = OccurrenceEntry.objects.get(told_at=None)
    assert (entry.occurrence, entry.tries, entry.try_at) == (broken, 1, NOW + timedelta(minutes=1))
    monkeypatch.setattr(telling, "write", real)
    assert telling.write_letters(NOW + timedelta(minutes=1)) == 1
    assert (len(letters()), Mailing.objects.filter(topic="events").count()) == (2, 2)


def test_who_wants_no_letters_about_events_gets_none(meeting, organizer):
    choose(Subscription("seoul@example.org", "events"), Choice.NEVER, NOW)
    timing.cancel(meeting, "why", organizer, NOW)
    write_owed(NOW)
    assert Message.objects.get(address="seoul@example.org").state == MessageState.SKIPPED
    assert concerned.count(meeting) == 2


def test_nothing_is_sent_where_nobody_follows(organizer):
    row = occurrence()
    timing.cancel(row, "why", organizer, NOW)
    assert write_owed(NOW) == 1
    assert not Mailing.objects.filter(topic="events").exists()


def test_following_is_done_once_and_ends(stranger):
    one = event()
    assert following.follow(one, stranger, NOW)
    assert not following.follow(one, stranger, NOW)
    assert following.is_following(one, stranger)
    assert following.unfollow(one, stranger)
    assert not following.unfollow(one, stranger)
    assert not EventFollower.objects.exists()
