from __future__ import annotations

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("calls", "0012_review_indexes")]

    operations = [
        migrations.RemoveIndex(model_name="response", name="response_state"),
        migrations.RemoveIndex(model_name="response", name="response_arrived"),
        migrations.AddIndex(
            model_name="response",
            index=models.Index(fields=["call", "state", "country", "id"], name="response_state"),
        ),
        migrations.AddIndex(
            model_name="response",
            index=models.Index(fields=["call", "arrived_at", "id", "state"], name="response_arrived"),
        ),
        migrations.RemoveIndex(model_name="response", name="response_unkeyed"),
        migrations.AddIndex(
            model_name="response",
            index=models.Index(
                condition=Q(Q(("state", "draft"), _negated=True), Q(("keyed", F("version")), _negated=True)),
                fields=["call", "id"],
                name="response_unkeyed",
            ),
        ),
    ]
