"""States of mailings, messages and addresses; the errors of sending, by what happens next."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MailingState(TextChoices):
    """FILLING → READY → (SCHEDULED →) SENDING ⇄ PAUSED → SENT; CANCELLED from any but SENT."""

    FILLING = "filling", _("being prepared")
    READY = "ready", _("waiting for approval")
    SCHEDULED = "scheduled", pgettext_lazy("mailing", "scheduled")
    SENDING = "sending", _("being sent")
    PAUSED = "paused", pgettext_lazy("mailing", "paused")
    SENT = "sent", pgettext_lazy("mailing", "sent")
    CANCELLED = "cancelled", pgettext_lazy("mailing", "cancelled")


class MessageState(TextChoices):
    """QUEUED → LEASED → SENT (→ BOUNCED); REFUSED and SKIPPED are final; HELD waits for a digest, then DIGESTED."""

    QUEUED = "queued", pgettext_lazy("message", "waiting")
    LEASED = "leased", _("in a sender's hands")
    SENT = "sent", pgettext_lazy("message", "sent")
    BOUNCED = "bounced", pgettext_lazy("message", "came back")
    REFUSED = "refused", pgettext_lazy("message", "refused")
    SKIPPED = "skipped", pgettext_lazy("message", "not wanted, or blocked")
    HELD = "held", _("kept for the digest")
    DIGESTED = "digested", _("sent in a digest")


#: States of a message about which nothing final is known.
UNFINISHED = (MessageState.QUEUED, MessageState.LEASED)


class Choice(TextChoices):
    """How an address wants the letters of a topic."""

    INSTANT = "instant", _("at once")
    DIGEST = "digest", _("together, every two weeks")
    NEVER = "never", _("not at all")


class Cause(TextChoices):
    """Why nothing is sent to an address any more."""

    REFUSAL = "refusal", _("the mail server refused it")
    BOUNCE = "bounce", _("a letter came back")
    COMPLAINT = "complaint", _("its reader reported a letter as unwanted")
    DESK = "desk", _("stopped by hand")


class AddressVerb(TextChoices):
    """What can happen to an address, beside the letters sent to it."""

    REFUSED = "refused", _("refused by the mail server")
    BOUNCED = "bounced", _("a letter came back")
    DELAYED = "delayed", _("a letter is late")
    COMPLAINED = "complained", _("reported a letter as unwanted")
    SUPPRESSED = "suppressed", _("no more letters from here on")
    LIFTED = "lifted", _("letters allowed again")
    CHOSE = "chose", _("chose which letters to get")


class Refused(Exception):
    """A change that cannot be made; ``code`` is for programs, ``str()`` says to a person why and what to do."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class Unavailable(Exception):
    """The mail server takes nothing just now: everything waits, no message is to blame; ``reason`` is one line for the
    desk.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Incomplete(ValueError):
    """A letter that must not be sent: it lacks a subject, a part, or the way to unsubscribe."""
