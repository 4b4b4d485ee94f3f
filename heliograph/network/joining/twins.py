"""Records that may be the school that applies, as those see them who look after its country."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from heliograph.network.giving import managed_organizations
from heliograph.network.merging.finding import duplicates_of
from heliograph.network.models import Organization
from heliograph.network.rules import Reader
from heliograph.texts.commas import with_commas


@dataclass(frozen=True)
class Twin:
    """A record and what it has in common with the school that applies, in words."""

    organization: Organization
    reasons: str


def twins_of(school: Organization, person: Reader) -> list[Twin]:
    """The possible duplicates in the same country, and whatever has the same e-mail or web address."""
    reasons = {pair.other: with_commas(pair.likeness.reasons) for pair in duplicates_of(school)}
    alike = Q(pk__in=reasons)
    for name in ("email", "web"):
        if value := getattr(school, name):
            alike |= Q(**{f"{name}__iexact": value})
    found = (
        managed_organizations(person)
        .in_country(school.country)
        .filter(alike)
        .exclude(pk=school.pk)
        .order_by("sort_key")
    )
    return [Twin(each, reasons.get(each.pk) or _("the same e-mail address or web address")) for each in found]
