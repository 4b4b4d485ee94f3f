"""Which addresses a text may link to, and the bare ones that stand in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

_CONTROL = re.compile(r"[\x00-\x20\x7f]")
_BARE = re.compile(
    r"(?P<web>https?://[^\s<>\"“”«»]+|www\.[^\s<>\"“”«»/]+\.[^\s<>\"“”«»]+)"
    r"|(?P<mail>[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})",
    re.IGNORECASE,
)
_CLOSERS = {")": "(", "]": "[", "}": "{"}
_TRAILING = ".,;:!?'’،؛؟。，；：！？…*_"


def safe_address(url: str) -> str | None:
    """The address where a text may link to it, else None.

    Allowed are http and https with a host, mailto, tel, and a fragment of the same page; nothing else, so
    that no scheme that runs code and no path of another page gets through (schemes are compared as browsers
    do, RFC 3986, section 3.1).
    """
    address = _CONTROL.sub("", url)
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    match parts.scheme.lower():
        case "http" | "https":
            return address if parts.netloc else None
        case "mailto" | "tel":
            return address if parts.path else None
        case "":
            return address if address.startswith("#") and len(address) > 1 else None
    return None


def safe_web_address(url: str) -> str | None:
    """The address where it is one of the web (http or https), else None."""
    address = safe_address(url)
    return address if address and address.lower().startswith(("http://", "https://")) else None


def _trimmed(found: str) -> str:
    """Without the punctuation of the sentence around it; a closing bracket stays where it was opened inside."""
    while found:
        last = found[-1]
        opener = _CLOSERS.get(last)
        if last in _TRAILING or (opener and found.count(last) > found.count(opener)):
            found = found[:-1]
        else:
            break
    return found


def bare(text: str) -> Iterator[tuple[str, str | None]]:
    """The text in pieces: (words, None) or (words, address) where the words are a web or e-mail address."""
    done = 0
    for match in _BARE.finditer(text):
        found = _trimmed(match.group())
        prefix = "mailto:" if match["mail"] else "" if "://" in found else "https://"
        address = safe_address(prefix + found) if found else None
        if address is None:
            continue
        if match.start() > done:
            yield text[done : match.start()], None
        yield found, address
        done = match.start() + len(found)
    if done < len(text):
        yield text[done:], None
