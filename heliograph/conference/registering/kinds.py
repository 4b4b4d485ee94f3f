"""The two kinds of call by which people take part in a conference: registration, and questions about their stay."""

from __future__ import annotations

from django.utils.translation import gettext_lazy, pgettext_lazy

from heliograph.calls.kinds import Defaults, Kind
from heliograph.calls.kinds.plain import ALWAYS, QUEUED
from heliograph.calls.kinds.plain import Registration as PlainRegistration
from heliograph.calls.states import DeadlineKind, ResponseState
from heliograph.conference.registering import first_questions

S, D = ResponseState, DeadlineKind


class ConferenceRegistration(PlainRegistration):
    """A registration; who withdraws or passes his place on has no invitation letter any more."""

    key = "conference"
    label = gettext_lazy("registration for a conference")
    about = gettext_lazy("People register for a conference, and are asked later whether they still come.")
    action = pgettext_lazy("button", "Register")
    order = 120
    defaults = Defaults(
        delegation=True,
        minutes=5,
        deadlines=(D.OPENS, D.CLOSES, D.WITHDRAW, D.RECONFIRM),
        questions=first_questions.REGISTRATION,
    )


class FollowUp(Kind):
    """Questions to those alone on whom the organizer counts; nobody registers a second time for it."""

    key = "follow-up"
    label = gettext_lazy("questions to participants")
    about = gettext_lazy("Who comes to a conference says when, what is needed, and whether a visa must be asked for.")
    action = pgettext_lazy("button", "Say how you come")
    order = 130
    settled = S.CONFIRMED
    states = ALWAYS | QUEUED | {S.CONFIRMED, S.DECLINED}
    defaults = Defaults(delegation=True, minutes=5, questions=first_questions.FOLLOW_UP)
