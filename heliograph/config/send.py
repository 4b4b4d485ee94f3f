"""``heliograph send``: one sender of mail."""

from __future__ import annotations

import argparse
import gc
import signal
import threading
import time
from datetime import UTC, datetime
from types import FrameType

import django

#: How long a sender sleeps before it looks for work again: twice as long each time in vain, up to the last. A code to
#: sign in with waits no longer than that.
IDLE_SECONDS = (0.05, 0.1, 0.2, 0.4)
#: How often it asks for letters that are owed.
OWED_SECONDS = 1.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--batch", action="store_true", help="end when no message is due")


def _now() -> datetime:
    return datetime.now(UTC)


def run(options: argparse.Namespace) -> int:
    django.setup()
    from django.conf import settings  # noqa: PLC0415 (the environment is complete only now)

    from heliograph.delivery.owed import write_owed  # noqa: PLC0415 (the app registry must be ready first)
    from heliograph.delivery.sending.carriers import carrier  # noqa: PLC0415 (as above)
    from heliograph.delivery.sending.pacing import Limits  # noqa: PLC0415 (as above)
    from heliograph.delivery.sending.sender import Sender, drain  # noqa: PLC0415 (as above)

    stop = threading.Event()

    def asked(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, asked)
    signal.signal(signal.SIGINT, asked)
    limits = Limits(settings.MAIL_RATE, settings.MAIL_DOMAIN_RATES)
    sender = Sender(carrier(), _now, limits)
    if options.batch:
        while write_owed(_now()):
            pass
        drain(sender, stop.is_set)
        return 0
    # What was loaded by now stays: no collection of garbage need look through it again.
    gc.freeze()
    asked_at, in_vain = 0.0, 0
    try:
        while not stop.is_set():
            if time.monotonic() - asked_at >= OWED_SECONDS and not write_owed(_now()):
                asked_at = time.monotonic()
            if sender.turn():
                in_vain = 0
                continue
            stop.wait(IDLE_SECONDS[min(in_vain, len(IDLE_SECONDS) - 1)])
            in_vain += 1
    finally:
        sender.stop()
    return 0
