"""The codes of certificates: sixteen signs that are not mistaken for one another, 78 bits, nobody guesses one."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH, GROUP = 16, 4
_SPACE = re.compile(r"[\s\-‐‑–—−]+")


def _grouped(signs: str) -> str:
    return "-".join(signs[at : at + GROUP] for at in range(0, len(signs), GROUP))


def new_code() -> str:
    """A code that nobody has yet, in groups of four."""
    return _grouped("".join(secrets.choice(SIGNS) for _sign in range(LENGTH)))


def read_code(written: str) -> str:
    """The code as it is kept, for one typed with spaces, without hyphens or in small letters; empty for none."""
    signs = _SPACE.sub("", written[:100]).upper()
    fits = len(signs) == LENGTH and all(sign in SIGNS for sign in signs)
    return _grouped(signs) if fits else ""


#: The page that tells of a certificate which an app above has issued; empty for a code that is none of its own.
Page = Callable[[str], str]
_pages: dict[str, Page] = {}


def register_page(key: str, page: Page) -> None:
    """Have codes of certificates that are no school's asked for; registering the same key again replaces it."""
    _pages[key] = page


def page_elsewhere(code: str) -> str:
    """The page of a certificate that another app has issued; empty where none has."""
    return next((url for page in _pages.values() if (url := page(code))), "")
