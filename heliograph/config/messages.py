"""Translations of the interface: compiled where they are newer than what was compiled, by Babel alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def catalogs() -> Iterator[Path]:
    """Every catalog of the project, by language."""
    yield from sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))


def compile_catalogs() -> list[Path]:
    """Write the ``.mo`` file of each catalog that is newer than it; returns those written."""
    written = []
    for source in catalogs():
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            _compile(source, target)
            written.append(target)
    return written


def _compile(source: Path, target: Path) -> None:
    """Two processes that compile at once write a file each, and the later one takes the place."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415 (start-up: every command looks, few compile)
    from babel.messages.pofile import read_po  # noqa: PLC0415 (as above)

    with source.open("rb") as stream:
        catalog = read_po(stream, locale=source.parent.parent.name)
    part = target.with_suffix(f".{os.getpid()}.part")
    with part.open("wb") as stream:
        write_mo(stream, catalog)
    part.replace(target)
