"""Pictures of items, taken in as ``frame.pictures`` writes them anew."""

from __future__ import annotations

from heliograph.bulletin.states import Refused
from heliograph.frame import pictures
from heliograph.frame.pictures import MAX_BYTES, NoPicture

__all__ = ["MAX_BYTES", "reencode"]


def reencode(data: bytes) -> tuple[bytes, str]:
    """As ``frame.pictures.reencode``. Raises Refused where it is too large or no picture."""
    try:
        return pictures.reencode(data)
    except NoPicture as wrong:
        raise Refused(wrong.code, wrong.sentence) from None
