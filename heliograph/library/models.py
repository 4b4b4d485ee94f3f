"""Documents, their versions, the files of each language, collections of them; and links outside, as they were found."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from heliograph.library.queries import DocumentQuerySet, FileQuerySet, LinkQuerySet
from heliograph.library.states import Access, CollectionKind, DocumentKind, DocumentState, Licence, LinkFault
from heliograph.network.keeping import private
from heliograph.network.lists import WordsField
from heliograph.network.models import Organization, Person


class Collection(models.Model):
    """Documents that belong together, in their order: a resource kit, a series. ``organizer`` None: the secretariat's.

    It has no state of its own: who may see none of its documents does not find it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("name in addresses"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=CollectionKind.choices, default=CollectionKind.KIT)
    title = I18nCharField(_("title"), max_length=250)
    summary = I18nTextField(_("what it is"), blank=True)
    source_language = models.CharField(_("written in"), max_length=20, default="en")
    marks = models.JSONField(default=dict, blank=True)
    organizer = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organizer")
    )
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("collection")
        verbose_name_plural = _("collections")
        ordering: ClassVar = ["slug"]

    def __str__(self) -> str:
        return str(self.title)


class Document(models.Model):
    """A publication, handbook, kit …; organizers at ``organizer`` edit it, where it is None the secretariat alone.

    ``abstract`` is Markdown. ``year`` is when it came out, ``issued_on`` the day where it is known. ``levels`` and
    ``themes`` are values of ``network.states``. ``position`` is its place in its collection.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("name in addresses"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=DocumentKind.choices)
    title = I18nCharField(_("title"), max_length=250)
    abstract = I18nTextField(_("abstract"), blank=True)
    source_language = models.CharField(_("written in"), max_length=20, default="en")
    marks = models.JSONField(default=dict, blank=True)
    cover_alt = I18nCharField(_("what the cover shows"), max_length=300, blank=True)
    licence = models.CharField(_("licence"), max_length=20, choices=Licence.choices, blank=True)
    licence_words = models.CharField(_("licence in words"), max_length=300, blank=True)
    organizer = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organizer")
    )
    collection = models.ForeignKey(
        Collection, on_delete=models.SET_NULL, null=True, blank=True, related_name="documents",
        verbose_name=_("collection"),
    )  # fmt: skip
    position = models.PositiveSmallIntegerField(default=0)
    levels = WordsField(_("school levels"), blank=True)
    themes = WordsField(_("themes"), blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    issued_on = models.DateField(_("day"), null=True, blank=True)
    access = models.CharField(_("who may see it"), max_length=14, choices=Access.choices, default=Access.PUBLIC)
    state = models.CharField(max_length=10, choices=DocumentState.choices, default=DocumentState.DRAFT)
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering: ClassVar = ["-year", "-created_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["state", "access", "-year"], name="document_state")]

    def __str__(self) -> str:
        return str(self.title)


class DocumentVersion(models.Model):
    """One version: ``dated`` is the day that it bears, ``note`` what has changed.

    It is in preparation until ``released_at``; ``current`` is the one that readers get. Earlier ones stay.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    dated = models.DateField(_("dated"))
    note = I18nTextField(_("what has changed"), blank=True)
    marks = models.JSONField(default=dict, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
    current = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("version of a document")
        verbose_name_plural = _("versions of documents")
        ordering: ClassVar = ["document", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "number"], name="document_version_number"),
            models.UniqueConstraint(fields=["document"], condition=Q(current=True), name="document_current_once"),
            models.UniqueConstraint(
                fields=["document"], condition=Q(released_at__isnull=True), name="document_prepared_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.number}"


class DocumentEntry(models.Model):
    """What happened to a document, by whom and when; it only grows. ``by`` is None for what the virus scanner did.

    ``data`` says more, by verb (``entries.py``): the number of the version, a language, which fields were changed.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="entries")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    verb = models.CharField(max_length=20)
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("entry of a document")
        verbose_name_plural = _("entries of documents")
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.document}: {self.verb}"


class DocumentContent(models.Model):
    """The bytes of files, each content once: ``digest`` is its SHA-256 in hexadecimal.

    ``pages`` are those of a PDF; ``cover`` is a picture of its first. ``checked`` names the scanner that has looked.
    """

    digest = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=100)
    pages = models.PositiveIntegerField(default=0)
    file = models.FileField(upload_to="library/", max_length=120, storage=private)
    cover = models.FileField(upload_to="library/", max_length=120, storage=private, blank=True)
    cover_width = models.PositiveSmallIntegerField(default=0)
    cover_height = models.PositiveSmallIntegerField(default=0)
    stored_at = models.DateTimeField()
    checked = models.CharField(max_length=40, blank=True)
    quarantined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("content of the library")
        verbose_name_plural = _("contents of the library")

    def __str__(self) -> str:
        return self.digest


class DocumentFile(models.Model):
    """A version in one language: a file, or a link.

    Another may take its place in a version that was released already: it stays, and ``replaced_at`` says since when.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.ForeignKey(DocumentVersion, on_delete=models.CASCADE, related_name="files")
    language = models.CharField(_("language"), max_length=20)
    content = models.ForeignKey(DocumentContent, on_delete=models.PROTECT, null=True, blank=True, related_name="files")
    name = models.CharField(max_length=200, blank=True)
    url = models.URLField(_("web address"), max_length=1000, blank=True)
    added_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects = FileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a document")
        verbose_name_plural = _("files of documents")
        ordering: ClassVar = ["version", "added_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["version", "language"], condition=Q(replaced_at__isnull=True), name="document_file_once"
            ),
            models.CheckConstraint(
                condition=Q(content__isnull=False, url="") | Q(content__isnull=True) & ~Q(url=""),
                name="document_file_or_link",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.language}"


class DocumentDownload(models.Model):
    """How often a file was fetched on a day (UTC). It is not kept by whom."""

    file = models.ForeignKey(DocumentFile, on_delete=models.CASCADE, related_name="downloads")
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("downloads of a day")
        verbose_name_plural = _("downloads of days")
        constraints: ClassVar = [models.UniqueConstraint(fields=["file", "day"], name="document_download_once")]

    def __str__(self) -> str:
        return f"{self.file} {self.day}: {self.count}"


class OutsideLink(models.Model):
    """A web address outside, as it was found when it was last asked for.

    ``failures`` are days one after the other on which it was not reached, the last of them ``failed_on``. It is dead
    since ``dead_since``. ``next_at`` is when it is asked for again.
    """

    url = models.CharField(max_length=1000, unique=True)
    host = models.CharField(max_length=255)
    next_at = models.DateTimeField(db_index=True)
    tried_at = models.DateTimeField(null=True, blank=True)
    ok_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    failed_on = models.DateField(null=True, blank=True)
    fault = models.CharField(max_length=20, choices=LinkFault.choices, blank=True)
    dead_since = models.DateTimeField(null=True, blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link outside")
        verbose_name_plural = _("links outside")
        indexes: ClassVar = [
            models.Index(fields=["dead_since"], condition=Q(dead_since__isnull=False), name="outside_link_dead")
        ]

    def __str__(self) -> str:
        return self.url
