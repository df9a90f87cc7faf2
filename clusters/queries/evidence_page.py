"""Where evidence is cited: one criterion of a report, be it of the year or of a period, and the addresses around it."""

from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.urls import reverse

from clusters.models import Criterion, PeriodReport
from clusters.queries import period as periods
from clusters.queries import period_report as period_reports
from clusters.queries.cell import Sheet, address_of


class Place(NamedTuple):
    """The report and the criterion that files are cited for."""

    report: Sheet
    criterion: Criterion

    @property
    def title(self) -> str:
        """What the report is called."""
        if isinstance(self.report, PeriodReport):
            return period_reports.name(self.report)
        return str(self.report)

    @property
    def period_name(self) -> str:
        """Of a period what it is called."""
        if isinstance(self.report, PeriodReport):
            return periods.words(self.report.period.kind, self.report.period.number)
        return ""

    @property
    def here(self) -> str:
        """The page of the criterion, where new files are brought too."""
        return address_of(self.report, "evidence-add", self.criterion.pk)

    @property
    def cites(self) -> str:
        """Where a file of the library is chosen."""
        return address_of(self.report, "evidence-cite", self.criterion.pk)

    @property
    def takes(self) -> str:
        """Where the year takes over what its periods cite."""
        return address_of(self.report, "evidence-take-over", self.criterion.pk)

    @property
    def sheet(self) -> str:
        """Where the report is filled in."""
        return address_of(self.report, "sheet" if isinstance(self.report, PeriodReport) else "edit")

    @property
    def uploads(self) -> str:
        """Where a file begins that is sent in parts."""
        if isinstance(self.report, PeriodReport):
            return address_of(self.report, "evidence-upload-start")
        return reverse("evidence-upload-start", args=[self.report.pk])

    @property
    def standing(self) -> "QuerySet[Any] | tuple":
        """What is cited here already."""
        if self.report.pk is None:
            return ()
        cited = self.report.evidence.standing().filter(criterion=self.criterion)
        return cited.select_related("file__stored", "added_by").order_by("pk")


def deeds(report: Sheet) -> dict[str, str]:
    """The names of the addresses where a citation is amended and removed."""
    if isinstance(report, PeriodReport):
        return {"amend": "period-evidence-amend", "remove": "period-evidence-remove"}
    return {"amend": "evidence-amend", "remove": "report-evidence-remove"}
