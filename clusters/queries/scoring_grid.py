"""The criteria of a draft as a grid in the browser: what its columns are, and what stands in it by line of the text."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from clusters import explanations, numbers
from clusters.enums import Combination
from clusters.queries import grid
from clusters.queries.scoring_draft import Preview, Said
from clusters.scoring import Node, cells, notation, table_line

KINDS = {
    table_line.CODE: "code",
    table_line.POINTS: "points",
    table_line.SECTION: "section",
    table_line.RULE: "rule",
    table_line.EVIDENCE: "tick",
}
LOOKS = {table_line.SETTINGS: "settings", table_line.MEASURE: "measure"}
# What is seldom filled in stays out of sight until it is wanted.
SPARE_FROM = table_line.EVIDENCE + 1

# What a group has no use for.
OF_LEAVES = frozenset({table_line.RULE, table_line.SETTINGS, table_line.MEASURE, table_line.EVIDENCE})

# What the panel of a line is made from, by the name under which it is sent.
SENT = {
    "text": table_line.TEXT,
    "points": table_line.POINTS,
    "rule": table_line.RULE,
    "settings": table_line.SETTINGS,
    "options": table_line.OPTIONS,
    "tick": table_line.EVIDENCE,
}

# Where the cursor goes for a problem; any other is mended in the settings of the rule.
_PLACES: dict[int, tuple[str, ...]] = {
    table_line.CODE: ("line.no_code", "line.code_twice", "line.no_group", "no_code", "duplicate_code"),
    table_line.TEXT: ("line.no_text", "line.too_long", "line.too_many_cells"),
    table_line.POINTS: (
        *("line.no_points", "line.not_points", "line.minus", "line.points_size", "max_not_positive", "off_step"),
        *("sum_differs", "cap_out_of_reach", "highest_differs"),
    ),
    table_line.SECTION: ("line.section", "line.no_section", "line.other_section", "unknown_section", "section_differs"),
    table_line.RULE: ("line.rule", "unknown_rule", "group_without_children", "group_with_rule", "wrong_section"),
    table_line.EVIDENCE: ("line.evidence",),
    table_line.OPTIONS: ("unknown_supplier", "unknown_combination", "rounding_not_usable", "floor_out_of_range"),
}
PLACES = {code: column for column, codes in _PLACES.items() for code in codes}
OF_OPTIONS = ("option.", "not_with")
SUMS = frozenset({"sum_differs", "cap_out_of_reach", "highest_differs"})

NOT_WITH = "not counted with"


def page(text: str) -> dict[str, Any]:
    """What the script of the page begins with."""
    return {
        "sheets": [_sheet(text)],
        "choices": {"section": grid.choices(table_line.SECTIONS), "rule": grid.choices(table_line.RULE_NAMES)},
        **grid.shared(),
    }


def _sheet(text: str) -> dict[str, Any]:
    return {
        "name": "criteria",
        "shape": "tree",
        "title": "",
        "hint": "",
        "columns": [_column(index, label) for index, label in enumerate(table_line.COLUMNS)],
        "rows": rows(text),
        "first": table_line.TEXT,
        "section": table_line.SECTION,
        "settings": table_line.SETTINGS,
        "options": table_line.OPTIONS,
        "sent": SENT,
        "references": references(),
        "headings": sorted({*notation.CODE_HEADINGS, *grid.names(table_line.COLUMNS[table_line.CODE])}),
    }


def references() -> dict[str, Any]:
    """In which column, behind which folded words, codes of other lines are named, so that they follow a new code."""
    return {"column": table_line.OPTIONS, "names": sorted(set(grid.names(NOT_WITH)))}


def rows(text: str) -> list[list[str]]:
    """The cells line by line, without heading and blank lines."""
    records = [list(record.cells) for record in cells.read(text)]
    return records[1:] if records and notation.is_heading(records[0][table_line.CODE]) else records


def answer(preview: Preview) -> dict[str, Any]:
    """What the live check says: by line number of the text, each problem with its column, and the sums."""
    return {
        "lines": dict(_lines(preview)),
        "problems": [_problem(each) for each in preview.problems],
        "sums": [f"{label}: {numbers.format(points)}" for label, points in preview.sums],
        "state": grid.state(preview),
    }


def _column(index: int, label: str) -> dict[str, Any]:
    return {
        "label": _(label),
        "kind": KINDS.get(index, "text"),
        "look": LOOKS.get(index, ""),
        "spare": index >= SPARE_FROM,
        "leaf": index in OF_LEAVES,
    }


def _lines(preview: Preview) -> Iterator[tuple[int, dict[str, Any]]]:
    differs = {each.code for each in preview.open if each.problem in SUMS}
    for node, depth in _walk(preview.reading.nodes):
        said = {"code": node.code, "depth": depth, "words": explanations.describe_rule(node)}
        yield preview.reading.numbers[node.code], said | _group(node, node.code in differs)


def _walk(nodes: Iterable[Node], depth: int = 0) -> Iterator[tuple[Node, int]]:
    for node in nodes:
        yield node, depth
        yield from _walk(node.children, depth + 1)


def _group(node: Node, differs: bool) -> dict[str, Any]:
    """How the children of a group add up beside its maximum."""
    if not node.children:
        return {}
    points = [child.max_points for child in node.children]
    total = max(points) if node.combine == Combination.HIGHEST else sum(points)
    sign = _("highest") if node.combine == Combination.HIGHEST else "Σ"
    words = _("does not agree") if differs else _("agrees") if total == node.max_points else _("limited")
    return {
        "sum": f"{sign} {numbers.format(total)} / {numbers.format(node.max_points)}",
        "agrees": not differs,
        "verdict": words,
    }


def _problem(said: Said) -> dict[str, Any]:
    column = PLACES.get(said.problem, table_line.SETTINGS if said.number else table_line.POINTS)
    if said.problem.startswith(OF_OPTIONS):
        column = table_line.OPTIONS
    return {"line": said.number, "code": said.code, "column": column, "words": said.words}
