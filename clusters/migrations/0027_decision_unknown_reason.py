from django.db import migrations, models
from django.db.models import Q

# Of papers that were recorded before the reason was asked for.
NOT_ASKED = "Khi ghi nhận chưa nêu lý do."


def fill(apps, schema_editor):
    """Papers without number or day say that no reason was given."""
    lacking = apps.get_model("clusters", "Decision").objects.filter(Q(number="") | Q(on__isnull=True))
    lacking.update(unknown_reason=NOT_ASKED)


class Migration(migrations.Migration):
    dependencies = [("clusters", "0026_information")]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="unknown_reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="why number or date is not known"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
