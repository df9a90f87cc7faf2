from django.db import migrations

from clusters import append_only

SEALED = ["AuditEntry", "Signature", "Submission", "Standing", "Placing"]


def seal(apps, schema_editor):
    append_only.seal(schema_editor, [apps.get_model("clusters", name) for name in SEALED])


def lift(apps, schema_editor):
    append_only.lift(schema_editor, [apps.get_model("clusters", name) for name in SEALED])


class Migration(migrations.Migration):
    dependencies = [("clusters", "0001_initial")]
    operations = [migrations.RunPython(seal, lift)]
