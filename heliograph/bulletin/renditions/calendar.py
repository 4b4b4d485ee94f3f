"""The moments of editions as an iCalendar object; what all calendars have alike is ``frame.calendars``.

What is tentative says ``STATUS:TENTATIVE``, what was taken back ``STATUS:CANCELLED``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from heliograph.bulletin.edition import Edition, ItemEdition, Moment
from heliograph.frame import calendars
from heliograph.texts import tree
from heliograph.texts.render_plain import render_plain


def is_entry(moment: Moment) -> bool:
    """Whether a moment can stand in a calendar: its day, or a period of days, is known."""
    return calendars.is_entry(moment.stored)


def _summary(item: ItemEdition, moment: Moment) -> str:
    line = item.title
    if moment.what_words:
        line = _("%(what)s: %(title)s") % {"what": moment.what_words, "title": item.title}
    return f"{line} ({moment.language_name})" if moment.language_name else line


def _entry(item: ItemEdition, moment: Moment, domain: str, stamp: datetime) -> calendars.Entry:
    opening = tree.Document(item.body.blocks[:1])
    return calendars.Entry(
        uid=f"{moment.uid}@{domain}",
        sequence=moment.sequence,
        summary=_summary(item, moment),
        stored=moment.stored,
        url=moment.url or item.url,
        stamp=stamp,
        description="\n\n".join(filter(None, [moment.words, render_plain(opening).strip(), item.url])),
        location=moment.place,
        categories=(item.label,) if item.label else (),
    )


def render(editions: Iterable[Edition], *, name: str, domain: str) -> bytes:
    """One calendar of all moments of the editions, in their language; ``domain`` ends every UID. UTF-8, CRLF lines.

    A date of a call to which items of several issues are bound stands in it once.
    """
    calendar = calendars.begin(name, "-//Heliograph//Bulletin//EN")
    written: set[UUID] = set()
    for edition in editions:
        stamp = (edition.corrected_at or edition.published_at or edition.prepared_at).astimezone(UTC)
        for item in edition.items:
            for moment in filter(is_entry, item.moments):
                if moment.uid not in written:
                    calendar.add(_entry(item, moment, domain, stamp))
                written.add(moment.uid)
    return calendars.finish(calendar)
