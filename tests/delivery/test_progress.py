"""How far mailings are, and steering them, on the command line."""

from __future__ import annotations

import threading
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from heliograph.delivery.management.commands.mail_progress import clock
from heliograph.delivery.models import Mailing, Sender
from tests.delivery.desk.factories import NOW, full_mailing, make_mailing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def standing_clock():
    with time_machine.travel(NOW, tick=False):
        yield


def told(*words):
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def sender(mailing, **given):
    fields = {"host": "mail.example.org", "process": 1, "started_at": NOW, "alive_at": NOW}
    return Sender.objects.create(mailing=mailing, **{**fields, **given})


def sent(mailing, count):
    some = mailing.messages.order_by("pk").values_list("pk", flat=True)[:count]
    mailing.messages.filter(pk__in=list(some)).update(state="sent", sent_at=NOW)


def test_command_says_a_line_for_each_mailing_and_none_for_single_letters():
    finished = full_mailing(4, "sent", created_at=NOW - timedelta(days=1))
    sent(finished, 1)
    for message, state in zip(finished.messages.filter(state="queued"), ["refused", "skipped", "bounced"], strict=True):
        message.state = state
        message.save()
    full_mailing(2, "paused", key="issue-23", title="Issue 23", trouble="held")
    make_mailing("letters/receipt", "sending", stream=True)
    assert told("mail_progress") == (
        "  0 %  sent 0, waiting 2  issue-23  Issue 23 (paused)  ! held\n"
        "100 %  sent 1, waiting 0, came back 1, refused 1, not wanted or blocked 1  issue-22  Issue 22 (sent)\n"
    )


def test_command_says_who_sends_and_how_fast():
    mailing = full_mailing(2, "sending")
    assert told("mail_progress").splitlines()[1] == "No sender is running: letters wait."
    sender(mailing, rate=12.5)
    assert told("mail_progress").splitlines()[1] == "Senders: 1, 12.5 a second."
    Sender.objects.update(trouble="421 too busy", next_try_at=NOW + timedelta(seconds=20))
    assert told("mail_progress").splitlines()[1] == (
        "Senders: 1, 12.5 a second. ! 421 too busy (next try 09:00:20 UTC)"
    )


def test_command_shows_the_mailing_of_a_key():
    full_mailing(1)
    full_mailing(1, key="issue-23", title="Issue 23")
    assert told("mail_progress", "issue-23") == "  0 %  sent 0, waiting 1  issue-23  Issue 23 (waiting for approval)\n"
    with pytest.raises(CommandError) as refused:
        told("mail_progress", "issue-24")
    assert str(refused.value) == "There is no mailing with the key 'issue-24'."


def test_command_says_when_there_is_nothing():
    assert told("mail_progress", "--watch") == "Nothing has been sent yet.\n"


def test_watching_shows_bars_until_all_is_sent(monkeypatch, capsys):
    before = set(threading.enumerate())
    mailing = full_mailing(4, "sending")
    sender(mailing, rate=0.01)
    steps = iter([lambda: sent(mailing, 2), lambda: (sent(mailing, 4), Mailing.objects.update(state="sent"))])
    monkeypatch.setattr("time.sleep", lambda _seconds: next(steps)())
    assert told("mail_progress", "--watch") == "100 %  sent 4, waiting 0  issue-22  Issue 22 (sent)\n"
    drawn = capsys.readouterr().err
    assert ("Issue 22  50 % |" in drawn, "2 of 4, 0.0 a second, 3 min 20 s left" in drawn) == (True, True)
    assert "4 of 4, sent" in drawn
    assert set(threading.enumerate()) <= before


def test_watching_can_be_interrupted(monkeypatch):
    full_mailing(1, "sending")

    def interrupt(_seconds):
        raise KeyboardInterrupt

    monkeypatch.setattr("time.sleep", interrupt)
    errors = StringIO()
    call_command("mail_progress", "--watch", stdout=StringIO(), stderr=errors)
    assert errors.getvalue() == "Stopped watching; the letters go on.\n"


@pytest.mark.parametrize(
    ("seconds", "said"), [(7, "7 s"), (200, "3 min 20 s"), (7260, "2 h 1 min"), (7200, "2 h 0 min"), (60, "1 min 0 s")]
)
def test_time_left_is_said_in_two_units_at_most(seconds, said):
    assert clock(timedelta(seconds=seconds)) == said


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        ("ready", "start", "being sent"),
        ("sending", "pause", "paused"),
        ("paused", "resume", "being sent"),
        ("paused", "cancel", "cancelled"),
    ],
)
def test_mailing_is_steered_from_the_command_line(before, change, after):
    mailing = make_mailing(state=before)
    assert told("steer_mailing", "issue-22", change) == f"Issue 22: {after}\n"
    assert told("steer_mailing", "issue-22", change) == f"Issue 22: {after} (as before)\n"
    assert [(line.verb, line.actor) for line in mailing.log.all()] == [(change, "command line")]


def test_change_that_cannot_be_made_says_why():
    make_mailing(state="sent")
    with pytest.raises(CommandError) as refused:
        told("steer_mailing", "issue-22", "cancel")
    assert str(refused.value) == "All letters of this mailing are sent; they cannot be called back."


def test_unknown_mailing_cannot_be_steered():
    with pytest.raises(CommandError) as refused:
        told("steer_mailing", "issue-99", "pause")
    assert str(refused.value) == "There is no mailing with the key 'issue-99'."
