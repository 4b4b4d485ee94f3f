"""What was done with several times in one act is told in one letter to each reader, of those times that concern him.

``reading`` of an audience ends with a mark for each time of the act, in order: 1 where it concerns the reader. There
are few such kinds of readers: followers, whom all times concern, and the registrants of each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Case, CharField, F, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Concat

from heliograph.calls.deadlines.concerned import readers
from heliograph.delivery import steering
from heliograph.delivery.lastly import Going, Verdict
from heliograph.delivery.mailings import fill_along, keep_body, open_mailing
from heliograph.delivery.models import Body, Mailing
from heliograph.delivery.states import MailingState
from heliograph.events.models import Occurrence, OccurrenceEntry
from heliograph.events.registering.people import delegates
from heliograph.events.scheduling.concerned import known
from heliograph.events.scheduling.news import News, write_all
from heliograph.events.scheduling.owing import changed_since, news_from
from heliograph.events.states import TOLD
from heliograph.events.topics import EVENTS
from heliograph.network.circulars import Reading, reader_of, reads
from heliograph.texts.multilingual import pick

_KEY = "events/act/"


def is_act(key: str) -> bool:
    """Whether a mailing of this key tells of an act."""
    return key.startswith(_KEY)


def send(act: UUID, news: Sequence[News], last: OccurrenceEntry, at: datetime) -> Mailing | None:
    """The mailing about an act; ``last`` is the last entry that it tells. None where it concerns nobody.

    Done again, it adds what is missing.
    """
    times = _times(act)
    by_time = {each.occurrence.pk: each for each in news}
    told = [by_time.get(row.pk) for row in times]
    audiences = _whom(told)
    bodies = [audience.order_by().values_list("reading", flat=True).distinct() for audience in audiences]
    kinds = {reading for each in bodies for reading in each.iterator(chunk_size=500)}
    if not kinds:
        return None
    title = pick(news[0].occurrence.event.title, [settings.LANGUAGE_CODE])[0]
    mailing = open_mailing(f"{_KEY}{act}/{last.pk}", EVENTS.slug, f"{title}: {news[0].change.label}", at)
    if mailing.state == MailingState.FILLING:
        letters = {reading: _letter(mailing, told, reading, at) for reading in sorted(kinds)}
        for audience in audiences:
            fill_along(mailing, audience, letters)
        steering.start(mailing.pk, at, str(last.by or ""))
        mailing.refresh_from_db()
    return mailing


def _times(act: UUID) -> list[Occurrence]:
    """The times of an act, in the order of their marks."""
    of = OccurrenceEntry.objects.filter(act=act).values("occurrence")
    return list(Occurrence.objects.filter(pk__in=of).select_related("event__programme").order_by("pk"))


def _whom(told: Sequence[News | None]) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """The people whom any of the times concerns, and those who are registered under another's account."""
    rows = [news.occurrence for news in told if news is not None]
    people = readers(reduce(or_, [known(row) for row in rows]))
    here = [_mark(known(news.occurrence) if news else None) for news in told]
    people = people.annotate(reading=Concat(reads("languages", "zone"), Value(" "), *here, output_field=TextField()))
    away = reduce(or_, [Q(pk__in=delegates(row).order_by().values("pk")) for row in rows])
    there = [_mark(_written_to(news.occurrence) if news else None) for news in told]
    responses = delegates(rows[0]).model.objects.filter(away)
    read = Concat("language", Value(f" {rows[0].zone} "), *there, output_field=TextField())
    return people, responses.annotate(address=F("email"), reading=read).order_by("pk")


def _written_to(row: Occurrence) -> Q:
    return Q(email__in=delegates(row).order_by().values("email"))


def _mark(concerned: Q | None) -> Case | Value:
    if concerned is None:
        return Value("0")
    return Case(When(concerned, then=Value("1")), default=Value("0"), output_field=CharField())


def _letter(mailing: Mailing, told: Sequence[News | None], reading: str, at: datetime) -> int:
    """The primary key of the letter for a kind of reader."""
    how, _space, marks = reading.rpartition(" ")
    return _kept(mailing, told, reader_of(how), marks, at)


def _kept(mailing: Mailing, told: Sequence[News | None], how: Reading, marks: str, at: datetime) -> int:
    news = [each for each, mark in zip(told, marks, strict=True) if each is not None and mark == "1"]
    return keep_body(mailing, f"{how[0]} {how[1]} {marks}", how, write_all(news, *how), at)[0].pk


def look(mailing: Mailing, going: Sequence[Going], at: datetime, superseded: str) -> Mapping[int, Verdict]:
    """The last look before letters go: times that were changed again since are left out, a newer letter tells of them.

    A letter that has no other does not go.
    """
    act, last = mailing.key.removeprefix(_KEY).split("/")
    times = _times(UUID(act))
    newer = OccurrenceEntry.objects.filter(occurrence__in=times, change__in=TOLD, pk__gt=int(last))
    touched = set(newer.values_list("occurrence", flat=True))
    changed = {row.pk for row in times if row.pk in touched and changed_since(row, int(last), at)}
    if not changed:
        return {}
    told = [None if row.pk in changed else _told(row, UUID(act), int(last), at) for row in times]
    bodies = Body.objects.in_bulk({each.body_id for each in going})
    verdicts = {pk: _verdict(mailing, told, body, at, superseded) for pk, body in bodies.items()}
    return {each.pk: verdict for each in going if (verdict := verdicts[each.body_id]) is not None}


def _verdict(
    mailing: Mailing, told: Sequence[News | None], body: Body, at: datetime, superseded: str
) -> Verdict | None:
    """What becomes of a letter; None where it goes as it is."""
    marks = body.key.rpartition(" ")[2]
    left = "".join(mark if news is not None else "0" for mark, news in zip(marks, told, strict=True))
    if left == marks:
        return None
    if "1" not in left:
        return Verdict(answer=superseded)
    return Verdict(_kept(mailing, told, (body.language, body.zone), left, at))


def _told(row: Occurrence, act: UUID, last: int, at: datetime) -> News | None:
    """What was told of a time in an act: of all entries that were told with that of the act."""
    entries = OccurrenceEntry.objects.filter(occurrence=row, pk__lte=last)
    of_act = entries.filter(act=act).order_by("-pk").first()
    assert of_act is not None
    return news_from(row, list(entries.filter(told_at=of_act.told_at).order_by("pk")), at)
