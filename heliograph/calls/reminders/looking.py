"""Shortly before a reminder goes it is looked at once more: what was answered or declined since is taken out of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_noop

from heliograph.calls.deadlines.dates import dates_of
from heliograph.calls.models import Call, Extension
from heliograph.calls.reminders.letters import Asked
from heliograph.calls.reminders.models import Reminded
from heliograph.calls.reminders.sending import Bodies, slot_of
from heliograph.calls.reminders.silent import Begun, still_silent
from heliograph.calls.states import CallStatus, DeadlineKind
from heliograph.delivery.addresses import key
from heliograph.delivery.lastly import Going, Verdict
from heliograph.delivery.models import Body, Mailing
from heliograph.network.models import Person

#: What stands as the answer of a message that did not go.
OVERTAKEN = gettext_noop("answered or declined meanwhile, or the date was moved")


def look(mailing: int, going: Sequence[Going], at: datetime) -> Mapping[int, Verdict]:
    """For the messages of a morning whose readers have done something meanwhile: another letter, or none."""
    row = Mailing.objects.get(pk=mailing)
    slot = slot_of(row.key)
    people = _people(going)
    noted = Reminded.objects.filter(slot=slot, person__in=people.values())
    asked = _still(list(noted), slot, at)
    said = {each.pk: asked.get(people.get(key(each.address), 0)) for each in going}
    changed = [each for each in going if (found := said[each.pk]) is None or found.dropped]
    if not changed:
        return {}
    Reminded.objects.filter(pk__in=[pk for found in asked.values() for pk in found.dropped]).delete()
    return _verdicts(changed, {pk: found for pk, found in said.items() if found is not None}, Bodies(row, slot, at))


class _Standing:
    """What is left of a reader's reminders, and the rows of those that are not."""

    def __init__(self) -> None:
        self.left: list[Asked] = []
        self.dropped: list[int] = []


def _people(going: Sequence[Going]) -> dict[str, int]:
    """By address in small letters who has it. One query."""
    wanted = {key(each.address) for each in going}
    exact = Q(email__in=wanted | {each.address for each in going})
    rows = Person.objects.get_queryset().filter(exact, is_active=True).values_list("email", "pk")
    return {key(email): pk for email, pk in rows}


def _still(rows: Sequence[Reminded], slot: datetime, at: datetime) -> dict[int, _Standing]:
    """By person. A few queries for each call of the morning."""
    calls = Call.objects.filter(pk__in={row.call_id for row in rows}).select_related("audience").dated()
    known = {call.pk: call for call in calls}
    found: dict[int, _Standing] = defaultdict(_Standing)
    by_rule: dict[tuple[int, int], list[Reminded]] = defaultdict(list)
    for row in rows:
        by_rule[row.call_id, row.days].append(row)
    for (pk, days), those in by_rule.items():
        awaited = _awaited(known[pk], days, those, slot, at)
        for row in those:
            if row.person_id in awaited:
                found[row.person_id].left.append(Asked(row.closes, pk, *awaited[row.person_id]))
            else:
                found[row.person_id].dropped.append(row.pk)
    return found


def _awaited(call: Call, days: int, rows: Sequence[Reminded], slot: datetime, at: datetime) -> Mapping[int, Begun]:
    """From whom of these an answer is awaited still, by the date of which he was told; and what he has begun."""
    if call.status != CallStatus.PUBLISHED:
        return {}
    people = [row.person_id for row in rows]
    general = dates_of(call).until(DeadlineKind.CLOSES)
    given = Extension.objects.filter(call=call, kind=DeadlineKind.CLOSES, person__in=people)
    own = dict(given.values_list("person", "until"))
    same = {
        row.person_id
        for row in rows
        if general is not None and row.closes == max(general, own.get(row.person_id, general)) > at
    }
    return still_silent(call, slot.date(), days, same) if same else {}


def _verdicts(changed: Sequence[Going], left: Mapping[int, _Standing], bodies: Bodies) -> dict[int, Verdict]:
    """The letters that go instead are in the language and zone of those that do not. Two queries, and each letter's."""
    how = {
        pk: (language, zone)
        for pk, language, zone in Body.objects.filter(pk__in={each.body_id for each in changed}).values_list(
            "pk", "language", "zone"
        )
    }
    asked = {each.pk: tuple(sorted(left[each.pk].left)) if each.pk in left else () for each in changed}
    bodies.load({one.call for every in asked.values() for one in every})
    return {
        each.pk: Verdict(bodies.one(how[each.body_id], asked[each.pk])) if asked[each.pk] else Verdict(None, OVERTAKEN)
        for each in changed
    }
