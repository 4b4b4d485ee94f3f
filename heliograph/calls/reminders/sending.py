"""Each morning, zone by zone, those who have not answered are reminded: one letter a person for all calls.

Every step is found done when it is done again: who is reminded is written down once, the morning's mailing has a key,
an address one message, a mailing starts once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import (
    Aggregate,
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import MD5, Cast, Coalesce, Concat
from django.utils import translation
from django.utils.translation import gettext as _

from heliograph.calls.models import Call
from heliograph.calls.reminders.letters import Asked, write
from heliograph.calls.reminders.models import Reminded, ReminderPass
from heliograph.calls.reminders.mornings import CIVIL, mornings, slots
from heliograph.calls.reminders.noting import note_all
from heliograph.calls.topics import REMINDERS
from heliograph.delivery import steering
from heliograph.delivery.mailings import fill_along, keep_body, open_mailing
from heliograph.delivery.models import Mailing
from heliograph.delivery.states import MailingState
from heliograph.moments.locales import write_day
from heliograph.network.circulars import Reading, reader_of, reads
from heliograph.network.models import Person, Role

_KEY = "calls/reminders/"
#: Bodies by one transaction.
BATCH = 100
#: Mornings that were gone through stay known for longer than they can be caught up, who was reminded for a year.
_PASSES, _KEPT = timedelta(days=7), timedelta(days=400)


class Together(Aggregate):
    """The texts of a group, with commas between them, in any order."""

    function = "GROUP_CONCAT"
    template = "%(function)s(%(expressions)s, ',')"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, function="STRING_AGG", **extra)


def remind(at: datetime) -> int:
    """Go through the mornings that have begun and were not gone through; returns how many letters were written."""
    begun = [slot for slot in slots(at) if mornings(slot)]
    done = set(ReminderPass.objects.filter(slot__in=begun).values_list("slot", flat=True))
    return sum(_remind(slot, at) for slot in begun if slot not in done)


def _remind(slot: datetime, at: datetime) -> int:
    note_all(slot, at)
    written = _send(slot, at) if Reminded.objects.filter(slot=slot).exists() else 0
    ReminderPass.objects.get_or_create(slot=slot, defaults={"done_at": at})
    return written


def key_of(slot: datetime) -> str:
    """The key of a morning's mailing."""
    return f"{_KEY}{slot.astimezone(UTC):%Y-%m-%dT%H:%MZ}"


def slot_of(key: str) -> datetime:
    """The morning of a mailing. Raises ValueError for the key of another."""
    if not key.startswith(_KEY):
        raise ValueError(f"{key!r} is no key of reminders")
    return datetime.fromisoformat(key.removeprefix(_KEY))


def _send(slot: datetime, at: datetime) -> int:
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Reminders of %(day)s") % {"day": write_day(slot.date(), settings.LANGUAGE_CODE)}
    mailing = open_mailing(key_of(slot), REMINDERS.slug, title, at, automatic=True)
    if mailing.state != MailingState.FILLING:
        return 0
    audience = _readers(slot)
    kinds = dict(audience.order_by().values_list("reading", "asked").distinct().iterator(chunk_size=1000))
    written = fill_along(mailing, audience, Bodies(mailing, slot, at).of(kinds))
    steering.start(mailing.pk, at, "")
    return written


def _readers(slot: datetime) -> QuerySet[Any]:
    """Who is reminded on a morning, as ``fill_along`` reads them; ``asked`` is what of (``read``)."""
    reminded = Reminded.objects.filter(slot=slot, person=OuterRef("pk"))
    begun = Case(When(returned=True, then=Value(" r ")), When(draft=True, then=Value(" d ")), default=Value(" - "))
    call, closes = Cast("call_id", CharField()), Cast("closes", CharField())
    one = Concat(call, begun, closes, output_field=TextField())
    asked = Subquery(reminded.order_by().values("person").annotate(every=Together(one)).values("every"))
    roles = Role.objects.held(slot.date()).filter(person=OuterRef("pk")).order_by("pk")
    people = Person.objects.get_queryset().filter(Exists(reminded), is_active=True, erased_at=None)
    return people.annotate(
        address=F("email"),
        country=Coalesce(Subquery(roles.values("country")[:1]), Value("")),
        asked=asked,
        reading=Concat(reads("languages", "zone"), Value(" "), MD5("asked"), output_field=TextField()),
    )


def read(asked: str) -> tuple[Asked, ...]:
    """What ``_readers`` gives as text, the first to close first."""
    return tuple(sorted(_read(each) for each in asked.split(",")))


def _read(one: str) -> Asked:
    call, begun, closes = one.split(" ", 2)
    moment = datetime.fromisoformat(closes)
    return Asked(moment if moment.tzinfo else moment.replace(tzinfo=UTC), int(call), begun != "-", begun == "r")


def _said(one: Asked) -> str:
    return f"{one.call} {one.draft} {one.returned} {one.closes.astimezone(UTC).isoformat()}"


class Bodies:
    """The letters of a morning's mailing: one for each language, zone and set of calls, written once."""

    def __init__(self, mailing: Mailing, slot: datetime, at: datetime) -> None:
        self._mailing, self._slot, self._at = mailing, slot, at
        self._calls: dict[int, Call] = {}

    def of(self, kinds: Mapping[str, str]) -> dict[str, int]:
        """By kind of reader (``reading``, and what he is asked) the primary key of his letter."""
        wanted: dict[tuple[Reading, tuple[Asked, ...]], list[str]] = {}
        for reading, asked in kinds.items():
            how = reader_of(reading.rpartition(" ")[0])
            wanted.setdefault((how, read(asked)), []).append(reading)
        self.load({each.call for _how, asked in wanted for each in asked})
        rows = list(wanted.items())
        found: dict[str, int] = {}
        for start in range(0, len(rows), BATCH):
            with transaction.atomic():
                for (how, calls), readings in rows[start : start + BATCH]:
                    found |= dict.fromkeys(readings, self.one(how, calls))
        return found

    def load(self, calls: Iterable[int]) -> None:
        """Have calls at hand. Two queries."""
        rows = Call.objects.filter(pk__in=calls).select_related("programme").dated()
        self._calls |= {call.pk: call for call in rows}

    def one(self, how: Reading, asked: tuple[Asked, ...]) -> int:
        """The primary key of one letter; its calls are loaded."""
        said = "|".join(_said(each) for each in asked)
        key = f"{how[0]} {how[1]} {blake2b(said.encode(), digest_size=12).hexdigest()}"
        rows = [(self._calls[each.call], each) for each in asked]
        letter = write(rows, *how, self._at, self._slot + CIVIL)
        return keep_body(self._mailing, key, how, letter, self._at)[0].pk


def forget(at: datetime) -> None:
    """Delete what is known of mornings and of reminders of long ago; for the clock, once a day."""
    ReminderPass.objects.filter(slot__lt=at - _PASSES).delete()
    Reminded.objects.filter(slot__lt=at - _KEPT).delete()
