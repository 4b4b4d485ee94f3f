"""What the test of several processes runs: ``python -m tests.calls.files.program WORD …``."""

from __future__ import annotations

import sys
from datetime import timedelta

import django

django.setup()

from heliograph.calls.files.keeping import attach_all, detach, files_of  # noqa: E402
from heliograph.calls.files.sweeping import sweep  # noqa: E402
from heliograph.calls.models import Response  # noqa: E402
from tests.calls.factories import call, response  # noqa: E402
from tests.calls.files.making import checked  # noqa: E402
from tests.network.factories import NOW, person  # noqa: E402

TEXTS = (b"one", b"two", b"three")


def prepare(answers: str) -> None:
    """So many answers to a call."""
    to = call()
    for _number in range(int(answers)):
        response(to, person())


def keep(first: str, last: str) -> None:
    """Send the same three files with each answer in turn, take them back, and send them again."""
    for answer in Response.objects.order_by("pk")[int(first) : int(last)]:
        for _time in range(3):
            for file in files_of(answer):
                detach(file)
            attach_all(answer, [("file", checked("a.txt", text)) for text in TEXTS], answer.person, NOW)


def clear(times: str) -> None:
    """Sweep again and again, two days later."""
    for _time in range(int(times)):
        sweep(NOW + timedelta(days=2))


if __name__ == "__main__":
    {"prepare": prepare, "keep": keep, "clear": clear}[sys.argv[1]](*sys.argv[2:])
