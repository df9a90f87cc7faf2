"""Worked examples: what the regulation gives a unit thought up by the author, beside what the table makes of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from clusters.scoring.engine import score_cluster
from clusters.scoring.parsing import parse_inputs, parse_parameters
from clusters.scoring.rules import RULES
from clusters.scoring.values import Entry, Node, Problem, Reason, Sheet, Table, Unreadable, all_nodes, plain

TOTAL, GRADE = "", "grade"
NO_FACTS: Mapping[str, Any] = {}
_OWN = "unit"


@dataclass(frozen=True, slots=True)
class Example:
    """What the unit enters by code, and the points expected of lines by code, the total under TOTAL.

    `others` holds, for leaves that look at the cluster, what further units enter; `facts` what is known of the unit's
    year by kind. `grade` is the one expected, '' where none is. `misfits` name what was written for a table that has
    changed since.
    """

    entries: Mapping[str, Entry] = field(default_factory=dict)
    expected: Mapping[str, Decimal] = field(default_factory=dict)
    others: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    facts: Mapping[str, Decimal] = field(default_factory=dict)
    grade: str = ""
    misfits: tuple[Problem, ...] = ()


class Difference(NamedTuple):
    """Where the table does not give what is expected. `computed` is None for a line that the table does not have."""

    code: str
    expected: Decimal | str
    computed: Decimal | str | None
    reasons: tuple[Reason, ...] = ()


def check_example(table: Table, example: Example, grade_of: Callable[[Sheet], str] | None = None) -> list[Difference]:
    """Every expectation that does not hold, in table order, the total and then the grade last.

    `grade_of` gives the code of the grade that follows from a sheet; without it no grade is looked at.
    """
    sheet = sheet_of(table, example)
    codes = [*sheet.lines, *(code for code in example.expected if code not in sheet.lines and code != TOTAL), TOTAL]
    pairs = ((code, example.expected[code]) for code in codes if code in example.expected)
    found = [each for code, expected in pairs for each in [_compared(sheet, code, expected)] if each]
    if example.grade and grade_of is not None:
        computed = grade_of(sheet)
        found += [Difference(GRADE, example.grade, computed)] if computed != example.grade else []
    return found


def sheet_of(table: Table, example: Example) -> Sheet:
    """The unit's sheet, beside the further units that the example names."""
    return score_cluster(table, _cluster(example))[_OWN]


def holds(table: Table, example: Example, grade_of: Callable[[Sheet], str] | None = None) -> bool:
    """Whether all that is expected comes out, of inputs that all fit."""
    return not example.misfits and not check_example(table, example, grade_of)


def read_example(
    table: Table, entries: Mapping[str, Any], expected: Mapping[str, Any], facts: Mapping[str, Any] = NO_FACTS
) -> Example:
    """From JSON as it is stored: {"inputs", "target", "evidence", "others"} and points as strings, by code."""
    nodes = {node.code: node for node in all_nodes(table)}
    misfits: list[Problem] = []
    own, others = {}, {}
    for code, said in entries.items():
        own[code] = _read(nodes.get(code), code, said, misfits)
        others[code] = tuple(_read(nodes.get(code), code, one, misfits) for one in said.get("others", ()))
    points = {code: value for code, value in expected.items() if code != GRADE}
    return Example(
        own,
        {code: _decimal(value, code, misfits) for code, value in points.items()},
        {code: units for code, units in others.items() if units},
        {kind: _decimal(value, kind, misfits) for kind, value in facts.items()},
        str(expected.get(GRADE) or ""),
        tuple(misfits),
    )


def _compared(sheet: Sheet, code: str, expected: Decimal) -> Difference | None:
    if code == TOTAL:
        return None if sheet.total == expected else Difference(code, expected, sheet.total, sheet.reasons)
    line = sheet.lines.get(code)
    if line is None:
        return Difference(code, expected, None)
    return None if line.points == expected else Difference(code, expected, line.points, line.reasons)


def _cluster(example: Example) -> dict[Any, dict[str, Entry]]:
    """The further units by their number; one that is named for no leaf enters nothing there."""
    cluster: dict[Any, dict[str, Entry]] = {_OWN: dict(example.entries)}
    for code, units in example.others.items():
        for number, entry in enumerate(units):
            cluster.setdefault(number, {})[code] = entry
    return cluster


def _read(node: Node | None, code: str, said: Mapping[str, Any], misfits: list[Problem]) -> Entry:
    rule = RULES.get(node.rule) if node else None
    if node is None or rule is None:
        misfits.append(Problem.of("example.no_line", code, at=code))
        return Entry()
    try:
        values = parse_inputs(rule, parse_parameters(rule, node.parameters), said.get("inputs") or {})
    except Unreadable as unreadable:
        misfits.extend(Problem(problem.code, code, problem.values) for problem in unreadable.problems)
        values = {}
    target = said.get("target")
    return Entry(values, None if target is None else Decimal(target), bool(said.get("evidence")))


def _decimal(value: Any, code: str, misfits: list[Problem]) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        misfits.append(Problem.of("example.not_points", code, given=str(value)))
        return Decimal(0)


def entry_as_json(entry: Entry, values: Mapping[str, Any]) -> dict[str, Any]:
    """One unit's entry as it is stored; `values` are its inputs in JSON. Nothing that says nothing is kept."""
    said: dict[str, Any] = {"inputs": {name: value for name, value in values.items() if value is not None}}
    if entry.target is not None:
        said["target"] = plain(entry.target)
    if entry.has_evidence:
        said["evidence"] = True
    return said if said["inputs"] or len(said) > 1 else {}
