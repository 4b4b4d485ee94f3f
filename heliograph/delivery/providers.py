"""What providers of mail tell by webhook, through django-anymail, done as if a report had come by mail.

An event counts for a letter only where its metadata hold the signed token of that letter under ``METADATA``; whoever
calls a webhook with anything else changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from anymail.signals import AnymailTrackingEvent, EventType, RejectReason, tracking
from django.utils import timezone

from heliograph.delivery.bounces.outcomes import Received, came_back, is_late, was_not_wanted, was_unsubscribed
from heliograph.delivery.bounces.return_path import read_token
from heliograph.delivery.bounces.verdicts import is_about_the_address, smtp_code, speaks_of_a_mailbox
from heliograph.delivery.letters import one_line

#: The name under which ``return_path.token`` goes with a message.
METADATA = "heliograph"
LONGEST = 350


class TooEarly(Exception):
    """The letter is not written down as sent yet. The webhook answers 500, and the provider tells it again later."""


def connect() -> None:
    """Listen to django-anymail from now on; twice is the same as once."""
    tracking.connect(_heard, dispatch_uid="heliograph.delivery.providers")


def _heard(sender: object, event: AnymailTrackingEvent, esp_name: str, **others: object) -> None:
    if apply(event, esp_name, timezone.now()) == Received.TOO_EARLY:
        raise TooEarly(event.event_type)


def apply(event: AnymailTrackingEvent, provider: str, at: datetime) -> Received:
    """Do what an event of a provider means for the letter that its metadata name; the same event twice is once."""
    metadata = event.metadata if isinstance(event.metadata, Mapping) else {}
    message_pk = read_token(str(metadata.get(METADATA, "")))
    if message_pk is None:
        return Received.NOT_OURS
    answer = _answer(event, provider)
    match event.event_type:
        case EventType.BOUNCED | EventType.FAILED:
            return came_back(message_pk, answer, at, about_the_address=_blames_the_address(event))
        case EventType.REJECTED:
            return _rejected(message_pk, event, provider, at)
        case EventType.COMPLAINED:
            return was_not_wanted(message_pk, answer, at)
        case EventType.UNSUBSCRIBED:
            return was_unsubscribed(message_pk, provider, at)
        case EventType.DEFERRED:
            return is_late(message_pk, answer, at)
        case EventType.AUTORESPONDED:
            return Received.AUTOMATIC
    return Received.DELIVERED


def _rejected(message_pk: int, event: AnymailTrackingEvent, provider: str, at: datetime) -> Received:
    """A letter that the provider did not send: often for what it remembers of the address."""
    if event.reject_reason == RejectReason.UNSUBSCRIBED:
        return was_unsubscribed(message_pk, provider, at)
    to_blame = event.reject_reason == RejectReason.BOUNCED or _blames_the_address(event)
    return came_back(message_pk, _answer(event, provider), at, about_the_address=to_blame)


def _blames_the_address(event: AnymailTrackingEvent) -> bool:
    """The verdict on a bounce: by the server's own words; the provider's count where it calls the address invalid."""
    words = _said(event)
    said_so = is_about_the_address(smtp_code(words) or 550, words, speaks_of_a_mailbox(words))
    return event.reject_reason == RejectReason.INVALID or said_so


def _said(event: AnymailTrackingEvent) -> str:
    return one_line(str(event.mta_response or event.description or event.reject_reason or event.event_type), LONGEST)


def _answer(event: AnymailTrackingEvent, provider: str) -> str:
    return one_line(f"{provider}: {_said(event)}", LONGEST)
