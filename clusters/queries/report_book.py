"""A unit's results of its year or of a period as a workbook: what it holds, what it is known by when it comes back,
and its uploaded file.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import canonical, explanations, scoring, writing
from clusters.exports import report_book as exports
from clusters.exports.report_book import BookLine, Filling
from clusters.imports import report_book as imports
from clusters.imports import spreadsheet
from clusters.imports.report_book import Asked, BookRow
from clusters.models import PeriodReport, StoredFile, User
from clusters.queries import cell, last_year, period_figures
from clusters.queries import period as periods
from clusters.queries import period_report as period_reports
from clusters.queries import report as reports
from clusters.queries.cell import Sheet
from clusters.queries.last_year import Before
from clusters.queries.report import ReportLine
from clusters.scoring import Sheet as Points

# The columns that are only read, and what they say by criterion.
Beside = tuple[list[tuple[str, str]], dict[int, dict[str, str]]]
_SALT, _TICKET = "clusters.report_book", "clusters.report_book.ticket"
_DIGEST = 12


class Key(NamedTuple):
    """What the book was drawn from: versions by criterion, 0 for none, and what its cells said then."""

    versions: Mapping[int, int]
    drawn: Mapping[int, str]


def asked_of(lines: Iterable[ReportLine]) -> dict[str, Asked]:
    """By code what the unit fills in."""
    return {
        line.name: Asked(line.criterion.pk, line.name, line.criterion.unit_of_measure, line.rule.inputs)
        for line in lines
        if line.is_asked and line.rule
    }


def filling_of(
    report: Sheet,
    lines: Sequence[ReportLine],
    points: Points | None,
    rows: Mapping[int, BookRow] | None = None,
    why: Mapping[str, str] | None = None,
) -> Filling:
    """As the report stands; `rows` are those that a person has changed, kept as they typed them, and `why` says by
    code what is to be mended."""
    columns, beside = _other_periods(report, lines) if isinstance(report, PeriodReport) else _year_before(report, lines)
    asked, given, said = asked_of(lines), rows or {}, why or {}
    drawn = [_line(each, asked.get(each.name), beside.get(each.criterion.pk, {}), given, said) for each in lines]
    return Filling(_title(report), key_of(report, lines), columns, drawn, points.total if points else None)


def read(report: Sheet) -> tuple[list[Any], Points | None]:
    """The lines of the report, and its points where it gives any."""
    return (period_reports.lines_of(report), None) if isinstance(report, PeriodReport) else reports.lines_of(report)


def _title(report: Sheet) -> str:
    season = report.participant.season.label
    if isinstance(report, PeriodReport):
        return f"{_('Figures of the period')} – {period_reports.name(report)}, {season}"
    return f"{_('Results')} – {report.participant}, {season}"


def _year_before(report: Sheet, lines: Sequence[ReportLine]) -> Beside:
    before = last_year.beside(report.participant, [line.criterion for line in lines])
    year = str(before.year or "–")
    heads = {"last": _("Result of {year}"), "verified": _("Verified points of {year}")}
    columns = [(name, said.format(year=year)) for name, said in heads.items()]
    kept = {"last": "result", "verified": "points"}
    shown = {line.criterion.pk: {n: _beside(before, line.criterion.pk, w) for n, w in kept.items()} for line in lines}
    return columns, shown


def _other_periods(report: PeriodReport, lines: Sequence[ReportLine]) -> Beside:
    own, shown = periods.words(report.period.kind, report.period.number), {}
    for pk, year in period_figures.of_participant(report.participant, [line.criterion for line in lines]).items():
        others = [each for each in year.periods if each.words and each.label != own]
        said = (f"{each.label}: {each.words}" + ("" if each.is_sent else f" ({_('not sent in')})") for each in others)
        shown[pk] = {"periods": "; ".join(said)}
    return [("periods", _("Other periods"))], shown


def _line(
    line: ReportLine,
    asked: Asked | None,
    beside: Mapping[str, str],
    rows: Mapping[int, BookRow],
    why: Mapping[str, str],
) -> BookLine:
    criterion, typed = line.criterion, rows.get(line.criterion.pk)
    return BookLine(
        line.name,
        str(criterion).removeprefix(f"{line.name}. "),
        "" if line.is_group else line.rule_in_words,
        line.unit,
        line.target.said if line.target else "",
        asked,
        line.is_group,
        typed.raw if typed else _raw(asked, line),
        typed.percents if typed else frozenset(),
        line.shown if line.result or line.brought else "",
        beside,
        line.line.points,
        why.get(line.name, ""),
    )


def _raw(asked: Asked | None, line: ReportLine) -> dict[str, Any]:
    if asked is None:
        return {}
    stands = line.inputs
    figures = enumerate(asked.figures, start=1)
    raw = {imports.figure(number): exports.cell_of(one, stands.get(one.name)) for number, one in figures}
    cases = [explanations.word(one.label) for one in asked.cases if stands.get(one.name)]
    return {**raw, imports.CASE: "".join(cases[:1]), imports.NOTE: _note(line)}


def _note(line: ReportLine) -> str:
    return imports.note_of(line.result.note) if line.result else ""


def _beside(before: Before, pk: int, what: str) -> str:
    """Of the year before; where several bodies stand behind the unit, each with its name."""
    found = [(each.unit, getattr(each.figures, what)) for each in before.lines.get(pk, ())]
    known = [(unit, value) for unit, value in found if value is not None]
    said = [(unit, writing.points(value) if isinstance(value, Decimal) else value) for unit, value in known]
    return "; ".join(f"{unit}: {value}" if before.several else str(value) for unit, value in said)


def key_of(report: Sheet, lines: Iterable[ReportLine]) -> str:
    """Signed, so that a book names the versions that it was drawn from and no others."""
    asked = [line for line in lines if line.is_asked]
    cells = {
        line.criterion.pk: [line.result.version if line.result else 0, digest(line.inputs, _note(line))]
        for line in asked
    }
    names = {"report": cell.place_of(report), "table": report.participant.season.table_id, "name": name_of(report)}
    return signing.dumps({**names, "cells": cells}, salt=_SALT, compress=True)


def name_of(report: Sheet) -> str:
    """As people call it."""
    return period_reports.name(report) if isinstance(report, PeriodReport) else str(report)


def opened(key: str, report: Sheet) -> Key:
    """Raises Refused with a sentence for a book of another report or of an older table."""
    try:
        said = signing.loads(key, salt=_SALT)
    except signing.BadSignature as forged:
        told = _("The hidden part of the workbook was changed. Download it again and copy your figures into it.")
        raise spreadsheet.Refused(told) from forged
    if said["report"] != cell.place_of(report):
        told = _("The workbook is that of “{theirs}”, not of “{ours}”. Upload it there.")
        raise spreadsheet.Refused(told.format(theirs=said["name"], ours=name_of(report)))
    if said["table"] != report.participant.season.table_id:
        told = _("The year has another scoring table since the workbook was downloaded. Download it again.")
        raise spreadsheet.Refused(told)
    cells = {int(pk): cell for pk, cell in said["cells"].items()}
    return Key({pk: version for pk, (version, _d) in cells.items()}, {pk: drawn for pk, (_v, drawn) in cells.items()})


def digest(inputs: Mapping[str, Any], note: str) -> str:
    """Of what the cells of one criterion say, however the numbers are written."""
    plain = {name: value for name, value in scoring.as_json(inputs).items() if value is not None}
    cases = {one.name for one in imports.CASES}
    said = {name: value for name, value in plain.items() if value or name not in cases}
    return canonical.sha256([said, imports.note_of(note)])[:_DIGEST]


def sheets_of(stored: StoredFile) -> list[spreadsheet.Sheet]:
    """The workbook's sheets, read again from the file. Raises Refused."""
    with stored.content.open("rb") as content:
        return spreadsheet.read(stored.original_name, content.read())


def ticket(stored: StoredFile, user: User, report: Sheet) -> str:
    """Names an uploaded file for this person and this report only."""
    return signing.dumps([stored.pk, user.pk, cell.place_of(report)], salt=_TICKET)


def uploaded(given: str, user: User, report: Sheet) -> StoredFile | None:
    """The file of a ticket; None for a ticket of others, or none at all."""
    try:
        pk, owner, at = signing.loads(given, salt=_TICKET)
    except (signing.BadSignature, ValueError):
        return None
    is_own = (owner, at) == (user.pk, cell.place_of(report))
    return StoredFile.objects.filter(pk=pk, stored_by=user).first() if is_own else None


class Ways(NamedTuple):
    """Where the pages of a workbook lead: the sheet of the report, the book itself, its upload."""

    is_period: bool
    sheet: str
    book: str
    upload: str


def ways(report: Sheet) -> Ways:
    """Of the report of a year or of a period."""
    if isinstance(report, PeriodReport):
        place = [report.period.pk, report.participant.pk]
        return Ways(
            True, *(reverse(name, args=place) for name in ("period-sheet", "period-book", "period-book-upload"))
        )
    names = ("report-edit", "report-book", "report-book-upload")
    return Ways(False, *(reverse(name, args=[report.pk]) for name in names))
