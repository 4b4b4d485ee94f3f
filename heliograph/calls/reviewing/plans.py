"""The plan of a call's reviews: set, changed, closed, opened again. One transaction each, by who runs the call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from heliograph.calls.deadlines.moments import Moment
from heliograph.calls.desk.doors import held_call
from heliograph.calls.desk.entries import log
from heliograph.calls.models import Call
from heliograph.calls.reviewing.models import Review, ReviewPlan
from heliograph.calls.reviewing.states import ReviewState
from heliograph.frame.translating import Reviewed, write_texts
from heliograph.moments.stored import Stored
from heliograph.moments.wording import When, distance, write
from heliograph.network.models import Person
from heliograph.network.states import Refused


class Stale(Exception):
    """The plan was saved by somebody else after this editor opened it; nothing was written."""


@dataclass(frozen=True)
class PlanFields:
    """A plan as its form says it. ``due`` None: no date; ``guidance`` by language."""

    wanted: int
    lowest: int
    highest: int
    blind: bool
    own_country: bool
    others: str
    due: Moment | None
    guidance: Mapping[str, str]
    reviewed: Reviewed = field(default_factory=Reviewed)


def plan_of(call: Call) -> ReviewPlan | None:
    """The plan of a call; None where its responses are not reviewed. One query."""
    return ReviewPlan.objects.filter(call=call).select_related("call__programme").first()


def held_plan(call: Call) -> ReviewPlan:
    """The row of the plan, locked to the end of the transaction: what changes reviews of a call goes one by one.

    Raises Refused where there is none.
    """
    rows = ReviewPlan.objects.select_for_update(of=("self",)).select_related("call__programme")
    found = rows.filter(call=call).first()
    if found is None:
        raise Refused("no-plan", _("Say first how the answers are reviewed."))
    return found


def open_plan(call: Call) -> ReviewPlan:
    """The same for what can be done only until the reviews are closed. Raises Refused."""
    found = held_plan(call)
    if found.closed_at is not None:
        raise Refused("closed", _("The reviews are closed. The organizer can open them again."))
    return found


@transaction.atomic
def save_plan(call: Call, fields: PlanFields, seen: int, by: Person, at: datetime) -> ReviewPlan:
    """Set the plan of a call, or change it; ``seen`` is the version that the editor saw, 0 for none.

    Raises Stale; Refused where scores that were given would be off the scale, or who answers was shown already.
    """
    held_call(call, by)
    found = ReviewPlan.objects.select_for_update().filter(call=call).first()
    if (found.version if found else 0) != seen:
        raise Stale
    plan = found or ReviewPlan(call=call, made_at=at, version=0)
    if found is not None:
        _check_scale(found, fields)
    for name in ("wanted", "lowest", "highest", "blind", "own_country", "others"):
        setattr(plan, name, getattr(fields, name))
    _put_due(plan, fields.due)
    write_texts(plan, ["guidance"], {"guidance": fields.guidance}, fields.reviewed, call.source_language)
    plan.version, plan.saved_at = plan.version + 1, at
    plan.save()
    log(call, "review-plan", by, at)
    return plan


def _put_due(plan: ReviewPlan, due: Moment | None) -> None:
    plan.due_at, plan.due_until = (due.at, due.until) if due else (None, None)
    plan.due_zone, plan.due_precision = (due.zone, str(due.precision)) if due else ("", "day")


def _check_scale(plan: ReviewPlan, fields: PlanFields) -> None:
    """Raise Refused where a score that was given is not on the new scale, or would mean something else."""
    if (plan.lowest, plan.highest) == (fields.lowest, fields.highest):
        return
    if Review.objects.filter(response__call=plan.call_id, state=ReviewState.DONE).exists():
        raise Refused("scored", _("Scores were given on this scale already, so it cannot be changed any more."))


@transaction.atomic
def close(call: Call, by: Person, at: datetime) -> ReviewPlan:
    """Let no review change any more. Twice is the same as once. Raises Refused."""
    return _set_closed(call, at, "reviews-closed", by, at)


@transaction.atomic
def reopen(call: Call, by: Person, at: datetime) -> ReviewPlan:
    """Let reviews be written and changed again. Twice is the same as once. Raises Refused."""
    return _set_closed(call, None, "reviews-opened", by, at)


def _set_closed(call: Call, closed_at: datetime | None, verb: str, by: Person, at: datetime) -> ReviewPlan:
    held_call(call, by)
    plan = held_plan(call)
    if (plan.closed_at is None) != (closed_at is None):
        plan.closed_at = closed_at
        plan.save(update_fields=["closed_at"])
        log(call, verb, by, at)
    return plan


def due_stored(plan: ReviewPlan) -> Stored | None:
    """The due moment, to be written in words; None where there is none."""
    if plan.due_at is None:
        return None
    return Stored("deadline", plan.due_at, None, plan.due_zone, plan.due_precision)


def due_words(plan: ReviewPlan, zone: str | None, language: str, at: datetime) -> When | None:
    """The due moment for a reader; None where there is none."""
    found = due_stored(plan)
    if found is None or plan.due_until is None:
        return None
    when = write(found, reader_zone=zone, language=language, now=at)
    return replace(when, distance=distance(plan.due_until, at, language, zone or plan.due_zone))


def due_moment(plan: ReviewPlan) -> Moment | None:
    """The due moment as a form shows it."""
    if plan.due_at is None:
        return None
    return Moment(plan.due_at, plan.due_until, plan.due_zone, plan.due_precision)


def fields_of(plan: ReviewPlan) -> dict[str, Any]:
    """The plain fields of a plan by name."""
    return {name: getattr(plan, name) for name in ("wanted", "lowest", "highest", "blind", "own_country", "others")}
