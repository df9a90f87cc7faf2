"""The sheet of a year or a period: what its cells hold, and what was typed into them without a script."""

from typing import NamedTuple

from clusters import explanations
from clusters.forms.report import SheetForm, name_of
from clusters.models import Figures
from clusters.queries.report import ReportLine
from clusters.scoring import Input


class Cell(NamedTuple):
    """One field of a row as it is drawn; `one` says what is asked, None for the note."""

    name: str
    one: Input | None
    label: str
    text: str
    errors: list[str]


class CellsForm(SheetForm):
    """A page that nobody has sent yet needs no fields: its cells are drawn from their texts."""

    has_fields = False

    def cells(self, line: ReportLine) -> list[Cell]:
        """Figures in the order of the rule, then the note."""
        inputs = line.rule.inputs if line.rule else ()
        figures = [self._cell(line, one.name, one, explanations.word(one.label)) for one in inputs]
        return [*figures, self._cell(line, Figures.NOTE, None, "")]

    def _cell(self, line: ReportLine, part: str, one: Input | None, label: str) -> Cell:
        name = name_of(line.subject, part)
        if not self.is_bound:
            return Cell(name, one, label, self.texts[name], [])
        return Cell(name, one, label, str(self.data.get(name, "")), list(self.errors.get(name, ())))
