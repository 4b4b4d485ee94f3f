"""Everybody who is registered is told when a conference gets other days: one letter for each mailbox.

Its letters are held as all of this room are. Days that change once more before they go are told once, from those of
which letters have gone out; days that are put back are not told at all.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from heliograph.calls.mine.asking import audiences
from heliograph.calls.topics import ANSWERS
from heliograph.conference.models import Conference, ConferenceEntry
from heliograph.conference.registering.holding import SENT, About, Sending, Write, hold
from heliograph.conference.registering.letters import about_days
from heliograph.conference.registering.stay_links import stay_key
from heliograph.conference.registering.taking_part import registrations
from heliograph.delivery import steering
from heliograph.delivery.models import Mailing
from heliograph.delivery.states import MailingState
from heliograph.moments.stored import day_in
from heliograph.network.models import Person


class Days(NamedTuple):
    """The first and the last day of a conference."""

    first: date
    last: date


def writer(conference: Conference, was: Days) -> Write:
    """What writes the letter about the days that a conference has now, to who knows of those that it had."""
    return lambda language, _zone: about_days(conference, *was, language)


def tell(held: Conference, was: Days, by: Person, at: datetime) -> int:
    """Write to everybody who is registered that the days are others than they were; returns how many letters.

    For the transaction that saves the days. Of a conference that is over nothing is told.
    """
    if was == (held.first_day, held.last_day):
        return 0
    known = _known(held, was, by, at)
    if known == (held.first_day, held.last_day) or max(known.last, held.last_day) < day_in(at, held.zone):
        return 0
    found = registrations(held)
    more = {"first": known.first.isoformat(), "last": known.last.isoformat()}
    sending = Sending(About.DAYS, _key(held), ANSWERS.slug, audiences(found), writer(held, known), more=more)
    return hold(held, sending, by, at)


def written(held: Conference) -> tuple[int, Days] | None:
    """How many letters were written when the days were saved last, and of which days they tell besides; one query."""
    entry = held.entries.filter(verb=SENT, data__mailing=_key(held)).first()
    return (entry.data["letters"], _said(entry)) if entry is not None else None


def _key(held: Conference) -> str:
    return stay_key(held, f"days-{held.version}")


def _known(held: Conference, was: Days, by: Person, at: datetime) -> Days:
    """The days of which those who are registered know; what is held still about others never goes."""
    for entry in held.entries.filter(verb=SENT, data__about=About.DAYS).order_by("-at", "-pk"):
        mailing = Mailing.objects.select_for_update().get(key=entry.data["mailing"])
        if mailing.state == MailingState.SCHEDULED:
            steering.cancel(mailing.pk, at, str(by))
        elif mailing.state != MailingState.CANCELLED:
            break
        was = _said(entry)
    return was


def _said(entry: ConferenceEntry) -> Days:
    return Days(date.fromisoformat(entry.data["first"]), date.fromisoformat(entry.data["last"]))
