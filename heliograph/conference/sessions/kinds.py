"""The kinds of call by which sessions are proposed, and by which their organizers tell afterwards what came of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from heliograph.calls.kinds import Answers, Column, Defaults, Enclosed, Kind, LetterView, Outcome
from heliograph.calls.kinds.plain import ALWAYS, Proposal
from heliograph.calls.models import Call, Response
from heliograph.calls.states import DeadlineKind, Limit, ResponseState, Verb
from heliograph.conference.models import Conference
from heliograph.conference.registering.taking_part import plans_to_attend
from heliograph.conference.sessions import questions, telling_outcome
from heliograph.conference.sessions.accepted import standing
from heliograph.conference.sessions.keeping import keep_session, page_of
from heliograph.conference.sessions.models import Session
from heliograph.conference.sessions.own import given_by
from heliograph.conference.sessions.searching import close_when_sent, keep_lead

D, S = DeadlineKind, ResponseState


class SessionCall(Proposal):
    """A call that belongs to no conference is a plain proposal."""

    key = "session"
    label = gettext_lazy("session of a conference")
    about = gettext_lazy("Who plans to attend proposes sessions, alone or with others. The organizer decides.")
    action = pgettext_lazy("button", "Propose a session")
    order = 420
    needs_all = True
    passes_on = False
    defaults = Defaults(
        limit=Limit.MANY,
        together=True,
        minutes=20,
        deadlines=(D.OPENS, D.CLOSES, D.DECIDE),
        questions=questions.QUESTIONS,
    )

    def forbids(self, call: Call, person: Any, at: datetime) -> str:
        conference = Conference.objects.filter(sessions=call).first()
        if conference is None or plans_to_attend(conference, person, at):
            return ""
        return _(
            "Sessions are given by those who plan to attend, and you are not registered for the conference. Register "
            "first: then you can propose a session here."
        )

    def way(self, call: Call) -> tuple[str, str]:
        conference = Conference.objects.filter(sessions=call).select_related("registration").first()
        if conference is None or conference.registration is None:
            return "", ""
        return reverse("calls:call", args=[conference.registration.slug]), _("To the registration")

    def after(self, response: Response, verb: Verb, at: datetime) -> None:
        super().after(response, verb, at)
        if verb == Verb.HAND_OVER:
            keep_lead(response)
        conference = Conference.objects.filter(sessions=response.call).select_related("programme").first()
        if conference is not None and response.state != S.DRAFT:
            close_when_sent(response, at)
            keep_session(conference, response, verb, at)

    def enclosed(self, response: Response, verb: Verb, view: LetterView) -> Enclosed:
        session = Session.objects.filter(response=response, stands=True).select_related("conference__programme")
        if verb != Verb.ACCEPT or (found := session.first()) is None:
            return Enclosed()
        words = _("The page of your session, where each of you says whether his name stands on the programme:")
        return Enclosed((f"{words}\n{page_of(found)}",))

    def outcome(self, call: Call) -> Outcome | None:
        conference = Conference.objects.filter(sessions=call).select_related("programme").first()
        count = standing(conference).count() if conference is not None else 0
        if conference is None or not count:
            return None
        words = ngettext("%(count)s session is given.", "%(count)s sessions are given.", count) % {"count": count}
        return Outcome(words, reverse("conference:sessions", args=[conference.programme.slug]))

    def columns(self, call: Call) -> Sequence[Column]:
        return (Column("organizers", gettext_lazy("Who organizes it"), _organizers),)


def _organizers(response: Response) -> int:
    """How many organize a session: its lead, and who has joined."""
    joined = response.co_respondents.all()
    return 1 + sum(bool(each.accepted_at and not each.removed_at and not each.declined_at) for each in joined)


class Summary(Kind):
    """Asked of those alone who have given a session that stands; what they tell is kept with the session."""

    key = "summary"
    label = gettext_lazy("summary of a session")
    about = gettext_lazy("Who has given a session tells afterwards what came of it. It stands in the report.")
    action = pgettext_lazy("button", "Tell what came of your session")
    order = 430
    settled = S.CONFIRMED
    passes_on = False
    states = ALWAYS | {S.CONFIRMED, S.DECLINED}
    defaults = Defaults(limit=Limit.MANY, together=True, minutes=15, questions=questions.SUMMARIES)

    def forbids(self, call: Call, person: Any, at: datetime) -> str:
        conference = Conference.objects.filter(summaries=call).first()
        if conference is None or given_by(conference, person).exists():
            return ""
        return _("This is asked of those who have given a session at the conference, and you are not among them.")

    def check(self, call: Call, answers: Answers, response: Response | None) -> Mapping[str, str]:
        conference = Conference.objects.filter(summaries=call).first()
        return telling_outcome.wrong(conference, answers, response) if conference is not None else {}

    def after(self, response: Response, verb: Verb, at: datetime) -> None:
        conference = Conference.objects.filter(summaries=response.call).first()
        if conference is not None and response.state != S.DRAFT:
            telling_outcome.keep_outcome(conference, response, at)
