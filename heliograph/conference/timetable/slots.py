"""Changes to the slots of a conference: saved, taken away, copied to another day.

A slot whose time is changed takes the sessions that are in it along, also in the public timetable: that is written down
as a change of the programme, and told.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from heliograph.conference.doors import held_conference, log
from heliograph.conference.models import Conference
from heliograph.conference.states import SlotKind
from heliograph.conference.timetable import changes
from heliograph.conference.timetable.models import Placement, Slot
from heliograph.conference.timetable.rooms import make_free
from heliograph.conference.timetable.versions import published_timetable
from heliograph.frame.fields import unclear
from heliograph.frame.translating import Reviewed, write_texts
from heliograph.moments.locales import write_clock
from heliograph.moments.zones import instant, zone_info
from heliograph.network.forms import clean_line
from heliograph.network.models import Person
from heliograph.network.states import Refused

#: Kinds that may go on at the same time; all others are for everybody, who can be in one place only.
_TOGETHER = (
    {SlotKind.SESSIONS},
    {SlotKind.BREAK, SlotKind.POSTERS},
)
_TEXTS = ("title", "about")


def wall(at: datetime, zone: str) -> datetime:
    """An instant on the clock of the place, without its zone."""
    return at.astimezone(zone_info(zone)).replace(tzinfo=None)


def on_the_clock(conference: Conference, at: datetime) -> datetime:
    """The instant of a wall time at the place. Raises Refused: ``unclear`` where the clocks change over it."""
    problem = unclear(at, conference.zone)
    if problem:
        raise Refused("unclear", problem)
    return instant(at, conference.zone)


@transaction.atomic
def save_slot(
    conference: Conference, slot: Slot | None, fields: Mapping[str, Any], reviewed: Reviewed, by: Person, at: datetime
) -> Slot:
    """Change a slot, or add one (None).

    ``fields`` has ``kind``, ``room``, ``begins`` and ``ends`` (wall times at the place), ``title`` and ``about`` by
    language. Raises Refused: ``not-yours``, ``ends-first``, ``unclear``, ``other-days``, ``overlaps``, ``no-title``,
    ``has-sessions``.
    """
    held = held_conference(conference, by)
    row = slot or Slot(conference=held)
    public = published_timetable(held)
    before = changes.standing(public)
    row.kind, row.room = fields["kind"], fields["room"] if fields["kind"] != SlotKind.SESSIONS else None
    row.begins, row.ends = (on_the_clock(held, fields[name]) for name in ("begins", "ends"))
    _check(held, row)
    _write_words(held, row, fields, reviewed)
    row.save()
    if public is not None:
        changes.note(public, before, at)
    log(held, "slot-saved", by, at, begins=row.begins.isoformat(), ends=row.ends.isoformat())
    return row


def _write_words(held: Conference, row: Slot, fields: Mapping[str, Any], reviewed: Reviewed) -> None:
    source = held.programme.source_language
    written = {name: {code: clean_line(words) for code, words in fields[name].items()} for name in _TEXTS}
    if row.kind != SlotKind.SESSIONS and not written["title"].get(source):
        raise Refused("no-title", _("Write what it is, in the language of the original."))
    write_texts(row, _TEXTS, written, reviewed, source)


def _check(held: Conference, row: Slot) -> None:
    """Whether a slot may be as it is written. Raises Refused."""
    if row.ends <= row.begins:
        raise Refused("ends-first", _("This ends before it begins."))
    days = {wall(row.begins, held.zone).date(), wall(row.ends, held.zone).date()}
    if min(days) < held.first_day or max(days) > held.last_day or len(days) > 1:
        raise Refused("other-days", _("A slot lies on one of the days of the conference, and ends on the same day."))
    if row.pk and row.kind != SlotKind.SESSIONS and Placement.objects.filter(slot=row).exists():
        raise Refused("has-sessions", _("Sessions are placed here. Move them away first."))
    for other in held.slots.filter(begins__lt=row.ends, ends__gt=row.begins).exclude(pk=row.pk):
        same = (other.begins, other.ends) == (row.begins, row.ends)
        if same or not any({other.kind, row.kind} <= kinds for kinds in _TOGETHER):
            raise _overlap(held, other)


def _overlap(held: Conference, other: Slot) -> Refused:
    zone, language = zone_info(held.zone), get_language() or "en"
    begins, ends = (write_clock(each.astimezone(zone), language) for each in (other.begins, other.ends))
    told = {"kind": str(other.title) or other.get_kind_display(), "from": begins, "until": ends}
    return Refused("overlaps", _("At this time there is already: %(kind)s, %(from)s to %(until)s.") % told)


@transaction.atomic
def remove_slot(conference: Conference, slot: Slot, by: Person, at: datetime) -> None:
    """Take a slot away; sessions that a draft has there lose their place. Raises Refused: ``published``."""
    held = held_conference(conference, by)
    make_free(Placement.objects.filter(slot=slot))
    if held.slots.filter(pk=slot.pk).delete()[0]:
        log(held, "slot-removed", by, at, begins=slot.begins.isoformat())


@transaction.atomic
def copy_day(conference: Conference, day: date, to: date, by: Person, at: datetime) -> int:
    """Give a day the slots of another, at the same wall times; returns how many.

    Raises Refused: ``not-yours``, ``day-taken``, ``other-days``, ``nothing-there``, ``unclear``.
    """
    held = held_conference(conference, by)
    if not held.first_day <= to <= held.last_day:
        raise Refused("other-days", _("Choose one of the days of the conference."))
    there = _on(held, to)
    if there:
        count = len(there)
        words = ngettext("That day has %(n)s slot already.", "That day has %(n)s slots already.", count)
        raise Refused("day-taken", words % {"n": count})
    found = _on(held, day)
    if not found:
        raise Refused("nothing-there", _("That day has no slots yet."))
    Slot.objects.bulk_create(_moved(held, each, to - day) for each in found)
    log(held, "day-copied", by, at, day=day.isoformat(), to=to.isoformat())
    return len(found)


def _on(held: Conference, day: date) -> list[Slot]:
    return [each for each in held.slots.all() if wall(each.begins, held.zone).date() == day]


def _moved(held: Conference, slot: Slot, by: timedelta) -> Slot:
    begins, ends = (on_the_clock(held, wall(each, held.zone) + by) for each in (slot.begins, slot.ends))
    return Slot(
        conference=held, kind=slot.kind, title=slot.title, about=slot.about, marks=slot.marks, room_id=slot.room_id,
        begins=begins, ends=ends,
    )  # fmt: skip
