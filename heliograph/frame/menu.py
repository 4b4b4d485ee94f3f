"""The menus of the site and of the desk: upper apps register their entries in ``ready()``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True)
class Entry:
    """One line of the desk's menu; ``allowed`` says whether a person may see it.

    ``also`` are beginnings of further addresses whose pages belong to it.
    """

    label: str | Promise
    url_name: str
    order: int
    allowed: Callable[[Any], bool]
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class SiteEntry:
    """One line of the menu at the head of every page, for everyone; ``also`` as in ``Entry``."""

    label: str | Promise
    url_name: str
    order: int
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    label: str | Promise
    url: str
    current: bool


_entries: dict[str, Entry] = {}
_site: dict[str, SiteEntry] = {}
_own: list[str] = []
_own_pages: dict[str, SiteEntry] = {}


def register(entry: Entry) -> None:
    """Add an entry of the desk; registering the same address again replaces it."""
    _entries[entry.url_name] = entry


def register_site(entry: SiteEntry) -> None:
    """Add an entry of the site; registering the same address again replaces it."""
    _site[entry.url_name] = entry


def register_own(url_name: str) -> None:
    """Say which page is a signed-in person's own: the head of every page leads there, by his name."""
    _own[:] = [url_name]


def register_own_page(entry: SiteEntry) -> None:
    """Add a page to which a person's own page leads; registering the same address again replaces it."""
    _own_pages[entry.url_name] = entry


def own_pages(request: HttpRequest) -> list[Line]:
    """The pages to which a person's own page leads, in order."""
    return _lines(_own_pages.values(), request.path)


def own_line(request: HttpRequest) -> Line | None:
    """Who is signed in, and the way to his own page; None for who is not."""
    person = getattr(request, "user", None)
    if not _own or person is None or not person.is_authenticated:
        return None
    url = _address(_own[0])
    return Line(str(person), url, request.path.startswith(url))


@cache
def _address(url_name: str) -> str:
    """An address without parts, which stays the same: each page has twenty of them."""
    return reverse(url_name)


def _lines(entries: Iterable[Entry | SiteEntry], path: str) -> list[Line]:
    """Entries in order; current is the one whose address is the longest beginning of the page's."""
    pairs = [(entry, _address(entry.url_name)) for entry in sorted(entries, key=lambda e: e.order)]
    begins = [(start, url) for entry, url in pairs for start in (url, *entry.also)]
    above = [(start, url) for start, url in begins if path == start or (start != "/" and path.startswith(start))]
    _start, here = max(above, key=lambda pair: len(pair[0]), default=("", ""))
    return [Line(entry.label, url, url == here) for entry, url in pairs]


def site_menu(request: HttpRequest) -> list[Line]:
    """The entries that stand at the head of every page."""
    return _lines(_site.values(), request.path)


def desk_menu(request: HttpRequest) -> list[Line]:
    """The entries that this request's person may see, in order; empty for who is not signed in."""
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return []
    return _lines([entry for entry in _entries.values() if entry.allowed(person)], request.path)
