"""Keys to doors; of a badge for whom it was made and in what role; of a check-in the door, and that it was undone."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("conference", "0005_sessions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
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
        migrations.AddField(
            "badge",
            "whose",
            models.CharField(blank=True, editable=False, max_length=32, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "badge", "role", models.CharField(blank=True, max_length=100, default=""), preserve_default=False
        ),
        migrations.AddField("checkin", "undone_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            "checkin",
            "door",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="conference.doorkey",
            ),
        ),
    ]
