"""What is on record about duplicates: pairs that are none, and merges with what is needed to undo them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class NotDuplicate(models.Model):
    """Two organizations that look alike, of which somebody has said that they are two; ``one`` is the older row."""

    one = models.ForeignKey("network.Organization", on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey("network.Organization", on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey("network.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("pair that is no duplicate")
        verbose_name_plural = _("pairs that are no duplicates")
        constraints: ClassVar = [models.UniqueConstraint("one", "other", name="told_apart_once")]

    def __str__(self) -> str:
        return f"{self.one} ≠ {self.other}"


class Merge(models.Model):
    """A duplicate that was merged into the record that stays, with what is needed to undo it (``kept``)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    survivor = models.ForeignKey("network.Organization", on_delete=models.CASCADE, related_name="+")
    duplicate = models.ForeignKey("network.Organization", on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey("network.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    kept = models.JSONField(default=dict)
    undone_by = models.ForeignKey("network.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("merge of duplicates")
        verbose_name_plural = _("merges of duplicates")
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.duplicate} → {self.survivor}"
