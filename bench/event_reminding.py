"""What measuring the reminders of events runs in a process of its own: ``python -m bench.event_reminding 20000 own``.

The last look is that of a sender at all letters, fifty at a time.
"""

from __future__ import annotations

import resource
import sys
import time
from datetime import UTC, datetime, timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (the apps have to be ready first)
from django.db import connection  # noqa: E402
from i18nfield.strings import LazyI18nString  # noqa: E402

from heliograph.calls.models import Call, Programme, QuestionSet, Response  # noqa: E402
from heliograph.calls.states import ResponseState  # noqa: E402
from heliograph.delivery.lastly import Going  # noqa: E402
from heliograph.delivery.models import Body, Mailing, Message  # noqa: E402
from heliograph.events.models import Event, Occurrence  # noqa: E402
from heliograph.events.registering.looking import look  # noqa: E402
from heliograph.events.registering.models import Registration  # noqa: E402
from heliograph.events.registering.reminding import remind  # noqa: E402
from heliograph.network.models import Person  # noqa: E402

AT = datetime(2026, 1, 12, 9, tzinfo=UTC)
START = AT + timedelta(days=7)
ZONES = ("Europe/Paris", "America/Lima", "Asia/Seoul", "Africa/Nairobi", "Asia/Kolkata", "Pacific/Auckland")
LANGUAGES = ("en", "fr", "es", "ar")
LEASED = 50


def prepare(number: int, zones: str) -> None:
    """An event with one time online, and so many registrants of four languages in one zone, or in six."""
    call_command("migrate", verbosity=0)
    title, stamps = LazyI18nString({"en": "Session 4", "fr": "Séance 4"}), {"created_at": AT, "saved_at": AT}
    programme = Programme.objects.create(slug="bench", title=title, state="published", **stamps)
    call = Call.objects.create(
        slug="bench", programme=programme, kind="event", title=title, status="published",
        contact="desk@example.org", **stamps,
    )  # fmt: skip
    asked = QuestionSet.objects.create(call=call, questions=[], made_at=AT, saved_at=AT)
    event = Event.objects.create(
        slug="bench", programme=programme, title=title, status="published", registration=call, published_at=AT, **stamps
    )
    row = Occurrence.objects.create(event=event, start=START, end=START + timedelta(hours=1), changed_at=AT)
    here = ZONES[:1] if zones == "one" else ZONES
    people = Person.objects.bulk_create(
        [
            Person(
                email=f"p{each}@school.example.org", name=f"Person {each}", zone=here[each % len(here)],
                languages=[LANGUAGES[each % 4]],
            )
            for each in range(number)
        ],
        batch_size=2000,
    )  # fmt: skip
    made = Response.objects.bulk_create(
        [
            Response(
                call=call, question_set=asked, person=person, slot=f"p{person.pk}", share=f"{row.public_id}:line",
                state=ResponseState.CONFIRMED, **stamps,
            )
            for person in people
        ],
        batch_size=2000,
    )  # fmt: skip
    Registration.objects.bulk_create(
        [Registration(response=response, occurrence=row, made_at=AT) for response in made], batch_size=2000
    )


def measure(zones: str) -> None:
    began, used = time.monotonic(), time.process_time()
    letters = remind(START - timedelta(days=1))
    total, cpu = time.monotonic() - began, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"| {connection.vendor} | {Registration.objects.count():,} | {zones} | {letters:,} | {Body.objects.count():,} "
        f"| {total:.2f} | {cpu:.2f} | {_last_look():.2f} | {peak:.0f} |",
        flush=True,
    )


def _last_look() -> float:
    """Seconds for the last look at all letters; none of them is stopped."""
    mailing = Mailing.objects.get()
    rows = list(Message.objects.order_by("pk").values_list("pk", "body_id", "address"))
    began = time.monotonic()
    for start in range(0, len(rows), LEASED):
        stopped = look(mailing.pk, [Going(*row) for row in rows[start : start + LEASED]], START - timedelta(days=1))
        if stopped:
            raise AssertionError(f"{len(stopped)} letters were stopped")
    return time.monotonic() - began


if __name__ == "__main__":
    prepare(int(sys.argv[1]), sys.argv[2])
    measure(sys.argv[2])
