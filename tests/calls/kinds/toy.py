"""A kind of call that no app of the house knows: planting trees. It has a rule, options, an outcome, a column."""

from __future__ import annotations

from heliograph.calls.kinds import Card, Column, Defaults, Kind, Outcome, register, unregister
from heliograph.calls.kinds.options import Option, OptionType
from heliograph.calls.models import Call, Response
from heliograph.calls.states import RespondentKind, ResponseState, Verb

S = ResponseState
SEASONS = (("spring", "in spring"), ("autumn", "in autumn"))


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

    options = (
        Option("least", "Trees that a school plants at least", OptionType.NUMBER, 2, least=1, most=50),
        Option("places", "Places in the nursery", OptionType.NUMBER, None, least=10),
        Option(
            "season", "When", OptionType.CHOICE, "spring", choices=(("spring", "in spring"), ("autumn", "in autumn"))
        ),
        Option("watered", "We water them", OptionType.BOOLEAN, False, help="In the first summer."),
        Option("species", "Species", OptionType.TEXT, "oak", most=20, check=lambda call, value: _grows(value)),
    )

    def __init__(self) -> None:
        self.planted: list[tuple[int, str]] = []

    def check(self, call, answers, response):
        least = self.chosen(call)["least"]
        return {"trees": f"A school plants at least {least} trees."} if _trees(answers) < least else {}

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


def _grows(species: str) -> str:
    return "Palms do not grow here." if species == "palm" else ""


def _trees(answers) -> int:
    return int(answers.get("trees") or 0)


def plant() -> Planting:
    kind = Planting()
    register(kind)
    return kind


def fell() -> None:
    unregister(Planting.key)
