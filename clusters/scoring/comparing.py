"""A result held against a target: the pact's or the table's own, as numbers or as a percentage of a total."""

from decimal import Decimal
from typing import NamedTuple

from clusters.scoring.declaration import Typed
from clusters.scoring.ratio import HUNDRED, percentage
from clusters.scoring.values import ZERO, Entry


class Comparison(NamedTuple):
    """`actual` and `target` are exact: those of a percentage are taken times the total, so that nothing is divided.

    `shown` and `goal` are how the two are told; `pair` is the number achieved and the total of a percentage.
    """

    actual: Decimal
    target: Decimal
    shown: Decimal
    goal: Decimal
    pair: tuple[Decimal, Decimal] | None = None

    @property
    def said(self) -> dict[str, Decimal]:
        return {"actual": self.shown, "target": self.goal}


def compared(parameters: Typed, entry: Entry) -> Comparison | None:
    """By the parameters `of` and `set_target`; None for a percentage of nothing.

    A table without a target of its own is asked only where the pact has one.
    """
    goal, values = parameters["set_target"], entry.values
    if goal is None:
        goal = entry.target
    if parameters["of"] == "number":
        return Comparison(values["actual"], goal, values["actual"], goal)
    part, whole = values["numerator"], values["denominator"]
    if whole == ZERO:
        return None
    return Comparison(part * HUNDRED, goal * whole, percentage(part, whole), goal, (part, whole))
