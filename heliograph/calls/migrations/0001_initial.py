import django.core.validators
import django.db.models.deletion
import heliograph.calls.models
import heliograph.network.keeping
import heliograph.network.lists
import i18nfield.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("library", "0001_initial"),
        ("network", "0001_initial"),
        ("network", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReminderPass",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slot", models.DateTimeField(unique=True)),
                ("done_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "morning of reminders",
                "verbose_name_plural": "mornings of reminders",
            },
        ),
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
            ],
            options={
                "verbose_name": "file of a response",
                "verbose_name_plural": "files of responses",
                "ordering": ["sent_at", "pk"],
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
                ("retain_until", models.DateField(blank=True, null=True, verbose_name="answers are kept until")),
                ("anonymised_at", models.DateTimeField(blank=True, null=True)),
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
                "indexes": [models.Index(fields=["status", "visibility"], name="call_status")],
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
                "constraints": [models.UniqueConstraint(fields=("call", "token"), name="call_message_once")],
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
                "indexes": [
                    models.Index(
                        condition=models.Q(("confirmed_at__isnull", False), ("finished_at__isnull", True)),
                        fields=["worked_at"],
                        name="decision_batch_unfinished",
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("call", "token"), name="decision_batch_once")],
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
                "constraints": [models.UniqueConstraint(fields=("call", "verb"), name="decision_text_once")],
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
            name="FileAccess",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="accesses", to="calls.answerfile"
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
                "verbose_name": "access to a file of a response",
                "verbose_name_plural": "accesses to files of responses",
                "constraints": [models.UniqueConstraint(fields=("file", "person"), name="file_access_once")],
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
        migrations.CreateModel(
            name="KeptFigures",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=20)),
                ("figures", models.JSONField()),
                ("made_at", models.DateTimeField()),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="kept_figures", to="calls.call"
                    ),
                ),
            ],
            options={
                "verbose_name": "kept figures of a call",
                "verbose_name_plural": "kept figures of calls",
                "constraints": [models.UniqueConstraint(fields=("call", "language"), name="kept_figures_once")],
            },
        ),
        migrations.CreateModel(
            name="NotThisOne",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "call",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="calls.call"
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
                "verbose_name": "call that somebody does not want",
                "verbose_name_plural": "calls that people do not want",
                "constraints": [models.UniqueConstraint(fields=("call", "person"), name="not_this_one_once")],
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
                ("document_number", models.PositiveIntegerField(default=0)),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="library.document",
                        verbose_name="document",
                    ),
                ),
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("call__isnull", True), ("programme__isnull", False)),
                            models.Q(("call__isnull", False), ("programme__isnull", True)),
                            _connector="OR",
                        ),
                        name="attachment_of_one",
                    )
                ],
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
                "constraints": [models.UniqueConstraint(fields=("call", "version"), name="question_set_version")],
            },
        ),
        migrations.CreateModel(
            name="Reminded",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("days", models.PositiveSmallIntegerField()),
                ("day", models.DateField()),
                ("slot", models.DateTimeField()),
                ("closes", models.DateTimeField()),
                ("draft", models.BooleanField(default=False)),
                ("returned", models.BooleanField(default=False)),
                (
                    "call",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="calls.call"
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
                "verbose_name": "reminder",
                "verbose_name_plural": "reminders",
                "indexes": [models.Index(fields=["call", "day"], name="reminded_day")],
                "constraints": [models.UniqueConstraint(fields=("slot", "person", "call"), name="reminded_once")],
            },
        ),
        migrations.CreateModel(
            name="ReminderRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "days",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="days before closing",
                    ),
                ),
                ("on", models.BooleanField(default=True, verbose_name="sent")),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reminder_rules", to="calls.call"
                    ),
                ),
            ],
            options={
                "verbose_name": "rule for reminders",
                "verbose_name_plural": "rules for reminders",
                "ordering": ["call", "-days"],
                "constraints": [models.UniqueConstraint(fields=("call", "days"), name="reminder_rule_once")],
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
                ("share", models.CharField(blank=True, db_default="", default="", max_length=64)),
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
                ("keyed", models.PositiveIntegerField(db_default=0, default=0, editable=False)),
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
                "indexes": [
                    models.Index(fields=["call", "state", "country"], name="response_state"),
                    models.Index(fields=["call", "arrived_at", "state"], name="response_arrived"),
                    models.Index(
                        condition=models.Q(
                            models.Q(("state", "draft"), _negated=True),
                            models.Q(("keyed", models.F("version")), _negated=True),
                        ),
                        fields=["call"],
                        name="response_unkeyed",
                    ),
                    models.Index(
                        condition=models.Q(("state", "waitlisted")),
                        fields=["call", "queued_at"],
                        name="response_waiting",
                    ),
                    models.Index(
                        condition=models.Q(("share__gt", "")), fields=["call", "share", "state"], name="response_share"
                    ),
                    models.Index(
                        condition=models.Q(("state", "offered")), fields=["offered_until"], name="response_offered"
                    ),
                    models.Index(condition=models.Q(("slot__gt", "")), fields=["slot"], name="response_slot"),
                    models.Index(condition=models.Q(("email__gt", "")), fields=["email"], name="response_email"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("organization__isnull", True)),
                        fields=("call", "slot"),
                        name="response_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("organization__isnull", False)),
                        fields=("call", "organization", "slot"),
                        name="response_once_for_organization",
                    ),
                ],
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
                "constraints": [models.UniqueConstraint(fields=("message", "response"), name="message_pick_once")],
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
                "indexes": [models.Index(fields=["email"], name="co_respondent_email")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("declined_at__isnull", True), ("removed_at__isnull", True)),
                        fields=("response", "email"),
                        name="co_respondent_once",
                    )
                ],
            },
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
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="calls.call"
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
                    models.Index(fields=["call", "question", "place", "value", "response"], name="answer_key_order")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("response", "question", "place"), name="answer_key_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="answerfile",
            name="response",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="files", to="calls.response"
            ),
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
                            ("take-back", "place taken back"),
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
                ("try_at", models.DateTimeField(blank=True, null=True)),
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
                "indexes": [
                    models.Index(
                        condition=models.Q(("told_at__isnull", True)), fields=["id"], name="response_entry_owed"
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("response", "token"), name="response_entry_once")],
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
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "response",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reviews",
                        to="calls.response",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="saved_views", to="calls.call"
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
        migrations.AddField(
            model_name="answerfile",
            name="content",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="answer_files", to="calls.storedcontent"
            ),
        ),
    ]
