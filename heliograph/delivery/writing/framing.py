"""A letter as bytes, written once for each body, with gaps for what differs from message to message.

Text and HTML are quoted-printable (RFC 2045, 6.7): every line is short and ASCII, so no server on the way has to write
the message anew, which would break its signature; and what fills a gap stands between soft line breaks, so that it can
be put in without measuring the line around it.
"""

from __future__ import annotations

import re
from base64 import encodebytes
from binascii import b2a_qp
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from heliograph.delivery.letters import Attached, Mark
from heliograph.delivery.writing.headers import Field, attachment_fields

#: A gap: the part it stands in ("text", "html", "head") and what goes there.
Gap = tuple[str, str]
Stretch = list[bytes | Gap]
_MARKS = re.compile("|".join(Mark))
_SOFT = b"=\r\n"
#: ``=_`` stands in no quoted-printable or base64 text, so no part can hold this boundary (RFC 2046, 5.1.1).
_BOUNDARY = "=_heliograph"


@dataclass(frozen=True)
class Frame:
    """The bytes of a letter around its gaps: one piece more than there are gaps."""

    pieces: tuple[bytes, ...]
    gaps: tuple[Gap, ...]

    def filled(self, values: Mapping[Gap, bytes]) -> bytes:
        """The whole message, with CRLF line ends."""
        between = [values[gap] for gap in self.gaps]
        return b"".join(chain.from_iterable(zip(self.pieces, [*between, b""], strict=True)))

    def stuffed(self) -> Frame:
        """The frame as it is transmitted: a line that begins with a dot begins with two (RFC 5321, 4.5.2).

        That is so for the whole message where no value has a line that begins with a dot.
        """
        return Frame(tuple(piece.replace(b"\n.", b"\n..") for piece in self.pieces), self.gaps)


def encoded(text: str) -> bytes:
    """Text as quoted-printable with CRLF line ends. Raises UnicodeEncodeError for half a character (a surrogate)."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").encode()
    return b2a_qp(lines, istext=True).replace(b"\n", b"\r\n")


def frame(fields: Sequence[Field], text: str, html: str, attached: Sequence[Attached]) -> Frame:
    """The frame of a letter: its header fields, a plain-text and an HTML part, and files after them.

    Raises UnicodeEncodeError.
    """
    alternative = multipart("alternative", "a", [_part("plain", "text", text), _part("html", "html", html)])
    files = [_file(each) for each in attached]
    body = multipart("mixed", "m", [alternative, *files]) if files else alternative
    head: Stretch = list(chain.from_iterable(_field(field) for field in fields))
    return _joined([*head, b"MIME-Version: 1.0\r\n", *body])


def multipart(kind: str, name: str, parts: Sequence[Stretch]) -> Stretch:
    """Parts one after another behind a header that says so."""
    boundary = f"{_BOUNDARY}_{name}"
    found: Stretch = [f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'.encode()]
    for part in parts:
        found += [f"--{boundary}\r\n".encode(), *part, b"\r\n"]
    return [*found, f"--{boundary}--\r\n".encode()]


def _field(field: Field) -> Iterator[bytes | Gap]:
    yield f"{field.name}: ".encode()
    yield ("head", field.name) if field.value is None else field.value
    yield b"\r\n"


def _part(subtype: str, part: str, content: str) -> Stretch:
    head = f'Content-Type: text/{subtype}; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    return [head.encode(), *_marked(part, content)]


def _marked(part: str, content: str) -> Iterator[bytes | Gap]:
    start = 0
    for found in _MARKS.finditer(content):
        yield encoded(content[start : found.start()]) + _SOFT
        yield (part, found.group())
        yield _SOFT
        start = found.end()
    yield encoded(content[start:])


def _file(attached: Attached) -> Stretch:
    head = b"".join(name.encode() + b": " + value + b"\r\n" for name, value in attachment_fields(attached))
    return [head, b"\r\n", encodebytes(attached.content).replace(b"\n", b"\r\n")]


def _joined(stretch: Sequence[bytes | Gap]) -> Frame:
    pieces, gaps = [b""], []
    for each in stretch:
        if isinstance(each, bytes):
            pieces[-1] += each
        else:
            gaps.append(each)
            pieces.append(b"")
    return Frame(tuple(pieces), tuple(gaps))
