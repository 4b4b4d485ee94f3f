import datetime

from django.conf import settings
from django.db import migrations
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Concat, Lower


def carry_over(apps, schema_editor):
    """What mailings, letters, messages and wishes have been called until now."""
    Mailing, Body = apps.get_model("delivery", "Mailing"), apps.get_model("delivery", "Body")
    Message, Preference = apps.get_model("delivery", "Message"), apps.get_model("delivery", "Preference")
    Mailing.objects.update(domain=settings.MAIL_DOMAIN)
    Body.objects.update(key=Concat("language", Value(" "), "zone"), written_at=Subquery(
        Mailing.objects.filter(pk=OuterRef("mailing")).values("created_at")[:1]))
    Message.objects.update(key=Lower("address"))
    Message.objects.filter(state="queued", attempts=0).update(due_at=datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc))
    wishes = apps.get_model("delivery", "OptOut").objects.all()
    Preference.objects.bulk_create(
        [Preference(address=each.address, topic=each.topic, choice="never", at=each.at) for each in wishes.iterator()],
        batch_size=500,
    )


class Migration(migrations.Migration):

    dependencies = [
        ('delivery', '0002_senders_and_preferences'),
    ]

    operations = [
        migrations.RunPython(carry_over, migrations.RunPython.noop),
    ]
