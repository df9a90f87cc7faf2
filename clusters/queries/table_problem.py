"""What contradicts itself in a scoring table, and what of it the author explained by the regulation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from clusters import canonical, explanations, scoring
from clusters.models import Criterion, ScoringTableVersion, Waiver
from clusters.queries import derivation
from clusters.queries import grading as gradings
from clusters.queries import scoring as cores
from clusters.scoring import Problem, waiving
from clusters.scoring.grading import check_stored
from clusters.tables import Cell, Column, Row, Table


@dataclass(frozen=True)
class Finding:
    """One inconsistency, the line it stands at (None for the whole table), and its explanation if there is one."""

    problem: Problem
    criterion: Criterion | None = None
    waiver: Waiver | None = None

    @property
    def key(self) -> str:
        """Names it in an address; other figures make another key."""
        return key_of(self.problem)

    @property
    def words(self) -> str:
        return explanations.explain_problem(self.problem)

    @property
    def sentence(self) -> str:
        """With the code of the line that it stands at."""
        return f"{self.place}: {self.words}" if self.problem.where else self.words

    @property
    def place(self) -> str:
        """The code of the line, or the part and row of what follows the sum; '' for the whole table."""
        return gradings.place_of(self.problem.where)

    @property
    def part(self) -> str:
        """The part of what follows the sum that it stands in, '' for a line of the table."""
        return self.problem.where.partition("/")[0] if self.place != self.problem.where else ""

    @property
    def may_be_waived(self) -> bool:
        return waiving.may_be_waived(self.problem)


@dataclass(frozen=True)
class Findings:
    """`open` keeps the table from being published, `waived` is explained; `idle` explains what stands no more."""

    open: list[Finding] = field(default_factory=list)
    waived: list[Finding] = field(default_factory=list)
    idle: list[Waiver] = field(default_factory=list)

    def of(self, key: str) -> Finding | None:
        """The inconsistency that stands now under this key."""
        return next((each for each in (*self.open, *self.waived) if each.key == key), None)


def problems_of(version: ScoringTableVersion, core: scoring.Table, criteria: Mapping[str, Criterion]) -> list[Problem]:
    """Everything that contradicts itself in the version, explained or not, each once."""
    found = [
        *scoring.check_table(core),
        *cores.unfed(criteria),
        *derivation.unfit(criteria),
        *check_stored(version.grading, core),
    ]
    return list({key_of(each): each for each in found}.values())


def findings(version: ScoringTableVersion) -> Findings:
    """What stands in the rows now."""
    return findings_in(version, *cores.table_of(version))


def findings_in(version: ScoringTableVersion, core: scoring.Table, criteria: Mapping[str, Criterion]) -> Findings:
    """For a table that is read already; one more query, for the explanations."""
    waivers = list(version.waivers.select_related("waived_by").order_by("at", "pk"))
    found = [
        Finding(each, criteria.get(each.where), covering(each, waivers))
        for each in problems_of(version, core, criteria)
    ]
    used = {each.waiver.pk for each in found if each.waiver}
    return Findings(
        open=[each for each in found if not each.waiver],
        waived=[each for each in found if each.waiver],
        idle=[each for each in waivers if each.pk not in used],
    )


def covering(problem: Problem, waivers: Iterable[Waiver]) -> Waiver | None:
    """The explanation of exactly this problem with these figures; none is taken for what cannot be explained."""
    if not waiving.may_be_waived(problem):
        return None
    return next((each for each in waivers if waiving.same(problem, problem_of(each))), None)


def problem_of(waiver: Waiver) -> Problem:
    """The inconsistency as it was when it was explained."""
    return Problem(waiver.problem, waiver.at, waiver.values)


def key_of(problem: Problem) -> str:
    """Sixteen letters and digits."""
    return canonical.sha256([problem.code, problem.where, dict(problem.values)])[:16]


def visible_waivers(user) -> QuerySet[Waiver]:
    """Explanations in the versions that the person may see."""
    visible = ScoringTableVersion.objects.visible_to(user)
    return Waiver.objects.filter(version__in=visible).select_related("version__table__authority")


def table(found: Findings) -> Table:
    """What is explained, and how the regulation says it."""
    columns = [
        Column("criterion", _("Criterion"), sortable=False, spot="name"),
        Column("problem", _("Inconsistency"), sortable=False, spot="line"),
        Column("reason", _("Why the regulation says so"), sortable=False, spot="line"),
        Column("at", _("Explained at"), "moment", sortable=False),
        Column("by", _("Explained by"), sortable=False),
    ]
    rows = [_row(each, each.waiver) for each in found.waived if each.waiver]
    return Table("waivers", _("Explained inconsistencies"), columns, rows, empty=_("No inconsistency is explained."))


def _row(finding: Finding, waiver: Waiver) -> Row:
    where = str(finding.criterion) if finding.criterion else finding.place or _("The whole table")
    cell = Cell(where, url=f"#{anchor(finding.criterion)}" if finding.criterion else "")
    return Row([cell, finding.words, waiver.reason, waiver.waived_at, str(waiver.waived_by)])


def anchor(criterion: Criterion) -> str:
    """Where the line stands on the page of its table."""
    return f"criterion-{criterion.pk}"
