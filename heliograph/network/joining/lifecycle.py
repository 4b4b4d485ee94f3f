"""An application's way from state to state: each step is one function and one transaction.

Lock, rule, write, log, letters. ``by`` is who acts on the desk, None for the school itself, which acts by its signed
link; ``at`` (aware) is when. A step taken already by the same person is no error: nothing happens, and the function
says False. Otherwise a step that the state or a right forbids raises Refused, with a sentence that tells what has
happened meanwhile. Which step leads where stands in ``steps``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from heliograph.network import records, search
from heliograph.network.joining import certificates, letters, notices
from heliograph.network.joining.certificate_pdf import render
from heliograph.network.joining.drafts import application_fields, school_fields
from heliograph.network.joining.moving import begin, finish, locked, school_of, too_late
from heliograph.network.joining.steps import name_is_approved
from heliograph.network.models import Application, ApplicationEntry, Certificate, Organization, Person
from heliograph.network.rules import remit_of
from heliograph.network.states import ApplicationState, Membership, Refused, RoleKind, Verb

# What the school does.


@transaction.atomic
def submit(public_id: UUID, said: Mapping[str, Any], at: datetime) -> Application:
    """Keep what the form has until the applicant's address is confirmed, and ask for that by letter.

    The same form sent again replaces what it said before; once it is confirmed nothing is changed by it.
    """
    made, new = Application.objects.get_or_create(public_id=public_id, defaults={"applied_at": at})
    held = locked(made)
    if held.state != ApplicationState.UNCONFIRMED:
        return held
    for name, value in application_fields(said).items():
        setattr(held, name, value)
    held.draft = school_fields(said)
    held.applied_at = at
    held.save()
    if new:
        ApplicationEntry.objects.create(application=held, at=at, state=held.state)
    known = Organization.objects.current().filter(email__iexact=held.applicant_email).exists()
    letters.ask_to_confirm(held, at, known=known)
    return held


@transaction.atomic
def confirm(application: Application, at: datetime) -> bool:
    """The applicant's address is right: what was written becomes a record, and the country's office is told."""
    held = begin(application, "confirm", None)
    if held is None:
        return False
    held.organization = records.add_organization(held.draft, None, at, note=gettext_noop("applied to join"))
    held.draft, held.applied_at = {}, at
    entry = finish(application, held, "confirm", None, at)
    letters.tell_received(held, entry)
    notices.tell_arrived(held, entry, again=False)
    return True


@transaction.atomic
def discard(application: Application) -> bool:
    """Delete an application whose address was not confirmed; False for any other, which stays."""
    gone, _by_model = Application.objects.filter(pk=application.pk, state=ApplicationState.UNCONFIRMED).delete()
    return bool(gone)


def forget_unconfirmed(at: datetime) -> int:
    """Delete the applications whose address nobody confirmed in time; returns how many."""
    stale = Application.objects.filter(state=ApplicationState.UNCONFIRMED, applied_at__lt=at - letters.UNCONFIRMED_FOR)
    return stale.delete()[1].get("network.Application", 0)


@transaction.atomic
def resubmit(application: Application, said: Mapping[str, Any], at: datetime) -> bool:
    """The school has corrected what was asked for; its address stays the one that was confirmed.

    Raises Refused also where the school has sent it already with other words: these would be lost.
    """
    held = begin(application, "resubmit", None)
    if held is None:
        if not _says(locked(application), said):
            raise too_late(application)
        return False
    fields = {**application_fields(said), "applicant_email": held.applicant_email}
    for name, value in fields.items():
        setattr(held, name, value)
    records.correct(school_of(held), school_fields(said), None, at, note=gettext_noop("corrected by the school"))
    entry = finish(application, held, "resubmit", None, at)
    notices.tell_arrived(held, entry, again=True)
    return True


def _says(held: Application, said: Mapping[str, Any]) -> bool:
    """Whether the application and its record say what a form has, the applicant's address aside."""
    fields = {**application_fields(said), "applicant_email": held.applicant_email}
    same = all(getattr(held, name) == value for name, value in fields.items())
    return same and not records.differences(school_of(held), school_fields(said))


@transaction.atomic
def withdraw(application: Application, at: datetime) -> bool:
    """The school does not want to join any more."""
    held = begin(application, "withdraw", None)
    if held is None:
        return False
    entry = finish(application, held, "withdraw", None, at)
    _no_candidate(held, None, at, gettext_noop("withdrawn by the school"))
    letters.tell_withdrawn(held, entry)
    notices.tell_decided(held, entry)
    return True


@transaction.atomic
def correct_name(application: Application, names: Mapping[str, str], at: datetime) -> bool:
    """The school mends its name while it proofreads it; False where it is so already. It is to be approved then.

    ``names`` has ``name``, ``name_language`` and ``name_en``.
    """
    held = _proofreading(application)
    return records.correct(school_of(held), names, None, at, note=gettext_noop("while proofreading"))


@transaction.atomic
def approve_name(application: Application, name: str, at: datetime) -> bool:
    """The school has read its name as it will be printed; ``name`` is what it was shown. False where it was done."""
    held = _proofreading(application)
    school = records.locked(school_of(held))
    if school.name != name:
        raise Refused("name-changed", _("The name has been changed meanwhile. Please read it once more."))
    if name_is_approved(held):
        return False
    certificates.printed_name(school)
    held.name_approved_at, held.approved_name = at, name
    held.save()
    application.name_approved_at, application.approved_name = at, name
    records.log(school, Verb.NAME_APPROVED, None, at, changes={"name": [None, name]})
    return True


def _proofreading(application: Application) -> Application:
    held = locked(application)
    if held.state != ApplicationState.RECOMMENDED:
        raise too_late(held)
    return held


# What those who look after the country do.


@transaction.atomic
def recommend(application: Application, by: Person, at: datetime, note: str = "") -> bool:
    """Recommend a school to the secretariat: it becomes a candidate and is asked to proofread its name."""
    held = begin(application, "recommend", by, note)
    if held is None:
        return False
    school = school_of(held)
    if school.membership != Membership.CANDIDATE:
        records.change_membership(school, Membership.CANDIDATE, at.date(), gettext_noop("recommended"), by, at)
    entry = finish(application, held, "recommend", by, at, note)
    if not name_is_approved(held):
        letters.ask_to_proofread(held, entry)
    notices.tell_recommended(held, entry)
    return True


@transaction.atomic
def return_to_school(application: Application, by: Person, at: datetime, note: str) -> bool:
    """Ask the school to correct something, which the note says."""
    held = begin(application, "return", by, note)
    if held is None:
        return False
    entry = finish(application, held, "return", by, at, note)
    letters.tell_returned(held, entry)
    return True


@transaction.atomic
def decline(application: Application, by: Person, at: datetime, note: str) -> bool:
    """Do not accept the school, for the reason that the note says; it is no candidate any more."""
    held = begin(application, "decline", by, note)
    if held is None:
        return False
    entry = finish(application, held, "decline", by, at, note)
    _no_candidate(held, by, at, note)
    letters.tell_declined(held, entry)
    notices.tell_decided(held, entry)
    return True


@transaction.atomic
def reopen(application: Application, by: Person, at: datetime, note: str) -> bool:
    """Look again at one that was declined."""
    held = begin(application, "reopen", by, note)
    if held is None:
        return False
    entry = finish(application, held, "reopen", by, at, note)
    letters.tell_reopened(held, entry)
    notices.tell_arrived(held, entry, again=True)
    return True


def _no_candidate(held: Application, by: Person | None, at: datetime, reason: str) -> None:
    school = school_of(held)
    if school.membership == Membership.CANDIDATE:
        records.change_membership(school, Membership.NONE, at.date(), reason, by, at)


# What the secretariat does.


@transaction.atomic
def send_back(application: Application, by: Person, at: datetime, note: str) -> bool:
    """Ask those who recommended it to look once more; the school stays a candidate."""
    held = begin(application, "send-back", by, note)
    if held is None:
        return False
    entry = finish(application, held, "send-back", by, at, note)
    notices.tell_sent_back(held, entry)
    return True


@transaction.atomic
def admit(application: Application, on: date, by: Person, at: datetime) -> bool:
    """Admit a school as a member from a day on (not ahead): role for the applicant, certificate, letter with it."""
    held = begin(application, "admit", by)
    if held is None:
        return False
    school = held.organization = records.locked(school_of(held))
    if not name_is_approved(held):
        raise Refused("name-open", _("The school has not yet proofread its name as it stands now."))
    records.change_membership(school, Membership.MEMBER, on, gettext_noop("admitted"), by, at)
    records.confirm(school, by, at, note=gettext_noop("admitted"))
    who = _person_of(held, school, at)
    records.appoint(who, RoleKind(held.applicant_role), on, by, at, organization=school)
    certificate, _new = certificates.issue(school, by, at)
    entry = finish(application, held, "admit", by, at)
    letters.tell_admitted(school, certificate, _pdf(certificate, school), letters.key_of(entry, "school"), at)
    notices.tell_decided(held, entry)
    return True


def _person_of(held: Application, school: Organization, at: datetime) -> Person:
    """Whose address applied; an account is made where there is none."""
    found = Person.objects.filter(email__iexact=held.applicant_email).first()
    if found is not None:
        return found
    made = Person.objects.create_person(
        held.applicant_email, at, name=held.applicant_name, languages=[held.language], zone=school.zone
    )
    search.index_people([made])
    return made


def _pdf(certificate: Certificate, school: Organization) -> bytes:
    certificate.organization = school
    return render([certificate], certificate.issued_at)


@transaction.atomic
def issue_anew(school: Organization, by: Person, at: datetime) -> tuple[Certificate, bool]:
    """A certificate that says what the record says now, sent to the school where it is new; Refused for no member."""
    if not remit_of(by).everything:
        raise Refused("not-yours", _("This step is not yours to take."))
    certificate, new = certificates.issue(school, by, at)
    if new:
        letters.send_certificate(school, certificate, _pdf(certificate, school), at)
    return certificate, new
