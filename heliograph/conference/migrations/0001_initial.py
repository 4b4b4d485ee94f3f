import django.db.models.deletion
import heliograph.conference.attending.models
import heliograph.network.keeping
import heliograph.network.lists
import i18nfield.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("calls", "0001_initial"),
        ("events", "0001_initial"),
        ("network", "0001_initial"),
        ("network", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Conference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first_day", models.DateField(verbose_name="first day")),
                ("last_day", models.DateField(verbose_name="last day")),
                ("zone", models.CharField(max_length=64, verbose_name="time zone of the place")),
                ("place", i18nfield.fields.I18nCharField(blank=True, max_length=200, verbose_name="place")),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="address")),
                ("country", models.CharField(blank=True, max_length=2, verbose_name="country")),
                ("marks", models.JSONField(blank=True, default=dict)),
                ("signatory", models.CharField(blank=True, max_length=300, verbose_name="who signs letters")),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("saved_at", models.DateTimeField()),
                (
                    "event",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="events.event",
                    ),
                ),
                (
                    "follow_up",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="calls.call",
                    ),
                ),
                (
                    "posters",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="calls.call",
                    ),
                ),
                (
                    "programme",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="calls.programme"
                    ),
                ),
                (
                    "registration",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="calls.call",
                    ),
                ),
                (
                    "sessions",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="calls.call",
                    ),
                ),
                (
                    "summaries",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="calls.call",
                    ),
                ),
            ],
            options={
                "verbose_name": "conference",
                "verbose_name_plural": "conferences",
                "ordering": ["-first_day", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last_day__gte", models.F("first_day"))), name="conference_days"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Badge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "token",
                    models.CharField(
                        default=heliograph.conference.attending.models.new_token,
                        editable=False,
                        max_length=40,
                        unique=True,
                    ),
                ),
                ("whose", models.CharField(blank=True, editable=False, max_length=32)),
                ("name", models.CharField(max_length=200, verbose_name="name on the badge")),
                ("organization", models.CharField(blank=True, max_length=250)),
                ("country", models.CharField(blank=True, max_length=2)),
                ("role", models.CharField(blank=True, max_length=100)),
                ("made_at", models.DateTimeField()),
                ("printed_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "response",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="calls.response"
                    ),
                ),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="badges", to="conference.conference"
                    ),
                ),
            ],
            options={
                "verbose_name": "badge",
                "verbose_name_plural": "badges",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at__isnull", True)),
                        fields=("response",),
                        name="badge_of_response_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Arrival",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("region", models.CharField(max_length=60, verbose_name="region")),
                ("at", models.DateTimeField(verbose_name="arrives")),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="arrivals", to="conference.conference"
                    ),
                ),
            ],
            options={
                "verbose_name": "arrival of a region",
                "verbose_name_plural": "arrivals of regions",
                "ordering": ["region"],
                "constraints": [models.UniqueConstraint(fields=("conference", "region"), name="arrival_once")],
            },
        ),
        migrations.CreateModel(
            name="ConferenceEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("verb", models.CharField(max_length=30)),
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
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="entries", to="conference.conference"
                    ),
                ),
            ],
            options={
                "verbose_name": "entry of a conference",
                "verbose_name_plural": "entries of conferences",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="DoorKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("label", models.CharField(max_length=100, verbose_name="door")),
                ("made_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="door_keys",
                        to="conference.conference",
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
                "verbose_name": "key to a door",
                "verbose_name_plural": "keys to doors",
                "ordering": ["made_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CheckIn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("at", models.DateTimeField()),
                ("received_at", models.DateTimeField()),
                ("mark", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "badge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="check_ins", to="conference.badge"
                    ),
                ),
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
                    "door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="conference.doorkey",
                    ),
                ),
            ],
            options={
                "verbose_name": "check-in",
                "verbose_name_plural": "check-ins",
                "ordering": ["at", "pk"],
                "constraints": [models.UniqueConstraint(fields=("badge", "day"), name="check_in_once_a_day")],
            },
        ),
        migrations.CreateModel(
            name="Format",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=40, verbose_name="key")),
                ("name", i18nfield.fields.I18nCharField(max_length=120, verbose_name="name")),
                ("about", i18nfield.fields.I18nTextField(blank=True, verbose_name="what it is")),
                ("marks", models.JSONField(blank=True, default=dict)),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="minutes")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="formats", to="conference.conference"
                    ),
                ),
            ],
            options={
                "verbose_name": "format",
                "verbose_name_plural": "formats",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("conference", "key"), name="format_key_once"),
                    models.CheckConstraint(condition=models.Q(("minutes__gt", 0)), name="format_lasts"),
                ],
            },
        ),
        migrations.CreateModel(
            name="InvitationLetter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "asked for"),
                            ("signed", "signed off"),
                            ("refused", "refused"),
                            ("revoked", "revoked"),
                        ],
                        default="asked",
                        max_length=8,
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name as in the passport")),
                ("organization", models.CharField(blank=True, max_length=250)),
                ("country", models.CharField(blank=True, max_length=2)),
                ("embassy", models.CharField(blank=True, max_length=200, verbose_name="to which embassy")),
                ("language", models.CharField(default="en", max_length=20)),
                ("asked_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("code", models.CharField(blank=True, editable=False, max_length=40, null=True, unique=True)),
                ("seal", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="calls.response"
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation letter",
                "verbose_name_plural": "invitation letters",
                "ordering": ["asked_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("code__isnull", False), models.Q(("state", "signed"), _negated=True), _connector="OR"
                        ),
                        name="invitation_letter_code",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["asked", "signed"])),
                        fields=("response",),
                        name="invitation_letter_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ParticipationCertificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(editable=False, max_length=40, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("language", models.CharField(default="en", max_length=20)),
                ("days", models.JSONField(default=list)),
                ("made_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=500)),
                (
                    "badge",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="certificate", to="conference.badge"
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
                "verbose_name": "certificate of participation",
                "verbose_name_plural": "certificates of participation",
                "ordering": ["made_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PartnerSearch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("title", models.CharField(max_length=250, verbose_name="title")),
                ("idea", models.TextField(verbose_name="the idea")),
                ("language", models.CharField(max_length=20, verbose_name="language")),
                (
                    "regions",
                    heliograph.network.lists.WordsField(blank=True, default=list, verbose_name="partners from"),
                ),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="searches", to="conference.conference"
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
                "verbose_name": "search for a partner",
                "verbose_name_plural": "searches for partners",
                "ordering": ["-opened_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PartnerOffer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("words", models.TextField(blank=True, verbose_name="what you would bring")),
                ("offered_at", models.DateTimeField()),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
                ("declined_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "search",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="offers",
                        to="conference.partnersearch",
                    ),
                ),
            ],
            options={
                "verbose_name": "offer of a partner",
                "verbose_name_plural": "offers of partners",
                "ordering": ["offered_at", "pk"],
                "constraints": [models.UniqueConstraint(fields=("search", "person"), name="partner_offer_once")],
            },
        ),
        migrations.CreateModel(
            name="Photograph",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "file",
                    models.FileField(
                        max_length=120, storage=heliograph.network.keeping.private, upload_to="photographs/"
                    ),
                ),
                ("width", models.PositiveIntegerField(default=0)),
                ("height", models.PositiveIntegerField(default=0)),
                ("alt", i18nfield.fields.I18nCharField(max_length=300, verbose_name="what the photograph shows")),
                ("marks", models.JSONField(blank=True, default=dict)),
                ("credit", models.CharField(max_length=200, verbose_name="credit")),
                ("agreed", models.BooleanField(default=False, verbose_name="who can be recognised has agreed")),
                ("position", models.PositiveSmallIntegerField(default=0)),
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
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photographs",
                        to="conference.conference",
                    ),
                ),
            ],
            options={
                "verbose_name": "photograph",
                "verbose_name_plural": "photographs",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Poster",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=250, verbose_name="title")),
                ("summary", models.TextField(blank=True, verbose_name="summary")),
                ("alt", models.TextField(blank=True, verbose_name="what the poster shows")),
                ("credit", models.CharField(blank=True, max_length=300, verbose_name="credit line")),
                ("language", models.CharField(max_length=20, verbose_name="language")),
                ("organization_name", models.CharField(blank=True, max_length=250)),
                ("country", models.CharField(blank=True, max_length=2)),
                ("region", models.CharField(blank=True, max_length=60)),
                (
                    "preview",
                    models.FileField(
                        blank=True, max_length=120, storage=heliograph.network.keeping.private, upload_to="posters/"
                    ),
                ),
                (
                    "thumbnail",
                    models.FileField(
                        blank=True, max_length=120, storage=heliograph.network.keeping.private, upload_to="posters/"
                    ),
                ),
                (
                    "copy",
                    models.FileField(
                        blank=True, max_length=120, storage=heliograph.network.keeping.private, upload_to="posters/"
                    ),
                ),
                ("width", models.PositiveIntegerField(default=0)),
                ("height", models.PositiveIntegerField(default=0)),
                ("consented", models.BooleanField(default=False)),
                ("shown", models.BooleanField(default=False)),
                ("failed_at", models.DateTimeField(blank=True, null=True)),
                ("accepted_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="posters_shown",
                        to="conference.conference",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="calls.storedcontent",
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
                    "response",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="calls.response"
                    ),
                ),
            ],
            options={
                "verbose_name": "poster",
                "verbose_name_plural": "posters",
                "ordering": ["number", "pk"],
                "indexes": [models.Index(fields=["conference", "shown", "region"], name="poster_shown")],
                "constraints": [models.UniqueConstraint(fields=("conference", "number"), name="poster_number_once")],
            },
        ),
        migrations.CreateModel(
            name="Appreciation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "poster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appreciations",
                        to="conference.poster",
                    ),
                ),
            ],
            options={
                "verbose_name": "appreciation of a poster",
                "verbose_name_plural": "appreciations of posters",
                "constraints": [models.UniqueConstraint(fields=("poster", "person"), name="appreciation_once")],
            },
        ),
        migrations.CreateModel(
            name="ReportEdition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("language", models.CharField(max_length=20, verbose_name="language")),
                (
                    "file",
                    models.FileField(
                        blank=True, max_length=120, storage=heliograph.network.keeping.private, upload_to="reports/"
                    ),
                ),
                ("size", models.PositiveBigIntegerField(default=0)),
                ("as_of", models.DateTimeField()),
                ("made_at", models.DateTimeField(blank=True, null=True)),
                ("problem", models.CharField(blank=True, max_length=500)),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reports", to="conference.conference"
                    ),
                ),
            ],
            options={
                "verbose_name": "edition of a report",
                "verbose_name_plural": "editions of reports",
                "ordering": ["-as_of", "-pk"],
                "indexes": [models.Index(fields=["conference", "language", "as_of"], name="report_edition_newest")],
            },
        ),
        migrations.CreateModel(
            name="ReportState",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("opening", i18nfield.fields.I18nTextField(blank=True, verbose_name="opening words")),
                ("marks", models.JSONField(blank=True, default=dict)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "conference",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="report", to="conference.conference"
                    ),
                ),
            ],
            options={
                "verbose_name": "state of a report",
                "verbose_name_plural": "states of reports",
            },
        ),
        migrations.CreateModel(
            name="Room",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", i18nfield.fields.I18nCharField(max_length=120, verbose_name="name")),
                ("marks", models.JSONField(blank=True, default=dict)),
                ("capacity", models.PositiveIntegerField(blank=True, null=True, verbose_name="places")),
                ("equipment", heliograph.network.lists.WordsField(blank=True, default=list, verbose_name="equipment")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rooms", to="conference.conference"
                    ),
                ),
            ],
            options={
                "verbose_name": "room",
                "verbose_name_plural": "rooms",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="RoomClosure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("begins", models.DateTimeField(verbose_name="from")),
                ("ends", models.DateTimeField(verbose_name="until")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="why")),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="closures", to="conference.room"
                    ),
                ),
            ],
            options={
                "verbose_name": "closure of a room",
                "verbose_name_plural": "closures of rooms",
                "ordering": ["begins", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("begins"))), name="room_closure_lasts"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("title", models.CharField(max_length=250, verbose_name="title")),
                ("summary", models.TextField(blank=True, verbose_name="summary")),
                ("language", models.CharField(max_length=20, verbose_name="language")),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="minutes")),
                (
                    "expected",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="expected participants"),
                ),
                ("needs", heliograph.network.lists.WordsField(blank=True, default=list, verbose_name="needs")),
                ("not_at", models.JSONField(blank=True, default=list, verbose_name="not at")),
                ("region", models.CharField(blank=True, max_length=60)),
                ("stands", models.BooleanField(default=True)),
                ("outcome", models.TextField(blank=True, verbose_name="what came of it")),
                ("outcome_language", models.CharField(blank=True, max_length=20)),
                ("accepted_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions_held",
                        to="conference.conference",
                    ),
                ),
                (
                    "format",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sessions", to="conference.format"
                    ),
                ),
                (
                    "response",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="calls.response"
                    ),
                ),
                (
                    "told_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="calls.response",
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "ordering": ["title", "pk"],
                "indexes": [models.Index(fields=["conference", "stands"], name="session_stands")],
            },
        ),
        migrations.CreateModel(
            name="Interest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="interests", to="conference.session"
                    ),
                ),
            ],
            options={
                "verbose_name": "interest in a session",
                "verbose_name_plural": "interests in sessions",
                "constraints": [models.UniqueConstraint(fields=("session", "person"), name="interest_once")],
            },
        ),
        migrations.CreateModel(
            name="SessionPerson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("shown", models.CharField(blank=True, max_length=200, verbose_name="name on the programme")),
                ("organization", models.CharField(blank=True, max_length=250)),
                ("country", models.CharField(blank=True, max_length=2)),
                ("position", models.PositiveSmallIntegerField(default=0)),
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
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="people", to="conference.session"
                    ),
                ),
            ],
            options={
                "verbose_name": "person of a session",
                "verbose_name_plural": "people of sessions",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Slot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("sessions", "sessions in parallel"),
                            ("plenary", "plenary"),
                            ("break", "break"),
                            ("posters", "posters"),
                        ],
                        default="sessions",
                        max_length=8,
                        verbose_name="for",
                    ),
                ),
                ("title", i18nfield.fields.I18nCharField(blank=True, max_length=200, verbose_name="title")),
                ("about", i18nfield.fields.I18nCharField(blank=True, max_length=400, verbose_name="in one sentence")),
                ("marks", models.JSONField(blank=True, default=dict)),
                ("begins", models.DateTimeField(verbose_name="from")),
                ("ends", models.DateTimeField(verbose_name="until")),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="slots", to="conference.conference"
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="slots",
                        to="conference.room",
                    ),
                ),
            ],
            options={
                "verbose_name": "slot",
                "verbose_name_plural": "slots",
                "ordering": ["begins", "pk"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("ends__gt", models.F("begins"))), name="slot_lasts")
                ],
            },
        ),
        migrations.CreateModel(
            name="Stay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "registration",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="calls.response"
                    ),
                ),
                (
                    "response",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="calls.response",
                    ),
                ),
            ],
            options={
                "verbose_name": "stay",
                "verbose_name_plural": "stays",
            },
        ),
        migrations.CreateModel(
            name="Theme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=40, verbose_name="key")),
                ("name", i18nfield.fields.I18nCharField(max_length=120, verbose_name="name")),
                ("marks", models.JSONField(blank=True, default=dict)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="themes", to="conference.conference"
                    ),
                ),
            ],
            options={
                "verbose_name": "theme",
                "verbose_name_plural": "themes",
                "ordering": ["position", "pk"],
                "constraints": [models.UniqueConstraint(fields=("conference", "key"), name="theme_key_once")],
            },
        ),
        migrations.AddField(
            model_name="session",
            name="theme",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="sessions",
                to="conference.theme",
            ),
        ),
        migrations.AddField(
            model_name="poster",
            name="theme",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="posters",
                to="conference.theme",
            ),
        ),
        migrations.CreateModel(
            name="Timetable",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("published", "published"), ("replaced", "replaced")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("steps", models.JSONField(blank=True, default=list)),
                ("made_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                (
                    "conference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="timetables",
                        to="conference.conference",
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
                    "published_by",
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
                "verbose_name": "timetable",
                "verbose_name_plural": "timetables",
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("conference", "number"), name="timetable_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "published")),
                        fields=("conference",),
                        name="timetable_published_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")), fields=("conference",), name="timetable_draft_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SolverRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "waiting"),
                            ("running", "running"),
                            ("done", "done"),
                            ("stopped", "stopped"),
                            ("failed", "failed"),
                        ],
                        default="queued",
                        max_length=8,
                    ),
                ),
                ("seconds", models.PositiveSmallIntegerField(default=30)),
                ("rest_only", models.BooleanField(default=False)),
                ("asked_at", models.DateTimeField()),
                ("begun_at", models.DateTimeField(blank=True, null=True)),
                ("beat_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("stop_asked", models.BooleanField(default=False)),
                ("result", models.JSONField(blank=True, default=dict)),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "timetable",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="runs", to="conference.timetable"
                    ),
                ),
            ],
            options={
                "verbose_name": "run of the solver",
                "verbose_name_plural": "runs of the solver",
                "ordering": ["-asked_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["queued", "running"])),
                        fields=("timetable",),
                        name="solver_run_one_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgrammeChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("before", models.JSONField(blank=True, default=dict)),
                ("after", models.JSONField(blank=True, default=dict)),
                ("at", models.DateTimeField()),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("try_at", models.DateTimeField(blank=True, null=True)),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="changes", to="conference.session"
                    ),
                ),
                (
                    "timetable",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="changes", to="conference.timetable"
                    ),
                ),
            ],
            options={
                "verbose_name": "change of the programme",
                "verbose_name_plural": "changes of the programme",
                "ordering": ["at", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("told_at__isnull", True)), fields=["id"], name="programme_change_owed"
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("timetable", "session"), name="programme_change_once")],
            },
        ),
        migrations.CreateModel(
            name="Placement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("locked", models.BooleanField(default=False)),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="placements", to="conference.room"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="placements", to="conference.session"
                    ),
                ),
                (
                    "slot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="placements", to="conference.slot"
                    ),
                ),
                (
                    "timetable",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="placements",
                        to="conference.timetable",
                    ),
                ),
            ],
            options={
                "verbose_name": "placement",
                "verbose_name_plural": "placements",
                "ordering": ["slot", "room", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("timetable", "session"), name="placement_of_session_once"),
                    models.UniqueConstraint(fields=("timetable", "room", "slot"), name="placement_in_room_once"),
                ],
            },
        ),
    ]
