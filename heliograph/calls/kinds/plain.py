"""The kinds that every network needs, as data. Apps above make richer ones of them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from heliograph.calls.kinds import Defaults, Kind, first_questions, register
from heliograph.calls.states import DeadlineKind, Limit, RespondentKind, ResponseState

S, D = ResponseState, DeadlineKind
#: What every response can be.
ALWAYS = frozenset({S.DRAFT, S.WITHDRAWN, S.COMPLETED})
QUEUED = frozenset({S.WAITLISTED, S.OFFERED})
DECIDED = frozenset({S.SUBMITTED, S.RETURNED, S.ACCEPTED, S.DECLINED})


class Registration(Kind):
    key = "registration"
    label = _("registration")
    about = _("People say that they come. Who answers has a place, or waits for one.")
    action = pgettext_lazy("button", "Register")
    order = 100
    settled = S.CONFIRMED
    states = ALWAYS | QUEUED | {S.CONFIRMED, S.RECONFIRMED, S.DECLINED}
    defaults = Defaults(
        delegation=True,
        minutes=5,
        deadlines=(D.OPENS, D.CLOSES, D.WITHDRAW, D.RECONFIRM),
        questions=first_questions.REGISTRATION,
    )


class Interest(Kind):
    key = "interest"
    label = _("expression of interest")
    about = _("Schools say that they want to take part, before anything is asked of them.")
    action = pgettext_lazy("button", "Say that you are interested")
    order = 200
    settled = S.CONFIRMED
    states = ALWAYS | QUEUED | {S.CONFIRMED, S.DECLINED}
    defaults = Defaults(
        respondent=RespondentKind.ORGANIZATION,
        minutes=5,
        deadlines=(D.OPENS, D.CLOSES, D.DELIVER),
        questions=first_questions.INTEREST,
    )


class Application(Kind):
    key = "application"
    label = _("application")
    about = _("Schools or people apply; the organizer chooses among them, or brings them together.")
    action = pgettext_lazy("button", "Apply")
    order = 300
    states = ALWAYS | DECIDED | QUEUED | {S.MATCHED, S.CONFIRMED}
    defaults = Defaults(
        respondent=RespondentKind.ORGANIZATION,
        minutes=15,
        deadlines=(D.OPENS, D.CLOSES, D.DECIDE, D.CONTACT),
        questions=first_questions.APPLICATION,
    )


class Proposal(Kind):
    key = "proposal"
    label = _("proposal")
    about = _("Somebody offers something: a session, a talk, a good practice. The organizer decides.")
    action = pgettext_lazy("button", "Propose")
    order = 400
    states = ALWAYS | DECIDED | {S.CONFIRMED, S.RECONFIRMED}
    defaults = Defaults(
        limit=Limit.MANY,
        together=True,
        minutes=15,
        deadlines=(D.OPENS, D.CLOSES, D.DECIDE),
        questions=first_questions.PROPOSAL,
    )


class Contribution(Kind):
    key = "contribution"
    label = _("contribution")
    about = _("Schools send a piece of work: a poster, a text, the result of a consultation. It is checked.")
    action = pgettext_lazy("button", "Send your contribution")
    order = 450
    states = ALWAYS | DECIDED
    defaults = Defaults(
        respondent=RespondentKind.ORGANIZATION,
        limit=Limit.MANY,
        together=True,
        minutes=20,
        questions=first_questions.CONTRIBUTION,
    )


def register_plain() -> None:
    """For ``ready()``."""
    for kind in (Registration, Interest, Application, Proposal, Contribution):
        register(kind())
