from django.db import migrations, models

from clusters import append_only

SEALED_AGAIN = ["Contribution"]


def lift(apps, schema_editor):
    """SQLite makes the table anew to change a constraint, and its triggers go with the old one."""
    append_only.lift(schema_editor, [apps.get_model("clusters", name) for name in SEALED_AGAIN])


def seal(apps, schema_editor):
    append_only.seal(schema_editor, [apps.get_model("clusters", name) for name in SEALED_AGAIN])


class Migration(migrations.Migration):
    dependencies = [("clusters", "0028_decision_says_why")]

    operations = [
        migrations.RunPython(lift, seal),
        migrations.RemoveConstraint(model_name="contribution", name="contribution_is_money_or_takes_it_back"),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                name="contribution_is_paid_returned_or_taken_back",
                condition=models.Q(
                    models.Q(("amount__gt", 0), ("corrects__isnull", True), ("reason", "")),
                    models.Q(("amount__lt", 0), models.Q(("reason", ""), _negated=True)),
                    models.Q(("amount__gt", 0), ("corrects__isnull", False), models.Q(("reason", ""), _negated=True)),
                    _connector="OR",
                ),
            ),
        ),
        migrations.RunPython(seal, lift),
    ]
