"""A kind of call that no app of the house knows: planting trees. It has a rule of its own, an outcome, a column."""

from __future__ import annotations

from heliograph.calls.kinds import Card, Column, Defaults, Kind, Outcome, register, unregister
from heliograph.calls.models import Call, Response
from heliograph.calls.states import RespondentKind, ResponseState, Verb

S = ResponseState


class Planting(Kind):
    key = "planting"
    label = "tree planting"
    about = "Schools say how many trees they plant."
    action = "Plant with us"
    settled = S.CONFIRMED
    states = frozenset({S.DRAFT, S.CONFIRMED, S.WAITLISTED, S.OFFERED, S.WITHDRAWN, S.COMPLETED})
    defaults = Defaults(
        respondent=RespondentKind.ORGANIZATION,
        questions=({"key": "trees", "type": "number", "label": {"en": "How many trees?"}, "required": True},),
    )

    def __init__(self) -> None:
        self.planted: list[tuple[int, str]] = []

    def check(self, call, answers, response):
        return {"trees": "A school plants at least two trees."} if _trees(answers) < 2 else {}

    def forbids(self, call, person, at):
        return "Not in winter." if at.month == 2 else ""

    def after(self, response: Response, verb: Verb, at) -> None:
        if verb == Verb.SUBMIT and _trees(response.answers) == 666:
            raise ValueError("the ground is full")
        self.planted.append((response.pk, verb.value))

    def card(self, call: Call) -> Card:
        return Card(self.action, f"{self.trees_of(call)} trees so far")

    def outcome(self, call: Call) -> Outcome:
        return Outcome(f"{self.trees_of(call)} trees were planted.", "/forest/")

    def columns(self, call: Call) -> list[Column]:
        return [Column("trees", "Trees", lambda response: _trees(response.answers))]

    def trees_of(self, call: Call) -> int:
        return sum(_trees(one.answers) for one in call.responses.sent())


def _trees(answers) -> int:
    return int(answers.get("trees") or 0)


def plant() -> Planting:
    kind = Planting()
    register(kind)
    return kind


def fell() -> None:
    unregister(Planting.key)
