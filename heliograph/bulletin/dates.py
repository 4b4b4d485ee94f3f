"""The dates of an item as one reader sees them, and how the item stands because of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from heliograph.bulletin.purposes import asks, audience_words, deadline_words, event_words, rank
from heliograph.bulletin.states import MomentKind, MomentStatus
from heliograph.moments.locales import locale_of
from heliograph.moments.wording import Phase, Stored, When, closing, distance, write

if TYPE_CHECKING:
    from heliograph.bulletin.models import ItemMoment


@dataclass(frozen=True)
class View:
    """Through whose eyes: interface language, IANA zone or None, and the moment (aware) at which it is looked
    at.
    """

    language: str
    zone: str | None
    now: datetime


@dataclass(frozen=True)
class Moment:
    """A date of an item. ``what_words`` say what it is for ("Register by"); empty where the kind of date says
    enough.

    ``stored`` has the instants (UTC), zone and precision for machines; ``words`` are the bulletin's own. ``was`` says
    what it was before it was moved. ``url`` is the page of the call that sets it; empty where the item itself does.
    """

    uid: UUID
    sequence: int
    kind: str
    what: str
    what_words: str
    when: When
    stored: Stored
    place: str
    language: str
    language_name: str
    words: str
    was: str = ""
    url: str = ""

    @property
    def closes_at(self) -> datetime | None:
        """The instant (UTC) at which it is over; None where no date is known."""
        return closing(self.stored)

    @property
    def is_deadline(self) -> bool:
        return self.kind == MomentKind.DEADLINE

    @property
    def is_ask(self) -> bool:
        """Whether it is a deadline by which the reader is asked to do something."""
        return self.is_deadline and asks(self.what)

    @property
    def is_ahead(self) -> bool:
        """Whether it is in force and not over, as far as is known."""
        return self.when.phase not in {Phase.PAST, Phase.WITHDRAWN}


@dataclass(frozen=True)
class Standing:
    """How an item stands now. ``key``: open, soon, closed, ahead, now, over or empty; ``words`` say it."""

    key: str = ""
    words: str = ""


def stored(row: ItemMoment) -> Stored:
    """What a row keeps, free of the database."""
    return Stored(
        kind=row.kind,
        start=row.start,
        end=row.end,
        zone=row.zone,
        precision=row.precision,
        opens=row.opens,
        withdrawn=row.status == MomentStatus.WITHDRAWN,
        words=row.text,
    )


def language_name(tag: str, language: str) -> str:
    """The name of a language in another, as it stands in running text; empty where there is none."""
    if not tag:
        return ""
    locale = locale_of(language)
    return str(locale.languages.get(tag) or locale.languages.get(tag.split("-")[0]) or tag)


def _event(row: ItemMoment) -> str:
    """``Meeting · Arab States``: what takes place, and for whom where that is said of this date alone."""
    return " · ".join(filter(None, (event_words(row.what), audience_words(row.audience))))


def moment(row: ItemMoment, view: View) -> Moment:
    """One date of an item for a reader."""
    kept = stored(row)
    return Moment(
        uid=row.uid,
        sequence=row.sequence,
        kind=row.kind,
        what=row.what,
        what_words=deadline_words(row.what) if row.kind == MomentKind.DEADLINE else _event(row),
        when=write(kept, reader_zone=view.zone, language=view.language, now=view.now),
        stored=kept,
        place=row.place,
        language=row.language,
        language_name=language_name(row.language, view.language),
        words=row.text,
    )


def closings(moments: Sequence[Moment]) -> list[tuple[datetime, Moment]]:
    """The deadlines that ask something of the reader and can still be met, soonest first, with the instant
    (UTC).
    """
    coming = [(each.closes_at, each) for each in moments if each.is_ask and each.is_ahead]
    return sorted(((at, each) for at, each in coming if at), key=lambda pair: pair[0])


def main_ask(moments: Sequence[Moment]) -> Moment | None:
    """The deadline ahead that an item is most about: its registration before its withdrawal, else the
    soonest.
    """
    coming = closings(moments)
    return min(coming, key=lambda pair: (rank(pair[1].what), pair[0]))[1] if coming else None


def _deadlines_standing(moments: Sequence[Moment], view: View) -> Standing:
    coming = closings(moments)
    if not coming:
        return Standing("closed", pgettext("state of an item", "closed"))
    first = coming[0][1]
    opens = [each.stored.opens for _at, each in coming]
    future = [at for at in opens if at and at > view.now]
    if len(future) == len(coming):
        zone = view.zone or first.stored.zone
        away = distance(min(future), view.now, view.language, zone)
        return Standing("ahead", _("opens %(distance)s") % {"distance": away})
    if first.when.phase == Phase.SOON:
        return Standing("soon", first.when.distance)
    return Standing("open", pgettext("state of an item", "open"))


def _counts(moment: Moment, since: datetime) -> bool:
    """Withdrawn dates do not count, nor do those over before the issue came out, of which the text only tells."""
    over = moment.closes_at
    return moment.when.phase != Phase.WITHDRAWN and (over is None or over > since)


def standing(moments: Sequence[Moment], view: View, since: datetime) -> Standing:
    """How an item of the issue whose day begins at ``since`` (aware) stands: by its deadlines where it has any,
    else by its events; nothing is said of what is only to come.
    """
    current = [each for each in moments if _counts(each, since)]
    deadlines = [each for each in current if each.is_ask and each.closes_at]
    if deadlines:
        return _deadlines_standing(deadlines, view)
    phases = {each.when.phase for each in current}
    if Phase.NOW in phases:
        return Standing("now", pgettext("state of an item", "taking place now"))
    if phases == {Phase.PAST}:
        return Standing("over", pgettext("state of an item", "over"))
    return Standing()
