"""The style sheets: one source file per cascade layer, joined into one answer per kind of page.

The joining needs no build step: at first use the files are read, comments and spare white space are
dropped, and the bytes are kept with their digest, which stands in the address, so that a browser asks once
and never again.
"""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers

FOLDER = Path(__file__).resolve().parent / "static" / "frame" / "css"

#: The order of the cascade, lowest first.
LAYERS = (
    "tokens",
    "reset",
    "elements",
    "layout",
    "components",
    "time",
    "pages",
    "network",
    "calls",
    "library",
    "desk",
    "calls_desk",
    "tables",
    "review",
    "print",
)

#: Which layers each sheet carries. A desk page links both.
SHEETS = {
    "site": (
        "tokens",
        "reset",
        "elements",
        "layout",
        "components",
        "time",
        "pages",
        "network",
        "calls",
        "library",
        "print",
    ),
    "desk": ("desk", "calls_desk", "tables", "review"),
}

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_AROUND = re.compile(r"\s*([{};,])\s*")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Sheet:
    """One joined sheet: its bytes, the same compressed, and the digest that names it."""

    body: bytes
    packed: bytes
    digest: str


def tighten(css: str) -> str:
    """A style sheet without comments and without white space that means nothing."""
    css = _SPACE.sub(" ", _COMMENT.sub("", css))
    return _AROUND.sub(r"\1", css).replace(";}", "}").strip()


def join(name: str) -> str:
    """The text of a sheet: the order of all layers, then each of its own inside its layer."""
    parts = [f"@layer {layer}{{{(FOLDER / f'{layer}.css').read_text()}}}" for layer in SHEETS[name]]
    return tighten(f"@layer {','.join(LAYERS)};" + "\n".join(parts))


def _made(name: str) -> Sheet:
    body = join(name).encode()
    return Sheet(body, gzip.compress(body, 9, mtime=0), blake2b(body, digest_size=6).hexdigest())


_kept = lru_cache(maxsize=len(SHEETS))(_made)


def sheet(name: str) -> Sheet:
    """A joined sheet by name; read anew each time while developing."""
    return _made(name) if settings.DEBUG else _kept(name)


def address(name: str) -> str:
    """The address of a sheet, which changes with its text."""
    return reverse("frame:sheet", args=[name, sheet(name).digest])


def serve(request: HttpRequest, name: str, digest: str) -> HttpResponse:
    """A sheet for ever, where the digest is that of its present text; else (an old page asks) for now only."""
    if name not in SHEETS:
        raise Http404
    found = sheet(name)
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(found.packed if packed else found.body, content_type="text/css; charset=utf-8")
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    lasting = digest == found.digest
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if lasting else "no-cache"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
