import django.db.models.deletion
from django.db import migrations, models


def to_the_unit(apps, schema_editor):
    """Uploads on their way stay where they were sent to: the library of the report's unit."""
    EvidenceUpload = apps.get_model("clusters", "EvidenceUpload")
    for upload in EvidenceUpload.objects.select_related("report"):
        upload.participant_id = upload.report.participant_id
        upload.save(update_fields=["participant"])
    _settle(schema_editor)


def to_the_report(apps, schema_editor):
    """Those for periods have no place to go back to."""
    EvidenceUpload, Report = (apps.get_model("clusters", name) for name in ("EvidenceUpload", "Report"))
    EvidenceUpload.objects.filter(period__isnull=False).delete()
    for upload in EvidenceUpload.objects.all():
        upload.report = Report.objects.get(participant=upload.participant_id)
        upload.save(update_fields=["report"])
    _settle(schema_editor)


def _settle(schema_editor):
    """PostgreSQL alters no table while a deferred check of its rows is pending."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def _to(model: str, name: str, **fields) -> models.ForeignKey:
    protect = django.db.models.deletion.PROTECT
    return models.ForeignKey(on_delete=protect, related_name="+", to=model, verbose_name=name, **fields)


class Migration(migrations.Migration):
    dependencies = [
        ("clusters", "0043_period_evidence"),
    ]

    operations = [
        migrations.AddField("evidenceupload", "participant", _to("clusters.participant", "participant", null=True)),
        migrations.AddField(
            "evidenceupload", "period", _to("clusters.period", "reporting period", blank=True, null=True)
        ),
        migrations.AlterField("evidenceupload", "report", _to("clusters.report", "report", null=True)),
        migrations.RunPython(to_the_unit, to_the_report),
        migrations.AlterField("evidenceupload", "participant", _to("clusters.participant", "participant")),
        migrations.RemoveField("evidenceupload", "report"),
    ]
