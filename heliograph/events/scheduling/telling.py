"""Those who follow an event, or are registered for one of its times, are told what becomes of that time.

The entries of its log are the queue: written with the change itself, told a moment later (``delivery/owed.py``). What
happened before anybody could be told is told as one: who moves a meeting twice in a minute sends one letter, who
cancels it by mistake and takes that back sends none. Every step is found done when it is done again.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_noop

from heliograph.calls.deadlines.concerned import count_of, readers
from heliograph.delivery import steering
from heliograph.delivery.lastly import Going, Verdict
from heliograph.delivery.mailings import open_mailing
from heliograph.delivery.models import Mailing
from heliograph.delivery.states import MailingState
from heliograph.events.models import EventFollower, Occurrence, OccurrenceEntry
from heliograph.events.registering.people import delegates, registrants
from heliograph.events.scheduling.news import News, change_between, standing, write
from heliograph.events.states import TOLD, EventStatus
from heliograph.events.topics import EVENTS
from heliograph.network.circulars import fill, kinds_of
from heliograph.texts.multilingual import pick

log = logging.getLogger(__name__)

#: How many times are told of at once, and how often letters are tried before they are left to the operator.
BATCH, TRIES = 10, 8
#: The pause after the first failure; each is five times as long as the one before, up to the longest.
PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(days=1)
#: What stands as the answer of a letter that did not go.
SUPERSEDED = gettext_noop("The time was changed again meanwhile; a newer letter says so.")
_KEY = "events/entry/"


def write_letters(at: datetime) -> int:
    """Tell of the times whose entries owe letters, the oldest first; returns of how many. Safe in several processes."""
    owed = _owed().filter(Q(try_at=None) | Q(try_at__lte=at), tries__lt=TRIES)
    times = list(owed.order_by("pk").values_list("occurrence", flat=True)[: 10 * BATCH])
    return sum(_tell_or_note(pk, at) for pk in list(dict.fromkeys(times))[:BATCH])


def _owed() -> QuerySet[OccurrenceEntry]:
    return OccurrenceEntry.objects.filter(told_at=None)


def _tell_or_note(occurrence: int, at: datetime) -> bool:
    try:
        tell(occurrence, at)
    except Exception:
        log.exception("Letters about the time %s could not be written; they are tried again.", occurrence)
        for entry in _owed().filter(occurrence=occurrence):
            again = at + min(PAUSE * 5**entry.tries, LONGEST_PAUSE)
            OccurrenceEntry.objects.filter(pk=entry.pk).update(tries=F("tries") + 1, try_at=again)
        return False
    return True


def tell(occurrence: int, at: datetime) -> Mailing | None:
    """Tell of all that is owed of one time (by primary key); None where there is nothing to tell, or nobody."""
    news, entries = _gather(occurrence, at)
    mailing = _send(news, entries[-1], at) if news is not None else None
    OccurrenceEntry.objects.filter(pk__in=[entry.pk for entry in entries], told_at=None).update(told_at=at)
    return mailing


@transaction.atomic
def _gather(occurrence: int, at: datetime) -> tuple[News | None, Sequence[OccurrenceEntry]]:
    """A time and what is owed of it, as they are at one instant."""
    rows = Occurrence.objects.select_for_update(of=("self",)).select_related("event__programme")
    row = rows.get(pk=occurrence)
    entries = list(_owed().filter(occurrence=row).select_related("by").order_by("pk"))
    if not entries or row.event.status != EventStatus.PUBLISHED:
        return None, entries
    before = _before(standing(row), entries)
    change = change_between(before, standing(row))
    return (News(row, before, change, _reason(entries), at) if change else None), entries


def _before(now: dict[str, Any], entries: Iterable[OccurrenceEntry]) -> dict[str, Any]:
    """What was told last: of each field the value from before the first of the entries that changed it."""
    before = dict(now)
    for entry in reversed(list(entries)):
        before |= {name: value for name, value in entry.before.items() if name in before}
    return before


def _reason(entries: Sequence[OccurrenceEntry]) -> str:
    """The reason that was given last for what is told."""
    return next((each.reason for each in reversed(entries) if each.reason and each.change in TOLD), "")


def _send(news: News, entry: OccurrenceEntry, at: datetime) -> Mailing | None:
    audiences = whom(news.occurrence)
    kinds = kinds_of(*audiences)
    if not kinds:
        return None
    title = pick(news.occurrence.event.title, [settings.LANGUAGE_CODE])[0]
    mailing = open_mailing(f"{_KEY}{entry.pk}", EVENTS.slug, f"{title}: {news.change.label}", at)
    if mailing.state == MailingState.FILLING:
        fill(mailing, audiences, kinds, partial(write, news), at)
        steering.start(mailing.pk, at, str(entry.by or ""))
        mailing.refresh_from_db()
    return mailing


def whom(occurrence: Occurrence) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """The people whom a change of a time concerns, and those who are registered under another's account.

    As ``delivery.mailings.fill_from`` reads them.
    """
    following = EventFollower.objects.filter(event=occurrence.event_id).values("person")
    known = Q(pk__in=following) | Q(pk__in=registrants(occurrence).order_by().values("pk"))
    return readers(known), delegates(occurrence)


def count(occurrence: Occurrence) -> int:
    """To how many addresses a letter about this time would go. Two queries."""
    return count_of(*whom(occurrence))


def look(mailing: int, going: Sequence[Going], at: datetime) -> Mapping[int, Verdict]:
    """The last look before letters go: none that says what is not so any more."""
    key = Mailing.objects.values_list("key", flat=True).get(pk=mailing)
    if not key.startswith(_KEY):
        return {}
    entry = OccurrenceEntry.objects.select_related("occurrence").filter(pk=int(key.removeprefix(_KEY))).first()
    if entry is not None and _still_so(entry):
        return {}
    return {each.pk: Verdict(answer=SUPERSEDED) for each in going}


def _still_so(entry: OccurrenceEntry) -> bool:
    now = standing(entry.occurrence)
    return all(now[name] == value for name, value in entry.after.items() if name in now)
