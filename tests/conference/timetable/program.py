"""What the tests of real processes run: its words are commands of ``tests.forked``."""

from __future__ import annotations

import os
import random
import signal
from datetime import timedelta
from unittest.mock import patch

import django

django.setup()

from heliograph.conference.models import Conference  # noqa: E402
from heliograph.conference.timetable import placing, running, runs, solved  # noqa: E402
from heliograph.conference.timetable.models import SolverRun  # noqa: E402
from heliograph.conference.timetable.problem import Spot  # noqa: E402
from heliograph.network.models import Person  # noqa: E402
from heliograph.network.states import Refused  # noqa: E402
from tests.conference.timetable.factories import session, venue  # noqa: E402
from tests.network.factories import NOW, person, with_role  # noqa: E402

SESSIONS = 4


def prepare() -> None:
    """A conference with as many places as sessions, and who runs it."""
    with_role(person("organizer@example.org"), "secretariat")
    found = venue()
    for number in range(SESSIONS):
        session(found, f"Session {number}")


def _there() -> tuple[Conference, Person]:
    return Conference.objects.get(), Person.objects.get(email="organizer@example.org")


def move(seed: int, times: int) -> None:
    """Move sessions about, again and again, as one of several who do so at once."""
    (found, by), chance = _there(), random.Random(seed)
    keys, rooms, slots = (
        list(rows.values_list("pk", flat=True)) for rows in (found.sessions_held, found.rooms, found.slots)
    )
    for _time in range(times):
        seen = placing.mark_of(placing.shown_timetable(found))
        to = Spot(chance.choice(rooms), chance.choice(slots))
        try:
            placing.move(found, chance.choice(keys), to, seen, by, NOW)
        except Refused as refused:
            if refused.code != "stale":
                raise


def be_killed() -> None:
    """A worker that is killed in the middle of its run."""
    found, by = _there()
    seen = placing.mark_of(placing.shown_timetable(found))
    run = solved.ask(found, seen, 10, by, NOW)
    child = os.fork()
    if child == 0:
        with patch("heliograph.conference.timetable.solving.Search", lambda *_: os.kill(os.getpid(), signal.SIGKILL)):
            running.run(run.pk)
    os.waitpid(child, 0)


def begin_anew() -> None:
    """The same run once more, when the first counts as lost."""
    found, by = _there()
    later = SolverRun.objects.get(state="running").beat_at + runs.LOST_AFTER + timedelta(seconds=1)
    seen = placing.mark_of(placing.shown_timetable(found))
    running.run(solved.ask(found, seen, 10, by, later).pk)


COMMANDS = {"prepare": prepare, "move": move, "be_killed": be_killed, "begin_anew": begin_anew}
