"""Badges: made for all who come, in one action; revoked with the registration; found again by name or code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from django.db import transaction
from django.db.models import F

from heliograph.calls.models import Response, ResponseEntry
from heliograph.calls.readdressing import places_of
from heliograph.calls.states import MOVING
from heliograph.conference.attending.models import Badge
from heliograph.conference.attending.queries import BadgeQuerySet
from heliograph.conference.doors import held_conference, log
from heliograph.conference.models import Conference
from heliograph.conference.registering.taking_part import Holder, confirmed, holders_of, registrations
from heliograph.moments.folding import fold
from heliograph.network.account.holdings import Moved
from heliograph.network.joining.codes import read_code
from heliograph.network.models import Person

#: So many badges stand in one file: it is made in seconds, and the next press makes the following ones.
MOST = 400
#: The keys of the answers that a badge takes over.
_NAME, _ROLE = "badge", "role"
_WRITTEN = ("name", "organization", "country", "role")


@dataclass(frozen=True)
class Made:
    """What one action did: how many badges are new, how many say something else now, how many are revoked."""

    new: int
    changed: int
    revoked: int


@transaction.atomic
def make_badges(conference: Conference, by: Person, at: datetime) -> Made:
    """A badge for everybody on whom the organizer counts; done again, it adds what is missing. Raises Refused.

    Who comes in somebody's place gets one of his own, and the one before is revoked; who comes after all has the one
    that he had. One whose words have changed is to be printed anew. The number of queries does not grow.
    """
    held = held_conference(conference, by)
    rows = list(confirmed(held).order_by("pk"))
    wanted = _wanted(held, rows, at)
    gone = _revoke_others(held, wanted, at)
    before = {each.response_id: each for each in Badge.objects.live().filter(conference=held)}
    missing = {key: each for key, each in wanted.items() if key not in before}
    again = _restored(held, missing)
    Badge.objects.bulk_create([each for key, each in missing.items() if key not in again])
    changed = _rewritten({**before, **again}, wanted)
    made = Made(len(missing), len([each for each in changed if each.response_id in before]), gone)
    if made != Made(0, 0, 0):
        log(held, "badges-made", by, at, new=made.new, changed=made.changed, revoked=made.revoked)
    return made


def _wanted(conference: Conference, rows: Sequence[Response], at: datetime) -> dict[int, Badge]:
    """The badges that there should be, by registration. Four queries."""
    moved = set(ResponseEntry.objects.filter(response__in=rows, verb__in=MOVING).values_list("response", flat=True))
    return {
        row.pk: _badge_of(conference, row, who, at, answered_himself=not row.name or row.pk not in moved)
        for row, who in zip(rows, holders_of(rows), strict=True)
    }


def _badge_of(
    conference: Conference, registration: Response, who: Holder, at: datetime, *, answered_himself: bool
) -> Badge:
    """What is known of who comes; what somebody else answered, whose place he has, does not stand on his badge."""
    name = (_said(registration, _NAME) if answered_himself else "") or who.name
    role = _said(registration, _ROLE) if answered_himself else ""
    return Badge(
        conference=conference, response=registration, whose=whose(registration), name=name[:200],
        organization=who.organization[:250], country=who.country, role=role[:100], made_at=at,
    )  # fmt: skip


def _said(registration: Response, key: str) -> str:
    said = registration.answers.get(key)
    return " ".join(said.split()) if isinstance(said, str) else ""


def whose(registration: Response) -> str:
    """Who comes on a registration, as a digest: the same for the same, and nothing can be read from it."""
    named = (
        (registration.slot, registration.name, registration.email) if registration.name or registration.email else ()
    )
    known = "\n".join(map(str, named or ("", registration.person_id)))
    return blake2b(known.encode(), digest_size=16).hexdigest()


def readdress_badges(moved: Moved) -> None:
    """Who has another address is the same, and so is his badge. Before the registrations themselves follow him."""
    for registration, slot in places_of(moved):
        his = Badge.objects.filter(response=registration, whose=whose(registration))
        registration.slot, registration.email = slot, moved.after
        his.update(whose=whose(registration))


def _revoke_others(conference: Conference, wanted: dict[int, Badge], at: datetime) -> int:
    """Revoke the badges of those who do not come any more, and of those in whose place others come."""
    come = dict.fromkeys(registrations(conference).values_list("pk", flat=True))
    live = Badge.objects.live().filter(conference=conference)
    stale = [each.pk for each in live if each.response_id not in come or _is_of_another(each, wanted)]
    return Badge.objects.filter(pk__in=stale).update(revoked_at=at)


def _is_of_another(badge: Badge, wanted: dict[int, Badge]) -> bool:
    now = wanted.get(badge.response_id)
    return now is not None and now.whose != badge.whose


def _restored(conference: Conference, missing: dict[int, Badge]) -> dict[int, Badge]:
    """Of those who come after all the badges that they had, which stand again. Two statements."""
    old = Badge.objects.filter(conference=conference, response__in=list(missing)).exclude(revoked_at=None)
    found = {each.response_id: each for each in old.order_by("pk") if each.whose == missing[each.response_id].whose}
    Badge.objects.filter(pk__in=[each.pk for each in found.values()]).update(revoked_at=None)
    return found


def _rewritten(standing: dict[int, Badge], wanted: dict[int, Badge]) -> list[Badge]:
    """Those that say something else now: written anew, and to be printed anew."""
    changed = []
    for key, badge in standing.items():
        if (now := wanted.get(key)) is None or all(getattr(badge, each) == getattr(now, each) for each in _WRITTEN):
            continue
        for each in _WRITTEN:
            setattr(badge, each, getattr(now, each))
        badge.printed_at = None
        changed.append(badge)
    Badge.objects.bulk_update(changed, [*_WRITTEN, "printed_at"], batch_size=500)
    return changed


def end_badge(registration: Response, at: datetime) -> None:
    """Whoever was registered does not come any more: his badge opens nothing. In the transaction of that step."""
    Badge.objects.live().filter(response=registration).update(revoked_at=at)


def found(badges: Iterable[Badge], asked: str) -> list[Badge]:
    """The badges whose name, organization or code somebody has typed: each word of it, whatever its accents."""
    if code := read_code(asked):
        return [each for each in badges if each.token == code]
    words = fold(asked).split()
    return [each for each in badges if all(word in fold(f"{each.name} {each.organization}") for word in words)]


def to_print(conference: Conference, *, only_new: bool) -> BadgeQuerySet:
    """The badges that are printed next: those that never were first, then those that lie longest."""
    live = Badge.objects.live().filter(conference=conference).exclude(name="")
    return (live.filter(printed_at=None) if only_new else live).order_by(F("printed_at").asc(nulls_first=True), "name")


@transaction.atomic
def note_printed(conference: Conference, badges: Sequence[Badge], by: Person, at: datetime) -> None:
    """Write down that these were printed. Raises Refused."""
    held = held_conference(conference, by)
    Badge.objects.filter(pk__in=[each.pk for each in badges], conference=held).update(printed_at=at)
    log(held, "badges-printed", by, at, count=len(badges))
