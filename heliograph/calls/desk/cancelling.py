"""A call is cancelled, and who has answered it or follows it is told."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from heliograph.calls.desk import letters
from heliograph.calls.desk.doors import held_call, saved
from heliograph.calls.desk.entries import log
from heliograph.calls.models import Call
from heliograph.calls.states import CallStatus
from heliograph.network.models import Person
from heliograph.network.states import Refused


def check(call: Call) -> None:
    """Raise Refused for a call that cannot be cancelled."""
    if call.status == CallStatus.DRAFT:
        raise Refused("draft", _("This call is a draft: nobody knows of it. Delete it instead."))
    if call.status == CallStatus.COMPLETED:
        raise Refused("completed", _("This call is completed. Take that back first."))


@transaction.atomic
def cancel_call(call: Call, reason: str, by: Person, at: datetime) -> Call:
    """Cancel a published call for a reason that everybody may read. A second time nothing happens. Raises Refused."""
    held = held_call(call, by)
    if held.status == CallStatus.CANCELLED:
        return held
    check(held)
    if not reason.strip():
        raise Refused("reason-missing", _("Say in a few words why. Those who have answered read it."))
    held.status, held.reason = CallStatus.CANCELLED, reason.strip()
    saved(held, at)
    log(held, "cancel", by, at, held.reason)
    letters.tell_cancelled(held, by, at)
    return held
