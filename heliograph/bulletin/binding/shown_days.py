"""The international days of an item as a reader of the bulletin sees them: name, date and picture of each.

What the item said of its date gives way to it. A day is what it is in the issue: the first that begins on the issue's
own day or later. Nothing here asks the database.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from uuid import uuid5
from zoneinfo import ZoneInfo

from django.templatetags.static import static
from django.urls import reverse

from heliograph.bulletin.addresses import absolute
from heliograph.bulletin.dates import Moment, View
from heliograph.bulletin.enclosures import Shown
from heliograph.bulletin.models import Item, ItemMoment
from heliograph.bulletin.states import MomentKind
from heliograph.events.observances.dates import Days, next_of
from heliograph.events.observances.models import Observance
from heliograph.events.observances.shown import drawing_of, name_for
from heliograph.moments.folding import fold
from heliograph.moments.precision import Precision
from heliograph.moments.stored import Stored
from heliograph.moments.wording import write
from heliograph.texts.multilingual import texts_of

WIDTH, HEIGHT = 480, 300
#: What an item of the bulletin calls such a date.
WHAT = "celebration"


def takes(item: Item, row: ItemMoment) -> bool:
    """Whether a date of the item gives way to that of a day: the one that the day was bound by, or the same day."""
    if row.kind != MomentKind.EVENT or row.precision != Precision.DAY:
        return False
    if any(str(row.uid) in each.moments for each in item.bindings.all() if each.observance is not None):
        return True
    day = row.start.astimezone(ZoneInfo(row.zone)).date() if row.start is not None else None
    return any(days[0] == day for _unused, days in _days(item))


def moments(item: Item, wanted: Sequence[str], view: View) -> Iterator[Moment]:
    """A date for each day that the item announces, in the order of the days."""
    for observance, days in _days(item):
        stored = _stored(days, item.issue.zone)
        yield Moment(
            uid=uuid5(observance.public_id, days[0].isoformat()),
            sequence=0,
            kind=stored.kind,
            what=WHAT,
            what_words=name_for(observance, wanted).words,
            when=write(stored, reader_zone=view.zone, language=view.language, now=view.now),
            stored=stored,
            place="",
            language="",
            language_name="",
            words="",
            url=_page(observance),
        )


def pictures(item: Item, wanted: Sequence[str], _view: View) -> Iterator[Shown]:
    """The drawing of each day, named by it; it leads to the page of the day. A day that the item has a picture of
    itself, which says so, needs none.
    """
    said = fold(" ".join(text for each in item.pictures.all() for text in texts_of(each.caption).values()))
    for observance, _unused in _days(item):
        if any(fold(name) in said for name in texts_of(observance.name).values()):
            continue
        name = drawing_of(observance)
        yield Shown(
            url=absolute(static(name)),
            name=name,
            width=WIDTH,
            height=HEIGHT,
            alt="",
            caption=name_for(observance, wanted).words,
            link=_page(observance),
        )


def _days(item: Item) -> list[tuple[Observance, Days]]:
    bound = [binding.observance for binding in item.bindings.all() if binding.observance is not None]
    found = [(each, next_of(each, item.issue.date)) for each in bound]
    return sorted(((each, days) for each, days in found if days), key=lambda pair: (pair[1], pair[0].key))


def _page(observance: Observance) -> str:
    return absolute(reverse("events:day", args=[observance.key]))


def _stored(days: Days, zone: str) -> Stored:
    first, last = (datetime.combine(day, time(), ZoneInfo(zone)) for day in days)
    return Stored("event", first, last if last - first >= timedelta(days=1) else None, zone, Precision.DAY)
