"""A stretch of text whose characters know where they came from."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from operator import eq

_DROPPED = {ord(sign): None for sign in "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"}
_SPACES = {
    ord(sign): " " for sign in "\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"
}
_CLEANED = frozenset(map(chr, (*_DROPPED, *_SPACES)))


@dataclass(frozen=True)
class Stretch:
    """``text`` and, for each of its characters, the position in the source."""

    text: str
    origins: Sequence[int]

    @classmethod
    def at(cls, text: str, offset: int) -> Stretch:
        return cls(text, range(offset, offset + len(text)))

    def cut(self, start: int, end: int | None = None) -> Stretch:
        return Stretch(self.text[start:end], self.origins[start:end])

    def stripped(self) -> Stretch:
        start = len(self.text) - len(self.text.lstrip())
        return self.cut(start, start + len(self.text.strip()))


def joined(parts: Sequence[Stretch], glues: Sequence[str]) -> Stretch:
    """The parts one after another; ``glues`` (one character each) stand before the second part and all after it.

    A glue's place in the source is where the part before it ends.
    """
    texts = [parts[0].text]
    origins = list(parts[0].origins)
    for part, glue in zip(parts[1:], glues, strict=True):
        if origins:
            texts.append(glue)
            origins.append(origins[-1] + 1)
        texts.append(part.text)
        origins.extend(part.origins)
    return Stretch("".join(texts), packed(origins))


def is_invisible(sign: str) -> bool:
    return ord(sign) in _DROPPED


def plain_space(sign: str) -> str:
    """An ordinary space for each of Unicode's spaces, any other character as it is."""
    return _SPACES.get(ord(sign), sign)


def cleaned(stretch: Stretch) -> Stretch:
    """Without invisible characters, with ordinary spaces."""
    if _CLEANED.isdisjoint(stretch.text):
        return stretch
    kept = [(plain_space(s), o) for s, o in zip(stretch.text, stretch.origins, strict=True) if not is_invisible(s)]
    return Stretch("".join(s for s, _ in kept), packed([o for _, o in kept]))


def packed(origins: Sequence[int]) -> Sequence[int]:
    """The same positions in little room: a range where they follow one another, else four bytes each."""
    if not origins:
        return ()
    whole = range(origins[0], origins[0] + len(origins))
    return whole if origins[-1] == whole[-1] and all(map(eq, origins, whole)) else array("I", origins)
