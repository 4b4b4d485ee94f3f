"""Plain text and Markdown: decoded, otherwise verbatim."""

from __future__ import annotations

import codecs
import unicodedata

from django.utils.translation import gettext

from heliograph.bulletin.importing.limits import MAX_TEXT_CHARACTERS
from heliograph.bulletin.importing.refusal import Refused
from heliograph.bulletin.importing.scanner import scan
from heliograph.bulletin.importing.source import Source

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GUESSED_FROM = 200_000
#: What a secretariat's old machine writes; tried before anything exotic is believed.
_LIKELY = (
    "cp1252",
    "cp1256",
    "cp1251",
    "cp1250",
    "cp1253",
    "cp1254",
    "gb18030",
    "big5",
    "utf_16_le",
    "utf_16_be",
    "iso8859_6",
    "koi8_r",
)


def decode(data: bytes) -> str:
    """The text of bytes: byte-order mark, UTF-8, UTF-16 by its zero bytes, else the likeliest old encoding.

    Raises Refused where the bytes are no text.
    """
    text = _decoded(data)
    if "\x00" in text or _share_of_controls(text) > 0.02:
        raise _no_text()
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _no_text() -> Refused:
    return Refused(
        "not-text", gettext("This file is not a text that can be read. Save it as .docx, .pdf or .txt and try again.")
    )


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    if wide := _wide(data):
        return _strictly(data, wide)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(data)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _no_text() from error


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of Latin text is zero."""
    sample = data[:2000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(sample) < 4 or max(even, odd) < len(sample) / 5 or min(even, odd) > len(sample) / 50:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _guessed(data: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 (start-up: UTF-8 needs none of it)

    sample = data[:_GUESSED_FROM]
    if _is_western(sample):
        return data.decode("cp1252", errors="replace")
    best = from_bytes(sample, cp_isolation=list(_LIKELY)).best() or from_bytes(sample).best()
    if best is None:
        raise _no_text()
    return data.decode(best.encoding, errors="replace")


def _is_western(sample: bytes) -> bool:
    """Whether windows-1252 gives letters that French, Spanish, German, Portuguese … use, inside Latin words."""
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        return False
    foreign = [sign for sign in text if sign > "\x7f"]
    usual = sum(sign in _WESTERN for sign in foreign)
    latin = sum(sign.isascii() and sign.isalpha() for sign in text)
    return bool(foreign) and usual >= 0.97 * len(foreign) and latin > len(foreign)


_WESTERN = frozenset("àâäáãåæçéèêëíìîïñóòôöõøœúùûüÿýßÀÂÄÁÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØŒÚÙÛÜŸ°ºª«»“”‘’–—…€£•¿¡·§©®\u00a0\u00ad")


def _share_of_controls(text: str) -> float:
    sample = text[:20_000]
    bad = sum(unicodedata.category(sign) in ("Cc", "Co", "Cn") and sign not in "\n\r\t\f\x0b" for sign in sample)
    return bad / (len(sample) or 1)


def convert_text(data: bytes, form: str = "text") -> Source:
    """The source of a plain text or Markdown file."""
    return source_of(decode(data), form)


def source_of(text: str, form: str, **known: object) -> Source:
    """A source from converted text; ``known`` are the other fields of ``Source``."""
    if len(text) > MAX_TEXT_CHARACTERS:
        raise Refused(
            "too-long",
            gettext("This document is far longer than a bulletin. Take the bulletin out of it and try again."),
        )
    if not any(sign.isalnum() for sign in text):
        raise Refused("empty", gettext("There is no text in this document."))
    return Source(text, scan(text), form, **known)  # type: ignore[arg-type]
