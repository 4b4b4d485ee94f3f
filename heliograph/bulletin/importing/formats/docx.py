"""Word documents (.docx): styles become headings, tables and lists stay, pictures are kept beside the text."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

from heliograph.bulletin.importing.formats.archive import broken, check_entries
from heliograph.bulletin.importing.formats.html import page_markdown, parsed
from heliograph.bulletin.importing.formats.text import source_of
from heliograph.bulletin.importing.formats.word_parts import PartText, check_markup, margins, properties_title
from heliograph.bulletin.importing.limits import MEGABYTE
from heliograph.bulletin.importing.outline.numbers import issue_number
from heliograph.bulletin.importing.source import Picture, Source

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

#: Style names as Word writes them in English, French, Spanish and German; mammoth knows "Heading 1" … itself.
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Titre'] => h1:fresh
p[style-name='Título'] => h1:fresh
p[style-name='Titel'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Titre 1'] => h1:fresh
p[style-name='Titre 2'] => h2:fresh
p[style-name='Titre 3'] => h3:fresh
p[style-name='Título 1'] => h1:fresh
p[style-name='Título 2'] => h2:fresh
p[style-name='Título 3'] => h3:fresh
p[style-name='Überschrift 1'] => h1:fresh
p[style-name='Überschrift 2'] => h2:fresh
p[style-name='Überschrift 3'] => h3:fresh
p[style-name='List Bullet 2'] => ul|ol > li > ul > li:fresh
p[style-name='List Bullet 3'] => ul|ol > li > ul|ol > li > ul > li:fresh
p[style-name='List Number 2'] => ul|ol > li > ol > li:fresh
comment-reference =>
"""
_HEAD = 2_000
_MAX_PICTURE = 10 * MEGABYTE


def convert_docx(data: bytes) -> Source:
    """The source of a Word document. Raises Refused where it is damaged, protected or a bomb."""
    check_entries(data)
    check_markup(data)
    pictures: list[Picture] = []
    soup = parsed(_html(data, pictures))
    top, bottom = margins(data)
    text = page_markdown(_tidy(soup))
    text = _joined(top, text, bottom)
    return source_of(text, "docx", title=properties_title(data), pictures=tuple(_captioned(pictures, text)))


def _html(data: bytes, pictures: list[Picture]) -> str:
    import mammoth  # noqa: PLC0415 (start-up)

    def keep(image: Any) -> dict[str, str]:
        name = f"image-{len(pictures) + 1}.{image.content_type.rpartition('/')[2]}"
        with image.open() as file:
            content = file.read(_MAX_PICTURE + 1)
        pictures.append(Picture(name, image.alt_text or "", content if len(content) <= _MAX_PICTURE else b""))
        return {"src": name}

    try:
        result = mammoth.convert_to_html(
            BytesIO(data), style_map=_STYLES, convert_image=mammoth.images.img_element(keep), external_file_access=False
        )
    except (
        KeyError,
        ValueError,
        AttributeError,
        IndexError,
        TypeError,
        OSError,
        ParseError,
        zipfile.BadZipFile,
        RecursionError,
    ) as error:
        # mammoth reads what it expects of a document's parts and fails in as many ways as they can lack it.
        raise broken() from error
    return str(result.value)


def _tidy(soup: BeautifulSoup) -> BeautifulSoup:
    """Headings that hold nothing, anchors without text and footnote marks are taken out."""
    for tag in soup.find_all(re.compile(r"^h[1-6]$")):
        if not tag.get_text(strip=True) and not tag.find("img"):
            tag.decompose()
    for tag in soup.find_all("a", href=re.compile(r"^#(?:_|foot|end)")):
        tag.unwrap()
    for tag in soup.find_all("a", href=False):
        tag.unwrap()
    return soup


def _joined(top: PartText, body: str, bottom: PartText) -> str:
    """The header's lines that the body does not have before it; the footer's only where nothing else has a number."""
    before = [line for line in top if line not in body]
    numbered = issue_number("\n".join([*before, body[:_HEAD]])) is not None
    after = [line for line in bottom if not numbered and line not in body and line not in before]
    return "\n\n".join([*before, body.strip(), *after]) + "\n"


def _captioned(pictures: list[Picture], text: str) -> list[Picture]:
    """Each picture with its alternative text, or else the short line under it as its caption."""
    return [
        picture if picture.caption else Picture(picture.name, _line_after(picture.name, text), picture.data)
        for picture in pictures
    ]


_LONGEST_CAPTION = 140


def _line_after(name: str, text: str) -> str:
    found = re.search(rf"\({re.escape(name)}\)\s*\n+([^\n]{{1,{_LONGEST_CAPTION}}})\n", text)
    return re.sub(r"[*_#]+", "", found[1]).strip() if found and not found[1].startswith(("!", "#", "-")) else ""
