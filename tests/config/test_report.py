"""What the start shows of a mailing: it waits for one that goes, and for no other."""

from __future__ import annotations

import threading

import pytest

from heliograph.config import report
from heliograph.delivery.models import Mailing
from heliograph.events.observances.models import Observance
from heliograph.sample.bulletins import NUMBER
from tests.bulletin.factories import make_issue
from tests.delivery.conftest import NOW, addresses, reader, started

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _sample_issue():
    make_issue(NUMBER, mailing_key="issue-22")


def test_the_bulletin_of_the_sample_finds_the_days_that_it_announces(monkeypatch):
    there = []
    for step in ("load_network", "stage_archive", "stage_answers"):
        monkeypatch.setattr(report, step, lambda *_given: None)
    monkeypatch.setattr(report, "stage_bulletin", lambda _at: there.append(Observance.objects.exists()))
    report.load_sample()
    assert there == [True]


@pytest.mark.parametrize("state", ["ready", "scheduled", "paused", "sent", "cancelled"])
def test_a_mailing_that_does_not_go_holds_up_no_start(state, monkeypatch, capsys):
    started([reader(a) for a in addresses(3)])
    Mailing.objects.update(state=state)
    monkeypatch.setattr(report, "LONGEST_WATCH_SECONDS", 60.0)
    report.watch_mailing(threading.Event())
    assert capsys.readouterr().err == ""


def test_mailings_of_other_issues_hold_up_no_start(monkeypatch, capsys):
    started([reader(a) for a in addresses(3)])
    Mailing.objects.update(state="sent")
    started([reader(a) for a in addresses(3)], key="issue-23")
    report.watch_mailing(threading.Event())
    assert capsys.readouterr().err == ""


def test_a_mailing_that_goes_is_watched_until_it_is_paused(monkeypatch, capsys):
    mailing = started([reader(a) for a in addresses(4)])
    looks = iter([lambda: mailing.messages.filter(key=addresses(1)[0]).update(state="sent", sent_at=NOW)])

    class Stopping(threading.Event):
        def wait(self, timeout=None):
            next(looks, lambda: Mailing.objects.update(state="paused"))()
            return False

    report.watch_mailing(Stopping())
    assert "1/4" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (0, "4 letters sent by SMTP into the catcher"),
        (4, "4 letters were sent at an earlier start; nothing was sent now"),
        (1, "3 letters sent by SMTP into the catcher, 1 at an earlier start"),
    ],
)
def test_what_was_sent_now_is_told_from_what_was_sent_before(settings, tmp_path, capsys, before, words):
    settings.CATCHER = tmp_path
    mailing = started([reader(a) for a in addresses(4)])
    mailing.messages.update(state="sent", sent_at=NOW)
    assert report.sent_so_far() == 4
    report.say_where("http://127.0.0.1", before)
    assert f"  Mail             {words}\n" in capsys.readouterr().out
