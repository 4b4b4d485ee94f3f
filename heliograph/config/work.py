"""``heliograph work``: one background worker, for every queue."""

from __future__ import annotations

import argparse

import django
from django.core.management import call_command

#: How long an idle worker sleeps before it looks for a task again.
IDLE_SECONDS = 0.5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--batch", action="store_true", help="end when no task is waiting")


def run(options: argparse.Namespace) -> int:
    django.setup()
    from django.urls import get_resolver  # noqa: PLC0415 (the app registry must be ready first)

    # Every letter holds addresses of pages: read them all now, not when the first letter is urgent.
    _ = get_resolver().url_patterns
    call_command("db_worker", queue_name="*", interval=IDLE_SECONDS, batch=options.batch, reload=False, verbosity=0)
    return 0
