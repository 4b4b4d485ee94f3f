"""Writes an edition as a docx, the way a secretariat's word processor would: headings, nested bullets, links, pictures.

Only what a bulletin needs of WordprocessingML (ECMA-376, part 1). The parts that never change lie in ``data/docx``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from heliograph.sample import pictures
from heliograph.sample.phrases import spell
from heliograph.sample.sources import SampleEdition, SampleItem, SamplePicture
from heliograph.texts import tree
from heliograph.texts.markdown import parse

_PARTS = Path(__file__).parent / "data" / "docx"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EMU_PER_PIXEL = 9525
_A4 = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="1247" w:bottom="1134" w:left="1247" w:header="708" w:footer="708" w:gutter="0"/>'
    "</w:sectPr>"
)


class _Relation(NamedTuple):
    kind: str
    target: str
    outside: bool


@dataclass
class _Relations:
    """What the document points at; an id for each."""

    rows: list[_Relation] = field(default_factory=list)

    def add(self, kind: str, target: str, *, outside: bool = False) -> str:
        row = _Relation(kind, target, outside)
        if row not in self.rows:
            self.rows.append(row)
        return f"rId{self.rows.index(row) + 1}"

    def xml(self) -> str:
        lines = [self._line(number, row) for number, row in enumerate(self.rows, start=1)]
        space = "http://schemas.openxmlformats.org/package/2006/relationships"
        return f'{_HEAD}<Relationships xmlns="{space}">{"".join(lines)}</Relationships>'

    @staticmethod
    def _line(number: int, row: _Relation) -> str:
        mode = ' TargetMode="External"' if row.outside else ""
        kind = f"{_OFFICE}/relationships/{row.kind}"
        return f'<Relationship Id="rId{number}" Type="{kind}" Target={quoteattr(row.target)}{mode}/>'


@dataclass(frozen=True)
class _Face:
    """How a run of text looks."""

    bold: bool = False
    italic: bool = False
    link: bool = False

    def xml(self) -> str:
        marks = ('<w:rStyle w:val="Hyperlink"/>', self.link), ("<w:b/>", self.bold), ("<w:i/>", self.italic)
        wanted = "".join(mark for mark, on in marks if on)
        return f"<w:rPr>{wanted}</w:rPr>" if wanted else ""


_PLAIN = _Face()


def _run(text: str, face: _Face) -> str:
    return f'<w:r>{face.xml()}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _inline(node: tree.Node, face: _Face, relations: _Relations) -> str:
    match node:
        case tree.Strong():
            face = _Face(True, face.italic, face.link)
        case tree.Emphasis():
            face = _Face(face.bold, True, face.link)
        case tree.Link():
            target = relations.add("hyperlink", node.url, outside=True)
            inner = _inlines(node.children, _Face(face.bold, face.italic, True), relations)
            return f'<w:hyperlink r:id="{target}">{inner}</w:hyperlink>'
        case tree.LineBreak():
            return "<w:r><w:br/></w:r>"
        case _ if not tree.inside(node):
            return _run(tree.words(node), face)
    return _inlines(tree.inside(node), face, relations)


def _inlines(nodes: Iterable[tree.Node], face: _Face, relations: _Relations) -> str:
    return "".join(_inline(node, face, relations) for node in nodes)


def _paragraph(content: str, style: str = "", level: int | None = None) -> str:
    look = f'<w:pStyle w:val="{style}"/>' if style else ""
    if level is not None:
        look += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    return f"<w:p>{f'<w:pPr>{look}</w:pPr>' if look else ''}{content}</w:p>"


def _blocks(blocks: Iterable[tree.Node], relations: _Relations, level: int | None = None) -> str:
    return "".join(_block(block, relations, level) for block in blocks)


def _block(block: tree.Node, relations: _Relations, level: int | None) -> str:
    if isinstance(block, tree.List):
        below = 0 if level is None else level + 1
        return "".join(_blocks(item.blocks, relations, below) for item in block.items)
    style = "" if level is None else "ListParagraph"
    return _paragraph(_inlines(tree.inside(block), _PLAIN, relations), style, level)


def _picture(picture: SamplePicture, number: int, relations: _Relations) -> str:
    target = relations.add("image", f"media/{picture.key}.png")
    width, height = (side * _EMU_PER_PIXEL for side in pictures.SIZE)
    named = f'id="{number}" name="Picture {number}" descr={quoteattr(picture.alt)}'
    shape = (
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{target}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr {named}/><a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">{shape}'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def _item(item: SampleItem, relations: _Relations) -> str:
    heading = _paragraph(_run(item.title, _PLAIN), "Heading1")
    label = _paragraph(_run(item.label, _PLAIN), "Label") if item.label else ""
    shown = "".join(
        _paragraph(_picture(picture, number, relations)) + _paragraph(_run(picture.caption, _PLAIN), "Caption")
        for number, picture in enumerate(item.pictures, start=1)
    )
    return heading + label + _blocks(parse(item.body).blocks, relations) + shown


def _document(edition: SampleEdition, relations: _Relations) -> str:
    head = _paragraph(_run(edition.title, _PLAIN), "Title")
    day = _paragraph(_run(spell(edition.date, edition.date, "day", edition.language), _PLAIN), "Subtitle")
    body = _blocks(parse(edition.introduction).blocks, relations)
    items = "".join(_item(item, relations) for item in edition.items)
    spaces = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        f'xmlns:r="{_OFFICE}/relationships" xmlns:wp="{_DRAWING}/wordprocessingDrawing"'
    )
    return f"{_HEAD}<w:document {spaces}><w:body>{head}{day}{body}{items}{_A4}</w:body></w:document>"


def _properties(edition: SampleEdition) -> str:
    stamp = f"{edition.date.isoformat()}T08:00:00Z"
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(edition.title)}</dc:title><dc:language>{edition.language}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created></cp:coreProperties>'
    )


def _part(name: str) -> str:
    return (_PARTS / name).read_text(encoding="utf-8")


def _zipped(files: dict[str, str | bytes], day: date) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(ZipInfo(name, (day.year, day.month, day.day, 8, 0, 0)), content, ZIP_DEFLATED)
    return out.getvalue()


def write_docx(edition: SampleEdition) -> bytes:
    """The edition as a docx; the same edition gives the same bytes."""
    relations = _Relations()
    relations.add("styles", "styles.xml")
    relations.add("numbering", "numbering.xml")
    document = _document(edition, relations)
    shown = {picture.key for item in edition.items for picture in item.pictures}
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": _part("content-types.xml"),
        "_rels/.rels": _part("package-rels.xml"),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": relations.xml(),
        "word/styles.xml": _part("styles.xml"),
        "word/numbering.xml": _part("numbering.xml"),
        "docProps/core.xml": _properties(edition),
    }
    files |= {f"word/media/{key}.png": pictures.draw(key) for key in sorted(shown)}
    return _zipped(files, edition.date)
