"""Results of a report: written cell by cell, and never over what a colleague wrote since."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from clusters import audit, clock
from clusters.enums import Event, Provenance
from clusters.errors import Stale
from clusters.models import Criterion, Report, Result, User
from clusters.policies import report as policy
from clusters.queries import result as queries
from clusters.services import report_hand as hand


@transaction.atomic
def enter(
    report: Report,
    values: Mapping[Criterion, tuple[Mapping[str, Any], str]],
    *,
    by: User,
    seen: Mapping[int, int],
    mark: str = Provenance.ENTERED,
    source: str = "",
) -> Report:
    """Write the cells that differ: per criterion the inputs of its rule type and a note. Empty ones are welcome.

    `seen` maps criteria to the versions the figures were drawn from, 0 for none. When somebody else wrote one of the
    cells since, Stale carries their results by criterion and nothing is written. What was signed off or returned
    becomes a draft again.
    """
    report = hand.locked(report)
    policy.may_edit_report(by, report).require()
    standing = {result.criterion_id: result for result in report.results.select_related("updated_by")}
    cells = queries.changed(queries.read(report, values), standing)
    _refuse_stale(cells, standing, seen)
    for cell in cells:
        write_cell(report, cell, standing.get(cell.criterion.pk), by, mark, source)
    if cells:
        _record_cells(report, cells, standing, by)
    return hand.changed(report, [cell.criterion.code for cell in cells], by)


def write_cell(
    report: Report,
    cell: queries.Cell,
    standing: Result | None,
    by: User,
    mark: str = Provenance.ENTERED,
    source: str = "",
) -> None:
    """Write one criterion's figures over what stands, in the deed that has asked its policy and keeps the trail."""
    now = clock.now()
    stamp = {"mark": mark, "source": source, "updated_at": now, "updated_by": by}
    figures = {
        "inputs": cell.inputs,
        "value": cell.value,
        "note": cell.note,
        "blank": queries.blank_after(cell, standing),
    }
    parts = queries.parts_after(cell, standing, by, now)
    if standing is None:
        Result.objects.create(report=report, criterion=cell.criterion, parts=parts, **figures, **stamp)
    else:
        Result.objects.filter(pk=standing.pk).update(version=standing.version + 1, parts=parts, **figures, **stamp)


def _record_cells(report: Report, cells: list[queries.Cell], standing: Mapping[int, Result], by: User) -> None:
    before = {c.criterion.code: queries.said(standing.get(c.criterion.pk)) for c in cells}
    after = {c.criterion.code: queries.cell_said(c) for c in cells}
    audit.record(Event.REPORT_SAVED, report, by=by, before=before, after=after)


def _refuse_stale(cells: list[queries.Cell], standing: Mapping[int, Result], seen: Mapping[int, int]) -> None:
    versions = {pk: result.version for pk, result in standing.items()}
    disputed = [c.criterion.pk for c in cells if versions.get(c.criterion.pk, 0) != seen.get(c.criterion.pk, 0)]
    if disputed:
        sentence = _("A colleague changed the same cells while you were writing. Nothing was saved: see both versions.")
        raise Stale(sentence, theirs={str(pk): standing[pk] for pk in disputed}, seen=versions)
