"""Characters that no document may hold."""

from __future__ import annotations

import re

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def without_controls(text: str) -> str:
    """The text without what XML 1.0 (section 2.2) cannot hold; its line ends are newlines."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
