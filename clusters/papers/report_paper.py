"""The report as a Word file in the official layout, to be numbered, signed and filed by its unit; in Vietnamese."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN

from clusters import clock, writing
from clusters.errors import Conflict
from clusters.papers import word
from clusters.queries import receipt as receipts
from clusters.queries import report_paper as queries
from clusters.queries.report_paper import Line, Paper

WIDTHS = (14, 46, 21, 27, 15, 15, 27)
FIGURES = (4, 5)


def docx(paper: Paper) -> bytes:
    """Raises Conflict for frozen content that was tampered with."""
    if paper.submission and not receipts.is_true(paper.submission):
        raise Conflict(
            _("The stored content no longer gives its hash, so no paper is made of it. Tell the administrator.")
        )
    with translation.override("vi"):
        return word.content(_written(paper))


def _written(paper: Paper) -> Document:
    unit, season = paper.content["unit"], paper.content["season"]
    document = word.blank(f"{_('Report')} – {unit} – {season}", unit)
    stamps = [_("DRAFT – not sent") if paper.is_draft else "", receipts.marked(paper.content)]
    word.page_numbers(document, " · ".join(filter(None, stamps)))
    _head(document, paper)
    _title(document, paper)
    _addressees(document, paper)
    _body(document, paper)
    _end(document, paper)
    return document


def _head(document: Document, paper: Paper) -> None:
    left, right = word.columns(document, (70, 95)).rows[0].cells
    first = left.paragraphs[0]
    first.alignment = ALIGN.CENTER
    word.write(first, paper.letter.superior.upper(), size=12)
    word.line(left, paper.content["unit"].upper(), size=12, bold=True)
    word.rule(left, 22)
    word.line(left, _("No.:          /BC-…"))
    first = right.paragraphs[0]
    first.alignment = ALIGN.CENTER
    word.write(first, word.COUNTRY, size=12, bold=True)
    word.line(right, word.MOTTO, bold=True)
    word.rule(right, 20)
    word.line(right, _dated(paper), italic=True)


def _dated(paper: Paper) -> str:
    """Place and day; of a draft the day is left open."""
    place = paper.letter.place or "…………"
    if paper.sent_at is None:
        return _("{place}, day …… month …… {year}").format(place=place, year=clock.today().year)
    day = paper.sent_at.astimezone(clock.ZONE).date()
    # Days below ten and the first two months have a nought before them, as the decree says.
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    said = _("{place}, day {day} month {month} year {year}")
    return said.format(place=place, day=f"{day.day:02d}", month=month, year=day.year)


def _title(document: Document, paper: Paper) -> None:
    title = word.line(document, _("Report").upper(), size=14, bold=True)
    title.paragraph_format.space_before = word.Pt(14)
    about = _("Results of the emulation criteria and self-score, {season}").format(season=paper.content["season"])
    word.line(document, about, size=14, bold=True)
    word.rule(document, 60)


def _addressees(document: Document, paper: Paper) -> None:
    bodies = [body for body in (paper.content.get("authority", ""), paper.letter.head) if body]
    if len(bodies) == 1:
        word.line(document, _("To: {body}").format(body=bodies[0]))
    elif bodies:
        word.line(document, _("To:"))
        for number, body in enumerate(bodies, start=1):
            end = "." if number == len(bodies) else ";"
            word.line(document, f"- {body}{end}")


def _body(document: Document, paper: Paper) -> None:
    content = paper.content
    said = _("{unit} reports its results of {season} and its self-score by the scoring table as follows:")
    word.body(document, said.format(unit=content["unit"], season=content["season"]))
    for head, lines in queries.sections(content["lines"]):
        _section(document, head, lines)
    core, bonus, penalty, total = (
        writing.points(Decimal(content[name])) for name in ("core", "bonus", "penalty", "total")
    )
    said = _("Self-score in total: {total} (content {core} + bonus {bonus} − penalty {penalty})")
    word.body(document, said.format(total=total, core=core, bonus=bonus, penalty=penalty) + ".", bold=True)
    last = word.body(document, _("{unit} reports respectfully./.").format(unit=content["unit"]))
    last.paragraph_format.keep_with_next = True


def _section(document: Document, head: Line | None, lines: list[Line]) -> None:
    """A group: its points, its lines, and what the unit has noted."""
    if head:
        said = _("{code}. {text} (self-score {points} of {most})")
        shown = {"points": _points(head["points"]), "most": _points(head["max"])}
        heading = word.body(document, said.format(code=head["code"], text=head["text"], **shown), bold=True)
        heading.paragraph_format.keep_with_next = True
    if lines:
        _table(document, lines)
    for line in lines:
        if line["note"]:
            word.body(document, f"{line['code']}. {line['note']}", italic=True)


def _table(document: Document, lines: list[Line]) -> None:
    table = word.columns(document, WIDTHS, style="Table Grid")
    heads = [_("Code"), _("Criterion"), _("Target"), _("Result"), _("Maximum"), _("Self-score"), _("Evidence")]
    word.fill(table.rows[0], heads, WIDTHS, bold=True)
    word.repeated(table.rows[0])
    for line in lines:
        word.fill(table.add_row(), _cells(line), WIDTHS, FIGURES, bold=line["is_group"])


def _cells(line: Line) -> list[str]:
    figures = dict(line)
    proofs = "; ".join(proof["name"] for proof in line["evidence"])
    said = ["", ""] if line["is_group"] else [receipts.target_of(figures), receipts.result(figures)]
    return [line["code"], line["text"], *said, _points(line["max"]), _points(line["points"]), proofs]


def _points(text: str) -> str:
    return writing.points(Decimal(text))


def _end(document: Document, paper: Paper) -> None:
    """Who gets it, who signs it; of what was sent in also where it can be looked up."""
    document.add_paragraph().paragraph_format.keep_with_next = True
    row = word.columns(document, (75, 90)).rows[0]
    word.unbroken(row)
    left, right = row.cells
    first = left.paragraphs[0]
    word.write(first, _("Copies to:"), size=12, bold=True, italic=True)
    for text in (_("- As above;"), _("- Archive.")):
        word.line(left, text, ALIGN.LEFT, size=word.SMALL)
    first = right.paragraphs[0]
    first.alignment = ALIGN.CENTER
    above, *below = paper.letter.signed_as or [_("Head of the unit")]
    word.write(first, above.upper(), bold=True)
    for line in below:
        word.line(right, line.upper(), bold=True)
    for _space in range(4):
        word.line(right, "")
    word.line(right, paper.letter.signatory, bold=True)
    if paper.submission:
        _received(document, paper.submission.number, paper.submission.submitted_at, paper.submission.content_hash)


def _received(document: Document, number: str, at: dt.datetime, digest: str) -> Any:
    said = _("Made from the content received under {number} at {moment}; content hash (SHA-256): {hash}.")
    shown = said.format(number=number, moment=writing.moment(at), hash=digest)
    return word.line(document, shown, ALIGN.LEFT, size=9, italic=True)
