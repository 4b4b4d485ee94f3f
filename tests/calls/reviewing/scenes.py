"""A call that is reviewed, people who review it, and answers to it, for tests of reviews."""

from __future__ import annotations

from typing import Any

from heliograph.calls.models import Call, Response
from heliograph.calls.reviewing import assigning, plans
from heliograph.calls.reviewing.models import Review, Reviewer, ReviewPlan
from heliograph.network.models import Person
from tests.calls.factories import DAY, call, programme, response
from tests.network.factories import NOW, person, school, with_role


def organizer(**fields: Any) -> Person:
    """Somebody who runs the programmes of an organization of his own."""
    return with_role(person(**fields), "organizer", organization=school("National Commission"))


def run_by(who: Person) -> Any:
    """A programme that somebody runs."""
    return programme(organizer=who.roles.get().organization)


def reviewed_call(title: str = "Registration", **fields: Any) -> Call:
    """A call whose answers are reviewed; ``plan`` are fields of its plan."""
    plan = {"wanted": 2, "made_at": NOW, "saved_at": NOW, **fields.pop("plan", {})}
    made = call(title, **{"kind": "application", **fields})
    ReviewPlan.objects.create(call=made, **plan)
    return made


def due(plan: dict[str, Any]) -> dict[str, Any]:
    """The fields of a plan that is due in a week."""
    week = NOW + 7 * DAY
    return {"due_at": week, "due_until": week, "due_zone": "Europe/Paris", "due_precision": "minute", **plan}


def reviewer(of: Call, who: Person | None = None, **fields: Any) -> Reviewer:
    made: Reviewer = Reviewer.objects.create(call=of, person=who or person(), added_at=NOW, **fields)
    return made


def answers(to: Call, count: int) -> list[Response]:
    return [response(to) for _number in range(count)]


def given(one: Response, to: Reviewer, **fields: Any) -> Review:
    """A review that was assigned; done where ``score`` is given."""
    if "score" in fields:
        fields = {"state": "done", "done_at": NOW, **fields}
    made: Review = Review.objects.create(response=one, person=to.person, assigned_at=NOW, **fields)
    return made


def run(of: Call, by: Person) -> assigning.Proposal:
    """What the rule proposes, done."""
    plan = plans.plan_of(of)
    assert plan is not None
    return assigning.assign(of, assigning.propose(plan, NOW).mark, by, NOW)
