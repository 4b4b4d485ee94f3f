"""The two kinds of call by which people take part in a conference: registration, and questions about their stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from heliograph.calls.kinds import Answers, Asked, Asking, Defaults, Enclosed, Kind, LetterView
from heliograph.calls.kinds.plain import ALWAYS, QUEUED
from heliograph.calls.kinds.plain import Registration as PlainRegistration
from heliograph.calls.models import Call, Response
from heliograph.calls.states import DeadlineKind, ResponseState, Verb
from heliograph.conference.models import Conference
from heliograph.conference.registering import endings, first_questions, following_up, inviting, moot
from heliograph.conference.registering.asking import asked
from heliograph.conference.registering.enclosing import enclosed
from heliograph.moments.stored import day_in

S, D = ResponseState, DeadlineKind
#: After these whoever was registered does not come, or somebody else comes in his place.
_ENDS = frozenset({Verb.WITHDRAW, Verb.DECLINE, Verb.LAPSE, Verb.SUBSTITUTE, Verb.TAKE_BACK})


class ConferenceRegistration(PlainRegistration):
    """A registration; who withdraws or passes his place on has no stay and no invitation letter any more."""

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

    def after(self, response: Response, verb: Verb, at: datetime) -> None:
        if verb in _ENDS:
            inviting.end_letters(response, at)
            following_up.end_stay(response, at)
            endings.end(response, at)
        conference = Conference.objects.filter(registration=response.call_id).first()
        if conference is not None:
            moot.leave_out(conference, at)

    def enclosed(self, response: Response, verb: Verb, view: LetterView) -> Enclosed:
        return enclosed(response, verb, view)

    def asks(self, responses: Sequence[Response], asking: Asking) -> Mapping[int, Asked]:
        return asked(responses, asking)


class FollowUp(Kind):
    """Questions to those alone on whom the organizer counts; nobody registers a second time for it."""

    key = "follow-up"
    label = gettext_lazy("questions to participants")
    about = gettext_lazy("Who comes to a conference says when, what is needed, and whether a visa must be asked for.")
    action = pgettext_lazy("button", "Say how you come")
    order = 130
    passes_on = False
    settled = S.CONFIRMED
    states = ALWAYS | QUEUED | {S.CONFIRMED, S.DECLINED}
    defaults = Defaults(delegation=True, minutes=5, questions=first_questions.FOLLOW_UP)

    def forbids(self, call: Call, person: Any, at: datetime) -> str:
        conference = following_up.conference_of(call)
        if conference is None:
            return ""
        if day_in(at, conference.zone) > conference.last_day:
            return _("The conference is over. These questions are asked no more.")
        return following_up.forbidden(conference, person)

    def check(self, call: Call, answers: Answers, response: Response | None) -> Mapping[str, str]:
        conference = following_up.conference_of(call)
        return following_up.wrong(conference, answers, get_language() or "en") if conference is not None else {}

    def after(self, response: Response, verb: Verb, at: datetime) -> None:
        conference = following_up.conference_of(response.call)
        if conference is None:
            return
        registration = following_up.keep_stay(conference, response, verb)
        moot.leave_out(conference, at)
        if registration is not None:
            inviting.ask_by_answers(conference, registration, response, at)
