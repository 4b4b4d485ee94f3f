"""The JSON form of a draft, ``heliograph-import-1``: exactly the keys of ``docs/import.md``."""

from __future__ import annotations

from typing import Any

from heliograph.bulletin.importing.draft import SCHEMA, Draft, DraftItem, DraftMoment

_OPTIONAL = ("place", "lang", "opens", "status")


def to_json(draft: Draft) -> dict[str, Any]:
    """One JSON object; strings, numbers, booleans, None, lists and dicts only."""
    return {
        "schema": SCHEMA,
        "number": draft.number,
        "title": draft.title,
        "language": draft.language,
        "items": [_item(item) for item in draft.items],
    }


def _item(item: DraftItem) -> dict[str, Any]:
    return {
        "label": item.label,
        "title": item.title,
        "moments": [_moment(moment) for moment in item.moments],
        "emails": list(item.emails),
        "links": [{"text": link.text, "url": link.url} for link in item.links],
        "languages": list(item.languages),
        "places": list(item.places),
        "audiences": list(item.audiences),
        "attachments": list(item.attachments),
        "warnings": [{"kind": str(one.kind), "message": one.message, "text": one.text} for one in item.warnings],
    }


def _moment(moment: DraftMoment) -> dict[str, Any]:
    form: dict[str, Any] = {
        "kind": str(moment.kind),
        "what": moment.what,
        "start": moment.start,
        "end": moment.end,
        "zone": moment.zone,
        "date_only": moment.date_only,
        "precision": moment.precision,
        "text": moment.text,
        "offset": moment.offset,
    }
    optional = {name: getattr(moment, name) for name in _OPTIONAL}
    return form | {name: value for name, value in optional.items() if value is not None}
