"""What the tests of real processes run: its words are commands of ``tests.forked``. A process is a phone's message."""

from __future__ import annotations

import random
import uuid
from datetime import timedelta

import django

django.setup()

from heliograph.conference.attending.checking_in import Gate, Scan, check_in_all  # noqa: E402
from heliograph.conference.attending.models import Badge  # noqa: E402
from heliograph.conference.models import Conference  # noqa: E402
from tests.conference.attending.making import MORNING, gathering  # noqa: E402
from tests.network.factories import person, with_role  # noqa: E402


def prepare(number: int) -> None:
    """A conference with so many badges."""
    gathering(with_role(person("organizer@example.org"), "secretariat"), *(f"n{each}" for each in range(number)))


def phone(name: str, minutes: int) -> None:
    """A phone that was offline sends what it saw of every badge: so many minutes after nine, in an order of its own.

    A phone of the same name sends the same once more.
    """
    of, drawn = Conference.objects.select_related("programme").get(), random.Random(name)
    at = MORNING + timedelta(minutes=minutes)
    scans = [Scan(each.token, at, uuid.UUID(int=drawn.getrandbits(128))) for each in Badge.objects.order_by("response")]
    random.Random(minutes).shuffle(scans)
    check_in_all(of, scans, Gate(), MORNING + timedelta(hours=8))


COMMANDS = {"prepare": prepare, "phone": phone}
