"""The numbered bulletin: issues, their items, and the dates that the items name."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from heliograph.bulletin.numbers import named
from heliograph.bulletin.queries import BindingQuerySet, IssueQuerySet, ProposalQuerySet
from heliograph.bulletin.states import IssueState, MomentKind, MomentStatus, ProposalKind, Reach
from heliograph.calls.models import Call
from heliograph.events.models import Event
from heliograph.events.observances.models import Observance
from heliograph.library.models import Document


def unguessable(_record: models.Model, name: str) -> str:
    """Where an upload is kept: under its own name in a directory that nobody guesses, since drafts are not public."""
    return f"bulletin/{uuid.uuid4().hex}/{name}"


class Label(models.Model):
    """What kind of entry an item is (INVITATION, REMINDER …), as data with translations."""

    key = models.SlugField(max_length=60, unique=True)
    name = I18nCharField(_("name"), max_length=200)

    class Meta:
        verbose_name = _("label")
        verbose_name_plural = _("labels")

    def __str__(self) -> str:
        return str(self.name)


class Issue(models.Model):
    """One number of the bulletin. ``version`` grows with every save, so that no editor overwrites another unseen."""

    number = models.PositiveIntegerField(_("number"), unique=True)
    date = models.DateField(_("date"))
    title = I18nCharField(_("title"), max_length=250)
    introduction = I18nTextField(_("introduction"), blank=True)
    source_language = models.CharField(_("written in"), max_length=20, default="en")
    marks = models.JSONField(default=dict, blank=True)
    zone = models.CharField(_("organizer's time zone"), max_length=64, default="Europe/Paris")
    state = models.CharField(max_length=10, choices=IssueState.choices, default=IssueState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    publish_at = models.DateTimeField(_("publish at"), null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    corrected_at = models.DateTimeField(null=True, blank=True)
    mailing_key = models.CharField(max_length=120, blank=True)
    reach = models.CharField(_("goes to"), max_length=20, choices=Reach.choices, default=Reach.COORDINATORS)
    letters_wait = models.BooleanField(_("letters wait for approval"), default=False)
    source_name = models.CharField(max_length=250, blank=True)

    objects = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = _("issue")
        verbose_name_plural = _("issues")
        ordering: ClassVar = ["-number"]

    def __str__(self) -> str:
        return named(self.number)


class Item(models.Model):
    """One entry of an issue; ``body`` is Markdown in each language. ``slug`` is stable and names it in addresses."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="items")
    slug = models.SlugField(max_length=80)
    position = models.PositiveSmallIntegerField()
    label = models.ForeignKey(Label, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    title = I18nCharField(_("title"), max_length=300)
    body = I18nTextField(_("text"), blank=True)
    marks = models.JSONField(default=dict, blank=True)
    contact = models.EmailField(_("contact"), blank=True)
    action_url = models.URLField(_("where the button leads"), max_length=1000, blank=True)
    action_label = I18nCharField(_("what the button says"), max_length=80, blank=True)
    notes = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["issue", "slug"], name="item_slug_in_issue")]

    def __str__(self) -> str:
        return str(self.title)


class Picture(models.Model):
    """An image of an item, with its caption and what it shows in words."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="pictures")
    position = models.PositiveSmallIntegerField(default=0)
    file = models.ImageField(_("image"), upload_to=unguessable, width_field="width", height_field="height")
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    caption = I18nCharField(_("caption"), max_length=300, blank=True)
    alt = I18nCharField(_("what it shows"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return str(self.caption)


class Attachment(models.Model):
    """A file that goes with an item."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="attachments")
    position = models.PositiveSmallIntegerField(default=0)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=250)
    file = models.FileField(_("file"), upload_to=unguessable)

    class Meta:
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class ItemMoment(models.Model):
    """A date of an item, stored as instants (UTC), zone and precision (design, law 1).

    A day-precise ``start`` or ``end`` is the instant at which that day begins in ``zone``. ``text`` are the words of
    the bulletin that gave it. ``start`` is None where no date is known yet.
    """

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="moments")
    position = models.PositiveSmallIntegerField(default=0)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=10, choices=MomentKind.choices)
    what = models.CharField(max_length=80, blank=True)
    start = models.DateTimeField(null=True, blank=True, db_index=True)
    end = models.DateTimeField(null=True, blank=True)
    opens = models.DateTimeField(null=True, blank=True)
    zone = models.CharField(max_length=64)
    zone_assumed = models.BooleanField(default=False)
    precision = models.CharField(max_length=12, default="minute")
    place = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=20, blank=True)
    audience = models.CharField(max_length=80, blank=True)
    status = models.CharField(max_length=10, choices=MomentStatus.choices, default=MomentStatus.CURRENT)
    text = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.text}"


class ItemProposal(models.Model):
    """What an item could become: prefilled by the importer, waiting for one confirmation.

    ``call`` or ``event`` is what it became or was put to; ``made`` where that was made of this proposal. Where none of
    them nor ``set_aside_at`` is set it is open.
    """

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="proposals")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=10, choices=ProposalKind.choices)
    title = models.CharField(max_length=300)
    prefill = models.JSONField(default=dict)
    call = models.ForeignKey(Call, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    event = models.ForeignKey(Event, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    made = models.BooleanField(default=False)
    taken_at = models.DateTimeField(null=True, blank=True)
    set_aside_at = models.DateTimeField(null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.title}"


class Binding(models.Model):
    """What an item is about, live: one of a call, an event, a document, an observance. What is deleted, as only a draft
    can be, unbinds itself.

    ``moments`` are the ``uid`` of the item's dates that the call's or the event's own have taken the place of.
    """

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="bindings")
    position = models.PositiveSmallIntegerField(default=0)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    observance = models.ForeignKey(Observance, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    moments = models.JSONField(default=list, blank=True)
    bound_at = models.DateTimeField()

    objects = BindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("binding")
        verbose_name_plural = _("bindings")
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "call"], name="binding_once"),
            models.UniqueConstraint(fields=["item", "event"], name="binding_event_once"),
            models.UniqueConstraint(fields=["item", "document"], name="binding_document_once"),
            models.UniqueConstraint(fields=["item", "observance"], name="binding_observance_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.thing}"

    @property
    def thing(self) -> Thing | None:
        """What the item is bound to."""
        return self.call or self.event or self.document or self.observance


#: What an item can be bound to.
Thing = Call | Event | Document | Observance


class IssueEntry(models.Model):
    """One line of an issue's log, which only grows: who did what, when. The note of a correction is public."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="log")
    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    verb = models.CharField(max_length=20)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"


class ImportedDraft(models.Model):
    """A document being reviewed on the desk: what was read from it, what the reviewer said; nothing of an issue yet."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField()
    name = models.CharField(max_length=250)
    source = models.TextField()
    data = models.JSONField()
    verdicts = models.JSONField(default=dict)
    issue = models.ForeignKey(Issue, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-created_at"]

    def __str__(self) -> str:
        return self.name
