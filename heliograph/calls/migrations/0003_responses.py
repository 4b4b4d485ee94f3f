import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("calls", "0002_letters_tried"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="response",
            name="keyed",
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.AddIndex(
            model_name="response",
            index=models.Index(fields=["call", "arrived_at", "state"], name="response_arrived"),
        ),
        migrations.AddIndex(
            model_name="response",
            index=models.Index(
                condition=models.Q(
                    models.Q(("state", "draft"), _negated=True),
                    models.Q(("keyed", models.F("version")), _negated=True),
                ),
                fields=["call"],
                name="response_unkeyed",
            ),
        ),
        migrations.CreateModel(
            name="AnswerKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("question", models.CharField(max_length=41)),
                ("place", models.PositiveSmallIntegerField(default=0)),
                ("value", models.CharField(max_length=200)),
                (
                    "call",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="calls.call",
                    ),
                ),
                (
                    "response",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="keys",
                        to="calls.response",
                    ),
                ),
            ],
            options={
                "verbose_name": "key of an answer",
                "verbose_name_plural": "keys of answers",
                "indexes": [
                    models.Index(
                        fields=["call", "question", "place", "value", "response"], name="answer_key_order"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("response", "question", "place"), name="answer_key_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ResponseNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("at", models.DateTimeField()),
                ("text", models.TextField(verbose_name="note")),
                ("token", models.CharField(blank=True, max_length=64)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "response",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="calls.response"
                    ),
                ),
            ],
            options={
                "verbose_name": "note on a response",
                "verbose_name_plural": "notes on responses",
                "ordering": ["at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("token", ""), _negated=True),
                        fields=("response", "token"),
                        name="response_note_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("query", models.TextField(blank=True)),
                ("shared", models.BooleanField(default=False, verbose_name="for all who run this call")),
                ("first", models.BooleanField(default=False)),
                ("saved_at", models.DateTimeField()),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_views",
                        to="calls.call",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "saved view",
                "verbose_name_plural": "saved views",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("call", "person", "name"), name="saved_view_name"),
                    models.UniqueConstraint(
                        condition=models.Q(("first", True)), fields=("call", "person"), name="saved_view_first"
                    ),
                ],
            },
        ),
    ]
