import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bulletin', '0003_reach'),
        ('calls', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='itemproposal',
            name='call',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='calls.call'),
        ),
        migrations.AddField(
            model_name='itemproposal',
            name='made',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='itemproposal',
            name='set_aside_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='itemproposal',
            name='taken_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name='Binding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('moments', models.JSONField(blank=True, default=list)),
                ('bound_at', models.DateTimeField()),
                ('call', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='calls.call')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bindings', to='bulletin.item')),
            ],
            options={
                'verbose_name': 'binding',
                'verbose_name_plural': 'bindings',
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('item', 'call'), name='binding_once')],
            },
        ),
    ]
