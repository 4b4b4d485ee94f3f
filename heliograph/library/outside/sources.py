"""Where links outside stand: each app registers those of its records in ``ready()``; the library knows its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from heliograph.library.models import DocumentFile
from heliograph.library.rules import documents_kept_by
from heliograph.network.rules import Reader


@dataclass(frozen=True)
class Place:
    """Where a link stands: the record's kind and title, and the page of the desk on which it is mended."""

    url: str
    kind: str | Promise
    title: str
    page: str


@dataclass(frozen=True)
class LinkSource:
    """``urls`` are all web addresses that an app's records name; ``places`` of some the places that a person runs."""

    urls: Callable[[], Iterable[str]]
    places: Callable[[Sequence[str], Reader], Iterable[Place]]


_sources: dict[str, LinkSource] = {}


def register(key: str, source: LinkSource) -> None:
    """Add a source; registering the same key again replaces it."""
    _sources[key] = source


def unregister(key: str) -> None:
    """Take a source away."""
    _sources.pop(key, None)


def all_urls() -> Iterator[str]:
    """Every address that any record names, some of them more than once."""
    for source in _sources.values():
        yield from source.urls()


def places_of(urls: Sequence[str], person: Reader) -> list[Place]:
    """Where these addresses stand, as far as a person runs it. The number of queries is that of the sources."""
    return [place for source in _sources.values() for place in source.places(urls, person)] if urls else []


def own_urls() -> Iterable[str]:
    """The links of documents that readers still get."""
    return DocumentFile.objects.current().exclude(url="").values_list("url", flat=True)


def kept_files(urls: Sequence[str], person: Reader) -> Iterable[DocumentFile]:
    """The links of documents that a person edits."""
    files = DocumentFile.objects.current().filter(url__in=urls, version__document__in=documents_kept_by(person))
    return files.select_related("version__document").order_by("pk")
