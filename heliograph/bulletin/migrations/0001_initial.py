import django.db.models.deletion
import heliograph.bulletin.models
import i18nfield.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("calls", "0001_initial"),
        ("events", "0001_initial"),
        ("library", "0001_initial"),
        ("network", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Issue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(unique=True, verbose_name="number")),
                ("date", models.DateField(verbose_name="date")),
                ("title", i18nfield.fields.I18nCharField(max_length=250, verbose_name="title")),
                ("introduction", i18nfield.fields.I18nTextField(blank=True, verbose_name="introduction")),
                ("source_language", models.CharField(default="en", max_length=20, verbose_name="written in")),
                ("marks", models.JSONField(blank=True, default=dict)),
                ("zone", models.CharField(default="Europe/Paris", max_length=64, verbose_name="organizer's time zone")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("scheduled", "scheduled"), ("published", "published")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("saved_at", models.DateTimeField()),
                ("publish_at", models.DateTimeField(blank=True, null=True, verbose_name="publish at")),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("corrected_at", models.DateTimeField(blank=True, null=True)),
                ("mailing_key", models.CharField(blank=True, max_length=120)),
                (
                    "reach",
                    models.CharField(
                        choices=[
                            ("coordinators", "National Coordinators"),
                            ("schools", "Schools of the network"),
                            ("all", "National Coordinators and schools"),
                        ],
                        default="coordinators",
                        max_length=20,
                        verbose_name="goes to",
                    ),
                ),
                ("letters_wait", models.BooleanField(default=False, verbose_name="letters wait for approval")),
                ("source_name", models.CharField(blank=True, max_length=250)),
            ],
            options={
                "verbose_name": "issue",
                "verbose_name_plural": "issues",
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="Label",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=60, unique=True)),
                ("name", i18nfield.fields.I18nCharField(max_length=200, verbose_name="name")),
            ],
            options={
                "verbose_name": "label",
                "verbose_name_plural": "labels",
            },
        ),
        migrations.CreateModel(
            name="ImportedDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField()),
                ("name", models.CharField(max_length=250)),
                ("source", models.TextField()),
                ("data", models.JSONField()),
                ("verdicts", models.JSONField(default=dict)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="bulletin.issue",
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="IssueEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("verb", models.CharField(max_length=20)),
                ("note", models.CharField(blank=True, max_length=500)),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="log", to="bulletin.issue"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=80)),
                ("position", models.PositiveSmallIntegerField()),
                ("title", i18nfield.fields.I18nCharField(max_length=300, verbose_name="title")),
                ("body", i18nfield.fields.I18nTextField(blank=True, verbose_name="text")),
                ("marks", models.JSONField(blank=True, default=dict)),
                ("contact", models.EmailField(blank=True, max_length=254, verbose_name="contact")),
                ("action_url", models.URLField(blank=True, max_length=1000, verbose_name="where the button leads")),
                (
                    "action_label",
                    i18nfield.fields.I18nCharField(blank=True, max_length=80, verbose_name="what the button says"),
                ),
                ("notes", models.JSONField(blank=True, default=list)),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="bulletin.issue"
                    ),
                ),
                (
                    "label",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bulletin.label",
                    ),
                ),
            ],
            options={
                "verbose_name": "item",
                "verbose_name_plural": "items",
                "ordering": ["position", "pk"],
                "constraints": [models.UniqueConstraint(fields=("issue", "slug"), name="item_slug_in_issue")],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("title", models.CharField(max_length=250, verbose_name="title")),
                ("file", models.FileField(upload_to=heliograph.bulletin.models.unguessable, verbose_name="file")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attachments", to="bulletin.item"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ItemMoment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("sequence", models.PositiveIntegerField(default=0)),
                (
                    "kind",
                    models.CharField(
                        choices=[("deadline", "deadline"), ("event", "event"), ("tentative", "to be confirmed")],
                        max_length=10,
                    ),
                ),
                ("what", models.CharField(blank=True, max_length=80)),
                ("start", models.DateTimeField(blank=True, db_index=True, null=True)),
                ("end", models.DateTimeField(blank=True, null=True)),
                ("opens", models.DateTimeField(blank=True, null=True)),
                ("zone", models.CharField(max_length=64)),
                ("zone_assumed", models.BooleanField(default=False)),
                ("precision", models.CharField(default="minute", max_length=12)),
                ("place", models.CharField(blank=True, max_length=200)),
                ("language", models.CharField(blank=True, max_length=20)),
                ("audience", models.CharField(blank=True, max_length=80)),
                (
                    "status",
                    models.CharField(
                        choices=[("current", "current"), ("withdrawn", "withdrawn")], default="current", max_length=10
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=500)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="moments", to="bulletin.item"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ItemProposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "kind",
                    models.CharField(
                        choices=[("call", "call"), ("event", "event"), ("document", "document")], max_length=10
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("prefill", models.JSONField(default=dict)),
                ("made", models.BooleanField(default=False)),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
                ("set_aside_at", models.DateTimeField(blank=True, null=True)),
                (
                    "call",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="calls.call",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="events.event",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="proposals", to="bulletin.item"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Picture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "file",
                    models.ImageField(
                        height_field="height",
                        upload_to=heliograph.bulletin.models.unguessable,
                        verbose_name="image",
                        width_field="width",
                    ),
                ),
                ("width", models.PositiveIntegerField(default=0)),
                ("height", models.PositiveIntegerField(default=0)),
                ("caption", i18nfield.fields.I18nCharField(blank=True, max_length=300, verbose_name="caption")),
                ("alt", i18nfield.fields.I18nCharField(blank=True, max_length=300, verbose_name="what it shows")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pictures", to="bulletin.item"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Binding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("moments", models.JSONField(blank=True, default=list)),
                ("bound_at", models.DateTimeField()),
                (
                    "call",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="calls.call",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="library.document",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="events.event",
                    ),
                ),
                (
                    "observance",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="events.observance",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="bindings", to="bulletin.item"
                    ),
                ),
            ],
            options={
                "verbose_name": "binding",
                "verbose_name_plural": "bindings",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("item", "call"), name="binding_once"),
                    models.UniqueConstraint(fields=("item", "event"), name="binding_event_once"),
                    models.UniqueConstraint(fields=("item", "document"), name="binding_document_once"),
                    models.UniqueConstraint(fields=("item", "observance"), name="binding_observance_once"),
                ],
            },
        ),
    ]
