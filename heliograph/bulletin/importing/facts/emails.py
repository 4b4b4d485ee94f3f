"""E-mail addresses in blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from heliograph.bulletin.importing.source import Block

#: Narrower than RFC 5322: what people write in a bulletin, with a real top-level domain.
_ADDRESS = re.compile(
    r"(?<![\w.@+/=-])[\w][\w.+'’-]{0,63}(?<![.'’])@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,24}(?![\w@])"
)
_SPELT = re.compile(
    r"(?<![\w.])(?P<name>[\w][\w.+-]{0,63})\s?[\[({](?:at|arobase|arroba|@)[\])}]\s?"
    r"(?P<host>[\w-]+(?:(?:\.|\s?[\[({](?:dot|point|punto)[\])}]\s?)[\w-]+)+)",
    re.IGNORECASE,
)
_DOT = re.compile(r"\s?[\[({](?:dot|point|punto)[\])}]\s?", re.IGNORECASE)


def emails(blocks: Iterable[Block]) -> tuple[str, ...]:
    """The addresses in the order of the text, each once, written as it is first written."""
    found: dict[str, str] = {}
    for block in blocks:
        for _, address in sorted(_in_block(block)):
            found.setdefault(address.casefold(), address)
    return tuple(found.values())


def _in_block(block: Block) -> Iterator[tuple[int, str]]:
    for match in _ADDRESS.finditer(block.text):
        yield match.start(), match[0]
    for match in _SPELT.finditer(block.text):
        yield match.start(), f"{match['name']}@{_DOT.sub('.', match['host'])}"
    for link in block.links:
        if link.url and link.url.lower().startswith("mailto:"):
            target = unquote(link.url[7:].split("?", 1)[0])
            yield from ((link.span.start, match[0]) for match in _ADDRESS.finditer(target))
