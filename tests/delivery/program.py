"""What the tests of real senders run in processes of their own: ``python -m tests.delivery.program WORD …``."""

from __future__ import annotations

import os
import random
import signal
import sys
import time

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from heliograph.delivery.mailings import add_body, fill, open_mailing  # noqa: E402
from heliograph.delivery.sending.carriers import carrier  # noqa: E402
from heliograph.delivery.sending.sender import Sender, drain  # noqa: E402
from heliograph.delivery.steering import start  # noqa: E402
from tests.delivery.conftest import LETTER, addresses, reader  # noqa: E402

LONGEST_LIFE_SECONDS = 0.06


def prepare(count: str) -> None:
    """A database with one started mailing to so many addresses."""
    for app in ("delivery", "calls"):
        call_command("migrate", app, verbosity=0)
    at = timezone.now()
    mailing = open_mailing("issue-22", "bulletin", "Issue 22", at)
    add_body(mailing, "en", "Europe/Paris", LETTER, at)
    fill(mailing, [reader(address) for address in addresses(int(count))])
    start(mailing.pk, at, "")


def send() -> None:
    """Send what is due, as a sender does."""
    drain(Sender(carrier(), timezone.now))


def be_killed(times: str) -> None:
    """Let so many senders begin, one after another, and kill each with -9 after a short and random life."""
    dice = random.Random(22)
    for _ in range(int(times)):
        child = os.fork()
        if child == 0:
            _live()
        time.sleep(dice.uniform(0, LONGEST_LIFE_SECONDS))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _live() -> None:
    """Send until killed."""
    sender = Sender(carrier(), timezone.now)
    while True:
        sender.turn()


if __name__ == "__main__":
    {"prepare": prepare, "send": send, "be_killed": be_killed}[sys.argv[1]](*sys.argv[2:])
