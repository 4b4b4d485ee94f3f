"""Open a PDF, read it page by page in bounded memory, refuse what has no text."""

from __future__ import annotations

import logging
import struct
import zlib
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pdfplumber
from django.utils.translation import gettext
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfparser import PDFSyntaxError
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from heliograph.bulletin.importing.formats.archive import broken
from heliograph.bulletin.importing.formats.pdf.columns import parts_of
from heliograph.bulletin.importing.formats.pdf.flowing import markdown_of
from heliograph.bulletin.importing.formats.pdf.glyphs import GlyphPage
from heliograph.bulletin.importing.formats.pdf.inflating import bounded, forgotten
from heliograph.bulletin.importing.formats.pdf.margins import without_margins
from heliograph.bulletin.importing.formats.pdf.pages import grids_of, words_of
from heliograph.bulletin.importing.formats.pdf.rows import Part
from heliograph.bulletin.importing.formats.text import source_of
from heliograph.bulletin.importing.limits import MAX_PAGES, MAX_UNPACKED_BYTES
from heliograph.bulletin.importing.refusal import Refused
from heliograph.bulletin.importing.source import Source

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.pdf import PDF

# Every oddity of a file is a line in pdfminer's log; none is for the reader of ours.
logging.getLogger("pdfminer").setLevel(logging.ERROR)

#: What pdfminer raises on files that are cut off or wrong inside.
_DAMAGED = (
    PdfminerException,
    MalformedPDFException,
    PSException,
    PDFSyntaxError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    RuntimeError,
    OSError,
    EOFError,
    ArithmeticError,
    struct.error,
    zlib.error,
)


def convert_pdf(data: bytes) -> Source:
    """The source of a PDF. Raises Refused where it is protected, damaged, too long or has no text."""
    try:
        with bounded(MAX_UNPACKED_BYTES), pdfplumber.open(BytesIO(data)) as pdf:
            text, title = _read(pdf)
    except _DAMAGED as error:
        raise _refusal(error) from error
    return source_of(text, "pdf", title=title)


def _refusal(error: Exception) -> Refused:
    causes = [error, *error.args, error.__cause__, error.__context__]
    if refused := next((cause for cause in causes if isinstance(cause, Refused)), None):
        return refused
    if any(isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError) for cause in causes):
        return Refused("password", gettext("This PDF is protected by a password. Save it without one and try again."))
    return broken()


def _read(pdf: PDF) -> tuple[str, str]:
    """The Markdown and the title."""
    pages = pdf.pages
    if len(pages) > MAX_PAGES:
        sentence = gettext("This PDF has more than %(limit)d pages. Take the bulletin out of it and try again.")
        raise Refused("too-long", sentence % {"limit": MAX_PAGES})
    if not pages:
        raise broken()
    parts = [part for number, page in enumerate(pages) for part in _page(page, number)]
    if not parts:
        raise Refused(
            "no-text",
            gettext(
                "This PDF holds only pictures of pages, no text. "
                "Give the document it was made from, or run text recognition on it."
            ),
        )
    return markdown_of(without_margins(parts, len(pages))), _title(pdf.metadata)


def _page(page: Page, number: int) -> Iterator[Part]:
    """The parts of one page; what pdfplumber keeps of it is let go at once."""
    page = GlyphPage.of(page)
    with forgotten(page.page_obj.contents), closing(page):
        yield from parts_of(words_of(page), grids_of(page, number), number, float(page.width), float(page.height))


def _title(metadata: dict[str, Any]) -> str:
    title = metadata.get("Title")
    return title.strip() if isinstance(title, str) and title.isprintable() else ""
