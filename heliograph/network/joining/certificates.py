"""Certificates of membership: issued, replaced, and whether one still stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from heliograph.network import records
from heliograph.network.joining.certificate_pdf import printable
from heliograph.network.joining.codes import new_code
from heliograph.network.models import Certificate, Organization, Person
from heliograph.network.queries import OrganizationQuerySet
from heliograph.network.states import Membership, Refused, Verb

#: The most certificates in one PDF.
MOST = 600


def printed_name(organization: Organization) -> str:
    """The name as a certificate has it: the English one where the letters of the school's own cannot be printed.

    Raises Refused where neither can.
    """
    for name in (organization.name, organization.name_en):
        if name and printable(name):
            return name
    raise Refused(
        "unprintable",
        _("The letters of this name cannot be printed yet. Add the school’s name in English: it is printed instead."),
    )


def standing_of(organization: Organization) -> Certificate | None:
    """The certificate that an organization has now, if it has one."""
    found: Certificate | None = organization.certificates.filter(replaced_at=None).order_by("-issued_at", "-pk").first()
    return found


def _says_the_same(certificate: Certificate, organization: Organization, name: str) -> bool:
    now = (name, organization.member_since, organization.correspondence)
    return (certificate.name, certificate.member_since, certificate.language) == now


@transaction.atomic
def issue(organization: Organization, by: Person | None, at: datetime) -> tuple[Certificate, bool]:
    """The certificate of a member, and whether it is new: one that says the same already is handed back as it is.

    An older one that says something else is replaced. Raises Refused for who is no member, or has no printable name.
    """
    held = records.locked(organization)
    if held.membership != Membership.MEMBER or held.member_since is None:
        raise Refused("no-member", _("Only a member has a certificate."))
    name, before = printed_name(held), standing_of(held)
    if before is not None and _says_the_same(before, held, name):
        return before, False
    held.certificates.filter(replaced_at=None).update(replaced_at=at)
    made: Certificate = Certificate.objects.create(
        code=new_code(),
        organization=held,
        name=name,
        member_since=held.member_since,
        language=held.correspondence,
        issued_at=at,
        issued_by=by,
    )
    records.log(held, Verb.CERTIFIED, by, at, changes={"certificate": [before.code if before else None, made.code]})
    return made, True


def standing_among(organizations: OrganizationQuerySet, since: date | None = None) -> Iterable[Certificate]:
    """The certificates that members among the organizations have now, by country and name; one more than MOST at most.

    ``since``: only those issued on that day (UTC) or later.
    """
    found = Certificate.objects.filter(organization__in=organizations, replaced_at=None)
    found = found.filter(organization__membership=Membership.MEMBER)
    if since is not None:
        found = found.filter(issued_at__date__gte=since)
    return found.select_related("organization").order_by("organization__country", "organization__sort_key")[: MOST + 1]
