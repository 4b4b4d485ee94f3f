"""Translations of the interface: compiled where they are newer than what was compiled, by Babel alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def catalogs() -> Iterator[Path]:
    """Every catalog of the project, by language."""
    yield from sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))


def compile_catalogs() -> list[Path]:
    """Write the ``.mo`` file of each catalog that is newer than it; returns those written."""
    written = []
    for source in catalogs():
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as stream:
            catalog = read_po(stream, locale=source.parent.parent.name)
        part = target.with_suffix(f".{os.getpid()}.part")
        with part.open("wb") as stream:
            write_mo(stream, catalog)
        part.replace(target)
        written.append(target)
    return written
