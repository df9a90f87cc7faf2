"""Figures that the head or the authority enters for the units, one criterion at a time."""

from collections.abc import Mapping
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from clusters import audit, clock
from clusters.enums import Event
from clusters.errors import Denied, Invalid, Stale
from clusters.models import Criterion, Evidence, Report, Result, Season, StoredFile, User
from clusters.policies import supply as policy
from clusters.queries import result as results
from clusters.queries import supply as queries
from clusters.services import evidence_file as library
from clusters.services import file as files
from clusters.services import lock, recomputation
from clusters.services import result as writing

Given = Mapping[Report, tuple[Mapping[str, Any], str]]
Seen = Mapping[int, int]
Upload = File | None


@transaction.atomic
def enter(
    season: Season, criterion: Criterion, given: Given, *, by: User, seen: Seen, upload: Upload = None, **marked: str
) -> int:
    """Write the figures that differ, by report the inputs of the rule and a note; the number of units written.

    `seen` maps reports to the versions the figures were drawn from, 0 for none; Stale carries a colleague's results by
    report. A file proves the figures of every unit that is given. `marked` is where the results come from.
    """
    season = _locked(season)
    policy.may_supply_figures(by, season, criterion).require()
    locked = _reports(season, criterion, given, by)
    cells = _cells(criterion, {report: given[report] for report in locked})
    standing = {row.report_id: row for row in _results(criterion, locked)}
    changed = _changed(cells, standing)
    _refuse_stale(changed, standing, seen)
    proof = _proof(upload, locked, by)
    for report in locked if proof else changed:
        if report in changed:
            writing.write_cell(report, cells[report], standing.get(report.pk), by, **marked)
        _prove_and_record(report, cells[report], standing.get(report.pk), proof, by)
    recomputation.recompute(season, by=by, cause=Event.REPORT_SUPPLIED)
    return len(changed)


def _locked(season: Season) -> Season:
    """The season first, as where reports are sent in."""
    return lock.season(season, "table", no_key=True)


def _reports(season: Season, criterion: Criterion, given: Given, by: User) -> list[Report]:
    """The reports, locked; all must be of units for which it falls to the person."""
    units = {each.pk for each in queries.units_of(by, season, criterion.supplier)}
    found = Report.objects.select_for_update(of=("self",)).filter(pk__in=[report.pk for report in given])
    locked = list(found.select_related("participant__organisation").order_by("pk"))
    for report in locked:
        report.participant.season = season
        if report.participant_id not in units:
            raise Denied(_("The figures of {unit} are not yours to enter.").format(unit=report.participant))
    return locked


def _cells(criterion: Criterion, given: Given) -> dict[Report, results.Cell]:
    """Raises Invalid with a sentence per report, by its key."""
    cells, problems = {}, {}
    for report, figures in given.items():
        try:
            (cells[report],) = results.read(report, {criterion: figures}, queries.SUPPLIED)
        except Invalid as invalid:
            problems[str(report.pk)] = f"{report.participant}: {invalid}"
    if problems:
        raise Invalid(problems)
    return cells


def _proof(upload: File | None, locked: list[Report], by: User) -> StoredFile | None:
    if upload and not locked:
        raise Invalid({"file": _("A paper proves figures: enter those of a unit first.")})
    return files.store(upload, by=by) if upload else None


def _results(criterion: Criterion, locked: list[Report]):
    return Result.objects.filter(report__in=locked, criterion=criterion).select_related("updated_by")


def _changed(cells: Mapping[Report, results.Cell], standing: Mapping[int, Result]) -> dict[Report, results.Cell]:
    rows = {report: standing.get(report.pk) for report in cells}
    known = {report: {row.criterion_id: row} if row else {} for report, row in rows.items()}
    return {report: cell for report, cell in cells.items() if results.changed([cell], known[report])}


def _refuse_stale(
    changed: Mapping[Report, results.Cell], standing: Mapping[int, Result], seen: Mapping[int, int]
) -> None:
    versions = {pk: row.version for pk, row in standing.items()}
    disputed = [report.pk for report in changed if versions.get(report.pk, 0) != seen.get(report.pk, 0)]
    if disputed:
        sentence = _("A colleague changed the same cells while you were writing. Nothing was saved: see both versions.")
        raise Stale(sentence, theirs={str(pk): standing[pk] for pk in disputed}, seen=versions)


def _prove_and_record(
    report: Report, cell: results.Cell, old: Result | None, proof: StoredFile | None, by: User
) -> None:
    code = cell.criterion.code
    after: dict[str, Any] = {code: results.cell_said(cell)}
    if proof:
        file = library.keep_stored(report.participant, proof, by=by)
        Evidence.objects.create(report=report, criterion=cell.criterion, file=file, added_at=clock.now(), added_by=by)
        after |= {"file": proof.original_name, "hash": proof.sha256}
    audit.record(Event.REPORT_SUPPLIED, report, by=by, before={code: results.said(old)}, after=after)
