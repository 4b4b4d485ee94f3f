"""Measures what ``bench.reviews`` prints, for as many responses and reviewers as its arguments say."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from heliograph.calls.models import Call, Response  # noqa: E402
from heliograph.calls.reviewing import assigning, plans  # noqa: E402
from heliograph.calls.reviewing.models import Review, Reviewer, ReviewPlan  # noqa: E402
from heliograph.network.countries import all_countries  # noqa: E402
from heliograph.network.models import Person  # noqa: E402
from tests.calls.factories import call  # noqa: E402
from tests.network.factories import person, with_role  # noqa: E402

SEED, TIMES = 22, 3
LANGUAGES = ("en", "en", "en", "fr", "fr", "es", "ar", "ru")


def prepare(responses: int, reviewers: int) -> tuple[Call, Person]:
    """A call with a plan, its reviewers and answers; and somebody of the secretariat."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    now, dice, codes = timezone.now(), random.Random(SEED), [each.code for each in all_countries()]
    made = call("Many", slug="many", kind="application")
    ReviewPlan.objects.create(call=made, wanted=2, made_at=now, saved_at=now)
    for number in range(reviewers):
        who = person(f"reviewer{number}@example.org")
        languages, country = dice.sample(sorted(set(LANGUAGES)), dice.randint(1, 4)), dice.choice(codes)
        Reviewer.objects.create(call=made, person=who, languages=languages, not_countries=[country], added_at=now)
    by, asked = person("teacher@example.org"), made.question_sets.get()
    rows = [
        Response(
            call=made,
            question_set=asked,
            person=by,
            slot=f":{number}",
            country=dice.choice(codes),
            answers={},
            language=dice.choice(LANGUAGES),
            state="submitted",
            created_at=now,
            saved_at=now,
        )
        for number in range(responses)
    ]
    Response.objects.bulk_create(rows, batch_size=1000)
    return made, with_role(person("desk@secretariat.example.org"), "secretariat")


def _timed(work: Callable[[], assigning.Proposal]) -> tuple[float, float, assigning.Proposal]:
    """Seconds on the clock, seconds of this process's CPU, and what came of it."""
    began, worked = time.perf_counter(), time.process_time()
    found = work()
    return time.perf_counter() - began, time.process_time() - worked, found


def main(responses: int, reviewers: int) -> None:
    made, by = prepare(responses, reviewers)
    plan, now = plans.plan_of(made), timezone.now()
    assert plan is not None
    reverse("calls:reviews")  # a site that serves pages has its addresses
    proposed = min((_timed(lambda: assigning.propose(plan, now)) for _time in range(TIMES)), key=lambda one: one[0])
    proposal = proposed[2]
    done = _timed(lambda: assigning.assign(made, proposal.mark, by, now))
    loads = [proposal.gets[each.pk] for each in proposal.reviewers]
    told = " | ".join(f"{seconds:.2f}" for seconds in (*proposed[:2], *done[:2]))
    print(
        f"| {connection.vendor} | {responses:,} | {reviewers} | {Review.objects.count():,} "
        f"| {max(loads) - min(loads):,} | {told} |",
        flush=True,
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
