"""Badges, the doors where they are looked at, who came on which day, and certificates of participation."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from heliograph.calls.models import Response
from heliograph.conference.attending.queries import BadgeQuerySet, CheckInQuerySet
from heliograph.network.joining.codes import new_code
from heliograph.network.models import Person


def new_token() -> str:
    """What the QR code of a badge holds and stands beneath it: signs that nobody guesses, and that can be typed."""
    return new_code()


class Badge(models.Model):
    """What somebody wears at a conference; ``response`` is his registration. ``name`` is as he wants it read.

    Who comes in somebody's place gets a badge of his own: the one before is revoked, and its code opens nothing.
    ``whose`` tells by a digest for whom it was made, so that who comes after all has his own again.
    """

    conference = models.ForeignKey("conference.Conference", on_delete=models.CASCADE, related_name="badges")
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="+")
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    whose = models.CharField(max_length=32, blank=True, editable=False)
    name = models.CharField(_("name on the badge"), max_length=200)
    organization = models.CharField(max_length=250, blank=True)
    country = models.CharField(max_length=2, blank=True)
    role = models.CharField(max_length=100, blank=True)
    made_at = models.DateTimeField()
    printed_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = BadgeQuerySet.as_manager()

    class Meta:
        verbose_name = _("badge")
        verbose_name_plural = _("badges")
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["response"], condition=models.Q(revoked_at__isnull=True), name="badge_of_response_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class DoorKey(models.Model):
    """A link by which a volunteer checks people in without an account, until the conference is over or it is revoked.

    ``label`` says for which door or for whom it was made.
    """

    conference = models.ForeignKey("conference.Conference", on_delete=models.CASCADE, related_name="door_keys")
    label = models.CharField(_("door"), max_length=100)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("key to a door")
        verbose_name_plural = _("keys to doors")
        ordering: ClassVar = ["made_at", "pk"]

    def __str__(self) -> str:
        return self.label


class CheckIn(models.Model):
    """Somebody came on a day. ``at`` is when the phone saw the badge, ``received_at`` when the server learnt of it.

    ``mark`` is drawn by the phone for each scan: what is sent again counts once; a second scan on the same day
    adds nothing, and of two the earlier stays. What was a mistake is ``undone_at``, and stays known, so that a phone
    which sends it once more does not bring it back.
    """

    badge = models.ForeignKey(Badge, on_delete=models.CASCADE, related_name="check_ins")
    day = models.DateField()
    at = models.DateTimeField()
    received_at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    door = models.ForeignKey(DoorKey, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    mark = models.UUIDField(default=uuid.uuid4, unique=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = CheckInQuerySet.as_manager()

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["badge", "day"], name="check_in_once_a_day")]

    def __str__(self) -> str:
        return f"{self.badge}: {self.day}"


class ParticipationCertificate(models.Model):
    """A certificate for who took part, with a code by which anybody can verify it.

    ``person`` has it, where he is on record, also once the registrations have been made anonymous.
    """

    badge = models.OneToOneField(Badge, on_delete=models.CASCADE, related_name="certificate")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    code = models.CharField(max_length=40, unique=True, editable=False)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=20, default="en")
    days = models.JSONField(default=list)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("certificate of participation")
        verbose_name_plural = _("certificates of participation")
        ordering: ClassVar = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"{self.name}: {self.code}"
