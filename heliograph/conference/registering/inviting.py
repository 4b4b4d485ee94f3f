"""Invitation letters, asked for, signed off, refused, revoked: one function for each, with lock, rule, write, log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from heliograph.calls.models import Response
from heliograph.calls.states import ResponseState
from heliograph.conference.doors import held_conference, log
from heliograph.conference.models import Conference
from heliograph.conference.registering.first_questions import EMBASSY, LETTER, PASSPORT_NAME, WANTED
from heliograph.conference.registering.letters import tell_decided
from heliograph.conference.registering.models import InvitationLetter
from heliograph.conference.registering.sealing import is_sealed, seal_of
from heliograph.conference.registering.taking_part import holder_of
from heliograph.conference.states import LetterState
from heliograph.network.forms import clean_line
from heliograph.network.joining.certificate_pdf import printable
from heliograph.network.joining.codes import new_code
from heliograph.network.letters import supported
from heliograph.network.models import Person
from heliograph.network.states import Refused

#: A letter that is asked for, or stands.
LIVE = [LetterState.ASKED, LetterState.SIGNED]
#: States of a registration with a place: a visa is asked for long before anybody reconfirms.
HAS_A_PLACE = [ResponseState.CONFIRMED, ResponseState.ACCEPTED, ResponseState.RECONFIRMED, ResponseState.COMPLETED]
_LONGEST = 200


@dataclass(frozen=True)
class Wish:
    """What a letter is asked for with: the name as in the passport, the embassy, the letter's language."""

    name: str
    embassy: str = ""
    language: str = "en"


def letters_of(conference: Conference) -> QuerySet[InvitationLetter]:
    """The letters of a conference, those that wait first, with what they are shown with."""
    rows = InvitationLetter.objects.filter(response__call=conference.registration_id)
    return rows.select_related("response__person", "response__organization", "decided_by", "asked_by")


def counts(conference: Conference) -> dict[str, int]:
    """How many letters are in each state. One query."""
    rows = InvitationLetter.objects.filter(response__call=conference.registration_id).order_by().values_list("state")
    return dict(rows.annotate(n=Count("pk")))


@transaction.atomic
def ask(
    conference: Conference, registration: Response, wish: Wish, by: Person | None, at: datetime
) -> InvitationLetter:
    """Ask for a letter. While it waits it takes what is said anew; one that is signed stays as it is.

    Raises Refused: ``no-place``, ``no-name``, ``unprintable``.
    """
    if registration.call_id != conference.registration_id or registration.state not in HAS_A_PLACE:
        raise _no_place()
    name, embassy = clean_line(wish.name)[:_LONGEST], clean_line(wish.embassy)[:_LONGEST]
    _check_name(name)
    who = holder_of(registration)
    said = {
        "name": name,
        "embassy": embassy,
        "language": supported(wish.language),
        "organization": who.organization[:250],
        "country": who.country,
    }
    rows = InvitationLetter.objects.select_for_update(of=("self",))
    first = {**said, "asked_at": at, "asked_by": by}
    letter, made = rows.get_or_create(response=registration, state__in=LIVE, defaults=first)
    if not made and letter.state == LetterState.ASKED:
        InvitationLetter.objects.filter(pk=letter.pk).update(**said)
        letter.refresh_from_db()
    return letter


def _no_place() -> Refused:
    return Refused("no-place", _("An invitation letter is for who has a confirmed place."))


def ask_by_answers(conference: Conference, registration: Response, answer: Response, at: datetime) -> None:
    """Ask for a letter where an answer to the follow-up call says that one is needed. Raises Refused."""
    answers = answer.answers
    if answers.get(LETTER) != WANTED or not isinstance(name := answers.get(PASSPORT_NAME), str):
        return
    embassy = answers.get(EMBASSY)
    wish = Wish(clean_line(name), clean_line(embassy) if isinstance(embassy, str) else "", answer.language)
    _end_outdated(conference, registration, wish, at)
    ask(conference, registration, wish, answer.person, at)


def _end_outdated(conference: Conference, registration: Response, wish: Wish, at: datetime) -> None:
    """A letter that was signed off with something else than is answered now does not stand any more."""
    rows = InvitationLetter.objects.select_for_update(of=("self",)).select_related("response__person")
    letter = rows.filter(response=registration, state=LetterState.SIGNED).first()
    if letter is None:
        return
    other_embassy = wish.embassy not in {"", letter.embassy}
    if wish.name == letter.name and not other_embassy and is_sealed(letter):
        return
    letter.state, letter.decided_at, letter.decided_by = LetterState.REVOKED, at, None
    letter.save(update_fields=["state", "decided_at", "decided_by"])
    tell_decided(conference, letter, at)


def _check_name(name: str) -> None:
    if not name:
        raise Refused("no-name", _("Write the name as it stands in the passport."))
    if not printable(name):
        raise Refused("unprintable", _("The letters of this name cannot be printed. Write it in Latin letters."))


@transaction.atomic
def sign(
    conference: Conference, letter: InvitationLetter, by: Person, at: datetime, *, seen: str = ""
) -> InvitationLetter:
    """Sign a letter off: from now on it stands, with a code by which anybody can verify it. A second time nothing
    happens. ``seen`` is the seal of what was looked at, where somebody has looked at it. Raises Refused:
    ``not-yours``, ``not-asked``, ``no-place``, ``no-signatory``, ``changed``.
    """
    row, held = held_conference(conference, by), _held(conference, letter)
    if held.state == LetterState.SIGNED:
        return held
    _check_asked(held)
    if held.response.state not in HAS_A_PLACE:
        raise _no_place()
    if not row.signatory.strip():
        raise Refused("no-signatory", _("Say first who signs letters: that stands with days and place."))
    held.seal = seal_of(held)
    if seen and seen != held.seal:
        raise Refused("changed", _("What the letter says has changed meanwhile. Look at it again, then sign it off."))
    held.state, held.code, held.reason = LetterState.SIGNED, new_code(), ""
    return _decided(row, held, "letter-signed", by, at)


@transaction.atomic
def refuse(conference: Conference, letter: InvitationLetter, reason: str, by: Person, at: datetime) -> InvitationLetter:
    """Refuse a letter, with a reason that its reader is told. Raises Refused."""
    row, held = held_conference(conference, by), _held(conference, letter)
    if held.state == LetterState.REFUSED:
        return held
    _check_asked(held)
    held.state, held.reason = LetterState.REFUSED, _reason(reason)
    return _decided(row, held, "letter-refused", by, at)


@transaction.atomic
def revoke(conference: Conference, letter: InvitationLetter, reason: str, by: Person, at: datetime) -> InvitationLetter:
    """Say that a letter that was signed off does not stand any more. Raises Refused."""
    row, held = held_conference(conference, by), _held(conference, letter)
    if held.state == LetterState.REVOKED:
        return held
    if held.state != LetterState.SIGNED:
        raise Refused("not-signed", _("Only a letter that was signed off can be revoked."))
    held.state, held.reason = LetterState.REVOKED, _reason(reason)
    return _decided(row, held, "letter-revoked", by, at)


def end_letters(registration: Response, at: datetime) -> int:
    """Whoever was registered does not come: no letter of his stands. In the transaction of that; returns how many."""
    rows = InvitationLetter.objects.filter(response=registration, state__in=LIVE)
    return rows.update(state=LetterState.REVOKED, decided_at=at, decided_by=None, reason="")


def _held(conference: Conference, letter: InvitationLetter) -> InvitationLetter:
    rows = InvitationLetter.objects.select_for_update(of=("self",)).select_related("response__call__programme")
    held: InvitationLetter = rows.get(pk=letter.pk, response__call=conference.registration_id)
    return held


def _check_asked(letter: InvitationLetter) -> None:
    if letter.state != LetterState.ASKED:
        raise Refused("not-asked", _("This letter was decided on already. Look at it again."))


def _reason(words: str) -> str:
    if not (said := clean_line(words)[:500]):
        raise Refused("no-reason", _("Say why: whoever asked for the letter is told."))
    return said


def _decided(conference: Conference, letter: InvitationLetter, verb: str, by: Person, at: datetime) -> InvitationLetter:
    letter.decided_at, letter.decided_by = at, by
    letter.save()
    log(conference, verb, by, at, letter=str(letter.public_id))
    tell_decided(conference, letter, at)
    return letter


def page_of_code(code: str) -> str:
    """The page that tells whether the letter with a code stands; empty where there is none. One query."""
    calls = InvitationLetter.objects.filter(code=code).values("response__call")
    found = Conference.objects.filter(registration__in=calls).select_related("programme").first() if code else None
    return reverse("conference:invitation_letter", args=[found.programme.slug, code]) if found is not None else ""
