"""One decision of a batch, as the batch keeps it; and what reviewers wrote, where letters about decisions have it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from heliograph.calls.lifecycle.acting import TOLD
from heliograph.calls.models import Call
from heliograph.calls.reviewing.passed_on import comments_for
from heliograph.network.models import Person

#: By response (primary key) what reviewers wrote for who answered.
Comments = Mapping[int, Sequence[str]]


class Step(NamedTuple):
    """A decision on one answer (primary key), of the version that was looked at; ``note`` is for this letter alone.

    ``comments``: the letter has what reviewers wrote for who answered.
    """

    response: int
    verb: str
    version: int
    note: str = ""
    comments: bool = False


def comments_of(call: Call, steps: Iterable[Step], by: Person | None) -> Comments:
    """What reviewers wrote for those who answered, as far as the letters about these decisions of a person have it."""
    told = [step.response for step in steps if step.comments and step.verb in TOLD]
    return comments_for(call, told, by) if told else {}
