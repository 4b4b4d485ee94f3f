"""What organizers write to those who have answered."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField


class CallMessage(models.Model):
    """A message to those who have given some of the answers to a call; ``text`` is Markdown in each language.

    It is looked at first, then sent (``sent_at``) and handed to delivery by a task (``finished_at``, ``letters``).
    ``token`` is what the form carried: the same token is the same message.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey("calls.Call", on_delete=models.CASCADE, related_name="messages")
    subject = I18nCharField(_("subject"), max_length=200)
    text = I18nTextField(_("text"))
    source_language = models.CharField(_("written in"), max_length=20, default="en")
    token = models.CharField(max_length=64)
    by = models.ForeignKey("network.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    letters = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("message about answers")
        verbose_name_plural = _("messages about answers")
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["call", "token"], name="call_message_once")]

    def __str__(self) -> str:
        return f"{self.call}: {self.subject}"


class MessagePick(models.Model):
    """An answer about which a message is: those who have given it get it."""

    message = models.ForeignKey(CallMessage, on_delete=models.CASCADE, related_name="picks")
    response = models.ForeignKey("calls.Response", on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("answer that a message is about")
        verbose_name_plural = _("answers that messages are about")
        constraints: ClassVar = [models.UniqueConstraint(fields=["message", "response"], name="message_pick_once")]

    def __str__(self) -> str:
        return f"{self.message}: {self.response}"
