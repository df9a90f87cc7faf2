"""The steps of a stepper: what lies behind, where things stand, what is to come."""

from dataclasses import dataclass
from enum import StrEnum


class StepStatus(StrEnum):
    """Where a step stands; the words are put beside it by the stepper."""

    DONE = "done"
    CURRENT = "current"
    TODO = "todo"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Step:
    """`note` is a short line under the label: a day, a reason. `url` makes the label a link."""

    label: object
    status: str
    note: object = ""
    url: str = ""

    def __post_init__(self) -> None:
        StepStatus(self.status)
