"""What uses documents: apps above the library register how theirs are found, and how they are told of a change.

``docs/library.md`` has the words. A source is registered in its app's ``ready()``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from heliograph.library.models import Document
from heliograph.network.rules import Reader


@dataclass(frozen=True)
class Use:
    """Something that uses a document: what it is (``call``), its title for this reader, and its page."""

    kind: str | Promise
    title: str
    language: str
    url: str


@dataclass(frozen=True)
class UseSource:
    """How one app uses documents.

    ``seen_by`` gives what a person may see of it, for readers; ``kept_by`` what he runs, with addresses of the desk;
    ``count`` counts all. ``tell`` is called in the transaction in which readers begin to get something else: with the
    document, the number of its version, and the instant (aware).
    """

    seen_by: Callable[[Document, Reader], Iterable[Use]]
    kept_by: Callable[[Document, Reader], Iterable[Use]]
    count: Callable[[Document], int]
    tell: Callable[[Document, int, datetime], None]


_sources: dict[str, UseSource] = {}


def register(key: str, source: UseSource) -> None:
    """Add a source; registering the same key again replaces it."""
    _sources[key] = source


def unregister(key: str) -> None:
    """Take a source away."""
    _sources.pop(key, None)


def seen_by(document: Document, person: Reader) -> list[Use]:
    """What uses a document, as far as a person may see it."""
    return [use for source in _sources.values() for use in source.seen_by(document, person)]


def kept_by(document: Document, person: Reader) -> list[Use]:
    """What uses a document, as far as a person runs it."""
    return [use for source in _sources.values() for use in source.kept_by(document, person)]


def count(document: Document) -> int:
    """How many things use a document, whoever may see them."""
    return sum(source.count(document) for source in _sources.values())


def tell(document: Document, number: int, at: datetime) -> None:
    """Tell all that use a document that readers get something else: version ``number``, or another file of it."""
    for source in _sources.values():
        source.tell(document, number, at)
