"""What the tests of real senders run in processes of their own: its words are commands of ``tests.forked``."""

from __future__ import annotations

import os
import random
import signal
import time

import django

django.setup()

from django.utils import timezone  # noqa: E402

from heliograph.delivery.mailings import add_body, fill, open_mailing  # noqa: E402
from heliograph.delivery.sending.carriers import carrier  # noqa: E402
from heliograph.delivery.sending.sender import Sender, drain  # noqa: E402
from heliograph.delivery.steering import start  # noqa: E402
from tests.delivery.conftest import LETTER, addresses, reader  # noqa: E402

LONGEST_LIFE_SECONDS = 0.06


def prepare(count: int) -> None:
    """One started mailing to so many addresses."""
    at = timezone.now()
    mailing = open_mailing("issue-22", "bulletin", "Issue 22", at)
    add_body(mailing, "en", "Europe/Paris", LETTER, at)
    fill(mailing, [reader(address) for address in addresses(count)])
    start(mailing.pk, at, "")


def send() -> None:
    """Send what is due, as a sender does."""
    drain(Sender(carrier(), timezone.now))


def be_killed(times: int) -> None:
    """Let so many senders begin, one after another, and kill each with -9 after a short and random life.

    The life of every other one is counted from when it has messages in its hands, which a busy machine may delay.
    """
    dice = random.Random(22)
    for number in range(times):
        told, tell = os.pipe()
        child = os.fork()
        if child == 0:
            _live(tell)
        os.close(tell)
        if number % 2:
            os.read(told, 1)
        time.sleep(dice.uniform(0, LONGEST_LIFE_SECONDS))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(told)


def _live(tell: int) -> None:
    """Send until killed; tells when it has taken its first messages."""
    sender = Sender(carrier(), timezone.now)
    while not sender.turn():
        pass
    os.write(tell, b".")
    while True:
        sender.turn()


COMMANDS = {"prepare": prepare, "send": send, "be_killed": be_killed}
