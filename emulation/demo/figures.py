"""Made-up promises and results: plausible, different for each unit, the same on every loading."""

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from clusters.enums import TargetKind
from clusters.models import Criterion
from clusters.targeting import Asked, Promise, parse, share

DATA = Path(__file__).parent / "data"
# How good a unit is, in the order of the alphabet: 0 weak, 4 strong; the year shifts the order.
GRADES = (4, 3, 2, 3, 3, 2, 1, 4, 2)
VARYING = ("I.2", "I.3")


@cache
def _results() -> dict[str, list[dict[str, Any]]]:
    return json.loads((DATA / "figures.json").read_text())


@cache
def _targets() -> dict[str, dict[str, str]]:
    return json.loads((DATA / "targets.json").read_text())


def promise(table: str, code: str, asked: Asked, unit: int) -> Promise | None:
    """What the unit at this place of the alphabet promises for a criterion; None where nothing is promised."""
    base = _targets()[table].get(code)
    if base is None:
        return None
    promised = parse(base, asked)
    if promised.pair:
        part, whole = promised.pair
        return share(part + unit, whole + unit)
    if asked.kind == TargetKind.RANK:
        return promised._replace(value=promised.value + unit)
    value = promised.value * (1 + Decimal(unit) / 10) if code in VARYING else promised.value
    return promised._replace(value=value.quantize(Decimal("0.1") if value < 100 else Decimal(1)))


def result(criterion: Criterion, target: Decimal | None, unit: int, year: int) -> dict[str, Any]:
    """The inputs of a criterion's rule for this unit and year."""
    grade = GRADES[(unit + year) % len(GRADES)] + (criterion.position + unit) % 3 - 1
    inputs = _results()[criterion.code][min(max(grade, 0), 4)]
    if "share" in inputs:
        return {"actual": f"{_share(inputs['share'], target):f}"}
    return dict(inputs)


def _share(share: str, target: Decimal | None) -> Decimal:
    value = Decimal(share) * (target or Decimal(1))
    return value.quantize(Decimal("0.1")) if value < 100 else value.quantize(Decimal(1))
