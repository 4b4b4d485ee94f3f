"""Shortly before a reminder goes it is looked at once more: nobody is reminded of what was moved or given up since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models.functions import Lower
from django.utils.translation import gettext_noop

from heliograph.delivery.addresses import key
from heliograph.delivery.lastly import Going, Verdict
from heliograph.delivery.models import Body, Mailing
from heliograph.events.models import Occurrence
from heliograph.events.registering.reminding import Bodies, audiences, read_key
from heliograph.events.states import EventStatus, OccurrenceState, Seat

#: What stands as the answer of a message that did not go.
OVERTAKEN = gettext_noop("moved or cancelled meanwhile; a letter of its own says so")
WITHDRAWN = gettext_noop("withdrawn, or registered for another time meanwhile")


def look(mailing: int, going: Sequence[Going], at: datetime) -> Mapping[int, Verdict]:
    """Of a time that was moved or cancelled since nobody is reminded; of one whose place or languages were changed, as
    it is now.
    """
    row = Mailing.objects.get(pk=mailing)
    pk, hours, start = read_key(row.key)
    time = Occurrence.objects.select_related("event__programme").filter(pk=pk).first()
    if time is None or not _stands(time, start):
        return {each.pk: Verdict(None, OVERTAKEN) for each in going}
    coming = _coming(time, going)
    gone = {each.pk: Verdict(None, WITHDRAWN) for each in going if key(each.address) not in coming}
    staying = [each for each in going if each.pk not in gone]
    return gone | _as_it_is(row, time, hours, staying, at)


def _stands(time: Occurrence, start: datetime) -> bool:
    if time.state != OccurrenceState.CONFIRMED or time.event.status != EventStatus.PUBLISHED or time.start is None:
        return False
    return time.start.replace(second=0, microsecond=0) == start


def _coming(time: Occurrence, going: Sequence[Going]) -> set[str]:
    """The addresses, in small letters, of those among the readers who come still. Two queries."""
    wanted = {key(each.address) for each in going}
    found: set[str] = set()
    for audience in audiences(time):
        here = audience.order_by().annotate(small=Lower("email")).filter(small__in=wanted)
        found |= set(here.values_list("small", flat=True))
    return found


def _as_it_is(
    mailing: Mailing, time: Occurrence, hours: int, going: Sequence[Going], at: datetime
) -> dict[int, Verdict]:
    """Another letter in place of each that was written when the time was otherwise."""
    bodies = {body.pk: body for body in Body.objects.filter(pk__in={each.body_id for each in going})}
    fresh, verdicts = Bodies(mailing, time, hours, at), {}
    written: dict[int, int] = {}
    for each in going:
        _language, _zone, seat, version = bodies[each.body_id].key.split(" ")
        if int(version) == time.version:
            continue
        if each.body_id not in written:
            body = bodies[each.body_id]
            written[each.body_id] = fresh.one((body.language, body.zone), Seat(seat))
        verdicts[each.pk] = Verdict(written[each.body_id])
    return verdicts
