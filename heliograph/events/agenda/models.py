"""The secret address of a person's own calendar."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from heliograph.network.models import Person


def new_secret() -> str:
    """A secret that nobody guesses: 192 bits."""
    return secrets.token_urlsafe(24)


class CalendarLink(models.Model):
    """The address at which calendars read what is expected of a person; one that was revoked is a row no more."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    secret = models.CharField(max_length=60, unique=True, default=new_secret, editable=False)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("address of a calendar")
        verbose_name_plural = _("addresses of calendars")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.person}"
