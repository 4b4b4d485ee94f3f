"""The work of a process apart (``frame/apart.py``) that opens a PDF; it knows nothing of this project.

Every object of the file is looked at, also those that no table names any more: readers differ in which they find.
"""

from __future__ import annotations

import mmap
import os
import re
import struct
import zlib
from collections.abc import Container, Iterable, Iterator
from itertools import islice
from typing import Any

from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psexceptions import PSException
from pdfminer.psparser import PSLiteral

_ACTIONS = {
    "JavaScript": "active", "Launch": "active", "ImportData": "active", "SubmitForm": "active", "GoToE": "within",
    "GoToR": "active",
    "RichMediaExecute": "active",
}  # fmt: skip
#: The same as it stands in a file where nothing is packed, for what no table leads to.
_WRITTEN = re.compile(rb"/S\s*/(?:JavaScript|Launch)\b")
_OBJECT = re.compile(rb"\b(\d{1,10})\s+\d{1,5}\s+obj\b")
_DAMAGED = (
    PDFException, PSException, ValueError, LookupError, TypeError, AttributeError, AssertionError, ArithmeticError,
    struct.error, zlib.error,
)  # fmt: skip
_TYPES = {"EmbeddedFile": "within", "FileAttachment": "within", "RichMedia": "active"}


def run(argument: list[int]) -> Iterator[dict[str, Any]]:
    """``argument``: a descriptor, the most pages. Tells ``pages``, or ``refused``: locked, pages, active, within."""
    descriptor, most = argument
    with (
        os.fdopen(descriptor, "rb", closefd=False) as file,
        mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ) as whole,
    ):
        try:
            document = PDFDocument(PDFParser(file))
        except PDFPasswordIncorrect:
            yield {"refused": "locked"}
            return
        yield _told(document, whole, most)


def _told(document: PDFDocument, whole: mmap.mmap, most: int) -> dict[str, Any]:
    if document.encryption is not None:
        return {"refused": "locked"}
    pages = sum(1 for _page in islice(PDFPage.create_pages(document), most + 1))
    if pages > most:
        return {"refused": "pages"}
    if _WRITTEN.search(whole):
        return {"refused": "active"}
    found = next(filter(None, map(_harm, _dictionaries(_objects(document, whole)))), "")
    return {"refused": found} if found else {"pages": pages}


def _objects(document: PDFDocument, whole: mmap.mmap) -> Iterator[Any]:
    """What the tables of the file name, together and each on its own: a later one hides what an earlier one names.

    And what stands in the file, whether a table names it or not.
    """
    tables = list(document.xrefs)
    yield [table.get_trailer() for table in tables]
    for view in (tables, *([table] for table in tables if len(tables) > 1)):
        yield from _named(document, view)
    document.xrefs = tables
    yield from _standing(
        document, whole, {table.get_pos(number)[:2] for table in tables for number in table.get_objids()}
    )


def _named(document: PDFDocument, tables: list[Any]) -> Iterator[Any]:
    document.xrefs = tables
    document._cached_objs.clear()
    document._parsed_objs.clear()
    for number in {number for table in tables for number in table.get_objids()}:
        try:
            yield document.getobj(number)
        except _DAMAGED:
            continue


def _standing(document: PDFDocument, whole: mmap.mmap, seen: Container[object]) -> Iterator[Any]:
    """The objects that are written in the file, those packed into them too, but those already ``seen``."""
    for written in _OBJECT.finditer(whole):
        if (None, written.start()) in seen:
            continue
        try:
            found = document._getobj_parse(written.start(), int(written[1]))
            yield found
            if isinstance(found, PDFStream) and _word(found.get("Type")) == "ObjStm":
                yield document._get_objects(found)[0]
        except _DAMAGED:
            continue


def _dictionaries(values: Iterable[Any]) -> Iterator[dict[str, Any]]:
    for value in values:
        waiting = [value]
        while waiting:
            one = waiting.pop()
            if isinstance(one, PDFStream):
                one = one.attrs
            if isinstance(one, dict):
                yield one
                waiting += one.values()
            elif isinstance(one, list):
                waiting += one


def _harm(one: dict[str, Any]) -> str:
    """Why a dictionary makes the file one that is not taken; empty where it does not."""
    if harm := _ACTIONS.get(_word(one.get("S"))):
        return harm
    if harm := _TYPES.get(_word(one.get("Type"))) or _TYPES.get(_word(one.get("Subtype"))):
        return harm
    if any(map(_leads_away, _automatic(one))):
        return "active"
    if isinstance(resolve1(one.get("JS")), bytes | PDFStream) or "XFA" in one:
        return "active"
    return "within" if isinstance(resolve1(one.get("EF")), dict) else ""


def _automatic(one: dict[str, Any]) -> Iterator[Any]:
    """The actions that a dictionary names and that nobody asks for: on opening, on turning to a page, on touching."""
    yield resolve1(one.get("OpenAction"))
    events = resolve1(one.get("AA"))
    if isinstance(events, dict):
        yield from map(resolve1, events.values())


def _leads_away(action: Any) -> bool:
    """Whether an automatic action opens an address. One that others follow is taken for such: they may be endless."""
    return isinstance(action, dict) and (_word(action.get("S")) == "URI" or "Next" in action)


def _word(value: Any) -> str:
    value = resolve1(value)
    return str(value.name) if isinstance(value, PSLiteral) else ""
