"""Which sessions a participant would go to, and what changed in the public programme."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from heliograph.conference.sessions.models import Session
from heliograph.conference.timetable.models import Timetable
from heliograph.network.models import Person


class Interest(models.Model):
    """A person would go to a session: it stands on his own programme, and the solver keeps it apart from his others."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="interests")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("interest in a session")
        verbose_name_plural = _("interests in sessions")
        constraints: ClassVar = [models.UniqueConstraint(fields=["session", "person"], name="interest_once")]

    def __str__(self) -> str:
        return f"{self.session}"


class ProgrammeChange(models.Model):
    """What a published version changed for one session: ``before`` and ``after`` have room and time, empty: none.

    ``told_at`` is empty while letters about it are owed to who gives the session and who would go to it. ``tries`` is
    how often that has failed, ``try_at`` until when it then rests.
    """

    timetable = models.ForeignKey(Timetable, on_delete=models.CASCADE, related_name="changes")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="changes")
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    try_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("change of the programme")
        verbose_name_plural = _("changes of the programme")
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["timetable", "session"], name="programme_change_once")]
        indexes: ClassVar = [
            models.Index(fields=["id"], condition=Q(told_at__isnull=True), name="programme_change_owed")
        ]

    def __str__(self) -> str:
        return f"{self.timetable}: {self.session}"
