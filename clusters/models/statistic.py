from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from clusters import vietnamese
from clusters.enums import PeriodKind
from clusters.models.cluster import Cluster
from clusters.models.organisation import Organisation
from clusters.models.people import User
from clusters.models.provenance import Sourced


class SharedStatisticQuerySet(models.QuerySet):
    def visible_to(self, user):
        """With its cluster: members, past ones too, and those who act for the authority."""
        return self.filter(Exists(Cluster.objects.visible_to(user).filter(pk=OuterRef("cluster"))))


class SharedStatistic(Sourced):
    """A figure that the members of a cluster share after each month, quarter, half-year or year.

    `adds_up` says whether the members' figures have a sum: money has one, a percentage has none.
    """

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="statistics", verbose_name=_("cluster"))
    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    unit_of_measure = models.CharField(_("unit of measure"), max_length=40)
    rhythm = models.CharField(_("rhythm"), max_length=12, choices=PeriodKind.choices)
    adds_up = models.BooleanField(_("the figures add up"), default=True)
    opened_at = models.DateTimeField(_("opened at"))
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    sort_key = models.CharField(max_length=800, editable=False, default="", db_index=True)
    search_key = models.CharField(max_length=600, editable=False, default="")

    objects = SharedStatisticQuerySet.as_manager()

    class Meta:
        verbose_name = _("shared statistic")
        verbose_name_plural = _("shared statistics")
        constraints = [
            models.UniqueConstraint(name="statistic_name_once", fields=["cluster", "name"]),
            models.CheckConstraint(name="statistic_is_measured", condition=~Q(name="") & ~Q(unit_of_measure="")),
            models.CheckConstraint(
                name="statistic_closing_is_whole",
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name

    def save(self, *args, **kwargs):
        """Keeps the two keys true; does nothing else."""
        self.sort_key = vietnamese.sort_key(self.name)
        self.search_key = vietnamese.search_key(f"{self.name} {self.name_en}")
        super().save(*args, **kwargs)

    def trail_scope(self) -> dict[str, int | None]:
        return self.cluster.trail_scope()


class StatisticLine(models.Model):
    """One of the things that are counted, such as a programme; a statistic without lines of its own has one."""

    statistic = models.ForeignKey(SharedStatistic, models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField(_("position"))
    name = models.CharField(_("line"), max_length=200)

    class Meta:
        verbose_name = _("line of a statistic")
        verbose_name_plural = _("lines of statistics")
        constraints = [
            models.UniqueConstraint(name="statistic_line_place_once", fields=["statistic", "position"]),
            models.UniqueConstraint(name="statistic_line_name_once", fields=["statistic", "name"]),
            models.CheckConstraint(name="statistic_line_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class StatisticValue(Sourced):
    """A member's figure for one line and period, or why there is none. Unknown is not nought; no row: not entered."""

    line = models.ForeignKey(StatisticLine, models.PROTECT, related_name="values")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("unit"))
    first_day = models.DateField(_("first day of the period"))
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4, null=True, blank=True)
    no_figure = models.CharField(_("why there is no figure"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    entered_at = models.DateTimeField(_("entered at"))
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("shared figure")
        verbose_name_plural = _("shared figures")
        constraints = [
            models.UniqueConstraint(name="statistic_value_once", fields=["line", "organisation", "first_day"]),
            models.CheckConstraint(
                name="statistic_value_or_why_not",
                condition=Q(value__isnull=False, no_figure="") | (Q(value__isnull=True) & ~Q(no_figure="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.line} ({self.first_day:%m/%Y})"
