"""What the desk's page of a school says about its possible duplicates."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from heliograph.network.merging.finding import duplicates_of
from heliograph.network.merging.listing import twins_of
from heliograph.network.merging.models import Merge
from heliograph.network.merging.states import UNDO_WITHIN
from heliograph.network.models import Organization
from heliograph.network.remits import Remit

register = template.Library()
#: A record looks like so many others at most.
MOST = 5


@register.inclusion_tag("network/merging/school.html", takes_context=True)
def duplicates_of_school(context: dict[str, Any], organization: Organization, remit: Remit) -> dict[str, Any]:
    """Possible duplicates, and merges that can still be undone, for who looks after the country. Four queries."""
    manages = remit.manages_country(organization.country)
    pairs = duplicates_of(organization)[:MOST] if manages else []
    lately = Merge.objects.filter(survivor=organization, undone_at=None, at__gte=timezone.now() - UNDO_WITHIN)
    return {
        "twins": twins_of(pairs) if pairs else [],
        "merges": list(lately.select_related("survivor", "duplicate", "by")) if manages else [],
        "manages": manages,
        "school": organization,
        "reader": context.get("reader"),
    }
