from django.db import migrations, models

from clusters import append_only


def seal(apps, schema_editor):
    append_only.seal(schema_editor, [apps.get_model("awards", "Honour")])


def lift(apps, schema_editor):
    append_only.lift(schema_editor, [apps.get_model("awards", "Honour")])


class Migration(migrations.Migration):
    """SQLite remakes the table for a constraint and loses its triggers with the old one: lift them, then seal again."""

    dependencies = [("awards", "0003_append_only"), ("clusters", "0003_event_award_defined")]
    operations = [
        migrations.RunPython(lift, seal),
        migrations.RemoveConstraint(model_name="honour", name="honour_once_a_year"),
        migrations.AddConstraint(
            model_name="honour",
            constraint=models.UniqueConstraint(
                fields=["award_decision", "award", "organisation", "year"], name="honour_once_per_decision"
            ),
        ),
        migrations.RunPython(seal, lift),
    ]
