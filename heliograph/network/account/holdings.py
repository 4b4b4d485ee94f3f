"""Who holds what about a person: each app says what he can take away, and what becomes of it when he is erased.

An app registers its holdings in ``ready()``. What is registered is all that is exported and erased: a test looks for
references to people that no holding covers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from heliograph.network.models import Person

#: What is exported: a mapping, or rows one after the other, of what JSON and Django's encoder can write.
Export = Callable[[Person], Any]


@dataclass(frozen=True)
class Erasing:
    """Who is being erased: his row as it still is, all addresses he has had, what stands in for each, and when."""

    person: Person
    addresses: dict[str, str]
    at: datetime


@dataclass(frozen=True)
class Moved:
    """Who has another address now (small letters). ``back``: an earlier mailbox has taken its account back."""

    person: Person
    before: str
    after: str
    back: bool = False


def _nowhere(_moved: Moved) -> None:
    """Nothing here is found by an address."""


def _nothing(_erasing: Erasing) -> None:
    """The rows stay as they are: they name the person's row, which has no name any more."""


@dataclass(frozen=True)
class Holding:
    """One kind of personal data. ``slug`` is its name in the export, ``label`` what the page calls it.

    ``covers`` names the references to people in it, as ``app.Model.field``. ``erase`` is called in the transaction that
    erases the person, in the order of ``order``, before his own row is made nameless.
    ``erased`` is the sentence that tells him before what becomes of it. ``readdress`` is called in the transaction that
    gives him another address, for what others have written down under the one before.
    """

    slug: str
    label: str | Promise
    export: Export
    erase: Callable[[Erasing], None] = _nothing
    order: int = 100
    covers: tuple[str, ...] = ()
    erased: str | Promise = ""
    readdress: Callable[[Moved], None] = _nowhere


_holdings: dict[str, Holding] = {}


def register(holding: Holding) -> None:
    """Add a holding; registering the same slug again replaces it."""
    _holdings[holding.slug] = holding


def holdings() -> list[Holding]:
    """All holdings, in the order in which they are exported and erased."""
    return sorted(_holdings.values(), key=lambda each: (each.order, each.slug))


def fates() -> list[str]:
    """What becomes of things when somebody is erased, a sentence or two for each holding that says it."""
    return [str(each.erased) for each in holdings() if each.erased]


def readdress(moved: Moved) -> None:
    """Let all that is held about somebody under his address before follow him."""
    for each in holdings():
        each.readdress(moved)
