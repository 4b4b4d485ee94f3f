"""Those who follow an event, or are registered for one of its times, are told what becomes of that time.

The entries of its log are the queue: written with the change itself, told a moment later (``delivery/owed.py``). What
happened before anybody could be told is told as one: who moves a meeting twice in a minute sends one letter, who
cancels it by mistake and takes that back sends none. Every step is found done when it is done again.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q
from django.utils.translation import gettext_noop

from heliograph.delivery import steering
from heliograph.delivery.lastly import Going, Verdict
from heliograph.delivery.mailings import open_mailing
from heliograph.delivery.models import Mailing
from heliograph.delivery.states import MailingState
from heliograph.events.models import OccurrenceEntry
from heliograph.events.scheduling import together
from heliograph.events.scheduling.concerned import whom
from heliograph.events.scheduling.news import News, write
from heliograph.events.scheduling.owing import changed_since, gather, owed
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
#: A time, by its primary key, or an act in which several were changed.
Subject = int | UUID


def write_letters(at: datetime) -> int:
    """Tell of what owes letters, the oldest first; returns of how many acts and times. Safe in several processes."""
    due = owed().filter(Q(try_at=None) | Q(try_at__lte=at), tries__lt=TRIES)
    rows = list(due.order_by("pk").values_list("occurrence", "act")[: 10 * BATCH])
    acts = {time: act for time, act in rows if act is not None}
    subjects = dict.fromkeys(acts.get(time, time) for time, _act in rows)
    return sum(_tell_or_note(subject, at) for subject in list(subjects)[:BATCH])


def _tell_or_note(subject: Subject, at: datetime) -> bool:
    try:
        tell(subject, at)
    except Exception:
        log.exception("Letters about %s could not be written; they are tried again.", subject)
        for entry in owed().filter(occurrence__in=_times_of(subject)):
            again = at + min(PAUSE * 5**entry.tries, LONGEST_PAUSE)
            OccurrenceEntry.objects.filter(pk=entry.pk).update(tries=F("tries") + 1, try_at=again)
        return False
    return True


def tell(subject: Subject, at: datetime) -> Mailing | None:
    """Tell of all that is owed of one time, or of the times of an act; None where nothing is, or nobody."""
    news, entries = gather(_times_of(subject), at)
    mailing = None
    if len(news) == 1:
        own = [entry for entry in entries if entry.occurrence_id == news[0].occurrence.pk]
        mailing = _send(news[0], own[-1], at)
    elif news and isinstance(subject, UUID):
        mailing = together.send(subject, news, entries[-1], at)
    OccurrenceEntry.objects.filter(pk__in=[entry.pk for entry in entries], told_at=None).update(told_at=at)
    return mailing


def _times_of(subject: Subject) -> list[int]:
    if isinstance(subject, int):
        return [subject]
    return list(owed().filter(act=subject).order_by("occurrence").values_list("occurrence", flat=True).distinct())


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


def look(mailing: int, going: Sequence[Going], at: datetime) -> Mapping[int, Verdict]:
    """The last look before letters go: none that says what is not so any more."""
    row = Mailing.objects.get(pk=mailing)
    if together.is_act(row.key):
        return together.look(row, going, at, SUPERSEDED)
    if not row.key.startswith(_KEY):
        return {}
    entry = (
        OccurrenceEntry.objects.select_related("occurrence__event").filter(pk=int(row.key.removeprefix(_KEY))).first()
    )
    if entry is not None and not changed_since(entry.occurrence, entry.pk, at):
        return {}
    return {each.pk: Verdict(answer=SUPERSEDED) for each in going}
