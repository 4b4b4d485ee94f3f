"""Something that an item is bound to, as renditions show it: a name, one button, where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from heliograph.bulletin.enclosures import Button
from heliograph.bulletin.models import Item
from heliograph.texts.multilingual import pick


@dataclass(frozen=True)
class Bound:
    """What an item is bound to. ``name`` is its title without the item's own before it; ``language`` is that of it.

    ``key`` and ``words`` say where it stands (``open``, ``soon``, ``ahead``, ``closed`` or ``over``; "open, 412
    answers"). ``button`` leads to its page; ``label`` is what it says where the thing is not named beside it.
    ``is_open``: something is to be done there now.
    """

    slug: str
    name: str
    language: str
    direction: str
    button: Button
    label: str
    key: str
    words: str
    is_open: bool


def name_of(title: Any, source: str, item: Item, wanted: Sequence[str]) -> tuple[str, str]:
    """A title, written in ``source`` first, for a reader of the item, and its language."""
    words, language = pick(title, [*wanted, source])
    before, _language = pick(item.title, [language])
    rest = words.removeprefix(before).lstrip(" \u00a0:：–-") if before else words
    return (rest[:1].upper() + rest[1:] if rest else words), language
