"""Those whom a changed date concerns are told, in one mailing for each change.

Every step is found done when it is done again: the mailing has a key, an address one message, a mailing starts once.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db.models import F, Q
from django.utils import translation

from heliograph.calls.deadlines import concerned
from heliograph.calls.deadlines.letters import News, title_of, write
from heliograph.calls.deadlines.setting import TAKEN
from heliograph.calls.kinds import kind_of
from heliograph.calls.models import Deadline
from heliograph.calls.states import CallStatus, DeadlineKind
from heliograph.calls.topics import CALLS
from heliograph.delivery import steering
from heliograph.delivery.mailings import open_mailing
from heliograph.delivery.models import Mailing
from heliograph.delivery.states import MailingState
from heliograph.network.circulars import fill, kinds_of

#: A change that nobody was told of so long after it was made has lost its task; for a day it is taken up again.
LOST_AFTER, TAKEN_UP_FOR = timedelta(minutes=10), timedelta(days=1)


def tell(deadline_id: int, at: datetime) -> Mailing | None:
    """Tell of a row that came into force, or was taken away.

    None where there is nothing to tell: the call is not published, the row was replaced again, nobody is concerned.
    """
    row = Deadline.objects.select_related("call__programme", "made_by").filter(pk=deadline_id).first()
    news = _news(row, at) if row is not None else None
    if row is None or news is None:
        return None
    mailing = Mailing.objects.filter(key=_key(news, row)).first()
    if mailing is not None and mailing.state != MailingState.FILLING:
        return mailing
    return _send(news, row, at)


def _news(row: Deadline, at: datetime) -> News | None:
    kind = DeadlineKind(row.kind)
    if row.call.status != CallStatus.PUBLISHED or kind not in kind_of(row.call).told_dates:
        return None
    if row.replaced_at is None:
        return News(row.call, kind, _before(row), row, at, row.reason)
    if Deadline.objects.filter(call=row.call, kind=kind, sequence__gt=row.sequence).exists():
        return None
    entry = row.call.entries.filter(verb=TAKEN, data__kind=row.kind).last()
    return News(row.call, kind, row, None, at, entry.note if entry else "")


def _before(row: Deadline) -> Deadline | None:
    """The row that this one replaced; None where there was no date just before it."""
    return Deadline.objects.filter(call=row.call, kind=row.kind, sequence=row.sequence - 1).first()


def _key(news: News, row: Deadline) -> str:
    sequence = row.sequence + (news.after is None)
    return f"calls/date/{row.call_id}/{row.kind}/{sequence}"


def _send(news: News, row: Deadline, at: datetime) -> Mailing | None:
    known, others = concerned.people(row.call), concerned.delegates(row.call)
    kinds = kinds_of(known, others)
    if not kinds:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        title = f"{title_of(row.call, settings.LANGUAGE_CODE)}: {news.kind.label}"
    mailing = open_mailing(_key(news, row), CALLS.slug, title, at)
    if mailing.state == MailingState.FILLING:
        fill(mailing, (known, others), kinds, partial(write, news), at)
        steering.start(mailing.pk, at, str(row.made_by or ""))
        mailing.refresh_from_db()
    return mailing


def tell_owed(at: datetime) -> list[int]:
    """Tell what a lost task has not told; returns the rows. For the clock."""
    since, until = at - TAKEN_UP_FOR, at - LOST_AFTER
    announced = Q(sequence__gt=0) | Q(made_at__gt=F("call__published_at"))
    made = Q(replaced_at=None, made_at__gt=since, made_at__lte=until) & announced
    taken = Q(replaced_at__gt=since, replaced_at__lte=until)
    rows = Deadline.objects.filter(made | taken, call__status=CallStatus.PUBLISHED).order_by("pk")
    return [pk for pk in rows.values_list("pk", flat=True) if _tell_lost(pk, at)]


def _tell_lost(deadline_id: int, at: datetime) -> bool:
    mailing = tell(deadline_id, at)
    return mailing is not None and mailing.started_at == at
