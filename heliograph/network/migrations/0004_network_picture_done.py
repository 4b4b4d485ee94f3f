"""Takes away what the ranges replace, and lets PostgreSQL look into lists of words."""

import uuid

from django.db import migrations, models

LISTS = {
    "network_organization": ("levels", "languages", "themes"),
    "network_person": ("languages",),
}


def index_lists(_apps, editor):
    if editor.connection.vendor != "postgresql":
        return
    for table, columns in LISTS.items():
        for column in columns:
            editor.execute(f"CREATE INDEX {table}_{column}_words ON {table} USING gin ({column})")


def drop_lists(_apps, editor):
    if editor.connection.vendor != "postgresql":
        return
    for table, columns in LISTS.items():
        for column in columns:
            editor.execute(f"DROP INDEX {table}_{column}_words")


class Migration(migrations.Migration):
    dependencies = [("network", "0003_fill_network_picture")]
    operations = [
        migrations.RemoveField(model_name="organization", name="learners_number"),
        migrations.AlterField(
            model_name="role",
            name="public_id",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.RunPython(index_lists, drop_lists),
    ]
