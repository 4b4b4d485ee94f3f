"""The review of a draft: its facts, one by one, and what a reviewer said of them.

``data`` is an ``importing.draft.Draft`` as JSON. ``verdicts`` maps the key of a fact to
``{"verdict": ..., "values": {...}}`` with ``accept``, ``correct`` or ``drop``; a fact without a verdict is undecided.
Keys are ``issue``, ``w0`` (a warning about the whole), ``i0`` (an item), ``i0.moments.1``.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from heliograph.bulletin.importing.draft import Draft

Data = dict[str, Any]
Verdicts = Mapping[str, Mapping[str, Any]]

ACCEPT, CORRECT, DROP = "accept", "correct", "drop"

#: The lists of an item, in the order in which they are reviewed; those of plain words have one value, ``value``.
LISTS = (
    "moments",
    "links",
    "emails",
    "attachments",
    "languages",
    "audiences",
    "places",
    "pictures",
    "proposals",
    "warnings",
)
_ISSUE_FIELDS = ("number", "title", "language", "date", "introduction", "period")
_ITEM_FIELDS = ("label", "title", "body", "mode")
#: What an editor should look at even where no warning says so.
_LOOSE_PRECISIONS = frozenset({"week", "ten-days", "half-month", "month", "half-year"})


@dataclass(frozen=True)
class Fact:
    """One thing that was read: in which item (its place; None: about the whole), from which passage (``text``)."""

    key: str
    kind: str
    item: int | None
    values: Data
    text: str = ""
    offset: int | None = None
    remarkable: bool = False


def as_data(draft: Draft) -> Data:
    """A draft as plain JSON, with everything that saving needs."""
    plain: Data = json.loads(json.dumps(dataclasses.asdict(draft), default=str))
    return plain


def facts(data: Data) -> list[Fact]:
    """Every fact of a draft in reading order: the issue, its warnings, then item by item."""
    whole = {name: data.get(name) for name in _ISSUE_FIELDS}
    found = [Fact("issue", "issue", None, whole, remarkable=not data.get("number"))]
    for place, warning in enumerate(data.get("warnings", [])):
        found.append(Fact(f"w{place}", "warnings", None, dict(warning), warning.get("text", ""), remarkable=True))
    for number, item in enumerate(data.get("items", [])):
        found.extend(item_facts(number, item))
    return found


def item_facts(number: int, item: Data) -> Iterator[Fact]:
    """The facts of one item, the item itself first."""
    values = {name: item.get(name) for name in _ITEM_FIELDS}
    yield Fact(f"i{number}", "item", number, values, item.get("title", ""), remarkable=not item.get("title"))
    warned = [warning.get("text", "") for warning in item.get("warnings", [])]
    for kind in LISTS:
        for place, one in enumerate(item.get(kind, [])):
            yield _listed(number, kind, place, one, warned)


def _listed(number: int, kind: str, place: int, one: Any, warned: list[str]) -> Fact:
    values = dict(one) if isinstance(one, Mapping) else {"value": str(one)}
    text = str(values.get("text") or values.get("value") or "")
    found = values.get("offset")
    offset = found if isinstance(found, int) else None
    odd = kind == "warnings" or (kind in {"moments", "links"} and _is_odd(values, text, kind, warned))
    return Fact(f"i{number}.{kind}.{place}", kind, number, values, text, offset, odd)


def _is_odd(values: Data, text: str, kind: str, warned: list[str]) -> bool:
    if any(words and (words in text or text in words) for words in warned):
        return True
    if kind == "links":
        return not values.get("url")
    loose = values.get("precision") in _LOOSE_PRECISIONS or values.get("kind") == "tentative"
    return loose or not values.get("start") or values.get("status") == "withdrawn"


def verdict_of(verdicts: Verdicts, key: str) -> str:
    """accept, correct, drop, or empty while undecided."""
    return str(verdicts.get(key, {}).get("verdict", ""))


def undecided(data: Data, verdicts: Verdicts) -> list[Fact]:
    """The facts that still wait for a word, without those of items that are dropped."""
    gone = {fact.item for fact in facts(data) if fact.kind == "item" and verdict_of(verdicts, fact.key) == DROP}
    open_ones = [fact for fact in facts(data) if not verdict_of(verdicts, fact.key)]
    return [fact for fact in open_ones if fact.item is None or fact.item not in gone]


def accept_unremarkable(data: Data, verdicts: Verdicts) -> dict[str, Any]:
    """The verdicts, with every undecided fact accepted that no warning touches and nothing is loose about."""
    plain = {fact.key: {"verdict": ACCEPT} for fact in undecided(data, verdicts) if not fact.remarkable}
    return {**verdicts, **plain}


def settle(data: Data, verdicts: Verdicts) -> Data:
    """The draft as the reviewer wants it: corrected facts replaced, dropped ones gone, the rest as it was read."""
    settled = {**deepcopy(data), **_values(verdicts, "issue")}
    warnings = enumerate(data.get("warnings", []))
    settled["warnings"] = [one for place, one in warnings if verdict_of(verdicts, f"w{place}") != DROP]
    settled["items"] = [
        _settled_item(number, item, verdicts)
        for number, item in enumerate(data.get("items", []))
        if verdict_of(verdicts, f"i{number}") != DROP
    ]
    return settled


def _values(verdicts: Verdicts, key: str) -> Data:
    said = verdicts.get(key, {})
    return dict(said.get("values", {})) if said.get("verdict") == CORRECT else {}


def _settled_item(number: int, item: Data, verdicts: Verdicts) -> Data:
    settled = {**item, **_values(verdicts, f"i{number}")}
    for kind in LISTS:
        kept = [(f"i{number}.{kind}.{place}", one) for place, one in enumerate(item.get(kind, []))]
        kept = [(key, one) for key, one in kept if verdict_of(verdicts, key) != DROP]
        settled[kind] = [_settled_one(one, _values(verdicts, key)) for key, one in kept]
    return settled


def _settled_one(one: Any, values: Data) -> Any:
    if not values:
        return one
    return {**one, **values} if isinstance(one, Mapping) else values["value"]
