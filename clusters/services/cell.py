"""Cells of a report, each saved by itself as it is left: nothing is written over what a colleague wrote meanwhile."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from clusters import audit, clock, explanations
from clusters.enums import Event, Provenance
from clusters.forms import cell as reading
from clusters.forms.cell import Change
from clusters.models import Report, Result, User
from clusters.policies import report as policy
from clusters.queries import cell as queries
from clusters.queries import report as reports
from clusters.queries import result as results
from clusters.queries.cell import Row
from clusters.scoring import Unreadable
from clusters.services import report_hand as hand


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


@transaction.atomic
def enter(pk: int, changes: Sequence[Change], *, by: User) -> tuple[Report, list[Outcome]]:
    """Write what each change can write, one by one; the report as it stands then, and what became of each.

    Completeness is never asked. A change that was taken in before, and comes again because its answer was lost, is
    known by its key and writes nothing. Raises Report.DoesNotExist where the person may not see the report.
    """
    report = _held(pk, by)
    policy.may_edit_report(by, report).require()
    rows = queries.rows(report, [change.row for change in changes])
    stood = {key: row.result for key, row in rows.items()}
    outcomes = [_take_in(report, change, rows.get(change.row), by) for change in changes]
    written = [row for key, row in rows.items() if row.result is not stood[key]]
    if written:
        _record(report, written, stood, by)
    else:
        transaction.set_rollback(True)
        report.version -= 1
    return report, outcomes


@transaction.atomic
def set_aside(pk: int, changes: Sequence[Change], *, by: User) -> Report:
    """The person lets a colleague's version stand; what they had typed themselves is kept on the trail, once.

    Raises Report.DoesNotExist where the person may not see the report.
    """
    report = hand.locked(reports.for_page(by).get(pk=pk))
    policy.may_edit_report(by, report).require()
    rows = queries.rows(report, [change.row for change in changes])
    for change in changes:
        result = rows[change.row].result if change.row in rows else None
        if result is None or change.key in (known for known, _parts in result.keys):
            continue
        Result.objects.filter(pk=result.pk).update(keys=_keys(result, change.key, ()))
        typed = {part: each.text for part, each in change.parts.items()}
        audit.record(Event.REPORT_VERSION_SET_ASIDE, report, by=by, after={result.criterion.code: typed})
    return report


def _held(pk: int, by: User) -> Report:
    """The report for this person, held until the deed ends: counting its version on is what holds it."""
    Report.objects.filter(pk=pk).update(version=F("version") + 1)
    return reports.for_page(by).get(pk=pk)


def _take_in(report: Report, change: Change, row: Row | None, by: User) -> Outcome:
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
    figures = {part: value for part, value in typed.items() if part != Result.NOTE}
    stored = {**row.values, **figures}
    stored.pop(Result.NOTE)
    try:
        if figures:
            results.entered(row.criterion, row.rule, stored)
    except Unreadable as unreadable:
        sentence = " ".join(explanations.explain_problem(problem) for problem in unreadable.problems)
        outcome.refused |= dict.fromkeys(figures, sentence)
        return {part: value for part, value in typed.items() if part == Result.NOTE}
    return dict(typed)


def _write(report: Report, row: Row, accepted: Mapping[str, Any], key: str, by: User) -> None:
    note = row.values[Result.NOTE]
    values = {**row.values, **accepted}
    note = values.pop(Result.NOTE) or ""
    (cell,) = results.read(report, {row.criterion: (values, note)})
    if not results.changed([cell], {row.criterion.pk: row.result} if row.result else {}):
        return
    row.result = _written(report, cell, row.result, key, by)


def _written(report: Report, cell: results.Cell, standing: Result | None, key: str, by: User) -> Result:
    now = clock.now()
    result = Result(
        pk=standing.pk if standing else None,
        report=report,
        criterion=cell.criterion,
        inputs=cell.inputs,
        value=cell.value,
        note=cell.note,
        blank=results.blank_after(cell, standing),
        version=standing.version + 1 if standing else 1,
        parts=results.parts_after(cell, standing, by, now, key),
        keys=_keys(standing, key, results.differing(cell, standing)),
        mark=Provenance.ENTERED,
        updated_at=now,
        updated_by=by,
    )
    result.save(force_insert=standing is None, force_update=standing is not None)
    return result


def _keys(standing: Result | None, key: str, parts: Sequence[str]) -> list[Any]:
    return [*(standing.keys if standing else []), [key, list(parts)]][-Result.KEYS_KEPT :]


def _record(report: Report, written: Iterable[Row], stood: Mapping[int, Result | None], by: User) -> None:
    before = {row.criterion.code: results.said(stood[row.criterion.pk]) for row in written}
    after = {row.criterion.code: results.said(row.result) for row in written}
    audit.record(Event.REPORT_SAVED, report, by=by, before=before, after=after)
    hand.reopened(report, list(after), by)
