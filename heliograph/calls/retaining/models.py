"""What stays of a call whose answers were made anonymous, and who has fetched which file while there were any."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class KeptFigures(models.Model):
    """The figures of a call in a language, as they were before its answers were made anonymous (``figuring``)."""

    call = models.ForeignKey("calls.Call", on_delete=models.CASCADE, related_name="kept_figures")
    language = models.CharField(max_length=20)
    figures = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("kept figures of a call")
        verbose_name_plural = _("kept figures of calls")
        constraints: ClassVar = [models.UniqueConstraint(fields=["call", "language"], name="kept_figures_once")]

    def __str__(self) -> str:
        return f"{self.call} {self.language}"


class FileAccess(models.Model):
    """That somebody has fetched a file of a response that is not his own: asked for where it turns out malicious."""

    file = models.ForeignKey("calls.AnswerFile", on_delete=models.CASCADE, related_name="accesses")
    person = models.ForeignKey("network.Person", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("access to a file of a response")
        verbose_name_plural = _("accesses to files of responses")
        constraints: ClassVar = [models.UniqueConstraint(fields=["file", "person"], name="file_access_once")]

    def __str__(self) -> str:
        return f"{self.file}: {self.person}"
