"""A document as its reader sees it: in his language as far as it goes, and which languages there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from babel.lists import format_list
from django.urls import reverse
from django.utils.translation import gettext as _

from heliograph.frame.reader import Reader
from heliograph.frame.templatetags.multilingual import Picked
from heliograph.library.models import Document, DocumentFile, DocumentVersion
from heliograph.library.states import LICENCE_PAGES, Access, DocumentState, Licence
from heliograph.moments.locales import locale_of
from heliograph.network.countries import language_name
from heliograph.network.files.kinds import TYPES
from heliograph.network.files.refusals import sized
from heliograph.texts.languages import base, direction
from heliograph.texts.multilingual import pick
from heliograph.texts.weblinks import safe_web_address

_FORMS = {one.content_type: one.suffixes[0].upper() for one in TYPES.values()}


@dataclass(frozen=True)
class FileLine:
    """A file or link of a version. ``form`` is what it is (PDF), empty for a link; ``opens`` an address to read it at.

    ``dead`` is since when (aware) a link leads nowhere; ``held_back``: it is not given out.
    """

    file: DocumentFile
    language: str
    code: str
    direction: str
    url: str
    form: str = ""
    size: str = ""
    pages: int = 0
    opens: str = ""
    dead: datetime | None = None
    held_back: bool = False

    @property
    def reaches(self) -> bool:
        return not self.held_back and bool(self.url)


@dataclass(frozen=True)
class VersionLine:
    """A version with its note in the reader's language and its files, his own languages first."""

    version: DocumentVersion
    note: Picked
    files: list[FileLine]


@dataclass(frozen=True)
class DocumentLine:
    """A document in a list; ``languages`` are those of its current version in words."""

    document: Document
    title: Picked
    kind: str
    languages: str
    organizer: str
    access: str


@dataclass(frozen=True)
class Given:
    """A document beside something else: the address at which a reader gets it, what he gets, and its page."""

    url: str
    form: str
    languages: str
    page: str


@dataclass(frozen=True)
class Cover:
    url: str
    width: int
    height: int
    alt: str


def listed(names: Iterable[str], language: str) -> str:
    """Names as a list in a language: “English, French and Spanish”."""
    return str(format_list(list(names), locale=locale_of(language)))


def text_for(value: Any, reader: Reader, source: str) -> Picked:
    """A text in the first of the reader's languages, else as it was written."""
    return Picked(*pick(value, [*reader.languages, source]))


def document_line(document: Document, reader: Reader) -> DocumentLine:
    """A line for a document that was read ``with_files`` and its organizer. No query."""
    names = [language_name(each.language, reader.language) for each in _sorted(given_files(document), reader)]
    return DocumentLine(
        document=document,
        title=text_for(document.title, reader, document.source_language),
        kind=str(document.get_kind_display()),
        languages=listed(names, reader.language) if names else "",
        organizer=document.organizer.name if document.organizer else "",
        access=access_words(document),
    )


def access_words(document: Document) -> str:
    """Why not everybody sees a document; empty where everybody does."""
    if document.state == DocumentState.DRAFT:
        return _("draft")
    return "" if document.access == Access.PUBLIC else _("not public")


def given_files(document: Document) -> list[DocumentFile]:
    """The files of the current version of a document that was read ``with_files``."""
    present: list[DocumentVersion] = document.present  # type: ignore[attr-defined]
    return list(present[0].given) if present else []  # type: ignore[attr-defined]


def _place(tag: str, reader: Reader) -> int:
    own = [base(each) for each in reader.languages]
    return own.index(base(tag)) if base(tag) in own else len(own)


def _sorted(files: Iterable[DocumentFile], reader: Reader) -> list[DocumentFile]:
    """The reader's own languages first, the others by name."""
    return sorted(
        files, key=lambda each: (_place(each.language, reader), language_name(each.language, reader.language))
    )


def file_lines(files: Iterable[DocumentFile], reader: Reader, dead: Mapping[str, datetime]) -> list[FileLine]:
    """Lines of files with their contents, the reader's languages first; ``dead`` as ``outside.dead`` tells."""
    return [_file_line(each, reader, dead) for each in _sorted(files, reader)]


def _file_line(file: DocumentFile, reader: Reader, dead: Mapping[str, datetime]) -> FileLine:
    content = file.content
    if content is None:
        url = safe_web_address(file.url) or ""
        return FileLine(file, *_named(file, reader), url=url, dead=dead.get(file.url))
    address = reverse("library:file", args=[file.public_id])
    return FileLine(
        file,
        *_named(file, reader),
        url=address,
        form=_FORMS.get(content.content_type, ""),
        size=sized(content.size),
        pages=content.pages,
        opens=f"{address}?inline=1" if content.content_type == "application/pdf" else "",
        held_back=content.quarantined_at is not None,
    )


def _named(file: DocumentFile, reader: Reader) -> tuple[str, str, str]:
    return language_name(file.language, reader.language), file.language, direction(file.language)


def attached_document(document: Document, reader: Reader) -> Given:
    """A document that was read ``with_files``, as its reader gets it. No query."""
    lines = file_lines(given_files(document), reader, {})
    best = best_of(lines, reader)
    page = reverse("library:document", args=[document.slug])
    form = f"{best.form}, {best.size}" if best and best.form else ""
    said = languages_said(lines, best, reader) if lines else ""
    return Given(reverse("library:read", args=[document.slug]) if best else page, form, said, page)


def best_of(lines: Sequence[FileLine], reader: Reader) -> FileLine | None:
    """What a reader gets who does not choose: the file in the first of his languages; None where there is none."""
    own = {base(tag) for tag in reader.languages}
    return next((line for line in lines if base(line.code) in own and line.reaches and not line.dead), None)


def languages_said(lines: Sequence[FileLine], best: FileLine | None, reader: Reader) -> str:
    """In which languages there is a document: “in French; also in English and Spanish”."""
    others = listed([line.language for line in lines if line is not best], reader.language)
    if best is None:
        return _("Not there in a language that you read. There is: %(languages)s.") % {"languages": others}
    if not others:
        return _("in %(language)s") % {"language": best.language}
    return _("in %(language)s; also in %(others)s") % {"language": best.language, "others": others}


def missing_own(best: FileLine | None, reader: Reader) -> str:
    """That a document is not there in the reader's first language, where he gets it in another; else empty."""
    if best is None or base(best.code) == base(reader.language):
        return ""
    return _("It is not there in %(language)s.") % {"language": language_name(reader.language, reader.language)}


def earlier_own(best: FileLine | None, earlier: Iterable[VersionLine], reader: Reader) -> str:
    """That an earlier version is there in a language of the reader that he prefers to what he gets; else empty."""
    wanted = [base(tag) for tag in reader.languages]
    if best is not None:
        wanted = wanted[: wanted.index(base(best.code))]
    there = {base(line.code): line.language for each in earlier for line in each.files if line.reaches}
    found = next((there[tag] for tag in wanted if tag in there), "")
    return _("An earlier version is there in %(language)s.") % {"language": found} if found else ""


def cover_of(document: Document, lines: Sequence[FileLine], title: Picked, reader: Reader) -> Cover | None:
    """The first page of the file that the reader gets, else of the first that has one."""
    drawn = [each.file for each in lines if each.file.content and each.file.content.cover and not each.held_back]
    if not drawn:
        return None
    content = drawn[0].content
    assert content is not None
    said = str(text_for(document.cover_alt, reader, document.source_language))
    return Cover(
        url=reverse("library:cover", args=[drawn[0].public_id]),
        width=content.cover_width,
        height=content.cover_height,
        alt=said or _("First page of “%(title)s”") % {"title": title.words},
    )


def licence_of(document: Document) -> tuple[str, str, str]:
    """The name of the licence, where it can be read, and more words; all empty where nothing is said."""
    name = "" if document.licence in {Licence.UNKNOWN, Licence.OTHER} else str(document.get_licence_display())
    return name, LICENCE_PAGES.get(document.licence, ""), document.licence_words
