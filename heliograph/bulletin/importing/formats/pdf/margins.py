"""What stands at the edge of every page: running heads, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from heliograph.bulletin.importing.formats.pdf.rows import Part, Row
from heliograph.bulletin.importing.outline.calendar import dated
from heliograph.bulletin.importing.outline.numbers import issue_number

_PAGE_NUMBER = re.compile(
    r"^\W*(?:(?:page|p\.|pág(?:ina)?\.?|seite|стр\.?|صفحة|第)\s*)?\d{1,4}\s*(?:(?:/|of|sur|de|von|из|من|"
    r"\|)\s*(?:page\s*)?\d{1,4})?\s*页?\W*$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:page|página|pagina|seite|p\.)\s?\d{1,4}(?:\s?(?:/|of|sur|de|von)\s?\d{1,4})?\W*$", re.IGNORECASE
)
_SHARE = 0.5
_FIRST_ROWS = 10


def without_margins(parts: Sequence[Part], pages: int) -> list[Part]:
    """The parts without page numbers, and with what repeats at the edge of pages only where it stands first."""
    counts = Counter(
        key for key, _ in {(_key(part), part.page) for part in parts if isinstance(part, Row) and part.in_margin}
    )
    repeated = {key for key, count in counts.items() if count >= max(2, pages * _SHARE)}
    first = [part.text for part in parts if isinstance(part, Row) and not part.in_margin][:_FIRST_ROWS]
    kept: list[Part] = []
    seen: set[str] = set()
    for part in parts:
        if isinstance(part, Row) and part.in_margin:
            key = _key(part)
            if _PAGE_NUMBER.match(part.text) or _COUNTED.search(part.text):
                continue
            if key in repeated and (part.page > 0 or part.is_foot or key in seen or not _tells(part.text, first)):
                continue
            seen.add(key)
        kept.append(part)
    return kept


def _key(row: Row) -> str:
    return re.sub(r"\d+", "0", row.text.casefold())


def _tells(text: str, first: Sequence[str]) -> bool:
    """Whether a running head gives the number or the date of the issue where the first rows do not."""
    return any(told(text) is not None and not any(told(row) for row in first) for told in (issue_number, dated))
