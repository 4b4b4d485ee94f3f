from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0005_observances"),
    ]

    operations = [
        migrations.AddField(
            model_name="occurrenceentry",
            name="tries",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="occurrenceentry",
            name="try_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
