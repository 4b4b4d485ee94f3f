"""A reviewer says what he thinks of a response, or steps aside from it. One transaction each; all raise Refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from heliograph.calls.models import Response
from heliograph.calls.responses.keys import age
from heliograph.calls.reviewing.models import Review, ReviewPlan
from heliograph.calls.reviewing.plans import open_plan
from heliograph.calls.reviewing.rules import reviews_of
from heliograph.calls.reviewing.states import ReviewState
from heliograph.network.models import Person
from heliograph.network.states import Refused

LONGEST = 10_000


@dataclass(frozen=True)
class Said:
    """A review as its form says it."""

    score: int
    comment: str = ""
    for_respondent: str = ""


class Newer(Refused):
    """The review was saved elsewhere after this page was opened; nothing was written."""


def _held(review: Review, by: Person) -> tuple[Review, ReviewPlan]:
    """The row and its plan, both locked. Raises Refused where it is not, or no more, the person's to write."""
    plan = open_plan(review.response.call)
    found = reviews_of(by).select_for_update(of=("self",)).filter(pk=review.pk).first()
    if found is None:
        raise Refused("gone", _("This review is not yours to write any more: it was taken back, or the answer was."))
    return found, plan


@transaction.atomic
def save(review: Review, said: Said, seen: int, by: Person, at: datetime) -> Review:
    """Keep a review that is done, or change it. The same said twice changes nothing. Raises Refused, Newer."""
    held, plan = _held(review, by)
    if held.state == ReviewState.DONE and _says(held) == said:
        return held
    if held.version != seen:
        raise Newer("newer", _("You have saved this review elsewhere in the meantime. Compare, then save once more."))
    if held.state == ReviewState.ASIDE:
        raise Refused("aside", _("You have stepped aside from this answer."))
    if not plan.lowest <= said.score <= plan.highest:
        raise Refused("off-scale", _("Choose one of the scores."))
    held.score, held.comment, held.for_respondent = said.score, said.comment[:LONGEST], said.for_respondent[:LONGEST]
    held.state, held.done_at, held.version = ReviewState.DONE, at, held.version + 1
    held.save()
    _has_changed(held)
    return held


def _has_changed(review: Review) -> None:
    """Let the table of responses find it by its new scores."""
    age(Response.objects.filter(pk=review.response_id))


def _says(review: Review) -> Said:
    return Said(review.score or 0, review.comment, review.for_respondent)


@transaction.atomic
def step_aside(review: Review, reason: str, by: Person) -> Review:
    """Leave a response to others, for a reason that the organizers read; what was said of it goes. Twice is as once."""
    held, _plan = _held(review, by)
    if held.state == ReviewState.ASIDE:
        return held
    if not reason.strip():
        raise Refused("reason-missing", _("Say in a few words why, so that the organizer can give it to others."))
    held.state, held.reason, held.version = ReviewState.ASIDE, reason.strip()[:500], held.version + 1
    held.score, held.comment, held.for_respondent, held.done_at = None, "", "", None
    held.save()
    _has_changed(held)
    return held


@transaction.atomic
def take_up_again(review: Review, by: Person) -> Review:
    """Review a response after all. Twice is the same as once."""
    held, _plan = _held(review, by)
    if held.state == ReviewState.ASIDE:
        held.state, held.reason, held.version = ReviewState.ASSIGNED, "", held.version + 1
        held.save()
    return held
