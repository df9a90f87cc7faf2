"""Grades, sanctions and tie-breakers of a draft as three grids in the browser, and how their cells are written."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from clusters.queries import grid
from clusters.queries.grading_draft import Preview, Said
from clusters.scoring import cells, wording
from clusters.scoring.grading import Clause, phrases, rows
from clusters.scoring.grading.conditions import CONDITIONS
from clusters.scoring.grading.effects import EFFECTS
from clusters.scoring.grading.kinds import Kind
from clusters.scoring.grading.quotas import OVER, ROUNDING
from clusters.scoring.grading.rows import GRADES, SANCTIONS, TIE_BREAKERS, GradeCell, SanctionCell, TieCell
from clusters.scoring.grading.ties import TIES

Place = tuple[str, int]

# What a field of the grid is, beyond plain text; those of clauses have a panel of their own.
CHOICES: Mapping[Place, str] = {
    (GRADES, GradeCell.CONDITIONS): "condition",
    (GRADES, GradeCell.ROUNDING): "rounding",
    (GRADES, GradeCell.OVER): "over",
    (SANCTIONS, SanctionCell.TRIGGER): "condition",
    (SANCTIONS, SanctionCell.EFFECT): "effect",
    (TIE_BREAKERS, TieCell.CLAUSE): "tie",
}
STARTS = ("condition", "tie")
POINTS = ((GRADES, GradeCell.LEAST), (GRADES, GradeCell.PERCENT))
LOOKS: Mapping[Place, str] = {
    (GRADES, GradeCell.CODE): "code",
    (GRADES, GradeCell.NAME): "name",
    (SANCTIONS, SanctionCell.LEGAL_LINE): "legal",
    (TIE_BREAKERS, TieCell.LEGAL_LINE): "legal",
}
# Seldom filled in: out of sight until it is wanted.
SPARE = ((GRADES, GradeCell.NAME_EN), (SANCTIONS, SanctionCell.NAME_EN))

HINTS = {
    GRADES: gettext_noop("The best first; the last one is open to every unit."),
    SANCTIONS: gettext_noop("What bars or lowers a grade, whatever the points."),
    TIE_BREAKERS: gettext_noop("Asked one after the other where units have equal points."),
}
OF_CELLS: Mapping[Place, str] = {
    (GRADES, GradeCell.CODE): gettext_noop("A short code such as XS; sanctions name the grade by it."),
    (GRADES, GradeCell.NAME): gettext_noop("The name of the grade, as the regulation has it."),
    (GRADES, GradeCell.LEAST): gettext_noop("From how many points; 90 % is per cent of the full total."),
    (GRADES, GradeCell.CONDITIONS): gettext_noop(
        "Each is asked besides the points; of those with “or” between them one."
    ),
    (GRADES, GradeCell.PERCENT): gettext_noop(
        "At most so many per cent of the units of the cluster may have the grade; empty where there is no quota."
    ),
    (GRADES, GradeCell.ROUNDING): gettext_noop("How a part of a unit is rounded; empty is the same as down."),
    (GRADES, GradeCell.OVER): gettext_noop(
        "What happens to units over the quota; if empty they are considered for the next grade."
    ),
    (SANCTIONS, SanctionCell.NAME): gettext_noop("What the sanction is called."),
    (SANCTIONS, SanctionCell.TRIGGER): gettext_noop(
        "Once this holds, the sanction bites; what is not known never does."
    ),
    (SANCTIONS, SanctionCell.EFFECT): gettext_noop("What it does to the grade; no sanction raises one."),
    (SANCTIONS, SanctionCell.LEGAL_LINE): gettext_noop("The article or annex that says so."),
    (TIE_BREAKERS, TieCell.CLAUSE): gettext_noop(
        "The unit with more of it comes first; a unit for which it is not known comes last."
    ),
    (TIE_BREAKERS, TieCell.LEGAL_LINE): gettext_noop("The article or annex that says so."),
}
IN_ENGLISH = gettext_noop("For readers of the English pages; may be empty.")

# Where the cursor goes for a problem of the whole; any other is mended in the clause of the row.
PLACES: Mapping[str, int] = {
    **dict.fromkeys(("grading.code_twice", "grading.no_grades"), GradeCell.CODE),
    **dict.fromkeys(("grading.not_descending", "grading.out_of_reach", "grading.bottom_open"), GradeCell.LEAST),
    **dict.fromkeys(("grading.quota_range", "grading.bottom_quota"), GradeCell.PERCENT),
    **dict.fromkeys(("grading.unknown_grade", "grading.bars_nothing", "grading.too_far_down"), SanctionCell.EFFECT),
}
CLAUSES = {GRADES: GradeCell.CONDITIONS, SANCTIONS: SanctionCell.TRIGGER, TIE_BREAKERS: TieCell.CLAUSE}


def page(texts: Mapping[str, str]) -> dict[str, Any]:
    """What the script of the page begins with."""
    return {
        "sheets": [_sheet(each, texts.get(each.name, "")) for each in rows.SHEETS],
        "choices": {
            "condition": _beginnings(CONDITIONS),
            "tie": _beginnings(TIES),
            "effect": list(_effects()),
            "rounding": grid.choices(ROUNDING.choices),
            "over": grid.choices(OVER.choices),
        },
        "or": sorted(set(wording.in_languages(phrases.OR_WORD))),
        **grid.shared(),
    }


def cells_of(texts: Mapping[str, str]) -> dict[str, list[list[str]]]:
    """The cells line by line, without headings and blank lines."""
    return {each.name: _cells(each, texts.get(each.name, "")) for each in rows.SHEETS}


def answer(preview: Preview) -> dict[str, Any]:
    """What the live check says: each problem with its grid, the line of the text and its column."""
    found = [_problem(each) for each in preview.problems]
    return {"lines": {}, "problems": found, "sums": [], "state": grid.state(preview)}


def hint_of(place: Place) -> str:
    """What the cells of the column are for."""
    return _(OF_CELLS.get(place, IN_ENGLISH))


def _sheet(sheet: rows.Sheet, text: str) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "shape": "list",
        "title": _(sheet.title),
        "hint": _(HINTS[sheet.name]),
        "columns": [_column((sheet.name, at), label) for at, label in enumerate(sheet.columns)],
        "rows": _cells(sheet, text),
        "first": 0,
        "headings": sorted(set(grid.names(sheet.columns[0]))),
    }


def _column(place: Place, label: str) -> dict[str, Any]:
    kind = CHOICES.get(place, "points" if place in POINTS else "text")
    return {
        "label": _(label),
        "kind": kind,
        "look": LOOKS.get(place, ""),
        "spare": place in SPARE,
        "starts": kind in STARTS,
        "many": place == rows.SEVERAL,
        "panel": place[1],
    }


def _cells(sheet: rows.Sheet, text: str) -> list[list[str]]:
    records = [list(record.cells) for record in cells.read(text)]
    return records[1:] if records and rows.is_heading(sheet, records[0]) else records


def _beginnings(kinds: Mapping[str, Kind]) -> list[dict[str, Any]]:
    """Each way in which a clause may begin; what is chosen in it is found by its own name as well."""
    return [
        {"label": _joined(each), "names": sorted({*_in_languages(each), *grid.names(each[-1])})}
        for each in phrases.beginnings(kinds)
    ]


def _joined(labels: tuple[str, ...]) -> str:
    return " ".join(_(label) for label in labels)


def _in_languages(labels: tuple[str, ...]) -> Iterator[str]:
    for language in wording.LANGUAGES:
        with override(language):
            yield wording.fold(_joined(labels))


def _effects() -> Iterator[dict[str, Any]]:
    """Each effect in full; one on a grade stands for one on each of the grades that are written."""
    for name, kind in EFFECTS.items():
        if any(slot.kind == "grade" for slot in kind.slots):
            said = phrases.write(Clause(name, {slot.name: "{each}" for slot in kind.slots}), EFFECTS)
            yield {"label": said, "names": [], "each": {"sheet": GRADES, "column": int(GradeCell.CODE)}}
        else:
            label = phrases.write(Clause(name, {slot.name: slot.least or Decimal(1) for slot in kind.slots}), EFFECTS)
            yield {"label": label, "names": [wording.fold(label)]}


def _problem(said: Said) -> dict[str, Any]:
    column = said.column
    if column is None:
        column = PLACES.get(said.problem, CLAUSES.get(said.part, 0))
    return {"sheet": said.part or GRADES, "line": said.line, "code": "", "column": column, "words": said.words}
