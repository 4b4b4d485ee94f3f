"""Programmes, their calls with dates and questions, and the responses to them."""

from __future__ import annotations

import secrets
import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from heliograph.calls.queries import CallQuerySet, DeadlineQuerySet, ProgrammeQuerySet, ResponseQuerySet
from heliograph.calls.states import (
    Actor,
    CallStatus,
    DeadlineKind,
    Limit,
    ProgrammeState,
    RespondentKind,
    ResponseState,
    Verb,
    Visibility,
)
from heliograph.library.models import Document
from heliograph.network.keeping import private
from heliograph.network.lists import WordsField
from heliograph.network.models import Audience, Organization, Person


def unguessable(_record: models.Model, name: str) -> str:
    """Where a public upload is kept: under its own name in a directory that nobody guesses."""
    return f"calls/{uuid.uuid4().hex}/{name}"


def _secret() -> str:
    return secrets.token_urlsafe(18)


class Programme(models.Model):
    """An undertaking that lives over time and has a page. Organizers at ``organizer`` run it, and see nothing else.

    ``text`` is Markdown in each language. ``version`` grows with every save; ``edition_of`` is the one it was copied
    from. ``begins`` and ``ends`` are days in ``zone``.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("name in addresses"), max_length=80, unique=True)
    title = I18nCharField(_("title"), max_length=250)
    summary = I18nCharField(_("in one sentence"), max_length=400, blank=True)
    text = I18nTextField(_("text"), blank=True)
    source_language = models.CharField(_("written in"), max_length=20, default="en")
    marks = models.JSONField(default=dict, blank=True)
    image = models.ImageField(_("picture"), upload_to=unguessable, blank=True)
    image_alt = I18nCharField(_("what the picture shows"), max_length=300, blank=True)
    organizer = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("organizer"),
    )  # fmt: skip
    contact = models.EmailField(_("contact"), blank=True)
    zone = models.CharField(_("organizer's time zone"), max_length=64, default="Europe/Paris")
    begins = models.DateField(_("from"), null=True, blank=True)
    ends = models.DateField(_("until"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=ProgrammeState.choices, default=ProgrammeState.DRAFT)
    edition_of = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="editions")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering: ClassVar = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return str(self.title)


class Call(models.Model):
    """An invitation to do something, addressed to an audience, within dates, with questions.

    ``audience`` empty: everybody. ``capacity`` empty: no limit. ``grace`` are minutes after closing in which an answer
    is still taken, marked as late. ``hold`` are hours in which a freed place may be taken up. ``options`` are the
    kind's own. ``link`` is the secret of a call that is found by link only. ``retain_until`` is the last day on which
    answers are kept as they were given, empty: some time after closing (``retaining``).
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("name in addresses"), max_length=80, unique=True)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="calls")
    kind = models.CharField(_("kind"), max_length=40)
    position = models.PositiveSmallIntegerField(default=0)
    title = I18nCharField(_("title"), max_length=250)
    summary = I18nCharField(_("in one sentence"), max_length=400, blank=True)
    text = I18nTextField(_("text"), blank=True)
    source_language = models.CharField(_("written in"), max_length=20, default="en")
    marks = models.JSONField(default=dict, blank=True)
    audience = models.ForeignKey(
        Audience, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("addressed to")
    )
    visibility = models.CharField(_("found by"), max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC)
    link = models.CharField(max_length=40, default=_secret, editable=False)
    respondent = models.CharField(
        _("one answers for"), max_length=14, choices=RespondentKind.choices, default=RespondentKind.PERSON
    )
    limit = models.CharField(_("how many answers"), max_length=6, choices=Limit.choices, default=Limit.ONE)
    delegation = models.BooleanField(_("one may answer for others too"), default=False)
    together = models.BooleanField(_("several may answer together"), default=False)
    languages = WordsField(_("languages of answers"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes that it takes"), null=True, blank=True)
    contact = models.EmailField(_("contact"), blank=True)
    zone = models.CharField(_("organizer's time zone"), max_length=64, default="Europe/Paris")
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)
    waiting = models.BooleanField(_("waiting list when full"), default=True)
    hold = models.PositiveSmallIntegerField(_("hours to take up a freed place"), default=48)
    grace = models.PositiveSmallIntegerField(_("minutes of grace after closing"), default=0)
    options = models.JSONField(default=dict, blank=True)
    retain_until = models.DateField(_("answers are kept until"), null=True, blank=True)
    anonymised_at = models.DateTimeField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=CallStatus.choices, default=CallStatus.DRAFT)
    reason = models.TextField(_("why it was cancelled"), blank=True)
    edition_of = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="editions")
    to_check = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering: ClassVar = ["programme", "position", "pk"]
        indexes: ClassVar = [models.Index(fields=["status", "visibility"], name="call_status")]

    def __str__(self) -> str:
        return str(self.title)


class Attachment(models.Model):
    """A file, a link or a document of the library that goes with a programme or a call.

    ``language`` is empty where it has none. ``document_number`` is the version of the document at which somebody of the
    desk looked last.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    call = models.ForeignKey(Call, on_delete=models.CASCADE, null=True, blank=True, related_name="attachments")
    position = models.PositiveSmallIntegerField(default=0)
    title = I18nCharField(_("title"), max_length=250)
    language = models.CharField(_("language"), max_length=20, blank=True)
    file = models.FileField(_("file"), upload_to=unguessable, max_length=300, blank=True)
    url = models.URLField(_("web address"), max_length=1000, blank=True)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("document")
    )
    document_number = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(programme__isnull=False, call__isnull=True) | Q(programme__isnull=True, call__isnull=False),
                name="attachment_of_one",
            )
        ]

    def __str__(self) -> str:
        return str(self.title)


class Deadline(models.Model):
    """One date of a call. It is never overwritten: a new row replaces it, and ``replaced_at`` says when.

    ``at`` is the instant (UTC) at which it begins, None where it is to be announced (``words`` then says what is
    known); a day-precise one begins its day in ``zone``. ``until`` is the instant at which it is over: ``at`` itself
    where it is minute-precise, else the end of its last day. ``reason`` is told to those concerned.
    """

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="deadlines")
    kind = models.CharField(max_length=10, choices=DeadlineKind.choices)
    at = models.DateTimeField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    zone = models.CharField(max_length=64)
    precision = models.CharField(max_length=12, default="minute")
    words = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        ordering: ClassVar = ["call", "kind", "made_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["call", "kind"], condition=Q(replaced_at__isnull=True), name="deadline_current_once"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["kind", "until"], condition=Q(replaced_at__isnull=True), name="deadline_until")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.until or self.words}"


class QuestionSet(models.Model):
    """The questions of a call in one version; what has been answered is never changed, a new version is made.

    ``questions`` is a list as ``questions/schema.py`` reads it; the newest version is the one that is asked.
    """

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="question_sets")
    version = models.PositiveIntegerField(default=1)
    questions = models.JSONField(default=list)
    made_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("set of questions")
        verbose_name_plural = _("sets of questions")
        ordering: ClassVar = ["call", "-version"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["call", "version"], name="question_set_version")]

    def __str__(self) -> str:
        return f"{self.call} {self.version}"


class Response(models.Model):
    """One answer to a call: by ``person``, for a subject: himself, somebody else by name, an organization, a country.

    ``slot`` tells the subjects of a call apart, so that there is one response for each (``lifecycle/subjects.py``).
    ``answers`` are those that were acknowledged, ``draft`` what was saved since and not sent. ``arrived_at`` is when
    the request arrived that sent it last; ``share`` is which of the call's places it asks for (``Kind.share``),
    ``queued_at`` orders the waiting list; ``offered_until`` is how long a freed place is held. ``asked_at`` is when he
    was asked to reconfirm last.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="responses")
    question_set = models.ForeignKey(QuestionSet, on_delete=models.PROTECT, related_name="responses")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    slot = models.CharField(max_length=200)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organization_name = models.CharField(max_length=250, blank=True)
    country = models.CharField(max_length=2, blank=True)
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    language = models.CharField(max_length=20, default="en")
    share = models.CharField(max_length=64, blank=True, default="", db_default="")
    state = models.CharField(max_length=12, choices=ResponseState.choices, default=ResponseState.DRAFT)
    answers = models.JSONField(default=dict)
    draft = models.JSONField(default=dict, blank=True)
    late = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    queued_at = models.DateTimeField(null=True, blank=True)
    offered_until = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    #: The version of which there are keys to find it by (``responses/keys.py``).
    keyed = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["call", "slot"], condition=Q(organization__isnull=True), name="response_once"
            ),
            # By the key itself, so that one of two duplicates that are merged keeps its own.
            models.UniqueConstraint(
                fields=["call", "organization", "slot"],
                condition=Q(organization__isnull=False),
                name="response_once_for_organization",
            ),
        ]
        indexes: ClassVar = [
            # The primary key is in them so that PostgreSQL need not open rows, which are large, to tell it.
            models.Index(fields=["call", "state", "country", "id"], name="response_state"),
            models.Index(fields=["call", "arrived_at", "id", "state"], name="response_arrived"),
            models.Index(
                fields=["call", "id"],
                condition=~Q(state=ResponseState.DRAFT) & ~Q(keyed=models.F("version")),
                name="response_unkeyed",
            ),
            models.Index(
                fields=["call", "queued_at"], condition=Q(state=ResponseState.WAITLISTED), name="response_waiting"
            ),
            models.Index(fields=["call", "share", "state"], condition=Q(share__gt=""), name="response_share"),
            models.Index(fields=["offered_until"], condition=Q(state=ResponseState.OFFERED), name="response_offered"),
            # Whatever was given for somebody, by what tells him apart and by his address.
            models.Index(fields=["slot"], condition=Q(slot__gt=""), name="response_slot"),
            models.Index(fields=["email"], condition=Q(email__gt=""), name="response_email"),
        ]

    def __str__(self) -> str:
        return f"{self.call}: {self.name or self.organization_name or self.slot}"


class ResponseEntry(models.Model):
    """One step in the life of a response; it only grows.

    ``token`` is what a form carried: the same token is the same step. ``data`` has what the step was about.
    ``told_at`` is empty while a letter about it is owed (``telling.py``); what owes none is told as it is written.
    ``tries`` is how often that has failed, ``try_at`` until when it then rests.
    """

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="entries")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    actor = models.CharField(max_length=10, choices=Actor.choices)
    verb = models.CharField(max_length=12, choices=Verb.choices)
    before = models.CharField(max_length=12, choices=ResponseState.choices, blank=True)
    after = models.CharField(max_length=12, choices=ResponseState.choices)
    note = models.TextField(blank=True)
    data = models.JSONField(default=dict, blank=True)
    token = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001 (NULL is no token, and not unique)
    told_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    try_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("entry of a response")
        verbose_name_plural = _("entries of responses")
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["response", "token"], name="response_entry_once")]
        indexes: ClassVar = [
            models.Index(fields=["id"], condition=Q(told_at__isnull=True), name="response_entry_owed"),
        ]

    def __str__(self) -> str:
        return f"{self.response}: {self.get_verb_display()}"


class Extension(models.Model):
    """More time for one person, or for one response, until an instant (UTC); ``kind`` is the date it moves."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="extensions")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=DeadlineKind.choices, default=DeadlineKind.CLOSES)
    until = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("personal extension")
        verbose_name_plural = _("personal extensions")
        constraints: ClassVar = [models.UniqueConstraint(fields=["call", "person", "kind"], name="extension_once")]

    def __str__(self) -> str:
        return f"{self.call}: {self.person} {self.until}"


class CoRespondent(models.Model):
    """Somebody invited by e-mail to answer together; ``person`` is set once he has accepted."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="co_respondents")
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=20, default="en")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    invited_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    invited_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("co-respondent")
        verbose_name_plural = _("co-respondents")
        ordering: ClassVar = ["invited_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["response", "email"],
                condition=Q(removed_at__isnull=True, declined_at__isnull=True),
                name="co_respondent_once",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["email"], name="co_respondent_email")]

    def __str__(self) -> str:
        return f"{self.response}: {self.email}"


class StoredContent(models.Model):
    """The bytes of files, each content once: ``digest`` is its SHA-256 in hexadecimal.

    ``checked`` names the scanner that has looked through it.
    """

    digest = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=100)
    file = models.FileField(upload_to="answers/", max_length=120, storage=private)
    stored_at = models.DateTimeField()
    checked = models.CharField(max_length=40, blank=True)
    quarantined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("stored content")
        verbose_name_plural = _("stored contents")

    def __str__(self) -> str:
        return self.digest


class AnswerFile(models.Model):
    """A file of a response as it was named; ``question`` is a key, ``settled_at`` when it was dealt with, held back."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="files")
    question = models.CharField(max_length=40)
    content = models.ForeignKey(StoredContent, on_delete=models.PROTECT, related_name="answer_files")
    name = models.CharField(max_length=200)
    sent_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("file of a response")
        verbose_name_plural = _("files of responses")
        ordering: ClassVar = ["sent_at", "pk"]

    def __str__(self) -> str:
        return self.name


class Follower(models.Model):
    """Somebody who asked to be told what becomes of a call: a date confirmed or moved, its opening, its end."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="followers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()

    class Meta:
        verbose_name = _("follower of a call")
        verbose_name_plural = _("followers of calls")
        constraints: ClassVar = [models.UniqueConstraint(fields=["call", "person"], name="follower_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.call}"


class CallEntry(models.Model):
    """What was done with a call on the desk, by whom and when; it only grows."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="entries")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    verb = models.CharField(max_length=20)
    note = models.CharField(max_length=500, blank=True)
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("entry of a call")
        verbose_name_plural = _("entries of calls")
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.call}: {self.verb}"


from heliograph.calls.deciding.models import DecisionBatch, DecisionText  # noqa: E402, F401 (so that Django knows them)
from heliograph.calls.reminders.models import (  # noqa: E402, F401 (as above)
    NotThisOne,
    Reminded,
    ReminderPass,
    ReminderRule,
)
from heliograph.calls.responses.models import AnswerKey, ResponseNote, SavedView  # noqa: E402, F401 (as above)
from heliograph.calls.retaining.models import FileAccess, KeptFigures  # noqa: E402, F401 (as above)
from heliograph.calls.reviewing.models import Review, Reviewer, ReviewPlan  # noqa: E402, F401 (so that Django knows them)
from heliograph.calls.writing.models import CallMessage, MessagePick  # noqa: E402, F401 (as above)
