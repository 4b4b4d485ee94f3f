"""The international days of the data go into the database; what staff have written over them stays."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from i18nfield.strings import LazyI18nString

from heliograph.events.observances.models import Observance
from heliograph.frame.finished import touch
from heliograph.texts.languages import CONTENT_LANGUAGES
from heliograph.texts.multilingual import texts_of

FILE = Path(__file__).parents[1] / "data" / "international_days.csv"
_FIELDS = ("kind", "rule", "days", "name", "since_year", "proclaimed_by", "reference", "theme", "tier", "confidence")
_BATCH = 200


@dataclass(frozen=True)
class Loaded:
    """How many observances are new, and of how many something has changed."""

    added: int
    changed: int


@transaction.atomic
def load_observances(at: datetime) -> Loaded:
    """Bring the observances of the data up to date; a second time nothing happens. ``at`` is aware.

    A field that staff have written keeps their words; an observance of the network's own keeps its key. Three queries
    and those that write.
    """
    known = {each.key: each for each in Observance.objects.select_for_update()}
    rows = dict(_rows())
    new = [_new(key, said, at) for key, said in rows.items() if key not in known]
    changed = [known[key] for key, said in rows.items() if key in known and _takes(known[key], said, at)]
    Observance.objects.bulk_create(new, batch_size=_BATCH)
    Observance.objects.bulk_update(changed, [*_FIELDS, "loaded", "version", "saved_at"], batch_size=_BATCH)
    if new or changed:
        touch()
    return Loaded(len(new), len(changed))


def _rows() -> Iterator[tuple[str, dict[str, Any]]]:
    with FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield row["key"], _said(row)


def _said(row: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a row as JSON can hold them; names in the languages in which they are known alone."""
    names = {language: row[f"name_{language}"] for language in CONTENT_LANGUAGES if row.get(f"name_{language}")}
    return {
        "kind": row["kind"],
        "rule": row["rule"],
        "days": int(row["duration_days"] or 1),
        "name": names,
        "since_year": int(row["since_year"]) if row["since_year"] else None,
        "proclaimed_by": "" if row["proclaimed_by"] == "other" else row["proclaimed_by"],
        "reference": row["reference"],
        "theme": row["theme"],
        "tier": row["tier"],
        "confidence": row["confidence"],
    }


def _new(key: str, said: Mapping[str, Any], at: datetime) -> Observance:
    return Observance(key=key, saved_at=at, loaded=dict(said), **{**said, "name": LazyI18nString(dict(said["name"]))})


def _takes(row: Observance, said: Mapping[str, Any], at: datetime) -> bool:
    """Put into a record what the data says anew, field by field; False where nothing does."""
    if row.own or row.loaded == said:
        return False
    for name in _FIELDS:
        if _plain(getattr(row, name)) == row.loaded.get(name):
            setattr(row, name, LazyI18nString(dict(said[name])) if name == "name" else said[name])
    row.loaded, row.saved_at, row.version = dict(said), at, row.version + 1
    return True


def _plain(value: Any) -> Any:
    return texts_of(value) if isinstance(value, LazyI18nString) else value
