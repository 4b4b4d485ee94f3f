"""What an organizer can do with answers now, by the table of the life cycle, the kind, and the places that are left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from heliograph.calls.kinds import kind_of
from heliograph.calls.lifecycle import places
from heliograph.calls.lifecycle.table import leads
from heliograph.calls.models import Call
from heliograph.calls.queries import ResponseQuerySet
from heliograph.calls.states import HOLDING, ResponseState, Verb

S, V = ResponseState, Verb
#: What is done from the desk, in the order in which it is offered; what a button says.
DOING: Mapping[Verb, str | Promise] = {
    V.ACCEPT: pgettext_lazy("decide", "accept"),
    V.CONFIRM: pgettext_lazy("decide", "confirm"),
    V.DECLINE: pgettext_lazy("decide", "decline"),
    V.RETURN: pgettext_lazy("decide", "return for changes"),
    V.MATCH: pgettext_lazy("decide", "match"),
    V.OFFER: pgettext_lazy("decide", "offer a place"),
    V.COMPLETE: pgettext_lazy("decide", "complete"),
    V.WITHDRAW: pgettext_lazy("decide", "withdraw"),
    V.REOPEN: pgettext_lazy("decide", "take up again"),
}
#: What each means, for who has not done it before.
MEANING: Mapping[Verb, str | Promise] = {
    V.ACCEPT: gettext_lazy("They were chosen. They hold a place from now on."),
    V.CONFIRM: gettext_lazy("They take part, and are expected."),
    V.DECLINE: gettext_lazy("They were not chosen. A place that they held goes to who waits."),
    V.RETURN: gettext_lazy("They are to change their answer and send it again, also after closing."),
    V.MATCH: gettext_lazy("A partner was found for them."),
    V.OFFER: gettext_lazy("They get a free place before others who wait, and have to take it up in time."),
    V.COMPLETE: gettext_lazy("All that was expected of them is done. No letter goes out."),
    V.WITHDRAW: gettext_lazy("They have told you otherwise that they do not take part."),
    V.REOPEN: gettext_lazy("Declined, withdrawn or completed answers stand again."),
}
#: Where each leads; taking up again leads to where sending does.
LEADS: Mapping[Verb, ResponseState] = {
    V.ACCEPT: S.ACCEPTED,
    V.CONFIRM: S.CONFIRMED,
    V.DECLINE: S.DECLINED,
    V.RETURN: S.RETURNED,
    V.MATCH: S.MATCHED,
    V.OFFER: S.OFFERED,
    V.COMPLETE: S.COMPLETED,
    V.WITHDRAW: S.WITHDRAWN,
}


@dataclass(frozen=True)
class Hindrance:
    """Why a step is not possible; ``state`` is that of the response, ``sentence`` what was said where it is no code."""

    code: str
    state: str = ""
    sentence: str = ""

    @property
    def words(self) -> str:
        """The reason to the organizer, with what helps."""
        if self.code == "wrong-state" and self.state in S:
            said = _("It is “%(state)s”: this step does not lead on from there.")
            return said % {"state": S(self.state).label}
        return str(_REASONS.get(self.code) or self.sentence)


_REASONS: Mapping[str, str | Promise] = {
    "full": gettext_lazy("All places are taken. Add places, or decline others first."),
    "changed": gettext_lazy("It was changed since you looked at it. Look at it again, then decide."),
    "gone": gettext_lazy("It is not there any more."),
    "error": gettext_lazy("Something went wrong on our side. Try it once more; the log of the server has the reason."),
}


def may_lead(verb: Verb, state: str, call: Call) -> bool:
    """Whether a step can be taken with an answer in a state; places left aside."""
    states = kind_of(call).states
    if not leads(verb, S(state), states):
        return False
    return verb == V.REOPEN or LEADS[verb] in states


def takes_place(verb: Verb, before: str) -> bool:
    """Whether a step needs a place that the answer does not hold already."""
    return verb in LEADS and LEADS[verb] in HOLDING and before not in HOLDING


@dataclass(frozen=True)
class Choice:
    """A step that can be taken with ``count`` of the answers that were picked."""

    verb: Verb
    label: str | Promise
    meaning: str | Promise
    count: int


def choices(call: Call, responses: ResponseQuerySet) -> list[Choice]:
    """What can be done with at least one of some answers. One query."""
    counted = dict(responses.order_by().values_list("state").annotate(n=Count("pk")))
    found = []
    for verb, label in DOING.items():
        count = sum(n for state, n in counted.items() if may_lead(verb, state, call))
        if count:
            found.append(Choice(verb, label, MEANING[verb], count))
    return found


def verbs_of(call: Call) -> list[Verb]:
    """What can be done with answers to a call of its kind at all."""
    return [verb for verb in DOING if any(may_lead(verb, state, call) for state in S)]


class Judge:
    """Says of steps one after another whether they would be possible now; places are counted off as it goes."""

    def __init__(self, call: Call) -> None:
        self.call, self.left = call, places.left(call)

    def hindrance(self, verb: Verb, state: str, seen: int | None, version: int) -> Hindrance | None:
        """Why not; None where it is possible. ``seen`` is the version that was looked at, ``version`` that of now."""
        if seen is not None and seen != version:
            return Hindrance("changed", state)
        if not may_lead(verb, state, self.call):
            return Hindrance("wrong-state", state)
        if self.left is not None and takes_place(verb, state):
            if self.left == 0:
                return Hindrance("full", state)
            self.left -= 1
        return None


def readings(label: Iterable[str]) -> set[str]:
    """How somebody may have written a word: case and spaces aside."""
    return {" ".join(each.casefold().replace("-", " ").split()) for each in label}
