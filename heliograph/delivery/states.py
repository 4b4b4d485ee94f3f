"""States of a mailing and of its messages."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MailingState(TextChoices):
    FILLING = "filling", _("being prepared")
    SENDING = "sending", _("being sent")
    SENT = "sent", pgettext_lazy("mailing", "sent")


class MessageState(TextChoices):
    QUEUED = "queued", _("waiting")
    LEASED = "leased", _("in a worker's hands")
    SENT = "sent", pgettext_lazy("message", "sent")
    REFUSED = "refused", _("refused")
    SKIPPED = "skipped", _("not wanted")
