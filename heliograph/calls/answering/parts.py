"""Parts of a call's pages that are the same for all readers of the same languages and zone, kept for a minute.

In the rush before a deadline most of a page is written once, not for each reader.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from heliograph.calls.answering.facts import Facts
from heliograph.calls.deadlines.dates import Dates
from heliograph.calls.deadlines.written import written
from heliograph.calls.models import Call
from heliograph.calls.programmes.asks import asks, fullness
from heliograph.calls.programmes.page import enclosed
from heliograph.calls.states import DeadlineKind
from heliograph.frame.keeping import part
from heliograph.frame.reader import Reader
from heliograph.library.rules import EVERYBODY


def parts(
    call: Call, shown: Facts, reader: Reader, at: datetime, access: frozenset[str] = EVERYBODY
) -> dict[str, SafeString]:
    """What the page of a call says: ``head``, ``dates`` and ``rest``; ``access`` is that to the library."""
    context = {"call": call, "facts": shown, "reader": reader}

    def rest() -> str:
        files = enclosed(call.attachments.all(), reader, call.source_language, access)
        return render_to_string("calls/parts/call_rest.html", {**context, "attachments": files})

    def head() -> str:
        more = {"asks": _asks(call, reader), "full": _full(call, shown)}
        return render_to_string("calls/parts/call_head.html", {**context, **more})

    return {
        "head": _kept("head", call, shown, reader, at, head),
        "dates": dates(call, shown, reader, at),
        "rest": _kept(f"rest {len(access)}", call, shown, reader, at, rest),
    }


def _asks(call: Call, reader: Reader) -> list[tuple[str, str]]:
    lines = asks(call, reader.language)
    if call.capacity is not None:
        lines.append(("place", ngettext("%(n)d place", "%(n)d places", call.capacity) % {"n": call.capacity}))
    return lines


def dates(call: Call, shown: Facts, reader: Reader, at: datetime, *, short: bool = False) -> SafeString:
    """The dates of a call in the reader's time; ``short``: only when it closes."""

    def make() -> str:
        lines = written(call, shown.dates, zone=reader.zone, language=reader.language, now=at)
        return render_to_string("calls/deadlines/dates.html", {"dates": lines, "short": short})

    return _kept("short" if short else "dates", call, shown, reader, at, make)


def full(call: Call, shown: Facts, reader: Reader, at: datetime) -> SafeString:
    """What is to be said where all places of a call that takes answers are taken."""
    return _kept("full", call, shown, reader, at, lambda: escape(_full(call, shown)))


def _full(call: Call, shown: Facts) -> str:
    return fullness(call) if shown.is_open else ""


def _kept(name: str, call: Call, shown: Facts, reader: Reader, at: datetime, make: Callable[[], str]) -> SafeString:
    """The part as it is kept; made for the reader alone where he was given more time."""
    if shown.dates.given:
        return mark_safe(make())
    stands = (shown.state, shown.may_answer, shown.in_grace)
    key = (name, call.pk, getattr(call, "generation", None), reader.languages, reader.zone, *stands)
    return part(key, at, turning_points(shown.dates), make)


def turning_points(dates: Dates) -> list[datetime | None]:
    """The instants at which what a page says of a call changes; its grace ends with one."""
    closes = dates.until(DeadlineKind.CLOSES)
    over = closes + dates.grace if closes is not None else None
    return [*(instant for each in dates.by_kind.values() for instant in (each.at, each.until)), over]
