"""A turn of work: who gets what, what is written down, what happens after each kind of failure."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.db import InterfaceError, OperationalError, connection
from hypothesis import given
from hypothesis import strategies as st

from heliograph.delivery import sending
from heliograph.delivery.leases import BATCH, LEASE, MARGIN, lease, put_back
from heliograph.delivery.models import Mailing
from heliograph.delivery.post import Post
from heliograph.delivery.queries import Progress, progress
from heliograph.delivery.sending import (
    OUTAGE_WAITS,
    WAITS,
    record_refused,
    record_retry,
    record_sent,
    send_batch,
    tend,
    wait,
)
from heliograph.delivery.states import MailingState
from heliograph.delivery.turns import SILENCE, hand_on, resume
from heliograph.delivery.unsubscribing import Subscription, opt_in, opt_out
from tests.delivery.conftest import NOW, addresses, reader, started, states

pytestmark = pytest.mark.django_db


def test_every_address_gets_its_own_letter(clock):
    mailing = started([reader(a, a.split("@")[0]) for a in addresses(BATCH + 3)])
    tend(mailing.pk, 1, clock)
    assert [m.to for m in mail.outbox] == [[f"{a.split('@')[0]} <{a}>"] for a in addresses(BATCH + 3)]
    mailing.refresh_from_db()
    assert (mailing.state, mailing.finished_at) == (MailingState.SENT, NOW)
    assert progress(mailing) == Progress(sent=BATCH + 3)


def test_message_keeps_what_was_recorded(clock):
    mailing = started([reader("a@example.org")])
    clock.forward(minutes=2)
    tend(mailing.pk, 1, clock)
    message = mailing.messages.get()
    assert (message.state, message.sent_at, message.attempts, message.lease) == ("sent", clock.at, 1, None)
    assert mail.outbox[0].extra_headers["Message-ID"] == f"<{message.message_id}>"
    assert mail.outbox[0].extra_headers["Date"] == "Mon, 12 Jan 2026 09:00:00 +0000"


def test_task_that_runs_twice_sends_once(clock):
    mailing = started([reader(a) for a in addresses(3)])
    for _ in range(2):
        tend(mailing.pk, 1, clock)
    assert len(mail.outbox) == 3


def test_start_enqueues_the_task_after_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        mailing = started([reader(a) for a in addresses(3)])
    mailing.refresh_from_db()
    assert (len(mail.outbox), mailing.state) == (3, MailingState.SENT)


def test_empty_mailing_finishes(clock):
    mailing = started([])
    tend(mailing.pk, 1, clock)
    mailing.refresh_from_db()
    assert mailing.state == MailingState.SENT


def test_unsubscribed_after_filling_is_not_sent_to(clock):
    mailing = started([reader(a) for a in addresses(2)])
    opt_out(Subscription(addresses(2)[0].upper(), "bulletin"), NOW)
    tend(mailing.pk, 1, clock)
    assert states(mailing) == dict(zip(addresses(2), ["skipped", "sent"], strict=True))


def test_batch_that_nobody_wants_does_not_stop_the_mailing(clock):
    mailing = started([reader(a) for a in addresses(BATCH + 1)])
    for address in addresses(BATCH):
        opt_out(Subscription(address, "bulletin"), NOW)
    tend(mailing.pk, 1, clock)
    assert progress(mailing) == Progress(sent=1, skipped=BATCH)


def test_subscribed_again_before_sending_is_sent_to(clock):
    mailing = started([reader("a@example.org")])
    opt_out(Subscription("a@example.org", "bulletin"), NOW)
    opt_in(Subscription("a@example.org", "bulletin"))
    tend(mailing.pk, 1, clock)
    assert len(mail.outbox) == 1


def test_two_leases_never_hold_the_same_message():
    mailing = started([reader(a) for a in addresses(5)])
    first, second, third = lease(mailing, NOW, 3), lease(mailing, NOW, 3), lease(mailing, NOW, 3)
    assert [len(first), len(second), len(third)] == [3, 2, 0]
    assert not {m.pk for m in first} & {m.pk for m in second}


def test_lapsed_lease_returns_and_a_living_one_does_not():
    mailing = started([reader("a@example.org")])
    (message,) = lease(mailing, NOW)
    assert put_back(NOW + LEASE - timedelta(seconds=1)) == 0
    assert put_back(NOW + LEASE) == 1
    assert [m.pk for m in lease(mailing, NOW + LEASE)] == [message.pk]


def test_result_of_a_lapsed_lease_counts_only_where_it_was_sent():
    mailing = started([reader("a@example.org")])
    (first,) = lease(mailing, NOW)
    put_back(NOW + LEASE)
    (second,) = lease(mailing, NOW + LEASE)
    record_refused(first, "late")
    record_retry(first, "late", NOW)
    assert states(mailing) == {"a@example.org": "leased"}
    record_sent(first, NOW + LEASE)
    record_refused(second, "too late")
    record_retry(second, "too late", NOW)
    assert (states(mailing), mailing.messages.get().reason) == ({"a@example.org": "sent"}, "")


def test_nothing_is_begun_when_the_lease_is_about_to_lapse(clock):
    mailing = started([reader(a) for a in addresses(5)])
    batch = lease(mailing, NOW)

    def slow():
        clock.forward(seconds=(LEASE - MARGIN).total_seconds() / 5)
        return clock.at

    with Post() as post:
        send_batch(mailing, batch, post, slow)
    assert progress(mailing) == Progress(sent=2, queued=3)


def test_sent_is_recorded_although_the_database_fails_at_first(monkeypatch):
    mailing = started([reader("a@example.org")])
    (message,) = lease(mailing, NOW)
    failures = iter([OperationalError("database is locked"), InterfaceError("connection already closed")])

    def write():
        error = next(failures, None)
        if error is not None:
            raise error
        record_sent(message, NOW)

    monkeypatch.setattr(connection, "close", lambda: None)
    monkeypatch.setattr(sending, "PAUSES", (0, 0, 0))
    sending.steadily(write)
    assert states(mailing) == {"a@example.org": "sent"}


def test_message_is_given_up_after_the_last_wait():
    mailing = started([reader("a@example.org")])
    at = NOW
    for attempt in range(len(WAITS)):
        (message,) = lease(mailing, at)
        record_retry(message, "450 later", at)
        message.refresh_from_db()
        assert (message.state, message.attempts) == ("queued", attempt + 1)
        assert WAITS[attempt] * 0.8 <= message.due_at - at < WAITS[attempt] * 1.2
        at = message.due_at
    (message,) = lease(mailing, at)
    record_retry(message, "450 later", at)
    message.refresh_from_db()
    assert (message.state, message.reason) == ("refused", "given up after 8 attempts: 450 later")


@given(st.integers(0, 100), st.floats(0, 1, exclude_max=True))
def test_waits_grow_and_stay_within_a_fifth(failures, chance):
    plain = OUTAGE_WAITS[min(failures, len(OUTAGE_WAITS) - 1)]
    assert plain * 0.79 < wait(OUTAGE_WAITS, failures, chance) < plain * 1.21


def test_stale_task_does_nothing(clock):
    mailing = started([reader("a@example.org")])
    assert hand_on(mailing.pk, 1, NOW, NOW) is True
    tend(mailing.pk, 1, clock)
    assert mail.outbox == []
    assert hand_on(mailing.pk, 1, NOW, NOW) is False


def test_sweep_leaves_a_living_chain_and_restarts_a_broken_one(django_capture_on_commit_callbacks):
    mailing = started([reader("a@example.org")])
    lease(mailing, NOW)
    assert resume(NOW + SILENCE) == []
    with django_capture_on_commit_callbacks(execute=True):
        assert resume(NOW + SILENCE + timedelta(seconds=1)) == [mailing.pk]
    mailing.refresh_from_db()
    assert (mailing.state, len(mail.outbox)) == (MailingState.SENT, 1)
    assert resume(NOW + timedelta(days=1)) == []


def test_two_sweeps_at_once_begin_one_chain():
    mailing = started([reader("a@example.org")])
    late = NOW + timedelta(hours=1)
    assert (resume(late), resume(late)) == ([mailing.pk], [])
    assert Mailing.objects.get().turn == 2


def test_sweep_forgets_mailings_that_are_not_started():
    from tests.delivery.conftest import filled

    filled([reader("a@example.org")])
    assert resume(NOW + timedelta(days=1)) == []
