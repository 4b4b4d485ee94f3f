"""A mailing's way from being filled to being sent, and what asks a person first."""

from __future__ import annotations

from datetime import timedelta

import pytest

from heliograph.delivery import steering
from heliograph.delivery.models import Mailing, Preference, Sender, Suppression
from heliograph.delivery.states import MailingState, Refused
from heliograph.delivery.topics import Topic, register
from tests.delivery.desk.factories import NOW, addresses, full_mailing, make_mailing, make_message, states

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
SECRETARY = "Desk <desk@secretariat.example.org>"


def state(mailing):
    return Mailing.objects.get(pk=mailing.pk).state


def log(mailing):
    return [(line.verb, line.actor, line.note) for line in mailing.log.all()]


def refusal(change, *given):
    with pytest.raises(Refused) as refused:
        change(*given)
    return refused.value.code


def test_filled_mailing_waits_for_approval():
    mailing = make_mailing(state="filling")
    assert (steering.seal(mailing.pk, NOW, ""), steering.seal(mailing.pk, NOW, "")) == (True, False)
    assert (state(mailing), log(mailing)) == ("ready", [("seal", "", "")])


@pytest.mark.parametrize("before", ["filling", "ready", "scheduled"])
def test_approved_mailing_goes_once(before):
    mailing = make_mailing(state=before)
    assert steering.start(mailing.pk, NOW, SECRETARY)
    assert not steering.start(mailing.pk, NOW + HOUR, "somebody else")
    row = Mailing.objects.get()
    assert (row.state, row.started_at, row.alive_at) == ("sending", NOW, NOW)
    assert log(mailing) == [("start", SECRETARY, "")]


def test_sent_mailing_is_not_started_again():
    mailing = make_mailing(state="sent")
    assert (steering.start(mailing.pk, NOW, ""), log(mailing)) == (False, [])


def test_mailing_paused_by_hand_is_resumed_not_started():
    mailing = make_mailing(state="paused")
    assert refusal(steering.start, mailing.pk, NOW, "") == "paused"
    assert (state(mailing), log(mailing)) == ("paused", [])


def test_cancelled_mailing_is_not_started():
    mailing = make_mailing(state="cancelled")
    assert (refusal(steering.start, mailing.pk, NOW, ""), state(mailing)) == ("state", "cancelled")


def test_started_again_keeps_when_it_first_began():
    mailing = make_mailing(state="paused", started_at=NOW, trouble=steering.STALE)
    assert steering.start(mailing.pk, NOW + HOUR, "")
    row = Mailing.objects.get()
    assert (row.state, row.started_at, row.alive_at, row.trouble) == ("sending", NOW, NOW + HOUR, "")


def test_scheduled_mailing_starts_when_its_time_has_come():
    mailing = make_mailing()
    assert steering.schedule(mailing.pk, NOW + HOUR, NOW, SECRETARY)
    assert steering.start_due(NOW + HOUR - timedelta(seconds=1)) == []
    assert (steering.start_due(NOW + HOUR), steering.start_due(NOW + HOUR)) == ([mailing.pk], [])
    assert (state(mailing), log(mailing)) == (
        "sending",
        [("schedule", SECRETARY, "2026-01-12T10:00+00:00"), ("start", "", "")],
    )


def test_time_can_be_changed_and_taken_back():
    mailing = make_mailing()
    steering.schedule(mailing.pk, NOW + HOUR, NOW, "")
    assert not steering.schedule(mailing.pk, NOW + HOUR, NOW, "")
    assert steering.schedule(mailing.pk, NOW + 2 * HOUR, NOW, "")
    assert (steering.unschedule(mailing.pk, NOW, ""), steering.unschedule(mailing.pk, NOW, "")) == (True, False)
    assert (state(mailing), Mailing.objects.get().starts_at, steering.start_due(NOW + 3 * HOUR)) == ("ready", None, [])


@pytest.mark.parametrize("when", [NOW, NOW - HOUR])
def test_time_that_does_not_lie_ahead_is_refused(when):
    mailing = make_mailing()
    assert (refusal(steering.schedule, mailing.pk, when, NOW, ""), state(mailing)) == ("past", "ready")


def test_mailing_whose_time_is_long_past_asks_instead_of_going():
    mailing = make_mailing(state="scheduled", starts_at=NOW)
    late = NOW + steering.LONG_PAST + timedelta(seconds=1)
    assert (steering.start_due(late), steering.start_due(late)) == ([], [])
    row = Mailing.objects.get()
    assert (row.state, row.trouble, log(mailing)) == ("paused", steering.LATE, [("hold", "", steering.LATE)])
    assert (steering.start(mailing.pk, late, SECRETARY), state(mailing)) == (True, "sending")


def test_mailing_that_is_a_little_late_goes():
    mailing = make_mailing(state="scheduled", starts_at=NOW)
    assert steering.start_due(NOW + steering.LONG_PAST) == [mailing.pk]


def test_paused_mailing_goes_on_where_it_stopped():
    mailing = full_mailing(2, "sending", started_at=NOW)
    assert (steering.pause(mailing.pk, NOW, SECRETARY, "wrong date"), steering.pause(mailing.pk, NOW, "")) == (
        True,
        False,
    )
    assert (state(mailing), set(states(mailing).values())) == ("paused", {"queued"})
    later = NOW + HOUR
    assert (steering.resume(mailing.pk, later, SECRETARY), steering.resume(mailing.pk, later, "")) == (True, False)
    row = Mailing.objects.get()
    assert (row.state, row.started_at, row.alive_at) == ("sending", NOW, later)
    assert log(mailing) == [("pause", SECRETARY, "wrong date"), ("resume", SECRETARY, "")]


@pytest.mark.parametrize("before", [one for one in MailingState if one not in {"sending", "paused"}])
def test_only_what_is_being_sent_can_be_paused(before):
    assert refusal(steering.pause, make_mailing(state=before).pk, NOW, "") == "state"


@pytest.mark.parametrize("before", [one for one in MailingState if one not in {"sent", "cancelled"}])
def test_cancelled_mailing_leaves_its_messages_as_they_are(before):
    mailing = full_mailing(1, before, starts_at=NOW, trouble="held")
    assert (steering.cancel(mailing.pk, NOW, SECRETARY, "wrong text"), steering.cancel(mailing.pk, NOW, "")) == (
        True,
        False,
    )
    row = Mailing.objects.get()
    assert (row.state, row.finished_at, row.starts_at, row.trouble) == ("cancelled", NOW, None, "")
    assert (list(states(mailing).values()), log(mailing)) == (["queued"], [("cancel", SECRETARY, "wrong text")])


def test_sent_mailing_cannot_be_cancelled():
    assert refusal(steering.cancel, make_mailing(state="sent").pk, NOW, "") == "sent"


def test_single_letters_can_be_paused_and_nothing_else():
    stream = make_mailing("letters/receipt", "sending", topic="receipt", stream=True)
    assert [refusal(change, stream.pk, NOW, "") for change in (steering.cancel, steering.start, steering.seal)] == [
        "stream"
    ] * 3
    assert refusal(steering.schedule, stream.pk, NOW + HOUR, NOW, "") == "stream"
    assert (steering.pause(stream.pk, NOW, ""), steering.resume(stream.pk, NOW, "")) == (True, True)


def say(address, choice, topic="bulletin"):
    Preference.objects.create(address=address, topic=topic, choice=choice, at=NOW)


def test_choices_made_since_the_filling_are_respected_at_the_start(django_assert_num_queries):
    mailing = full_mailing(6)
    one, two, three, four, five, _six = addresses(6)
    make_message(mailing.bodies.get(), "Written.Large@example.org")
    for suppressed in (one, "written.large@example.org"):
        Suppression.objects.create(address=suppressed, cause="bounce", at=NOW)
    Suppression.objects.create(address=two, cause="bounce", at=NOW, lifted_at=NOW)
    say(three, "never")
    say(four, "digest")
    say(five, "never", topic="library")
    with django_assert_num_queries(8):
        steering.start(mailing.pk, NOW, "")
    assert list(mailing.messages.order_by("pk").values_list("state", "answer")) == [
        ("skipped", "the address is suppressed"),
        ("queued", ""),
        ("skipped", "its reader wants no letters of this kind"),
        ("held", ""),
        ("queued", ""),
        ("queued", ""),
        ("skipped", "the address is suppressed"),
    ]


def test_what_is_sent_already_is_left_alone_by_choices():
    mailing = full_mailing(1, "paused")
    mailing.messages.update(state="sent", sent_at=NOW)
    say(addresses(1)[0], "never")
    steering.resume(mailing.pk, NOW, "")
    assert list(states(mailing).values()) == ["sent"]


def test_transactional_mailing_asks_for_no_choice():
    register(Topic("account", "Your account", "", transactional=True))
    mailing = full_mailing(1, topic="account")
    Suppression.objects.create(address=addresses(1)[0], cause="bounce", at=NOW)
    steering.start(mailing.pk, NOW, "")
    assert list(states(mailing).values()) == ["queued"]


def sender(began, seen):
    return Sender.objects.create(host="mail.example.org", process=1, started_at=began, alive_at=seen)


LATER = NOW + steering.LONG_PAST + timedelta(minutes=1)


def test_mailing_of_a_restored_backup_asks_before_it_goes_on():
    mailing = make_mailing(state="sending", started_at=NOW - HOUR, alive_at=NOW)
    sender(NOW - HOUR, NOW)
    sender(LATER, LATER)
    assert (steering.hold_stale(LATER), steering.hold_stale(LATER)) == ([mailing.pk], [])
    row = Mailing.objects.get()
    assert (row.state, row.trouble, log(mailing)) == ("paused", steering.STALE, [("hold", "", steering.STALE)])


def test_mailing_that_was_never_taken_up_asks_too():
    mailing = make_mailing(state="sending", started_at=NOW)
    assert steering.hold_stale(LATER) == [mailing.pk]


def test_mailing_that_a_sender_cannot_deliver_goes_on_trying():
    make_mailing(state="sending", started_at=NOW, alive_at=LATER - timedelta(seconds=5))
    assert steering.hold_stale(LATER) == []


def test_mailing_that_waits_behind_another_is_not_held():
    make_mailing(state="sending", started_at=NOW, alive_at=NOW)
    sender(NOW - HOUR, LATER)
    assert steering.hold_stale(LATER) == []


@pytest.mark.parametrize("given", [{"state": "paused"}, {"state": "sent"}, {"state": "sending", "stream": True}])
def test_only_what_is_being_sent_to_many_is_held(given):
    make_mailing(alive_at=NOW, **given)
    assert steering.hold_stale(LATER) == []


def test_clock_set_back_stops_nothing():
    going = make_mailing("one", "sending", started_at=LATER, alive_at=LATER)
    waiting = make_mailing("two", "scheduled", starts_at=LATER)
    sender(LATER, LATER)
    assert (steering.hold_stale(NOW), steering.start_due(NOW)) == ([], [])
    assert (steering.pause(going.pk, NOW, ""), steering.resume(going.pk, NOW, "")) == (True, True)
    assert (state(going), state(waiting)) == ("sending", "scheduled")


def test_letters_that_answer_what_somebody_does_cannot_be_paused():
    """Who has signed out could not sign in again to let them go on."""
    make_mailing("letters/sign-in", "sending", stream=True, urgent=True)
    with pytest.raises(Refused) as refused:
        steering.pause(Mailing.objects.get().pk, NOW, "desk")
    assert (refused.value.code, Mailing.objects.get().state) == ("urgent", "sending")
