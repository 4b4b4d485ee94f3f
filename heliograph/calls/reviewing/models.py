"""How the responses of a call are reviewed, by whom, and what each reviewer has said of each."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nTextField

from heliograph.calls.models import Call, Response
from heliograph.calls.reviewing.states import Others, ReviewState
from heliograph.network.lists import WordsField
from heliograph.network.models import Person


class ReviewPlan(models.Model):
    """How a call's responses are reviewed: how many reviews each gets, on which scale, who sees what, until when.

    ``due_at`` and ``due_until`` are the instants (UTC) at which the due moment begins and is over, in ``due_zone``, as
    a deadline keeps them; None where no date is set. ``guidance`` is Markdown in each language. ``closed_at``: no
    review changes any more. ``version`` grows with every save.
    """

    call = models.OneToOneField(Call, on_delete=models.CASCADE, related_name="review_plan")
    wanted = models.PositiveSmallIntegerField(_("reviews of each answer"), default=2)
    lowest = models.SmallIntegerField(_("lowest score"), default=1)
    highest = models.SmallIntegerField(_("highest score"), default=5)
    blind = models.BooleanField(_("reviewers do not see who answers"), default=False)
    own_country = models.BooleanField(_("nobody reviews answers of the own country"), default=False)
    others = models.CharField(
        _("reviewers see the reviews of others"), max_length=6, choices=Others.choices, default=Others.AFTER
    )
    due_at = models.DateTimeField(null=True, blank=True)
    due_until = models.DateTimeField(null=True, blank=True)
    due_zone = models.CharField(max_length=64, blank=True)
    due_precision = models.CharField(max_length=12, default="day")
    guidance = I18nTextField(_("guidance"), blank=True)
    marks = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("review plan")
        verbose_name_plural = _("review plans")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(highest__gt=F("lowest")), name="review_scale"),
            models.CheckConstraint(condition=Q(wanted__gte=1), name="review_wanted"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_until"], condition=Q(closed_at__isnull=True), name="review_plan_due")
        ]

    def __str__(self) -> str:
        return f"{self.call}: {self.wanted}"


class Reviewer(models.Model):
    """Somebody who reviews responses of a call. ``languages`` are those he reads, none: all.

    ``not_countries`` are countries (ISO 3166-1 alpha-2) whose responses he is not given. Who was taken out and is added
    again has the same row.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="reviewers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    languages = WordsField(_("reads"), blank=True)
    not_countries = WordsField(_("does not review"), blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("reviewer")
        verbose_name_plural = _("reviewers")
        ordering: ClassVar = ["added_at", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["call", "person"], name="reviewer_once")]

    def __str__(self) -> str:
        return f"{self.call}: {self.person}"


class Review(models.Model):
    """What one reviewer says of one response. ``score`` is on the plan's scale once it is done.

    ``comment`` is for the organizers and, where the plan says so, for the other reviewers; ``for_respondent`` may be
    passed on to who answered; ``reason`` says why the reviewer stepped aside. ``version`` grows with every save.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # What is looked for by response or by person is found by the indexes below: one more of each is only written.
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="reviews", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=8, choices=ReviewState.choices, default=ReviewState.ASSIGNED)
    score = models.SmallIntegerField(_("score"), null=True, blank=True)
    comment = models.TextField(_("comment for the organizers"), blank=True)
    for_respondent = models.TextField(_("comment for who answered"), blank=True)
    reason = models.CharField(_("why the reviewer stepped aside"), max_length=500, blank=True)
    assigned_at = models.DateTimeField()
    assigned_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering: ClassVar = ["assigned_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["response", "person"], name="review_once"),
            models.CheckConstraint(
                condition=~Q(state=ReviewState.DONE) | Q(score__isnull=False), name="review_done_has_score"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["response", "state", "score"], name="review_scores"),
            models.Index(fields=["person", "state"], name="review_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.response}: {self.person}"
