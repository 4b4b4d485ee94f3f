"""What observances tell the library: which documents stand on their pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy

from heliograph.events.observances.models import Observance, ObservanceDocument
from heliograph.events.observances.rules import may_keep, visible_to
from heliograph.events.observances.shown import name_for
from heliograph.library import uses
from heliograph.library.models import Document
from heliograph.library.uses import Use, UseSource
from heliograph.network.rules import Reader

_DAY = pgettext_lazy("what uses a document", "international day")


def _uses(rows: Iterable[Observance], page: str) -> Iterable[Use]:
    for each in rows:
        name = name_for(each, [get_language() or "en"])
        yield Use(_DAY, name.words, name.language, reverse(page, args=[each.key]))


def _on(document: Document, person: Reader) -> Iterable[Observance]:
    return visible_to(person).filter(documents__document=document).order_by("key")


def _seen_by(document: Document, person: Reader) -> Iterable[Use]:
    return _uses(_on(document, person), "events:day")


def _kept_by(document: Document, person: Reader) -> Iterable[Use]:
    return _uses(_on(document, person), "events:desk_day") if may_keep(person) else ()


def _count(document: Document) -> int:
    return ObservanceDocument.objects.filter(document=document).count()


def _tell(_document: Document, _number: int, _at: datetime) -> None:
    """Pages of days show the newest version; nobody has to look at them again."""


def register_observance_documents() -> None:
    """For ``ready()``."""
    uses.register("observances", UseSource(_seen_by, _kept_by, _count, _tell))
