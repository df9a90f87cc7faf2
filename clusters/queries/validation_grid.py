"""Validation rules of a draft as a grid in the browser, and how its cells are written."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from clusters.queries import grid
from clusters.queries.validation_draft import SHEET, Preview
from clusters.scoring import cells
from clusters.validating import rows
from clusters.validating import rule_row as words
from clusters.validating.rows import RULES
from clusters.validating.rule_row import RuleCell

CHOICES = {RuleCell.OPERATOR: "relation", RuleCell.SEVERITY: "severity", RuleCell.REPORTED: "reported"}
HINT = gettext_noop("What the figures of one report must bear out before it is signed.")
SIDE = gettext_noop("For example [I.1] + 2 × [I.2:numerator], or last year [I.1] × 1.2")
OF_CELLS = {
    RuleCell.CODE: gettext_noop("A short code such as K1; empty takes the next one."),
    RuleCell.LEFT: SIDE,
    RuleCell.OPERATOR: gettext_noop("What must hold between the two sides."),
    RuleCell.RIGHT: gettext_noop("The lower bound of “between”; nothing for what is filled in together."),
    RuleCell.UPPER: gettext_noop("Only for “between”."),
    RuleCell.SEVERITY: gettext_noop("An error stops the submission, a warning has to be explained."),
    RuleCell.MESSAGE: gettext_noop("What people read when the rule does not hold."),
    RuleCell.MESSAGE_EN: gettext_noop("For readers of the English pages; may be empty."),
    RuleCell.REPORTED: words.ABOUT,
}


def page(text: str) -> dict[str, Any]:
    """What the script of the page begins with."""
    relations = zip((code for code, _label in words.OPERATORS), words.relations(), strict=True)
    choices = {"relation": relations, "severity": words.SEVERITIES.items(), "reported": words.REPORTED}
    return {
        "sheets": [_sheet(text)],
        "choices": {name: grid.choices(pairs) for name, pairs in choices.items()},
        "or": [],
        **grid.shared(),
    }


def cells_of(text: str) -> dict[str, list[list[str]]]:
    """The cells line by line, without the heading and blank lines."""
    records = [list(record.cells) for record in cells.read(text)]
    return {RULES: records[1:] if records and rows.is_heading(SHEET, records[0]) else records}


def answer(preview: Preview) -> dict[str, Any]:
    """What the live check says: each problem with the line of the text and its column."""
    found = [
        {"sheet": RULES, "line": said.line, "code": "", "column": int(said.column), "words": said.words}
        for said in preview.problems
    ]
    return {"lines": {}, "problems": found, "sums": [], "state": grid.state(preview)}


def hint_of(column: str) -> tuple[str, str]:
    """Label and purpose of a column, by its number as the browser sends it."""
    place = int(column) if column.isascii() and column.isdigit() and int(column) < len(RuleCell) else 0
    return _(SHEET.columns[place]), _(OF_CELLS[RuleCell(place)])


def _sheet(text: str) -> dict[str, Any]:
    return {
        "name": RULES,
        "shape": "list",
        "title": _(SHEET.title),
        "hint": _(HINT),
        "columns": [_column(at) for at in RuleCell],
        "rows": cells_of(text)[RULES],
        "first": 0,
        "headings": sorted(set(grid.names(SHEET.columns[0]))),
    }


def _column(at: RuleCell) -> dict[str, Any]:
    return {
        "label": _(SHEET.columns[at]),
        "kind": CHOICES.get(at, "text"),
        "look": "code" if at == RuleCell.CODE else "",
        "spare": at == RuleCell.MESSAGE_EN,
        "starts": False,
        "many": False,
        "panel": int(at),
    }
