"""A conference whose participants have badges, as a test begins. Its first day is ``FIRST``."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from heliograph.conference.attending.badges import make_badges
from heliograph.conference.attending.checking_in import Gate, Scan, Seen, check_in
from heliograph.conference.attending.models import Badge
from heliograph.conference.models import Conference
from heliograph.network.models import Person
from tests.conference.factories import FIRST
from tests.conference.registering.making import meeting, register
from tests.network.factories import NOW, person

__all__ = ["AFTER", "MORNING", "badges_of", "came", "gathering", "meeting", "register"]

#: Nine in the morning of the first day, in Shanghai, and two days after the last.
MORNING = datetime(FIRST.year, FIRST.month, FIRST.day, 1, 0, tzinfo=UTC)
AFTER = MORNING + timedelta(days=4)


def gathering(by: Person, *names: str) -> tuple[Conference, list[Badge]]:
    """A conference, and badges of people of these names, each registered by himself."""
    to = meeting()
    for name in names or ("Ama",):
        register(to, person(f"{name.split()[0].lower()}@example.org", name=name))
    make_badges(to, by, NOW)
    return to, badges_of(to)


def badges_of(to: Conference) -> list[Badge]:
    """The badges that stand, in the order in which people registered."""
    return list(Badge.objects.live().filter(conference=to).order_by("response", "pk"))


def came(badge: Badge, at: datetime = MORNING, mark: uuid.UUID | None = None, **gate: Any) -> Seen:
    """A badge is seen, and the server learns of it at once."""
    scan = Scan(badge.token, at, mark or uuid.uuid4())
    return check_in(badge.conference, scan, Gate(**gate), at)
