"""Plain text: no byte that text does not have, and nothing that a browser would take for a page."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from typing import IO

from heliograph.network.files import refusals
from heliograph.network.files.kinds import TYPES
from heliograph.network.files.names import suffix_of

_STEP = 1 << 16
#: What stands in text of any encoding that extends ASCII; the byte 0x1A ended files once, 0x1B begins the codes of JIS.
_TEXT = bytes(byte for byte in range(256) if byte >= 32 or byte in b"\t\n\r\f\x1a\x1b")
_WIDE = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_MARKUP = re.compile(
    r"\s*<[a-z!?/]|.{0,1000}?<(?:!doctype|html|head|body|script|svg|iframe|object|embed|meta|style)\b",
    re.IGNORECASE | re.DOTALL,
)


def type_of(file: IO[bytes], head: bytes, name: str) -> str:
    """``plain`` or ``csv``; empty where it is no text. Raises Refused for pages, and for text that has no letter."""
    encoding = _WIDE.get(head[:2], "")
    if not all(map(_is_text, _steps(file, encoding))):
        return ""
    text = _beginning(head, encoding)
    if _MARKUP.match(text):
        raise refusals.page(name)
    if not text.strip():
        raise refusals.empty(name)
    return "csv" if suffix_of(name) in TYPES["csv"].suffixes else "plain"


def _beginning(head: bytes, encoding: str) -> str:
    text = head.removeprefix(codecs.BOM_UTF8).decode(encoding or "utf-8", errors="replace")
    return text.lstrip("\ufeff")


def _steps(file: IO[bytes], encoding: str) -> Iterator[bytes | str]:
    """The file piece by piece: as characters where two bytes make one, else as it is."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding or "latin-1")(errors="replace")
    while step := file.read(_STEP):
        yield decoder.decode(step) if encoding else step


def _is_text(step: bytes | str) -> bool:
    if isinstance(step, bytes):
        return not step.translate(None, _TEXT)
    return "\ufffd" not in step and "Cc" not in map(unicodedata.category, set(step) - set("\t\n\r\f"))
