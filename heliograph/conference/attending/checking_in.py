"""Check-in: a scan of a badge becomes that somebody came on a day, once, however often and from however many phones.

Phones go on while the line is down and send later, perhaps twice, perhaps after one another what was seen in another
order. So the row of the badge is held, one check-in is kept for a badge and a day, and of several scans the earliest.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext as _

from heliograph.conference.attending.models import Badge, CheckIn, DoorKey
from heliograph.conference.doors import held_conference, log
from heliograph.conference.models import Conference
from heliograph.network.joining.codes import read_code
from heliograph.network.models import Person
from heliograph.network.states import Refused

#: A phone's clock may be wrong by so much before what it says is put right.
CLOCKS_DIFFER = timedelta(minutes=5)


class Outcome(TextChoices):
    """What became of a scan."""

    CAME = "came"
    ALREADY = "already"
    UNDONE = "undone"
    REVOKED = "revoked"
    WRONG_DAY = "wrong-day"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Scan:
    """What a phone saw: a code, when (aware), and the mark that it drew for this scan."""

    code: str
    at: datetime
    mark: uuid.UUID


@dataclass(frozen=True)
class Gate:
    """Who looks at badges: somebody who runs the conference, or whoever has the key to a door."""

    by: Person | None = None
    door: DoorKey | None = None


@dataclass(frozen=True)
class Seen:
    """What became of a scan: of whose badge, and since when he is there; ``badge`` None for a code that is none."""

    mark: uuid.UUID
    outcome: Outcome
    badge: Badge | None = None
    at: datetime | None = None


def put_right(scans: Iterable[Scan], phone: datetime | None, received: datetime) -> list[Scan]:
    """The scans by this server's clock: ``phone`` is what the phone's own said when it sent them, if it did.

    What its clock is off by is taken from its instants; none lies ahead.
    """
    off = received - phone if phone is not None else timedelta(0)
    if abs(off) <= CLOCKS_DIFFER:
        off = timedelta(0)
    return [replace(each, at=min(each.at + off, received)) for each in scans]


def day_of(conference: Conference, at: datetime) -> date:
    """The day of an instant on the calendar of the place."""
    return at.astimezone(ZoneInfo(conference.zone)).date()


def is_day(conference: Conference, day: date) -> bool:
    """Whether the conference takes place on a day."""
    return conference.first_day <= day <= conference.last_day


@transaction.atomic
def check_in(conference: Conference, scan: Scan, gate: Gate, received: datetime) -> Seen:
    """Note that somebody came; ``scan`` by this server's clock. Never twice for a badge and a day."""
    rows = Badge.objects.select_for_update(of=("self",)).filter(conference=conference)
    badge = rows.filter(token=read_code(scan.code)).first()
    if badge is None:
        return Seen(scan.mark, Outcome.UNKNOWN)
    at = max(scan.at, badge.made_at)
    day = day_of(conference, at)
    if badge.revoked_at is not None and at >= badge.revoked_at:
        return Seen(scan.mark, Outcome.REVOKED, badge)
    if not is_day(conference, day):
        return Seen(scan.mark, Outcome.WRONG_DAY, badge)
    before = CheckIn.objects.filter(badge=badge, day=day).first()
    if before is not None:
        return _once_more(before, badge, replace(scan, at=at), gate, received)
    CheckIn.objects.create(
        badge=badge, day=day, at=at, received_at=received, by=gate.by, door=gate.door, mark=_free(scan.mark)
    )  # fmt: skip
    return Seen(scan.mark, Outcome.CAME, badge, at)


def _once_more(before: CheckIn, badge: Badge, scan: Scan, gate: Gate, received: datetime) -> Seen:
    """A badge that was seen on this day already: the same scan, another phone's, or one after a mistake was undone."""
    same = before.mark == scan.mark
    if before.undone_at is not None:
        if same or scan.at <= before.undone_at:
            return Seen(scan.mark, Outcome.UNDONE, badge)
        _rewrite(before, scan, gate, received)
        return Seen(scan.mark, Outcome.CAME, badge, scan.at)
    if same:
        return Seen(scan.mark, Outcome.CAME, badge, before.at)
    if scan.at < before.at:
        _rewrite(before, scan, gate, received)
    return Seen(scan.mark, Outcome.ALREADY, badge, before.at)


def _rewrite(row: CheckIn, scan: Scan, gate: Gate, received: datetime) -> None:
    row.at, row.received_at, row.by, row.door, row.mark = scan.at, received, gate.by, gate.door, _free(scan.mark)
    row.undone_at = None
    row.save()


def _free(mark: uuid.UUID) -> uuid.UUID:
    """The mark of a scan; another one where a phone has used it for another badge or day."""
    return uuid.uuid4() if CheckIn.objects.filter(mark=mark).exists() else mark


def check_in_all(conference: Conference, scans: Iterable[Scan], gate: Gate, received: datetime) -> Sequence[Seen]:
    """What a phone has gathered, in the order of time, each in a transaction of its own."""
    return [check_in(conference, each, gate, received) for each in sorted(scans, key=lambda scan: scan.at)]


@transaction.atomic
def undo(conference: Conference, mark: uuid.UUID, by: Person, at: datetime) -> CheckIn | None:
    """Take back a check-in that was a mistake; None where it is not there any more. Raises Refused.

    The row stays, so that the phone that sends the scan once more does not bring it back.
    """
    held = held_conference(conference, by)
    badges = Badge.objects.select_for_update(of=("self",)).filter(conference=held, check_ins__mark=mark)
    badge = badges.first()
    row: CheckIn | None = CheckIn.objects.standing().filter(badge=badge, mark=mark).first()
    if row is not None:
        row.undone_at = at
        row.save(update_fields=["undone_at"])
        log(held, "check-in-undone", by, at, day=row.day.isoformat(), badge=row.badge_id)
    return row


@transaction.atomic
def note(conference: Conference, number: int, day: date, by: Person, at: datetime) -> Badge | None:
    """Note on the desk that somebody came on a day, from a list on paper perhaps, also afterwards; never twice.

    ``number`` is the primary key of his badge; None where there is none. Raises Refused: ``not-yours``, ``other-day``.
    """
    held = held_conference(conference, by)
    if not is_day(held, day) or day > day_of(held, at):
        raise Refused("other-day", _("Choose a day of the conference that has begun."))
    badge: Badge | None = Badge.objects.select_for_update(of=("self",)).filter(conference=held, pk=number).first()
    if badge is None:
        return None
    said = {"at": at, "received_at": at, "by": by}
    row, made = CheckIn.objects.get_or_create(badge=badge, day=day, defaults=said)
    if made or row.undone_at is not None:
        if not made:
            _rewrite(row, Scan(badge.token, at, uuid.uuid4()), Gate(by=by), at)
        log(held, "check-in-noted", by, at, day=day.isoformat(), badge=badge.pk)
    return badge


def digest(token: str) -> str:
    """By what a phone knows a code while the line is down: nobody can make a badge of it."""
    return sha256(token.replace("-", "").encode()).hexdigest()[:16]


def known_badges(conference: Conference) -> dict[str, list[str]]:
    """The digests of the badges that stand and of those that were revoked. One query."""
    known: dict[str, list[str]] = {"live": [], "revoked": []}
    for token, revoked_at in Badge.objects.filter(conference=conference).values_list("token", "revoked_at"):
        known["live" if revoked_at is None else "revoked"].append(digest(token))
    return known
