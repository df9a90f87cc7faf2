"""A scoring table as a workbook, and what an uploaded workbook would change of it."""

import copy
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.core import signing

from clusters import canonical, explanations, numbers, scoring
from clusters.exports.table_book import Filling
from clusters.imports import examples, layout, spreadsheet, table_book
from clusters.imports.examples import Example
from clusters.imports.fault import Fault
from clusters.imports.table_book import TableBook
from clusters.models import Organisation, ScoringTable, ScoringTableVersion, StoredFile, User
from clusters.queries import scoring as cores
from clusters.queries import scoring_draft as drafts
from clusters.queries import table_problem as problems
from clusters.queries import validation_rule as validation_rules
from clusters.scoring import Node, Unreadable, grading
from clusters.scoring.grading import rows as grading_rows
from clusters.scoring.notation import Line
from clusters.validating import Known, Validation, read_validation
from clusters.validating.rows import RULES

FIELDS = [each.name for each in layout.HEADING_FIELDS if each.kind != "shown"]
_SALT = "clusters.table_book"
# Columns of the grades that hold a number.
_FIGURES = {"grades": (2, 4)}


def filling_of(version: ScoringTableVersion) -> Filling:
    """Everything that the workbook of this version holds."""
    nodes = standing(version)
    found = [example for each in kept_examples(version) for example in examples.write(each, nodes)]
    return Filling(
        {**heading_of(version), "name": version.table.name, "number": version.number},
        lines_of(version),
        {name: [_figures(name, row) for row in rows] for name, rows in grading_of(version.grading).items()},
        found,
        [
            [each.problem.where, each.words, each.waiver.reason]
            for each in problems.findings(version).waived
            if each.waiver
        ],
        validation_rules.of_version(version),
    )


def heading_of(version: ScoringTableVersion) -> dict[str, Any]:
    """The fields that a workbook can change."""
    return {name: getattr(version, name) for name in FIELDS}


def lines_of(version: ScoringTableVersion) -> list[Line]:
    """Its criteria in order."""
    return list(flat(drafts.tree_of(version)))


def flat(tree: Sequence[Mapping[str, Any]]) -> Iterator[Line]:
    """The lines of a tree as the writing service takes it."""
    for each in tree:
        yield Line(**{name: value for name, value in each.items() if name != "children"})
        yield from flat(each["children"])


def standing(version: ScoringTableVersion) -> dict[str, Node]:
    """Its lines by code, as the arithmetic takes them; none of a version that is not saved yet."""
    return table_book.lines_of(cores.table_of(version)[0].nodes) if version.pk else {}


def kept_examples(version: ScoringTableVersion) -> list[Example]:
    """Its worked examples in order."""
    found = version.examples.order_by("position", "pk")
    return [Example(each.name, each.entries, each.facts, each.expected) for each in found]


def grading_of(stored: Mapping[str, Any]) -> dict[str, list[list[str]]]:
    """Grades, sanctions and tie-breakers as rows of text; nothing of what cannot be read."""
    try:
        return grading_rows.write(grading.read_grading(stored))
    except Unreadable:
        return {}


def fingerprint(version: ScoringTableVersion) -> str:
    """Of the draft as a workbook can change it: its text's own, and the rest behind a colon."""
    heading = [_plain(value) for value in heading_of(version).values()]
    kept = [[each.name, each.entries, each.facts, each.expected] for each in kept_examples(version)]
    return f"{drafts.fingerprint(version)}:{canonical.sha256([heading, version.grading, version.validation, kept])}"


def ticket(stored: StoredFile, user: User, target: int) -> str:
    """Names an uploaded file for this person and this draft (or, for a new one, this authority) only."""
    return signing.dumps([stored.pk, user.pk, target], salt=_SALT)


def uploaded(given: str, user: User, target: int) -> StoredFile | None:
    """The file of a ticket; None for a ticket of others, or none at all."""
    try:
        pk, owner, at = signing.loads(given, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    if (owner, at) != (user.pk, target):
        return None
    return StoredFile.objects.filter(pk=pk, stored_by=user).first()


def sheets_of(stored: StoredFile) -> list[spreadsheet.Sheet]:
    """The workbook's sheets, read again from the file. Raises Refused."""
    with stored.content.open("rb") as content:
        return spreadsheet.read(stored.original_name, content.read())


def open_problems(version: ScoringTableVersion, book: TableBook) -> list[Fault]:
    """What would still keep the draft from being published, each at its row."""
    merged = copy.copy(version)
    for name, value in book.heading.items():
        if name in FIELDS:
            setattr(merged, name, value)
    own = cores.table_of(version)[0].nodes if version.pk and book.reading is None else ()
    nodes = book.reading.nodes if book.reading else own
    numbers_of = book.reading.numbers if book.reading else {}
    core = cores.table_with(merged, nodes)
    stored = {**version.grading, **book.grading}
    found = [
        Fault(layout.CRITERIA, numbers_of.get(p.where), p.where, _said(p), False) for p in scoring.check_table(core)
    ]
    found += [_of_grading(problem) for problem in grading.check_stored(stored, core) if stored]
    known = validation_rules.known_of(table_book.lines_of(nodes), _reported(version, book))
    return [*found, *_of_validation(validation_of(version, book), known, book.rule_lines)]


def _reported(version: ScoringTableVersion, book: TableBook) -> dict[str, str]:
    """For which periods each line is asked, by its code."""
    if book.reading:
        return {code: line.reported for code, line in book.reading.lines.items()}
    return dict(version.criteria.values_list("code", "reported")) if version.pk else {}


def validation_of(version: ScoringTableVersion, book: TableBook) -> Validation:
    """What the version would ask of figures with what the workbook brings."""
    return read_validation({**version.validation, **book.validation})


def _of_validation(asked: Validation, known: Mapping[str, Known], lines: Mapping[str, int]) -> Iterator[Fault]:
    """Rules that name figures which the table would not have."""
    for code, fault in validation_rules.faults_of(asked, known):
        said = validation_rules.in_words(fault)
        yield Fault(RULES, lines.get(code), code, said, False)


def _of_grading(problem: scoring.Problem) -> Fault:
    """`grades/2` is the third row: the heading is the first."""
    sheet, _slash, number = problem.where.partition("/")
    return Fault(sheet, int(number) + 1 if number else None, "", _said(problem), False)


def _said(problem: scoring.Problem) -> str:
    return explanations.explain_problem(problem)


def _figures(name: str, row: Sequence[str]) -> list[Any]:
    return [_figure(cell) if place in _FIGURES.get(name, ()) else cell for place, cell in enumerate(row)]


def _figure(text: str) -> Any:
    try:
        return numbers.parse(text) if text and "%" not in text else text
    except numbers.NotANumber:
        return text


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, dt.date) else value


def unsaved(authority: Organisation) -> ScoringTableVersion:
    """A draft that is not there yet, to be compared with."""
    return ScoringTableVersion(table=ScoringTable(authority=authority), number=1)
