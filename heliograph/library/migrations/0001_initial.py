import django.db.models.deletion
import heliograph.network.keeping
import heliograph.network.lists
import i18nfield.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("network", "0001_initial"),
        ("network", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="DocumentContent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("size", models.PositiveBigIntegerField()),
                ("content_type", models.CharField(max_length=100)),
                ("pages", models.PositiveIntegerField(default=0)),
                (
                    "file",
                    models.FileField(max_length=120, storage=heliograph.network.keeping.private, upload_to="library/"),
                ),
                (
                    "cover",
                    models.FileField(
                        blank=True, max_length=120, storage=heliograph.network.keeping.private, upload_to="library/"
                    ),
                ),
                ("cover_width", models.PositiveSmallIntegerField(default=0)),
                ("cover_height", models.PositiveSmallIntegerField(default=0)),
                ("stored_at", models.DateTimeField()),
                ("checked", models.CharField(blank=True, max_length=40)),
                ("quarantined_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "content of the library",
                "verbose_name_plural": "contents of the library",
            },
        ),
        migrations.CreateModel(
            name="Collection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="name in addresses")),
                (
                    "kind",
                    models.CharField(
                        choices=[("kit", "resource kit"), ("series", "series"), ("other", "collection")],
                        default="kit",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("title", i18nfield.fields.I18nCharField(max_length=250, verbose_name="title")),
                ("summary", i18nfield.fields.I18nTextField(blank=True, verbose_name="what it is")),
                ("source_language", models.CharField(default="en", max_length=20, verbose_name="written in")),
                ("marks", models.JSONField(blank=True, default=dict)),
                ("created_at", models.DateTimeField()),
                ("saved_at", models.DateTimeField()),
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
                "verbose_name": "collection",
                "verbose_name_plural": "collections",
                "ordering": ["slug"],
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="name in addresses")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("publication", "publication"),
                            ("handbook", "handbook"),
                            ("kit", "kit"),
                            ("guidelines", "guidelines"),
                            ("concept-note", "concept note"),
                            ("recording", "recording"),
                            ("report", "report"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("title", i18nfield.fields.I18nCharField(max_length=250, verbose_name="title")),
                ("abstract", i18nfield.fields.I18nTextField(blank=True, verbose_name="abstract")),
                ("source_language", models.CharField(default="en", max_length=20, verbose_name="written in")),
                ("marks", models.JSONField(blank=True, default=dict)),
                (
                    "cover_alt",
                    i18nfield.fields.I18nCharField(blank=True, max_length=300, verbose_name="what the cover shows"),
                ),
                (
                    "licence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "not said"),
                            ("cc-by-sa-igo", "CC BY-SA 3.0 IGO"),
                            ("cc-by", "CC BY 4.0"),
                            ("cc-by-sa", "CC BY-SA 4.0"),
                            ("cc-by-nc", "CC BY-NC 4.0"),
                            ("cc-by-nc-sa", "CC BY-NC-SA 4.0"),
                            ("cc-by-nd", "CC BY-ND 4.0"),
                            ("cc0", "CC0 1.0"),
                            ("reserved", "all rights reserved"),
                            ("other", "another one, in words"),
                        ],
                        max_length=20,
                        verbose_name="licence",
                    ),
                ),
                ("licence_words", models.CharField(blank=True, max_length=300, verbose_name="licence in words")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("levels", heliograph.network.lists.WordsField(blank=True, default=list, verbose_name="school levels")),
                ("themes", heliograph.network.lists.WordsField(blank=True, default=list, verbose_name="themes")),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="year")),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="day")),
                (
                    "access",
                    models.CharField(
                        choices=[
                            ("public", "everybody"),
                            ("members", "who is signed in and has a role in the network"),
                            ("coordinators", "National Coordinators, regional offices and the secretariat"),
                        ],
                        default="public",
                        max_length=14,
                        verbose_name="who may see it",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("published", "published")], default="draft", max_length=10
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("saved_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                (
                    "collection",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="documents",
                        to="library.collection",
                        verbose_name="collection",
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
                "verbose_name": "document",
                "verbose_name_plural": "documents",
                "ordering": ["-year", "-created_at", "-pk"],
                "indexes": [models.Index(fields=["state", "access", "-year"], name="document_state")],
            },
        ),
        migrations.CreateModel(
            name="DocumentEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("verb", models.CharField(max_length=20)),
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
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="entries", to="library.document"
                    ),
                ),
            ],
            options={
                "verbose_name": "entry of a document",
                "verbose_name_plural": "entries of documents",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="DocumentFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("language", models.CharField(max_length=20, verbose_name="language")),
                ("name", models.CharField(blank=True, max_length=200)),
                ("url", models.URLField(blank=True, max_length=1000, verbose_name="web address")),
                ("added_at", models.DateTimeField()),
                ("replaced_at", models.DateTimeField(blank=True, null=True)),
                (
                    "content",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="library.documentcontent",
                    ),
                ),
            ],
            options={
                "verbose_name": "file of a document",
                "verbose_name_plural": "files of documents",
                "ordering": ["version", "added_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("content__isnull", False), ("url", "")),
                            models.Q(("content__isnull", True), models.Q(("url", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="document_file_or_link",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DocumentDownload",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("count", models.PositiveIntegerField(default=0)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="downloads", to="library.documentfile"
                    ),
                ),
            ],
            options={
                "verbose_name": "downloads of a day",
                "verbose_name_plural": "downloads of days",
                "constraints": [models.UniqueConstraint(fields=("file", "day"), name="document_download_once")],
            },
        ),
        migrations.CreateModel(
            name="DocumentVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("dated", models.DateField(verbose_name="dated")),
                ("note", i18nfield.fields.I18nTextField(blank=True, verbose_name="what has changed")),
                ("marks", models.JSONField(blank=True, default=dict)),
                ("made_at", models.DateTimeField()),
                ("released_at", models.DateTimeField(blank=True, null=True)),
                ("current", models.BooleanField(default=False)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="library.document"
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
                "verbose_name": "version of a document",
                "verbose_name_plural": "versions of documents",
                "ordering": ["document", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("document", "number"), name="document_version_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("current", True)), fields=("document",), name="document_current_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("released_at__isnull", True)),
                        fields=("document",),
                        name="document_prepared_once",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="documentfile",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="files", to="library.documentversion"
            ),
        ),
        migrations.CreateModel(
            name="OutsideLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("url", models.CharField(max_length=1000, unique=True)),
                ("host", models.CharField(max_length=255)),
                ("next_at", models.DateTimeField(db_index=True)),
                ("tried_at", models.DateTimeField(blank=True, null=True)),
                ("ok_at", models.DateTimeField(blank=True, null=True)),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                ("failed_on", models.DateField(blank=True, null=True)),
                (
                    "fault",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no-such-page", "there is no such page any more"),
                            ("no-such-place", "its server is not found"),
                            ("no-answer", "its server does not answer"),
                            ("unsafe", "its certificate is not valid"),
                            ("broken", "its server answers with an error"),
                            ("round", "it leads round and round"),
                            ("private", "it leads to an address that only some networks reach"),
                        ],
                        max_length=20,
                    ),
                ),
                ("dead_since", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "link outside",
                "verbose_name_plural": "links outside",
                "indexes": [
                    models.Index(
                        condition=models.Q(("dead_since__isnull", False)),
                        fields=["dead_since"],
                        name="outside_link_dead",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="documentfile",
            constraint=models.UniqueConstraint(
                condition=models.Q(("replaced_at__isnull", True)),
                fields=("version", "language"),
                name="document_file_once",
            ),
        ),
    ]
