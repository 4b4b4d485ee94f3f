"""What the measuring of reminders runs in processes of its own.

``python -m bench.reminding prepare SCHOOLS``, and ``… measure one|own CALLS``.
"""

from __future__ import annotations

import resource
import sys
import time
from datetime import UTC, date, datetime, timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (the apps have to be ready first)
from django.db import connection  # noqa: E402
from django.db.models import F  # noqa: E402
from i18nfield.strings import LazyI18nString  # noqa: E402

from bench import crowd  # noqa: E402
from heliograph.calls.deadlines.moments import on_day  # noqa: E402
from heliograph.calls.models import Call, Deadline, Programme, QuestionSet, Response  # noqa: E402
from heliograph.calls.reminders.models import NotThisOne, Reminded, ReminderRule  # noqa: E402
from heliograph.calls.reminders.mornings import morning_of  # noqa: E402
from heliograph.calls.reminders.sending import remind  # noqa: E402
from heliograph.calls.states import RespondentKind, ResponseState  # noqa: E402
from heliograph.delivery.models import Body, Message  # noqa: E402
from heliograph.network.models import Audience, Person, Role  # noqa: E402

ZONE, DAY = "Europe/Paris", date(2026, 2, 9)
ROLES = {"clause": "role", "values": ["focal-point", "principal", "teacher"]}
#: Title, for whom one answers, days before closing on that day.
CALLS = (("Conference", "person", 3), ("Posters", "person", 1), ("Exchange", "organization", 14))


def prepare(schools: int) -> None:
    """Three calls that close at different times and remind on the same day; a part has answered, begun, declined."""
    call_command("migrate", verbosity=0)
    crowd.make(schools)
    at = crowd.AT
    addressed = Audience.objects.create(name="All", rule=ROLES, made_at=at, changed_at=at)
    programme = Programme.objects.create(
        slug="bench", title=LazyI18nString({"en": "Bench"}), state="published", created_at=at, saved_at=at
    )
    for number, (title, respondent, days) in enumerate(CALLS):
        call = Call.objects.create(
            slug=f"bench-{number}", programme=programme, kind="registration", respondent=respondent,
            title=LazyI18nString({"en": title, "fr": title}), audience=addressed, status="published",
            contact="desk@example.org", created_at=at, saved_at=at, published_at=at - timedelta(days=20),
        )  # fmt: skip
        moment = on_day(DAY + timedelta(days=days), ZONE)
        Deadline.objects.create(call=call, kind="closes", made_at=at, **moment.fields)
        ReminderRule.objects.create(call=call, days=days)
        _answers(call, number)
    crowd.settle()


def _answers(call: Call, number: int) -> None:
    """A tenth has answered, a twentieth begun, a hundredth declined."""
    asked = QuestionSet.objects.create(call=call, questions=[], made_at=crowd.AT, saved_at=crowd.AT)
    roles = Role.objects.filter(organization__isnull=False).annotate(place=F("person_id") % 100)
    rows = roles.filter(place__lt=15).values_list("person", "organization", "place")
    made, taken = [], set()
    for person, organization, place in rows.iterator(chunk_size=2000):
        state = ResponseState.SUBMITTED if place + number % 3 < 10 else ResponseState.DRAFT
        of_school = call.respondent == RespondentKind.ORGANIZATION
        if of_school and organization in taken:
            continue
        taken.add(organization)
        made.append(
            Response(
                call=call,
                question_set=asked,
                person_id=person,
                state=state,
                created_at=crowd.AT,
                saved_at=crowd.AT,
                organization_id=organization if of_school else None,
                slot="" if of_school else f"p{person}",
            )
        )
    Response.objects.bulk_create(made, batch_size=2000)
    spared = Person.objects.annotate(place=F("pk") % 100).filter(place=50).values_list("pk", flat=True)
    NotThisOne.objects.bulk_create([NotThisOne(call=call, person_id=pk, at=crowd.AT) for pk in spared], batch_size=2000)


def measure(zones: str, calls: int) -> None:
    """Everybody in one zone: one morning. Each in his own: a day and a night of it, hour by hour."""
    ReminderRule.objects.filter(call__slug__gte=f"bench-{calls}").update(on=False)
    if zones == "one":
        Person.objects.update(zone=ZONE)
        moments = [morning_of(DAY, ZONE)]
    else:
        begin = datetime(2026, 2, 8, 18, 0, tzinfo=UTC)
        moments = [begin + timedelta(hours=number) for number in range(40)]
    slowest = 0.0
    began, used = time.monotonic(), time.process_time()
    for at in moments:
        start = time.monotonic()
        remind(at)
        slowest = max(slowest, time.monotonic() - start)
    total, cpu = time.monotonic() - began, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"| {connection.vendor} | {Person.objects.count():,} | {zones} | {calls} | {Reminded.objects.count():,} "
        f"| {Message.objects.count():,} | {Body.objects.count():,} | {total:.1f} | {cpu:.1f} "
        f"| {slowest:.1f} | {peak:.0f} |",
        flush=True,
    )


if __name__ == "__main__":
    word, *given = sys.argv[1:]
    prepare(int(given[0])) if word == "prepare" else measure(given[0], int(given[1]))
