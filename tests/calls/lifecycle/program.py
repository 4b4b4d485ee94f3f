"""What the tests of real processes run: its words are commands of ``tests.forked``."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import django

django.setup()

from heliograph.calls.lifecycle import verbs  # noqa: E402
from heliograph.calls.lifecycle.acting import Act  # noqa: E402
from heliograph.calls.lifecycle.subjects import Subject  # noqa: E402
from heliograph.calls.lifecycle.verbs import Sheet  # noqa: E402
from heliograph.calls.models import Call  # noqa: E402
from heliograph.network.models import Organization, Person  # noqa: E402
from tests.calls.factories import call  # noqa: E402
from tests.network.factories import NOW, person, school, with_role  # noqa: E402

PATIENCE_SECONDS = 10.0


def prepare(people: int) -> None:
    """A call with five places, one that a school answers once, one without a limit; and so many people."""
    call(slug="places", capacity=5, hold=48)
    call(slug="school", respondent="organization")
    call(slug="open")
    at = school()
    for number in range(people):
        with_role(person(f"p{number}@example.org"), "principal", organization=at)


def _answer(slug: str, number: int, at_school: bool = False) -> None:
    to, by = Call.objects.get(slug=slug), Person.objects.get(email=f"p{number}@example.org")
    subject = Subject(by, organization=Organization.objects.get() if at_school else None)
    sheet = Sheet(to.question_sets.get(), {"number": number})
    verbs.submit(to, subject, sheet, Act(NOW, by, token=f"{slug}-{number}"))


def crowd(first: int, last: int) -> None:
    """Answer for the last places, for one school, and each twice, as so many people."""
    for number in range(first, last):
        _answer("places", number)
        _answer("school", number, at_school=True)
        _answer("places", number)


def withdraw(first: int, last: int) -> None:
    """Take back what was answered for the places."""
    for number in range(first, last):
        found = Call.objects.get(slug="places").responses.get(person__email=f"p{number}@example.org")
        if found.state in {"confirmed", "waitlisted", "offered"}:
            verbs.withdraw(found, Act(NOW, found.person))


def be_killed(times: int, acknowledged: str) -> None:
    """Let so many servers begin, one after another, and kill each with -9 in the middle of its work.

    What each has acknowledged stands in a file.
    """
    dice, file = random.Random(5), Path(acknowledged)
    for life in range(times):
        child = os.fork()
        if child == 0:
            _live(life, file)
        _wait_for(file, life * 10 + dice.randrange(1, 9))
        time.sleep(dice.uniform(0, 0.005))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _wait_for(file: Path, number: int) -> None:
    """Until an answer was acknowledged."""
    until = time.monotonic() + PATIENCE_SECONDS
    while str(number) not in file.read_text().split() and time.monotonic() < until:
        time.sleep(0.001)


def _live(life: int, acknowledged: Path) -> None:
    """Take answers until killed."""
    with acknowledged.open("a") as file:
        for number in range(life * 10, life * 10 + 10):
            _answer("open", number)
            file.write(f"{number}\n")
            file.flush()
    time.sleep(10)


COMMANDS = {"prepare": prepare, "crowd": crowd, "withdraw": withdraw, "be_killed": be_killed}
