"""``heliograph schedule``: the process that does what is due by the clock."""

from __future__ import annotations

import argparse
import signal
import threading
from types import FrameType

import django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="run every job once and end")


def run(options: argparse.Namespace) -> int:
    django.setup()
    from django.utils import timezone  # noqa: PLC0415 (the app registry must be ready first)

    from heliograph.config import scheduler  # noqa: PLC0415 (as above)

    if options.once:
        scheduler.run_due(scheduler.jobs(), timezone.now())
        return 0
    stop = threading.Event()

    def asked(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, asked)
    signal.signal(signal.SIGINT, asked)
    scheduler.run(stop)
    return 0
