import datetime
import django.db.models.deletion
import django.db.models.functions.text
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="AddressEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.CharField(db_index=True, max_length=254)),
                ("at", models.DateTimeField()),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("refused", "refused by the mail server"),
                            ("bounced", "a letter came back"),
                            ("delayed", "a letter is late"),
                            ("complained", "reported a letter as unwanted"),
                            ("suppressed", "no more letters from here on"),
                            ("lifted", "letters allowed again"),
                            ("chose", "chose which letters to get"),
                        ],
                        max_length=12,
                    ),
                ),
                ("detail", models.CharField(blank=True, max_length=500)),
                ("actor", models.CharField(blank=True, max_length=250)),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Body",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=120)),
                ("language", models.CharField(max_length=20)),
                ("zone", models.CharField(max_length=64)),
                ("subject", models.CharField(max_length=250)),
                ("html", models.TextField()),
                ("text", models.TextField()),
                ("nameless", models.CharField(blank=True, max_length=100)),
                ("reply_to", models.CharField(blank=True, max_length=320)),
                ("url", models.URLField(blank=True, max_length=500)),
                ("written_at", models.DateTimeField()),
                ("good_until", models.DateTimeField(blank=True, null=True)),
                ("fault", models.CharField(blank=True, max_length=500)),
                ("forgotten_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Pace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("domain", models.CharField(max_length=253, unique=True)),
                ("free_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("content_type", models.CharField(max_length=120)),
                ("content", models.BinaryField()),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attachments", to="delivery.body"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Mailing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("key", models.CharField(max_length=120, unique=True)),
                ("topic", models.SlugField(db_index=False, max_length=40)),
                ("title", models.CharField(max_length=250, verbose_name="title")),
                ("domain", models.CharField(max_length=120)),
                ("automatic", models.BooleanField(default=False)),
                ("stream", models.BooleanField(default=False)),
                ("urgent", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("filling", "being prepared"),
                            ("ready", "waiting for approval"),
                            ("scheduled", "scheduled"),
                            ("sending", "being sent"),
                            ("paused", "paused"),
                            ("sent", "sent"),
                            ("cancelled", "cancelled"),
                        ],
                        default="filling",
                        max_length=10,
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("starts_at", models.DateTimeField(blank=True, null=True)),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("alive_at", models.DateTimeField(blank=True, null=True)),
                ("trouble", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "verbose_name": "mailing",
                "verbose_name_plural": "mailings",
                "indexes": [models.Index(fields=["state", "created_at"], name="mailing_by_state")],
            },
        ),
        migrations.AddField(
            model_name="body",
            name="mailing",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="bodies", to="delivery.mailing"
            ),
        ),
        migrations.CreateModel(
            name="MailingEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("actor", models.CharField(blank=True, max_length=250)),
                ("verb", models.SlugField(db_index=False, max_length=20)),
                ("note", models.CharField(blank=True, max_length=500)),
                (
                    "mailing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="log", to="delivery.mailing"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=254)),
                ("address", models.CharField(max_length=254)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("country", models.CharField(blank=True, max_length=2)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "waiting"),
                            ("leased", "in a sender's hands"),
                            ("sent", "sent"),
                            ("bounced", "came back"),
                            ("refused", "refused"),
                            ("skipped", "not wanted, or blocked"),
                            ("held", "kept for the digest"),
                            ("digested", "sent in a digest"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("doubts", models.PositiveSmallIntegerField(default=0)),
                (
                    "due_at",
                    models.DateTimeField(default=datetime.datetime(1970, 1, 1, 0, 0, tzinfo=datetime.timezone.utc)),
                ),
                ("slot_at", models.DateTimeField(blank=True, null=True)),
                ("lease", models.UUIDField(blank=True, null=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("answer", models.CharField(blank=True, max_length=500)),
                (
                    "body",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="delivery.body",
                    ),
                ),
                (
                    "mailing",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="delivery.mailing",
                    ),
                ),
            ],
            options={
                "verbose_name": "message",
                "verbose_name_plural": "messages",
                "indexes": [
                    models.Index(fields=["mailing", "state", "due_at", "id"], name="message_to_send"),
                    models.Index(
                        django.db.models.functions.text.Lower("address"), models.F("id"), name="message_by_address"
                    ),
                    models.Index(
                        django.db.models.functions.text.Lower("address"),
                        condition=models.Q(("state", "held")),
                        name="message_held",
                    ),
                    models.Index(condition=models.Q(("state", "leased")), fields=["lease"], name="message_by_lease"),
                ],
                "constraints": [models.UniqueConstraint(fields=("mailing", "key"), name="message_once_per_key")],
            },
        ),
        migrations.CreateModel(
            name="Preference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.CharField(max_length=254)),
                ("topic", models.SlugField(db_index=False, max_length=40)),
                (
                    "choice",
                    models.CharField(
                        choices=[
                            ("instant", "at once"),
                            ("digest", "together, every two weeks"),
                            ("never", "not at all"),
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("address", "topic"), name="preference_once")],
            },
        ),
        migrations.CreateModel(
            name="Route",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=300)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="routes", to="delivery.body"
                    ),
                ),
                (
                    "mailing",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="routes",
                        to="delivery.mailing",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("mailing", "kind"), name="route_once_per_kind")],
            },
        ),
        migrations.CreateModel(
            name="Sender",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("host", models.CharField(max_length=120)),
                ("process", models.PositiveIntegerField()),
                ("started_at", models.DateTimeField()),
                ("alive_at", models.DateTimeField()),
                ("rate", models.FloatField(default=0.0)),
                ("trouble", models.CharField(blank=True, max_length=500)),
                ("next_try_at", models.DateTimeField(blank=True, null=True)),
                (
                    "mailing",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="senders",
                        to="delivery.mailing",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Suppression",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.CharField(max_length=254)),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("refusal", "the mail server refused it"),
                            ("bounce", "a letter came back"),
                            ("complaint", "its reader reported a letter as unwanted"),
                            ("desk", "stopped by hand"),
                        ],
                        max_length=10,
                    ),
                ),
                ("detail", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(blank=True, null=True)),
                ("lifted_by", models.CharField(blank=True, max_length=250)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at", None)), fields=("address",), name="suppressed_once"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="body",
            constraint=models.UniqueConstraint(fields=("mailing", "key"), name="body_once_per_key"),
        ),
    ]
