"""What somebody finds who is registered, or has registered others: how each comes, and each one's invitation letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from heliograph.calls.answering import links as answer_links
from heliograph.calls.answering.eligible import ME, OTHER
from heliograph.calls.answering.finding import Visitor, secret_of
from heliograph.calls.deadlines.dates import dates_of, state_at
from heliograph.calls.lifecycle.taking_back import gave_away
from heliograph.calls.mine import links
from heliograph.calls.mine.holders import Holder
from heliograph.calls.models import Call, Response
from heliograph.calls.states import CallState, ResponseState
from heliograph.conference.models import Conference
from heliograph.conference.registering.enclosing import open_call
from heliograph.conference.registering.following_up import awaiting
from heliograph.conference.registering.inviting import HAS_A_PLACE, LIVE
from heliograph.conference.registering.models import InvitationLetter, Stay
from heliograph.conference.registering.taking_part import holders_of, registrations
from heliograph.conference.states import LetterState

#: Registrations of one mailbox that a page shows.
MOST = 200


@dataclass(frozen=True)
class Line:
    """A registration: for whom it is, how it stands, where it is said how he comes, his latest letter.

    ``theirs``: who looks at it has given the place away; the invitation letter is between its new holder and the desk.

    ``email`` is the address with which he was registered by somebody else. ``answer_url`` is empty where nothing is
    asked, or nothing can be changed now; ``answered`` whether it was said how he comes. ``url`` is the page of the
    registration, where it is reconfirmed, withdrawn or passed on.
    """

    registration: Response
    name: str
    email: str
    state: str
    answer_url: str
    answered: bool
    letter: InvitationLetter | None
    url: str
    theirs: bool

    @property
    def waits_for(self) -> str:
        """What has to happen before it is asked how he comes; empty where nothing has to."""
        match self.registration.state:
            case ResponseState.WAITLISTED:
                return _("No place is free yet. A letter tells you when one is.")
            case ResponseState.OFFERED:
                return _("A place is offered. Take it there before it goes to the next:")
            case ResponseState.CONFIRMED | ResponseState.ACCEPTED if self.registration.asked_at is not None:
                return _("Say there first that you still come; how you come is asked then:")
        return ""

    @property
    def may_ask(self) -> bool:
        """Whether an invitation letter can be asked for: there is a place, and none that stands or is asked for."""
        has_one = self.letter is not None and self.letter.state in LIVE
        return self.registration.state in HAS_A_PLACE and not has_one and not self.theirs

    @property
    def is_signed(self) -> bool:
        """Whether there is a letter to be saved."""
        return self.letter is not None and self.letter.state == LetterState.SIGNED


def lines(conference: Conference, holder: Holder, at: datetime, *, by_link: bool) -> Sequence[Line]:
    """The registrations that somebody looks after. A constant number of queries, however many they are."""
    rows = registrations(conference).filter(pk__in=holder.responses().values("pk")).order_by("pk")
    found = list(rows.select_related("call", "person").prefetch_related("entries")[:MOST])
    names = holders_of(found)
    answers = dict(Stay.objects.filter(registration__in=found).values_list("registration", "response__public_id"))
    letters = {each.response_id: each for each in InvitationLetter.objects.filter(response__in=found)}
    call = open_call(conference)
    is_open = call is not None and state_at(call, dates_of(call), at) == CallState.OPEN
    asked = (
        set(awaiting(conference).filter(pk__in=[each.pk for each in found]).values_list("pk", flat=True))
        if is_open
        else set()
    )
    visitor = _visitor(holder, call, by_link=by_link) if call is not None and is_open else None
    made = []
    for each, who in zip(found, names, strict=True):
        answer, url = answers.get(each.pk), ""
        if visitor is not None and call is not None and answer is not None:
            url = visitor.url(call, response=str(answer))
        elif visitor is not None and call is not None and each.pk in asked:
            url = visitor.url(call, **{"for": ME if _is_own(each, holder) else OTHER})
        state = str(ResponseState(each.state).label)
        page = _page_of(each, holder, by_link=by_link)
        theirs = holder.person is not None and gave_away(each, holder.person)
        letter = None if theirs else letters.get(each.pk)
        made.append(Line(each, who.name, each.email, state, url, answer is not None, letter, page, theirs))
    return made


def _page_of(registration: Response, holder: Holder, *, by_link: bool) -> str:
    """The page of a registration: for who is signed in, or by a link for the same mailbox."""
    if by_link:
        return reverse("calls:response_signed", args=[links.token(registration, holder)])
    return reverse("calls:response", args=[registration.public_id])


def _is_own(registration: Response, holder: Holder) -> bool:
    """Whether a registration is for who looks at it himself."""
    if registration.name or registration.email:
        return registration.email.lower() == holder.address
    return holder.person is not None and registration.person_id == holder.person.pk


def _visitor(holder: Holder, call: Call, *, by_link: bool) -> Visitor:
    """Who answers the follow-up call: signed in, or by a link of his own."""
    signed = ""
    if by_link and holder.person is not None:
        signed = answer_links.token(holder.person, call)
    elif by_link:
        signed = answer_links.token_for_address(holder.address, call)
    return Visitor(holder.person, signed, key=secret_of(call))
