"""What an author keeps beside a scoring table: worked examples, explained inconsistencies, matches of criteria."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clusters.models.people import User
from clusters.models.scoring_table import Criterion, ScoringTableVersion


class WorkedExample(models.Model):
    """A unit thought up by the author: what it enters, and the points that the regulation gives it.

    `entries` holds by criterion code {"inputs": …, "target": …, "evidence": …}, `expected` points by code, the total
    under "" (all decimals as strings), and under "grade" the grade's code where one is expected.
    """

    version = models.ForeignKey(ScoringTableVersion, models.PROTECT, related_name="examples")
    position = models.PositiveSmallIntegerField(_("position"))
    name = models.CharField(_("name"), max_length=250)
    entries = models.JSONField(_("entries"), default=dict)
    facts = models.JSONField(_("facts"), default=dict, blank=True)
    expected = models.JSONField(_("expected points"), default=dict)

    class Meta:
        verbose_name = _("worked example")
        verbose_name_plural = _("worked examples")
        constraints = [models.UniqueConstraint(name="worked_example_once", fields=["version", "name"])]
        indexes = [models.Index(name="worked_example_in_order", fields=["version", "position"])]

    def __str__(self) -> str:
        return self.name


class Waiver(models.Model):
    """Why an inconsistency stands: the regulation itself says so. It covers one problem, as it was when explained.

    `problem` is its code, `at` the criterion's code ('' for the whole table), `values` what it said.
    """

    version = models.ForeignKey(ScoringTableVersion, models.PROTECT, related_name="waivers")
    problem = models.CharField(_("inconsistency"), max_length=60)
    at = models.CharField(_("criterion"), max_length=30, blank=True)
    values = models.JSONField(default=dict, blank=True)
    reason = models.TextField(_("why the regulation says so"))
    waived_at = models.DateTimeField(_("explained at"))
    waived_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("explained inconsistency")
        verbose_name_plural = _("explained inconsistencies")
        constraints = [
            models.CheckConstraint(name="waiver_has_a_reason", condition=~Q(reason="")),
            models.UniqueConstraint(name="waiver_once", fields=["version", "problem", "at", "values"]),
        ]

    def __str__(self) -> str:
        return f"{self.at} {self.problem}".strip()


class CriterionMatch(models.Model):
    """A criterion of a version continues one of an older version, so that years can be compared."""

    old = models.ForeignKey(Criterion, models.PROTECT, related_name="continued_by")
    new = models.ForeignKey(Criterion, models.PROTECT, related_name="continues")

    class Meta:
        verbose_name = _("match of criteria")
        verbose_name_plural = _("matches of criteria")
        constraints = [
            models.UniqueConstraint(name="criterion_match_once", fields=["old", "new"]),
            models.CheckConstraint(name="criterion_match_of_two", condition=~Q(old=F("new"))),
        ]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"
