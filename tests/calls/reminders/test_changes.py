"""What happens meanwhile: answers before the letter leaves, moved dates, cancelled calls, crashes, catching up."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import DatabaseError

from heliograph.calls.corresponding.reminding import remind_unfinished
from heliograph.calls.deadlines.moments import on_day
from heliograph.calls.deadlines.setting import set_date
from heliograph.calls.desk.cancelling import cancel_call
from heliograph.calls.models import CoRespondent, Extension
from heliograph.calls.reminders import noting, sending
from heliograph.calls.reminders.declining import after_all, not_this_one
from heliograph.calls.reminders.looking import OVERTAKEN
from heliograph.calls.reminders.models import Reminded, ReminderPass, ReminderRule
from heliograph.calls.reminders.sending import forget, key_of, remind, slot_of
from heliograph.calls.states import DeadlineKind
from heliograph.delivery.lastly import look_of
from heliograph.delivery.models import Mailing, Message
from heliograph.delivery.sending.carriers import carrier
from heliograph.delivery.sending.sender import Sender, drain
from heliograph.network.models import Person
from tests.calls.reminders.scenes import HOUR, PARIS, PUBLISHED, answered, begun, closing, drive, letters, teachers
from tests.network.factories import person, school, with_role

pytestmark = pytest.mark.django_db
#: Nine o'clock in Paris, three days before 12 February.
MORNING = datetime(2026, 2, 9, 8, 0, tzinfo=UTC)
LATER = MORNING + timedelta(minutes=10)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MORNING, tick=False) as travel:
        yield travel


def teacher(name, zone=PARIS, **fields):
    return with_role(person(f"{name}@example.org", name=name, zone=zone, **fields), "teacher", organization=school())


@pytest.fixture
def group(db):
    return teachers()


@pytest.fixture
def posters(group):
    return closing("Posters", "2026-02-12", audience=group)


@pytest.fixture
def post(settings):
    """Let a sender do all there is to do; what it sent, by address: the subject."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    def posted(at=LATER):
        mail.outbox.clear()
        drain(Sender(carrier(), lambda: at))
        return {re.findall(r"<(.+)>", one.to[0])[0]: one.subject for one in mail.outbox}

    return posted


def states():
    rows = Message.objects.filter(mailing__topic="reminders").order_by("address")
    return {row.address.split("@")[0]: row.state for row in rows}


def test_the_letter_goes_to_who_is_silent(posters, post):
    teacher("ada")
    assert remind(MORNING) == 1
    assert post() == {"ada@example.org": "Answer by Thursday, 12 February 2026: Posters"}


def test_what_is_answered_between_writing_and_sending_is_not_sent(posters, post):
    ada, _ben, cleo = teacher("ada"), teacher("ben"), teacher("cleo")
    remind(MORNING)
    answered(posters, ada, LATER)
    not_this_one(posters, cleo, LATER)
    assert set(post()) == {"ben@example.org"}
    assert states() == {"ada": "skipped", "ben": "sent", "cleo": "skipped"}
    assert Message.objects.get(address="ada@example.org").answer == OVERTAKEN
    assert list(Reminded.objects.values_list("person__email", flat=True)) == ["ben@example.org"]
    assert Mailing.objects.get(topic="reminders").state == "sent"


def test_one_of_two_calls_is_taken_out_of_the_letter(posters, group, post):
    sessions = closing("Sessions", "2026-02-12", audience=group)
    ada = teacher("ada")
    teacher("ben")
    begun(sessions, ada)
    remind(MORNING)
    answered(posters, ada, LATER)
    sent = post()
    assert sent == {
        "ada@example.org": "Finish your answer by Thursday, 12 February 2026: Sessions",
        "ben@example.org": "2 calls close soon, the first on Thursday, 12 February 2026: Posters",
    }
    to_ada = next(one for one in mail.outbox if "ada" in one.to[0])
    assert "Posters" not in to_ada.body
    assert letters()["ada@example.org"] == ["09 Feb 08:00 Sessions*"]


def test_a_call_that_is_cancelled_before_the_letter_leaves_is_not_in_it(posters, group, organizer, post):
    closing("Sessions", "2026-02-12", audience=group)
    teacher("ada")
    remind(MORNING)
    cancel_call(posters, "The hall has burnt down.", organizer, LATER)
    assert post()["ada@example.org"] == "Answer by Thursday, 12 February 2026: Sessions"


def test_a_cancelled_call_reminds_nobody(posters, organizer):
    teacher("ada")
    cancel_call(posters, "The hall has burnt down.", organizer, MORNING - HOUR)
    assert remind(MORNING) == 0


def test_a_date_that_is_moved_before_the_letter_leaves_is_not_told(posters, organizer, post):
    teacher("ada")
    remind(MORNING)
    set_date(posters, DeadlineKind.CLOSES, on_day(date(2026, 2, 20), PARIS), organizer, LATER)
    assert "ada@example.org" not in {address for address, subject in post().items() if subject.startswith("Answer by")}


def test_a_moved_date_moves_the_reminders(posters, organizer):
    teacher("ada")
    drive("2026-01-29T08:00", "2026-01-29T09:00")
    set_date(posters, DeadlineKind.CLOSES, on_day(date(2026, 2, 20), PARIS), organizer, MORNING)
    for day in (5, 6, 9, 11, 17, 19):
        drive(f"2026-02-{day:02}T08:00", f"2026-02-{day:02}T08:00")
    assert letters()["ada@example.org"] == [
        "29 Jan 08:00 Posters", "06 Feb 08:00 Posters", "17 Feb 08:00 Posters", "19 Feb 08:00 Posters",
    ]  # fmt: skip


def test_more_time_that_is_given_before_the_letter_leaves_takes_it_back(posters, post):
    ada = teacher("ada")
    remind(MORNING)
    until = datetime(2026, 2, 20, 23, 0, tzinfo=UTC)
    Extension.objects.create(call=posters, person=ada, until=until, made_at=LATER)
    assert post() == {}


def test_who_takes_his_no_back_gets_the_letter_that_has_not_left(posters, post):
    ada = teacher("ada")
    remind(MORNING)
    not_this_one(posters, ada, LATER)
    after_all(posters, ada)
    assert set(post()) == {"ada@example.org"}


def test_twice_is_once(posters):
    teacher("ada")
    assert [remind(MORNING + number * timedelta(minutes=5)) for number in range(5)] == [1, 0, 0, 0, 0]
    assert Message.objects.count() == Reminded.objects.count() == 1


@pytest.mark.parametrize("broken", ["fill_along", "_send", "note_all"])
def test_after_a_crash_it_goes_on(posters, monkeypatch, broken):
    teacher("ada")
    whole = getattr(sending, broken)

    def crash(*given):
        if broken == "note_all":
            whole(*given)
        raise DatabaseError("gone")

    with monkeypatch.context() as patch:
        patch.setattr(sending, broken, crash)
        with pytest.raises(DatabaseError):
            remind(MORNING)
    teacher("ben")
    assert remind(LATER) == 2
    assert set(states()) == {"ada", "ben"}
    assert Reminded.objects.count() == 2
    assert ReminderPass.objects.filter(slot=MORNING).count() == 1


def test_a_morning_is_caught_up_until_the_evening_and_not_at_night(posters):
    teacher("ada")
    assert remind(MORNING + 9 * HOUR) == 1
    teacher("ben", "Africa/Lome")
    assert remind(MORNING + 11 * HOUR) == 0


def test_who_moves_to_another_zone_gets_one_letter_that_day(posters):
    ada = teacher("ada", "Asia/Tokyo")
    closing("Sessions", "2026-02-13", rules=(3, 4), audience=posters.audience)
    drive("2026-02-09T22:00", "2026-02-10T04:00")
    Person.objects.filter(pk=ada.pk).update(zone="America/Lima")
    drive("2026-02-10T05:00", "2026-02-10T23:00")
    assert letters()["ada@example.org"] == ["10 Feb 00:00 Posters, Sessions"]


def test_a_rule_that_is_off_is_silent(posters):
    teacher("ada")
    ReminderRule.objects.filter(call=posters, days=3).update(on=False)
    assert remind(MORNING) == 0


def test_nobody_is_reminded_on_the_day_of_the_announcement(group):
    teacher("ada")
    fresh = closing("Fresh", "2026-02-12", audience=group)
    type(fresh).objects.filter(pk=fresh.pk).update(published_at=MORNING - 3 * HOUR)
    assert remind(MORNING) == 0


def test_nor_of_a_call_that_is_not_open_yet(group):
    from tests.calls.factories import deadline

    teacher("ada")
    ahead = closing("Ahead", "2026-02-12", audience=group)
    deadline(ahead, "opens", MORNING + HOUR)
    assert remind(MORNING) == 0


def test_the_letter_about_answering_together_is_not_doubled(group):
    """Three days before, who was invited and who leads hear of that alone; whoever else is silent is reminded."""
    posters = closing("Posters", "2026-02-12", audience=group, together=True)
    lead, guest = teacher("lead"), teacher("guest")
    teacher("other")
    draft = begun(posters, lead)
    CoRespondent.objects.create(response=draft, email=guest.email, invited_at=PUBLISHED)
    remind(MORNING)
    remind_unfinished(datetime(2026, 2, 9, 23, 30, tzinfo=UTC))
    found = Message.objects.values_list("address", "mailing__topic").order_by("address")
    assert list(found) == [
        ("guest@example.org", "answers"), ("lead@example.org", "answers"), ("other@example.org", "reminders"),
    ]  # fmt: skip


def test_a_country_counts_and_the_mailing_says_so(posters):
    teacher("ada")
    remind(MORNING)
    assert Message.objects.get().country == "TG"
    row = Mailing.objects.get(topic="reminders")
    assert (row.automatic, row.key, slot_of(row.key)) == (True, key_of(MORNING), MORNING)
    with pytest.raises(ValueError, match="no key"):
        slot_of("issue-22")


def test_what_was_long_ago_is_forgotten(posters):
    teacher("ada")
    remind(MORNING)
    forget(MORNING + timedelta(days=8))
    assert (ReminderPass.objects.count(), Reminded.objects.count()) == (0, 1)
    forget(MORNING + timedelta(days=401))
    assert Reminded.objects.count() == 0


@pytest.mark.parametrize("count", [3, 40])
def test_queries_do_not_grow_with_the_people(posters, django_assert_max_num_queries, count):
    for number in range(count):
        teacher(f"t{number}")
    remind(MORNING - timedelta(minutes=15))
    with django_assert_max_num_queries(60):
        assert remind(MORNING) == count
    mailing = Mailing.objects.get(topic="reminders")
    going = [_going(row) for row in mailing.messages.all()]
    answered(posters, Person.objects.get(email="t0@example.org"), LATER)
    with django_assert_max_num_queries(12):
        assert len(look_of("reminders")(mailing.pk, going, LATER)) == 1


def _going(row):
    from heliograph.delivery.lastly import Going

    return Going(row.pk, row.body_id, row.address)


def test_many_are_written_down_part_by_part(posters, monkeypatch):
    monkeypatch.setattr("heliograph.calls.reminders.noting.PART", 3)
    for number in range(8):
        teacher(f"t{number}")
    assert noting.note_all(MORNING, MORNING) == 8
    assert noting.note_all(MORNING, MORNING) == 0
