"""A page of pdfplumber that reads its glyphs by the shortest way: of each the text, font, size and box, no more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext
from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar, LTComponent, LTPage
from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter
from pdfminer.pdftypes import PDFStream
from pdfminer.utils import Matrix, PathSegment, Rect, apply_matrix_rect
from pdfplumber.page import Page, fix_fontname_bytes

from heliograph.bulletin.importing.formats.pdf.inflating import carried_out
from heliograph.bulletin.importing.limits import MAX_PAGE_CHARACTERS, MAX_PAGE_FIGURES, MAX_PAGE_PATHS
from heliograph.bulletin.importing.refusal import Refused

Glyph = dict[str, Any]


class GlyphPage(Page):
    """The page as pdfplumber gives it, its characters without colours, tags and matrices, its pictures left out."""

    @classmethod
    def of(cls, page: Page) -> GlyphPage:
        return cls(page.pdf, page.page_obj, page.page_number, page.initial_doctop)

    def parse_objects(self) -> dict[str, list[Glyph]]:
        """The objects by kind. Raises Refused where a page holds far more than one of a bulletin."""
        device = _Reader(self)
        _Drawing(self.pdf.rsrcmgr, device).process_page(self.page_obj)
        objects = {"char": device.glyphs}
        for drawn in self.iter_layout_objects(device.drawn):
            objects.setdefault(drawn["object_type"], []).append(drawn)
        return objects


class _Drawing(PDFPageInterpreter):
    """Draws within the bound of the document."""

    def execute(self, streams: Sequence[object]) -> None:
        carried_out(streams)
        super().execute(streams)


class _Reader(PDFLayoutAnalyzer):
    """Collects glyphs in the form that pdfplumber gives them, and what is drawn."""

    def __init__(self, page: GlyphPage) -> None:
        super().__init__(page.pdf.rsrcmgr, page.page_number)
        self.glyphs: list[Glyph] = []
        self.drawn: list[LTComponent] = []
        self.paths = 0
        self.figures = 0
        self.left, self.upper = page.mediabox[0], page.mediabox[1]
        self.height = page.height
        self.above = page.initial_doctop
        self.known: dict[tuple[PDFFont, int], tuple[str, float]] = {}

    def receive_layout(self, ltpage: LTPage) -> None:
        self.drawn = list(ltpage)

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:
        """Enter a figure. Raises Refused where figures in figures would go on without end."""
        self.figures += 1
        if self.figures > MAX_PAGE_FIGURES:
            raise _far_too_much()
        super().begin_figure(name, bbox, matrix)

    def render_image(self, name: str, stream: PDFStream) -> None:
        """Pictures are not read."""

    def paint_path(
        self,
        gstate: PDFGraphicState,
        stroke: bool,
        fill: bool,
        evenodd: bool,
        path: Sequence[PathSegment],
    ) -> None:
        """Collect a path; those of a drawing with more of them than any table has are let go."""
        self.paths += 1
        if self.paths <= MAX_PAGE_PATHS:
            super().paint_path(gstate, stroke, fill, evenodd, path)

    def render_char(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> float:
        """Collect a glyph; returns how far the pen moves. The box is that of ``pdfminer.layout.LTChar``."""
        text, width = self.known.get((font, cid)) or self._learnt(font, cid)
        if font.is_vertical():
            disp = font.char_disp(cid)
            char = LTChar(matrix, font, fontsize, scaling, rise, text, width, disp, ncs, graphicstate)
            self._put(text, char.fontname, char.bbox, char.size, char.upright)
            return char.adv
        advance = width * fontsize * scaling
        base = font.get_descent() * fontsize + rise
        a, b, c, d, e, f = matrix
        if b == 0 == c:
            x0, x1, y0, y1 = e, a * advance + e, d * base + f, d * (base + fontsize) + f
            box = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
        else:
            box = apply_matrix_rect(matrix, (0, base, advance, base + fontsize))
        self._put(text, font.fontname, box, box[3] - box[1], a * d * scaling > 0 and b * c <= 0)
        return advance

    def _learnt(self, font: PDFFont, cid: int) -> tuple[str, float]:
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = self.handle_undefined_char(font, cid)
        known = self.known[font, cid] = text, font.char_width(cid)
        return known

    def _put(self, text: str, font: str, box: Rect, size: float, upright: bool) -> None:
        if len(self.glyphs) >= MAX_PAGE_CHARACTERS:
            raise _far_too_much()
        x0, y0, x1, y1 = box
        top = self.height - y1 + self.upper
        self.glyphs.append(
            {
                "object_type": "char",
                "text": text,
                "fontname": fix_fontname_bytes(font) if isinstance(font, bytes) else font,
                "size": size,
                "upright": upright,
                "x0": x0 + self.left,
                "x1": x1 + self.left,
                "top": top,
                "bottom": self.height - y0 + self.upper,
                "doctop": self.above + top,
            }
        )


def _far_too_much() -> Refused:
    return Refused("too-long", gettext("A page of this PDF holds far more text than can be read."))
