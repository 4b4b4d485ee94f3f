"""By which rule a call reminds, who wants to hear no more of it, and who was reminded when."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from heliograph.calls.models import Call
from heliograph.network.models import Person

#: The most days before closing on which a rule can remind.
MOST_DAYS = 90


class ReminderRule(models.Model):
    """So many days before a call closes, who has not answered is reminded; one that is not ``on`` is kept."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="reminder_rules")
    days = models.PositiveSmallIntegerField(
        _("days before closing"), validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)]
    )
    on = models.BooleanField(_("sent"), default=True)

    class Meta:
        verbose_name = _("rule for reminders")
        verbose_name_plural = _("rules for reminders")
        ordering: ClassVar = ["call", "-days"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["call", "days"], name="reminder_rule_once")]

    def __str__(self) -> str:
        return f"{self.call}: {self.days}"


class NotThisOne(models.Model):
    """Somebody said that a call is not for him: he is reminded of it no more. Taking it back deletes the row."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("call that somebody does not want")
        verbose_name_plural = _("calls that people do not want")
        constraints: ClassVar = [models.UniqueConstraint(fields=["call", "person"], name="not_this_one_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.call}"


class Reminded(models.Model):
    """A person was reminded of a call: by the rule of so many ``days``, on a ``day`` of his own zone.

    ``slot`` (UTC) is the instant of that morning, which one letter for all calls has in common; ``closes`` (UTC) until
    when the call takes his answer, as the letter says; ``draft`` whether he had begun one, and ``returned`` whether one
    was returned to him for changes, which counts as begun, too.
    """

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    days = models.PositiveSmallIntegerField()
    day = models.DateField()
    slot = models.DateTimeField()
    closes = models.DateTimeField()
    draft = models.BooleanField(default=False)
    returned = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints: ClassVar = [models.UniqueConstraint(fields=["slot", "person", "call"], name="reminded_once")]
        indexes: ClassVar = [models.Index(fields=["call", "day"], name="reminded_day")]

    def __str__(self) -> str:
        return f"{self.person}: {self.call}, {self.day}"


class ReminderPass(models.Model):
    """The morning that begins at ``slot`` (UTC) in some zones has been gone through."""

    slot = models.DateTimeField(unique=True)
    done_at = models.DateTimeField()

    class Meta:
        verbose_name = _("morning of reminders")
        verbose_name_plural = _("mornings of reminders")

    def __str__(self) -> str:
        return self.slot.isoformat()
