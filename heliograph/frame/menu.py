"""The desk's menu: upper apps register their entries in ``ready()``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True)
class Entry:
    """One line of the menu; ``allowed`` says whether a person may see it."""

    label: str | Promise
    url_name: str
    order: int
    allowed: Callable[[Any], bool]


@dataclass(frozen=True)
class Line:
    label: str | Promise
    url: str
    current: bool


_entries: dict[str, Entry] = {}


def register(entry: Entry) -> None:
    """Add an entry; registering the same address again replaces it."""
    _entries[entry.url_name] = entry


def desk_menu(request: HttpRequest) -> list[Line]:
    """The entries that this request's person may see, in order; empty for who is not signed in."""
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return []
    shown = sorted((e for e in _entries.values() if e.allowed(person)), key=lambda e: e.order)
    lines = [(entry, reverse(entry.url_name)) for entry in shown]
    return [Line(entry.label, url, request.path.startswith(url)) for entry, url in lines]
