from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('delivery', '0003_carry_over'),
    ]

    operations = [
        migrations.DeleteModel(
            name='OptOut',
        ),
        migrations.RemoveConstraint(
            model_name='body',
            name='body_once_per_language_and_zone',
        ),
        migrations.RemoveConstraint(
            model_name='message',
            name='message_once_per_address',
        ),
        migrations.RemoveField(
            model_name='message',
            name='message_id',
        ),
        migrations.AddConstraint(
            model_name='body',
            constraint=models.UniqueConstraint(fields=('mailing', 'key'), name='body_once_per_key'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.UniqueConstraint(fields=('mailing', 'key'), name='message_once_per_key'),
        ),
        migrations.RemoveField(
            model_name='mailing',
            name='outages',
        ),
        migrations.RemoveField(
            model_name='mailing',
            name='tended_until',
        ),
        migrations.RemoveField(
            model_name='mailing',
            name='turn',
        ),
        migrations.RemoveField(
            model_name='message',
            name='leased_until',
        ),
    ]
