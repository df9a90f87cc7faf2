"""Results of a report: written cell by cell, and never over what a colleague wrote since."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from clusters import audit, clock
from clusters.enums import Event, Provenance
from clusters.errors import Stale
from clusters.models import Criterion, Figures, PeriodReport, Report, User
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
    **mark: str,
) -> Report:
    """Write the cells that differ: per criterion the inputs of its rule type and a note. Empty ones are welcome.

    `seen` maps criteria to the versions the figures were drawn from, 0 for none. When somebody else wrote one of the
    cells since, Stale carries their results by criterion and nothing is written. What was signed off or returned
    becomes a draft again. `mark` says where the figures come from.
    """
    report = hand.locked(report)
    policy.may_edit_report(by, report).require()
    standing = {result.criterion_id: result for result in report.results.select_related("updated_by")}
    cells = queries.changed(queries.read(report, values), standing)
    refuse_stale(cells, standing, seen)
    for cell in cells:
        write_cell(report, cell, standing.get(cell.criterion.pk), by, **mark)
    if cells:
        before, after = before_and_after(cells, standing)
        audit.record(Event.REPORT_SAVED, report, by=by, before=before, after=after)
    return hand.changed(report, [cell.criterion.code for cell in cells], by)


def write_cell(
    report: Report | PeriodReport, cell: queries.Cell, standing: Figures | None, by: User, *, key: str = "", **mark: str
) -> Figures:
    """Write one criterion's figures over what stands, in the deed that has asked its policy and keeps the trail; the
    row as it stands then. `key` is that of the sending which brought them, `mark` where they come from."""
    now = clock.now()
    model: Any = report.results.model
    row = model(
        pk=standing.pk if standing else None,
        report=report,
        criterion=cell.criterion,
        inputs=cell.inputs,
        value=cell.value,
        note=cell.note,
        blank=queries.blank_after(cell, standing),
        version=standing.version + 1 if standing else 1,
        parts=queries.parts_after(cell, standing, by, now, key),
        keys=queries.keys_after(standing, key, queries.differing(cell, standing)),
        updated_at=now,
        updated_by=by,
        **{"mark": Provenance.ENTERED, **mark},
    )
    row.save(force_insert=standing is None, force_update=standing is not None)
    return row


def refuse_stale(cells: Iterable[queries.Cell], standing: Mapping[int, Figures], seen: Mapping[int, int]) -> None:
    """Raise Stale where somebody wrote one of the cells since the version that was seen, with their figures by
    criterion."""
    versions = {pk: row.version for pk, row in standing.items()}
    disputed = [c.criterion.pk for c in cells if versions.get(c.criterion.pk, 0) != seen.get(c.criterion.pk, 0)]
    if disputed:
        sentence = _("A colleague changed the same cells while you were writing. Nothing was saved: see both versions.")
        raise Stale(sentence, theirs={str(pk): standing[pk] for pk in disputed if pk in standing}, seen=versions)


def before_and_after(
    cells: Sequence[queries.Cell], standing: Mapping[int, Figures]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the trail says of the cells that are written, by the codes of their criteria."""
    before = {c.criterion.code: queries.said(standing.get(c.criterion.pk)) for c in cells}
    return before, {c.criterion.code: queries.cell_said(c) for c in cells}
