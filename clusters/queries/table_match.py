"""Which criteria of a version continue which of an older one: what stands, what is proposed, what is left over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from clusters import canonical, writing
from clusters.enums import SectionKind
from clusters.models import Criterion, CriterionMatch, ScoringTableVersion
from clusters.scoring import matching
from clusters.scoring.matching import Item, Pair, Proposal
from clusters.tables import Cell, Column, Row, Table

INDENT = "\u2003"


@dataclass(frozen=True)
class Side:
    """One of two versions, line by line."""

    version: ScoringTableVersion
    criteria: Mapping[str, Criterion]

    @cached_property
    def items(self) -> list[Item]:
        codes: dict[int | None, str] = {each.pk: code for code, each in self.criteria.items()}
        groups = {each.parent_id for each in self.criteria.values()}
        return [
            Item(code, each.text, codes.get(each.parent_id, ""), each.max_points, each.section, each.pk not in groups)
            for code, each in self.criteria.items()
        ]

    @property
    def name(self) -> str:
        return _("{table}, version {number}").format(table=self.version.table, number=self.version.number)

    @cached_property
    def depths(self) -> dict[str, int]:
        """In how many groups each line stands, by code."""
        depths: dict[int | None, int] = {None: -1}
        for each in self.criteria.values():
            depths[each.pk] = depths[each.parent_id] + 1
        return {code: depths[each.pk] for code, each in self.criteria.items()}


@dataclass(frozen=True)
class Matching:
    """Two versions laid side by side. `pairs` are old and new codes; `proposed` holds only while nothing is stored."""

    old: Side
    new: Side
    pairs: frozenset[Pair]
    proposed: list[Proposal]

    @property
    def is_stored(self) -> bool:
        return bool(self.pairs)

    @cached_property
    def continued(self) -> dict[str, list[str]]:
        """Old codes by the new code that continues them, sorted."""
        found: dict[str, list[str]] = {}
        for old, new in sorted(self.pairs):
            found.setdefault(new, []).append(old)
        return found

    def left_over(self, side: Side) -> list[Item]:
        """Leaves of one side that nothing of the other corresponds to."""
        position = 0 if side is self.old else 1
        return matching.unmatched(side.items, {pair[position] for pair in self.pairs})


def side_of(version: ScoringTableVersion) -> Side:
    """One query."""
    rows = Criterion.objects.filter(version=version).order_by("position", "pk")
    return Side(version, {each.code: each for each in rows})


def between(old: ScoringTableVersion, new: ScoringTableVersion) -> Matching:
    """What is stored, and else what can be proposed; three queries."""
    sides, pairs = (side_of(old), side_of(new)), pairs_between(old, new)
    proposed = [] if pairs else matching.propose(sides[0].items, sides[1].items)
    return Matching(*sides, pairs, proposed)


def pairs_between(old: ScoringTableVersion, new: ScoringTableVersion) -> frozenset[Pair]:
    """Old and new codes; of one version with itself, or the other way round, what follows from what is stored."""
    if old == new:
        codes = Criterion.objects.filter(version=new).values_list("code", flat=True)
        return frozenset((code, code) for code in codes)
    either_way = Q(old__version=old, new__version=new) | Q(old__version=new, new__version=old)
    rows = CriterionMatch.objects.filter(either_way).values_list("old__version", "old__code", "new__code")
    straight = frozenset((one, other) for version, one, other in rows if version == old.pk)
    return straight or frozenset((other, one) for _version, one, other in rows)


def fingerprint(pairs: Iterable[Pair]) -> str:
    """What a form was drawn from, so that a second writer is told."""
    return canonical.sha256([list(pair) for pair in sorted(pairs)])


def older(version: ScoringTableVersion, user) -> QuerySet[ScoringTableVersion]:
    """Published versions of the same authority that the person may see: of the same table first, the newest first."""
    visible = ScoringTableVersion.objects.visible_to(user).published().exclude(pk=version.pk)
    own = visible.filter(table__authority=version.table.authority_id).select_related("table__authority")
    return own.order_by("-effective_on", "-number", "pk")


def chosen(version: ScoringTableVersion, choices: Iterable[ScoringTableVersion]) -> ScoringTableVersion | None:
    """With which it is matched already, else the version before it, else any."""
    listed = list(choices)
    matched = set(CriterionMatch.objects.filter(new__version=version).values_list("old__version", flat=True))
    before = [each for each in listed if each.table_id == version.table_id and each.number < version.number]
    return next((each for each in listed if each.pk in matched), None) or next(iter([*before, *listed]), None)


def table(found: Matching) -> Table:
    """Every new line with what it continues."""
    columns = [
        Column("new", _("Criterion"), sortable=False, spot="name"),
        Column("points", _("Maximum points"), "points", sortable=False, spot="figure"),
        Column("old", _("Continues"), sortable=False, spot="line"),
        Column("old_points", _("Maximum points then"), "points", sortable=False),
    ]
    left = {each.code for each in found.left_over(found.new)}
    rows = [_row(found, each, each.code in left) for each in found.new.criteria.values()]
    return Table("matching", found.new.name, columns, rows, empty=_("The table has no criteria yet."))


def _row(found: Matching, new: Criterion, is_left: bool) -> Row:
    olds = [found.old.criteria[old] for old in found.continued.get(new.code, [])]
    codes = matching.outermost((each.code for each in olds), found.old.items)
    points = sum(found.old.criteria[code].max_points for code in codes)
    words = "; ".join(str(each) for each in olds)
    cell = Cell(words or None, text=_("nothing") if is_left else None, tone="warn" if is_left else "")
    text = f"{INDENT * found.new.depths[new.code]}{new}"
    return Row([text, new.max_points, cell, points or None], tone="" if new.rule_type else "strong")


def left_table(found: Matching, side: Side, name: str) -> Table:
    """What of one side has no counterpart, with its points."""
    columns = [
        Column("criterion", _("Criterion"), sortable=False, spot="name"),
        Column("section", _("Section"), sortable=False, spot="line"),
        Column("points", _("Maximum points"), "points", sortable=False, spot="figure"),
    ]
    left = found.left_over(side)
    rows = [Row([str(side.criteria[each.code]), SectionKind(each.section).label, each.points]) for each in left]
    caption = _("Without a counterpart: {table}").format(table=side.name)
    return Table(name, caption, columns, rows, empty=_("Every line has its counterpart."))


def stated(found: Matching, side: Side) -> str:
    """In one sentence: how many lines of the side and how many of its points have no counterpart."""
    left, whole = found.left_over(side), [each for each in side.items if each.is_leaf]
    if not left:
        return _("{table}: every line has its counterpart.").format(table=side.name)
    sums, of = matching.points_of(left), matching.points_of(whole)
    parts = [
        _("{section} {points} of {of} points").format(
            section=SectionKind(section).label, points=writing.points(points), of=writing.points(of[section])
        )
        for section, points in sums.items()
    ]
    said = _("{table}: {count} of {all} lines have no counterpart ({parts}).")
    return said.format(table=side.name, count=len(left), all=len(whole), parts="; ".join(parts))
