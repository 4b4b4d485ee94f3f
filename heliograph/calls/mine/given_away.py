"""Places that somebody has passed on and that are another's by now: of them he sees his own step, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from heliograph.calls.lifecycle.owning import given_away_by
from heliograph.calls.mine.lines import Eyes
from heliograph.calls.mine.trail import Line, own_line
from heliograph.calls.templatetags.calls_text import Picked
from heliograph.network.models import Person
from heliograph.texts.multilingual import pick

#: So many are shown, the newest first.
MOST = 20


@dataclass(frozen=True)
class GivenAway:
    """``title`` is the call's; ``line`` says when and to whom."""

    title: Picked
    line: Line


def given_away(person: Person, eyes: Eyes) -> list[GivenAway]:
    """One query, whatever their number."""
    steps = given_away_by(person).select_related("response__call")[:MOST]
    return [GivenAway(Picked(*pick(each.response.call.title, eyes.languages)), own_line(each)) for each in steps]
