from django.db import models
from django.utils.translation import gettext_lazy as _

from clusters.models.people import User
from clusters.models.provenance import Sourced
from clusters.models.report import Report
from clusters.models.scoring_table import Criterion


class Result(Sourced):
    """What a unit reports for one criterion: the inputs its rule type declares, a total in the unit of measure, a note.

    `inputs` holds decimals as strings, under the names that the rule type declares.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="results")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="results")
    inputs = models.JSONField(default=dict, blank=True)
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4, null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(_("saved at"))
    updated_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        constraints = [models.UniqueConstraint(name="result_once", fields=["report", "criterion"])]

    def __str__(self) -> str:
        return f"{self.report_id}/{self.criterion_id}"
