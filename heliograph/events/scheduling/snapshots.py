"""What is noted of a time before and after a change, as JSON holds it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from heliograph.events.models import Occurrence
from heliograph.texts.multilingual import texts_of

#: When it is.
MOMENT = ("start", "end", "zone", "precision", "words")
#: Where it is.
WHERE = ("mode", "place", "address")
#: All that letters tell of.
NEWS = ("state", *MOMENT, *WHERE)
#: What staff may write. ``join_link`` is never noted: only that it was changed.
FIELDS = (
    *NEWS, "label", "said", "join_link", "open_link", "languages", "captions", "interpretation", "rooms", "lines",
)  # fmt: skip
TEXTS = frozenset({"label", "said", "place"})
#: What calendars do not say.
UNSEEN = frozenset({"rooms", "lines", "join_link", "open_link"})
_SECRET = "join_link"
_INSTANTS = frozenset({"start", "end"})


def snapshot(occurrence: Occurrence) -> dict[str, Any]:
    """All fields that staff may write, with values of JSON."""
    return {name: _plain(getattr(occurrence, name), name) for name in FIELDS}


def _plain(value: Any, name: str) -> Any:
    if name in TEXTS:
        return texts_of(value)
    return value.isoformat() if isinstance(value, datetime) else value


def differing(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    """The names of what differs between two snapshots."""
    return {name for name in FIELDS if before[name] != after[name]}


def noted(values: dict[str, Any], names: set[str]) -> dict[str, Any]:
    """The part of a snapshot that the log keeps: of a moment all or nothing, so that it can be written again."""
    kept = names | (set(MOMENT) if names & set(MOMENT) else set())
    return {name: None if name == _SECRET else values[name] for name in FIELDS if name in kept}


def news_of(values: dict[str, Any]) -> dict[str, Any]:
    """The part of a snapshot that letters tell of."""
    return {name: values[name] for name in NEWS}


def restored(occurrence: Occurrence, values: dict[str, Any]) -> Occurrence:
    """An unsaved copy of a time with what was noted of it put back."""
    copy = Occurrence(
        event=occurrence.event, pk=occurrence.pk, label=occurrence.label, said=occurrence.said,
        **{name: getattr(occurrence, name) for name in NEWS},
    )  # fmt: skip
    for name, value in values.items():
        if name in NEWS:
            setattr(copy, name, datetime.fromisoformat(value) if name in _INSTANTS and value else value)
    return copy
