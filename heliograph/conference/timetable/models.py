"""Rooms and slots of a conference, versions of its timetable, and runs of the solver."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from heliograph.conference.sessions.models import Session
from heliograph.conference.states import SlotKind, SolveState, TimetableState
from heliograph.network.lists import WordsField
from heliograph.network.models import Person


class Room(models.Model):
    """A room: how many it takes (empty: not known), and what stands in it (``equipment.py``)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    conference = models.ForeignKey("conference.Conference", on_delete=models.CASCADE, related_name="rooms")
    name = I18nCharField(_("name"), max_length=120)
    marks = models.JSONField(default=dict, blank=True)
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)
    equipment = WordsField(_("equipment"), blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return str(self.name)


class RoomClosure(models.Model):
    """A room cannot be used from one instant to another (UTC): it has fallen away, or something else is there."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="closures")
    begins = models.DateTimeField(_("from"))
    ends = models.DateTimeField(_("until"))
    reason = models.CharField(_("why"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("closure of a room")
        verbose_name_plural = _("closures of rooms")
        ordering: ClassVar = ["begins", "pk"]
        constraints: ClassVar = [models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="room_closure_lasts")]

    def __str__(self) -> str:
        return f"{self.room}: {self.begins}"


class Slot(models.Model):
    """A stretch of a day, ``begins`` to ``ends`` (UTC). In one for sessions each room takes one session.

    A plenary, a break or the posters are for all, have a title and may have a room.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    conference = models.ForeignKey("conference.Conference", on_delete=models.CASCADE, related_name="slots")
    kind = models.CharField(_("for"), max_length=8, choices=SlotKind.choices, default=SlotKind.SESSIONS)
    title = I18nCharField(_("title"), max_length=200, blank=True)
    about = I18nCharField(_("in one sentence"), max_length=400, blank=True)
    marks = models.JSONField(default=dict, blank=True)
    room = models.ForeignKey(Room, on_delete=models.SET_NULL, null=True, blank=True, related_name="slots")
    begins = models.DateTimeField(_("from"))
    ends = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        ordering: ClassVar = ["begins", "pk"]
        constraints: ClassVar = [models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="slot_lasts")]

    def __str__(self) -> str:
        return f"{self.begins} {self.title}"


class Arrival(models.Model):
    """Who comes from a region (its slug) arrives at this instant (UTC): none of its sessions is placed before."""

    conference = models.ForeignKey("conference.Conference", on_delete=models.CASCADE, related_name="arrivals")
    region = models.CharField(_("region"), max_length=60)
    at = models.DateTimeField(_("arrives"))

    class Meta:
        verbose_name = _("arrival of a region")
        verbose_name_plural = _("arrivals of regions")
        ordering: ClassVar = ["region"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["conference", "region"], name="arrival_once")]

    def __str__(self) -> str:
        return f"{self.region}: {self.at}"


class Timetable(models.Model):
    """One version of the timetable; one of a conference at most is published, one at most is a draft.

    ``version`` grows with each change of a placement, so that who moves something over a colleague's change sees it.
    ``steps`` are what the last changes of a draft replaced, by which they are taken back, the last at the end.
    """

    conference = models.ForeignKey("conference.Conference", on_delete=models.CASCADE, related_name="timetables")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=TimetableState.choices, default=TimetableState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    steps = models.JSONField(default=list, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("timetable")
        verbose_name_plural = _("timetables")
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["conference", "number"], name="timetable_number_once"),
            models.UniqueConstraint(
                fields=["conference"], condition=Q(state=TimetableState.PUBLISHED), name="timetable_published_once"
            ),
            models.UniqueConstraint(
                fields=["conference"], condition=Q(state=TimetableState.DRAFT), name="timetable_draft_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.conference} {self.number}"


class Placement(models.Model):
    """Where and when a session is given in one version. ``locked``: the solver does not move it."""

    timetable = models.ForeignKey(Timetable, on_delete=models.CASCADE, related_name="placements")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="placements")
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="placements")
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="placements")
    locked = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        ordering: ClassVar = ["slot", "room", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["timetable", "session"], name="placement_of_session_once"),
            models.UniqueConstraint(fields=["timetable", "room", "slot"], name="placement_in_room_once"),
        ]

    def __str__(self) -> str:
        return f"{self.session}: {self.room}, {self.slot}"

    @property
    def ends(self) -> datetime:
        """When the session ends: with its slot, or before, where it is shorter."""
        return min(self.slot.ends, self.slot.begins + timedelta(minutes=self.session.minutes))


class SolverRun(models.Model):
    """One run of the solver on a draft, asked for on the desk and done by a worker.

    ``seconds`` is the time that it may take. With ``rest_only`` whatever has a place and no conflict stays there, too.
    ``result`` has what came of it, or what was found so far (``running.py``). ``beat_at`` is when the worker showed
    that it is alive.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    timetable = models.ForeignKey(Timetable, on_delete=models.CASCADE, related_name="runs")
    state = models.CharField(max_length=8, choices=SolveState.choices, default=SolveState.QUEUED)
    seconds = models.PositiveSmallIntegerField(default=30)
    rest_only = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    begun_at = models.DateTimeField(null=True, blank=True)
    beat_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    stop_asked = models.BooleanField(default=False)
    result = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("run of the solver")
        verbose_name_plural = _("runs of the solver")
        ordering: ClassVar = ["-asked_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["timetable"],
                condition=Q(state__in=[SolveState.QUEUED, SolveState.RUNNING]),
                name="solver_run_one_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.timetable}: {self.state}"
