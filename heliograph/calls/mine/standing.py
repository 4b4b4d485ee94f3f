"""An answer's state in words to who gave it: what it means, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from heliograph.calls.models import Response
from heliograph.calls.states import CallStatus, ResponseState

S = ResponseState
Text = str | Promise

_MEANS: dict[ResponseState, Text] = {
    S.DRAFT: _("This has not been sent yet. The organizer does not see it."),
    S.SUBMITTED: _("This was sent. The organizer looks at it and decides; you get a letter then."),
    S.RETURNED: _("The organizer asks you to change something. Change it, and send it again."),
    S.WAITLISTED: _("All places are taken, so this is on the waiting list. Once a place is free, you get a letter."),
    S.OFFERED: _("A place is free, and it is held for you. Take it up in time; after that it goes to the next."),
    S.CONFIRMED: _("This is confirmed."),
    S.RECONFIRMED: _("This is reconfirmed: you are expected."),
    S.ACCEPTED: _("The organizer has accepted this."),
    S.DECLINED: _("This was not accepted. What the organizer wrote stands below."),
    S.MATCHED: _("The organizer has found partners for you, and brings you together."),
    S.WITHDRAWN: _("This was withdrawn. The organizer does not count on it any more."),
    S.COMPLETED: _("This is done. Thank you for taking part."),
}  # fmt: skip
#: How a state is shown: the name of a style of states.
_TONES: dict[ResponseState, str] = {
    S.DRAFT: "soon",
    S.RETURNED: "soon",
    S.OFFERED: "soon",
    S.SUBMITTED: "ahead",
    S.WAITLISTED: "ahead",
    S.DECLINED: "over",
    S.WITHDRAWN: "over",
    S.COMPLETED: "over",
}


@dataclass(frozen=True)
class Standing:
    """``state`` is a word or two, ``means`` sentences, ``tone`` how it looks; ``reason`` why a call was cancelled."""

    state: Text
    means: Text
    tone: str
    reason: str = ""


def standing(response: Response, at: datetime, *, again: bool = False) -> Standing:
    """Where an answer stands at an instant (aware); ``again``: one that was withdrawn can be sent once more."""
    state = S(response.state)
    if response.call.status == CallStatus.CANCELLED and state not in {S.WITHDRAWN, S.DECLINED}:
        label = pgettext_lazy("call", "cancelled")
        return Standing(label, _("This call was cancelled. You need not do anything."), "over", response.call.reason)
    means = _MEANS[state]
    if state == S.WITHDRAWN and again:
        means = _("This was withdrawn. To take part after all, send it again while the call is open.")
    if state == S.OFFERED and response.offered_until is not None and response.offered_until <= at:
        means = _("A place was held for you. The time to take it up is past.")
    return Standing(state.label, means, _TONES.get(state, "open"))
