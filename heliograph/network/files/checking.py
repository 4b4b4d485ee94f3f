"""What is handed in, looked at before it is kept: what it is, whether it is whole, and whether it can do harm.

``docs/files.md`` has the rules. A file is what its bytes say, never what its name or its sender says.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from heliograph.network.files import images, incoming, names, pdf, refusals, scanning, sniffing
from heliograph.network.files.kinds import KINDS, TYPES, FileType, labels
from heliograph.texts.commas import with_commas


@dataclass(frozen=True)
class Limits:
    """What is taken: ``kinds`` (keys of ``kinds.KINDS``, none: all), bytes of one file, and how many files.

    ``pages`` are those of a PDF, 0: as many as the operator says.
    """

    kinds: tuple[str, ...] = tuple(KINDS)
    largest: int = 10 * 1024 * 1024
    number: int = 1
    pages: int = 0


@dataclass(frozen=True)
class Checked:
    """A file that may be kept, as it will be: ``content`` is a seekable temporary file, gone when it is let go.

    ``size`` is in bytes, ``digest`` the SHA-256 of the content in hexadecimal. ``scanner`` names who looked for
    viruses, and is empty where nobody did. ``pages`` are those of a PDF, else 0.
    """

    content: IO[bytes]
    content_type: str
    size: int
    digest: str
    name: str
    scanner: str = ""
    pages: int = 0


def check(upload: UploadedFile[Any], limits: Limits) -> Checked:
    """Look at a file. Raises Refused with a sentence that names the file, the reason and the mend."""
    name = names.base_of(upload.name or "") or "?"
    with incoming.room_for(name), ExitStack() as held:
        file = held.enter_context(closing(incoming.new()))
        _receive(upload, file, name, min(limits.largest, settings.UPLOAD_LIMIT))
        found = _type_of(file, name, limits.kinds or tuple(KINDS))
        scanner = scanning.scan(file, name)
        pages = pdf.check(file, name, limits.pages or settings.PDF_PAGES) if found == "pdf" else 0
        kept, found = _opened(file, found, name)
        checked = replace(_checked(kept, found, name, scanner), pages=pages)
        if kept is file:
            held.pop_all()
        return checked


def check_number(count: int, limits: Limits) -> None:
    """Raise Refused where there are more files than are taken; ``count`` includes those kept before."""
    if count > limits.number:
        raise refusals.too_many(limits.number)


def _receive(upload: UploadedFile[Any], file: IO[bytes], name: str, largest: int) -> None:
    """Copy an upload piece by piece into a file of its own."""
    if (upload.size or 0) > largest:
        raise refusals.too_large(name, largest)
    size = 0
    for step in upload.chunks():
        size += len(step)
        if size > largest:
            raise refusals.too_large(name, largest)
        file.write(step)
    if not size:
        raise refusals.empty(name)


def _type_of(file: IO[bytes], name: str, kinds: tuple[str, ...]) -> str:
    suffix = names.suffix_of(name)
    if suffix in names.PROGRAMS:
        raise refusals.program(name)
    if suffix in names.PAGES:
        raise refusals.page(name)
    found, wanted = sniffing.type_of(file, name), with_commas(labels(kinds))
    if not found:
        raise refusals.unknown(name, wanted)
    of_type = _kept_as(found)
    if not set(of_type.kinds) & set(kinds):
        raise refusals.unwanted(name, str(KINDS[of_type.kinds[0]]), wanted)
    return found


def _kept_as(found: str) -> FileType:
    return TYPES["png" if found == "gif" else found]


def _opened(file: IO[bytes], found: str, name: str) -> tuple[IO[bytes], str]:
    """The file as it will be kept, and the key of its type, after what can be opened was opened."""
    if "image" in _kept_as(found).kinds:
        return images.rewritten(file, name)
    return file, found


def _checked(file: IO[bytes], found: str, name: str, scanner: str) -> Checked:
    os.fsync(file.fileno())
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    file.seek(0)
    kept_as = _kept_as(found)
    kept_name = names.cleaned(name, kept_as.suffixes)
    return Checked(file, kept_as.content_type, size, digest, kept_name, scanner)
