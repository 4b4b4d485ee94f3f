"""What the network itself holds about a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from heliograph.network.account.holdings import Erasing, Holding, register
from heliograph.network.models import AddressChange, Application, Invitation, OrganizationEntry, Person
from heliograph.network.states import ApplicationState, Verb

BATCH = 500


def _rows(found: QuerySet[Any], *fields: str, **named: str) -> Iterator[dict[str, Any]]:
    """Rows as mappings, read as they are asked for; ``named`` gives a field of another table a plain name."""
    back = {path: name for name, path in named.items()}
    for row in found.values(*fields, *named.values()).iterator(chunk_size=BATCH):
        yield {back.get(name, name): value for name, value in row.items()}


def _profile(person: Person) -> dict[str, Any]:
    fields = ("public_id", "name", "email", "languages", "zone", "joined_at", "last_login")
    return {name: getattr(person, name) for name in fields}


def _roles(person: Person) -> Iterator[dict[str, Any]]:
    fields = ("kind", "country", "region", "begins", "ends")
    return _rows(person.roles.order_by("begins", "pk"), *fields, organization="organization__name")


def _signing_in(person: Person) -> dict[str, Any]:
    """Sessions and factors; nothing with which somebody could sign in."""
    factors = Authenticator.objects.filter(user=person).order_by("pk")
    sessions = UserSession.objects.filter(user=person).order_by("pk")
    return {
        "sessions": list(sessions.values("created_at", "last_seen_at", "ip", "user_agent")),
        "second_factors": [
            {"type": one.type, "name": str(one), "created_at": one.created_at, "last_used_at": one.last_used_at}
            for one in factors
        ],
    }


def _forget_signing_in(erasing: Erasing) -> None:
    for kind in (Authenticator, UserSession, EmailAddress):
        kind.objects.filter(user=erasing.person).delete()


def _changes(person: Person) -> Iterator[dict[str, Any]]:
    fields = ("before", "after", "asked_at", "taken_at", "withdrawn_at")
    return _rows(person.address_changes.order_by("asked_at"), *fields)


def _forget_changes(erasing: Erasing) -> None:
    AddressChange.objects.filter(person=erasing.person).delete()


@dataclass(frozen=True)
class Act:
    """Something that people do: the record of it, the field that says who, when, and on what."""

    model: str
    by: str
    at: str
    on: str = ""
    more: tuple[str, ...] = ()

    @property
    def covers(self) -> str:
        return f"{self.model}.{self.by}"

    def of(self, person: Person) -> Iterator[dict[str, Any]]:
        found = apps.get_model(self.model)._default_manager.filter(**{self.by: person}).order_by("pk")
        on = {"on": self.on} if self.on else {}
        for row in _rows(found, *self.more, at=self.at, **on):
            yield {"what": self.model.split(".")[1], **row}


#: Each is exported, and stays when somebody is erased: its person has no name then.
ACTS = (
    Act("network.OrganizationEntry", "by", "at", "organization__name", ("verb", "note")),
    Act("network.MembershipChange", "by", "at", "organization__name", ("before", "after", "reason")),
    Act("network.Role", "appointed_by", "begins", "organization__name", ("kind", "country", "region")),
    Act("network.Invitation", "invited_by", "invited_at", "organization__name", ("kind", "country", "region", "note")),
    Act("network.ApplicationEntry", "by", "at", "application__organization__name", ("state", "note")),
    Act("network.Certificate", "issued_by", "issued_at", "name"),
    Act("network.ConfirmationRound", "opened_by", "opened_at", "opens_on"),
    Act("network.NotDuplicate", "by", "at", "one__name"),
    Act("network.Merge", "by", "at", "survivor__name"),
    Act("network.Merge", "undone_by", "undone_at", "survivor__name"),
    Act("network.SheetImport", "made_by", "made_at", "file_name"),
    Act("network.Audience", "made_by", "made_at", "name"),
    Act("network.Audience", "changed_by", "changed_at", "name"),
)


def _acts(person: Person) -> Iterator[dict[str, Any]]:
    for act in ACTS:
        yield from act.of(person)


def _called(erasing: Erasing) -> set[str]:
    """All that a person has been called here."""
    logged = erasing.person.entries.filter(changes__has_key="name").values_list("changes__name", flat=True)
    names = {erasing.person.name, *(name for pair in logged for name in pair), *erasing.addresses}
    return {name for name in names if name}


def _forget_notes(erasing: Erasing) -> None:
    """Take the name out of the logs of the organizations at which somebody had a role."""
    entries = OrganizationEntry.objects.filter(verb=Verb.ROLES)
    entries = entries.filter(organization__in=erasing.person.roles.values("organization"))
    entries.filter(note__in=_called(erasing)).update(note="")


def _any_of(field: str, addresses: Iterator[str] | list[str]) -> Q:
    """Whether a field holds one of the addresses, however its letters are written."""
    found = Q(pk__in=[])
    for address in addresses:
        found |= Q(**{f"{field}__iexact": address})
    return found


def _invitations(person: Person) -> Iterator[dict[str, Any]]:
    found = Invitation.objects.filter(_any_of("email", [person.email]) | Q(taken_by=person)).order_by("pk")
    fields = ("email", "name", "language", "kind", "country", "region", "note", "invited_at", "expires_at", "taken_at")
    return _rows(found, *fields, organization="organization__name")


def _forget_invitations(erasing: Erasing) -> None:
    sent = Invitation.objects.filter(_any_of("email", list(erasing.addresses)) | Q(taken_by=erasing.person))
    sent.filter(taken_at=None).delete()
    sent.update(email=next(iter(erasing.addresses.values())), name="", note="")


def _applications(person: Person) -> Iterator[dict[str, Any]]:
    found = Application.objects.filter(_any_of("applicant_email", [person.email])).order_by("pk")
    fields = ("state", "applicant_name", "applicant_email", "applicant_role", "motivation", "draft", "applied_at")
    return _rows(found, *fields, organization="organization__name")


def _forget_applications(erasing: Erasing) -> None:
    """Those that were never confirmed go; of the others the school's part stays."""
    found = Application.objects.filter(_any_of("applicant_email", list(erasing.addresses)))
    found.filter(state=ApplicationState.UNCONFIRMED).delete()
    found.update(applicant_name="", applicant_email=next(iter(erasing.addresses.values())), draft={})


def register_own() -> None:
    """For ``ready()``."""
    register(Holding("profile", _("your profile"), _profile, order=10))
    register(Holding("roles", _("your roles"), _roles, order=20, covers=("network.Role.person",)))
    signing = ("mfa.Authenticator.user", "usersessions.UserSession.user", "account.EmailAddress.user")
    register(Holding("sign_in", _("where you are signed in"), _signing_in, _forget_signing_in, 30, signing))
    changes = ("network.AddressChange.person",)
    register(Holding("addresses", _("changes of your address"), _changes, _forget_changes, 900, changes))
    done = tuple(act.covers for act in ACTS)
    register(Holding("acts", _("what you have done here"), _acts, _forget_notes, 50, done))
    taken = ("network.Invitation.taken_by",)
    register(Holding("invitations", _("invitations to you"), _invitations, _forget_invitations, 60, taken))
    register(Holding("applications", _("applications you wrote"), _applications, _forget_applications, 70))
