"""What the tests of real processes run: its words are commands of ``tests.forked``."""

from __future__ import annotations

import django

django.setup()

from heliograph.events.models import Event, Occurrence  # noqa: E402
from heliograph.events.registering.reminding import remind  # noqa: E402
from heliograph.network.models import Person  # noqa: E402
from heliograph.network.states import Refused  # noqa: E402
from tests.events.factories import DAY, SOON, event  # noqa: E402
from tests.events.registering.making import registration, send  # noqa: E402
from tests.network.factories import person  # noqa: E402


def prepare(people: int) -> None:
    """An event with two times of three places each, online, and one place in the room of the second."""
    registration(event(slug="race"), {"lines": 3}, {"start": SOON + DAY, "mode": "hybrid", "rooms": 1, "lines": 3})
    for number in range(people):
        person(f"guest{number}@example.org")


def crowd(first: int, last: int) -> None:
    """Register so many people, by turns for each of the three, and send one of them to another time."""
    call, times = Event.objects.select_related("registration").get(slug="race").registration, list(_times())
    places = [(times[0], "line"), (times[1], "line"), (times[1], "room")]
    for number in range(first, last):
        by = Person.objects.get(email=f"guest{number}@example.org")
        for turn in (number, number + 1) if number % 4 == 0 else (number,):
            try:
                send(call, *(places[turn % 3][0], by, places[turn % 3][1]))
            except Refused as refused:
                if refused.code != "full":
                    raise


def _times() -> list[Occurrence]:
    return list(Occurrence.objects.filter(event__slug="race").order_by("start"))


def remind_all() -> None:
    """Write what is due a day before the first time."""
    remind(SOON - DAY)


COMMANDS = {"prepare": prepare, "crowd": crowd, "remind_all": remind_all}
