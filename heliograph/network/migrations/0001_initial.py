import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import heliograph.network.keeping
import heliograph.network.lists
import heliograph.network.models
import heliograph.network.sorting
import uuid
from django.conf import settings
from django.db import migrations, models

#: Django's database cache as ``createcachetable`` would make it: counts of attempts, used codes.
CACHE = "network_cache"
#: Lists of words into which PostgreSQL looks by an index.
LISTS = {
    "network_organization": ("levels", "languages", "themes"),
    "network_person": ("languages",),
}


def create_cache(_apps, editor):
    """Made here, so that a new site needs no further command; left alone where ``createcachetable`` has been run."""
    if CACHE in editor.connection.introspection.table_names():
        return
    moment = "datetime" if editor.connection.vendor == "sqlite" else "timestamp with time zone"
    editor.execute(
        f"CREATE TABLE {CACHE} (cache_key varchar(255) NOT NULL PRIMARY KEY, value text NOT NULL, expires {moment} NOT NULL)",
        None,
    )
    editor.execute(f"CREATE INDEX {CACHE}_expires ON {CACHE} (expires)", None)


def drop_cache(_apps, editor):
    editor.execute(f"DROP TABLE {CACHE}", None)


def index_lists(_apps, editor):
    if editor.connection.vendor == "postgresql":
        for table, columns in LISTS.items():
            for column in columns:
                editor.execute(f"CREATE INDEX {table}_{column}_words ON {table} USING gin ({column})")


def drop_lists(_apps, editor):
    if editor.connection.vendor == "postgresql":
        for table, columns in LISTS.items():
            for column in columns:
                editor.execute(f"DROP INDEX {table}_{column}_words")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="Application",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("draft", models.JSONField(blank=True, default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("unconfirmed", "address not yet confirmed"),
                            ("applied", "with the National Coordinator"),
                            ("returned", "returned to the school"),
                            ("recommended", "with the secretariat"),
                            ("admitted", "admitted"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn by the school"),
                        ],
                        default="unconfirmed",
                        max_length=12,
                    ),
                ),
                ("applicant_name", models.CharField(max_length=200, verbose_name="your name")),
                ("applicant_email", models.EmailField(max_length=254, verbose_name="your e-mail address")),
                (
                    "applicant_role",
                    models.CharField(
                        choices=[
                            ("secretariat", "secretariat"),
                            ("regional-office", "regional office"),
                            ("coordinator", "National Coordinator"),
                            ("deputy", "deputy coordinator"),
                            ("organizer", "organizer"),
                            ("focal-point", "focal point"),
                            ("principal", "principal"),
                            ("teacher", "teacher"),
                        ],
                        default="focal-point",
                        max_length=20,
                    ),
                ),
                ("language", models.CharField(default="en", max_length=20)),
                ("motivation", models.TextField(blank=True, verbose_name="why your school wants to join")),
                ("applied_at", models.DateTimeField()),
                ("name_approved_at", models.DateTimeField(blank=True, null=True)),
                ("approved_name", models.CharField(blank=True, max_length=250)),
            ],
            options={
                "verbose_name": "application",
                "verbose_name_plural": "applications",
                "indexes": [models.Index(fields=["state", "applied_at"], name="application_state")],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-mail address")),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                (
                    "languages",
                    heliograph.network.lists.WordsField(
                        default=heliograph.network.models._english, verbose_name="languages"
                    ),
                ),
                ("zone", models.CharField(default="UTC", max_length=64, verbose_name="time zone")),
                ("is_active", models.BooleanField(default=True)),
                ("joined_at", models.DateTimeField(blank=True, null=True)),
                ("erased_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "person",
                "verbose_name_plural": "people",
                "indexes": [
                    models.Index(fields=["is_active", "languages"], name="person_languages"),
                    models.Index(
                        condition=models.Q(("erased_at", None), ("is_active", True)), fields=["id"], name="person_here"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"), name="person_email_without_case"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AddressChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("before", models.EmailField(max_length=254)),
                ("after", models.EmailField(max_length=254)),
                ("asked_at", models.DateTimeField()),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="address_changes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "change of address",
                "verbose_name_plural": "changes of address",
                "ordering": ["-asked_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ApplicationEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("unconfirmed", "address not yet confirmed"),
                            ("applied", "with the National Coordinator"),
                            ("returned", "returned to the school"),
                            ("recommended", "with the secretariat"),
                            ("admitted", "admitted"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn by the school"),
                        ],
                        max_length=12,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="entries", to="network.application"
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
            ],
            options={
                "verbose_name": "step of an application",
                "verbose_name_plural": "steps of applications",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Audience",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=120, unique=True, verbose_name="name")),
                ("rule", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("people_count", models.PositiveIntegerField(editable=False, null=True)),
                ("counted_at", models.DateTimeField(editable=False, null=True)),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "verbose_name": "audience",
                "verbose_name_plural": "audiences",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="ColumnMapping",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("organizations", "organizations"), ("people", "people and roles")], max_length=16
                    ),
                ),
                ("header", models.CharField(max_length=64)),
                ("columns", models.JSONField(default=dict)),
                ("used_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "mapping of columns",
                "verbose_name_plural": "mappings of columns",
                "constraints": [models.UniqueConstraint(models.F("kind"), models.F("header"), name="columns_once")],
            },
        ),
        migrations.CreateModel(
            name="ConfirmationRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("opens_on", models.DateField(unique=True, verbose_name="opens on")),
                ("closes_on", models.DateField(verbose_name="closes on")),
                ("opened_at", models.DateTimeField()),
                ("extensions", models.JSONField(blank=True, default=list)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "opened_by",
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
                "verbose_name": "round of confirmation",
                "verbose_name_plural": "rounds of confirmation",
                "ordering": ["-opens_on"],
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("country", models.CharField(max_length=2, verbose_name="country")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                ("language", models.CharField(default="en", max_length=20, verbose_name="language of the letter")),
                ("on", models.DateField(verbose_name="first day")),
                ("deputies_stay", models.BooleanField(default=True)),
                ("note", models.TextField(blank=True, verbose_name="a word to the successor")),
                ("asked_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("declined_at", models.DateTimeField(blank=True, null=True)),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                ("kept", models.JSONField(blank=True, default=dict)),
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
                    "giver",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "successor",
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
                "verbose_name": "handover",
                "verbose_name_plural": "handovers",
                "ordering": ["-asked_at", "-pk"],
                "indexes": [models.Index(fields=["country", "asked_at"], name="handover_country")],
            },
        ),
        migrations.CreateModel(
            name="Organization",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("identifier", models.CharField(max_length=40, unique=True, verbose_name="identifier")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("school", "school"),
                            ("commission", "National Commission"),
                            ("ministry", "ministry"),
                            ("training", "teacher-training institution"),
                            ("regional-office", "regional office"),
                            ("partner", "partner"),
                            ("other", "other"),
                        ],
                        default="school",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=250, verbose_name="name")),
                ("name_language", models.CharField(default="en", max_length=20, verbose_name="language of the name")),
                ("name_en", models.CharField(blank=True, max_length=250, verbose_name="name in English")),
                ("sort_key", heliograph.network.sorting.SortKeyField(editable=False, max_length=300)),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                ("web", models.URLField(blank=True, max_length=300, verbose_name="web address")),
                ("country", models.CharField(max_length=2, verbose_name="country")),
                ("city", models.CharField(blank=True, max_length=120, verbose_name="city")),
                ("latitude", models.FloatField(blank=True, null=True, verbose_name="latitude")),
                ("longitude", models.FloatField(blank=True, null=True, verbose_name="longitude")),
                ("zone", models.CharField(default="UTC", max_length=64, verbose_name="time zone")),
                ("levels", heliograph.network.lists.WordsField(blank=True, default=list, verbose_name="levels")),
                (
                    "languages",
                    heliograph.network.lists.WordsField(blank=True, default=list, verbose_name="teaching languages"),
                ),
                ("themes", heliograph.network.lists.WordsField(blank=True, default=list, verbose_name="themes")),
                (
                    "correspondence",
                    models.CharField(default="en", max_length=20, verbose_name="language of correspondence"),
                ),
                (
                    "learners",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1-49", "fewer than 50"),
                            ("50-99", "50 to 99"),
                            ("100-249", "100 to 249"),
                            ("250-499", "250 to 499"),
                            ("500-999", "500 to 999"),
                            ("1000-1999", "1,000 to 1,999"),
                            ("2000+", "2,000 or more"),
                        ],
                        max_length=12,
                        verbose_name="learners",
                    ),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("hidden", "nothing: it is only counted"),
                            ("name", "name, town and country"),
                            ("full", "the whole page, without addresses of people"),
                        ],
                        default="hidden",
                        max_length=8,
                        verbose_name="shown to everybody",
                    ),
                ),
                (
                    "membership",
                    models.CharField(
                        choices=[
                            ("none", "not a member"),
                            ("candidate", "candidate"),
                            ("member", "member"),
                            ("suspended", "suspended"),
                            ("left", "left"),
                        ],
                        default="none",
                        max_length=12,
                        verbose_name="membership",
                    ),
                ),
                ("member_since", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="member since")),
                ("confirmed_on", models.DateField(blank=True, null=True, verbose_name="last confirmed on")),
                ("created_at", models.DateTimeField(editable=False, null=True)),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duplicates",
                        to="network.organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "organization",
                "verbose_name_plural": "organizations",
                "indexes": [
                    models.Index(
                        fields=["country", "kind", "membership", "confirmed_on"], name="organization_country_kind"
                    ),
                    models.Index(django.db.models.functions.text.Lower("email"), name="organization_email"),
                    models.Index(
                        fields=[
                            "sort_key",
                            "country",
                            "kind",
                            "membership",
                            "visibility",
                            "merged_into",
                            "levels",
                            "languages",
                            "themes",
                            "id",
                        ],
                        name="organization_directory",
                    ),
                    models.Index(fields=["country", "sort_key"], name="organization_country_order"),
                    models.Index(
                        condition=models.Q(("merged_into__isnull", False)),
                        fields=["merged_into"],
                        name="organization_merged_into",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NotDuplicate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                    "one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="network.organization"
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="network.organization"
                    ),
                ),
            ],
            options={
                "verbose_name": "pair that is no duplicate",
                "verbose_name_plural": "pairs that are no duplicates",
                "constraints": [models.UniqueConstraint(models.F("one"), models.F("other"), name="told_apart_once")],
            },
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("at", models.DateTimeField()),
                ("kept", models.JSONField(default=dict)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
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
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "duplicate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="network.organization"
                    ),
                ),
                (
                    "survivor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="network.organization"
                    ),
                ),
            ],
            options={
                "verbose_name": "merge of duplicates",
                "verbose_name_plural": "merges of duplicates",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="MembershipChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "before",
                    models.CharField(
                        choices=[
                            ("none", "not a member"),
                            ("candidate", "candidate"),
                            ("member", "member"),
                            ("suspended", "suspended"),
                            ("left", "left"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "after",
                    models.CharField(
                        choices=[
                            ("none", "not a member"),
                            ("candidate", "candidate"),
                            ("member", "member"),
                            ("suspended", "suspended"),
                            ("left", "left"),
                        ],
                        max_length=12,
                    ),
                ),
                ("on", models.DateField()),
                ("reason", models.TextField(blank=True)),
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
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="membership_changes",
                        to="network.organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "change of membership",
                "verbose_name_plural": "changes of membership",
                "ordering": ["-on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                ("language", models.CharField(default="en", max_length=20, verbose_name="language of the letter")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("secretariat", "secretariat"),
                            ("regional-office", "regional office"),
                            ("coordinator", "National Coordinator"),
                            ("deputy", "deputy coordinator"),
                            ("organizer", "organizer"),
                            ("focal-point", "focal point"),
                            ("principal", "principal"),
                            ("teacher", "teacher"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                ("country", models.CharField(blank=True, max_length=2, verbose_name="country")),
                ("region", models.CharField(blank=True, max_length=60, verbose_name="region")),
                ("note", models.TextField(blank=True, verbose_name="a word of yours")),
                ("invited_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
                ("declined_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
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
                    "taken_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="network.organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "indexes": [models.Index(django.db.models.functions.text.Lower("email"), name="invitation_email")],
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20, unique=True)),
                ("name", models.CharField(max_length=250)),
                ("member_since", models.PositiveSmallIntegerField()),
                ("language", models.CharField(default="en", max_length=20)),
                ("issued_at", models.DateTimeField()),
                ("replaced_at", models.DateTimeField(blank=True, null=True)),
                (
                    "issued_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="certificates",
                        to="network.organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "certificate",
                "verbose_name_plural": "certificates",
            },
        ),
        migrations.AddField(
            model_name="application",
            name="organization",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="application",
                to="network.organization",
            ),
        ),
        migrations.CreateModel(
            name="OrganizationEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("added", "added"),
                            ("corrected", "corrected"),
                            ("confirmed", "confirmed"),
                            ("membership", "membership changed"),
                            ("imported", "changed by an import"),
                            ("merged", "merged with a duplicate"),
                            ("name-approved", "name proofread"),
                            ("certified", "certificate issued"),
                            ("roles", "people changed"),
                        ],
                        max_length=16,
                    ),
                ),
                ("changes", models.JSONField(blank=True, default=dict)),
                ("note", models.TextField(blank=True)),
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
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="entries", to="network.organization"
                    ),
                ),
            ],
            options={
                "verbose_name": "entry of an organization",
                "verbose_name_plural": "entries of organizations",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="PersonEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("corrected", "corrected"),
                            ("address", "address changed"),
                            ("closed", "account closed"),
                            ("opened", "account opened again"),
                        ],
                        max_length=16,
                    ),
                ),
                ("changes", models.JSONField(blank=True, default=dict)),
                ("note", models.TextField(blank=True)),
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="entries", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "entry of a person",
                "verbose_name_plural": "entries of people",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Role",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("secretariat", "secretariat"),
                            ("regional-office", "regional office"),
                            ("coordinator", "National Coordinator"),
                            ("deputy", "deputy coordinator"),
                            ("organizer", "organizer"),
                            ("focal-point", "focal point"),
                            ("principal", "principal"),
                            ("teacher", "teacher"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                ("country", models.CharField(blank=True, max_length=2, verbose_name="country")),
                ("region", models.CharField(blank=True, max_length=60, verbose_name="region")),
                ("begins", models.DateField(verbose_name="from")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "appointed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roles",
                        to="network.organization",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="roles", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "role",
                "verbose_name_plural": "roles",
                "indexes": [
                    models.Index(fields=["kind", "country", "ends", "begins", "person"], name="role_kind_country")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("person"),
                        models.F("kind"),
                        django.db.models.functions.comparison.Coalesce("organization", models.Value(0)),
                        models.F("country"),
                        models.F("region"),
                        condition=models.Q(("ends__isnull", True)),
                        name="role_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("organizations", "organizations"), ("people", "people and roles")], max_length=16
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("mapping", "columns to be matched"),
                            ("checking", "being checked"),
                            ("checked", "checked: nothing is changed yet"),
                            ("applying", "being applied"),
                            ("applied", "applied"),
                            ("failed", "failed"),
                        ],
                        default="mapping",
                        max_length=12,
                    ),
                ),
                (
                    "file",
                    models.FileField(max_length=300, storage=heliograph.network.keeping.private, upload_to="imports/"),
                ),
                ("file_name", models.CharField(max_length=200)),
                ("encoding", models.CharField(blank=True, max_length=40)),
                ("sheet", models.CharField(blank=True, max_length=120)),
                ("header", models.JSONField(default=list)),
                ("columns", models.JSONField(default=dict)),
                ("options", models.JSONField(default=dict)),
                ("rows", models.PositiveIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                ("outcome", models.JSONField(default=dict)),
                ("problem", models.TextField(blank=True)),
                ("made_at", models.DateTimeField()),
                ("applied_at", models.DateTimeField(blank=True, null=True)),
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
                "verbose_name": "import of a spreadsheet",
                "verbose_name_plural": "imports of spreadsheets",
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.RunPython(create_cache, drop_cache),
        migrations.RunPython(index_lists, drop_lists),
    ]
