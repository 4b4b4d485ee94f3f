"""What the tests of real processes run: its words are commands of ``tests.forked``."""

from __future__ import annotations

import os
import signal
import time

import django

django.setup()

from heliograph.calls.deciding import batches, running  # noqa: E402
from heliograph.calls.deciding.batches import Wish, steps_for  # noqa: E402
from heliograph.calls.deciding.models import DecisionBatch  # noqa: E402
from heliograph.calls.models import Call, Response  # noqa: E402
from heliograph.calls.states import Verb  # noqa: E402
from heliograph.network.models import Person  # noqa: E402
from tests.calls.factories import call, response  # noqa: E402
from tests.network.factories import NOW, person, with_role  # noqa: E402

PATIENCE_SECONDS = 20.0


def prepare(answers: int) -> None:
    """A call of twenty places, one without a limit, and so many answers to each."""
    with_role(person("organizer@example.org"), "secretariat")
    places = call(slug="places", kind="application", capacity=20, waiting=False)
    every = call(slug="every", kind="application")
    for number in range(answers):
        who = person(f"p{number}@example.org")
        response(places, who)
        response(every, who)


def _batch(slug: str, verb: str, token: str) -> DecisionBatch:
    found, by = Call.objects.get(slug=slug), Person.objects.get(email="organizer@example.org")
    steps = steps_for(Response.objects.filter(call=found), Verb(verb))
    batch = batches.make(found, Wish(steps, verb), token, by, NOW)
    batches.confirm(batch, by, NOW)
    return batch


def decide(slug: str, verb: str, token: str) -> None:
    """Decide all answers to a call."""
    running.run(_batch(slug, verb, token).pk, NOW)


def be_killed(times: int) -> None:
    """Let so many workers begin the same batch, one after another, and kill each with -9 in the middle of a chunk."""
    batch = _batch("every", "accept", "killed")
    for life in range(times):
        # A connection that both have would be closed for one by the other.
        django.db.connections.close_all()
        child = os.fork()
        if child == 0:
            running.run(batch.pk, NOW)
            time.sleep(PATIENCE_SECONDS)
            os._exit(1)
        _wait_for(batch, (life + 1) * running.CHUNK)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _wait_for(batch: DecisionBatch, done: int) -> None:
    """Until so many decisions were made."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        batch.refresh_from_db(fields=["done"])
        if batch.done >= done:
            return
        time.sleep(0.002)


def go_on() -> None:
    """What the clock does with it later."""
    running.resume_lost(NOW + 2 * running.LOST_AFTER)


COMMANDS = {"prepare": prepare, "decide": decide, "be_killed": be_killed, "go_on": go_on}
