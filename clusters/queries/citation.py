"""Papers of exemplars, programmes and activities that a unit may cite as evidence in the report it is writing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from clusters.enums import ActivityState, ExemplarState, Phase, ReportState, Supplier
from clusters.models import (
    Activity,
    ActivityFile,
    CoordinationProgramme,
    Criterion,
    Exemplar,
    ExemplarFile,
    Participant,
    ProgrammeResult,
    Report,
    Succession,
    User,
)
from clusters.policies import report as policy
from clusters.rulings import Ruling

BEING_WRITTEN = (ReportState.DRAFT, ReportState.SIGNED, ReportState.RETURNED)
# The years whose reports can be written in: begun, and not closed.
WRITABLE = tuple(phase for phase in Phase if phase not in (Phase.PREPARING, Phase.PACT, Phase.CLOSED))

# A row that keeps a paper: what is cited.
Kept = ExemplarFile | ProgrammeResult | ActivityFile


@dataclass(frozen=True)
class Source:
    """What a unit has to show: its papers (rows with a `file`), whose it is (nobody's where it proves nothing), and
    since which year it can prove."""

    papers: QuerySet[Any]
    bodies: frozenset[int]
    since: int

    def report(self, user: User) -> Report | None:
        """The first report of these bodies, or of what took them over, that the person's unit is writing."""
        heirs = Succession.objects.filter(ancestor__in=self.bodies).values("organisation")
        own = Participant.objects.of(user).filter(
            organisation__in=heirs, season__year__gte=self.since, season__phase__in=WRITABLE
        )
        found = Report.objects.filter(participant__in=own, state__in=BEING_WRITTEN)
        related = ("participant__season__cluster__authority", "participant__organisation")
        return found.select_related(*related).order_by("participant__season__year", "pk").first()

    def may_cite(self, user: User, *, has_papers: bool | None = None) -> Ruling | None:
        """Whether the button works now; None where there is nothing to cite, or no report of the person to cite it
        in. `has_papers` where the page knows it."""
        there = self.bodies and (self.papers.exists() if has_papers is None else has_papers)
        report = self.report(user) if there else None
        return policy.may_edit_report(user, report) if report else None


def of_exemplar(exemplar: Exemplar) -> Source:
    """Its evidence, for the unit whose exemplar it is, unless it was given up."""
    kept = exemplar.state != ExemplarState.DROPPED
    papers = exemplar.files.select_related("file").order_by("added_at", "pk")
    bodies = {exemplar.participant.organisation_id} if kept else ()
    return Source(papers, frozenset(bodies), exemplar.participant.season.year)


def of_programme(programme: CoordinationProgramme) -> Source:
    """The newest result of each year, where it has a paper, for the lead unit and the partners that take part."""
    papers = programme.results.newest().filter(file__isnull=False).select_related("file", "season", "programme")
    years = list(papers.values_list("season__year", flat=True))
    joined = programme.partners.filter(confirms=True).values_list("organisation", flat=True) if years else ()
    bodies = frozenset({programme.lead_id, *joined} if years else ())
    return Source(papers.order_by("-season__year"), bodies, min(years, default=0))


def of_activity(activity: Activity) -> Source:
    """Its files once it was held, for the host and the units that took part."""
    papers = activity.files.select_related("file").order_by("-pk")
    joined = activity.units.filter(comes=True).values_list("participant__organisation", flat=True)
    host = [activity.host.organisation_id] if activity.host else []
    held = activity.state == ActivityState.HELD
    return Source(papers, frozenset([*host, *joined] if held else ()), activity.season.year)


def of(kept: Kept) -> Source:
    """The source that a paper comes from."""
    if isinstance(kept, ExemplarFile):
        return of_exemplar(kept.exemplar)
    return of_activity(kept.activity) if isinstance(kept, ActivityFile) else of_programme(kept.programme)


def proves_for(bodies: Iterable[int], report: Report) -> bool:
    """Whether the report's unit is one of these bodies, or took one of them over."""
    heirs = Succession.objects.filter(ancestor__in=bodies, organisation=report.participant.organisation_id)
    return heirs.exists()


def criteria(report: Report) -> QuerySet[Criterion]:
    """Lines of the report's table whose evidence the unit brings itself."""
    leaves = Criterion.objects.filter(version=report.participant.season.table_id, supplier=Supplier.UNIT)
    return leaves.exclude(rule_type="").order_by("position")
