"""Who answers a response together: the lead, who has joined, who has not answered yet."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import ngettext

from heliograph.calls.deadlines.dates import Dates, state_at
from heliograph.calls.kinds import kind_of
from heliograph.calls.lifecycle.table import STANDING
from heliograph.calls.models import CoRespondent, Response
from heliograph.calls.states import CallState, DeadlineKind, ResponseState
from heliograph.network.models import Person
from heliograph.network.states import Refused

LIVE = Q(removed_at=None, declined_at=None)
#: Invited, and without an answer.
WAITING = LIVE & Q(accepted_at=None)
#: Accepted, and still there.
JOINED = LIVE & Q(accepted_at__isnull=False)
#: States of a response that is still worked on.
WORKED_ON = frozenset({ResponseState.DRAFT, *STANDING})


def joined(response: Response) -> QuerySet[CoRespondent]:
    """Those who have accepted, in the order in which they were invited."""
    return response.co_respondents.filter(JOINED).select_related("person")


def takes_part(response: Response, person: Person) -> bool:
    """Whether a person leads a response or has joined it."""
    return response.person_id == person.pk or joined(response).filter(person=person).exists()


def waiting(response: Response) -> int:
    """How many of those invited have not answered yet."""
    return response.co_respondents.filter(WAITING).count()


def unfinished(response: Response) -> int:
    """How many have yet to answer before a response can be sent; none where its kind does not ask for all."""
    return waiting(response) if kind_of(response.call).needs_all else 0


def check_all_answered(response: Response) -> None:
    """Raise Refused where a response cannot be sent because somebody who was invited has not answered yet."""
    if count := unfinished(response):
        sentence = ngettext(
            "%(count)s person whom you invited has not answered yet. Wait for the answer, or take the invitation back; "
            "then send this.",
            "%(count)s people whom you invited have not answered yet. Wait for their answers, or take the invitations "
            "back; then send this.",
            count,
        )
        raise Refused("unfinished", sentence % {"count": count})


def is_open(response: Response, dates: Dates, at: datetime) -> bool:
    """Whether somebody may still join: the response is worked on, and its call takes answers from its lead.

    ``dates`` are those of the lead. What was returned for changes is worked on after closing, too.
    """
    state = state_at(response.call, dates, at)
    if response.state not in WORKED_ON or state not in {CallState.OPEN, CallState.CLOSED}:
        return False
    return response.state == ResponseState.RETURNED or not dates.is_over(DeadlineKind.CLOSES, at)
