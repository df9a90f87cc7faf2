from django.db import migrations, models


def count_parts(apps, schema_editor):
    """What stands was written at the row's version, by whoever wrote the row last."""
    for result in apps.get_model("clusters", "Result").objects.iterator():
        stamp = {"version": result.version, "by": result.updated_by_id, "at": result.updated_at.isoformat()}
        names = [*result.inputs, *(["note"] if result.note else [])]
        result.parts = dict.fromkeys(names, stamp)
        result.save(update_fields=["parts"])


class Migration(migrations.Migration):
    dependencies = [("clusters", "0031_criterion_periods")]

    operations = [
        migrations.AddField("result", "parts", models.JSONField(default=dict, blank=True)),
        migrations.AddField("result", "keys", models.JSONField(default=list, blank=True)),
        migrations.RunPython(count_parts, migrations.RunPython.noop),
    ]
