"""The picture of a programme, and the files and links that go with a programme or a call."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from heliograph.calls.desk.doors import held_call, held_programme, saved
from heliograph.calls.desk.entries import log
from heliograph.calls.desk.removing import forget_file
from heliograph.calls.models import Attachment, Call, Programme
from heliograph.frame.media import ATTACHABLE
from heliograph.frame.pictures import MAX_BYTES, NoPicture, reencode
from heliograph.network.models import Person
from heliograph.network.states import Refused

Owner = Programme | Call


def set_picture(programme: Programme, file: File[bytes], alt: str, by: Person, at: datetime) -> Programme:
    """Write a picture anew in place of the present one; ``alt`` is in the programme's language. Raises Refused."""
    if not alt.strip():
        raise Refused("alt-missing", _("Say in a few words what the picture shows, for those who do not see it."))
    try:
        data, suffix = reencode(file.read(MAX_BYTES + 1))
    except NoPicture as wrong:
        raise Refused(wrong.code, wrong.sentence) from None
    with transaction.atomic():
        held = held_programme(programme, by)
        _drop_picture(held)
        held.image.save(f"{held.slug[:40]}.{suffix}", ContentFile(data), save=False)
        held.image_alt = LazyI18nString({held.source_language: alt.strip()[:300]})
        saved(held, at)
    return held


@transaction.atomic
def remove_picture(programme: Programme, by: Person, at: datetime) -> Programme:
    """Take the picture away, with its words. Raises Refused."""
    held = held_programme(programme, by)
    _drop_picture(held)
    held.image, held.image_alt = "", LazyI18nString({})
    saved(held, at)
    return held


def _drop_picture(programme: Programme) -> None:
    if programme.image:
        storage, name = programme.image.storage, str(programme.image.name)
        transaction.on_commit(lambda: storage.delete(name))


def _held(owner: Owner, by: Person) -> Owner:
    return held_programme(owner, by) if isinstance(owner, Programme) else held_call(owner, by)


def _written(owner: Owner, verb: str, by: Person, at: datetime, **data: Any) -> None:
    saved(owner, at)
    if isinstance(owner, Call):
        log(owner, verb, by, at, **data)


def _of(owner: Owner) -> dict[str, Owner]:
    return {"programme" if isinstance(owner, Programme) else "call": owner}


def add_link(owner: Owner, url: str, title: str, language: str, by: Person, at: datetime) -> Attachment:
    """Put a link last; ``title`` is in the language of the owner. Raises Refused."""
    if not title.strip():
        raise Refused("no-title", _("Give the link a title."))
    return _add(owner, title, language, by, at, url=url)


def add_file(owner: Owner, file: File[bytes], title: str, language: str, by: Person, at: datetime) -> Attachment:
    """Put a file last, under its own name where it has no title. Raises Refused: kind, size."""
    path = PurePosixPath(file.name or "")
    if path.suffix.lower() not in ATTACHABLE:
        raise Refused("kind-of-file", _("Files of this kind are not taken. Use a PDF or a document."))
    if file.size > settings.UPLOAD_LIMIT:
        limit = settings.UPLOAD_LIMIT // (1024 * 1024)
        sentence = _("This file is larger than %(limit)s MB. Save it smaller and try again.")
        raise Refused("too-big", sentence % {"limit": limit})
    file.name = f"{slugify(path.stem)[:60] or 'file'}{path.suffix.lower()}"
    return _add(owner, title.strip() or path.stem, language, by, at, file=file)


@transaction.atomic
def _add(owner: Owner, title: str, language: str, by: Person, at: datetime, **what: Any) -> Attachment:
    held = _held(owner, by)
    words = LazyI18nString({held.source_language: title.strip()[:250]})
    position = max(held.attachments.values_list("position", flat=True), default=-1) + 1
    made: Attachment = Attachment.objects.create(**_of(held), **what, title=words, language=language, position=position)
    _written(held, "file", by, at, title=title.strip()[:250])
    return made


@transaction.atomic
def describe(
    attachment: Attachment, owner: Owner, titles: Mapping[str, str], language: str, by: Person, at: datetime
) -> Attachment:
    """Write an attachment's titles by language, and the language it is in. Raises Refused."""
    held = _held(owner, by)
    written = {code: words.strip()[:250] for code, words in titles.items() if words.strip()}
    if held.source_language not in written:
        raise Refused("no-title", _("Write the title in the language of the original."))
    attachment.title, attachment.language = LazyI18nString(written), language
    attachment.save(update_fields=["title", "language"])
    _written(held, "file-edit", by, at, title=written[held.source_language])
    return attachment


@transaction.atomic
def move(attachment: Attachment, owner: Owner, steps: int, by: Person, at: datetime) -> None:
    """Put an attachment so many places further down (negative: up); at an end it stays. Raises Refused."""
    held = _held(owner, by)
    rows = list(held.attachments.order_by("position", "pk"))
    index = next(number for number, row in enumerate(rows) if row.pk == attachment.pk)
    rows.insert(min(max(0, index + steps), len(rows) - 1), rows.pop(index))
    for position, row in enumerate(rows):
        if row.position != position:
            held.attachments.filter(pk=row.pk).update(position=position)
    _written(held, "file-edit", by, at)


@transaction.atomic
def remove(attachment: Attachment, owner: Owner, by: Person, at: datetime) -> None:
    """Take an attachment away; its file goes once that is sure. Raises Refused."""
    held = _held(owner, by)
    title = str(attachment.title)
    forget_file(attachment)
    attachment.delete()
    _written(held, "file-remove", by, at, title=title)
