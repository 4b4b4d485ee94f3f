import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("calls", "0007_retention"), ("library", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="attachment",
            name="document",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="library.document",
                verbose_name="document",
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="document_number",
            field=models.PositiveIntegerField(default=0),
        ),
    ]
