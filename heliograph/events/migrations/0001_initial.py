import django.db.models.deletion
import heliograph.events.agenda.models
import heliograph.events.models
import heliograph.events.registering.models
import heliograph.network.lists
import i18nfield.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("calls", "0001_initial"),
        ("library", "0001_initial"),
        ("network", "0001_initial"),
        ("network", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Observance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("key", models.SlugField(max_length=100, unique=True, verbose_name="name in addresses")),
                (
                    "kind",
                    models.CharField(
                        choices=[("day", "day"), ("week", "week"), ("year", "year"), ("decade", "decade")],
                        default="day",
                        max_length=6,
                        verbose_name="kind",
                    ),
                ),
                ("rule", models.CharField(max_length=120, verbose_name="when")),
                ("days", models.PositiveSmallIntegerField(default=1, verbose_name="days that it lasts")),
                ("name", i18nfield.fields.I18nCharField(max_length=250, verbose_name="name")),
                ("text", i18nfield.fields.I18nTextField(blank=True, verbose_name="what the network does")),
                ("source_language", models.CharField(default="en", max_length=20, verbose_name="written in")),
                ("marks", models.JSONField(blank=True, default=dict)),
                ("since_year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="marked since")),
                ("proclaimed_by", models.CharField(blank=True, max_length=120, verbose_name="proclaimed by")),
                ("reference", models.CharField(blank=True, max_length=200, verbose_name="resolution")),
                (
                    "theme",
                    models.CharField(
                        choices=[
                            ("education", "education"),
                            ("peace", "peace"),
                            ("culture", "culture"),
                            ("science", "science"),
                            ("environment", "environment"),
                            ("rights", "rights"),
                            ("health", "health"),
                            ("language", "language"),
                            ("other", "other"),
                        ],
                        default="other",
                        max_length=12,
                        verbose_name="theme",
                    ),
                ),
                (
                    "tier",
                    models.CharField(
                        choices=[("core", "main"), ("extended", "further")],
                        default="core",
                        max_length=8,
                        verbose_name="shown",
                    ),
                ),
                ("confidence", models.CharField(default="high", max_length=8)),
                ("own", models.BooleanField(default=False)),
                ("loaded", models.JSONField(blank=True, default=dict, editable=False)),
                ("hidden_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("saved_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "observance",
                "verbose_name_plural": "observances",
                "ordering": ["key"],
            },
        ),
        migrations.CreateModel(
            name="CalendarLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "secret",
                    models.CharField(
                        default=heliograph.events.agenda.models.new_secret, editable=False, max_length=60, unique=True
                    ),
                ),
                ("made_at", models.DateTimeField()),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "address of a calendar",
                "verbose_name_plural": "addresses of calendars",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="name in addresses")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("meeting", "meeting"),
                            ("webinar", "webinar"),
                            ("celebration", "celebration"),
                            ("conference", "conference"),
                            ("workshop", "workshop"),
                            ("other", "other"),
                        ],
                        default="meeting",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="number in the series"),
                ),
                ("title", i18nfield.fields.I18nCharField(max_length=250, verbose_name="title")),
                ("summary", i18nfield.fields.I18nCharField(blank=True, max_length=400, verbose_name="in one sentence")),
                ("text", i18nfield.fields.I18nTextField(blank=True, verbose_name="text")),
                ("source_language", models.CharField(default="en", max_length=20, verbose_name="written in")),
                ("marks", models.JSONField(blank=True, default=dict)),
                (
                    "host_name",
                    models.CharField(blank=True, max_length=250, verbose_name="host, where it is not on record"),
                ),
                ("contact", models.EmailField(blank=True, max_length=254, verbose_name="contact")),
                ("zone", models.CharField(default="Europe/Paris", max_length=64, verbose_name="organizer's time zone")),
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
                ("link", models.CharField(default=heliograph.events.models._secret, editable=False, max_length=40)),
                ("country", models.CharField(blank=True, max_length=2, verbose_name="country")),
                ("region", models.CharField(blank=True, max_length=60, verbose_name="region")),
                ("recurrence", models.CharField(blank=True, max_length=250, verbose_name="repeated")),
                ("series", models.UUIDField(blank=True, editable=False, null=True)),
                ("former_rules", models.JSONField(blank=True, default=dict)),
                ("recurrence_words", models.CharField(blank=True, max_length=200, verbose_name="repeated, in words")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "draft"), ("published", "published")], default="draft", max_length=10
                    ),
                ),
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
                    "floor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="calls.call",
                        verbose_name="offers to speak",
                    ),
                ),
                (
                    "host",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.organization",
                        verbose_name="host",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="calls.programme",
                        verbose_name="programme",
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="calls.call",
                        verbose_name="registration",
                    ),
                ),
                (
                    "observance",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="events",
                        to="events.observance",
                        verbose_name="international day",
                    ),
                ),
            ],
            options={
                "verbose_name": "event",
                "verbose_name_plural": "events",
                "ordering": ["programme", "number", "pk"],
                "indexes": [
                    models.Index(fields=["status", "visibility"], name="event_status"),
                    models.Index(fields=["registration"], name="event_registration"),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("recording", "recording"),
                            ("slides", "slides"),
                            ("preparation", "to prepare"),
                            ("result", "what came of it"),
                        ],
                        default="preparation",
                        max_length=12,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="library.document"
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="documents", to="events.event"
                    ),
                ),
            ],
            options={
                "verbose_name": "document of an event",
                "verbose_name_plural": "documents of events",
                "ordering": ["position", "pk"],
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
                "constraints": [models.UniqueConstraint(fields=("recording", "language"), name="captions_once")],
            },
        ),
        migrations.CreateModel(
            name="EventEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("verb", models.CharField(max_length=20)),
                ("what", models.JSONField(blank=True, default=list)),
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
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="entries", to="events.event"
                    ),
                ),
            ],
            options={
                "verbose_name": "entry of an event",
                "verbose_name_plural": "entries of events",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="EventFollower",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="followers", to="events.event"
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
                "verbose_name": "follower of an event",
                "verbose_name_plural": "followers of events",
                "constraints": [models.UniqueConstraint(fields=("event", "person"), name="event_follower_once")],
            },
        ),
        migrations.CreateModel(
            name="ObservanceCall",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tells", models.BooleanField(default=False, verbose_name="schools tell by it what they did")),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="calls.call",
                        verbose_name="call",
                    ),
                ),
                (
                    "observance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="calls", to="events.observance"
                    ),
                ),
            ],
            options={
                "verbose_name": "call of an observance",
                "verbose_name_plural": "calls of observances",
                "ordering": ["-pk"],
                "constraints": [models.UniqueConstraint(fields=("observance", "call"), name="observance_call_once")],
            },
        ),
        migrations.CreateModel(
            name="ObservanceDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="library.document",
                        verbose_name="document",
                    ),
                ),
                (
                    "observance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="documents", to="events.observance"
                    ),
                ),
            ],
            options={
                "verbose_name": "document of an observance",
                "verbose_name_plural": "documents of observances",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("observance", "document"), name="observance_document_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ObservanceEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("verb", models.CharField(max_length=20)),
                ("what", models.JSONField(blank=True, default=list)),
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
                    "observance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="entries", to="events.observance"
                    ),
                ),
            ],
            options={
                "verbose_name": "entry of an observance",
                "verbose_name_plural": "entries of observances",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ObservanceFollower",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "observance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="followers", to="events.observance"
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
                "verbose_name": "follower of an observance",
                "verbose_name_plural": "followers of observances",
                "constraints": [
                    models.UniqueConstraint(fields=("observance", "person"), name="observance_follower_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Occurrence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "label",
                    i18nfield.fields.I18nCharField(blank=True, max_length=120, verbose_name="what tells it apart"),
                ),
                ("start", models.DateTimeField(blank=True, null=True)),
                ("end", models.DateTimeField(blank=True, null=True)),
                ("zone", models.CharField(default="Europe/Paris", max_length=64, verbose_name="time zone")),
                ("precision", models.CharField(default="minute", max_length=12)),
                ("words", models.CharField(blank=True, max_length=200)),
                (
                    "said",
                    i18nfield.fields.I18nCharField(blank=True, max_length=200, verbose_name="what is known of it"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("tentative", "to be confirmed"),
                            ("confirmed", "confirmed"),
                            ("cancelled", "cancelled"),
                        ],
                        default="confirmed",
                        max_length=10,
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[("on-site", "on site"), ("online", "online"), ("hybrid", "on site and online")],
                        default="online",
                        max_length=8,
                        verbose_name="how",
                    ),
                ),
                ("place", i18nfield.fields.I18nCharField(blank=True, max_length=200, verbose_name="place")),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="address")),
                ("join_link", models.URLField(blank=True, max_length=1000, verbose_name="link to join")),
                ("open_link", models.BooleanField(default=False, verbose_name="the link is shown to all")),
                (
                    "languages",
                    heliograph.network.lists.WordsField(blank=True, default=list, verbose_name="languages spoken"),
                ),
                ("captions", heliograph.network.lists.WordsField(blank=True, default=list, verbose_name="captions in")),
                (
                    "interpretation",
                    heliograph.network.lists.WordsField(blank=True, default=list, verbose_name="interpreted into"),
                ),
                ("rooms", models.PositiveIntegerField(blank=True, null=True, verbose_name="places on site")),
                ("lines", models.PositiveIntegerField(blank=True, null=True, verbose_name="places online")),
                ("original_start", models.DateTimeField(blank=True, null=True)),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("former", models.JSONField(blank=True, default=list, editable=False)),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="occurrences", to="events.event"
                    ),
                ),
            ],
            options={
                "verbose_name": "occurrence",
                "verbose_name_plural": "occurrences",
                "ordering": [models.OrderBy(models.F("start"), nulls_last=True), "pk"],
                "indexes": [models.Index(fields=["start", "state"], name="occurrence_start")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("original_start__isnull", False)),
                        fields=("event", "uid", "original_start"),
                        name="occurrence_of_rule_once",
                    )
                ],
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("useful__gte", 1), ("useful__lte", 5)), name="feedback_useful_range"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="eventdocument",
            name="occurrence",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="documents",
                to="events.occurrence",
            ),
        ),
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
            name="OccurrenceEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "change",
                    models.CharField(
                        choices=[
                            ("made", "entered"),
                            ("confirmed", "confirmed"),
                            ("moved", "moved"),
                            ("cancelled", "cancelled"),
                            ("restored", "taking place after all"),
                            ("changed", "changed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("before", models.JSONField(blank=True, default=dict)),
                ("after", models.JSONField(blank=True, default=dict)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                ("act", models.UUIDField(blank=True, editable=False, null=True)),
                ("tries", models.PositiveSmallIntegerField(db_default=0, default=0)),
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
                    "occurrence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="entries", to="events.occurrence"
                    ),
                ),
            ],
            options={
                "verbose_name": "entry of an occurrence",
                "verbose_name_plural": "entries of occurrences",
                "ordering": ["at", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("told_at__isnull", True)), fields=["id"], name="occurrence_entry_owed"
                    ),
                    models.Index(
                        condition=models.Q(("act__isnull", False)), fields=["act"], name="occurrence_entry_act"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OccurrenceReminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("hours", models.PositiveSmallIntegerField()),
                ("start", models.DateTimeField()),
                ("at", models.DateTimeField()),
                ("letters", models.PositiveIntegerField(default=0)),
                (
                    "occurrence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reminders", to="events.occurrence"
                    ),
                ),
            ],
            options={
                "verbose_name": "reminder of an event",
                "verbose_name_plural": "reminders of events",
                "ordering": ["at", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("occurrence", "hours", "start"), name="occurrence_reminder_once"),
                    models.CheckConstraint(condition=models.Q(("hours__gt", 0)), name="occurrence_reminder_before"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Registration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "seat",
                    models.CharField(
                        choices=[("room", "on site"), ("line", "online")],
                        default="line",
                        max_length=4,
                        verbose_name="takes part",
                    ),
                ),
                (
                    "token",
                    models.CharField(
                        default=heliograph.events.registering.models.new_token,
                        editable=False,
                        max_length=40,
                        unique=True,
                    ),
                ),
                ("token_renewed_at", models.DateTimeField(blank=True, null=True)),
                ("made_at", models.DateTimeField()),
                ("joined_at", models.DateTimeField(blank=True, null=True)),
                ("came_at", models.DateTimeField(blank=True, null=True)),
                (
                    "came_by",
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
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registrations",
                        to="events.occurrence",
                    ),
                ),
                (
                    "response",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="calls.response"
                    ),
                ),
            ],
            options={
                "verbose_name": "registration",
                "verbose_name_plural": "registrations",
                "ordering": ["made_at", "pk"],
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
        migrations.CreateModel(
            name="Companion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("joined_at", models.DateTimeField(blank=True, null=True)),
                ("came_at", models.DateTimeField(blank=True, null=True)),
                (
                    "came_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "co_respondent",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="calls.corespondent"
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="companions", to="events.registration"
                    ),
                ),
            ],
            options={
                "verbose_name": "companion of a registrant",
                "verbose_name_plural": "companions of registrants",
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
                    "revoked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "companion",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="events.companion",
                    ),
                ),
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
            ],
            options={
                "verbose_name": "certificate of attendance",
                "verbose_name_plural": "certificates of attendance",
                "ordering": ["-issued_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ReplacedLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(editable=False, max_length=40, unique=True)),
                ("at", models.DateTimeField()),
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
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replaced_links",
                        to="events.registration",
                    ),
                ),
            ],
            options={
                "verbose_name": "replaced link",
                "verbose_name_plural": "replaced links",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Speaker",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("role", i18nfield.fields.I18nCharField(blank=True, max_length=200, verbose_name="role")),
                ("organization", models.CharField(blank=True, max_length=250, verbose_name="school or organization")),
                ("topic", i18nfield.fields.I18nCharField(blank=True, max_length=250, verbose_name="speaks about")),
                ("response", models.UUIDField(blank=True, null=True)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="speakers", to="events.event"
                    ),
                ),
                (
                    "occurrence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="speakers",
                        to="events.occurrence",
                    ),
                ),
            ],
            options={
                "verbose_name": "speaker",
                "verbose_name_plural": "speakers",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ThemeFollower",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "theme",
                    models.CharField(
                        choices=[
                            ("education", "education"),
                            ("peace", "peace"),
                            ("culture", "culture"),
                            ("science", "science"),
                            ("environment", "environment"),
                            ("rights", "rights"),
                            ("health", "health"),
                            ("language", "language"),
                            ("other", "other"),
                        ],
                        max_length=12,
                        verbose_name="theme",
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "follower of a theme",
                "verbose_name_plural": "followers of themes",
                "constraints": [models.UniqueConstraint(fields=("theme", "person"), name="theme_follower_once")],
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
                "constraints": [
                    models.UniqueConstraint(fields=("track", "number"), name="cue_number_once"),
                    models.CheckConstraint(condition=models.Q(("end__gt", models.F("start"))), name="cue_lasts"),
                ],
            },
        ),
    ]
