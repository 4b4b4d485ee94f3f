"""A document of the library put beside a programme or a call, and looked at again after it has changed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from heliograph.calls.desk.doors import held_call, held_programme, saved
from heliograph.calls.desk.entries import log
from heliograph.calls.documents.attached import number_of
from heliograph.calls.models import Attachment, Call, Programme
from heliograph.library.models import Document
from heliograph.library.rules import visible_to
from heliograph.network.models import Person
from heliograph.network.states import Refused
from heliograph.texts.multilingual import pick, texts_of

Owner = Programme | Call


def _held(owner: Owner, by: Person) -> Owner:
    return held_programme(owner, by) if isinstance(owner, Programme) else held_call(owner, by)


def _written(owner: Owner, verb: str, by: Person, at: datetime, title: str) -> None:
    saved(owner, at)
    if isinstance(owner, Call):
        log(owner, verb, by, at, title=title)


@transaction.atomic
def add_document(owner: Owner, document: Document, title: str, by: Person, at: datetime) -> Attachment:
    """Put a document last, under its own titles where none is given. A second time nothing happens. Raises Refused."""
    held = _held(owner, by)
    if not visible_to(by).filter(pk=document.pk).exists():
        raise Refused("no-document", _("This document is not there any more. Choose another."))
    found: Attachment | None = held.attachments.filter(document=document).first()
    if found is not None:
        return found
    position = max(held.attachments.values_list("position", flat=True), default=-1) + 1
    key = "programme" if isinstance(held, Programme) else "call"
    titles, source = texts_of(document.title), held.source_language
    own = title.strip() or pick(document.title, [source, document.source_language])[0]
    made: Attachment = Attachment.objects.create(
        **{key: held},
        document=document,
        document_number=number_of(document),
        title=LazyI18nString({source: own[:250]} if title.strip() else {**titles, source: own[:250]}),
        position=position,
    )
    _written(held, "file", by, at, own[:250])
    return made


@transaction.atomic
def looked_at(attachment: Attachment, owner: Owner, by: Person, at: datetime) -> None:
    """Somebody has looked at what has changed in a document. Raises Refused."""
    held = _held(owner, by)
    if attachment.document is not None:
        attachment.document_number = number_of(attachment.document)
        attachment.save(update_fields=["document_number"])
        _written(held, "file-edit", by, at, str(attachment.title))
