"""Enumerations of the network, and the one way it refuses."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrganizationKind(TextChoices):
    SCHOOL = "school", _("school")
    COMMISSION = "commission", _("National Commission")
    MINISTRY = "ministry", _("ministry")
    TRAINING = "training", _("teacher-training institution")
    REGIONAL_OFFICE = "regional-office", _("regional office")
    PARTNER = "partner", _("partner")
    OTHER = "other", pgettext_lazy("kind of organization", "other")


class Membership(TextChoices):
    NONE = "none", _("not a member")
    CANDIDATE = "candidate", _("candidate")
    MEMBER = "member", _("member")
    SUSPENDED = "suspended", _("suspended")
    LEFT = "left", pgettext_lazy("membership", "left")


class RoleKind(TextChoices):
    SECRETARIAT = "secretariat", _("secretariat")
    REGIONAL_OFFICE = "regional-office", _("regional office")
    COORDINATOR = "coordinator", _("National Coordinator")
    DEPUTY = "deputy", _("deputy coordinator")
    ORGANIZER = "organizer", _("organizer")
    FOCAL_POINT = "focal-point", _("focal point")
    PRINCIPAL = "principal", _("principal")
    TEACHER = "teacher", _("teacher")
