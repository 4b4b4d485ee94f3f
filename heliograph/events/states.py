"""Enumerations of events."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EventKind(TextChoices):
    MEETING = "meeting", _("meeting")
    WEBINAR = "webinar", _("webinar")
    CELEBRATION = "celebration", _("celebration")
    CONFERENCE = "conference", _("conference")
    WORKSHOP = "workshop", _("workshop")
    OTHER = "other", pgettext_lazy("kind of event", "other")


class EventStatus(TextChoices):
    DRAFT = "draft", pgettext_lazy("event", "draft")
    PUBLISHED = "published", pgettext_lazy("event", "published")


class OccurrenceState(TextChoices):
    """What was decided of one time at which an event takes place; whether it is over, the clock says."""

    TENTATIVE = "tentative", pgettext_lazy("event", "to be confirmed")
    CONFIRMED = "confirmed", pgettext_lazy("event", "confirmed")
    CANCELLED = "cancelled", pgettext_lazy("event", "cancelled")


class Standing(TextChoices):
    """What is shown of an occurrence: its state as the clock makes it."""

    TENTATIVE = "tentative", pgettext_lazy("event", "to be confirmed")
    CONFIRMED = "confirmed", pgettext_lazy("event", "confirmed")
    NOW = "now", pgettext_lazy("event", "taking place now")
    HELD = "held", pgettext_lazy("event", "over")
    CANCELLED = "cancelled", pgettext_lazy("event", "cancelled")


class Mode(TextChoices):
    ON_SITE = "on-site", _("on site")
    ONLINE = "online", _("online")
    HYBRID = "hybrid", _("on site and online")


class Seat(TextChoices):
    """How one takes part. The values are part of what ``Response.share`` and answers hold."""

    ROOM = "room", _("on site")
    LINE = "line", _("online")


class Change(TextChoices):
    """What happened to an occurrence; the log of it only grows."""

    MADE = "made", pgettext_lazy("event", "entered")
    CONFIRMED = "confirmed", pgettext_lazy("event", "confirmed")
    MOVED = "moved", pgettext_lazy("event", "moved")
    CANCELLED = "cancelled", pgettext_lazy("event", "cancelled")
    RESTORED = "restored", pgettext_lazy("event", "taking place after all")
    CHANGED = "changed", pgettext_lazy("event", "changed")


#: Changes of which everybody is told who follows an event or is registered.
TOLD = frozenset({Change.CONFIRMED, Change.MOVED, Change.CANCELLED, Change.RESTORED})


class Part(TextChoices):
    """What a document of the library is to an event."""

    RECORDING = "recording", _("recording")
    SLIDES = "slides", _("slides")
    PREPARATION = "preparation", _("to prepare")
    RESULT = "result", _("what came of it")
