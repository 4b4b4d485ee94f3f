"""What the frame keeps in the database without models: the generation of finished pages, the full-text search."""

from django.db import migrations

from heliograph.frame import fulltext


class Migration(migrations.Migration):
    initial = True

    operations = [
        migrations.RunSQL("CREATE TABLE frame_generation (number bigint NOT NULL)", "DROP TABLE frame_generation"),
        migrations.RunSQL("INSERT INTO frame_generation (number) VALUES (1)", "DELETE FROM frame_generation"),
        migrations.RunPython(fulltext.create, fulltext.drop),
    ]
