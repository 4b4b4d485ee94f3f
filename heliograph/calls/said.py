"""What a letter about a step says first, by whom it is to: who answers for himself, for another, or is answered for."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heliograph.calls.kinds.plain import QUEUED
from heliograph.calls.mine.possible import Possible
from heliograph.calls.mine.steps import Step
from heliograph.calls.models import Response, ResponseEntry
from heliograph.calls.states import RespondentKind, ResponseState, Verb
from heliograph.network.models import Person

S, V = ResponseState, Verb
#: Subject and first sentences, with places for ``title``, ``subject``, ``until``, ``lead``, ``giver``,
#: ``name`` and ``had``.
Said = tuple[Promise, Promise]


class Role(Enum):
    """What a reader has to do with an answer.

    OWN: it is given by him and for him. ANOTHERS: he answers, alone or with others, for a school, a country or
    somebody else. FOR_HIM: somebody else has answered for him. GIVEN_AWAY: it was for him until this step.
    """

    OWN = auto()
    ANOTHERS = auto()
    FOR_HIM = auto()
    GIVEN_AWAY = auto()


def role_of(person: Person, response: Response) -> Role:
    """The role of one who gives an answer, or gives it with others."""
    own_address = response.email == person.email.lower()
    if person != response.person:
        return Role.FOR_HIM if own_address else Role.ANOTHERS
    if response.organization_id or response.organization_name or response.call.respondent == RespondentKind.COUNTRY:
        return Role.ANOTHERS
    return Role.OWN if own_address or not (response.name or response.email) else Role.ANOTHERS


def said(entry: ResponseEntry, role: Role) -> Said:
    """Subject and first sentences of the letter about an entry."""
    if role == Role.GIVEN_AWAY and entry.data.get("again"):
        return _NOT_HELD
    waits = entry.verb in {V.SUBMIT, V.REOPEN} and entry.after == S.WAITLISTED
    placed = entry.verb == V.CHANGE and entry.before in QUEUED and entry.after not in QUEUED
    key = _WAITS if waits else V.TAKE_UP if placed else entry.verb
    own = _OWN[key]
    return _BY_ROLE[role].get(key, own)


def means(entry: ResponseEntry, role: Role) -> Promise | str:
    """What it means for somebody that another has answered for him; empty where the first sentences say it."""
    return _MEANS.get(entry.after, "") if role == Role.FOR_HIM and entry.verb == V.SUBMIT else ""


def link_line(response: Response, can: Possible, role: Role) -> Promise:
    """The line before the link to an answer: what its reader can do there."""
    change = can.change and role != Role.FOR_HIM
    if Step.TAKE_BACK in can:
        return _("Look at it, take the place back, or withdraw it:")
    if Step.TAKE_UP in can:
        return _("Take it up, or let it go:") if Step.WITHDRAW in can else _("Take it up:")
    if change and response.state == S.RETURNED:
        return _("Change it and send it again:")
    if change and response.state == S.WITHDRAWN:
        return _("Look at it, or answer again while the call is open:")
    return _LINES[change, Step.RECONFIRM in can, Step.WITHDRAW in can]


#: By whether one can change it, reconfirm, withdraw it.
_LINES: Mapping[tuple[bool, bool, bool], Promise] = {
    (True, True, True): _("Look at your answer, reconfirm, change or withdraw it:"),
    (True, False, True): _("Look at your answer, change or withdraw it:"),
    (True, True, False): _("Look at your answer, reconfirm or change it:"),
    (True, False, False): _("Look at your answer, or change it:"),
    (False, True, True): _("Look at it, reconfirm or withdraw it:"),
    (False, False, True): _("Look at it, or withdraw it:"),
    (False, True, False): _("Look at it, or reconfirm:"),
    (False, False, False): _("Look at it:"),
}

_WAITS = "waits"
_MEANS: Mapping[str, Promise] = {
    S.SUBMITTED: _("The organizer looks at it and decides; you get a letter then."),
    S.CONFIRMED: _("It is confirmed: you are expected."),
}

_OWN: Mapping[str, Said] = {
    _WAITS: (
        _("You are on the waiting list: %(title)s"),
        _(
            "We have your answer to “%(title)s” for %(subject)s. All places are taken: you are on the "
            "waiting list. As soon as a place is free, we write to you and hold it for you for a time."
        ),
    ),
    V.SUBMIT: (_("Received: %(title)s"), _("We have your answer to “%(title)s” for %(subject)s.")),
    V.CHANGE: (_("Changed: %(title)s"), _("Your answer to “%(title)s” for %(subject)s was changed.")),
    V.WITHDRAW: (
        _("Withdrawn: %(title)s"),
        _("Your answer to “%(title)s” for %(subject)s was withdrawn. Nothing more is expected of you."),
    ),
    V.RECONFIRM: (
        _("Reconfirmed: %(title)s"),
        _("Thank you: you have reconfirmed for “%(title)s”, for %(subject)s."),
    ),
    V.SUBSTITUTE: (
        _("Somebody else comes: %(title)s"),
        _("The place for “%(title)s” was passed on. Now it is for %(name)s."),
    ),
    V.TAKE_BACK: (
        _("Taken back: %(title)s"),
        _("The place for “%(title)s” was taken back from %(had)s. It is for %(subject)s again."),
    ),
    V.OFFER: (
        _("A place is free for you, take it by %(until)s: %(title)s"),
        _("A place for “%(title)s” has become free, for %(subject)s. It is held for you until %(until)s."),
    ),
    V.TAKE_UP: (
        _("You have a place: %(title)s"),
        _("You have taken up the place for “%(title)s”, for %(subject)s."),
    ),
    V.LAPSE: (
        _("The place is no longer held: %(title)s"),
        _("The place for “%(title)s” that was held for %(subject)s was not taken up in time and is no longer held."),
    ),
    V.CONFIRM: (_("Confirmed: %(title)s"), _("Your answer to “%(title)s” for %(subject)s is confirmed.")),
    V.ACCEPT: (_("Accepted: %(title)s"), _("Your answer to “%(title)s” for %(subject)s was accepted.")),
    V.DECLINE: (
        _("Not accepted: %(title)s"),
        _("Your answer to “%(title)s” for %(subject)s could not be accepted. Thank you for your work."),
    ),
    V.RETURN: (
        _("Please mend your answer: %(title)s"),
        _("Your answer to “%(title)s” for %(subject)s was returned to you. Change it and send it again."),
    ),
    V.MATCH: (_("A partner was found: %(title)s"), _("For “%(title)s” a partner was found for %(subject)s.")),
    V.REOPEN: (_("Taken up again: %(title)s"), _("Your answer to “%(title)s” for %(subject)s stands again.")),
    V.HAND_OVER: (
        _("Handed over: %(title)s"),
        _("The answer to “%(title)s” for %(subject)s is now led by %(lead)s."),
    ),
    V.EXTEND: (_("You have more time: %(title)s"), _("For your answer to “%(title)s” you were given more time.")),
}

_ANOTHERS: Mapping[str, Said] = {
    _WAITS: (
        _("%(subject)s is on the waiting list: %(title)s"),
        _(
            "We have your answer to “%(title)s” for %(subject)s. All places are taken, so it is on the waiting list. "
            "As soon as a place is free, we write to you and hold it for a time."
        ),
    ),
    V.OFFER: (
        _("A place is free for %(subject)s, take it by %(until)s: %(title)s"),
        _("A place for “%(title)s” has become free, for %(subject)s. It is held until %(until)s."),
    ),
    V.TAKE_UP: (
        _("%(subject)s has a place: %(title)s"),
        _("The place for “%(title)s” was taken up, for %(subject)s."),
    ),
    V.RECONFIRM: (
        _("Reconfirmed: %(title)s"),
        _("Your answer to “%(title)s” was reconfirmed, for %(subject)s."),
    ),
}

_FOR_HIM: Mapping[str, Said] = {
    _WAITS: (
        _("You are on the waiting list: %(title)s"),
        _(
            "%(lead)s has answered the call “%(title)s” for you. All places are taken: you are on the waiting list. "
            "As soon as a place is free, we write to you and hold it for you for a time."
        ),
    ),
    V.SUBMIT: (_("%(lead)s has answered for you: %(title)s"), _("%(lead)s has answered the call “%(title)s” for you.")),
    V.CHANGE: (_("Changed: %(title)s"), _("What %(lead)s has answered to “%(title)s” for you was changed.")),
    V.WITHDRAW: (
        _("Withdrawn: %(title)s"),
        _("What %(lead)s has answered to “%(title)s” for you was withdrawn. Nothing more is expected of you."),
    ),
    V.RECONFIRM: (
        _("Reconfirmed: %(title)s"),
        _("What %(lead)s has answered to “%(title)s” for you was reconfirmed: you are expected."),
    ),
    V.SUBSTITUTE: (
        _("%(giver)s has passed their place on to you: %(title)s"),
        _("%(giver)s has passed their place on to you, for “%(title)s”. It is yours now, and you are expected."),
    ),
    V.OFFER: (
        _("A place is free for you, take it by %(until)s: %(title)s"),
        _(
            "%(lead)s has answered the call “%(title)s” for you, and now a place is free. "
            "It is held for you until %(until)s."
        ),
    ),
    V.TAKE_UP: (
        _("You have a place: %(title)s"),
        _("The place for “%(title)s” was taken up. %(lead)s has answered for you, and you are expected."),
    ),
    V.LAPSE: (
        _("The place is no longer held: %(title)s"),
        _("The place for “%(title)s” that was held for you was not taken up in time and is no longer held."),
    ),
    V.CONFIRM: (
        _("Confirmed: %(title)s"),
        _("What %(lead)s has answered to “%(title)s” for you is confirmed: you are expected."),
    ),
    V.ACCEPT: (_("Accepted: %(title)s"), _("What %(lead)s has answered to “%(title)s” for you was accepted.")),
    V.DECLINE: (
        _("Not accepted: %(title)s"),
        _("What %(lead)s has answered to “%(title)s” for you could not be accepted."),
    ),
    V.RETURN: (
        _("Returned to %(lead)s: %(title)s"),
        _(
            "What %(lead)s has answered to “%(title)s” for you was returned. %(lead)s can change it and send it again; "
            "you need not do anything."
        ),
    ),
    V.MATCH: (
        _("A partner was found: %(title)s"),
        _("%(lead)s has answered the call “%(title)s” for you, and a partner was found."),
    ),
    V.REOPEN: (_("Taken up again: %(title)s"), _("What %(lead)s has answered to “%(title)s” for you stands again.")),
    V.HAND_OVER: (
        _("%(lead)s answers for you now: %(title)s"),
        _("The answer to “%(title)s” that was given for you is now led by %(lead)s."),
    ),
    V.EXTEND: (
        _("More time: %(title)s"),
        _("%(lead)s was given more time for what is answered to “%(title)s” for you."),
    ),
}

_GIVEN_AWAY: Mapping[str, Said] = {
    V.SUBSTITUTE: (
        _("Your place was passed on: %(title)s"),
        _("Your place for “%(title)s” was passed on to %(name)s. Nothing more is expected of you."),
    ),
    V.TAKE_BACK: (
        _("The place was taken back: %(title)s"),
        _("%(lead)s has taken back the place for “%(title)s” that you were named for. Nothing is expected of you."),
    ),
}

#: To a stand-in in whose place another is named, or to an address that was a mistake: it says nothing of either.
_NOT_HELD: Said = (
    _("A place that this address does not hold any more: %(title)s"),
    _("This address does not hold a place for “%(title)s” any more. Nothing is expected of you."),
)

_BY_ROLE: Mapping[Role, Mapping[str, Said]] = {
    Role.OWN: _OWN,
    Role.ANOTHERS: _ANOTHERS,
    Role.FOR_HIM: _FOR_HIM,
    Role.GIVEN_AWAY: _GIVEN_AWAY,
}
