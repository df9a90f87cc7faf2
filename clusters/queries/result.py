"""Cells of a report: what was typed, read by the criterion's rule, compared with what stands."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from clusters import explanations, scoring
from clusters.enums import Blank, Supplier
from clusters.errors import Invalid
from clusters.models import Criterion, Figures, PeriodReport, Report, User
from clusters.queries import scoring as scores
from clusters.scoring import Unreadable

# As the column keeps it; what is compared is worked out from the inputs again.
KEPT = Decimal("0.0001")
BY_UNIT = (Supplier.UNIT,)
Values = Mapping[Criterion, tuple[Mapping[str, Any], str]]


class Cell(NamedTuple):
    """One criterion's figures as they would be stored; `blank` is why there are none, where that is said anew."""

    criterion: Criterion
    inputs: dict[str, Any]
    value: Decimal | None
    note: str
    blank: str | None = None


def read(report: Report | PeriodReport, values: Values, suppliers: Collection[str] = BY_UNIT) -> list[Cell]:
    """Raises Invalid with a sentence per criterion whose figures do not fit its rule, that is not of this table, or
    whose figures somebody else than `suppliers` brings."""
    cells, problems = [], {}
    for criterion, (inputs, note) in values.items():
        rule = scores.rule_of(criterion)
        foreign = criterion.version_id != report.participant.season.table_id
        if rule is None or foreign or criterion.supplier not in suppliers:
            problems[criterion.code] = _("{code} takes no figures here.").format(code=criterion.code)
            continue
        try:
            typed = entered(criterion, rule, inputs)
        except Unreadable as unreadable:
            said = " ".join(explanations.explain_problem(problem) for problem in unreadable.problems)
            problems[criterion.code] = f"{criterion.code}: {said}"
            continue
        value = rule.type.headline(rule.parameters, typed)
        kept = None if value is None else value.quantize(KEPT, ROUND_HALF_UP)
        cells.append(Cell(criterion, _entered(scoring.as_json(typed)), kept, note.strip()))
    if problems:
        raise Invalid(problems)
    return cells


def entered(criterion: Criterion, rule: scores.Rule, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Typed inputs of one criterion. Raises Unreadable, for what the criterion does not admit as well."""
    typed = scoring.parse_inputs(rule.type, rule.parameters, inputs)
    problems = rule.type.refused(rule.setting(criterion), typed)
    if problems:
        raise Unreadable(problems)
    return typed


def differing(cell: Cell, standing: Figures | None) -> list[str]:
    """The parts of the row that the cell changes."""
    before, after = said(standing), cell_said(cell)
    return [name for name in {**before, **after} if not alike(before.get(name), after.get(name))]


def parts_after(cell: Cell, standing: Figures | None, by: User, at: dt.datetime, key: str = "") -> dict[str, Any]:
    """What `Figures.parts` is once the cell is written at that moment: the parts that differ carry the next version."""
    stamp = {"version": standing.version + 1 if standing else 1, "by": by.pk, "at": at.isoformat(), "key": key}
    return {**(standing.parts if standing else {}), **dict.fromkeys(differing(cell, standing), stamp)}


def keys_after(standing: Figures | None, key: str, parts: Sequence[str]) -> list[Any]:
    """What `Figures.keys` is once a sending wrote those parts; a form that was sent as a whole has no key."""
    known = standing.keys if standing else []
    return [*known, [key, list(parts)]][-Figures.KEYS_KEPT :] if key else known


def alike(one: Any, other: Any) -> bool:
    """Whether two values of a part are the same: 40 and 40.0 are, and so are an empty note and none."""
    return _number(None if one == "" else one) == _number(None if other == "" else other)


def changed(cells: Iterable[Cell], standing: Mapping[int, Figures]) -> list[Cell]:
    """Those that differ from what stands; 40 and 40.0 are the same."""
    return [cell for cell in cells if _differs(cell, standing.get(cell.criterion.pk))]


def blank_after(cell: Cell, standing: Figures | None) -> str:
    """What remains of the reason why it was blank: nothing once there are figures, or where its sentence is gone."""
    if cell.blank is not None:
        return cell.blank
    is_said = standing is not None and (cell.note or standing.blank != Blank.EXPLAINED)
    return standing.blank if standing and is_said and not cell.inputs else ""


def said(result: Figures | None) -> dict[str, Any]:
    """A result as the trail keeps it."""
    return {**result.inputs, "note": result.note} if result else {}


def cell_said(cell: Cell) -> dict[str, Any]:
    """A cell about to be stored, likewise."""
    return {**cell.inputs, "note": cell.note}


def _entered(inputs: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in inputs.items() if value is not None}


def _differs(cell: Cell, result: Figures | None) -> bool:
    if result is None:
        return bool(cell.inputs or cell.note)
    return cell.note != result.note or _alike(cell.inputs) != _alike(_entered(result.inputs))


def _alike(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Numbers without trailing zeros, so that ways of writing do not count as changes."""
    return {name: _number(value) for name, value in inputs.items()}


def _number(value: Any) -> Any:
    if isinstance(value, list):
        return [_number(each) for each in value]
    is_number = isinstance(value, str) and value.replace(".", "", 1).lstrip("-").isdecimal()
    return Decimal(value) if is_number else value
