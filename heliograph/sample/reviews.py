"""The answers to the sample's exchange are reviewed: by three coordinators, each in his language, half way through.

All is done by the functions that the desk and the reviewers use, as the organizer of the exchange would, who has also
worked at the desk (``deskwork.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from heliograph.calls.deadlines.moments import on_day
from heliograph.calls.models import Call
from heliograph.calls.reviewing import assigning, plans, reviewers, scoring
from heliograph.calls.reviewing.models import Review
from heliograph.calls.reviewing.scoring import Said
from heliograph.calls.reviewing.states import Others
from heliograph.network.models import Person
from heliograph.sample.calls import sample_calls
from heliograph.sample.deskwork import work_at_desk
from heliograph.sample.draws import draw, pick
from heliograph.sample.network import sample_network
from heliograph.sample.words import REVIEWED, words_in

#: In each of these languages one reviews, and writes.
LANGUAGES = ("fr", "es", "ar")
#: Each reviewer has done half of what he was given, and so many at most.
DONE = 12
LOWEST, HIGHEST = 1, 5
_DUE_IN = timedelta(days=14)


def load_reviews(number: int, at: datetime) -> int:
    """Let the exchange of an issue be reviewed, unless it is already; returns how many reviews are done."""
    call = sample_calls(number).get("apply")
    if call is None or not call.responses.exists() or plans.plan_of(call) is not None:
        return 0
    by, people = _organizer(call), _reviewers()
    if by is None or not people:
        return 0
    with transaction.atomic():
        plan = plans.save_plan(call, _plan(call, at), 0, by, at)
        for language, email in people.items():
            added = reviewers.add_address(call, email, "", language, by, at)
            reviewers.limit(added, [], [_country(email)], by, at)
        assigning.assign(call, assigning.propose(plan, at).mark, by, at)
        work_at_desk(call, by, at)
        return sum(_review(call, language, email, at) for language, email in people.items())


def _country(email: str) -> str:
    """The country of a coordinator of the sample."""
    return next(one.country for one in sample_network().coordinators if one.email == email)


def _organizer(call: Call) -> Person | None:
    at = call.programme.organizer
    role = at.roles.filter(kind="organizer").select_related("person").first() if at is not None else None
    return role.person if role is not None else None


def _reviewers() -> Mapping[str, str]:
    """By language the address of a coordinator who writes in it and is on record."""
    known = set(Person.objects.filter(email__startswith="coordinator@").values_list("email", flat=True))
    found: dict[str, str] = {}
    for one in sample_network().coordinators:
        if one.languages[0] in LANGUAGES and one.email in known:
            found.setdefault(one.languages[0], one.email)
    return found


def _plan(call: Call, at: datetime) -> plans.PlanFields:
    due = on_day((at + _DUE_IN).date(), call.zone)
    guidance = words_in("reviewed")["guidance"]
    return plans.PlanFields(2, LOWEST, HIGHEST, False, True, Others.AFTER, due, guidance, REVIEWED)


def _review(call: Call, language: str, email: str, at: datetime) -> int:
    by = Person.objects.get(email=email)
    rows = Review.objects.filter(response__call=call, person=by).select_related("response__call").order_by("pk")
    half = list(rows[: min(DONE, (rows.count() + 1) // 2)])
    for review, said in zip(half, _said(language, email), strict=False):
        scoring.save(review, said, review.version, by, at)
    return len(half)


def _said(language: str, email: str) -> Iterator[Said]:
    """What somebody says of one answer after the other."""
    words: Mapping[str, Mapping[str, Sequence[str]]] = words_in("reviewed")
    for number in range(DONE):
        place = f"{email}/{number}"
        score = min(HIGHEST, LOWEST + int((draw(place, "score") + 0.35) * (HIGHEST - LOWEST)))
        comment = pick(words["comments"][language], draw(place, "comment"))
        passed_on = pick(words["to_school"][language], 0) if draw(place, "passed on") < 0.3 else ""
        yield Said(score, comment, passed_on)
