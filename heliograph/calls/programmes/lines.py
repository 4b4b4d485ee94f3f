"""Calls as lists show them: a line each, made for one reader, in the same few queries for any number of calls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from heliograph.calls.deadlines.dates import Dates, dates_of, state_at
from heliograph.calls.deadlines.written import View, write_one
from heliograph.calls.kinds import Outcome, kind_of
from heliograph.calls.models import Call, Response
from heliograph.calls.programmes.asks import asks
from heliograph.calls.states import CallState, DeadlineKind
from heliograph.calls.templatetags.calls_text import Picked
from heliograph.frame.reader import Reader
from heliograph.moments.wording import SOON, Phase, When
from heliograph.texts.multilingual import pick

#: The class that colours a state; the words say it too.
STATE_CLASSES = {
    CallState.ANNOUNCED: "ahead",
    CallState.OPEN: "open",
    CallState.DRAFT: "closed",
    CallState.CLOSED: "closed",
    CallState.COMPLETED: "over",
    CallState.CANCELLED: "over",
}
STATE_WORDS = {
    CallState.DRAFT: pgettext_lazy("call", "draft"),
    CallState.ANNOUNCED: pgettext_lazy("call", "not open yet"),
    CallState.OPEN: pgettext_lazy("call", "open"),
    CallState.CLOSED: pgettext_lazy("call", "closed"),
    CallState.COMPLETED: pgettext_lazy("call", "completed"),
    CallState.CANCELLED: pgettext_lazy("call", "cancelled"),
}


@dataclass(frozen=True)
class CallLine:
    """A call for one reader. ``language`` and ``direction`` are those of the title.

    ``closing`` is when it closes or has closed, ``opening`` when it opens, where that is still to come. ``asks`` is
    empty when it is over, ``button`` unless it takes answers. ``answered`` is how many answers stand. ``standing`` is
    what its kind says of it, ``outcome`` what came of it once it is over.
    """

    call: Call
    kind: str
    title: str
    language: str
    direction: str
    summary: Picked
    url: str
    programme: Picked
    programme_url: str
    state: CallState
    state_class: str
    state_words: str
    closing: When | None = None
    opening: When | None = None
    asks: list[tuple[str, str]] = field(default_factory=list)
    button: str = ""
    standing: str = ""
    answered: int = 0
    outcome: Outcome | None = None


def call_lines(calls: Sequence[Call], reader: Reader, at: datetime) -> list[CallLine]:
    """A line for each call, in their order. ``at`` is aware. Four queries at most, whatever is not at hand yet."""
    rows = list(calls)
    prefetch_related_objects(rows, "deadlines", "programme", "audience")
    counts = answered(rows)
    return [_line(call, counts.get(call.pk, 0), reader, at) for call in rows]


def answered(calls: Sequence[Call]) -> Mapping[int, int]:
    """How many answers stand, by the call's primary key. One query."""
    sent = Response.objects.filter(call__in=[call.pk for call in calls]).sent()
    return dict(sent.values_list("call").annotate(n=Count("pk")).order_by()) if calls else {}


def picked(value: object, reader: Reader, source: str = "en") -> Picked:
    """A multilingual text for a reader: in his languages, else in the one that it was written in."""
    return Picked(*pick(value, [*reader.languages, source]))  # type: ignore[arg-type]


def _line(call: Call, count: int, reader: Reader, at: datetime) -> CallLine:
    dates, programme = dates_of(call), call.programme
    state = state_at(call, dates, at)
    title = picked(call.title, reader, call.source_language)
    card = kind_of(call).card(call)
    closing = when_of(dates, DeadlineKind.CLOSES, reader, at) if state not in _UNDATED else None
    soon = state == CallState.OPEN and closing is not None and closing.phase == Phase.SOON
    return CallLine(
        call=call,
        kind=str(kind_of(call).label),
        title=title.words,
        language=title.language,
        direction=title.direction,
        summary=picked(call.summary, reader, call.source_language),
        url=reverse("calls:call", args=[call.slug]),
        programme=picked(programme.title, reader, programme.source_language),
        programme_url=reverse("calls:programme", args=[programme.slug]),
        state=state,
        state_class="soon" if soon else STATE_CLASSES[state],
        state_words=_("closing soon") if soon else str(STATE_WORDS[state]),
        closing=closing,
        opening=when_of(dates, DeadlineKind.OPENS, reader, at) if state == CallState.ANNOUNCED else None,
        asks=asks(call, reader.language) if state in _AHEAD else [],
        button=str(card.button) if state == CallState.OPEN else "",
        standing=str(card.standing),
        answered=count,
        outcome=kind_of(call).outcome(call) if state in _OVER else None,
    )


_AHEAD = frozenset({CallState.DRAFT, CallState.ANNOUNCED, CallState.OPEN})
_OVER = frozenset({CallState.CLOSED, CallState.COMPLETED})
_UNDATED = frozenset({CallState.CANCELLED, CallState.COMPLETED})


def when_of(dates: Dates, kind: DeadlineKind, reader: Reader, at: datetime) -> When | None:
    """A date of a call in words for a reader; None where it has none."""
    found = dates.get(kind)
    if found is None:
        return None
    return write_one(found, View(reader.zone, reader.language, at))


def turning_points(calls: Sequence[Call]) -> Iterator[datetime | None]:
    """The instants (UTC) at which a call opens, is closing soon, or closes. No query after ``call_lines``."""
    for call in calls:
        dates = dates_of(call)
        closes = dates.until(DeadlineKind.CLOSES)
        yield from (dates.opens_at, closes, closes - SOON if closes else None)
