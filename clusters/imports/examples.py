"""Worked examples of a workbook: a row for each line of the table that an example speaks of, and one for the whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from clusters import explanations, numbers
from clusters.enums import FactKind
from clusters.imports import spreadsheet
from clusters.imports.fault import Fault
from clusters.imports.layout import (
    AT,
    ENTERED,
    EXAMPLE,
    EXAMPLE_COLUMNS,
    EXAMPLES,
    EXPECTED,
    GRADE,
    PROOF,
    TARGET,
    UNIT,
)
from clusters.scoring import RULES, Input, Node, Unreadable, input_notation, parse_inputs, parse_parameters, wording
from clusters.scoring import examples as cores
from clusters.scoring.notation import tidy
from clusters.scoring.values import plain

LONGEST_NAME, MOST_UNITS = 250, 100
# What the whole row enters: what is known of the unit, by kind.
FACTS = tuple(Input(kind.value, "number", kind.label, required=False) for kind in FactKind)  # type: ignore[arg-type]


@dataclass
class Example:
    """As `WorkedExample` stores it."""

    name: str
    entries: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    expected: dict[str, str] = field(default_factory=dict)

    def other(self, code: str, number: int) -> dict[str, Any]:
        """What a further unit enters for the line; numbers begin at 1 and have no gaps."""
        units = self.entries.setdefault(code, {"inputs": {}}).setdefault("others", [])
        units.extend({} for _missing in range(number - len(units)))
        return units[number - 1]


def inputs_of(node: Node | None) -> tuple[Input, ...]:
    """What the leaf asks; nothing for a group or a rule that cannot be read."""
    rule = RULES.get(node.rule) if node else None
    try:
        return rule.inputs(parse_parameters(rule, node.parameters)) if rule and node else ()
    except Unreadable:
        return ()


def read(rows: Sequence[Sequence[Any]], nodes: Mapping[str, Node]) -> tuple[list[Example], list[Fault]]:
    """Examples in their order; `nodes` are the lines of the table by code."""
    found: dict[str, Example] = {}
    faults: list[Fault] = []
    for number, given in enumerate(rows, start=1):
        cells = [*(_cell(place, cell) for place, cell in enumerate(given)), *[""] * len(EXAMPLE_COLUMNS)]
        if not any(cells) or (number == 1 and wording.called(cells[EXAMPLE], EXAMPLE_COLUMNS[EXAMPLE])):
            continue
        row = _Row(cells, nodes)
        row.into(found)
        faults += [Fault(EXAMPLES, number, cells[AT], words) for words in row.problems]
    return list(found.values()), faults


def _cell(place: int, value: Any) -> str:
    if place == AT and isinstance(value, float):
        return f"{spreadsheet.exact(value):f}"
    text = spreadsheet.text_of(value)
    return text if place == ENTERED else tidy(text)


class _Row:
    """One row being read, and what is wrong with it."""

    def __init__(self, cells: list[str], nodes: Mapping[str, Node]) -> None:
        self.cells, self.nodes = cells, nodes
        self.problems: list[str] = []

    def into(self, found: dict[str, Example]) -> None:
        name, code = self.cells[EXAMPLE], self.cells[AT]
        if not name:
            self.problems.append(_("Name the example in the first column, on each of its rows."))
        elif len(name) > LONGEST_NAME:
            self.problems.append(
                _("{length} characters are too many. Shorten it to {most}.").format(length=len(name), most=LONGEST_NAME)
            )
        elif code and code not in self.nodes:
            self.problems.append(_("The table has no line “{code}”.").format(code=code))
        else:
            self._add(found.setdefault(name, Example(name)), code)

    def _add(self, example: Example, code: str) -> None:
        expected = self._number(EXPECTED)
        if expected is not None:
            example.expected[code] = plain(expected)
        if self.cells[GRADE]:
            example.expected[cores.GRADE] = self.cells[GRADE]
        if not code:
            example.facts |= self._values(FACTS)
            return
        said = self._entry(code)
        number = self._unit()
        if number:
            example.other(code, number).update(said or {"inputs": {}})
        elif said:
            example.entries[code] = {**example.entries.get(code, {}), **said}

    def _entry(self, code: str) -> dict[str, Any]:
        target, proof = self._number(TARGET), self._proof()
        values = self._values(inputs_of(self.nodes[code]), code)
        if not values and target is None and not proof:
            return {}
        evidence = {"evidence": True} if proof else {}
        return {"inputs": values, **({} if target is None else {"target": plain(target)}), **evidence}

    def _values(self, inputs: Sequence[Input], code: str = "") -> dict[str, Any]:
        try:
            values = input_notation.read(inputs, self.cells[ENTERED])
            if code and values:
                node = self.nodes[code]
                rule = RULES[node.rule]
                parse_inputs(rule, parse_parameters(rule, node.parameters), values)
        except (Unreadable, KeyError) as wrong:
            problems = wrong.problems if isinstance(wrong, Unreadable) else ()
            self.problems += [explanations.explain_problem(each) for each in problems]
            self.problems += [] if problems else [_("“{code}” takes no figures.").format(code=code)]
            return {}
        return values

    def _number(self, column: int) -> Decimal | None:
        text = self.cells[column]
        try:
            return Decimal(plain(numbers.parse(text).normalize())) if text else None
        except numbers.NotANumber as wrong:
            self.problems.append(str(wrong))
            return None

    def _proof(self) -> bool:
        text = self.cells[PROOF]
        answer = wording.yes_or_no(text) if text else False
        if answer is None:
            self.problems.append(_("“{text}” is neither yes nor no.").format(text=text[:40]))
        return bool(answer)

    def _unit(self) -> int:
        number = self._number(UNIT)
        if number is None:
            return 0
        if number != number.to_integral_value() or not 1 <= number <= MOST_UNITS:
            self.problems.append(_("Further units are numbered 1, 2, 3, …; leave the cell empty for the unit itself."))
            return 0
        return int(number)


def write(example: Example, nodes: Mapping[str, Node]) -> list[list[Any]]:
    """Rows that `read` reads as the same example, in the active language; figures as decimals."""
    codes = [code for code in dict.fromkeys([*nodes, *example.entries, *example.expected]) if _speaks_of(example, code)]
    facts = input_notation.write(FACTS, example.facts)
    total = _decimal(example.expected.get(cores.TOTAL))
    rows: list[list[Any]] = [[example.name, None, "", facts, None, "", total, example.expected.get(cores.GRADE, "")]]
    for code in codes:
        entry = example.entries.get(code, {})
        inputs = inputs_of(nodes.get(code))
        expected = _decimal(example.expected.get(code))
        rows.append([example.name, None, code, *_said(inputs, entry), expected, ""])
        for number, other in enumerate(entry.get("others", ()), start=1):
            rows.append([example.name, Decimal(number), code, *_said(inputs, other), None, ""])
    return rows


def _speaks_of(example: Example, code: str) -> bool:
    return code not in (cores.TOTAL, cores.GRADE) and (code in example.entries or code in example.expected)


def _said(inputs: Sequence[Input], entry: Mapping[str, Any]) -> list[Any]:
    proof = _("yes") if entry.get("evidence") else ""
    return [input_notation.write(inputs, entry.get("inputs") or {}), _decimal(entry.get("target")), proof]


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))
