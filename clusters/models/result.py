from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import Blank
from clusters.models.people import User
from clusters.models.provenance import Sourced
from clusters.models.report import Report
from clusters.models.scoring_table import Criterion


class Figures(Sourced):
    """What is entered for one criterion: the inputs its rule type declares, a total in the unit of measure, a note.

    `inputs` holds decimals as strings, under the names that the rule type declares. `version` counts the writings of
    the row; `parts` says of each input and of the note at which version, by whom (key), when and by which sending it
    was last changed, so that two people may write different parts of one row. `keys` holds the last sendings that were
    taken in, each with the parts that it wrote: one that comes again because its answer was lost is known by its key.
    Where nothing is entered, `blank` or the note says why.
    """

    NOTE = "note"
    KEYS_KEPT = 40

    inputs = models.JSONField(default=dict, blank=True)
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4, null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    blank = models.CharField(_("why it is blank"), max_length=20, choices=Blank.choices, blank=True)
    version = models.PositiveIntegerField(default=1)
    parts = models.JSONField(default=dict, blank=True)
    keys = models.JSONField(default=list, blank=True)
    updated_at = models.DateTimeField(_("saved at"))
    updated_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def version_of(self, part: str) -> int:
        """The version of the row at which the part was last changed; 0 as long as nobody has written it."""
        return self.parts.get(part, {}).get("version", 0)

    def written_by(self, key: str) -> set[str]:
        """The parts that a sending wrote, whatever stands in them now."""
        return {part for known, parts in self.keys if known == key for part in parts}


class Result(Figures):
    """What a unit reports for one criterion of its year."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="results")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="results")

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        constraints = [
            models.UniqueConstraint(name="result_once", fields=["report", "criterion"]),
            models.CheckConstraint(name="result_blank_says_why", condition=~Q(blank=Blank.EXPLAINED) | ~Q(note="")),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}/{self.criterion_id}"
