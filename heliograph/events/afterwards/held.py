"""What this room holds about a person: certificates, that feedback was given, the floor, and acts on the desk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from heliograph.calls.concerning import addresses_of, lost_with, told_to
from heliograph.events.afterwards.models import AfterLetter, AttendanceCertificate, CaptionTrack, FeedbackGiven
from heliograph.events.models import Speaker
from heliograph.frame.finished import touch
from heliograph.network.account.holdings import Erasing, Holding, register
from heliograph.network.models import Person


def _certificates(person: Person) -> Iterator[dict[str, Any]]:
    own = Q(registration__response__in=told_to(person).values("pk")) | Q(companion__co_respondent__person=person)
    own |= Q(person=person)
    found = AttendanceCertificate.objects.filter(own)
    for row in found.order_by("pk"):
        yield {
            "event": str(row.title),
            "start": row.start,
            "name": row.name,
            "code": row.code,
            "issued_at": row.issued_at,
            "revoked_at": row.revoked_at,
        }


def _forget_certificates(erasing: Erasing) -> None:
    """The codes stay known, so that nobody takes a true paper for a false one; whose they were does not."""
    person, lost = erasing.person, lost_with(erasing.person, addresses_of(erasing)).values("pk")
    his = Q(registration__response__in=lost) | Q(registration__response__person=person, name=str(person.name))
    his |= Q(companion__co_respondent__person=person) | Q(companion__registration__response__in=lost) | Q(person=person)
    found = AttendanceCertificate.objects.filter(his).values("pk")
    AttendanceCertificate.objects.filter(pk__in=found).update(name="", person=None)


def _feedback(person: Person) -> Iterator[dict[str, Any]]:
    found = FeedbackGiven.objects.filter(registration__response__in=told_to(person).values("pk"))
    for row in found.select_related("registration__occurrence__event").order_by("pk"):
        yield {"event": str(row.registration.occurrence.event.title)}


def _speaking(person: Person) -> QuerySet[Speaker]:
    """Where he speaks: of an offer that was made anonymous only the link of the line itself tells."""
    return Speaker.objects.filter(Q(response__in=told_to(person).values("public_id")) | Q(person=person))


def _floors(person: Person) -> Iterator[dict[str, Any]]:
    for row in _speaking(person).select_related("event").order_by("pk"):
        yield {"event": str(row.event.title), "name": row.name, "topic": str(row.topic)}


def _forget_floors(erasing: Erasing) -> None:
    """On programmes his school stands in his place; where it is not known, nobody does."""
    person = erasing.person
    for row in _speaking(person).filter(Q(name=str(person.name)) | Q(person=person)):
        if row.organization:
            row.name, row.organization, row.person = row.organization, "", None
            row.save(update_fields=["name", "organization", "person"])
        else:
            row.delete()
    touch()


def _acts(person: Person) -> Iterator[dict[str, Any]]:
    for track in CaptionTrack.objects.filter(added_by=person).select_related("recording__event").order_by("pk"):
        yield {"event": str(track.recording.event), "at": track.added_at, "did": "captions", "what": track.language}
    for letter in AfterLetter.objects.filter(by=person).select_related("occurrence__event").order_by("pk"):
        yield {"event": str(letter.occurrence.event), "at": letter.at, "did": "letter"}
    for row in AttendanceCertificate.objects.filter(revoked_by=person).order_by("pk"):
        yield {"event": str(row.title), "at": row.revoked_at, "did": "revoked", "what": row.code}


def _forget_acts(erasing: Erasing) -> None:
    CaptionTrack.objects.filter(added_by=erasing.person).update(added_by=None)
    AfterLetter.objects.filter(by=erasing.person).update(by=None)
    AttendanceCertificate.objects.filter(revoked_by=erasing.person).update(revoked_by=None)


def register_held() -> None:
    """For ``ready()``."""
    certificates = _("certificates of attendance")
    whose = ("events.AttendanceCertificate.person",)
    register(Holding("attendance-certificates", certificates, _certificates, _forget_certificates, 60, whose))
    register(Holding("event-feedback", _("events on which you gave feedback (not which)"), _feedback, order=82))
    register(Holding("floors", _("events at which you speak"), _floors, _forget_floors, 61, ("events.Speaker.person",)))
    acts = ("events.CaptionTrack.added_by", "events.AfterLetter.by", "events.AttendanceCertificate.revoked_by")
    done = _("captions, letters and certificates that you looked after")
    register(Holding("after-events", done, _acts, _forget_acts, 83, acts))
