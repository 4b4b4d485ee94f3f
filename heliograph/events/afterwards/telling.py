"""When the letter after an event goes: once for each of its times, a day after it is over, unless it is withheld.

Every step is found done when it is done again: the mailing has a key, an address one message, a mailing starts once.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from heliograph.delivery import steering
from heliograph.delivery.mailings import open_mailing
from heliograph.delivery.states import MailingState
from heliograph.events.afterwards.attending import is_held
from heliograph.events.afterwards.letter import After, write
from heliograph.events.afterwards.models import AfterLetter
from heliograph.events.models import EventDocument, Occurrence
from heliograph.events.registering.people import COMING, delegates, registrants
from heliograph.events.rules import may_run_event
from heliograph.events.scheduling.doors import log as log_event
from heliograph.events.shown import over_at
from heliograph.events.states import EventStatus, OccurrenceState, Part
from heliograph.events.topics import EVENTS
from heliograph.network.circulars import fill, kinds_of
from heliograph.network.models import Person
from heliograph.network.states import Refused
from heliograph.texts.multilingual import pick

log = logging.getLogger(__name__)

#: How long after the end the letter goes by itself, and for how long after that it is still caught up with.
AFTER, CAUGHT_UP = timedelta(days=1), timedelta(days=14)
#: No event lasts longer.
_LONGEST = timedelta(days=60)
KEY = "events/after/"
#: Parts of documents that the letter tells of.
LATER = (Part.RECORDING, Part.SLIDES, Part.RESULT)


def occurrence_of_key(key: str) -> Occurrence | None:
    """The time that a mailing of such letters was about; None for any other mailing. One query."""
    number = key.removeprefix(KEY)
    if number == key or not number.isdecimal():
        return None
    rows = Occurrence.objects.select_related("event__programme", "event__registration")
    return rows.filter(pk=int(number), event__status=EventStatus.PUBLISHED).first()


def key_of(occurrence: Occurrence) -> str:
    """The key of the mailing about a time."""
    return f"{KEY}{occurrence.pk}"


def write_due(at: datetime) -> int:
    """Write the letters whose time has come; returns of how many times. For the clock."""
    return sum(_write_or_note(each, at) for each in list(_due(at)))


def _due(at: datetime) -> Iterator[Occurrence]:
    begun = at - AFTER - CAUGHT_UP - _LONGEST
    rows = Occurrence.objects.filter(
        event__status=EventStatus.PUBLISHED, state=OccurrenceState.CONFIRMED, after_letter=None,
        start__gt=begun, start__lt=at - AFTER, registrations__isnull=False,
    ).select_related("event__programme")  # fmt: skip
    for row in rows.distinct().order_by("start", "pk"):
        over = over_at(row)
        if over is not None and at - AFTER - CAUGHT_UP < over <= at - AFTER:
            yield row


def _write_or_note(occurrence: Occurrence, at: datetime) -> bool:
    try:
        return send(occurrence, None, at).letters > 0
    except Exception:
        log.exception("The letter after the time %s could not be written; it is tried again.", occurrence.pk)
        return False


def send(occurrence: Occurrence, by: Person | None, at: datetime) -> AfterLetter:
    """Write the letter now, if it was not before; ``by`` None is the clock. Raises Refused: not over, withheld."""
    _check(occurrence, by, at)
    row = _withheld_or_sent(occurrence)
    if row is not None and (by is None or not row.withheld):
        return row
    count = _mail(occurrence, by, at)
    return _noted(occurrence, by, at, withheld=False, letters=count)


def withhold(occurrence: Occurrence, by: Person, at: datetime) -> AfterLetter:
    """Let no letter go by itself. Nothing happens where it went already. Raises Refused."""
    if not may_run_event(by, occurrence.event):
        raise _not_yours()
    return _withheld_or_sent(occurrence) or _noted(occurrence, by, at, withheld=True, letters=0)


def _check(occurrence: Occurrence, by: Person | None, at: datetime) -> None:
    if by is not None and not may_run_event(by, occurrence.event):
        raise _not_yours()
    if not is_held(occurrence, at):
        raise Refused("not-over", _("The letter goes when this time is over."))


def _not_yours() -> Refused:
    return Refused("not-yours", _("This programme is run by somebody else. Ask the secretariat."))


def _withheld_or_sent(occurrence: Occurrence) -> AfterLetter | None:
    return AfterLetter.objects.filter(occurrence=occurrence).first()


@transaction.atomic
def _noted(occurrence: Occurrence, by: Person | None, at: datetime, *, withheld: bool, letters: int) -> AfterLetter:
    Occurrence.objects.select_for_update(of=("self",)).get(pk=occurrence.pk)
    said = {"at": at, "by": by, "withheld": withheld, "letters": letters}
    row, made = AfterLetter.objects.get_or_create(occurrence=occurrence, defaults=said)
    if not made and row.withheld and not withheld:
        AfterLetter.objects.filter(pk=row.pk).update(**said)
        row.refresh_from_db()
    log_event(occurrence.event, "letter-withheld" if withheld else "letter-after", by, at)
    return row


def _mail(occurrence: Occurrence, by: Person | None, at: datetime) -> int:
    audiences = (registrants(occurrence, COMING), delegates(occurrence, COMING))
    kinds = kinds_of(*audiences)
    if not kinds:
        return 0
    title = pick(occurrence.event.title, [settings.LANGUAGE_CODE])[0]
    mailing = open_mailing(key_of(occurrence), EVENTS.slug, title, at, automatic=by is None)
    if mailing.state == MailingState.FILLING:
        after = After(occurrence, parts_of(occurrence), at)
        fill(mailing, audiences, kinds, partial(write, after), at)
        steering.start(mailing.pk, at, str(by or ""))
    return mailing.messages.count()


def parts_of(occurrence: Occurrence) -> frozenset[Part]:
    """Which parts there are of what remains of a time. One query."""
    rows = EventDocument.objects.filter(event=occurrence.event_id, part__in=LATER)
    here = [row for row in rows if row.occurrence_id in {None, occurrence.pk}]
    return frozenset(Part(row.part) for row in here)
