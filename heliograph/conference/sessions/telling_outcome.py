"""What organizers of a session tell afterwards is kept with the session; one answer tells of each session."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from heliograph.calls.kinds import Answers
from heliograph.calls.models import Response
from heliograph.calls.states import ResponseState
from heliograph.conference.models import Conference
from heliograph.conference.sessions.models import Session
from heliograph.conference.sessions.questions import LINKS, OUTCOME, RECOMMENDED, SESSION
from heliograph.frame.finished import touch

#: States in which what was told stands.
_TOLD = frozenset({ResponseState.CONFIRMED, ResponseState.COMPLETED})


def wrong(conference: Conference, answers: Answers, response: Response | None) -> Mapping[str, str]:
    """What is wrong with a summary, by question: another tells of the same session already."""
    others = Response.objects.filter(call=conference.summaries_id, state__in=_TOLD)
    if response is not None:
        others = others.exclude(pk=response.pk)
    told = {each.get(SESSION) for each in others.values_list("answers", flat=True)}
    if answers.get(SESSION) in told:
        return {SESSION: _("Somebody has told of this session already. Ask who organizes it with you.")}
    return {}


def keep_outcome(conference: Conference, response: Response, at: datetime) -> None:
    """Write what a summary says with its session, or take it away; in the transaction of the step."""
    rows = Session.objects.select_for_update(of=("self",)).filter(conference=conference)
    told = response.state in _TOLD
    for session in rows.filter(told_by=response):
        if not told or str(session.public_id) != response.answers.get(SESSION):
            _write(session, None, "", "", at)
    if told and (found := _named(response, conference)) is not None:
        said = [response.answers.get(key) for key in (OUTCOME, RECOMMENDED, LINKS)]
        text = "\n\n".join(each for each in said if isinstance(each, str))
        _write(found, response, text, response.language, at)


def _named(response: Response, conference: Conference) -> Session | None:
    named = response.answers.get(SESSION)
    rows = Session.objects.select_for_update(of=("self",)).filter(conference=conference, stands=True)
    return next((each for each in rows if str(each.public_id) == named), None)


def _write(session: Session, by: Response | None, text: str, language: str, at: datetime) -> None:
    session.told_by, session.outcome, session.outcome_language, session.changed_at = by, text, language, at
    session.save(update_fields=["told_by", "outcome", "outcome_language", "changed_at"])
    touch()
