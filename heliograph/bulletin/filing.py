"""Pictures and files of an item: taken in, described, taken away. On a published issue each change needs a note."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from heliograph.bulletin.editing import check_note, lock, log_change
from heliograph.bulletin.models import Attachment, Issue, Item, Picture
from heliograph.bulletin.pictures import MAX_BYTES, reencode
from heliograph.bulletin.states import Refused
from heliograph.frame.media import ATTACHABLE
from heliograph.network.models import Person
from heliograph.texts.multilingual import texts_of


def add_picture(
    item: Item, file: File[bytes], alt: str, caption: str, actor: Person | None, at: datetime, note: str = ""
) -> Picture:
    """Write a picture anew and put it last; its words are in the issue's own language. Raises Refused."""
    data, suffix = reencode(file.read(MAX_BYTES + 1))
    with transaction.atomic():
        issue = _open(item, note)
        source = issue.source_language
        position = max(item.pictures.values_list("position", flat=True), default=-1) + 1
        picture = Picture(
            item=item,
            position=position,
            file=ContentFile(data, name=f"{issue.number}-{item.slug}-{position}.{suffix}"),
            alt=LazyI18nString({source: alt[:300]} if alt else {}),
            caption=LazyI18nString({source: caption[:300]} if caption else {}),
        )
        picture.save()
        log_change(issue, actor, at, "picture", item.slug, correction=note)
    return picture


def describe_picture(
    picture: Picture, language: str, alt: str, caption: str, actor: Person | None, at: datetime, note: str = ""
) -> None:
    """Write what a picture shows and its caption in one language; the others stay."""
    with transaction.atomic():
        issue = _open(picture.item, note)
        for name, words in (("alt", alt), ("caption", caption)):
            said = {**texts_of(getattr(picture, name)), language: words[:300]}
            setattr(picture, name, LazyI18nString({code: text for code, text in said.items() if text}))
        picture.save(update_fields=["alt", "caption"])
        log_change(issue, actor, at, "picture", picture.item.slug, correction=note)


def add_attachment(
    item: Item, file: File[bytes], title: str, actor: Person | None, at: datetime, note: str = ""
) -> Attachment:
    """Put a file beside an item. Raises Refused where its kind or size is not taken."""
    suffix = PurePosixPath(file.name or "").suffix.lower()
    if suffix not in ATTACHABLE:
        raise Refused("kind-of-file", _("Files of this kind are not taken. Use a PDF or a document."))
    if file.size > settings.UPLOAD_LIMIT:
        limit = settings.UPLOAD_LIMIT // (1024 * 1024)
        raise Refused(
            "too-big", _("This file is larger than %(limit)s MB. Save it smaller and try again.") % {"limit": limit}
        )
    with transaction.atomic():
        issue = _open(item, note)
        position = max(item.attachments.values_list("position", flat=True), default=-1) + 1
        stem = slugify(PurePosixPath(file.name or "").stem)[:60] or "file"
        file.name = f"{stem}{suffix}"
        name = title.strip()[:250] or stem
        attachment = Attachment.objects.create(item=item, position=position, title=name, file=file)
        log_change(issue, actor, at, "attachment", item.slug, correction=note)
    return attachment


def take_away(record: Picture | Attachment, actor: Person | None, at: datetime, note: str = "") -> None:
    """Take a picture or file off its item; the file itself goes after the change is sure."""
    with transaction.atomic():
        issue = _open(record.item, note)
        slug, file = record.item.slug, record.file
        record.delete()
        log_change(issue, actor, at, "take-away", slug, correction=note)
        transaction.on_commit(lambda: file.delete(save=False))


def _open(item: Item, note: str) -> Issue:
    issue = lock(item.issue)
    check_note(issue, note)
    return issue
