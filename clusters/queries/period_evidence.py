"""What the reports of a unit's periods cite for a criterion, offered to the report of the year."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from clusters.models import Criterion, EvidenceFile, PeriodEvidence, PeriodReport, Report, User
from clusters.models.period_report import SENT
from clusters.queries import period as periods
from clusters.queries import period_deadline as deadline
from clusters.queries.cell import Sheet


@dataclass(frozen=True)
class Offer:
    """The same pages of one file, cited for one period or for several, in the order of time."""

    citations: Sequence[PeriodEvidence]

    @property
    def newest(self) -> PeriodEvidence:
        """What the year would cite: of several remarks the last one that says anything."""
        return next((each for each in reversed(self.citations) if each.remark), self.citations[-1])

    @property
    def file(self) -> EvidenceFile:
        return self.newest.file

    @property
    def periods(self) -> list[str]:
        """As people call them, with those whose report is still being written."""
        return [_named(each.report) for each in self.citations]

    @property
    def source(self) -> str:
        """The periods alone, for the trail."""
        return ", ".join(_period(each.report) for each in self.citations)

    @property
    def is_cited(self) -> bool:
        """Whether the year cites these pages already."""
        return self.newest.is_cited  # type: ignore[attr-defined]  # see `found`

    @property
    def is_known(self) -> bool:
        """Whether the year cites these or other pages of the file."""
        return self.newest.is_known  # type: ignore[attr-defined]  # see `found`


def found(report: Sheet, criterion: Criterion, user: User) -> list[Offer]:
    """What proves the criterion in those reports of the unit's periods that the person may read, sent in or being
    written, cited by the year or not; one query. Nothing for the report of a period itself.

    Matched as the figures of the year are, see `period_figures`: by the criterion itself, for periods that the unit
    owes. As for the year itself, what was taken down or carries a virus is no proof.
    """
    if isinstance(report, PeriodReport) or not criterion.reported:
        return []
    same: dict[tuple[int, str], list[PeriodEvidence]] = {}
    for each in _citations(report, criterion, user):
        if deadline.owes(report.participant, each.report.period):
            same.setdefault((each.file_id, each.pages), []).append(each)
    return [Offer(citations) for citations in same.values()]


def _citations(report: Report, criterion: Criterion, user: User) -> QuerySet[PeriodEvidence]:
    proving = PeriodEvidence.objects.proving().of_the_unit().visible_to(user)
    proving = proving.filter(report__participant=report.participant_id, criterion=criterion)
    year = report.evidence.standing().filter(criterion=criterion, file=OuterRef("file"))
    cited = {"is_known": Exists(year), "is_cited": Exists(year.filter(pages=OuterRef("pages")))}
    there = proving.filter(file__taken_down_at__isnull=True).annotate(**cited)
    in_time = ("report__period__due_at", "report__period", "pk")
    return there.select_related("file__stored", "report__period").order_by(*in_time)


def _period(report: PeriodReport) -> str:
    return periods.words(report.period.kind, report.period.number)


def _named(report: PeriodReport) -> str:
    if report.state in SENT:
        return _period(report)
    return _("{period} (not sent in)").format(period=_period(report))
