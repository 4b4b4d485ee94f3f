import uuid

import django.db.models.deletion
import i18nfield.fields
from django.conf import settings
from django.db import migrations, models

import heliograph.calls.models
import heliograph.network.keeping
import heliograph.network.lists


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("network", "0012_person_here"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="StoredContent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("size", models.PositiveBigIntegerField()),
                ("content_type", models.CharField(max_length=100)),
                (
                    "file",
                    models.FileField(max_length=120, storage=heliograph.network.keeping.private, upload_to="answers/"),
                ),
                ("stored_at", models.DateTimeField()),
                ("checked", models.CharField(blank=True, max_length=40)),
                ("quarantined_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "stored content",
                "verbose_name_plural": "stored contents",
            },
        ),
        migrations.CreateModel(
            name="Call",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="name in addresses")),
                ("kind", models.CharField(max_length=40, verbose_name="kind")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("title", i18nfield.fields.I18nCharField(max_length=250, verbose_name="title")),
                ("summary", i18nfield.fields.I18nCharField(blank=True, max_length=400, verbose_name="in one sentence")),
                ("text", i18nfield.fields.I18nTextField(blank=True, verbose_name="text")),
                ("source_language", models.CharField(default="en", max_length=20, verbose_name="written in")),
                ("marks", models.JSONField(blank=True, default=dict)),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("public", "everybody"),
                            ("audience", "those who are addressed"),
                            ("link", "who has the link"),
                        ],
                        default="public",
                        max_length=10,
                        verbose_name="found by",
                    ),
                ),
                ("link", models.CharField(default=heliograph.calls.models._secret, editable=False, max_length=40)),
                (
                    "respondent",
                    models.CharField(
                        choices=[
                            ("person", "a person"),
                            ("organization", "a school or another organization"),
                            ("country", "a country"),
                        ],
                        default="person",
                        max_length=14,
                        verbose_name="one answers for",
                    ),
                ),
                (
                    "limit",
                    models.CharField(
                        choices=[("one", "one answer each"), ("many", "any number")],
                        default="one",
                        max_length=6,
                        verbose_name="how many answers",
                    ),
                ),
                ("delegation", models.BooleanField(default=False, verbose_name="one may answer for others too")),
                ("together", models.BooleanField(default=False, verbose_name="several may answer together")),
                (
                    "languages",
                    heliograph.network.lists.WordsField(blank=True, default=list, verbose_name="languages of answers"),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="minutes that it takes"),
                ),
                ("contact", models.EmailField(blank=True, max_length=254, verbose_name="contact")),
                ("zone", models.CharField(default="Europe/Paris", max_length=64, verbose_name="organizer's time zone")),
                ("capacity", models.PositiveIntegerField(blank=True, null=True, verbose_name="places")),
                ("waiting", models.BooleanField(default=True, verbose_name="waiting list when full")),
                ("hold", models.PositiveSmallIntegerField(default=48, verbose_name="hours to take up a freed place")),
                ("grace", models.PositiveSmallIntegerField(default=0, verbose_name="minutes of grace after closing")),
                ("options", models.JSONField(blank=True, default=dict)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("published", "published"),
                            ("completed", "completed"),
                            ("cancelled", "cancelled"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="why it was cancelled")),
                ("to_check", models.BooleanField(default=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("saved_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                (
                    "audience",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.audience",
                        verbose_name="addressed to",
                    ),
                ),
                (
                    "edition_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="editions",
                        to="calls.call",
                    ),
                ),
            ],
            options={
                "verbose_name": "call",
                "verbose_name_plural": "calls",
                "ordering": ["programme", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CallEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("verb", models.CharField(max_length=20)),
                ("note", models.CharField(blank=True, max_length=500)),
                ("data", models.JSONField(blank=True, default=dict)),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="entries", to="calls.call"
                    ),
                ),
            ],
            options={
                "verbose_name": "entry of a call",
                "verbose_name_plural": "entries of calls",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="name in addresses")),
                ("title", i18nfield.fields.I18nCharField(max_length=250, verbose_name="title")),
                ("summary", i18nfield.fields.I18nCharField(blank=True, max_length=400, verbose_name="in one sentence")),
                ("text", i18nfield.fields.I18nTextField(blank=True, verbose_name="text")),
                ("source_language", models.CharField(default="en", max_length=20, verbose_name="written in")),
                ("marks", models.JSONField(blank=True, default=dict)),
                (
                    "image",
                    models.ImageField(
                        blank=True, upload_to=heliograph.calls.models.unguessable, verbose_name="picture"
                    ),
                ),
                (
                    "image_alt",
                    i18nfield.fields.I18nCharField(blank=True, max_length=300, verbose_name="what the picture shows"),
                ),
                ("contact", models.EmailField(blank=True, max_length=254, verbose_name="contact")),
                ("zone", models.CharField(default="Europe/Paris", max_length=64, verbose_name="organizer's time zone")),
                ("begins", models.DateField(blank=True, null=True, verbose_name="from")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("published", "published"), ("closed", "ended")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("saved_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                (
                    "edition_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="editions",
                        to="calls.programme",
                    ),
                ),
                (
                    "organizer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.organization",
                        verbose_name="organizer",
                    ),
                ),
            ],
            options={
                "verbose_name": "programme",
                "verbose_name_plural": "programmes",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="call",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="calls", to="calls.programme"
            ),
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("title", i18nfield.fields.I18nCharField(max_length=250, verbose_name="title")),
                ("language", models.CharField(blank=True, max_length=20, verbose_name="language")),
                (
                    "file",
                    models.FileField(
                        blank=True, max_length=300, upload_to=heliograph.calls.models.unguessable, verbose_name="file"
                    ),
                ),
                ("url", models.URLField(blank=True, max_length=1000, verbose_name="web address")),
                (
                    "call",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="calls.call",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="calls.programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "attachment",
                "verbose_name_plural": "attachments",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="QuestionSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1)),
                ("questions", models.JSONField(default=list)),
                ("made_at", models.DateTimeField()),
                ("saved_at", models.DateTimeField()),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="question_sets", to="calls.call"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "set of questions",
                "verbose_name_plural": "sets of questions",
                "ordering": ["call", "-version"],
            },
        ),
        migrations.CreateModel(
            name="Response",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("slot", models.CharField(max_length=200)),
                ("organization_name", models.CharField(blank=True, max_length=250)),
                ("country", models.CharField(blank=True, max_length=2)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("language", models.CharField(default="en", max_length=20)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("submitted", "submitted"),
                            ("returned", "returned for changes"),
                            ("waitlisted", "on the waiting list"),
                            ("offered", "a place is offered"),
                            ("confirmed", "confirmed"),
                            ("reconfirmed", "reconfirmed"),
                            ("accepted", "accepted"),
                            ("declined", "declined"),
                            ("matched", "matched"),
                            ("withdrawn", "withdrawn"),
                            ("completed", "completed"),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                ("answers", models.JSONField(default=dict)),
                ("draft", models.JSONField(blank=True, default=dict)),
                ("late", models.BooleanField(default=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("saved_at", models.DateTimeField()),
                ("arrived_at", models.DateTimeField(blank=True, null=True)),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("queued_at", models.DateTimeField(blank=True, null=True)),
                ("offered_until", models.DateTimeField(blank=True, null=True)),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="responses", to="calls.call"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.organization",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "question_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="responses", to="calls.questionset"
                    ),
                ),
            ],
            options={
                "verbose_name": "response",
                "verbose_name_plural": "responses",
            },
        ),
        migrations.CreateModel(
            name="CoRespondent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("email", models.EmailField(max_length=254)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("language", models.CharField(default="en", max_length=20)),
                ("invited_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("declined_at", models.DateTimeField(blank=True, null=True)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "invited_by",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "response",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="co_respondents", to="calls.response"
                    ),
                ),
            ],
            options={
                "verbose_name": "co-respondent",
                "verbose_name_plural": "co-respondents",
                "ordering": ["invited_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ResponseEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "actor",
                    models.CharField(
                        choices=[("respondent", "respondent"), ("organizer", "organizer"), ("clock", "the clock")],
                        max_length=10,
                    ),
                ),
                (
                    "verb",
                    models.CharField(
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
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "before",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("draft", "draft"),
                            ("submitted", "submitted"),
                            ("returned", "returned for changes"),
                            ("waitlisted", "on the waiting list"),
                            ("offered", "a place is offered"),
                            ("confirmed", "confirmed"),
                            ("reconfirmed", "reconfirmed"),
                            ("accepted", "accepted"),
                            ("declined", "declined"),
                            ("matched", "matched"),
                            ("withdrawn", "withdrawn"),
                            ("completed", "completed"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "after",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("submitted", "submitted"),
                            ("returned", "returned for changes"),
                            ("waitlisted", "on the waiting list"),
                            ("offered", "a place is offered"),
                            ("confirmed", "confirmed"),
                            ("reconfirmed", "reconfirmed"),
                            ("accepted", "accepted"),
                            ("declined", "declined"),
                            ("matched", "matched"),
                            ("withdrawn", "withdrawn"),
                            ("completed", "completed"),
                        ],
                        max_length=12,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("data", models.JSONField(blank=True, default=dict)),
                ("token", models.CharField(blank=True, max_length=64, null=True)),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="entries", to="calls.response"
                    ),
                ),
            ],
            options={
                "verbose_name": "entry of a response",
                "verbose_name_plural": "entries of responses",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="AnswerFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("question", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=200)),
                ("sent_at", models.DateTimeField()),
                (
                    "sent_by",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="calls.response"
                    ),
                ),
                (
                    "content",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer_files",
                        to="calls.storedcontent",
                    ),
                ),
            ],
            options={
                "verbose_name": "file of a response",
                "verbose_name_plural": "files of responses",
                "ordering": ["sent_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Deadline",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("opens", "opens"),
                            ("closes", "closes"),
                            ("withdraw", "withdraw by"),
                            ("reconfirm", "reconfirm by"),
                            ("decide", "decisions by"),
                            ("contact", "you are contacted by"),
                            ("deliver", "deliver by"),
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField(blank=True, null=True)),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("zone", models.CharField(max_length=64)),
                ("precision", models.CharField(default="minute", max_length=12)),
                ("words", models.CharField(blank=True, max_length=200)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("made_at", models.DateTimeField()),
                ("replaced_at", models.DateTimeField(blank=True, null=True)),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="deadlines", to="calls.call"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "deadline",
                "verbose_name_plural": "deadlines",
                "ordering": ["call", "kind", "made_at", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("replaced_at__isnull", True)),
                        fields=["kind", "until"],
                        name="deadline_until",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("replaced_at__isnull", True)),
                        fields=("call", "kind"),
                        name="deadline_current_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Extension",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("opens", "opens"),
                            ("closes", "closes"),
                            ("withdraw", "withdraw by"),
                            ("reconfirm", "reconfirm by"),
                            ("decide", "decisions by"),
                            ("contact", "you are contacted by"),
                            ("deliver", "deliver by"),
                        ],
                        default="closes",
                        max_length=10,
                    ),
                ),
                ("until", models.DateTimeField()),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("made_at", models.DateTimeField()),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="extensions", to="calls.call"
                    ),
                ),
                (
                    "made_by",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "personal extension",
                "verbose_name_plural": "personal extensions",
                "constraints": [models.UniqueConstraint(fields=("call", "person", "kind"), name="extension_once")],
            },
        ),
        migrations.CreateModel(
            name="Follower",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField()),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="followers", to="calls.call"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "follower of a call",
                "verbose_name_plural": "followers of calls",
                "constraints": [models.UniqueConstraint(fields=("call", "person"), name="follower_once")],
            },
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(fields=["status", "visibility"], name="call_status"),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("call__isnull", True), ("programme__isnull", False)),
                    models.Q(("call__isnull", False), ("programme__isnull", True)),
                    _connector="OR",
                ),
                name="attachment_of_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="questionset",
            constraint=models.UniqueConstraint(fields=("call", "version"), name="question_set_version"),
        ),
        migrations.AddIndex(
            model_name="response",
            index=models.Index(fields=["call", "state", "country"], name="response_state"),
        ),
        migrations.AddIndex(
            model_name="response",
            index=models.Index(
                condition=models.Q(("state", "waitlisted")), fields=["call", "queued_at"], name="response_waiting"
            ),
        ),
        migrations.AddIndex(
            model_name="response",
            index=models.Index(
                condition=models.Q(("state", "offered")), fields=["offered_until"], name="response_offered"
            ),
        ),
        migrations.AddIndex(
            model_name="response",
            index=models.Index(
                condition=models.Q(("slot__gt", "")), fields=["slot"], name="response_slot"
            ),
        ),
        migrations.AddIndex(
            model_name="response",
            index=models.Index(condition=models.Q(("email__gt", "")), fields=["email"], name="response_email"),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.UniqueConstraint(
                condition=models.Q(("organization__isnull", True)), fields=("call", "slot"), name="response_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.UniqueConstraint(
                condition=models.Q(("organization__isnull", False)),
                fields=("call", "organization", "slot"),
                name="response_once_for_organization",
            ),
        ),
        migrations.AddIndex(
            model_name="corespondent",
            index=models.Index(fields=["email"], name="co_respondent_email"),
        ),
        migrations.AddConstraint(
            model_name="corespondent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("declined_at__isnull", True), ("removed_at__isnull", True)),
                fields=("response", "email"),
                name="co_respondent_once",
            ),
        ),
        migrations.AddIndex(
            model_name="responseentry",
            index=models.Index(
                condition=models.Q(("told_at__isnull", True)), fields=["id"], name="response_entry_owed"
            ),
        ),
        migrations.AddConstraint(
            model_name="responseentry",
            constraint=models.UniqueConstraint(fields=("response", "token"), name="response_entry_once"),
        ),
    ]
