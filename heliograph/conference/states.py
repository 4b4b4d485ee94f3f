"""Enumerations of conferences."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SlotKind(TextChoices):
    """What a slot of the timetable is for."""

    SESSIONS = "sessions", _("sessions in parallel")
    PLENARY = "plenary", _("plenary")
    BREAK = "break", _("break")
    POSTERS = "posters", _("posters")


class TimetableState(TextChoices):
    """One version of the timetable; one at most is published."""

    DRAFT = "draft", pgettext_lazy("timetable", "draft")
    PUBLISHED = "published", pgettext_lazy("timetable", "published")
    REPLACED = "replaced", pgettext_lazy("timetable", "replaced")


class SolveState(TextChoices):
    """One run of the solver."""

    QUEUED = "queued", pgettext_lazy("solver", "waiting")
    RUNNING = "running", pgettext_lazy("solver", "running")
    DONE = "done", pgettext_lazy("solver", "done")
    STOPPED = "stopped", pgettext_lazy("solver", "stopped")
    FAILED = "failed", pgettext_lazy("solver", "failed")


class LetterState(TextChoices):
    """An invitation letter, as embassies ask for one."""

    ASKED = "asked", pgettext_lazy("invitation letter", "asked for")
    SIGNED = "signed", pgettext_lazy("invitation letter", "signed off")
    REFUSED = "refused", pgettext_lazy("invitation letter", "refused")
    REVOKED = "revoked", pgettext_lazy("invitation letter", "revoked")
