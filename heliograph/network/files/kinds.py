"""The kinds of files that a question can ask for, and the types that each takes: a small table of our own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class FileType:
    """What a file can be. ``suffixes`` are those it may keep, without the dot; the first is given to it otherwise.

    ``shown``: it was written anew here and may be shown in a page, as nothing else is.
    """

    key: str
    content_type: str
    suffixes: tuple[str, ...]
    kinds: tuple[str, ...]
    shown: bool = False


#: What the desk offers, by key; in the order in which it is offered.
KINDS: Mapping[str, str | Promise] = {
    "pdf": pgettext_lazy("kind of file", "PDF"),
    "image": pgettext_lazy("kind of file", "picture"),
    "text": pgettext_lazy("kind of file", "plain text"),
    "document": pgettext_lazy("kind of file", "text document"),
    "sheet": pgettext_lazy("kind of file", "spreadsheet"),
    "slides": pgettext_lazy("kind of file", "slides"),
    "audio": pgettext_lazy("kind of file", "sound"),
    "video": pgettext_lazy("kind of file", "film"),
}

_OPEN_XML = "application/vnd.openxmlformats-officedocument"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
TYPES: Mapping[str, FileType] = {
    one.key: one
    for one in (
        FileType("pdf", "application/pdf", ("pdf",), ("pdf",)),
        FileType("jpeg", "image/jpeg", ("jpg", "jpeg"), ("image",), shown=True),
        FileType("png", "image/png", ("png",), ("image",), shown=True),
        FileType("webp", "image/webp", ("webp",), ("image",), shown=True),
        FileType("plain", "text/plain", ("txt", "md"), ("text",)),
        FileType("csv", "text/csv", ("csv", "tsv"), ("sheet", "text")),
        FileType("docx", f"{_OPEN_XML}.wordprocessingml.document", ("docx",), ("document",)),
        FileType("odt", f"{_OPEN_DOCUMENT}.text", ("odt",), ("document",)),
        FileType("xlsx", f"{_OPEN_XML}.spreadsheetml.sheet", ("xlsx",), ("sheet",)),
        FileType("ods", f"{_OPEN_DOCUMENT}.spreadsheet", ("ods",), ("sheet",)),
        FileType("pptx", f"{_OPEN_XML}.presentationml.presentation", ("pptx",), ("slides",)),
        FileType("odp", f"{_OPEN_DOCUMENT}.presentation", ("odp",), ("slides",)),
        FileType("mp3", "audio/mpeg", ("mp3",), ("audio",)),
        FileType("m4a", "audio/mp4", ("m4a",), ("audio",)),
        FileType("ogg", "audio/ogg", ("ogg", "oga", "opus"), ("audio",)),
        FileType("wav", "audio/wav", ("wav",), ("audio",)),
        FileType("flac", "audio/flac", ("flac",), ("audio",)),
        FileType("mp4", "video/mp4", ("mp4", "m4v"), ("video",)),
        FileType("mov", "video/quicktime", ("mov",), ("video",)),
        FileType("webm", "video/webm", ("webm",), ("video",)),
    )
}


def types_of(kinds: Collection[str]) -> list[FileType]:
    """The types that some kinds take."""
    return [one for one in TYPES.values() if not kinds or set(one.kinds) & set(kinds)]


def accept(kinds: Collection[str]) -> str:
    """For the attribute ``accept`` of a field: the suffixes that some kinds take. GIF is taken, and kept as PNG."""
    suffixes = [suffix for one in types_of(kinds) for suffix in one.suffixes]
    if "png" in suffixes:
        suffixes.append("gif")
    return ",".join(f".{suffix}" for suffix in suffixes)


def labels(kinds: Iterable[str]) -> list[str]:
    """The words for some kinds, in the language in force."""
    return [str(KINDS[kind]) for kind in kinds if kind in KINDS]


def shown_types() -> frozenset[str]:
    """The content types that may be shown in a page."""
    return frozenset(one.content_type for one in TYPES.values() if one.shown)
