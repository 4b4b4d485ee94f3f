import uuid

import django.db.models.deletion
import i18nfield.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("calls", "0004_reviewing"),
    ]

    operations = [
        migrations.AlterField(
            model_name="responseentry",
            name="verb",
            field=models.CharField(
                choices=[
                    ("start", "begun"),
                    ("submit", "sent"),
                    ("change", "changed"),
                    ("withdraw", "withdrawn"),
                    ("reconfirm", "reconfirmed"),
                    ("substitute", "passed on to somebody else"),
                    ("offer", "place offered"),
                    ("take-up", "place taken up"),
                    ("lapse", "offer run out"),
                    ("confirm", "confirmed by the organizer"),
                    ("accept", "accepted"),
                    ("decline", "declined by the organizer"),
                    ("return", "returned for changes"),
                    ("match", "matched"),
                    ("complete", "completed"),
                    ("reopen", "taken up again"),
                    ("hand-over", "handed over"),
                    ("extend", "given more time"),
                    ("invite", "co-respondent invited"),
                    ("join", "co-respondent joined"),
                    ("part", "co-respondent left"),
                    ("write", "written to by the organizer"),
                ],
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="CallMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("subject", i18nfield.fields.I18nCharField(max_length=200, verbose_name="subject")),
                ("text", i18nfield.fields.I18nTextField(verbose_name="text")),
                ("source_language", models.CharField(default="en", max_length=20, verbose_name="written in")),
                ("token", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("letters", models.PositiveIntegerField(default=0)),
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
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="messages", to="calls.call"
                    ),
                ),
            ],
            options={
                "verbose_name": "message about answers",
                "verbose_name_plural": "messages about answers",
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="DecisionBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("verb", models.CharField(blank=True, max_length=12)),
                ("note", i18nfield.fields.I18nTextField(blank=True, verbose_name="note")),
                ("steps", models.JSONField(default=list)),
                ("token", models.CharField(max_length=64)),
                ("language", models.CharField(default="en", max_length=20)),
                ("made_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("worked_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("done", models.PositiveIntegerField(default=0)),
                ("refused", models.JSONField(default=list)),
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
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="decision_batches", to="calls.call"
                    ),
                ),
                (
                    "undoes",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="calls.decisionbatch",
                    ),
                ),
            ],
            options={
                "verbose_name": "decisions at once",
                "verbose_name_plural": "decisions at once",
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="DecisionText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("verb", models.CharField(max_length=12)),
                ("text", i18nfield.fields.I18nTextField(blank=True, verbose_name="text")),
                ("marks", models.JSONField(blank=True, default=dict)),
                ("version", models.PositiveIntegerField(default=1)),
                ("saved_at", models.DateTimeField()),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="decision_texts", to="calls.call"
                    ),
                ),
            ],
            options={
                "verbose_name": "text of a decision",
                "verbose_name_plural": "texts of decisions",
            },
        ),
        migrations.CreateModel(
            name="MessagePick",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="picks", to="calls.callmessage"
                    ),
                ),
                (
                    "response",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="calls.response"
                    ),
                ),
            ],
            options={
                "verbose_name": "answer that a message is about",
                "verbose_name_plural": "answers that messages are about",
            },
        ),
        migrations.AddConstraint(
            model_name="callmessage",
            constraint=models.UniqueConstraint(fields=("call", "token"), name="call_message_once"),
        ),
        migrations.AddIndex(
            model_name="decisionbatch",
            index=models.Index(
                condition=models.Q(("confirmed_at__isnull", False), ("finished_at__isnull", True)),
                fields=["worked_at"],
                name="decision_batch_unfinished",
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionbatch",
            constraint=models.UniqueConstraint(fields=("call", "token"), name="decision_batch_once"),
        ),
        migrations.AddConstraint(
            model_name="decisiontext",
            constraint=models.UniqueConstraint(fields=("call", "verb"), name="decision_text_once"),
        ),
        migrations.AddConstraint(
            model_name="messagepick",
            constraint=models.UniqueConstraint(fields=("message", "response"), name="message_pick_once"),
        ),
    ]
