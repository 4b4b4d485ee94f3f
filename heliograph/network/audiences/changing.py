"""Changes of audiences. Each function is one transaction; ``by`` is the actor, ``at`` an aware moment."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from heliograph.frame.finished import touch
from heliograph.network.audiences.parsing import as_data, rule_of
from heliograph.network.audiences.selecting import people
from heliograph.network.audiences.trees import Rule
from heliograph.network.models import Audience, Person
from heliograph.network.states import Refused


@transaction.atomic
def add_audience(name: str, rule: Rule, by: Person | None, at: datetime) -> Audience:
    """A new audience, counted; the one there is where the same person made it of the same rule before.

    Raises Refused where another has the name.
    """
    before = Audience.objects.filter(name=name, made_by=by).first() if by is not None else None
    if before is not None and before.rule == as_data(rule):
        return before
    made = Audience(name=name, made_by=by, made_at=at)
    return _written(made, rule, by, at)


@transaction.atomic
def change_audience(
    audience: Audience, name: str, rule: Rule, seen: datetime | None, by: Person | None, at: datetime
) -> Audience:
    """Let an audience have this name and rule, and count it.

    Raises Refused where another has the name, and where the audience was changed after ``seen``.
    """
    held = Audience.objects.select_for_update().get(pk=audience.pk)
    if held.changed_at != seen:
        raise Refused("changed-meanwhile", _("Somebody changed this audience while you had it open."))
    held.name = name
    return _written(held, rule, by, at)


def _written(audience: Audience, rule: Rule, by: Person | None, at: datetime) -> Audience:
    audience.rule, audience.changed_by, audience.changed_at = as_data(rule), by, at
    audience.people_count, audience.counted_at = people(rule, at.date()).count(), at
    touch()
    try:
        with transaction.atomic():
            audience.save()
    except IntegrityError:
        raise Refused("name-taken", _("Another audience has this name. Choose another.")) from None
    return audience


@transaction.atomic
def count_again(audience: Audience, at: datetime) -> int:
    """Count who is in an audience, and keep the number. Raises Unreadable where its rule can no more be read."""
    held = Audience.objects.select_for_update().get(pk=audience.pk)
    held.people_count, held.counted_at = people(rule_of(held), at.date()).count(), at
    held.save(update_fields=["people_count", "counted_at"])
    return held.people_count


@transaction.atomic
def delete_audience(audience: Audience) -> None:
    """Delete an audience; nothing else goes with it."""
    Audience.objects.filter(pk=audience.pk).delete()
    touch()
