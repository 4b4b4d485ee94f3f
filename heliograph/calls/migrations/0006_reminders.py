import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("calls", "0005_deciding"),
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
            name="NotThisOne",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "call",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="calls.call",
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
            name="Reminded",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("days", models.PositiveSmallIntegerField()),
                ("day", models.DateField()),
                ("slot", models.DateTimeField()),
                ("closes", models.DateTimeField()),
                ("draft", models.BooleanField(default=False)),
                (
                    "call",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="calls.call",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminder_rules",
                        to="calls.call",
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
    ]
