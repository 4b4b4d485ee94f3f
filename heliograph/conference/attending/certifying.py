"""Certificates of participation: made when whoever was there asks for his, revoked, and let stand again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from heliograph.calls.concerning import holder_of
from heliograph.conference.attending.checking_in import day_of
from heliograph.conference.attending.models import Badge, CheckIn, ParticipationCertificate
from heliograph.conference.doors import held_conference, log
from heliograph.conference.models import Conference
from heliograph.events.afterwards.certifying import printed_title
from heliograph.network.joining.certificate_pdf import printable
from heliograph.network.joining.codes import new_code
from heliograph.network.letters import supported
from heliograph.network.models import Person
from heliograph.network.states import Refused


def is_over(conference: Conference, at: datetime) -> bool:
    """Whether its last day is past, on the calendar of the place."""
    return day_of(conference, at) > conference.last_day


@transaction.atomic
def issue(conference: Conference, badge: Badge, language: str, at: datetime) -> ParticipationCertificate:
    """The certificate of who wore a badge, made where there is none yet, in the reader's interface language.

    Made once it is the same ever after. Raises Refused: ``revoked``, ``not-over``, ``not-there``, ``nameless``,
    ``unprintable``, ``unprintable-title``.
    """
    rows = Badge.objects.select_for_update(of=("self",)).select_related("response__person")
    held = rows.get(pk=badge.pk, conference=conference)
    before = ParticipationCertificate.objects.filter(badge=held).first()
    if before is not None:
        if before.revoked_at is not None:
            raise Refused("revoked", _("Your certificate was revoked. Write to the organizer if you ask why."))
        return before
    days = list(CheckIn.objects.standing().filter(badge=held).order_by("day").values_list("day", flat=True))
    spoken = supported(language)
    _check(conference, held, at, there=bool(days))
    _check_print(conference, held.name, spoken)
    made: ParticipationCertificate = ParticipationCertificate.objects.create(
        badge=held, person=holder_of(held.response), code=new_code(), name=held.name, language=spoken,
        days=[day.isoformat() for day in days], made_at=at,
    )  # fmt: skip
    return made


def _check(conference: Conference, badge: Badge, at: datetime, *, there: bool) -> None:
    if not is_over(conference, at):
        raise Refused("not-over", _("Certificates are given when the conference is over."))
    if not there:
        sentence = _("It is not known that you were there. If you were, write to the organizer, who can note it.")
        raise Refused("not-there", sentence)
    if not badge.name:
        raise Refused("nameless", _("The name on this badge is not kept any more."))


def _check_print(conference: Conference, name: str, language: str) -> None:
    if not printable(name):
        sentence = _("The letters of your name cannot be printed yet. Ask the organizer to have it in Latin letters.")
        raise Refused("unprintable", sentence)
    programme = conference.programme
    if printed_title(programme.title, programme.source_language, language) == ("", ""):
        sentence = _("The title of the conference cannot be printed. Write to the organizer.")
        raise Refused("unprintable-title", sentence)


@transaction.atomic
def revoke(conference: Conference, code: str, reason: str, by: Person, at: datetime) -> None:
    """Say that a certificate does not stand any more. A second time nothing happens. Raises Refused."""
    held, row = _held(conference, code, by)
    if row.revoked_at is not None:
        return
    if not reason.strip():
        raise Refused("no-reason", _("Say why: it stays in the log of the conference."))
    row.revoked_at, row.revoked_by, row.reason = at, by, reason.strip()[:500]
    row.save(update_fields=["revoked_at", "revoked_by", "reason"])
    log(held, "certificate-revoked", by, at, row.code)


@transaction.atomic
def restore(conference: Conference, code: str, by: Person, at: datetime) -> None:
    """Let a revoked certificate stand again. A second time nothing happens. Raises Refused."""
    held, row = _held(conference, code, by)
    if row.revoked_at is None:
        return
    row.revoked_at, row.revoked_by, row.reason = None, None, ""
    row.save(update_fields=["revoked_at", "revoked_by", "reason"])
    log(held, "certificate-restored", by, at, row.code)


def _held(conference: Conference, code: str, by: Person) -> tuple[Conference, ParticipationCertificate]:
    held = held_conference(conference, by)
    rows = ParticipationCertificate.objects.select_for_update(of=("self",))
    return held, rows.get(code=code, badge__conference=held)


def page_of_code(code: str) -> str:
    """The page that tells of a certificate with a code; empty where there is none."""
    found = ParticipationCertificate.objects.filter(code=code).values_list("badge__conference__programme__slug").first()
    return reverse("conference:participation_certificate", args=[found[0], code]) if code and found else ""
