import uuid

import django.db.models.deletion
import i18nfield.fields
from django.conf import settings
from django.db import migrations, models

import heliograph.network.lists


class Migration(migrations.Migration):
    dependencies = [
        ("calls", "0003_responses"),
    ]

    operations = [
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("assigned", "to be done"), ("done", "done"), ("aside", "stepped aside")],
                        default="assigned",
                        max_length=8,
                    ),
                ),
                ("score", models.SmallIntegerField(blank=True, null=True, verbose_name="score")),
                ("comment", models.TextField(blank=True, verbose_name="comment for the organizers")),
                ("for_respondent", models.TextField(blank=True, verbose_name="comment for who answered")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="why the reviewer stepped aside")),
                ("assigned_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "assigned_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "response",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reviews", to="calls.response"
                    ),
                ),
            ],
            options={
                "verbose_name": "review",
                "verbose_name_plural": "reviews",
                "ordering": ["assigned_at", "pk"],
                "indexes": [
                    models.Index(fields=["response", "state", "score"], name="review_scores"),
                    models.Index(fields=["person", "state"], name="review_of_person"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("response", "person"), name="review_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True), ("score__isnull", False), _connector="OR"
                        ),
                        name="review_done_has_score",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reviewer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("languages", heliograph.network.lists.WordsField(blank=True, default=list, verbose_name="reads")),
                (
                    "not_countries",
                    heliograph.network.lists.WordsField(blank=True, default=list, verbose_name="does not review"),
                ),
                ("added_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reviewers", to="calls.call"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "reviewer",
                "verbose_name_plural": "reviewers",
                "ordering": ["added_at", "pk"],
                "constraints": [models.UniqueConstraint(fields=("call", "person"), name="reviewer_once")],
            },
        ),
        migrations.CreateModel(
            name="ReviewPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("wanted", models.PositiveSmallIntegerField(default=2, verbose_name="reviews of each answer")),
                ("lowest", models.SmallIntegerField(default=1, verbose_name="lowest score")),
                ("highest", models.SmallIntegerField(default=5, verbose_name="highest score")),
                ("blind", models.BooleanField(default=False, verbose_name="reviewers do not see who answers")),
                (
                    "own_country",
                    models.BooleanField(default=False, verbose_name="nobody reviews answers of the own country"),
                ),
                (
                    "others",
                    models.CharField(
                        choices=[
                            ("after", "once the reviewer’s own review is done"),
                            ("never", "never"),
                            ("always", "at any time"),
                        ],
                        default="after",
                        max_length=6,
                        verbose_name="reviewers see the reviews of others",
                    ),
                ),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("due_until", models.DateTimeField(blank=True, null=True)),
                ("due_zone", models.CharField(blank=True, max_length=64)),
                ("due_precision", models.CharField(default="day", max_length=12)),
                ("guidance", i18nfield.fields.I18nTextField(blank=True, verbose_name="guidance")),
                ("marks", models.JSONField(blank=True, default=dict)),
                ("version", models.PositiveIntegerField(default=1)),
                ("made_at", models.DateTimeField()),
                ("saved_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "call",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="review_plan", to="calls.call"
                    ),
                ),
            ],
            options={
                "verbose_name": "review plan",
                "verbose_name_plural": "review plans",
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at__isnull", True)), fields=["due_until"], name="review_plan_due"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("highest__gt", models.F("lowest"))), name="review_scale"
                    ),
                    models.CheckConstraint(condition=models.Q(("wanted__gte", 1)), name="review_wanted"),
                ],
            },
        ),
    ]
