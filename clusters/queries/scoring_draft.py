"""A draft of a scoring table as text, and what that text would give as a table."""

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from clusters import canonical, explanations, scoring
from clusters.enums import SectionKind
from clusters.models import Criterion, ScoringTableVersion
from clusters.queries import scoring as cores
from clusters.queries import scoring_table as tables
from clusters.scoring import RULES, notation, setting_notation
from clusters.tables import Column, Row
from clusters.tables import Table as Shown

OWN = ("code", "text", "max_points", "section", "rule_type", "parameters", "unit_of_measure", "evidence_required")
OPTIONS = (
    "floor",
    "combine",
    "step",
    "rounding",
    "not_with",
    "supplier",
    "scorer",
    "fact",
    "reported",
    "derived",
    "legal_line",
)
FIELDS = (*OWN, "text_en", *OPTIONS)
HEADING = (
    *("issuer", "legal_basis", "effective_on", "effective_to", "full", "floor", "cap"),
    *("step", "rounding", "total_step", "total_rounding", "rescaled"),
)


def text_of(version: ScoringTableVersion) -> str:
    """The criteria as they are pasted, in the active language; nothing for a draft without any."""
    found = list(_criteria(version))
    return notation.write(notation.Line(**_fields(each)) for each in found) if found else ""


def initial(version: ScoringTableVersion) -> dict[str, Any]:
    """What the form that writes the draft begins with."""
    heading = {name: getattr(version, name) for name in HEADING}
    return {**heading, "criteria": text_of(version), "seen": fingerprint(version)}


def tree_of(version: ScoringTableVersion) -> list[dict[str, Any]]:
    """The criteria as the writing service takes them."""
    below: dict[int | None, list[Criterion]] = defaultdict(list)
    for each in _criteria(version):
        below[each.parent_id].append(each)

    def grow(parent: int | None) -> list[dict[str, Any]]:
        return [{**_fields(each), "children": grow(each.pk)} for each in below[parent]]

    return grow(None)


def fingerprint(version: ScoringTableVersion) -> str:
    """A hash of heading, criteria and what follows the sum: whoever writes says which state of the draft they saw."""
    fields = [field for field in version._meta.concrete_fields if field.name in HEADING]
    heading = [_plain(field.to_python(getattr(version, field.name))) for field in fields]
    lines = [[_plain(value) for value in _fields(each).values()] for each in _criteria(version)]
    return canonical.sha256([heading, lines, version.grading])


class Said(NamedTuple):
    """A problem in words, with the line and the code that it speaks of, if any; `problem` is its own code."""

    number: int | None
    code: str
    words: str
    problem: str


class Preview:
    """What the text would give under the heading of `version`: the tree, the sums, and what is to be mended by line."""

    def __init__(self, text: str, version: ScoringTableVersion) -> None:
        self.reading = notation.read(text)
        core = cores.table_with(version, self.reading.nodes)
        criteria = {code: _unsaved(line) for code, line in self.reading.lines.items()}
        tree = tables.Tree(core, criteria, _("Preview"))
        self.table, self.sums = replace(tree.table, export=False), tree.sums
        self.unread = [self._misread(each) for each in self.reading.misread]
        self.open = [self._found(each) for each in scoring.check_table(core) if not self._is_noise(each)]

    @property
    def problems(self) -> list[Said]:
        """Those of the whole table first, then line by line."""
        return sorted([*self.unread, *self.open], key=lambda said: said.number or 0)

    def _misread(self, each: notation.Misread) -> Said:
        return Said(each.number, each.code, explanations.explain_problem(each.problem), each.problem.code)

    def _found(self, problem: scoring.Problem) -> Said:
        number = self.reading.numbers.get(problem.where)
        return Said(number, problem.where, explanations.explain_problem(problem), problem.code)

    def _is_noise(self, problem: scoring.Problem) -> bool:
        """What follows only from a line that could not be read: said of itself and of the groups above it."""
        if not problem.where:
            return problem.code == "empty" and bool(self.reading.misread)
        inside = f"{problem.where}."
        return any(each.code == problem.where or each.code.startswith(inside) for each in self.reading.misread)


def manual() -> Shown:
    """How each rule is written, made from the declarations of the rules."""
    columns = [
        Column("rule", _("Rule"), sortable=False),
        Column("example", _("Settings, for example"), sortable=False),
        Column("options", _("Can be added, after a semicolon"), sortable=False),
    ]
    rows = [
        Row(
            [
                _(rule.label),
                setting_notation.example(rule) or _("nothing is needed"),
                "; ".join(setting_notation.options(rule)) or None,
            ]
        )
        for rule in RULES.values()
    ]
    return Shown("manual", _("Rules and their settings"), columns, rows, export=False)


def sample() -> str:
    """A short table to begin with, in the active language."""
    return notation.write(
        [
            notation.Line("I", _("Tasks of the year"), Decimal(5)),
            replace(_example("I.1", _("Reports on time"), "2", "bands"), unit_of_measure="%"),
            replace(_example("I.2", _("Plan issued in time"), "3", "yes_no"), evidence_required=True),
            notation.Line("II", _("New models"), Decimal(2), SectionKind.BONUS.value),
            _example("II.1", _("Model recognised in writing"), "2", "count"),
        ]
    )


def _example(code: str, text: str, points: str, name: str) -> notation.Line:
    settings = setting_notation.read(RULES[name], setting_notation.example(RULES[name]))
    return notation.Line(code, text, Decimal(points), rule_type=name, parameters=settings)


def _criteria(version: ScoringTableVersion):
    return Criterion.objects.filter(version=version).order_by("position", "pk")


def _fields(criterion: Criterion) -> dict[str, Any]:
    return {name: getattr(criterion, name) for name in FIELDS}


def _plain(value: Any) -> Any:
    """The same for a value that was just given and for the one that is read back."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value.normalize()) if isinstance(value, Decimal) else value


def _unsaved(line: notation.Line) -> Criterion:
    return Criterion(**{name: getattr(line, name) for name in FIELDS})
