"""Enumerations of programmes, calls and responses. What is refused is ``network.states.Refused``."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProgrammeState(TextChoices):
    DRAFT = "draft", pgettext_lazy("programme", "draft")
    PUBLISHED = "published", pgettext_lazy("programme", "published")
    CLOSED = "closed", pgettext_lazy("programme", "ended")


class CallStatus(TextChoices):
    """What the organizer has said of a call; the clock says the rest (``CallState``)."""

    DRAFT = "draft", pgettext_lazy("call", "draft")
    PUBLISHED = "published", pgettext_lazy("call", "published")
    COMPLETED = "completed", pgettext_lazy("call", "completed")
    CANCELLED = "cancelled", pgettext_lazy("call", "cancelled")


class CallState(TextChoices):
    """Where a call stands at an instant; ``docs/lifecycle.md`` has the table."""

    DRAFT = "draft", pgettext_lazy("call", "draft")
    ANNOUNCED = "announced", pgettext_lazy("call", "announced")
    OPEN = "open", pgettext_lazy("call", "open")
    CLOSED = "closed", pgettext_lazy("call", "closed")
    COMPLETED = "completed", pgettext_lazy("call", "completed")
    CANCELLED = "cancelled", pgettext_lazy("call", "cancelled")


class Visibility(TextChoices):
    """Who finds a call that is published."""

    PUBLIC = "public", _("everybody")
    AUDIENCE = "audience", _("those who are addressed")
    LINK = "link", _("who has the link")


class RespondentKind(TextChoices):
    """For whom one answers."""

    PERSON = "person", _("a person")
    ORGANIZATION = "organization", _("a school or another organization")
    COUNTRY = "country", _("a country")


class Limit(TextChoices):
    """How many answers each of those may give."""

    ONE = "one", _("one answer each")
    MANY = "many", _("any number")


class DeadlineKind(TextChoices):
    """The dates of a call, in the order in which they come."""

    OPENS = "opens", pgettext_lazy("deadline", "opens")
    CLOSES = "closes", pgettext_lazy("deadline", "closes")
    WITHDRAW = "withdraw", pgettext_lazy("deadline", "withdraw by")
    RECONFIRM = "reconfirm", pgettext_lazy("deadline", "reconfirm by")
    DECIDE = "decide", pgettext_lazy("deadline", "decisions by")
    CONTACT = "contact", pgettext_lazy("deadline", "you are contacted by")
    DELIVER = "deliver", pgettext_lazy("deadline", "deliver by")


class ResponseState(TextChoices):
    """The life of a response; each kind of call uses a part (``lifecycle/table.py``)."""

    DRAFT = "draft", pgettext_lazy("response", "draft")
    SUBMITTED = "submitted", pgettext_lazy("response", "submitted")
    RETURNED = "returned", pgettext_lazy("response", "returned for changes")
    WAITLISTED = "waitlisted", pgettext_lazy("response", "on the waiting list")
    OFFERED = "offered", pgettext_lazy("response", "a place is offered")
    CONFIRMED = "confirmed", pgettext_lazy("response", "confirmed")
    RECONFIRMED = "reconfirmed", pgettext_lazy("response", "reconfirmed")
    ACCEPTED = "accepted", pgettext_lazy("response", "accepted")
    DECLINED = "declined", pgettext_lazy("response", "declined")
    MATCHED = "matched", pgettext_lazy("response", "matched")
    WITHDRAWN = "withdrawn", pgettext_lazy("response", "withdrawn")
    COMPLETED = "completed", pgettext_lazy("response", "completed")


#: States in which a response holds one of the call's places.
HOLDING = frozenset(
    {
        ResponseState.OFFERED,
        ResponseState.CONFIRMED,
        ResponseState.RECONFIRMED,
        ResponseState.ACCEPTED,
        ResponseState.MATCHED,
        ResponseState.COMPLETED,
    }
)


class Actor(TextChoices):
    """In what capacity somebody acts on a response."""

    RESPONDENT = "respondent", pgettext_lazy("who acts", "respondent")
    ORGANIZER = "organizer", pgettext_lazy("who acts", "organizer")
    CLOCK = "clock", pgettext_lazy("who acts", "the clock")


class Verb(TextChoices):
    """What is done with a response, as its log says it."""

    START = "start", pgettext_lazy("done with an answer", "begun")
    SUBMIT = "submit", pgettext_lazy("done with an answer", "sent")
    CHANGE = "change", pgettext_lazy("done with an answer", "changed")
    WITHDRAW = "withdraw", pgettext_lazy("done with an answer", "withdrawn")
    RECONFIRM = "reconfirm", pgettext_lazy("done with an answer", "reconfirmed")
    SUBSTITUTE = "substitute", pgettext_lazy("done with an answer", "passed on to somebody else")
    TAKE_BACK = "take-back", pgettext_lazy("done with an answer", "place taken back")
    OFFER = "offer", pgettext_lazy("done with an answer", "place offered")
    TAKE_UP = "take-up", pgettext_lazy("done with an answer", "place taken up")
    LAPSE = "lapse", pgettext_lazy("done with an answer", "offer run out")
    CONFIRM = "confirm", pgettext_lazy("done with an answer", "confirmed by the organizer")
    ACCEPT = "accept", pgettext_lazy("done with an answer", "accepted")
    DECLINE = "decline", pgettext_lazy("done with an answer", "declined by the organizer")
    RETURN = "return", pgettext_lazy("done with an answer", "returned for changes")
    MATCH = "match", pgettext_lazy("done with an answer", "matched")
    COMPLETE = "complete", pgettext_lazy("done with an answer", "completed")
    REOPEN = "reopen", pgettext_lazy("done with an answer", "taken up again")
    HAND_OVER = "hand-over", pgettext_lazy("done with an answer", "handed over")
    EXTEND = "extend", pgettext_lazy("done with an answer", "given more time")
    INVITE = "invite", pgettext_lazy("done with an answer", "co-respondent invited")
    JOIN = "join", pgettext_lazy("done with an answer", "co-respondent joined")
    PART = "part", pgettext_lazy("done with an answer", "co-respondent left")
    WRITE = "write", pgettext_lazy("done with an answer", "written to by the organizer")


#: Verbs by which a place goes from one person to another; ``before`` in the data of their entries says who had it.
MOVING = frozenset({Verb.SUBSTITUTE, Verb.TAKE_BACK})
