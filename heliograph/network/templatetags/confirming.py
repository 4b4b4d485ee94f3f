"""What the desk's page of a school says about its confirmation."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from heliograph.network.confirming.terms import stale_since, terms
from heliograph.network.figures import fresh_since
from heliograph.network.models import Organization
from heliograph.network.remits import Remit
from heliograph.network.states import Verb

register = template.Library()


@register.inclusion_tag("network/confirming/desk/school.html", takes_context=True)
def confirmation_of(context: dict[str, Any], organization: Organization, remit: Remit) -> dict[str, Any]:
    """When a record was last confirmed and by whom, whether that still counts, a button. Three queries."""
    on = timezone.now().date()
    confirmed = organization.confirmed_on
    return {
        "school": organization,
        "entry": organization.entries.filter(verb=Verb.CONFIRMED).select_related("by").first(),
        "fresh": confirmed is not None and confirmed >= fresh_since(on),
        "stale_since": stale_since(confirmed, on, terms()),
        "manages": remit.manages_country(organization.country),
        "reader": context.get("reader"),
    }
