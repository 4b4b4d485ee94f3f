"""What the test of several processes runs: its words are commands of ``tests.forked``."""

from __future__ import annotations

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


def prepare(answers: int) -> None:
    """So many answers to a call."""
    to = call()
    for _number in range(answers):
        response(to, person())


def keep(first: int, last: int) -> None:
    """Send the same three files with each answer in turn, take them back, and send them again."""
    for answer in Response.objects.order_by("pk")[first:last]:
        for _time in range(3):
            for file in files_of(answer):
                detach(file)
            attach_all(answer, [("file", checked("a.txt", text)) for text in TEXTS], answer.person, NOW)


def clear(times: int) -> None:
    """Sweep again and again, two days later."""
    for _time in range(times):
        sweep(NOW + timedelta(days=2))


COMMANDS = {"prepare": prepare, "keep": keep, "clear": clear}
