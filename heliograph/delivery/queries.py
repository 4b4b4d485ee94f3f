"""Questions asked of mailings and messages; the clock is an argument."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models.functions import Lower

from heliograph.delivery.states import UNFINISHED, MailingState

if TYPE_CHECKING:
    from heliograph.delivery.models import Mailing, Message  # noqa: F401 (named in strings below)


class MailingQuerySet(models.QuerySet["Mailing"]):
    def sending(self) -> MailingQuerySet:
        """Mailings whose messages may go now, the urgent first, then the oldest."""
        return self.filter(state=MailingState.SENDING).order_by("-urgent", "started_at", "pk")

    def bulk(self) -> MailingQuerySet:
        """Mailings to many, without the streams of single letters."""
        return self.filter(stream=False)

    def under_way(self) -> MailingQuerySet:
        """Mailings to many that are neither sent nor cancelled."""
        return self.bulk().exclude(state__in=[MailingState.SENT, MailingState.CANCELLED])


class MessageQuerySet(models.QuerySet["Message"]):
    def unfinished(self) -> MessageQuerySet:
        """Messages about which nothing final is known."""
        return self.filter(state__in=UNFINISHED)

    def to_address(self, address: str) -> MessageQuerySet:
        """Messages to an address, however its letters are written."""
        return self.alias(small=Lower("address")).filter(small=address.lower())
