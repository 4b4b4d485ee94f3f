"""What can be done with a mailing, one button each; every change says in which state its page was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from heliograph.delivery import steering
from heliograph.delivery.models import Mailing
from heliograph.delivery.states import MailingState

Change = Callable[[int, datetime, str], bool]


@dataclass(frozen=True)
class Offer:
    """A button: ``step`` is its place in the address, ``done`` what is said afterwards."""

    step: str
    label: str | Promise
    done: str | Promise
    change: Change
    main: bool = False


START = Offer("start", _("Approve and send"), _("Approved: the letters are on their way."), steering.start, main=True)
UNSCHEDULE = Offer(
    "unschedule",
    pgettext_lazy("mailing", "Do not send it by itself"),
    _("It will not go out by itself."),
    steering.unschedule,
)
PAUSE = Offer("pause", _("Pause"), _("Paused: within seconds no further letter goes."), steering.pause)
RESUME = Offer("resume", _("Go on"), _("The letters go on where they stopped."), steering.resume, main=True)
STEPS = {offer.step: offer for offer in (START, UNSCHEDULE, PAUSE, RESUME)}

_BY_STATE: dict[str, tuple[Offer, ...]] = {
    MailingState.READY: (START,),
    MailingState.SCHEDULED: (START, UNSCHEDULE),
    MailingState.SENDING: (PAUSE,),
    MailingState.PAUSED: (RESUME,),
}
_SCHEDULABLE = (MailingState.READY, MailingState.SCHEDULED)
_OVER = (MailingState.SENT, MailingState.CANCELLED)


def offered(mailing: Mailing) -> list[Offer]:
    """The buttons of a mailing in its present state, beside scheduling and cancelling."""
    if mailing.urgent and mailing.state == MailingState.SENDING:
        return []
    return list(_BY_STATE.get(mailing.state, ()))


def can_be_scheduled(mailing: Mailing) -> bool:
    return mailing.state in _SCHEDULABLE and not mailing.stream


def can_be_cancelled(mailing: Mailing) -> bool:
    return mailing.state not in _OVER and not mailing.stream
