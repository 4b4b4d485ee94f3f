"""What the tests of real workers run in processes of their own: ``python -m tests.delivery.program WORD [NUMBER]``."""

from __future__ import annotations

import sys
from datetime import timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from heliograph.delivery.mailings import add_body, fill, open_mailing, start  # noqa: E402
from heliograph.delivery.models import Mailing  # noqa: E402
from heliograph.delivery.sending import tend  # noqa: E402
from heliograph.delivery.turns import resume  # noqa: E402
from tests.delivery.conftest import LETTER, addresses, reader  # noqa: E402


def prepare(count: int) -> None:
    """A database with one started mailing to so many addresses, its task in the queue."""
    for app in ("delivery", "django_tasks_database"):
        call_command("migrate", app, verbosity=0)
    at = timezone.now()
    mailing = open_mailing("issue-22", "bulletin", "Issue 22", at)
    add_body(mailing, "en", "Europe/Paris", LETTER)
    fill(mailing, [reader(address) for address in addresses(count)], at)
    start(mailing, at)


def work(minutes: int) -> None:
    """The scheduler's sweep so many minutes from now, then a worker until the queue is empty."""
    resume(timezone.now() + timedelta(minutes=minutes))
    call_command("db_worker", queue_name="*", interval=0, startup_delay=False, batch=True, verbosity=0)


def turn(number: int) -> None:
    """One turn of the mailing, as a task of that number does it."""
    tend(Mailing.objects.get().pk, number, timezone.now)


if __name__ == "__main__":
    {"prepare": prepare, "work": work, "turn": turn}[sys.argv[1]](int(sys.argv[2]))
