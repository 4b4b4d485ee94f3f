from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('calls', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='responseentry',
            name='try_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
