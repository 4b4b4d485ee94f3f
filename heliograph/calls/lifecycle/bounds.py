"""To how many strangers one respondent may have letters sent within a day: whoever he names by an address gets one."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from heliograph.calls.models import Response
from heliograph.calls.states import Actor, Verb
from heliograph.network.models import Person
from heliograph.network.states import Refused

#: So often one place may be passed on within a day.
PASSED_ON_A_DAY = 5
#: For so many others, named by their addresses, one person may send answers within a day: a large delegation.
ANSWERED_FOR_A_DAY = 100
_DAY = timedelta(days=1)


def check_passing_on(response: Response, at: datetime) -> None:
    """Raise Refused where a place was passed on so often that it writes to strangers more than it finds anybody."""
    passed = response.entries.filter(verb=Verb.SUBSTITUTE, actor=Actor.RESPONDENT, at__gt=at - _DAY)
    if passed.count() >= PASSED_ON_A_DAY:
        sentence = _("This place was passed on %(count)s times within a day. Name somebody else tomorrow.")
        raise Refused("often", sentence % {"count": PASSED_ON_A_DAY})


def check_answering_for(by: Person, email: str, at: datetime) -> None:
    """Raise Refused where somebody has answered for many others today. One query where an address is named."""
    if not email:
        return
    others = Response.objects.filter(person=by, email__gt="", submitted_at__gt=at - _DAY)
    if others.count() >= ANSWERED_FOR_A_DAY:
        raise Refused(
            "enough", _("You have answered for many others today. What you write can be kept: send it tomorrow.")
        )
