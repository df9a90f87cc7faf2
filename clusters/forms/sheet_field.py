"""The fields of a row of the yearly sheet as HTML: what the widgets of Django would write, without their templates."""

from collections.abc import Sequence

from clusters import explanations
from clusters.forms.fields import DayField, SeriesField
from clusters.forms.inputs import NOTHING, YES_NO_CHOICES
from clusters.forms.sheet import Cell
from clusters.queries.report import ReportLine
from clusters.scoring import Input
from clusters.table_html import esc, mark


def figures(line: ReportLine, cells: Sequence[Cell]) -> str:
    """The fields of the figures with what they are counted in; a single one needs no label above it."""
    alone = len(cells) == 1
    fields = "".join(_figure(line, cell, alone) for cell in cells) or esc(line.shown)
    unit = f'<span class="sheet-unit muted">{esc(line.unit)}</span>' if line.unit and cells else ""
    return f'<div class="sheet-fields">{fields}{unit}<span data-mark>{origin(line)}</span></div>'


def origin(line: ReportLine) -> str:
    """The mark of a figure that was not entered here."""
    return mark(line.result.mark, line.result.source) if line.result else ""


def note(line: ReportLine, cell: Cell, label: str) -> str:
    """The note's field; `label` is escaped."""
    label = f'<label class="visually-hidden" for="id_{cell.name}">{esc(line.name)} {label}</label>'
    return f"{label}{_area(cell, '')}{_errors(cell)}"


def _figure(line: ReportLine, cell: Cell, alone: bool) -> str:
    hidden = f'<span class="visually-hidden">{esc(line.name)}</span> {esc(cell.label)}'
    look = ' class="visually-hidden"' if alone and not _is_tick(cell) else ""
    help_text = _help(cell.one) if cell.one else ""
    told = f'<p class="sheet-help" id="id_{cell.name}_helptext">{esc(help_text)}</p>' if help_text else ""
    return (
        f'<div class="sheet-field"><label{look} for="id_{cell.name}">{hidden}</label>'
        f"{_widget(cell)}{told}{_errors(cell)}</div>"
    )


def _widget(cell: Cell) -> str:
    one = cell.one
    if one is None or one.kind == "series":
        return _area(cell, ' class="sheet-long"')
    if _is_tick(cell):
        checked = " checked" if cell.text == "on" else ""
        return f'<input type="checkbox" {_named(cell)}{checked}>'
    if one.kind == "boolean":
        return _select(cell, YES_NO_CHOICES, "")
    if one.kind == "choice":
        choices = [(value, explanations.word(text)) for value, text in one.choices]
        return _select(cell, choices, ' class="sheet-long"')
    mode = "numeric" if one.kind == "date" else "decimal"
    longest = "" if one.kind == "date" else ' maxlength="40"'
    return f'<input type="text" {_named(cell)} value="{esc(cell.text)}" inputmode="{mode}"{longest}>'


def _is_tick(cell: Cell) -> bool:
    """A box says nothing without its label."""
    return cell.one is not None and cell.one.kind == "boolean" and not cell.one.required


def _area(cell: Cell, look: str) -> str:
    return f'<textarea {_named(cell)} rows="1"{look}>\n{esc(cell.text)}</textarea>'


def _select(cell: Cell, choices: Sequence[tuple[str, object]], look: str) -> str:
    options = "".join(
        f'<option value="{esc(value)}"{" selected" if value == cell.text else ""}>{esc(words)}</option>'
        for value, words in (NOTHING, *choices)
    )
    return f"<select {_named(cell)}{look}>{options}</select>"


def _named(cell: Cell) -> str:
    said = [f"id_{cell.name}_helptext"] if cell.one and _help(cell.one) else []
    said += [f"id_{cell.name}_error"] if cell.errors else []
    described = f' aria-describedby="{" ".join(said)}"' if said else ""
    return f'name="{cell.name}" id="id_{cell.name}"{described}{" aria-invalid=true" if cell.errors else ""}'


def _errors(cell: Cell) -> str:
    if not cell.errors:
        return ""
    return f'<p class="sheet-error" id="id_{cell.name}_error">{"<br>".join(map(esc, cell.errors))}</p>'


def _help(one: Input) -> object:
    """How an unusual field is written."""
    return {"date": DayField.HELP, "series": SeriesField.HELP}.get(one.kind, "")
