"""Who gives a session, or would go to it, is told what becomes of it: one letter each with all that concerns him.

The changes are the queue (``ProgrammeChange``, decision 0009). Letters are written outside of any lock, and handed over
in the transaction that notes that they are: all of them or none, so that nothing is told twice and nothing is lost.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext_noop

from heliograph.calls.states import ProgrammeState
from heliograph.conference.models import Conference
from heliograph.conference.published.concerned import Concerned, coming, concerned
from heliograph.conference.published.letters import write
from heliograph.conference.published.models import ProgrammeChange
from heliograph.conference.published.owing import News, news_of, note_standing, owed, with_sessions
from heliograph.conference.published.topics import PROGRAMME
from heliograph.delivery import filling, steering
from heliograph.delivery.lastly import Going, Verdict
from heliograph.delivery.letters import Letter
from heliograph.delivery.mailings import keep_body, message_for, open_mailing
from heliograph.delivery.models import Body, Mailing, Message

log = logging.getLogger(__name__)

#: Of how many conferences is told at once, and how often letters are tried before they are left to the operator.
BATCH, TRIES = 5, 8
#: The pause after the first failure; each is five times as long as the one before, up to the longest.
PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(days=1)
#: What stands as the answer of a letter that did not go.
SUPERSEDED = gettext_noop("The programme was changed again meanwhile; a newer letter says so.")
_KEY = "conference/programme/"


def write_letters(at: datetime) -> int:
    """Tell of what is owed; returns of how many conferences. Safe in several processes."""
    note_standing(at)
    due = owed().filter(Q(try_at=None) | Q(try_at__lte=at), tries__lt=TRIES)
    due = due.exclude(timetable__conference__programme__state=ProgrammeState.DRAFT)
    found = due.order_by("timetable__conference").values_list("timetable__conference", flat=True).distinct()
    return sum(_tell_or_note(conference, at) for conference in list(found[:BATCH]))


def _tell_or_note(conference: int, at: datetime) -> bool:
    try:
        tell(Conference.objects.with_programme().get(pk=conference), at)
    except Exception:
        log.exception("Letters about conference %s could not be written; they are tried again.", conference)
        for row in owed().filter(timetable__conference=conference):
            again = at + min(PAUSE * 5**row.tries, LONGEST_PAUSE)
            ProgrammeChange.objects.filter(pk=row.pk).update(tries=F("tries") + 1, try_at=again)
        return False
    return True


def tell(conference: Conference, at: datetime) -> Mailing | None:
    """Tell of all that is owed of a conference; None where nothing is, or nobody, or it was changed meanwhile."""
    rows = _owed_of(conference)
    news = news_of(rows, at)
    letters = [(each, write(conference, own, each, at)) for each, own in _readers(conference, news, at)]
    return _hand_over(conference, rows, len(news), letters, at)


def readers(conference: Conference, sessions: Collection[int], at: datetime) -> list[tuple[Concerned, list[News]]]:
    """Who would be written to now of what is owed of some sessions (by primary key), each with what concerns him.

    A constant number of queries.
    """
    news = {key: each for key, each in news_of(_owed_of(conference), at).items() if key in sessions}
    return _readers(conference, news, at)


def _owed_of(conference: Conference) -> list[ProgrammeChange]:
    return with_sessions(owed().filter(timetable__conference=conference))


def _readers(conference: Conference, news: Mapping[int, News], at: datetime) -> list[tuple[Concerned, list[News]]]:
    found = coming(conference, concerned(conference, list(news), at), at)
    return [(each, _for(each, news)) for each in found]


def _for(reader: Concerned, news: Mapping[int, News]) -> list[News]:
    return [news[key] for key in sorted(reader.sessions & news.keys())]


@transaction.atomic
def _hand_over(
    conference: Conference,
    rows: Sequence[ProgrammeChange],
    count: int,
    letters: Sequence[tuple[Concerned, Letter]],
    at: datetime,
) -> Mailing | None:
    """Let letters go about changes (``rows``), of ``count`` sessions, which are told with that.

    Where there are others by now, these letters are thrown away: they are written anew in a moment.
    """
    Conference.objects.select_for_update(of=("self",)).get(pk=conference.pk)
    now = owed().filter(timetable__conference=conference).select_for_update(of=("self",))
    if {(each.pk, each.at) for each in now} != {(each.pk, each.at) for each in rows}:
        return None
    ProgrammeChange.objects.filter(pk__in=[each.pk for each in rows]).update(told_at=at)
    if not letters:
        return None
    title = f"{PROGRAMME.label}: {conference}"
    mailing = open_mailing(f"{_KEY}{conference.pk}/{count}/{at.isoformat()}", PROGRAMME.slug, title, at)
    messages = [message_for(mailing, _keep(mailing, each, letter, at), each.to) for each, letter in letters]
    once = list({message.key: message for message in reversed(messages)}.values())
    filling.settle(mailing, once)
    Message.objects.bulk_create(reversed(once))
    steering.start(mailing.pk, at, "")
    mailing.refresh_from_db()
    return mailing


def _keep(mailing: Mailing, reader: Concerned, letter: Letter, at: datetime, more: str = "") -> int:
    """The primary key of a reader's letter, whose key says of how many sessions it tells."""
    key = f"{reader.key} {len(reader.sessions)}{more}"
    return keep_body(mailing, key, (reader.to.language, reader.to.zone), letter, at)[0].pk


def look(mailing: int, going: Sequence[Going], at: datetime) -> Mapping[int, Verdict]:
    """The last look before letters go: what was changed again since is left out, a newer letter tells of it.

    A letter in which nothing is left does not go.
    """
    row = Mailing.objects.get(pk=mailing)
    key, count, stamp = row.key.removeprefix(_KEY).split("/")
    told_at = datetime.fromisoformat(stamp)
    conference = Conference.objects.with_programme().get(pk=int(key))
    news = _still_so(conference, told_at)
    if len(news) == int(count):
        return {}
    readers = {each.key: each for each in concerned(conference, list(news), told_at)}
    bodies = Body.objects.in_bulk({each.body_id for each in going})
    verdicts = {pk: _verdict(row, conference, readers, news, body, at) for pk, body in bodies.items()}
    return {each.pk: verdict for each in going if (verdict := verdicts[each.body_id]) is not None}


def _still_so(conference: Conference, told_at: datetime) -> dict[int, News]:
    """What was told at an instant and was not changed since."""
    rows = ProgrammeChange.objects.filter(timetable__conference=conference, told_at=told_at)
    newer = ProgrammeChange.objects.filter(session__conference=conference, at__gt=told_at).values("session")
    news = news_of(with_sessions(rows.exclude(session__in=newer)), told_at)
    return {key: each for key, each in news.items() if each.session.stands or not each.after}


def _verdict(
    mailing: Mailing,
    conference: Conference,
    readers: Mapping[str, Concerned],
    news: Mapping[int, News],
    body: Body,
    at: datetime,
) -> Verdict | None:
    """What becomes of a letter; None where it goes as it is."""
    who, told = body.key.split(" ")[:2]
    reader = readers.get(who)
    if reader is None:
        return Verdict(answer=SUPERSEDED)
    if len(reader.sessions) == int(told):
        return None
    letter = write(conference, _for(reader, news), reader, at)
    return Verdict(_keep(mailing, reader, letter, at, " again"))
