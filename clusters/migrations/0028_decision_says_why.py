from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("clusters", "0027_decision_unknown_reason")]

    operations = [
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                name="decision_says_why_number_or_date_is_not_known",
                condition=Q(~Q(number=""), on__isnull=False, unknown_reason="")
                | Q(Q(number="") | Q(on__isnull=True), ~Q(unknown_reason="")),
            ),
        ),
    ]
