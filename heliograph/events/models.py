"""Events and the times at which they take place, what happened to these, and who wants to be told."""

from __future__ import annotations

import secrets
import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from heliograph.calls.models import Call, Programme
from heliograph.calls.states import Visibility
from heliograph.events.observances.models import Observance, ObservanceFollower  # noqa: F401 (so that Django knows it)
from heliograph.events.queries import EventQuerySet, OccurrenceQuerySet
from heliograph.events.states import Change, EventKind, EventStatus, Mode, OccurrenceState, Part
from heliograph.library.models import Document
from heliograph.network.lists import WordsField
from heliograph.network.models import Audience, Organization, Person


def _secret() -> str:
    return secrets.token_urlsafe(18)


class Event(models.Model):
    """Something that takes place: once, several times so that each chooses one, or again and again by a rule.

    ``number`` is its place in a series (the fourth session). ``registration`` is the call by which people register,
    ``floor`` that by which they offer to speak. ``country`` and ``region`` are those it is for, empty: for all.
    ``recurrence`` is an RFC 5545 RRULE value without DTSTART; its occurrences are rows up to a horizon
    (``recurring.py``), the first of them its DTSTART. ``series`` is the UID of the times of that rule, empty: the
    public id; once another rule took over from a time on (``splitting.py``) ``former_rules`` has those before, ended,
    by their UID. ``link`` is the secret of an event found by link only.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("name in addresses"), max_length=80, unique=True)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+", verbose_name=_("programme"))
    kind = models.CharField(_("kind"), max_length=12, choices=EventKind.choices, default=EventKind.MEETING)
    number = models.PositiveSmallIntegerField(_("number in the series"), null=True, blank=True)
    title = I18nCharField(_("title"), max_length=250)
    summary = I18nCharField(_("in one sentence"), max_length=400, blank=True)
    text = I18nTextField(_("text"), blank=True)
    source_language = models.CharField(_("written in"), max_length=20, default="en")
    marks = models.JSONField(default=dict, blank=True)
    host = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("host")
    )
    host_name = models.CharField(_("host, where it is not on record"), max_length=250, blank=True)
    contact = models.EmailField(_("contact"), blank=True)
    zone = models.CharField(_("organizer's time zone"), max_length=64, default="Europe/Paris")
    audience = models.ForeignKey(
        Audience, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("addressed to")
    )
    visibility = models.CharField(_("found by"), max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC)
    link = models.CharField(max_length=40, default=_secret, editable=False)
    country = models.CharField(_("country"), max_length=2, blank=True)
    region = models.CharField(_("region"), max_length=60, blank=True)
    registration = models.ForeignKey(
        Call, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("registration")
    )
    floor = models.ForeignKey(
        Call, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("offers to speak")
    )
    observance = models.ForeignKey(
        Observance, on_delete=models.SET_NULL, null=True, blank=True, related_name="events",
        verbose_name=_("international day"),
    )  # fmt: skip
    recurrence = models.CharField(_("repeated"), max_length=250, blank=True)
    series = models.UUIDField(null=True, blank=True, editable=False)
    former_rules = models.JSONField(default=dict, blank=True)
    recurrence_words = models.CharField(_("repeated, in words"), max_length=200, blank=True)
    status = models.CharField(max_length=10, choices=EventStatus.choices, default=EventStatus.DRAFT)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering: ClassVar = ["programme", "number", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["status", "visibility"], name="event_status"),
            models.Index(fields=["registration"], name="event_registration"),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def series_uid(self) -> uuid.UUID:
        """The UID of the times that its present rule gives."""
        return self.series or self.public_id

    def rule_of(self, uid: uuid.UUID) -> str:
        """The rule that gives the times of a UID: the present one, or one before it."""
        return str(self.former_rules.get(str(uid), self.recurrence))


class Occurrence(models.Model):
    """One time at which an event takes place. A registrant chooses one of them.

    ``start`` and ``end`` are instants (UTC), None where they are to be confirmed; ``zone``, ``precision`` and ``words``
    are as a deadline's (``calls/deadlines/moments.py``): a tentative one that is known by the week has ``start`` None,
    the week's first day in ``words`` and its length in ``precision``; words as they were used stand in ``said``. The
    ``end`` of one that is known by the day lies in its last day.
    ``original_start`` is where the event's rule puts it (RFC 5545, RECURRENCE-ID). ``sequence`` grows with each change
    that calendars must learn of, ``uid`` never changes (a recurring event's has the UID of its series) but where
    another rule takes a time over: then ``former`` has the names (UID, RECURRENCE-ID) under which calendars may have it
    still. ``rooms`` and ``lines`` are places on site and online, empty: no limit. ``join_link`` is shown to nobody:
    registrants get a link of their own. ``open_link``: shown to all.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="occurrences")
    label = I18nCharField(_("what tells it apart"), max_length=120, blank=True)
    start = models.DateTimeField(null=True, blank=True)
    end = models.DateTimeField(null=True, blank=True)
    zone = models.CharField(_("time zone"), max_length=64, default="Europe/Paris")
    precision = models.CharField(max_length=12, default="minute")
    words = models.CharField(max_length=200, blank=True)
    said = I18nCharField(_("what is known of it"), max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=OccurrenceState.choices, default=OccurrenceState.CONFIRMED)
    mode = models.CharField(_("how"), max_length=8, choices=Mode.choices, default=Mode.ONLINE)
    place = I18nCharField(_("place"), max_length=200, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    join_link = models.URLField(_("link to join"), max_length=1000, blank=True)
    open_link = models.BooleanField(_("the link is shown to all"), default=False)
    languages = WordsField(_("languages spoken"), blank=True)
    captions = WordsField(_("captions in"), blank=True)
    interpretation = WordsField(_("interpreted into"), blank=True)
    rooms = models.PositiveIntegerField(_("places on site"), null=True, blank=True)
    lines = models.PositiveIntegerField(_("places online"), null=True, blank=True)
    original_start = models.DateTimeField(null=True, blank=True)
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    former = models.JSONField(default=list, blank=True, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("occurrence")
        verbose_name_plural = _("occurrences")
        ordering: ClassVar = [models.F("start").asc(nulls_last=True), "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["event", "uid", "original_start"],
                condition=Q(original_start__isnull=False),
                name="occurrence_of_rule_once",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["start", "state"], name="occurrence_start")]

    def __str__(self) -> str:
        return f"{self.event} {self.start or self.said}"


class OccurrenceEntry(models.Model):
    """What happened to an occurrence; it only grows. ``before`` and ``after`` have what was changed.

    ``told_at`` is empty while letters about it are owed; what owes none is told as it is written. ``act`` is one for
    all that was done at once, which one letter tells. ``tries`` counts how often letters could not be written,
    ``try_at`` says when that is tried again.
    """

    occurrence = models.ForeignKey(Occurrence, on_delete=models.CASCADE, related_name="entries")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    change = models.CharField(max_length=10, choices=Change.choices)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    act = models.UUIDField(null=True, blank=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, db_default=0)
    try_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("entry of an occurrence")
        verbose_name_plural = _("entries of occurrences")
        ordering: ClassVar = ["at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["id"], condition=Q(told_at__isnull=True), name="occurrence_entry_owed"),
            models.Index(fields=["act"], condition=Q(act__isnull=False), name="occurrence_entry_act"),
        ]

    def __str__(self) -> str:
        return f"{self.occurrence}: {self.change}"


class EventEntry(models.Model):
    """What staff did with an event as a whole; it only grows. ``what`` are the fields that were changed."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="entries")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    verb = models.CharField(max_length=20)
    what = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("entry of an event")
        verbose_name_plural = _("entries of events")
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.event}: {self.verb}"


class EventFollower(models.Model):
    """Somebody who is to be told when something of an event is confirmed, moved or cancelled."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="followers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("follower of an event")
        verbose_name_plural = _("followers of events")
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "person"], name="event_follower_once")]

    def __str__(self) -> str:
        return f"{self.event}: {self.person}"


class Speaker(models.Model):
    """Somebody who speaks at an event, or at one of its times; ``response`` is public id of an accepted offer.

    ``person`` is whose name an offer has brought there, also once the offers have been made anonymous.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="speakers")
    occurrence = models.ForeignKey(
        Occurrence, on_delete=models.SET_NULL, null=True, blank=True, related_name="speakers"
    )
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("name"), max_length=200)
    role = I18nCharField(_("role"), max_length=200, blank=True)
    organization = models.CharField(_("school or organization"), max_length=250, blank=True)
    topic = I18nCharField(_("speaks about"), max_length=250, blank=True)
    response = models.UUIDField(null=True, blank=True)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class EventDocument(models.Model):
    """A document of the library that goes with an event, or with one of its times."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="documents")
    occurrence = models.ForeignKey(
        Occurrence, on_delete=models.CASCADE, null=True, blank=True, related_name="documents"
    )
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=12, choices=Part.choices, default=Part.PREPARATION)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("document of an event")
        verbose_name_plural = _("documents of events")
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.event}: {self.document}"


from heliograph.events.afterwards.models import (  # noqa: E402, F401 (so that Django knows them)
    AfterLetter,
    AttendanceCertificate,
    CaptionTrack,
    Cue,
    Feedback,
    FeedbackGiven,
)
from heliograph.events.agenda.models import CalendarLink  # noqa: E402, F401 (so that Django knows it)
from heliograph.events.registering.models import (  # noqa: E402, F401 (so that Django knows them)
    Companion,
    OccurrenceReminder,
    Registration,
    ReplacedLink,
)
