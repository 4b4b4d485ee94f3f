"""International days that an imported issue names with their dates are bound to its items as it is saved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AnonymousUser

from heliograph.bulletin.models import Binding, Issue, Item, ItemMoment
from heliograph.bulletin.states import MomentKind, MomentStatus
from heliograph.events.observances.dates import days_of
from heliograph.events.observances.models import Observance
from heliograph.events.observances.rules import visible_to
from heliograph.events.observances.states import LONG
from heliograph.moments.folding import fold
from heliograph.moments.precision import Precision
from heliograph.texts.multilingual import texts_of

_BETWEEN = re.compile(r"[^\w']+")


def bind_days(issue: Issue, at: datetime) -> None:
    """Bind each item to the days that it names, where it also has their date: a day that is only mentioned is none.

    The day's own date then stands in the place of the item's, and an event proposed for that date is set aside. For an
    issue that was just saved; in its transaction.
    """
    known = list(visible_to(AnonymousUser()).exclude(kind__in=LONG))
    for item in issue.items.prefetch_related("moments", "pictures"):
        for position, (observance, moments) in enumerate(_named(item, known), start=1):
            held = {"position": position, "moments": [str(each.uid) for each in moments], "bound_at": at}
            Binding.objects.create(item=item, observance=observance, **held)
            _set_aside(item, _day(moments[0]), at)


def _named(item: Item, known: Sequence[Observance]) -> list[tuple[Observance, list[ItemMoment]]]:
    """The days that an item names, each with those dates of the item that are its own, soonest first."""
    dated = [each for each in item.moments.all() if _is_day(each)]
    words = _words(item) if dated else ""
    found = [(each, own) for each in known if (own := _own(each, dated)) and _is_named(each, words)]
    return sorted(found, key=lambda one: (_day(one[1][0]), one[0].key))


def _own(observance: Observance, dated: Sequence[ItemMoment]) -> list[ItemMoment]:
    return [each for each in dated if _begins(observance, _day(each))]


def _is_day(moment: ItemMoment) -> bool:
    current = moment.kind == MomentKind.EVENT and moment.status == MomentStatus.CURRENT
    return current and moment.start is not None and moment.precision == Precision.DAY


def _day(moment: ItemMoment) -> date:
    assert moment.start is not None
    return moment.start.astimezone(ZoneInfo(moment.zone)).date()


def _begins(observance: Observance, day: date) -> bool:
    return any(first == day for first, _last in days_of(observance, day.year))


def _is_named(observance: Observance, words: str) -> bool:
    return any(_plain(name) in words for name in texts_of(observance.name).values())


def _words(item: Item) -> str:
    """All that an item says, its pictures' words too."""
    texts = [item.title, item.body, *(text for each in item.pictures.all() for text in (each.caption, each.alt))]
    return _plain(" ".join(said for text in texts for said in texts_of(text).values()))


def _plain(text: str) -> str:
    """Words alone, without marks and accents."""
    return _BETWEEN.sub(" ", fold(text)).strip()


def _set_aside(item: Item, day: date, at: datetime) -> None:
    for proposal in item.proposals.events().open():
        if str(proposal.prefill.get("start") or "")[:10] == day.isoformat():
            proposal.set_aside_at = at
            proposal.save(update_fields=["set_aside_at"])
