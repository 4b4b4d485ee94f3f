"""In which encoding a text is written: as it says, else as its words look. It is told, and can be changed."""

from __future__ import annotations

import codecs
import re
from itertools import islice, pairwise
from pathlib import Path

from charset_normalizer import from_bytes
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from heliograph.network.sheets.limits import not_a_table

#: The encodings among which people choose.
ENCODINGS: dict[str, str | Promise] = {
    "utf-8": gettext_lazy("Unicode (UTF-8)"),
    "utf-16": gettext_lazy("Unicode (UTF-16)"),
    "cp1252": gettext_lazy("Western European (Windows-1252)"),
    "mac_roman": gettext_lazy("Western European (Macintosh)"),
    "cp850": gettext_lazy("Western European (DOS)"),
    "cp1250": gettext_lazy("Central European (Windows-1250)"),
    "cp1251": gettext_lazy("Cyrillic (Windows-1251)"),
    "koi8_r": gettext_lazy("Cyrillic (KOI8-R)"),
    "cp1253": gettext_lazy("Greek (Windows-1253)"),
    "cp1254": gettext_lazy("Turkish (Windows-1254)"),
    "cp1255": gettext_lazy("Hebrew (Windows-1255)"),
    "cp1256": gettext_lazy("Arabic (Windows-1256)"),
    "cp1258": gettext_lazy("Vietnamese (Windows-1258)"),
    "gb18030": gettext_lazy("Chinese (GB 18030)"),
    "big5": gettext_lazy("Chinese (Big5)"),
    "shift_jis": gettext_lazy("Japanese (Shift JIS)"),
    "euc_kr": gettext_lazy("Korean (EUC-KR)"),
}
#: The most likely first: some read the same bytes as the same words.
_BY_WORDS = ("cp1252", "mac_roman", "cp1250", "cp1254", "cp1251", "cp1256", "koi8_r", "cp1253", "cp1255", "cp850")
_EASTERN = ["gb18030", "big5", "shift_jis", "euc_kr"]
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAMPLE = 65_536
_WORD = re.compile(r"[^\W\d_]*[^\x00-\x7f]+[^\W\d_]*")
_SCRIPTS = ((0x024F, "latin"), (0x03FF, "greek"), (0x052F, "cyrillic"), (0x05FF, "hebrew"), (0x06FF, "arabic"))
#: The share of empty bytes by which UTF-16 without a mark is told.
_HALF_EMPTY = (0.2, 0.8)
#: Faults for each word, above which no encoding of an alphabet is believed.
_BELIEVED = 0.5


def encoding_of(path: Path) -> str:
    """The encoding of a text, one of ENCODINGS: as it says, else as its bytes look. Raises Refused for no text."""
    with path.open("rb") as file:
        head = file.read(_SAMPLE)
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    empty = head.count(0) / max(1, len(head))
    if _HALF_EMPTY[0] < empty < _HALF_EMPTY[1]:
        return "utf-16"
    if empty >= _HALF_EMPTY[1] or sum(sign < 32 and sign not in b"\t\n\r\f\0" for sign in head) > len(head) // 50:
        raise not_a_table()
    return "utf-8" if _is_utf8(path) else _guessed(path)


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while piece := file.read(_SAMPLE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _guessed(path: Path) -> str:
    """From the lines that are not plain ASCII, as they alone tell."""
    with path.open("rb") as file:
        telling = b"".join(islice((line for line in file if not line.isascii()), 400))[:_SAMPLE]
    faults = {name: _faults(telling, name) for name in _BY_WORDS}
    best = min(_BY_WORDS, key=lambda name: faults[name])
    if faults[best] <= _BELIEVED:
        return best
    eastern = from_bytes(telling, cp_isolation=_EASTERN).best()
    return eastern.encoding if eastern is not None and eastern.encoding in ENCODINGS else best


def _faults(sample: bytes, encoding: str) -> float:
    """How odd the words that are not plain ASCII look in an encoding, for each of them."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return 9.0
    found = _WORD.findall(text)
    return sum(map(_oddity, found)) / len(found) if found else 0.0


def _oddity(word: str) -> int:
    """Signs that are no letters, scripts mixed, capitals after small letters, and no plain letter in a Latin word."""
    scripts = {next((name for last, name in _SCRIPTS if ord(sign) <= last), "other") for sign in word if sign.isalpha()}
    odd = sum(not sign.isalpha() for sign in word) + len(scripts - {"other"}) - 1 + ("other" in scripts)
    odd += any(low.islower() and high.isupper() for low, high in pairwise(word))
    foreign = scripts == {"latin"} and len(word) > 2 and not any(sign.isascii() for sign in word)
    return odd + foreign
