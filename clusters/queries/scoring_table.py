"""What the list of scoring tables and the page of one version show."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import explanations, scoring
from clusters.enums import SectionKind
from clusters.models import Cluster, Criterion, Organisation, ScoringTableVersion, Season
from clusters.queries import grading as gradings
from clusters.queries import scoring as cores
from clusters.queries import table_example as examples
from clusters.queries import table_gate as gates
from clusters.queries import table_heading as headings
from clusters.queries import table_problem as problems
from clusters.queries import validation_rule as validation_rules
from clusters.scoring import Node
from clusters.tables import Cell, Column, Row, Table

INDENT = "\u2003"
DRAFT, PUBLISHED = "draft", "published"


def listed(
    user, *, year: int | None = None, authority=None, cluster=None, state: str = ""
) -> QuerySet[ScoringTableVersion]:
    """Versions the person may see: by authority and name, the newest version first; `year` and `cluster` are those of a
    year that uses it."""
    found = ScoringTableVersion.objects.visible_to(user).select_related("table__authority")
    wanted = {name: value for name, value in (("year", year), ("cluster", cluster)) if value}
    uses = Season.objects.visible_to(user).filter(table=OuterRef("pk"), **wanted)
    found = found.filter(Exists(uses)) if wanted else found
    found = found.filter(table__authority=authority) if authority else found
    found = found.filter(published_at__isnull=state == DRAFT) if state else found
    counted = found.annotate(uses=Count("seasons", distinct=True))
    return counted.order_by("table__authority__sort_key", "table__name", "-number")


def choices(user) -> dict[str, Any]:
    """What the filter of the list offers."""
    found = ScoringTableVersion.objects.visible_to(user)
    uses = Season.objects.visible_to(user).filter(table__in=found.values("pk"))
    years = uses.order_by("-year").values_list("year", flat=True).distinct()
    clusters = Cluster.objects.filter(Exists(uses.filter(cluster=OuterRef("pk"))))
    authorities = Organisation.objects.filter(Exists(found.filter(table__authority=OuterRef("pk"))))
    return {"years": years, "clusters": clusters.order_by("sort_key"), "authorities": authorities.order_by("sort_key")}


def table(found: QuerySet[ScoringTableVersion]) -> Table:
    """One row for each version."""
    columns = [
        Column("name", _("Scoring table"), "link", spot="name"),
        Column("number", _("Version"), "number"),
        Column("authority", _("Authority"), spot="line"),
        Column("state", _("State"), "state", spot="mark"),
        Column("effective", _("In force from"), "day"),
        Column("uses", _("Years that use it"), "number"),
    ]
    rows = [_row(each) for each in found]
    return Table("tables", _("Scoring tables"), columns, rows, empty=_("No scoring table fits these filters."))


def _row(each: Any) -> Row:
    """A ScoringTableVersion with `uses` as `listed` annotates it."""
    url = reverse("table", args=[each.pk])
    name = Cell(str(each.table), url=url, mark=each.mark, source=each.source)
    slug, words = state(each)
    state_cell = Cell(slug, text=words)
    return Row([name, each.number, str(each.table.authority), state_cell, each.effective_on, each.uses])


def state(version: ScoringTableVersion) -> tuple[str, str]:
    """Slug and words: a draft, or published and unchangeable."""
    return (PUBLISHED, _("Published")) if version.published_at else (DRAFT, _("Draft"))


def usable_by(authority: Organisation) -> QuerySet[ScoringTableVersion]:
    """Published versions of the authority, the newest first: what a form offers."""
    own = ScoringTableVersion.objects.published().filter(table__authority=authority)
    return own.select_related("table").order_by("table__name", "-number")


def for_page(user) -> QuerySet[ScoringTableVersion]:
    """Visible ones with what the page names."""
    return ScoringTableVersion.objects.visible_to(user).select_related("table__authority", "published_by")


class Tree:
    """A table's lines in their order, and its sums by section."""

    def __init__(self, core: scoring.Table, criteria: Mapping[str, Criterion], caption: str) -> None:
        self._criteria = criteria
        self._nodes = list(core.nodes)
        self.table = self._tree(caption)
        self.sums = [(kind.label, self._sum(kind)) for kind in SectionKind if self._of(kind)]

    def _tree(self, caption: str) -> Table:
        columns = [
            Column("text", _("Criterion"), sortable=False, spot="name"),
            Column("points", _("Maximum points"), "points", sortable=False, spot="figure"),
            Column("rule", _("How it is scored"), sortable=False, spot="line"),
            Column("measure", _("Unit of measure"), sortable=False),
            Column("evidence", _("Evidence"), sortable=False),
        ]
        rows = [self._row(node, depth) for node, depth in _walk(self._nodes)]
        return Table("criteria", caption, columns, rows, empty=_("The table has no criteria yet."), wide=True)

    def _row(self, node: Node, depth: int) -> Row:
        criterion = self._criteria[node.code]
        return Row(
            [
                Cell(criterion.pk, text=f"{INDENT * depth}{criterion}"),
                _signed(node),
                Cell(explanations.describe_rule(node) or None, note=_named(criterion)),
                criterion.unit_of_measure,
                _("required") if criterion.evidence_required else None,
            ],
            tone="" if criterion.rule_type else "strong",
            anchor=problems.anchor(criterion) if criterion.pk else "",
        )

    def _of(self, kind: SectionKind) -> list[Node]:
        return [node for node in self._nodes if node.section == kind]

    def _sum(self, kind: SectionKind) -> Decimal:
        return sum((_signed(node) for node in self._of(kind)), Decimal(0))


class Page:
    """The version's tree in the order of its lines, its sums, and what contradicts itself, explained or not."""

    def __init__(self, version: ScoringTableVersion) -> None:
        core, criteria = cores.table_of(version)
        whole = Tree(core, criteria, _("Criteria"))
        self.tree, self.sums = whole.table, whole.sums
        self.heading = headings.in_words(version)
        self.grading = gradings.tables_of(gradings.of_version(version))
        self.found = problems.findings_in(version, core, criteria)
        self.waivers = problems.table(self.found)
        self.unfit = validation_rules.sentences(version, criteria)
        # A published table bore out all of them; they have a page of their own.
        self.examples = [] if version.published_at else examples.checked(version, core)

    @property
    def tables(self) -> list[Table]:
        """What the workbook holds besides the years that use it."""
        return [self.tree, *self.grading, *([self.waivers] if self.waivers.rows else [])]

    @property
    def obstacles(self) -> list[str]:
        """What keeps the draft from being published."""
        return gates.obstacles_among(self.found, self.examples, self.unfit)

    @property
    def failing(self) -> list[examples.Checked]:
        """Worked examples that the draft does not bear out."""
        return [each for each in self.examples if not each.holds]


def _signed(node: Node) -> Decimal:
    """Penalties hold positive points; people read them with a minus."""
    return -node.max_points if node.section == SectionKind.PENALTY else node.max_points


def _named(criterion: Criterion) -> str:
    """Who judges or brings the figures, or the fact that they follow from."""
    words = [(_("Scorer"), criterion.scorer), (_("Fact"), criterion.get_fact_display() if criterion.fact else "")]
    return "; ".join(f"{label}: {name}" for label, name in words if name)


def _walk(nodes, depth: int = 0) -> Iterator[tuple[Node, int]]:
    for node in nodes:
        yield node, depth
        yield from _walk(node.children, depth + 1)


def uses(version: ScoringTableVersion, user) -> Table:
    """The years that use it, as far as the person can see them."""
    found = Season.objects.visible_to(user).filter(table=version).select_related("cluster")
    columns = [Column("season", _("Emulation year"), "link"), Column("phase", _("Phase"), "state")]
    rows = [
        Row(
            [
                Cell(str(each), url=reverse("season", args=[each.pk]), mark=each.mark),
                Cell(each.phase, text=each.get_phase_display()),
            ]
        )
        for each in found.order_by("-year", "cluster__sort_key")
    ]
    return Table("uses", _("Years that use it"), columns, rows, empty=_("No year uses it yet."), sort_key="use-sort")
