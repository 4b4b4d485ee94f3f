"""What the letter about a registration says besides: that it is asked how one comes; of the invitation letter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from heliograph.calls.deadlines.dates import dates_of, state_at
from heliograph.calls.kinds import Enclosed, LetterView
from heliograph.calls.models import Call, Response
from heliograph.calls.states import CallState, ResponseState, Verb
from heliograph.conference.models import Conference
from heliograph.conference.registering.following_up import awaiting, conference_of
from heliograph.conference.registering.models import InvitationLetter
from heliograph.conference.registering.stay_links import stay_link
from heliograph.conference.states import LetterState

_GONE = frozenset({ResponseState.WITHDRAWN, ResponseState.DECLINED})


def enclosed(response: Response, verb: Verb, view: LetterView) -> Enclosed:
    """For who comes: that the follow-up call waits; for who does not: that his invitation letter stands no more."""
    return Enclosed(list(_paragraphs(response, view)))


def _paragraphs(response: Response, view: LetterView) -> Iterator[str]:
    if response.state in _GONE:
        if InvitationLetter.objects.filter(response=response, state=LetterState.REVOKED, code__isnull=False).exists():
            yield _("The invitation letter for a visa does not stand any more.")
        return
    conference = conference_of(response.call)
    if conference is None or not view.to or not waits(conference, response, view.at):
        return
    words = _("Please also say how you come, what you need, and whether a visa must be asked for:")
    yield f"{words}\n{stay_link(conference, view.to, view.at)}"


def waits(conference: Conference, registration: Response, at: datetime) -> bool:
    """Whether the follow-up call takes an answer about a registration now. Three queries at most."""
    if not awaiting(conference).filter(pk=registration.pk).exists():
        return False
    call = open_call(conference)
    return call is not None and state_at(call, dates_of(call), at) == CallState.OPEN


def open_call(conference: Conference) -> Call | None:
    """The follow-up call with its dates; None where none was begun. Two queries."""
    if conference.follow_up_id is None:
        return None
    found: Call | None = Call.objects.dated().select_related("programme").filter(pk=conference.follow_up_id).first()
    return found
