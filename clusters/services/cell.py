"""Cells of a sheet, each saved by itself as it is left: nothing is written over what a colleague wrote meanwhile.

One arithmetic for the sheets of a year and of a period; `report_cell` and `period_cell` are the deeds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from clusters import explanations
from clusters.forms import cell as reading
from clusters.forms.cell import Change
from clusters.models import AuditEntry, Figures, User
from clusters.queries import cell as queries
from clusters.queries import result as results
from clusters.queries.cell import Row, Sheet
from clusters.scoring import Unreadable
from clusters.services import result as writing


@dataclass
class Outcome:
    """What became of one change; a part is in exactly one of the four, `row` is what stands now.

    `saved` stand as they were typed, `superseded` were taken in before and changed since, `refused` could not be read
    and say why, `disputed` a colleague had written first.
    """

    change: Change
    row: Row | None
    saved: list[str] = field(default_factory=list)
    superseded: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    disputed: list[str] = field(default_factory=list)


@dataclass
class Taken:
    """What became of each change, in their order, and what the trail says of the criteria that were written."""

    outcomes: list[Outcome]
    before: dict[str, Any]
    after: dict[str, Any]


def take_in(report: Sheet, changes: Sequence[Change], by: User) -> Taken:
    """Write what each change can write, one by one, in the deed that holds the report and has asked its policy.

    Completeness is never asked. A change that was taken in before, and comes again because its answer was lost, is
    known by its key and writes nothing.
    """
    rows = queries.rows(report, [change.row for change in changes])
    stood = {key: row.result for key, row in rows.items()}
    outcomes = [_take_in(report, change, rows.get(change.row), by) for change in changes]
    written = [row for key, row in rows.items() if row.result is not stood[key]]
    before = {row.criterion.code: results.said(stood[row.criterion.pk]) for row in written}
    return Taken(outcomes, before, {row.criterion.code: results.said(row.result) for row in written})


def give_way(report: Sheet, changes: Sequence[Change], told: QuerySet[AuditEntry]) -> list[dict[str, dict[str, str]]]:
    """What the person gives up, for a colleague's version or for none, by criterion and part, for the trail, each once:
    what came before is known by its key, or by the lines that `told` of it where nothing stands in the row."""
    rows, given = queries.rows(report, [change.row for change in changes]), []
    for change in changes:
        row = rows.get(change.row)
        typed = {row.criterion.code: {part: each.text for part, each in change.parts.items()}} if row else {}
        if row and not (_keys_know(row.result, change.key) if row.result else told.filter(after=typed).exists()):
            given.append(typed)
    return given


def _keys_know(result: Figures, key: str) -> bool:
    """Whether the key came before; it is noted now."""
    if key in (known for known, _parts in result.keys):
        return True
    result.keys = results.keys_after(result, key, ())
    result.save(update_fields=["keys"])
    return False


def _take_in(report: Sheet, change: Change, row: Row | None, by: User) -> Outcome:
    """One change; `row.result` is another object once it was written."""
    if row is None:
        sentence = _("This criterion takes no figures here. Load the page again.")
        return Outcome(change, None, refused=dict.fromkeys(change.parts, sentence))
    outcome = Outcome(change, row)
    change = _without_known(row, change, outcome)
    typed = _undisputed(row, change, _typed(row, change, outcome), outcome)
    accepted = _accepted(row, typed, outcome)
    outcome.saved += accepted
    if accepted:
        _write(report, row, accepted, change.key, by)
    return outcome


def _without_known(row: Row, change: Change, outcome: Outcome) -> Change:
    """What this sending had not written before its answer was lost."""
    known = row.result.written_by(change.key) if row.result else set()
    for part in known & change.parts.keys():
        still = row.result.parts[part].get("key") == change.key if row.result else False
        (outcome.saved if still else outcome.superseded).append(part)
    return change._replace(parts={part: each for part, each in change.parts.items() if part not in known})


def _typed(row: Row, change: Change, outcome: Outcome) -> dict[str, Any]:
    """The parts that can be read."""
    typed = {}
    for part, each in change.parts.items():
        form_field = reading.field_of(row.inputs, part)
        try:
            if form_field is None:
                raise ValidationError(_("The row has no such field. Load the page again."))
            typed[part] = reading.typed(form_field, each.text)
        except ValidationError as wrong:
            outcome.refused[part] = " ".join(wrong.messages)
    return typed


def _undisputed(row: Row, change: Change, typed: Mapping[str, Any], outcome: Outcome) -> dict[str, Any]:
    """Without those that somebody changed since, unless to the same."""
    stands = row.values
    outcome.disputed = [
        part
        for part, value in typed.items()
        if row.version_of(part) != change.parts[part].seen and not results.alike(stands.get(part), value)
    ]
    return {part: value for part, value in typed.items() if part not in outcome.disputed}


def _accepted(row: Row, typed: Mapping[str, Any], outcome: Outcome) -> dict[str, Any]:
    """Without figures that the rule does not admit beside what stands in the row."""
    figures = {part: value for part, value in typed.items() if part != Figures.NOTE}
    stored = {**row.values, **figures}
    stored.pop(Figures.NOTE)
    try:
        if figures:
            results.entered(row.criterion, row.rule, stored)
    except Unreadable as unreadable:
        sentence = " ".join(explanations.explain_problem(problem) for problem in unreadable.problems)
        outcome.refused |= dict.fromkeys(figures, sentence)
        return {part: value for part, value in typed.items() if part == Figures.NOTE}
    return dict(typed)


def _write(report: Sheet, row: Row, accepted: Mapping[str, Any], key: str, by: User) -> None:
    note = row.values[Figures.NOTE]
    values = {**row.values, **accepted}
    note = values.pop(Figures.NOTE) or ""
    (cell,) = results.read(report, {row.criterion: (values, note)})
    if results.changed([cell], {row.criterion.pk: row.result} if row.result else {}):
        row.result = writing.write_cell(report, cell, row.result, by, key=key)
