"""The way of a school into the network: from which state a step leads to which, and who takes it.

``docs/network.md`` has the same as a table, and a test compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from heliograph.network.models import Application
from heliograph.network.remits import Remit
from heliograph.network.states import ApplicationState as State


class Taker(StrEnum):
    """Who takes a step. The office is who manages the country: coordinator, deputy, regional office, secretariat."""

    SCHOOL = "school"
    OFFICE = "office"
    SECRETARIAT = "secretariat"


@dataclass(frozen=True)
class Step:
    """``takers`` has, for each state from which the step may be taken, who takes it.

    ``about`` says what follows from it, ``note`` asks for the word that goes with it: on the desk alone.
    """

    verb: str
    label: str | Promise
    takers: Mapping[State, Taker]
    to: State
    about: str | Promise = ""
    note: str | Promise = ""
    asks_note: bool = False


_STEPS = (
    Step("confirm", _("Confirm the address and apply"), {State.UNCONFIRMED: Taker.SCHOOL}, State.APPLIED),
    Step("resubmit", _("Send it again"), {State.RETURNED: Taker.SCHOOL}, State.APPLIED),
    Step(
        "withdraw",
        _("Withdraw the application"),
        {State.APPLIED: Taker.SCHOOL, State.RETURNED: Taker.SCHOOL, State.RECOMMENDED: Taker.SCHOOL},
        State.WITHDRAWN,
    ),
    Step(
        "recommend",
        pgettext_lazy("application", "Recommend"),
        {State.APPLIED: Taker.OFFICE},
        State.RECOMMENDED,
        _("The school becomes a candidate and is asked to proofread its name; the secretariat is told."),
        _("A word to the secretariat (optional)"),
    ),
    Step(
        "admit",
        pgettext_lazy("application", "Admit"),
        {State.RECOMMENDED: Taker.SECRETARIAT},
        State.ADMITTED,
        _("The school is a member, whoever applied can sign in for it, and the certificate goes to it by letter."),
    ),
    Step(
        "return",
        _("Return it to the school"),
        {State.APPLIED: Taker.OFFICE},
        State.RETURNED,
        _("The school gets your word by letter, corrects the application and sends it again."),
        _("What is to be corrected?"),
        asks_note=True,
    ),
    Step(
        "send-back",
        _("Send it back to the coordinator"),
        {State.RECOMMENDED: Taker.SECRETARIAT},
        State.APPLIED,
        _("The coordinator gets your word by letter and looks at it once more. The school is not written to."),
        _("What is to be looked at?"),
        asks_note=True,
    ),
    Step(
        "decline",
        pgettext_lazy("application", "Decline"),
        {State.APPLIED: Taker.OFFICE, State.RETURNED: Taker.OFFICE, State.RECOMMENDED: Taker.SECRETARIAT},
        State.DECLINED,
        _("The school gets your reason by letter. It can be looked at again afterwards."),
        _("Why? The school reads this."),
        asks_note=True,
    ),
    Step(
        "reopen",
        _("Look at it again after all"),
        {State.DECLINED: Taker.OFFICE},
        State.APPLIED,
        _("The school gets your word by letter; the application waits for the coordinator again."),
        _("A word to the school"),
        asks_note=True,
    ),
)
STEPS: Mapping[str, Step] = {step.verb: step for step in _STEPS}
#: The states in which something is still to be decided.
OPEN = (State.APPLIED, State.RETURNED, State.RECOMMENDED)
DESK = frozenset({Taker.OFFICE, Taker.SECRETARIAT})


def taker_fits(remit: Remit, country: str, taker: Taker) -> bool:
    """Whether somebody with this remit is the taker, for an application from this country."""
    if taker == Taker.SECRETARIAT:
        return remit.everything
    return taker == Taker.OFFICE and remit.manages_country(country)


def steps_for(remit: Remit, application: Application, country: str) -> list[Step]:
    """The steps that somebody on the desk may take now, in the order in which they are offered."""
    offered = ((step, step.takers.get(State(application.state))) for step in _STEPS)
    return [step for step, taker in offered if taker in DESK and taker_fits(remit, country, taker)]


def name_is_approved(application: Application) -> bool:
    """Whether the school has proofread its name as it stands now."""
    school = application.organization
    return application.name_approved_at is not None and school is not None and application.approved_name == school.name
