"""What a file is: told by its content first, then by its name."""

from __future__ import annotations

import re
from pathlib import PurePath

from django.utils.translation import gettext

from heliograph.bulletin.importing.formats.archive import WORD, kind_of_archive
from heliograph.bulletin.importing.formats.text import convert_text, decode
from heliograph.bulletin.importing.refusal import Refused
from heliograph.bulletin.importing.source import Source

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"RIFF")
_PACKED = (b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ")
_PROGRAMS = (b"\x7fELF", b"MZ", b"\xca\xfe\xba\xbe")
_PDF_WITHIN = 1024
_MARKDOWN = frozenset((".md", ".markdown", ".mdown", ".mkd"))
_TEXT = frozenset((".txt", ".text", "", ".asc"))
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|meta|table|"
    r"div|p\b|h[1-6]\b)",
    re.IGNORECASE | re.DOTALL,
)
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]*:[ \t]")
_MAIL_FIELDS = re.compile(
    r"^(?:From|To|Subject|Date|MIME-Version|Message-ID|Received|Return-Path|Content-Type|"
    r"Delivered-To):",
    re.IGNORECASE | re.MULTILINE,
)
_MBOX = re.compile(rb"From \S+ .*\r?\n")


def convert(data: bytes, name: str) -> Source:
    """The converted source of a file. Raises Refused with a sentence that says what to do."""
    ending = PurePath(name).suffix.lower()
    if b"%PDF-" in data[:_PDF_WITHIN]:
        from heliograph.bulletin.importing.formats.pdf import convert_pdf  # noqa: PLC0415 (start-up: text needs none)

        return convert_pdf(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _archive(data)
    _refuse_foreign(data, ending)
    return _written(data, ending)


def _archive(data: bytes) -> Source:
    kind = kind_of_archive(data)
    if kind != WORD:
        raise Refused(f"is-{kind}", _archive_sentence(kind))
    from heliograph.bulletin.importing.formats.docx import convert_docx  # noqa: PLC0415 (start-up: text needs none)

    return convert_docx(data)


def _archive_sentence(kind: str) -> str:
    sentences = {
        "odt": gettext("This is an OpenDocument file. Save it as .docx and try again."),
        "pages": gettext("This is a Pages document. Export it as Word (.docx) and try again."),
        "pptx": gettext("This is a presentation. Save the bulletin as .docx or .pdf and try again."),
        "xlsx": gettext("This is a spreadsheet. Save the bulletin as .docx or .pdf and try again."),
        "epub": gettext("This is an e-book. Save the bulletin as .docx or .pdf and try again."),
    }
    return sentences.get(kind, gettext("This is a zip archive. Take the bulletin out of it and try again."))


def _refuse_foreign(data: bytes, ending: str) -> None:
    """Refuse what is surely none of the formats, with the sentence that helps."""
    if data.startswith(_OLE):
        raise _ole(data)
    if data.startswith(b"{\\rtf"):
        raise Refused("is-rtf", gettext("This is a rich text file (.rtf). Save it as .docx and try again."))
    if data.startswith(_PICTURES):
        raise Refused("is-picture", gettext("This is a picture. Give the document with the bulletin's text."))
    if data.startswith(_PACKED):
        raise Refused("is-packed", gettext("This is a packed file. Take the bulletin out of it and try again."))
    if data.startswith(_PROGRAMS):
        raise Refused("is-program", gettext("This is a program, not a document."))
    claimed = {".docx": "Word", ".docm": "Word", ".pdf": "PDF"}.get(ending)
    if claimed:
        sentence = gettext(
            "This file is named as a %(kind)s document but is none, or is damaged. Save it again and try once more."
        )
        raise Refused("damaged", sentence % {"kind": claimed})


def _ole(data: bytes) -> Refused:
    """An OLE file: old Word, a message of Outlook, or a docx with a password."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Refused(
            "password", gettext("This document is protected by a password. Save it without one and try again.")
        )
    if "__substg1.0_".encode("utf-16-le") in data:
        return Refused(
            "is-msg",
            gettext("This is a message in Outlook's own form. Save it as .eml or its text as .docx and try again."),
        )
    return Refused("is-doc", gettext("This is a document of an old Word (.doc). Save it as .docx and try again."))


def _written(data: bytes, ending: str) -> Source:
    """What is text: a message, a page, Markdown or plain."""
    if ending == ".eml" or _is_mail(data):
        from heliograph.bulletin.importing.formats.mail import convert_mail  # noqa: PLC0415 (start-up: text needs none)

        return convert_mail(data)
    if ending in _MARKDOWN:
        return convert_text(data, "markdown")
    if ending in (".html", ".htm", ".xhtml") or (ending not in _TEXT | _MARKDOWN and _HTML.match(decode(data)[:4000])):
        return _page(data)
    if ending in _TEXT and _HTML.match(decode(data[:4000]) if len(data) < 4000 else _start(data)):
        return _page(data)
    return convert_text(data)


def _start(data: bytes) -> str:
    return data[:4000].decode("utf-8", errors="replace")


def _page(data: bytes) -> Source:
    from heliograph.bulletin.importing.formats.html import convert_html  # noqa: PLC0415 (start-up: text needs none)

    return convert_html(data)


_FEWEST_FIELDS = 3


def _is_mail(data: bytes) -> bool:
    """Whether the file begins with the header of a message (RFC 5322): three known fields at least."""
    start = data[:16_000].lstrip(b"\xef\xbb\xbf")
    if _MBOX.match(start):
        start = start.split(b"\n", 1)[1]
    head = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0].decode("latin-1")
    fields = {found.lower() for found in _MAIL_FIELDS.findall(head)}
    technical = fields & {"mime-version:", "message-id:", "received:", "return-path:", "content-type:", "delivered-to:"}
    return bool(_HEADER.match(head)) and len(fields) >= _FEWEST_FIELDS and bool(technical)
