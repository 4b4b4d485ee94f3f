"""Fills what the records have since: ranges of learners, keys of roles, the order of names."""

import uuid

from django.db import migrations

from heliograph.network.sorting import sort_key
from heliograph.network.states import Learners

BATCH = 1000


def fill(apps, _schema_editor):
    organizations = apps.get_model("network", "Organization")
    batch = []
    for one in organizations.objects.iterator(chunk_size=BATCH):
        one.sort_key = sort_key(one.name, one.identifier)
        one.learners = "" if one.learners_number is None else Learners.of(one.learners_number).value
        batch.append(one)
        if len(batch) == BATCH:
            organizations.objects.bulk_update(batch, ["sort_key", "learners"])
            batch = []
    organizations.objects.bulk_update(batch, ["sort_key", "learners"])
    roles = apps.get_model("network", "Role")
    for role in roles.objects.filter(public_id=None).iterator(chunk_size=BATCH):
        role.public_id = uuid.uuid4()
        role.save(update_fields=["public_id"])


class Migration(migrations.Migration):
    dependencies = [("network", "0002_network_picture")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
