"""Certificates of attendance: issued to who took part, revoked, and restored."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from heliograph.calls.concerning import holder_of
from heliograph.calls.models import CoRespondent
from heliograph.events.afterwards.attending import is_held, name_along, name_of
from heliograph.events.afterwards.models import AttendanceCertificate
from heliograph.events.models import Event
from heliograph.events.registering.models import Companion, Registration
from heliograph.events.registering.people import COMING
from heliograph.events.scheduling.doors import held_event, log
from heliograph.network.joining.certificate_pdf import printable
from heliograph.network.joining.codes import new_code
from heliograph.network.letters import supported
from heliograph.network.models import Person
from heliograph.network.states import Refused
from heliograph.texts.multilingual import texts_of


def of(registration: Registration, companion: Companion | None = None) -> AttendanceCertificate | None:
    """The certificate that was issued for a registration, or for a companion, whether it stands or not. One query."""
    his = {"registration": registration} if companion is None else {"companion": companion}
    return AttendanceCertificate.objects.filter(**his).first()


@transaction.atomic
def issue(
    registration: Registration, language: str, at: datetime, who: CoRespondent | None = None, said: str = ""
) -> AttendanceCertificate:
    """The certificate for a registration, made where there is none yet, in the reader's interface language.

    ``who`` is one who answers along with the registrant: then it is his own. ``said`` is the name as he has written it
    for this certificate: it counts where none is known that can be printed; who registers by a link has no account.

    Raises Refused: not over, did not attend, revoked, a name or a title that cannot be printed.
    """
    rows = Registration.objects.select_for_update(of=("self",))
    held = rows.select_related("response__person", "occurrence__event").get(pk=registration.pk)
    companion = _companion(who) if who is not None else None
    before = of(held, companion)
    if before is not None:
        if before.revoked_at is not None:
            raise Refused("revoked", _("Your certificate was revoked. Write to the organizer if you ask why."))
        return before
    _check(held, companion, at)
    known = name_of(held) if companion is None else name_along(companion)
    name = said.strip() if asks_name(known) and said.strip() else known
    event, row = held.occurrence.event, held.occurrence
    assert row.start is not None
    spoken = supported(language)
    _check_print(name, event, spoken)
    whose = holder_of(held.response) if companion is None else companion.co_respondent.person
    made: AttendanceCertificate = AttendanceCertificate.objects.create(
        code=new_code(), registration=held if companion is None else None, companion=companion, person=whose,
        occurrence=row, name=name[:200], title=event.title,
        start=row.start, end=row.end, zone=row.zone, language=spoken, issued_at=at,
    )  # fmt: skip
    return made


def _check(registration: Registration, companion: Companion | None, at: datetime) -> None:
    if not is_held(registration.occurrence, at):
        raise Refused("not-over", _("Certificates are given when the event is over."))
    if registration.response.state not in COMING or not (companion or registration).attended:
        raise _not_attended()


def _not_attended() -> Refused:
    sentence = _("It is not known that you took part. If you did, write to the organizer, who can note it.")
    return Refused("not-attended", sentence)


def _companion(who: CoRespondent) -> Companion:
    """What is known of somebody who answers along. Raises Refused where that is nothing."""
    found = Companion.objects.select_related("co_respondent__person").filter(co_respondent=who).first()
    if found is None:
        raise _not_attended()
    return found


def asks_name(known: str) -> bool:
    """Whether the name on a certificate has to be asked for: none is known, or none that can be printed."""
    return not known or not printable(known)


def _check_print(name: str, event: Event, language: str) -> None:
    if not name:
        raise Refused("nameless", _("Your name is not known. Write it as it is to stand on the certificate."))
    if not printable(name):
        raise Refused(
            "unprintable",
            _("The letters of this name cannot be printed yet. Write it in Latin letters."),
        )
    if printed_title(event.title, event.source_language, language) == ("", ""):
        raise Refused("unprintable-title", _("The title of the event cannot be printed. Write to the organizer."))


def printed_title(title: object, source: str, language: str) -> tuple[str, str]:
    """A title as a certificate has it, and its language: the reader's, the original's or any, as far as fonts go.

    Empty where no language can be printed.
    """
    texts = texts_of(title)  # type: ignore[arg-type]
    return next(
        ((texts[each], each) for each in _preferred(texts, source, language) if printable(texts[each])), ("", "")
    )


def _preferred(texts: dict[str, str], source: str, language: str) -> Iterator[str]:
    order = dict.fromkeys([language, source, settings.LANGUAGE_CODE, *texts])
    return (each for each in order if texts.get(each, "").strip())


@transaction.atomic
def revoke(certificate: AttendanceCertificate, reason: str, by: Person, at: datetime) -> AttendanceCertificate:
    """Say that a certificate does not stand any more. A second time nothing happens. Raises Refused."""
    event, held = _held(certificate, by)
    if held.revoked_at is not None:
        return held
    if not reason.strip():
        raise Refused("no-reason", _("Say why: it stays in the log of the event."))
    held.revoked_at, held.revoked_by, held.reason = at, by, reason.strip()[:500]
    held.save(update_fields=["revoked_at", "revoked_by", "reason"])
    log(event, "certificate-revoked", by, at, held.code)
    return held


@transaction.atomic
def restore(certificate: AttendanceCertificate, by: Person, at: datetime) -> AttendanceCertificate:
    """Let a revoked certificate stand again. A second time nothing happens. Raises Refused."""
    event, held = _held(certificate, by)
    if held.revoked_at is None:
        return held
    held.revoked_at, held.revoked_by, held.reason = None, None, ""
    held.save(update_fields=["revoked_at", "revoked_by", "reason"])
    log(event, "certificate-restored", by, at, held.code)
    return held


def _held(certificate: AttendanceCertificate, by: Person) -> tuple[Event, AttendanceCertificate]:
    event = held_event(certificate.occurrence.event, by)
    return event, AttendanceCertificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)


def page_of_code(code: str) -> str:
    """The page that tells of a certificate with a code; empty where there is none."""
    known = bool(code) and AttendanceCertificate.objects.filter(code=code).exists()
    return reverse("events:certificate", args=[code]) if known else ""
