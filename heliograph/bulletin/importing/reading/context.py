"""What the reading of an item is given, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from heliograph.bulletin.importing.draft import DraftMoment, Warning


@dataclass(frozen=True)
class ReadingContext:
    """What is known of the whole document.

    ``issued`` is the bulletin's own date where it gives one. ``organizer_zone`` is the IANA zone assumed where
    the text names none.
    ``years`` are the explicit years seen anywhere in the document, repeated as often as they were seen.
    ``source_text`` is ``Source.text``, from which the exact passages are taken; without it they are cut from the
    blocks.
    """

    language: str
    issued: date | None
    organizer_zone: str
    years: tuple[int, ...] = ()
    source_text: str = ""


@dataclass(frozen=True)
class ItemReading:
    """The moments of one item in the order of the text, and what an editor should look at."""

    moments: tuple[DraftMoment, ...] = ()
    warnings: tuple[Warning, ...] = ()
