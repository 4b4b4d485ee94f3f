"""What the clocks of a zone do to a time: changes, gaps, hours that come twice, and times given for other places."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from heliograph.bulletin.importing.draft import Warned, Warning
from heliograph.bulletin.importing.reading.mention import Timing
from heliograph.bulletin.importing.reading.naming import day_name
from heliograph.bulletin.importing.reading.zoning import resolve
from heliograph.moments.zones import Fold, changes_between, fold_of, instant, zone_info


def dst_warnings(start: datetime, end: datetime | None, zone: str | None, text: str) -> tuple[Warning, ...]:
    """Warnings about naive wall times ``start`` and ``end`` in a zone."""
    if zone is None:
        return ()
    found: list[Warning] = []
    for wall in (start, end):
        if wall is None:
            continue
        kind = fold_of(wall, zone)
        shown = {"time": f"{wall:%H:%M}", "zone": zone, "day": day_name(wall.date())}
        if kind is Fold.GAP:
            message = _("%(time)s does not exist in %(zone)s on %(day)s: the clocks go forward.") % shown
            found.append(Warning(Warned.DST_GAP, message, text))
        elif kind is Fold.FOLD:
            message = _("%(time)s comes twice in %(zone)s on %(day)s: the clocks go back.") % shown
            found.append(Warning(Warned.DST_FOLD, message, text))
    if end is not None and not found and changes_between(start, end, zone):
        message = _("The clocks of %(zone)s change between the start and the end.") % {"zone": zone}
        found.append(Warning(Warned.DST_CHANGE, message, text))
    return tuple(found)


def _instants(timing: Timing, day: datetime, zone: str) -> tuple[datetime, ...]:
    """Instants that the words of a converted time can mean, on the day itself or its neighbours."""
    minute = timing.time.first.minute
    walls = [day + timedelta(days=shift, minutes=minute) for shift in (-1, 0, 1)]
    return tuple(instant(wall, zone) for wall in walls)


def conversion_warnings(
    timing: Timing, start: datetime, zone: str | None, organizer: str, text: str
) -> tuple[Warning, ...]:
    """A warning for every further time of the same instant that its zone does not show then."""
    if zone is None:
        return ()
    at, midnight = instant(start, zone), datetime(start.year, start.month, start.day)  # noqa: DTZ001
    found: list[Warning] = []
    for other in timing.others:
        zoned = resolve(other.zones, None, organizer, midnight + timedelta(minutes=other.time.first.minute), text)
        found += zoned.warnings
        if zoned.zone is None or at in _instants(other, midnight, zoned.zone):
            continue
        there = at.astimezone(zone_info(zoned.zone))
        shown = {"time": f"{at.astimezone(zone_info(zone)):%H:%M}", "zone": zone}
        shown |= {"right": f"{there:%H:%M}", "other": zoned.zone}
        message = _("%(time)s in %(zone)s is %(right)s in %(other)s, not what is written.") % shown
        found.append(Warning(Warned.CONVERSION_MISMATCH, message, text))
    return tuple(found)
