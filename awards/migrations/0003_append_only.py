from django.db import migrations

from clusters import append_only

SEALED = ["AwardDecision", "Honour"]


def seal(apps, schema_editor):
    append_only.seal(schema_editor, [apps.get_model("awards", name) for name in SEALED])


def lift(apps, schema_editor):
    append_only.lift(schema_editor, [apps.get_model("awards", name) for name in SEALED])


class Migration(migrations.Migration):
    dependencies = [("awards", "0002_initial"), ("clusters", "0002_append_only")]
    operations = [migrations.RunPython(seal, lift)]
