"""What is still expected of somebody for one of his answers, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heliograph.calls.deadlines.dates import Dates
from heliograph.calls.kinds import Asked, kind_of
from heliograph.calls.mine.possible import Possible
from heliograph.calls.mine.steps import Step
from heliograph.calls.models import Response
from heliograph.calls.states import CallStatus, DeadlineKind, ResponseState

S, D = ResponseState, DeadlineKind
_DELIVERING = frozenset({S.CONFIRMED, S.RECONFIRMED, S.ACCEPTED, S.MATCHED})


@dataclass(frozen=True)
class Expected:
    """``words`` say what; ``kind`` is the date by which it is (None: none), ``until`` the instant (UTC) where that is
    known. ``asked``: it is said elsewhere, and the date is one of that call.
    """

    words: str | Promise
    kind: DeadlineKind | None = None
    until: datetime | None = None
    asked: Asked | None = None


def expected(
    response: Response,
    dates: Dates,
    can: Possible,
    at: datetime,
    *,
    lacks: bool = False,
    asked: Asked | None = None,
) -> Expected | None:
    """The next thing that is expected at an instant (aware); None where one may lean back.

    ``lacks``: answers are missing that did not go with the place (``unanswered.lacks``); ``asked`` is what another call
    asks of who has this answer.
    """
    state = S(response.state)
    if response.call.status != CallStatus.PUBLISHED:
        return None
    if Step.TAKE_UP in can:
        return Expected(_("Take up the place that is held for you"), None, response.offered_until)
    if state == S.RETURNED and can.change:
        return Expected(_("Change what the organizer asks for, and send it again"))
    if state == S.DRAFT and can.change:
        return _by(D.CLOSES, dates, _("Finish your answer and send it"))
    if lacks and can.change:
        return _by(D.CLOSES, dates, _("Fill in what is missing"))
    if Step.RECONFIRM in can and can.named:
        return _by(D.RECONFIRM, dates, _("Say that you are coming: until then the place can be taken back"))
    if Step.RECONFIRM in can and response.asked_at is not None:
        return _by(D.RECONFIRM, dates, _("Say whether you are still coming"))
    if response.draft and can.change:
        return _by(D.CLOSES, dates, _("Send your changes or throw them away: the organizer has your earlier answers"))
    if asked is not None:
        return Expected(kind_of(asked.call).action, D.CLOSES, asked.dates.own_until(D.CLOSES), asked)
    if state in _DELIVERING and dates.get(D.DELIVER) is not None and not dates.is_over(D.DELIVER, at):
        return _by(D.DELIVER, dates, _("Deliver what you have promised"))
    return None


def _by(kind: DeadlineKind, dates: Dates, words: str | Promise) -> Expected:
    return Expected(words, kind, dates.own_until(kind))
