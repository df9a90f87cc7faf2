import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from clusters import append_only

SEALED = ["PactAnnex"]
# A table that is remade loses its triggers.
SEALED_AGAIN = ["Signature"]


def lift(apps, schema_editor):
    append_only.lift(schema_editor, [apps.get_model("clusters", name) for name in SEALED_AGAIN])


def seal(apps, schema_editor):
    append_only.seal(schema_editor, [apps.get_model("clusters", name) for name in [*SEALED, *SEALED_AGAIN]])


def lift_all(apps, schema_editor):
    append_only.lift(schema_editor, [apps.get_model("clusters", name) for name in [*SEALED, *SEALED_AGAIN]])


def seal_again(apps, schema_editor):
    append_only.seal(schema_editor, [apps.get_model("clusters", name) for name in SEALED_AGAIN])


class Migration(migrations.Migration):
    dependencies = [
        ("clusters", "0007_exemplar"),
    ]

    operations = [
        migrations.RunPython(lift, seal_again),
        migrations.CreateModel(
            name="PactAnnex",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("text", models.TextField(verbose_name="text")),
                ("text_hash", models.CharField(max_length=64)),
                ("drawn_up_at", models.DateTimeField(verbose_name="drawn up at")),
            ],
            options={
                "verbose_name": "annex to the pact",
                "verbose_name_plural": "annexes to the pact",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True), models.Q(("text_hash", ""), _negated=True)
                        ),
                        name="annex_has_a_text",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="pact",
            name="witness_body",
            field=models.CharField(blank=True, max_length=250, verbose_name="witnessing body"),
        ),
        migrations.AddField(
            model_name="participant",
            name="admitted_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="admitted at"),
        ),
        migrations.AddField(
            model_name="participant",
            name="admitted_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="participant",
            name="left_reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="why it left"),
        ),
        migrations.AddField(
            model_name="signature",
            name="capacity",
            field=models.CharField(
                choices=[("member", "member"), ("head", "head of the cluster"), ("witness", "witness")],
                default="member",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="declared",
            field=models.BooleanField(default=False, verbose_name="declared to be this text"),
        ),
        migrations.AddField(
            model_name="signature",
            name="file",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="clusters.storedfile",
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="for_head",
            field=models.BooleanField(default=False, verbose_name="signed for the head"),
        ),
        migrations.AddField(
            model_name="signature",
            name="reading",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="signature",
            name="signed_on",
            field=models.DateField(blank=True, null=True, verbose_name="day on the paper"),
        ),
        migrations.AddField(
            model_name="signature",
            name="signer_name",
            field=models.CharField(blank=True, max_length=150, verbose_name="signed by"),
        ),
        migrations.AddField(
            model_name="signature",
            name="signer_position",
            field=models.CharField(blank=True, max_length=150, verbose_name="position"),
        ),
        migrations.AddField(
            model_name="signature",
            name="way",
            field=models.CharField(
                choices=[
                    ("page", "on the page"),
                    ("scan", "signed paper, attached"),
                    ("signed_pdf", "PDF signed digitally, attached"),
                ],
                default="page",
                max_length=10,
                verbose_name="way",
            ),
        ),
        migrations.AlterField(
            model_name="signature",
            name="participant",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="signatures",
                to="clusters.participant",
            ),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("admitted_at__isnull", True), ("admitted_by__isnull", True)),
                    models.Q(("admitted_at__isnull", False), ("admitted_by__isnull", False)),
                    _connector="OR",
                ),
                name="participant_admission_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.CheckConstraint(
                condition=models.Q(("left_reason", ""), ("left_on__isnull", False), _connector="OR"),
                name="participant_reason_is_of_leaving",
            ),
        ),
        migrations.AddField(
            model_name="pactannex",
            name="drawn_up_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="pactannex",
            name="pact",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="annexes", to="clusters.pact"
            ),
        ),
        migrations.AddField(
            model_name="pactannex",
            name="participant",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="annexes", to="clusters.participant"
            ),
        ),
        migrations.AddField(
            model_name="pactannex",
            name="replaces",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="clusters.pactannex",
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="annex",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="signatures",
                to="clusters.pactannex",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.UniqueConstraint(
                condition=models.Q(("capacity", "member"), _negated=True),
                fields=("pact", "text_hash", "capacity"),
                name="signature_of_side_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("annex__isnull", True), ("capacity", "witness"), ("participant__isnull", True)),
                    models.Q(("annex__isnull", False), ("capacity", "head"), ("participant__isnull", False)),
                    models.Q(("capacity", "member"), ("participant__isnull", False)),
                    _connector="OR",
                ),
                name="signature_stands_in_its_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("declared", False), ("file__isnull", True), ("for_head", False), ("way", "page")),
                    models.Q(
                        ("declared", True),
                        ("file__isnull", False),
                        ("signed_on__isnull", False),
                        models.Q(("way", "page"), _negated=True),
                        models.Q(("signer_name", ""), _negated=True),
                        models.Q(("signer_position", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="signature_paper_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="pactannex",
            constraint=models.UniqueConstraint(fields=("pact", "participant", "text_hash"), name="annex_text_once"),
        ),
        migrations.AddConstraint(
            model_name="pactannex",
            constraint=models.UniqueConstraint(
                condition=models.Q(("replaces__isnull", True)), fields=("pact", "participant"), name="annex_first_once"
            ),
        ),
        migrations.RunPython(seal, lift_all),
    ]
