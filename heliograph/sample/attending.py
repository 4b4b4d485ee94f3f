"""Who came to the sample's conference of the year before: badges, check-ins at the doors, certificates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from heliograph.conference.attending import certifying
from heliograph.conference.attending.badges import make_badges, note_printed, to_print
from heliograph.conference.attending.checking_in import Gate, Scan, check_in
from heliograph.conference.attending.counting import present
from heliograph.conference.attending.door_keys import make_key
from heliograph.conference.attending.models import Badge
from heliograph.conference.models import Conference
from heliograph.network.models import Person
from heliograph.network.states import Refused
from heliograph.sample.draws import draw
from heliograph.sample.sending import language_of

#: How many of those with a badge never come, and how many of the others come on a day.
_AWAY, _COMES = 0.12, 0.9
#: Of so many who came one asks for his certificate.
_CERTIFIED = 3


def attend(conference: Conference, doors: Sequence[str], then: Callable[[float], datetime], by: Person) -> int:
    """Make badges, check people in day by day, half of them at the doors; returns how many came.

    ``then`` gives instants by days from the first day at nine in the morning.
    """
    make_badges(conference, by, then(-5))
    badges = list(to_print(conference, only_new=True).select_related("response__person"))
    note_printed(conference, badges, by, then(-4))
    coming = [each for each in badges if draw(_who(each), "away") >= _AWAY]
    gates = [Gate(by), *(Gate(door=make_key(conference, door, by, then(-3))) for door in doors)]
    for day in range((conference.last_day - conference.first_day).days + 1):
        for number, badge in enumerate(coming):
            if draw(_who(badge), f"day {day}") < _COMES:
                at = then(day) - timedelta(minutes=int(45 * draw(_who(badge), f"minute {day}")))
                mark = uuid5(NAMESPACE_URL, f"{conference.programme.slug}/{_who(badge)}/{day}")
                check_in(conference, Scan(badge.token, at, mark), gates[number % len(gates)], at)
    there = list(present(conference).select_related("response__person"))
    for badge in there[::_CERTIFIED]:
        _certify(conference, badge, then(6))
    return len(there)


def _certify(conference: Conference, badge: Badge, at: datetime) -> None:
    """The certificate of somebody; none where no font has the letters of his name."""
    try:
        certifying.issue(conference, badge, language_of(badge.response.person), at)
    except Refused as refused:
        if refused.code != "unprintable":
            raise


def _who(badge: Badge) -> str:
    return str(badge.response.person.email)
