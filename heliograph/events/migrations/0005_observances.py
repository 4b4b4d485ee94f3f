import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('calls', '0010_response_share'),
        ('events', '0004_agenda'),
        ('library', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='observance',
            name='loaded',
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.CreateModel(
            name='ObservanceEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('verb', models.CharField(max_length=20)),
                ('what', models.JSONField(blank=True, default=list)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('observance', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='events.observance')),
            ],
            options={
                'verbose_name': 'entry of an observance',
                'verbose_name_plural': 'entries of observances',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ObservanceCall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tells', models.BooleanField(default=False, verbose_name='schools tell by it what they did')),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='calls.call', verbose_name='call')),
                ('observance', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calls', to='events.observance')),
            ],
            options={
                'verbose_name': 'call of an observance',
                'verbose_name_plural': 'calls of observances',
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(fields=('observance', 'call'), name='observance_call_once')],
            },
        ),
        migrations.CreateModel(
            name='ObservanceDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='library.document', verbose_name='document')),
                ('observance', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='events.observance')),
            ],
            options={
                'verbose_name': 'document of an observance',
                'verbose_name_plural': 'documents of observances',
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(fields=('observance', 'document'), name='observance_document_once')],
            },
        ),
    ]
