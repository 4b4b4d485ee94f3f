"""Somebody is invited to answer together; accepts, declines, leaves, or is taken out. One transaction each.

Each function locks the response, writes its log and queues the letter. What was done already is not done again; what
cannot be done is refused with a sentence to who wanted to do it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from heliograph.calls.corresponding import letters
from heliograph.calls.corresponding.members import LIVE, is_open, joined, takes_part
from heliograph.calls.lifecycle.acting import Act, done_before, hold, record
from heliograph.calls.lifecycle.verbs import dates_for
from heliograph.calls.models import CoRespondent, Response
from heliograph.calls.states import Verb
from heliograph.network.inviting import offers
from heliograph.network.models import Person
from heliograph.network.states import Refused

#: So many may be invited to one response at a time.
MOST = 20
#: So often the same address may be invited to one response.
MOST_OFTEN = 3
#: So many letters of invitation one person may have sent within a day.
MOST_A_DAY = 60
_DAY = timedelta(days=1)


def held_member(co: CoRespondent) -> tuple[Response, CoRespondent]:
    """The response, and the row of one who was invited to it, both locked. Raises Refused where the row is gone."""
    response = hold(co.response)
    return response, _member(response, public_id=co.public_id)


def _member(response: Response, **which: object) -> CoRespondent:
    rows = response.co_respondents.select_related("person", "invited_by").select_for_update(of=("self",))
    found = rows.filter(**which).first()
    if found is None:
        raise Refused("gone", _("This invitation is not there any more. Look at the page again."))
    found.response = response
    return found


@transaction.atomic
def invite(
    response: Response, email: str, name: str, language: str, by: Person, at: datetime, *, token: str = ""
) -> CoRespondent:
    """Invite an address by letter; the same ``token`` is the same invitation.

    Raises Refused for what is no address, for who is there already, where one invites too many, and after closing.
    """
    to = offers.address(email)
    held = hold(response)
    if before := done_before(held, token):
        return _member(held, public_id=before.entry.data.get("co"))
    _check_inviting(held, by, at)
    _check_guest(held, to, by, at)
    known = Person.objects.get_queryset().at_address(to).filter(is_active=True, erased_at=None).first()
    made = CoRespondent.objects.create(
        response=held,
        email=to,
        name=name.strip(),
        language=known.languages[0] if known and known.languages else language,
        invited_by=by,
        invited_at=at,
    )
    record(held, Verb.INVITE, Act(at, by, token=token, data={"co": made.public_id.hex}), held.state)
    letters.invited(made, known, at)
    return made


def _check_inviting(response: Response, by: Person, at: datetime) -> None:
    if not takes_part(response, by):
        raise Refused("not-yours", _("Only those who give this answer can invite others to it."))
    if not response.call.together:
        raise Refused("alone", _("This call is not answered by several together."))
    if not is_open(response, dates_for(response.call, response.person), at):
        raise Refused("closed", _("Nobody can be invited any more: answers to this call are not taken now."))
    if response.co_respondents.filter(LIVE).count() >= MOST:
        sentence = _("At most %(most)s can be invited. Take an invitation back to invite somebody else.")
        raise Refused("full", sentence % {"most": MOST})
    if CoRespondent.objects.filter(invited_by=by, invited_at__gt=at - _DAY).count() >= MOST_A_DAY:
        raise Refused("enough", _("You have invited many people today. Invite the others tomorrow."))


def _check_guest(response: Response, to: str, by: Person, at: datetime) -> None:
    if to == by.email.lower():
        raise Refused("oneself", _("This is your own address. Invite somebody else."))
    present = [response.person.email, *(each.person.email for each in joined(response) if each.person is not None)]
    same = response.co_respondents.filter(email=to)
    if to in {address.lower() for address in present} or same.filter(LIVE, accepted_at__isnull=False).exists():
        raise Refused("there-already", _("%(address)s answers together with you already.") % {"address": to})
    if same.filter(LIVE).exists():
        raise Refused("invited-already", _("%(address)s is invited already, and has not answered.") % {"address": to})
    if same.count() >= MOST_OFTEN:
        sentence = _("%(address)s was invited %(count)s times already. Ask that person yourself.")
        raise Refused("often", sentence % {"address": to, "count": MOST_OFTEN})


def check_invitation(co: CoRespondent, at: datetime) -> None:
    """Raise Refused, with what helps, where an invitation cannot be accepted any more."""
    if co.removed_at is not None:
        raise Refused(
            "taken-back", _("This invitation was taken back. Ask whoever invited you, if that surprises you.")
        )
    if co.declined_at is not None:
        raise Refused("declined", _("You have declined this invitation. Ask for a new one, if you have thought again."))
    response = co.response
    if not is_open(response, dates_for(response.call, response.person), at):
        sentence = _("Answers to this call are not taken any more. Ask whoever invited you, if that surprises you.")
        raise Refused("closed", sentence)


@transaction.atomic
def accept(co: CoRespondent, person: Person, at: datetime) -> CoRespondent:
    """Let a person answer together with those who invited him; twice is the same as once. Raises Refused."""
    held, found = held_member(co)
    if found.accepted_at is not None and found.removed_at is None:
        return found
    check_invitation(found, at)
    if not person.is_active:
        raise Refused(
            "closed-account", _("This cannot be accepted at present. Write to the secretariat: it helps you.")
        )
    if takes_part(held, person):
        raise Refused("there-already", _("You answer this together already. Nothing more needs to be done."))
    found.person, found.accepted_at = person, at
    found.save(update_fields=["person", "accepted_at"])
    record(held, Verb.JOIN, Act(at, person, data={"co": found.public_id.hex}), held.state)
    letters.joined(found, at)
    return found


@transaction.atomic
def take_in(response: Response, person: Person, by: Person, at: datetime) -> CoRespondent:
    """Let somebody answer along who has asked to, without a letter of invitation. Raises Refused."""
    held = hold(response)
    _check_inviting(held, by, at)
    if takes_part(held, person):
        raise Refused("there-already", _("%(name)s answers together with you already.") % {"name": person})
    language = person.languages[0] if person.languages else "en"
    said: dict[str, Any] = {"name": person.name, "language": language, "invited_by": by, "invited_at": at}
    live: dict[str, Any] = {"removed_at": None, "declined_at": None, "email": person.email.lower()}
    joining = {**said, "person": person, "accepted_at": at}
    made, _new = CoRespondent.objects.update_or_create(response=held, **live, defaults=joining)
    record(held, Verb.JOIN, Act(at, person, data={"co": made.public_id.hex}), held.state)
    return made


@dataclass(frozen=True)
class Accepted:
    """Who has accepted an invitation; ``new`` where the person was made just now."""

    co: CoRespondent
    person: Person
    new: bool


@transaction.atomic
def accept_from_mailbox(co: CoRespondent, at: datetime, *, zone: str, languages: tuple[str, ...] = ()) -> Accepted:
    """The same for the reader of the mailbox that was invited, who becomes a person where nobody has its address.

    ``zone`` and ``languages`` are what his browser proposes. Raises Refused.
    """
    _held, found = held_member(co)
    if found.accepted_at is not None and found.removed_at is None and found.person is not None:
        return Accepted(found, found.person, new=False)
    check_invitation(found, at)
    person, new = _person(found, at, zone, languages)
    return Accepted(accept(found, person, at), person, new)


def _person(co: CoRespondent, at: datetime, zone: str, languages: tuple[str, ...]) -> tuple[Person, bool]:
    known = Person.objects.get_queryset().at_address(co.email)
    if found := known.first():
        return found, False
    try:
        with transaction.atomic():
            return offers.person_for(co.email, co.name, co.language, at, zone, languages), True
    except IntegrityError:
        return known.get(), False


@transaction.atomic
def decline(co: CoRespondent, at: datetime) -> CoRespondent:
    """Say no, from the mailbox; twice is the same as once. Raises Refused for who has accepted, or was taken out."""
    held, found = held_member(co)
    if found.declined_at is not None:
        return found
    if found.removed_at is not None:
        check_invitation(found, at)
    if found.accepted_at is not None:
        raise Refused("accepted", _("You have accepted already. On the page of the answer you can leave it."))
    found.declined_at = at
    found.save(update_fields=["declined_at"])
    _record_parting(held, found, "declined", None, at)
    letters.declined(found, at)
    return found


@transaction.atomic
def remove(co: CoRespondent, by: Person, at: datetime) -> CoRespondent:
    """Take an invitation back, or take out somebody who has joined; twice is the same as once.

    The lead can do both; who has joined can take back what he sent himself. Raises Refused.
    """
    held, found = held_member(co)
    if found.removed_at is not None:
        return found
    if not may_remove(held, found, by, takes_part=takes_part(held, by)):
        raise Refused("not-yours", _("Only who leads this answer can do that."))
    found.removed_at = at
    found.save(update_fields=["removed_at"])
    was_in = found.accepted_at is not None
    _record_parting(held, found, "removed" if was_in else "taken-back", by, at)
    if was_in:
        letters.removed(found, by, at)
    return found


def may_remove(response: Response, co: CoRespondent, by: Person, *, takes_part: bool) -> bool:
    """Whether a person may take back an invitation, or take out who has joined by it."""
    if response.person_id == by.pk:
        return True
    return co.accepted_at is None and co.invited_by_id == by.pk and takes_part


@transaction.atomic
def leave(co: CoRespondent, at: datetime) -> CoRespondent:
    """Let somebody who has joined go; he sees the answer no more. Twice is the same as once. Raises Refused."""
    held, found = held_member(co)
    if found.removed_at is not None:
        return found
    if found.accepted_at is None or found.person is None:
        raise Refused("not-joined", _("This invitation was not accepted. It can be declined instead."))
    found.removed_at = at
    found.save(update_fields=["removed_at"])
    _record_parting(held, found, "left", found.person, at)
    letters.left(found, at)
    return found


def _record_parting(response: Response, co: CoRespondent, how: str, by: Person | None, at: datetime) -> None:
    """``how``: declined, taken-back, removed or left. The log names nobody but by key: rows are erased, it is not."""
    data = {"co": co.public_id.hex, "how": how}
    record(response, Verb.PART, Act(at, by, data=data), response.state)
