import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("calls", "0006_reminders"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="call",
            name="retain_until",
            field=models.DateField(blank=True, null=True, verbose_name="answers are kept until"),
        ),
        migrations.AddField(
            model_name="call",
            name="anonymised_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="KeptFigures",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=20)),
                ("figures", models.JSONField()),
                ("made_at", models.DateTimeField()),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="kept_figures", to="calls.call"
                    ),
                ),
            ],
            options={
                "verbose_name": "kept figures of a call",
                "verbose_name_plural": "kept figures of calls",
                "constraints": [models.UniqueConstraint(fields=("call", "language"), name="kept_figures_once")],
            },
        ),
        migrations.CreateModel(
            name="FileAccess",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="accesses", to="calls.answerfile"
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
                "verbose_name": "access to a file of a response",
                "verbose_name_plural": "accesses to files of responses",
                "constraints": [models.UniqueConstraint(fields=("file", "person"), name="file_access_once")],
            },
        ),
    ]
