"""How a message's content stands between DATA and the final dot (RFC 5321, 4.5.2)."""

from __future__ import annotations

import re

_LINE_END = re.compile(rb"\r\n|\r|\n")


def stuffed(content: bytes) -> bytes:
    """The content as it is transmitted: it ends a line, and a line that begins with a dot begins with two.

    Where a dot follows a line end that lacks its CR, all line ends are made whole: some servers take such a dot for
    the final one, and what follows it for commands (SMTP smuggling). The usual content is looked through, not copied.
    """
    if b"\n." in content:
        content = _whole(content).replace(b"\r\n.", b"\r\n..")
    if content.startswith(b"."):
        content = b"." + content
    return content if content.endswith(b"\r\n") or not content else content + b"\r\n"


def _whole(content: bytes) -> bytes:
    if content.count(b"\n.") == content.count(b"\r\n."):
        return content
    return _LINE_END.sub(b"\r\n", content)
