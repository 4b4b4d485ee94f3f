"""What stands outside the body of a Word document: headers, footers, the document's title."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree

from heliograph.bulletin.importing.formats.archive import broken
from heliograph.bulletin.importing.outline.calendar import is_date_line
from heliograph.bulletin.importing.outline.numbers import issue_number, names_a_bulletin
from heliograph.bulletin.importing.refusal import Refused

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH, _TEXT, _TAB = _W + "p", _W + "t", _W + "tab"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_MARGIN = re.compile(r"word/(header|footer)\d*\.xml$")
_PAGE = re.compile(r"^(?:page|p\.|página|pagina|seite)?\s*\d+\s*(?:/|of|sur|de|von)?\s*\d*$", re.IGNORECASE)
_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)

PartText = list[str]


def margins(data: bytes) -> tuple[PartText, PartText]:
    """The lines of headers and of footers that tell of the issue (its name, number, date), each once."""
    top: PartText = []
    bottom: PartText = []
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in sorted(archive.namelist()):
            if found := _MARGIN.match(name):
                lines = top if found[1] == "header" else bottom
                lines += [line for line in _lines(archive.read(name)) if line not in lines and _tells(line)]
    return top, [line for line in bottom if line not in top and (issue_number(line) or is_date_line(line))]


def _tells(line: str) -> bool:
    if _PAGE.match(line):
        return False
    return issue_number(line) is not None or names_a_bulletin(line) or is_date_line(line)


def _lines(part: bytes) -> PartText:
    root = xml(part)
    texts = ("".join(_shown(paragraph)) for paragraph in root.iter(_PARAGRAPH))
    return [line for text in texts if (line := re.sub(r"\s+", " ", text).strip())]


def _shown(paragraph: ElementTree.Element) -> list[str]:
    return [" " if node.tag == _TAB else node.text or "" for node in paragraph.iter() if node.tag in (_TEXT, _TAB)]


def xml(part: bytes) -> ElementTree.Element:
    """The tree of a part; document types and entities are never in an office document and are refused."""
    if _ENTITY.search(part):
        raise broken()
    try:
        return ElementTree.fromstring(part)
    except ElementTree.ParseError as error:
        raise broken() from error


def check_markup(data: bytes) -> None:
    """Raise Refused where a part of the archive declares entities or is no XML."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")) and _ENTITY.search(archive.read(name)):
                raise broken()


def properties_title(data: bytes) -> str:
    """The title in the document's properties, or an empty string."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        if "docProps/core.xml" not in archive.namelist():
            return ""
        try:
            title = xml(archive.read("docProps/core.xml")).findtext(f".//{_TITLE}")
        except Refused:
            return ""
    return (title or "").strip()
