"""A text folded for matching: one character for one, so that every position stays true."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_DASHES = set("‐‑‒–—―−﹣-~〜～")
_QUOTES = set("’‘ʼ′`´")
_HARAKAT = re.compile("[\u064b-\u0652]")
_HIDDEN = re.compile(
    r"https?://\S+|www\.\S+"
    r"|[\w.+%-]{1,64}@[\w.-]{1,255}"
    r"|(?:tel|tél|phone|fax|whatsapp|mobile|meeting id|passcode|id)\b[.:\s]{0,4}[\d ().+/-]{6,25}"
    r"|(?<![\w])\+\d{1,3}(?:[ .-]{0,2}\(?\d{1,4}\)?){2,6}(?!\d*:)"
    r"|(?:version|\bv|art(?:icle)?|no|n°|nº|section|§|chap(?:ter|itre)?|p{1,2})\.?\s?\d{1,3}(?:[.,-]\d{1,4}){1,4}"
    r"|\b\d{0,2}\s?[A-Z]{1,5}(?:/[A-Z0-9.]{1,12}){1,5}\b"
    r"|[€$£¥]\s?\d[\d.,]{0,12}|\d[\d.,]{0,12}\s?(?:[€$£¥%]|EUR\b|USD\b|euros?\b|dollars?\b)",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"(?<![\w%+-])[\w%+-]{1,120}(?:\.[\w%+-]{1,60}){0,3}\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|zip|jpe?g|png|gif|svg|txt|csv|html?|md|mp[34]|mov|wav|eml|ics)\b"
)
_MONTHS = (
    "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|enero|febrero|marzo|abril|mayo|junio|julio"
    "|agosto|septiembre|setiembre|octubre|noviembre|diciembre|january|february|march|april|may|june|july|august|september|october"
    "|november|december"
)
_STREET = re.compile(
    r"\b(?:(?:rue|avenue|av\.?|boulevard|bd\.?|place|pl\.|quai|square|esplanade|pont|allee|impasse|faubourg)\s(?:du|des|de\sla)"
    r"|(?:calle|avenida|avda\.?|av\.?|plaza|paseo|bulevar|boulevard|carrera|barrio|colonia|parque)(?:\sdel)?)"
    rf"\s\d{{1,2}}(?:er|º|o)?[\s-](?:de[\s-])?(?:{_MONTHS})\b(?![\s-](?:del?\s)?20\d\d)(?:[\s-](?:del?\s)?1[789]\d\d)?"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?(?:{_MONTHS})\s(?:street|avenue|road|square|bridge|boulevard)\b"
)


@cache
def _fold_character(character: str) -> str:
    if character in _DASHES:
        return "-"
    if character in _QUOTES:
        return "'"
    if character.isspace() or unicodedata.category(character) in {"Cf", "Cc", "Mn"}:
        return " "
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    if "\uff01" <= character <= "\uff5e":
        character = chr(ord(character) - 0xFEE0)
    return unicodedata.normalize("NFD", character)[0].lower()[0]


def fold(text: str) -> str:
    """Lower case without accents, plain digits, dashes, quotes and spaces; as long as ``text``."""
    text = text.replace("~~", "  ")
    if text.isascii():
        return text.lower().translate(dict.fromkeys(range(32), " ")).replace("`", "'").replace("~", "-")
    return "".join(map(_fold_character, text))


def hide(folded: str, spans: list[tuple[int, int]]) -> str:
    """The folded text with the given spans made unreadable, positions kept."""
    if not spans:
        return folded
    parts: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if end <= at:
            continue
        start = max(start, at)
        parts += [folded[at:start], "\x00" * (end - start)]
        at = end
    return "".join([*parts, folded[at:]])


def hide_noise(text: str, folded: str) -> str:
    """Addresses, streets, files, telephone numbers, symbols of documents, prices and versions hold no dates."""
    spans = [match.span() for match in _HIDDEN.finditer(text) if not _is_date(match.group())]
    spans += [match.span() for match in _FILE.finditer(folded)]
    return hide(folded, spans + [match.span() for match in _STREET.finditer(folded)])


def _is_date(passage: str) -> bool:
    return re.fullmatch(r"\d{1,2}/\d{1,2}/\d{2,4}", passage.strip()) is not None
