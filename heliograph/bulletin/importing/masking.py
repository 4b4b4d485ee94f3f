"""Names of files, pages and streets hold digits that look like dates; they are hidden before dates are read."""

from __future__ import annotations

import re
from dataclasses import replace

from heliograph.bulletin.importing.labels import folded
from heliograph.bulletin.importing.outline.calendar import months
from heliograph.bulletin.importing.source import Block

_FILE = (
    r"[\w()+%-][\w.()+%-]*\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|csv|zip|jpe?g|png|gif|svg|mp[34]|mov|txt|ics|html?)(?!\w)"
)
_PAGE = r"(?:https?://|www\.)\S+"
_STREET = (
    r"(?:rue|avenue|av\.|boulevard|bd\.?|quai|impasse|allée|square|calle|avenida|avda\.?|plaza|paseo|rua|praça|via|piazza)"
    r"\s+(?:du\s+|de\s+la\s+|de\s+|del?\s+|do\s+)?\d{1,2}(?:er|º|°|ro)?[\s-]+(?:de\s+|di\s+)?(?P<month>[^\W\d_]+)"
)
_HIDDEN = re.compile(rf"(?P<file>{_FILE})|(?P<page>{_PAGE})|(?P<street>(?<!\w){_STREET})", re.IGNORECASE)
_VEIL = "x"


def masked(block: Block) -> Block:
    """The block with every digit in such a name replaced by a letter; all places stay as they are."""
    text = _HIDDEN.sub(_veiled, block.text)
    return block if text == block.text else replace(block, text=text)


def _veiled(found: re.Match[str]) -> str:
    if found["street"] is None:
        return re.sub(r"\d", _VEIL, found[0])
    return re.sub(r"\w", _VEIL, found[0]) if folded(found["month"]) in months() else found[0]
