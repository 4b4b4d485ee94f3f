"""A conference: a programme with days, and the calls and rooms that make it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from heliograph.calls.models import Call, Programme
from heliograph.conference.queries import ConferenceQuerySet
from heliograph.events.models import Event
from heliograph.network.models import Person


class Conference(models.Model):
    """What makes a programme a conference: its days, where it is, and which of its calls does what.

    ``first_day`` and ``last_day`` are days in ``zone``, the zone of the place. ``event`` is the conference as an event
    of the agenda. ``signatory`` is who signs letters and certificates: name and function, a line each.
    """

    programme = models.OneToOneField(Programme, on_delete=models.PROTECT, related_name="+")
    event = models.OneToOneField(Event, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    registration = models.OneToOneField(Call, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    follow_up = models.OneToOneField(Call, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    posters = models.OneToOneField(Call, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    sessions = models.OneToOneField(Call, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    summaries = models.OneToOneField(Call, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    zone = models.CharField(_("time zone of the place"), max_length=64)
    place = I18nCharField(_("place"), max_length=200, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    marks = models.JSONField(default=dict, blank=True)
    signatory = models.CharField(_("who signs letters"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    objects = ConferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("conference")
        verbose_name_plural = _("conferences")
        ordering: ClassVar = ["-first_day", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="conference_days"),
        ]

    def __str__(self) -> str:
        return str(self.programme)


class Theme(models.Model):
    """One of a conference's themes, by which posters and sessions are found and spread; ``key`` is never changed."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="themes")
    key = models.SlugField(_("key"), max_length=40)
    name = I18nCharField(_("name"), max_length=120)
    marks = models.JSONField(default=dict, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["conference", "key"], name="theme_key_once")]

    def __str__(self) -> str:
        return str(self.name)


class ConferenceEntry(models.Model):
    """What was done with a conference on the desk, by whom and when; it only grows."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="entries")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    verb = models.CharField(max_length=30)
    note = models.CharField(max_length=500, blank=True)
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("entry of a conference")
        verbose_name_plural = _("entries of conferences")
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.conference}: {self.verb}"


from heliograph.conference.attending.models import (  # noqa: E402, F401 (so that Django knows them)
    Badge,
    CheckIn,
    ParticipationCertificate,
)
from heliograph.conference.posters.models import Appreciation, Poster  # noqa: E402, F401 (as above)
from heliograph.conference.published.models import Interest, ProgrammeChange  # noqa: E402, F401 (as above)
from heliograph.conference.registering.models import InvitationLetter, Stay  # noqa: E402, F401 (as above)
from heliograph.conference.report.models import Photograph, ReportEdition, ReportState  # noqa: E402, F401 (as above)
from heliograph.conference.sessions.models import (  # noqa: E402, F401 (as above)
    Format,
    PartnerOffer,
    PartnerSearch,
    Session,
    SessionPerson,
)
from heliograph.conference.timetable.models import (  # noqa: E402, F401 (as above)
    Arrival,
    Placement,
    Room,
    RoomClosure,
    Slot,
    SolverRun,
    Timetable,
)
