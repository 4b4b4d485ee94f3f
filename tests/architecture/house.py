"""The house as a table, and what of it can be read from files: templates, addresses, string foreign keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "heliograph"

#: From the ground up; members of one row do not know one another.
ROWS: tuple[frozenset[str], ...] = (
    frozenset({"moments", "texts"}),
    frozenset({"frame"}),
    frozenset({"delivery"}),
    frozenset({"network"}),
    frozenset({"library"}),
    frozenset({"calls"}),
    frozenset({"events"}),
    frozenset({"bulletin", "conference"}),
    frozenset({"home"}),
    frozenset({"sample"}),
    frozenset({"config"}),
)

APPS = frozenset().union(*ROWS)


def row_of(app: str) -> int:
    return next(index for index, row in enumerate(ROWS) if app in row)


def may_know(app: str, other: str) -> bool:
    """Whether files of ``app`` may name ``other``: itself, and the rows below."""
    return app == other or row_of(other) < row_of(app)


def app_of(path: Path) -> str | None:
    """The app that a file of the package belongs to; None for files of the package itself."""
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 and parts[0] in APPS else None


def files(*patterns: str) -> Iterator[Path]:
    """Tracked kinds of files of the package, migrations left out."""
    for pattern in patterns:
        for path in sorted(PACKAGE.rglob(pattern)):
            if "migrations" not in path.parts and "__pycache__" not in path.parts:
                yield path


_TEMPLATE = re.compile(r"{%-?\s*(?:extends|include)\s+[\"']([a-z_]+)/")
_LOAD = re.compile(r"{%-?\s*load\s+([a-z0-9_ ]+?)\s*-?%}")
_URL_TAG = re.compile(r"{%-?\s*url\s+[\"']([a-z_]+):")
_REVERSE = re.compile(r"\b(?:reverse|reverse_lazy|redirect|resolve_url)\(\s*[\"']([a-z_]+):")
_MODEL = re.compile(r"(?:ForeignKey|OneToOneField|ManyToManyField|get_model)\(\s*[\"']([a-z_]+)\.")
_RENDER = re.compile(
    r"(?:render|render_to_string|get_template|template_name\s*=)\s*\(?[^\n]*?[\"']([a-z_]+)/[\w/.-]+\.(?:html|txt|mjml|typ)[\"']"
)


def named_apps(path: Path) -> set[str]:
    """The apps that a file names without importing them."""
    text = path.read_text(encoding="utf-8")
    patterns = [_TEMPLATE, _URL_TAG] if path.suffix in {".html", ".txt", ".mjml"} else [_REVERSE, _MODEL, _RENDER]
    found = {name for pattern in patterns for name in pattern.findall(text)}
    if path.suffix in {".html", ".txt", ".mjml"}:
        tags = {tag for line in _LOAD.findall(text) for tag in line.split()}
        found |= {app for app in APPS for tag in tags if (PACKAGE / app / "templatetags" / f"{tag}.py").exists()}
    return found & APPS
