"""The table of a call's responses as a page: what is found, a page of it, filters, columns, saved views."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language

from heliograph.calls.desk.doors import actor
from heliograph.calls.models import Call
from heliograph.calls.responses import keys
from heliograph.calls.responses.asking import SORT, Wanted, asked_of, sent_to
from heliograph.calls.responses.cells import rows_of
from heliograph.calls.responses.controls import faults, field_controls, standing_controls
from heliograph.calls.responses.fields import TableField
from heliograph.calls.responses.models import SavedView
from heliograph.calls.responses.paging import find, in_order
from heliograph.calls.responses.saved import views_of
from heliograph.calls.states import ResponseState
from heliograph.frame.reader import reader_of
from heliograph.frame.spreadsheets import FORMATS

PER_PAGE = 50


@dataclass(frozen=True)
class Heading:
    """A column: its label, the address that sorts by it, and how it is sorted now (as ``aria-sort`` says it)."""

    field: TableField
    query: str
    sorted: str


@dataclass(frozen=True)
class Pages:
    """Public ids that lead to the pages before and after, None at an end (``frame/keyset.html``)."""

    before: UUID | None
    after: UUID | None


def table(request: HttpRequest, call: Call) -> dict[str, Any]:
    """What the page shows: at most some twenty queries, however many responses there are."""
    reader, person = reader_of(request), actor(request)
    left = keys.refresh(call)
    wanted = asked_of(call, request.GET, person, reader.languages)
    found = find(wanted)
    part = found.part(PER_PAGE, **places(call, request.GET))
    columns = [wanted.fields.by_name[name] for name in wanted.columns]
    responses = in_order(found, part.keys, answers=any(one.reads_answers for one in columns))
    counts = _counts(call)
    query = wanted.query()
    language = get_language() or "en"
    controls, more = standing_controls(wanted, counts, language), field_controls(wanted)
    return {
        "call": call,
        "wanted": wanted,
        "count": found.count,
        "every": sum(number for state, number in counts.items() if state != ResponseState.DRAFT),
        "withdrawn": counts.get(ResponseState.WITHDRAWN, 0),
        "drafts": counts.get(ResponseState.DRAFT, 0),
        "left": left,
        "headings": headings(wanted, columns),
        "rows": rows_of(responses, columns, reader),
        "page": Pages(
            responses[0].public_id if part.before and responses else None,
            responses[-1].public_id if part.after and responses else None,
        ),
        "query": query.urlencode(),
        "words": wanted.standing.get("q", ("",))[0],
        "controls": controls,
        "faults": faults(wanted, [*controls, *more]),
        "more_controls": more,
        "more_open": any(control.used for control in more),
        "choices": [(each, each.name in wanted.columns) for each in wanted.fields.every],
        "sorts": sorts(wanted),
        "kept": kept(query),
        "views": shown_views(call, person, query.urlencode()),
        "formats": (*FORMATS, "zip"),
    }


def places(call: Call, given: QueryDict) -> dict[str, int]:
    """Behind or before which response a page begins, by its primary key; nothing for the first page. One query."""
    for way in ("after", "before"):
        if (text := given.get(way)) and (key := _key(call, text)) is not None:
            return {way: key}
    return {}


def _key(call: Call, text: str) -> int | None:
    try:
        public_id = UUID(text)
    except ValueError:
        return None
    found: int | None = sent_to(call).filter(public_id=public_id).values_list("pk", flat=True).first()
    return found


def _counts(call: Call) -> dict[str, int]:
    """How many responses there are by state, drafts as well."""
    return dict(call.responses.order_by().values_list("state").annotate(number=Count("pk")))


def headings(wanted: Wanted, columns: Sequence[TableField]) -> list[Heading]:
    """The columns with the addresses that sort by them: a second time the other way round."""
    found = []
    for one in columns:
        now = {one.name: "ascending", f"-{one.name}": "descending"}.get(wanted.sort, "none")
        query = wanted.query()
        query[SORT] = f"-{one.name}" if now == "ascending" else one.name
        found.append(Heading(one, query.urlencode(), now))
    return found


def sorts(wanted: Wanted) -> list[tuple[str, str, bool]]:
    """All that the table can be sorted by, also without a column of it."""
    name = wanted.sort.removeprefix("-")
    return [(one.name, str(one.label), one.name == name) for one in wanted.fields.every]


def kept(query: QueryDict) -> list[tuple[str, str]]:
    """The fields of an address that a form carries on."""
    return [(name, value) for name, values in query.lists() for value in values]


@dataclass(frozen=True)
class ShownView:
    """A saved view; ``current``: the table stands as it says; ``own``: it is the reader's to change."""

    view: SavedView
    current: bool
    own: bool


def shown_views(call: Call, person: Any, query: str) -> list[ShownView]:
    found = views_of(call, person)
    return [ShownView(each, each.query == query, each.person_id == person.pk) for each in found]
