import django.db.models.deletion
import i18nfield.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0002_registering"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AfterLetter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("withheld", models.BooleanField(default=False)),
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
                    "occurrence",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="after_letter", to="events.occurrence"
                    ),
                ),
            ],
            options={
                "verbose_name": "letter after an event",
                "verbose_name_plural": "letters after events",
            },
        ),
        migrations.CreateModel(
            name="AttendanceCertificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(editable=False, max_length=40, unique=True)),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                ("title", i18nfield.fields.I18nCharField(max_length=250, verbose_name="title of the event")),
                ("start", models.DateTimeField()),
                ("end", models.DateTimeField(blank=True, null=True)),
                ("zone", models.CharField(max_length=64)),
                ("language", models.CharField(max_length=20)),
                ("issued_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                (
                    "occurrence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="events.occurrence"
                    ),
                ),
                (
                    "registration",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="events.registration",
                    ),
                ),
                (
                    "revoked_by",
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
                "verbose_name": "certificate of attendance",
                "verbose_name_plural": "certificates of attendance",
                "ordering": ["-issued_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="CaptionTrack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("language", models.CharField(max_length=20, verbose_name="language")),
                ("name", models.CharField(blank=True, max_length=200)),
                ("added_at", models.DateTimeField()),
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
                    "recording",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="captions", to="events.eventdocument"
                    ),
                ),
            ],
            options={
                "verbose_name": "captions",
                "verbose_name_plural": "captions",
                "ordering": ["language", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Cue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("speaker", models.CharField(blank=True, max_length=200)),
                ("text", models.TextField()),
                (
                    "track",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="cues", to="events.captiontrack"
                    ),
                ),
            ],
            options={
                "verbose_name": "line of captions",
                "verbose_name_plural": "lines of captions",
                "ordering": ["track", "number"],
            },
        ),
        migrations.CreateModel(
            name="Feedback",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("useful", models.PositiveSmallIntegerField(verbose_name="useful")),
                (
                    "followed",
                    models.CharField(
                        choices=[("yes", "yes"), ("partly", "in part"), ("no", "no")],
                        max_length=6,
                        verbose_name="could follow",
                    ),
                ),
                ("words", models.TextField(blank=True, verbose_name="what should be done otherwise next time")),
                ("language", models.CharField(max_length=20)),
                (
                    "occurrence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="feedback", to="events.occurrence"
                    ),
                ),
            ],
            options={
                "verbose_name": "feedback",
                "verbose_name_plural": "feedback",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="FeedbackGiven",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "registration",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="events.registration"
                    ),
                ),
            ],
            options={
                "verbose_name": "feedback that was given",
                "verbose_name_plural": "feedback that was given",
            },
        ),
        migrations.AddConstraint(
            model_name="captiontrack",
            constraint=models.UniqueConstraint(fields=("recording", "language"), name="captions_once"),
        ),
        migrations.AddConstraint(
            model_name="cue",
            constraint=models.UniqueConstraint(fields=("track", "number"), name="cue_number_once"),
        ),
        migrations.AddConstraint(
            model_name="cue",
            constraint=models.CheckConstraint(condition=models.Q(("end__gt", models.F("start"))), name="cue_lasts"),
        ),
        migrations.AddConstraint(
            model_name="feedback",
            constraint=models.CheckConstraint(
                condition=models.Q(("useful__gte", 1), ("useful__lte", 5)), name="feedback_useful_range"
            ),
        ),
    ]
