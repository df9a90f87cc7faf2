import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def cite(apps, schema_editor):
    """Every file that proved a result comes into the library of its unit and year, once however often it was added."""
    Evidence, EvidenceFile = (apps.get_model("clusters", name) for name in ("Evidence", "EvidenceFile"))
    for proof in Evidence.objects.select_related("paper", "report").order_by("pk"):
        paper, stamp = proof.paper, {"added_at": proof.added_at, "added_by_id": proof.added_by_id}
        names = {"stored": paper, "name": paper.original_name, **stamp}
        proof.file, _new = EvidenceFile.objects.get_or_create(
            participant_id=proof.report.participant_id, sha256=paper.sha256, defaults=names
        )
        proof.save(update_fields=["file"])
    _settle(schema_editor)


def uncite(apps, schema_editor):
    for proof in apps.get_model("clusters", "Evidence").objects.select_related("file"):
        proof.paper_id = proof.file.stored_id
        proof.save(update_fields=["paper"])
    _settle(schema_editor)


def _settle(schema_editor):
    """PostgreSQL alters no table while a deferred check of its rows is pending."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


class Migration(migrations.Migration):
    dependencies = [
        ("clusters", "0035_validation"),
    ]

    operations = [
        migrations.RenameField(model_name="evidence", old_name="file", new_name="paper"),
        migrations.AlterField(
            model_name="evidence",
            name="paper",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="clusters.storedfile",
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="pages",
            field=models.CharField(blank=True, max_length=60, verbose_name="pages"),
        ),
        migrations.AddField(
            model_name="evidence",
            name="remark",
            field=models.CharField(blank=True, max_length=300, verbose_name="remark"),
        ),
        migrations.CreateModel(
            name="EvidenceFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(db_index=True, max_length=64, verbose_name="SHA-256")),
                ("name", models.CharField(max_length=200, verbose_name="file name")),
                ("added_at", models.DateTimeField(verbose_name="added at")),
                (
                    "declared_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="declared free of state secrets at"),
                ),
                ("taken_down_at", models.DateTimeField(blank=True, null=True, verbose_name="taken down at")),
                (
                    "taken_down_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="why it was taken down"),
                ),
                (
                    "scan",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits for the virus scan"),
                            ("not_scanned", "Not scanned for viruses"),
                            ("clean", "Scanned: no virus found"),
                            ("infected", "A virus was found"),
                        ],
                        db_index=True,
                        default="not_scanned",
                        max_length=12,
                        verbose_name="virus scan",
                    ),
                ),
                ("scanned_at", models.DateTimeField(blank=True, null=True, verbose_name="scanned at")),
                ("finding", models.CharField(blank=True, max_length=200, verbose_name="what the scanner found")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="added by",
                    ),
                ),
                (
                    "declared_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence_files",
                        to="clusters.participant",
                        verbose_name="participant",
                    ),
                ),
                (
                    "stored",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clusters.storedfile",
                        verbose_name="file",
                    ),
                ),
                (
                    "taken_down_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "evidence file",
                "verbose_name_plural": "evidence files",
            },
        ),
        migrations.AddConstraint(
            model_name="evidencefile",
            constraint=models.UniqueConstraint(fields=("participant", "sha256"), name="evidence_file_once_a_year"),
        ),
        migrations.AddConstraint(
            model_name="evidencefile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("declared_at__isnull", True), ("declared_by__isnull", True)),
                    models.Q(("declared_at__isnull", False), ("declared_by__isnull", False)),
                    _connector="OR",
                ),
                name="evidence_file_declaration_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidencefile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("taken_down_at__isnull", True), ("taken_down_by__isnull", True), ("taken_down_reason", "")
                    ),
                    models.Q(
                        ("taken_down_at__isnull", False),
                        ("taken_down_by__isnull", False),
                        models.Q(("taken_down_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="evidence_file_taking_down_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidencefile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scan__in", ["waiting", "not_scanned"]), ("scanned_at__isnull", True)),
                    models.Q(("scan__in", ["clean", "infected"]), ("scanned_at__isnull", False)),
                    _connector="OR",
                ),
                name="evidence_file_scan_is_whole",
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="file",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="citations",
                to="clusters.evidencefile",
                verbose_name="evidence file",
            ),
        ),
        migrations.RunPython(cite, uncite),
        migrations.AlterField(
            model_name="evidence",
            name="file",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="citations",
                to="clusters.evidencefile",
                verbose_name="evidence file",
            ),
        ),
        migrations.RemoveField(model_name="evidence", name="paper"),
    ]
