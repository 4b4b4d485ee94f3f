"""A sender at work through a mail backend of Django's: who gets what, what is written down, what goes again."""

from __future__ import annotations

import contextlib
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import InterfaceError, OperationalError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from heliograph.delivery.letters import Letter, Mark
from heliograph.delivery.links import Subscription
from heliograph.delivery.mailings import add_body, fill, open_mailing
from heliograph.delivery.models import AT_ONCE, Sender
from heliograph.delivery.outbox import post
from heliograph.delivery.preferences import choose
from heliograph.delivery.progress import SILENCE, Progress, doubtful, progress
from heliograph.delivery.sending import ledger, scripts, senders, waiting
from heliograph.delivery.sending import sender as sending
from heliograph.delivery.sending.carriers import carrier
from heliograph.delivery.sending.ledger import Again
from heliograph.delivery.sending.waiting import OUTAGE_WAITS, WAITS, steadily, wait
from heliograph.delivery.states import Choice, MailingState
from heliograph.delivery.steering import pause, resume, start
from heliograph.delivery.topics import Topic, register
from tests.delivery.conftest import HTML, LETTER, NOW, TEXT, addresses, reader, started, states

pytestmark = pytest.mark.django_db


def test_every_address_gets_its_own_letter(post_office):
    mailing = started([reader(a, a.split("@")[0]) for a in addresses(100)])
    post_office()
    assert [m.to for m in mail.outbox] == [[f"{a.split('@')[0]} <{a}>"] for a in addresses(100)]
    mailing.refresh_from_db()
    assert (mailing.state, mailing.finished_at) == (MailingState.SENT, NOW)
    assert progress(mailing) == Progress(sent=100)


def test_message_keeps_what_was_recorded(clock, post_office):
    mailing = started([reader("a@example.org")])
    clock.forward(minutes=2)
    post_office()
    message = mailing.messages.get()
    assert (message.state, message.sent_at, message.attempts, message.lease) == ("sent", clock.at, 1, None)
    assert mail.outbox[0].extra_headers["Message-ID"] == f"<{message.message_id}>"
    assert mail.outbox[0].extra_headers["Date"] == "Mon, 12 Jan 2026 09:00:00 +0000"


def test_empty_mailing_finishes(post_office):
    mailing = started([])
    post_office()
    mailing.refresh_from_db()
    assert mailing.state == MailingState.SENT


def test_unsubscribed_after_the_start_is_not_sent_to(post_office):
    mailing = started([reader(a) for a in addresses(2)])
    choose(Subscription(addresses(2)[0].upper(), "bulletin"), Choice.NEVER, NOW)
    post_office()
    assert states(mailing) == dict(zip(addresses(2), ["skipped", "sent"], strict=True))


def test_subscribed_again_before_sending_is_sent_to(post_office):
    started([reader("a@example.org")])
    choose(Subscription("a@example.org", "bulletin"), Choice.NEVER, NOW)
    choose(Subscription("a@example.org", "bulletin"), Choice.INSTANT, NOW)
    post_office()
    assert len(mail.outbox) == 1


def test_paused_mailing_waits_and_a_resumed_one_goes_on(post_office):
    mailing = started([reader(a) for a in addresses(200)])
    post_office(until=lambda: len(mail.outbox) >= 50 and pause(mailing.pk, NOW, "desk") is not None)
    sent = len(mail.outbox)
    assert 50 <= sent < 200
    post_office()
    assert (len(mail.outbox), progress(mailing)) == (sent, Progress(queued=200 - sent, sent=sent))
    resume(mailing.pk, NOW, "desk")
    post_office()
    assert sorted(m.to[0] for m in mail.outbox) == addresses(200)


def test_letter_that_cannot_be_written_in_one_language_stops_no_other(post_office):
    mailing = open_mailing("issue-22", "bulletin", "Issue 22", NOW)
    add_body(mailing, "en", "UTC", LETTER, NOW)
    broken = add_body(mailing, "fr", "UTC", LETTER, NOW)
    fill(mailing, [reader("a@example.org"), reader("b@example.org", "", "fr")])
    start(mailing.pk, NOW, "")
    broken.attachments.create(name="a.ics", content_type="no type at all", content=b"x")
    post_office()
    broken.refresh_from_db()
    assert states(mailing) == {"a@example.org": "sent", "b@example.org": "refused"}
    assert broken.fault.startswith("the letter in fr cannot be written: ")
    assert mailing.messages.get(body=broken).answer == broken.fault


def test_address_that_cannot_be_one_is_refused_by_the_sender(post_office):
    mailing = started([reader("a@example.org")])
    mailing.messages.update(address="no address")
    post_office()
    assert (states(mailing), mailing.messages.get().answer) == ({"no address": "refused"}, "malformed address")


def test_single_letter_goes_before_a_mailing_to_many(post_office):
    register(Topic("receipts", "Receipts", "", transactional=True))
    started([reader(a) for a in addresses(3)])
    post(Letter("Received", HTML, TEXT), reader("ama@example.org"), "receipts", "r1", NOW)
    post_office()
    assert [m.to[0] for m in mail.outbox] == ["ama@example.org", *addresses(3)]
    assert "List-Unsubscribe" not in mail.outbox[0].extra_headers
    assert mail.outbox[0].extra_headers["Auto-Submitted"] == "auto-generated"


def test_text_of_a_secret_letter_is_erased_once_it_is_sent(post_office):
    register(Topic("codes", "Codes", "", transactional=True, secret=True))
    message = post(Letter("Your code: 12345", HTML, TEXT), reader("ama@example.org"), "codes", "c1", NOW)
    post_office()
    message.body.refresh_from_db()
    assert (message.body.subject, message.body.html, message.body.text) == ("", "", "")
    assert mail.outbox[0].subject == "Your code: 12345"


def test_letter_that_is_of_no_use_any_more_does_not_go(clock, post_office):
    late = Letter("Your code", HTML, TEXT, good_until=NOW + timedelta(minutes=15))
    message = post(late, reader("ama@example.org"), "codes", "c1", NOW)
    clock.forward(minutes=16)
    post_office()
    message.refresh_from_db()
    assert (mail.outbox, message.state, message.answer) == ([], "refused", "too late to be of use")


def test_letters_kept_ready_are_bounded_and_the_longest_unused_goes_first(monkeypatch):
    mailing = open_mailing("issue-22", "bulletin", "Issue 22", NOW)
    bodies = [add_body(mailing, language, "UTC", LETTER, NOW).pk for language in ("en", "fr", "es")]
    monkeypatch.setattr(scripts, "MOST", 2 * (len(HTML) + len(TEXT)))
    kept = scripts.Scripts(carrier())
    for pk in (bodies[0], bodies[1], bodies[0], bodies[2]):
        kept.load([pk])
    assert list(kept._kept) == [bodies[0], bodies[2]]
    assert kept.prepared(bodies[1], lambda: NOW).subject == LETTER.subject


# Leases


def test_two_senders_never_hold_the_same_message():
    mailing = started([reader(a) for a in addresses(5)])
    taken = [ledger.take(mailing.pk, uuid4(), NOW, 3) for _ in range(3)]
    assert [len(each) for each in taken] == [3, 2, 0]
    assert [each.address for each in [*taken[0], *taken[1]]] == addresses(5)


def test_nothing_is_taken_of_a_mailing_that_is_not_being_sent():
    mailing = started([reader(a) for a in addresses(5)])
    pause(mailing.pk, NOW, "")
    assert ledger.take(mailing.pk, uuid4(), NOW, 3) == []


def test_message_is_not_taken_before_it_is_due():
    mailing = started([reader("a@example.org")])
    one = uuid4()
    (leased,) = ledger.take(mailing.pk, one, NOW, 1)
    ledger.give_back(one, [Again(leased.pk, NOW + timedelta(minutes=1), "450 later", attempt=True)])
    assert ledger.take(mailing.pk, one, NOW + timedelta(seconds=59), 1) == []
    (again,) = ledger.take(mailing.pk, one, NOW + timedelta(minutes=1), 1)
    assert (again.attempts, again.due_at) == (1, NOW + timedelta(minutes=1))


def test_result_of_a_lost_lease_counts_only_where_it_was_sent():
    mailing = started([reader("a@example.org")])
    one, two = uuid4(), uuid4()
    (message,) = ledger.take(mailing.pk, one, NOW, 1)
    assert ledger.put_back([one]) == 1
    ledger.take(mailing.pk, two, NOW, 1)
    ledger.record_refused(one, [(message.pk, "late")])
    ledger.give_back(one, [Again(message.pk, NOW, "late", attempt=True)])
    assert states(mailing) == {"a@example.org": "leased"}
    ledger.record_sent([(message.pk, NOW, "250 ok")])
    ledger.record_refused(two, [(message.pk, "too late")])
    assert (states(mailing), mailing.messages.get().answer) == ({"a@example.org": "sent"}, "250 ok")
    assert doubtful(mailing) == 1


# Senders


def registered(at=NOW):
    registration = senders.Registration()
    registration.open(at)
    return registration


def test_living_sender_on_this_machine_is_never_taken_for_dead():
    registration = registered()
    assert senders.ended(NOW + timedelta(days=3)) == []
    registration.close()
    assert Sender.objects.count() == 0


def test_killed_sender_is_seen_at_once_and_what_it_held_goes_back():
    mailing = started([reader(a) for a in addresses(3)])
    registration = registered()
    ledger.take(mailing.pk, registration.id, NOW, 2)
    registration._file.close()
    assert senders.ended(NOW) == [registration.id]
    assert senders.bury([registration.id]) == 2
    assert (progress(mailing), doubtful(mailing)) == (Progress(queued=3), 2)


@pytest.mark.parametrize("silent", [SILENCE + timedelta(seconds=1), -SILENCE - timedelta(seconds=1)])
def test_sender_on_another_machine_is_dead_after_a_silence_on_either_side_of_the_clock(silent):
    there = Sender.objects.create(host="elsewhere", process=7, started_at=NOW, alive_at=NOW)
    assert senders.ended(NOW + SILENCE / 2) == []
    assert senders.ended(NOW + silent) == [there.pk]


def test_lease_of_a_sender_that_nobody_knows_goes_back():
    mailing = started([reader("a@example.org")])
    gone = uuid4()
    ledger.take(mailing.pk, gone, NOW, 1)
    assert senders.ended(NOW) == [gone]


def test_sender_that_was_taken_for_dead_notices_and_begins_anew():
    registration = registered()
    Sender.objects.all().delete()
    assert registration.beat(NOW, senders.Saying()) is False
    registration.close()


def test_sender_killed_while_it_buried_another_leaves_no_row_that_looks_alive(monkeypatch):
    mailing = started([reader("a@example.org")])
    registration = registered()
    ledger.take(mailing.pk, registration.id, NOW, 1)
    registration._file.close()
    monkeypatch.setattr(ledger, "put_back", lambda _senders: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        senders.bury([registration.id])
    monkeypatch.undo()
    assert senders.ended(NOW) == [registration.id]


def test_lock_files_that_nobody_has_are_tidied_away(tmp_path):
    registration = registered()
    (tmp_path / "senders" / "0.lock").touch()
    assert (senders.tidy(), senders.tidy()) == (1, 0)
    registration.close()
    assert list((tmp_path / "senders").iterdir()) == []


# Results


def test_results_are_written_although_the_database_fails_at_first(monkeypatch):
    failures = iter([OperationalError("database is locked"), InterfaceError("connection already closed")])
    done = []

    def write():
        error = next(failures, None)
        if error is not None:
            raise error
        done.append(1)

    monkeypatch.setattr(connection, "close", lambda: None)
    monkeypatch.setattr(waiting, "PAUSES", (0, 0, 0))
    steadily(write)
    assert done == [1]


def test_messages_leased_by_a_transaction_of_which_nothing_was_heard_are_not_lost(clock, monkeypatch):
    """The database keeps the transaction and goes away before it can say so."""
    mailing = started([reader(a) for a in addresses(5)])
    sender = sending.Sender(carrier(), clock)
    real, calls = ledger.take, []

    def take(*arguments):
        calls.append(arguments)
        found = real(*arguments)
        if len(calls) == 1:
            raise Unheard(found)
        return found

    class Unheard(OperationalError):
        pass

    monkeypatch.setattr(connection, "close", lambda: None)
    monkeypatch.setattr(waiting, "PAUSES", (0, 0))
    monkeypatch.setattr(ledger, "take", take)
    monkeypatch.setattr(sending.transaction, "atomic", lambda **_options: contextlib.nullcontext())
    sending.drain(sender)
    assert len(calls) > 1
    mailing.refresh_from_db()
    assert (progress(mailing), mailing.state, doubtful(mailing)) == (Progress(sent=5), MailingState.SENT, 0)


@given(st.integers(0, 100), st.floats(0, 1, exclude_max=True))
def test_waits_grow_and_stay_within_a_fifth(failures, chance):
    for waits in (WAITS, OUTAGE_WAITS):
        plain = waits[min(failures, len(waits) - 1)]
        assert plain * 0.79 < wait(waits, failures, chance) < plain * 1.21


def test_first_attempts_are_due_whatever_the_clock_says(clock, post_office):
    mailing = started([reader("a@example.org")])
    clock.forward(days=-30)
    post_office()
    assert (states(mailing), mailing.messages.get().due_at) == ({"a@example.org": "sent"}, AT_ONCE)


def test_other_bodies_are_not_touched_by_marks_in_names(post_office):
    started([reader("a@example.org", str(Mark.UNSUBSCRIBE))])
    post_office()
    assert mail.outbox[0].body.startswith(f"Dear {Mark.UNSUBSCRIBE}\n")
