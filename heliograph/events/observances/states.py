"""Enumerations of observances; the values are those of the data that they are loaded from."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ObservanceKind(TextChoices):
    DAY = "day", _("day")
    WEEK = "week", _("week")
    YEAR = "year", _("year")
    DECADE = "decade", _("decade")


#: What is marked for a year or longer, and comes once.
LONG = frozenset({ObservanceKind.YEAR, ObservanceKind.DECADE})


class ObservanceTheme(TextChoices):
    EDUCATION = "education", _("education")
    PEACE = "peace", _("peace")
    CULTURE = "culture", _("culture")
    SCIENCE = "science", _("science")
    ENVIRONMENT = "environment", _("environment")
    RIGHTS = "rights", _("rights")
    HEALTH = "health", _("health")
    LANGUAGE = "language", _("language")
    OTHER = "other", pgettext_lazy("theme of an international day", "other")


class Tier(TextChoices):
    """Whether a calendar shows it unless asked for all."""

    CORE = "core", _("main")
    EXTENDED = "extended", _("further")
