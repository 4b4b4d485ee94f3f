import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('calls', '0012_review_indexes'),
        ('conference', '0006_timetable'),
    ]

    operations = [
        migrations.AddField(
            model_name='session',
            name='told_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='calls.response'),
        ),
    ]
