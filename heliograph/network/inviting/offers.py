"""Invitations: a role is offered to an address, taken up or declined from the mailbox, revoked, or runs out.

Each change is one transaction. Nothing that somebody is told depends on whether an address has an account; only the
reader of its mailbox notices.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from heliograph.delivery.addresses import Malformed, normal
from heliograph.frame.reader import valid_zone
from heliograph.network import records, search
from heliograph.network.countries import country
from heliograph.network.giving import managing, may_give
from heliograph.network.inviting import letters
from heliograph.network.models import Invitation, Organization, Person, Role
from heliograph.network.rules import Reader
from heliograph.network.states import Refused, RoleKind

#: How long an invitation can be taken up: until the end of the last of these days where it is taken up.
OPEN_FOR = timedelta(days=30)


@dataclass(frozen=True)
class Offer:
    """A role, and for what; ``country`` is that of the organization where there is one."""

    kind: RoleKind
    organization: Organization | None = None
    country: str = ""
    region: str = ""

    @property
    def home(self) -> str:
        return self.organization.country if self.organization is not None else self.country


def invitations_of(person: Reader) -> QuerySet[Invitation]:
    """The invitations to what a person manages."""
    remit, found = managing(person), Invitation.objects.all()
    return found if remit.everything else found.filter(country__in=remit.countries)


def open_at(at: datetime) -> Q:
    """Those that can be taken up at a moment."""
    return unanswered() & Q(expires_at__gt=at)


def unanswered() -> Q:
    """Those that were neither taken up nor declined nor revoked."""
    return Q(taken_at=None, declined_at=None, revoked_at=None)


def last_moment(offer: Offer, at: datetime) -> datetime:
    """When an invitation that is sent at a moment runs out."""
    zone = ZoneInfo(zone_for(offer))
    last = (at + OPEN_FOR).astimezone(zone).date()
    return datetime.combine(last + timedelta(days=1), time.min, tzinfo=zone)


def zone_for(offer: Offer | Invitation) -> str:
    """The clocks of that for which somebody is invited."""
    if offer.organization is not None:
        return offer.organization.zone
    try:
        return country(offer.country).zone
    except KeyError:
        return settings.ORGANIZER_ZONE


def language_for(offer: Offer) -> str:
    """In which language one writes where nobody has said: the organization's, else the country's main one."""
    if offer.organization is not None:
        return offer.organization.correspondence
    try:
        return country(offer.country).languages[0]
    except (KeyError, IndexError):
        return "en"


def address(text: str) -> str:
    """An address as invitations keep it. Raises Refused for what is none."""
    try:
        return normal(text).lower()
    except Malformed as error:
        sentence = _("“%(text)s” is no e-mail address. It looks like name@example.org.")
        raise Refused("malformed", sentence % {"text": text}) from error


@transaction.atomic
def invite(
    email: str, name: str, offer: Offer, by: Person, at: datetime, *, language: str = "", note: str = ""
) -> tuple[Invitation, bool]:
    """Offer a role by letter; the same offer that is open already is handed back, and not sent again.

    Raises Refused for what is no address, for a role that ``by`` may not give, and where its reader has it already.
    """
    to = address(email)
    if not may_give(by, offer.kind, offer.home):
        raise Refused("not-yours", _("You cannot give this role there. The secretariat can."))
    place = {"organization": offer.organization, "country": offer.home, "region": offer.region}
    if _holds(to, offer, at):
        raise Refused("held", _("%(address)s has this role already.") % {"address": to})
    # Two at once: the later one waits for the earlier one's row of the inviting person.
    Person.objects.get_queryset().select_for_update().get(pk=by.pk)
    same = Invitation.objects.filter(open_at(at), email__iexact=to, kind=offer.kind, **place).first()
    if same is not None:
        return same, False
    made = Invitation.objects.create(
        email=to,
        name=name.strip(),
        kind=offer.kind,
        language=language or language_for(offer),
        note=note.strip(),
        invited_by=by,
        invited_at=at,
        expires_at=last_moment(offer, at),
        **place,
    )
    letters.invited(made, zone_for(made), at)
    return made, True


def _holds(email: str, offer: Offer, at: datetime) -> bool:
    held = Role.objects.held(at.date()).filter(person__email__iexact=email, kind=offer.kind, ends=None)
    return held.filter(organization=offer.organization, country=offer.home, region=offer.region).exists()


def locked(public_id: UUID) -> Invitation:
    """The invitation as it is now, locked until the transaction ends."""
    rows = Invitation.objects.select_related("organization", "invited_by").select_for_update(of=("self",))
    found: Invitation = rows.get(public_id=public_id)
    return found


@transaction.atomic
def send_again(invitation: Invitation, at: datetime) -> Invitation:
    """One more letter, and time anew from now on. Raises Refused for one that was answered."""
    held = locked(invitation.public_id)
    _check_unanswered(held)
    offer = Offer(RoleKind(held.kind), held.organization, held.country, held.region)
    held.expires_at = last_moment(offer, at)
    held.save(update_fields=["expires_at"])
    letters.invited(held, zone_for(held), at)
    return held


@transaction.atomic
def revoke(invitation: Invitation, at: datetime) -> Invitation:
    """Take an offer back; its link does nothing any more. Twice is the same as once. Raises Refused if answered."""
    held = locked(invitation.public_id)
    if held.revoked_at is None:
        _check_unanswered(held)
        held.revoked_at = at
        held.save(update_fields=["revoked_at"])
    return held


def _check_unanswered(held: Invitation) -> None:
    if held.taken_at is not None:
        raise Refused("taken", _("It was taken up already. You can end the role on the person’s page."))
    if held.declined_at is not None:
        raise Refused("declined", _("It was declined. Invite the person anew, if you have agreed otherwise."))
    if held.revoked_at is not None:
        raise Refused("revoked", _("It was taken back. Invite the person anew."))


def check_open(held: Invitation, at: datetime) -> None:
    """Raise Refused, with what helps, where an invitation cannot be taken up any more."""
    if held.revoked_at is not None:
        raise Refused("revoked", _("This invitation was taken back. Ask whoever invited you, if that surprises you."))
    if held.declined_at is not None:
        raise Refused("declined", _("You have declined this invitation. Ask for a new one, if you have thought again."))
    if held.expires_at <= at:
        raise Refused("run-out", _("This invitation has run out. Ask whoever invited you to send it again."))
    if held.organization is not None and held.organization.merged_into_id is not None:
        raise Refused("merged", _("This school’s record has changed. Ask whoever invited you to send a new one."))


@dataclass(frozen=True)
class Taken:
    """Who has taken an invitation up; ``new`` where the account was made just now."""

    person: Person
    new: bool


@transaction.atomic
def take_up(public_id: UUID, at: datetime, *, zone: str | None = None, languages: tuple[str, ...] = ()) -> Taken:
    """Let the reader of the mailbox have the role; twice is the same as once.

    Who has no account gets one; ``zone`` and ``languages`` are what his browser proposes. Raises Refused.
    """
    held = locked(public_id)
    if held.taken_at is not None and held.taken_by is not None:
        return Taken(held.taken_by, new=False)
    check_open(held, at)
    person, new = _person(held, at, zone, languages)
    kind, by = RoleKind(held.kind), held.invited_by
    place = held.country if held.organization is None else ""
    records.appoint(person, kind, at.date(), by, at, organization=held.organization, country=place, region=held.region)
    held.taken_by, held.taken_at = person, at
    held.save(update_fields=["taken_by", "taken_at"])
    return Taken(person, new)


def _person(held: Invitation, at: datetime, zone: str | None, languages: tuple[str, ...]) -> tuple[Person, bool]:
    known = Person.objects.get_queryset().filter(email__iexact=held.email).first()
    if known is not None:
        if not known.is_active:
            sentence = _("This cannot be taken up at present. Write to the secretariat: it helps you.")
            raise Refused("closed", sentence)
        return known, False
    return person_for(held.email, held.name, held.language, at, zone or zone_for(held), languages), True


def person_for(
    email: str, name: str, language: str, at: datetime, zone: str, languages: tuple[str, ...] = ()
) -> Person:
    """A new person who has answered from the mailbox."""
    spoken = list(dict.fromkeys([language, *languages]))
    made = Person.objects.create_person(email, at, name=name, languages=spoken, zone=valid_zone(zone) or "UTC")
    search.index_people([made])
    return made


@transaction.atomic
def decline(public_id: UUID, at: datetime) -> Invitation:
    """Say no, from the mailbox. Twice is the same as once. Raises Refused for one that was taken up or has run out."""
    held = locked(public_id)
    if held.declined_at is not None:
        return held
    if held.taken_at is not None:
        raise Refused("taken", _("You have taken it up already. You can give the role up under “Me”."))
    check_open(held, at)
    held.declined_at = at
    held.save(update_fields=["declined_at"])
    return held
