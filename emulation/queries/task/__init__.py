"""What is due from a person, and what waits for others."""

from dataclasses import dataclass

from emulation.queries import board as boards
from emulation.queries.board import Board
from emulation.queries.task import (
    authority,
    exchange,
    head,
    letter,
    meeting,
    movement,
    period,
    regulation,
    report_part,
    supply,
    together,
    unit,
    waiting,
)
from emulation.queries.task.values import Task

__all__ = ["Desk", "Task", "of"]
WAITING_SHOWN = 12


@dataclass(frozen=True)
class Desk:
    """One person's tasks in the order in which they are best done."""

    overdue: list[Task]
    dated: list[Task]
    undated: list[Task]
    waiting: list[Task]
    waiting_more: int
    board: Board

    @property
    def is_free(self) -> bool:
        return not (self.overdue or self.dated or self.undated)

    @property
    def due(self) -> list[Task]:
        return [*self.overdue, *self.dated, *self.undated]


def of(user) -> Desk:
    """Overdue first, then due soonest, then without a date, then what others hold now."""
    board = boards.of(user)
    due, waits = [], []
    for year in board.years:
        tasks = [*unit.tasks(year), *head.tasks(year), *supply.tasks(year), *authority.tasks(year)]
        tasks += [*regulation.tasks(year), *meeting.tasks(year)]
        due += tasks
        waits += waiting.lines(year, busy=bool(tasks))
    due += [*movement.tasks(user), *together.tasks(user), *exchange.tasks(user)]
    due += [*period.tasks(user), *report_part.tasks(user), *letter.tasks(board)]
    waits.sort(key=Task.order)
    dated = sorted((task for task in due if task.due), key=Task.order)
    return Desk(
        overdue=[task for task in dated if task.overdue],
        dated=[task for task in dated if not task.overdue],
        undated=[task for task in due if not task.due],
        waiting=waits[:WAITING_SHOWN],
        waiting_more=max(0, len(waits) - WAITING_SHOWN),
        board=board,
    )
