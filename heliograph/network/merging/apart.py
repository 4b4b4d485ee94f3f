"""That two records which look alike are two is remembered, and can be taken back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from heliograph.network.merging.models import NotDuplicate
from heliograph.network.models import Organization, Person


def _pair(one: Organization, other: Organization) -> dict[str, Organization]:
    first, second = sorted((one, other), key=lambda each: each.pk)
    return {"one": first, "other": second}


@transaction.atomic
def tell_apart(one: Organization, other: Organization, by: Person, at: datetime) -> bool:
    """These are two; False where that was said before, or where it is one and the same record."""
    if one.pk == other.pk:
        return False
    _row, made = NotDuplicate.objects.get_or_create(**_pair(one, other), defaults={"by": by, "at": at})
    return made


@transaction.atomic
def take_back(one: Organization, other: Organization) -> bool:
    """They may be one after all; False where nobody has said otherwise."""
    gone, _by_model = NotDuplicate.objects.filter(**_pair(one, other)).delete()
    return bool(gone)
