"""States of a mailing and of its messages; the errors of sending, by what happens next."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MailingState(TextChoices):
    FILLING = "filling", _("being prepared")
    SENDING = "sending", _("being sent")
    SENT = "sent", pgettext_lazy("mailing", "sent")


class MessageState(TextChoices):
    QUEUED = "queued", pgettext_lazy("message", "waiting")
    LEASED = "leased", _("in a worker's hands")
    SENT = "sent", pgettext_lazy("message", "sent")
    REFUSED = "refused", pgettext_lazy("message", "refused")
    SKIPPED = "skipped", pgettext_lazy("message", "not wanted")


class DeliveryError(Exception):
    """Why a message could not be handed over; ``reason`` is one line for the desk."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Retry(DeliveryError):
    """This message may go later; the others of its batch go on."""


class Unavailable(Retry):
    """The mail server takes nothing just now: the whole mailing waits, no message is to blame."""


class GiveUp(DeliveryError):
    """This message will never go."""


class Incomplete(ValueError):
    """A letter that must not be sent: it lacks a subject, a part, or the way to unsubscribe."""
