"""PDF by typst: tagged (PDF/UA-1), in the fonts that come with the project's dependencies.

A template is given data (JSON) and reads nothing but itself and the files that lie beside it.
"""

from __future__ import annotations

import importlib.util
import json
import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

FONT_PACKAGES = ("fontpkg_noto_sans", "fontpkg_noto_sans_arabic", "cvttf_NotoSansCJK_Regular")


class MissingFont(Exception):
    """The template names a font that is not installed; the page would show boxes instead of letters."""


class Unprintable(Exception):
    """The document cannot be made from this data: a letter that no font has, for instance."""


@cache
def fonts() -> typst.Fonts:
    """The fonts of the compiler and of the installed font packages. To read them takes longer than to set a page."""
    places: list[str] = []
    for name in FONT_PACKAGES:
        found = importlib.util.find_spec(name)
        if found is None or not found.submodule_search_locations:
            raise MissingFont(name)
        places += found.submodule_search_locations
    return typst.Fonts(include_system_fonts=False, font_paths=places)


def _compile(template: Path, data: Mapping[str, Any], options: Mapping[str, Any]) -> bytes:
    try:
        made, warnings = typst.compile_with_warnings(
            str(template),
            root=str(template.parent),
            font_paths=fonts(),
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            **options,
        )
    except typst.TypstError as error:
        raise Unprintable(str(error)) from error
    missing = [str(warning) for warning in warnings if "unknown font family" in str(warning)]
    if missing:
        raise MissingFont("; ".join(missing))
    return bytes(made[0] if isinstance(made, list) else made)


def typeset(template: Path, prepare: Callable[[Path], Mapping[str, Any]], at: datetime, *, picture: int = 0) -> bytes:
    """A PDF that bears the moment ``at`` (aware); with ``picture`` (pixels per inch) its first page as PNG instead.

    ``prepare`` is given the directory in which the template will lie, may put files there, and returns the data.
    Raises MissingFont where a font of the template is not installed, Unprintable where the data cannot be set.
    """
    options: dict[str, Any] = {"format": "png", "ppi": picture} if picture else {"pdf_standards": "ua-1"}
    options["timestamp"] = int(at.astimezone(UTC).timestamp())
    with tempfile.TemporaryDirectory(prefix="heliograph-pdf-") as directory:
        place = Path(directory)
        (place / template.name).write_bytes(template.read_bytes())
        return _compile(place / template.name, prepare(place), options)
