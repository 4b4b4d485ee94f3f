"""What is done with documents: begun, edited, given versions and files, published, taken back, deleted.

Each function holds the document's row, checks who acts, writes its log, and makes the pages that show it stale. A file
is looked at before the row is held (``contents.checked``), as that may take a while.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from heliograph.frame.finished import touch
from heliograph.frame.translating import Reviewed, write_texts
from heliograph.library import contents, uses
from heliograph.library.editing import FIELDS, TEXTS, Changes, Stale, mark_of, place_last, with_clean_title
from heliograph.library.entries import about_file, about_version, log, log_holding
from heliograph.library.models import Document, DocumentContent, DocumentFile, DocumentVersion
from heliograph.library.naming import free_slug
from heliograph.library.rules import documents_kept_by, may_edit, may_give_to
from heliograph.library.search import forget, index
from heliograph.library.states import DocumentState
from heliograph.network.files.checking import Checked
from heliograph.network.models import Organization, Person
from heliograph.network.rules import is_secretariat
from heliograph.network.states import Refused
from heliograph.texts.multilingual import texts_of
from heliograph.texts.weblinks import safe_web_address

Texts = Mapping[str, str]
Fields = Mapping[str, Any]


def held(document: Document, by: Person) -> Document:
    """The row, locked to the end of the transaction. Raises Refused for who may not edit it."""
    found = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if not may_edit(by, found):
        raise Refused("not-yours", _("This document is kept by somebody else. Ask the secretariat."))
    return found


def saved(document: Document, at: datetime) -> None:
    """Write a document that was changed; it is found by its new words, and pages that show it are made anew."""
    document.saved_at = at
    document.save()
    index([document])
    touch()


def _check_organizer(organizer: Organization | None, by: Person) -> None:
    if not may_give_to(by, organizer):
        raise Refused("not-your-organization", _("You keep documents for the organization whose organizer you are."))


@transaction.atomic
def start_document(fields: Fields, by: Person, at: datetime) -> Document:
    """A new draft with an empty first version in preparation. ``fields`` as ``editing`` names them. Raises Refused."""
    _check_organizer(fields.get("organizer"), by)
    fields = with_clean_title(fields)
    source = fields.get("source_language", "en")
    title = fields["title"].get(source, "")
    if not title.strip():
        raise Refused("no-title", _("Write the title in the language of the original."))
    made = Document(slug=free_slug(Document.objects.all(), title, "document"), created_at=at, saved_at=at)
    _put(made, fields)
    write_texts(made, [name for name in TEXTS if name in fields], fields, Reviewed(), source)
    saved(made, at)
    DocumentVersion.objects.create(document=made, number=1, dated=_dated(fields, at), made_at=at, made_by=by)
    log(made, "create", by, at)
    return made


def _dated(fields: Fields, at: datetime) -> date:
    given: date | None = fields.get("issued_on")
    return given or at.date()


def _put(document: Document, fields: Fields) -> None:
    moved = "collection" in fields and fields["collection"] != document.collection
    for name in FIELDS:
        if name in fields:
            setattr(document, name, fields[name])
    if document.issued_on is not None:
        document.year = document.issued_on.year
    if moved:
        place_last(document)


@transaction.atomic
def save_document(
    document: Document, fields: Fields, reviewed: Reviewed, seen: str, by: Person, at: datetime
) -> Document:
    """Save fields and texts. Raises Stale where somebody else has saved since ``seen``, and Refused."""
    row = held(document, by)
    if mark_of(row) != seen:
        raise Stale
    if fields["organizer"] != row.organizer:
        _check_organizer(fields["organizer"], by)
    changes = Changes(row)
    _put(row, fields)
    write_texts(row, TEXTS, with_clean_title(fields), reviewed, row.source_language)
    saved(row, at)
    _log_save(row, changes, by, at)
    return row


def _log_save(document: Document, changes: Changes, by: Person, at: datetime) -> None:
    """Write down a save, and apart from it that others may see the document now."""
    fields = changes.fields()
    if "access" in fields:
        fields.remove("access")
        log(document, "access", by, at, access=document.access)
        if not fields:
            return
    languages = changes.languages()
    log(document, "edit", by, at, fields=fields, **({"languages": languages} if languages else {}))


@transaction.atomic
def new_version(document: Document, dated: date, note: Texts, by: Person, at: datetime) -> DocumentVersion:
    """A version in preparation after those there are; where there is one in preparation already, that one."""
    row = held(document, by)
    found = row.versions.filter(released_at=None).first()
    if found is not None:
        return found
    last = row.versions.order_by("-number").first()
    words = LazyI18nString({language: text for language, text in note.items() if text})
    made: DocumentVersion = row.versions.create(
        number=last.number + 1 if last else 1, dated=dated, note=words, made_at=at, made_by=by
    )
    log(row, "version", by, at, **about_version(made))
    return made


@transaction.atomic
def save_version(
    version: DocumentVersion, fields: Fields, reviewed: Reviewed, seen: str, by: Person, at: datetime
) -> DocumentVersion:
    """Save ``dated`` and ``note`` of a version, also of a released one.

    Raises Stale where somebody else has saved since ``seen``, and Refused.
    """
    document = held(version.document, by)
    row = document.versions.get(pk=version.pk)
    if mark_of(row) != seen:
        raise Stale
    changes = Changes(row)
    row.dated = fields["dated"]
    write_texts(row, ["note"], fields, reviewed, document.source_language)
    row.save()
    saved(document, at)
    log(document, "version-edit", by, at, **about_version(row), fields=changes.fields())
    return row


def add_upload(version: DocumentVersion, upload: Any, language: str, by: Person, at: datetime) -> DocumentFile:
    """Look at an uploaded file and give it to a version in a language; one that was there is replaced.

    Raises Refused for what is not taken as a file, and for who may not edit the document.
    """
    given = contents.checked(upload)
    return add_file(version, given, language, by, at)


@transaction.atomic
def add_file(version: DocumentVersion, given: Checked, language: str, by: Person, at: datetime) -> DocumentFile:
    """The same for a file that was looked at already. The same content once more changes nothing."""
    document = held(version.document, by)
    content = contents.keep(given, at)
    found = version.files.standing().filter(language=language, content=content).first()
    return found or _give(document, version, by, at, language=language, content=content, name=given.name)


@transaction.atomic
def add_link(version: DocumentVersion, url: str, language: str, by: Person, at: datetime) -> DocumentFile:
    """Give a version a link in a language; what was there is replaced. Raises Refused."""
    document, address = held(version.document, by), safe_web_address(url.strip())
    if not address:
        raise Refused("no-address", _("This is no web address. It begins with https://."))
    if "@" in urlsplit(address).netloc:
        raise Refused("with-name", _("This address has a user name or a password in it. Take it out of the address."))
    found = version.files.standing().filter(language=language, url=address).first()
    return found or _give(document, version, by, at, language=language, url=address)


def _give(document: Document, version: DocumentVersion, by: Person, at: datetime, **what: Any) -> DocumentFile:
    row = document.versions.get(pk=version.pk)
    before = row.files.standing().filter(language=what["language"]).first()
    _take(row, before, at)
    made: DocumentFile = row.files.create(added_at=at, **what)
    _changed(document, row, at)
    log(document, "file" if before is None else "file-replaced", by, at, **about_file(made))
    return made


def _take(version: DocumentVersion, file: DocumentFile | None, at: datetime) -> None:
    """Take a file out of a version: of a released one it stays, since somebody may be fetching it, or have its link."""
    if file is None:
        return
    if version.released_at is None:
        file.delete()
    else:
        file.replaced_at = at
        file.save(update_fields=["replaced_at"])


def _changed(document: Document, version: DocumentVersion, at: datetime) -> None:
    """Save, and tell those that use the document where readers get something else now."""
    saved(document, at)
    if version.current and document.state == DocumentState.PUBLISHED:
        uses.tell(document, version.number, at)


@transaction.atomic
def remove_file(file: DocumentFile, by: Person, at: datetime) -> None:
    """Take a file or link away. The last one of what readers get now stays. Raises Refused."""
    document = held(file.version.document, by)
    version = document.versions.get(pk=file.version_id)
    standing = version.files.standing().filter(pk=file.pk).first()
    if standing is None:
        return
    if version.current and version.files.standing().count() == 1:
        raise Refused("last-file", _("This is the only file of the version that readers get. Replace it instead."))
    said = about_file(standing)
    _take(version, standing, at)
    _changed(document, version, at)
    log(document, "file-remove", by, at, **said)


@transaction.atomic
def release(version: DocumentVersion, by: Person, at: datetime) -> DocumentVersion:
    """Let readers get a version in place of the one before. A second time nothing happens. Raises Refused."""
    document = held(version.document, by)
    row = document.versions.get(pk=version.pk)
    if row.released_at is not None:
        return row
    if not row.files.standing().exists():
        raise Refused("no-file", _("This version has no file and no link yet. Add one first."))
    document.versions.filter(current=True).update(current=False)
    row.released_at, row.current = at, True
    row.save(update_fields=["released_at", "current"])
    _changed(document, row, at)
    log(document, "release", by, at, **about_version(row))
    return row


@transaction.atomic
def publish(document: Document, by: Person, at: datetime) -> Document:
    """Show a document to those who may see it; its first version is released with it. Raises Refused."""
    row = held(document, by)
    if row.state == DocumentState.PUBLISHED:
        return row
    if not texts_of(row.title).get(row.source_language, "").strip():
        raise Refused("no-title", _("The document has no title in the language it is written in. Write one."))
    if not row.versions.filter(current=True).exists():
        prepared = row.versions.filter(released_at=None).first()
        if prepared is None:
            raise Refused("no-version", _("The document has no version. Make one first."))
        release(prepared, by, at)
        row = held(document, by)
    row.state, row.published_at = DocumentState.PUBLISHED, row.published_at or at
    saved(row, at)
    log(row, "publish", by, at, access=row.access)
    return row


@transaction.atomic
def unpublish(document: Document, by: Person, at: datetime) -> Document:
    """Make a document a draft again: nobody else finds it, nor its files, wherever it is used. Raises Refused."""
    row = held(document, by)
    if row.state == DocumentState.DRAFT:
        return row
    row.state = DocumentState.DRAFT
    saved(row, at)
    log(row, "unpublish", by, at)
    return row


def check_removal(document: Document) -> None:
    """Raise Refused for a document that may not be deleted."""
    if document.state != DocumentState.DRAFT or document.published_at is not None:
        raise Refused("published", _("This document was published. Make it a draft: then nobody else finds it."))
    if uses.count(document):
        raise Refused("used", _("This document is used. Take it away there first."))


@transaction.atomic
def remove(document: Document, by: Person) -> None:
    """Delete a draft that was never published, with its versions. Raises Refused."""
    row = held(document, by)
    check_removal(row)
    forget([row.pk])
    row.delete()
    touch()


def _check_holding(content: DocumentContent, by: Person, *, back: bool) -> None:
    """An organizer holds back what stands in his own documents alone, and gives nothing out again. Raises Refused."""
    if not back:
        raise Refused("secretariat", _("Only the secretariat gives a file out again. Ask it."))
    if content.files.exclude(version__document__in=documents_kept_by(by).values("pk")).exists():
        raise Refused("shared", _("This file is in use beyond your documents. Ask the secretariat to hold it back."))


@transaction.atomic
def hold_back(file: DocumentFile, by: Person, at: datetime, *, back: bool = True) -> None:
    """Give a content out no more, wherever it stands, or again (``back`` False); twice is as once. Raises Refused."""
    held(file.version.document, by)
    if file.content is None:
        raise Refused("a-link", _("This is a link. Take it away instead."))
    if not is_secretariat(by):
        _check_holding(file.content, by, back=back)
    content = DocumentContent.objects.select_for_update().get(pk=file.content.pk)
    if back is (content.quarantined_at is not None):
        return
    content.quarantined_at = at if back else None
    content.save(update_fields=["quarantined_at"])
    log_holding(content, by, at, back=back)
    touch()
