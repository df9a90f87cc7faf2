"""What the signature under a report, of a year or of a period, is for, whether it stands, and why it was lost."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import canonical, writing
from clusters.enums import Blank, Event, ReportState, SigningWay
from clusters.models import AuditEntry, PeriodReport, PeriodSignature, ReportSignature
from clusters.queries import signature as signatures
from clusters.queries import trail
from clusters.queries.cell import Sheet
from clusters.queries.finding import Findings
from clusters.queries.report import ReportLine, leaves
from clusters.queries.trail import TrailLine
from clusters.tables import Cell, Column, Row, Table

VOIDED = (Event.REPORT_SIGNATURE_VOIDED, Event.PERIOD_REPORT_SIGNATURE_VOIDED)
SIGNED_OR_NOT = (
    *(Event.REPORT_SIGNED, Event.REPORT_RETURNED, Event.PERIOD_REPORT_SIGNED, Event.PERIOD_REPORT_RETURNED),
    *VOIDED,
)


def stated(report: Sheet, lines: Iterable[ReportLine]) -> dict[str, Any]:
    """What the unit states in this version of its report: its figures, notes, why a line is blank, and files with the
    pages and remarks cited, against its targets; and what it says about warnings, each for just the numbers it was
    given for. One query.

    Points are not among it: those of a rule that compares units follow from what others report.
    """
    asked = [line for line in leaves(list(lines)) if line.is_asked]
    heading: dict[str, Any] = {"report": report.pk, "version": report.version}
    heading["unit"] = report.participant.organisation.name
    if isinstance(report, PeriodReport):
        heading["period"] = {"kind": report.period.kind, "number": report.period.number}
    said = report.explanations.order_by("finding").values_list("finding", "values", "text")
    explained = [{"finding": finding, "values": values, "text": text} for finding, values, text in said]
    year = report.participant.season.year
    return {**heading, "year": year, "lines": [_stated(line) for line in asked], "explained": explained}


def _stated(line: ReportLine) -> dict[str, Any]:
    result = line.result
    return {
        "code": line.criterion.code,
        "inputs": result.inputs if result else {},
        "note": result.note if result else "",
        "blank": result.blank if result else "",
        "target": f"{line.target.value:f}" if line.target else None,
        "evidence": [[proof.file.sha256, proof.pages, proof.remark] for proof in line.evidence],
    }


def content_hash(report: Sheet, lines: Iterable[ReportLine]) -> str:
    """The hash that stands in the foot of the paper."""
    return canonical.sha256(stated(report, lines))


def paper(lines: Iterable[ReportLine]) -> Table:
    """What the paper shows line by line; figures, notes and cited files, as they are signed. A period has no points."""
    own = leaves(list(lines))
    with_points = all(line.gives_points for line in own)
    points = [Column("points", _("Self-score"), "points", sortable=False)] if with_points else []
    columns = [
        Column("criterion", _("Criterion"), sortable=False),
        Column("target", _("Target") if with_points else _("Target of the year"), sortable=False),
        Column("result", _("Result"), sortable=False),
        *points,
        Column("evidence", _("Evidence"), sortable=False),
    ]
    caption = _("Results and self-score") if with_points else _("Figures of the period")
    return Table("check", caption, columns, [_on_paper(line) for line in own], export=False)


def _on_paper(line: ReportLine) -> Row:
    target = line.target.said if line.target else None
    why = str(Blank(line.blank).label) if line.blank else ""
    note = line.result.note if line.result else ""
    result = Cell(line.shown or None, note=" – ".join(filter(None, [why, note])))
    files = "; ".join(" – ".join(filter(None, [proof.file.name, proof.where])) for proof in line.evidence)
    points = [line.line.points] if line.gives_points else []
    return Row([str(line.criterion), target, result, *points, files])


def explained(found: Findings) -> Table:
    """What is said about warnings, below it."""
    columns = [
        Column("criteria", _("Criteria"), sortable=False),
        Column("warning", _("Warning"), sortable=False),
        Column("explanation", _("Explanation"), sortable=False),
    ]
    rows = [
        Row([", ".join(each.codes), f"{each.words} ({each.numbers})", each.said.text])
        for each in found.warnings
        if each.said and each.is_explained
    ]
    return Table("explained", _("Explanations"), columns, rows, export=False)


def standing(report: Sheet) -> Any:
    """The signature that the report has now; None for one signed before such rows were kept. At most one query."""
    if report.signed_at is None or report.state == ReportState.RETURNED:
        return None
    found = report.signatures.filter(signed_at=report.signed_at).select_related("signed_by", "file")
    return found.order_by("-pk").first()


def refusal_of_code(typed: str, text_hash: str) -> str:
    """What to mend where the code typed from a paper's foot is not that of this version; empty where it is."""
    code = canonical.bare_code(typed)
    if len(code) < signatures.CODE_LENGTH:
        return _("Type the eight letters and digits that stand in the foot of the paper, such as 1A2B-3C4D.")
    if text_hash.startswith(code):
        return ""
    return _(
        "This is not the code of the report as it stands now. Read it again in the foot of the paper; if something was "
        "changed since it was printed, print it again and have it signed."
    )


def refusal_of_file(report: Sheet, sha256: str, text_hash: str) -> str:
    """What to mend where the same file was attached to another report or version; empty where it was not."""
    used = [each for model in (ReportSignature, PeriodSignature) for each in model.objects.filter(file__sha256=sha256)]
    if any(not _is_of(each, report) for each in used):
        return _("This file is the signed paper of another report already.")
    if any(each.content_hash != text_hash for each in used):
        return _(
            "This file was attached to an earlier version of this report. Print today's version and have it signed."
        )
    return ""


def _is_of(signature: ReportSignature | PeriodSignature, report: Sheet) -> bool:
    return isinstance(signature, report.signatures.model) and signature.report_id == report.pk


class Shown(NamedTuple):
    """A signature as a page shows it; `paper` is the address of the paper, where one is kept."""

    who: str
    at: str
    way: str = ""
    paper: str = ""
    attached_by: str = ""
    reading: str = ""


def frozen(report: Sheet) -> dict[str, Any]:
    """What a sending keeps of the signature that stands: who signed, how and when; nothing where nobody did."""
    signature = standing(report)
    if signature is None:
        return {}
    on = signature.signed_on.isoformat() if signature.signed_on else None
    who = {"name": signature.signer_name or str(signature.signed_by), "position": signature.signer_position}
    how = {"way": signature.way, "for_head": signature.for_head, "at": signature.signed_at.isoformat(), "on": on}
    return {**who, **how, "hash": signature.content_hash}


def shown_frozen(said: Mapping[str, Any]) -> Shown | None:
    """The same as the page of a receipt shows it."""
    if not said:
        return None
    on = writing.day(dt.date.fromisoformat(said["on"])) if said["on"] else None
    at = on or writing.moment(dt.datetime.fromisoformat(said["at"]))
    who = ", ".join(filter(None, [said["name"], said["position"]]))
    who = _("{who} (for the head of the unit)").format(who=who) if said["for_head"] else who
    return Shown(who, at, str(SigningWay(said["way"]).label))


def shown(report: Sheet) -> Shown | None:
    """Of what stands; None where nobody has signed it, or what was signed has been returned."""
    if report.signed_at is None or report.state == ReportState.RETURNED:
        return None
    signature = standing(report)
    if signature is None:
        return Shown(str(report.signed_by), writing.moment(report.signed_at))
    on = writing.day(signature.signed_on) if signature.signed_on else writing.moment(signature.signed_at)
    said = Shown(signatures.signer(signature), on, signatures.way(signature))
    if signature.file is None:
        return said
    attached_by, reading = str(signature.signed_by), signatures.reading(signature)
    room = "period" if isinstance(report, PeriodReport) else "report"
    paper = reverse(f"{room}-signature-file", args=[signature.pk])
    return said._replace(paper=paper, attached_by=attached_by, reading=reading)


def voided_now(report: Sheet) -> TrailLine | None:
    """The same where the page has not read the trail; one query for a report that is being filled in."""
    if report.state != ReportState.DRAFT:
        return None
    entries = AuditEntry.objects.about(report).filter(event__in=SIGNED_OR_NOT).select_related("actor")
    last = entries.order_by("-number").first()
    return _change(trail.line(last)) if last and last.event in VOIDED else None


def voided(report: Sheet, entries: list[TrailLine]) -> TrailLine | None:
    """The change that took the signature from a report that is being filled in, of its trail with the newest first."""
    if report.state != ReportState.DRAFT:
        return None
    last = next((entry for entry in entries if entry.event in SIGNED_OR_NOT), None)
    return _change(last) if last and last.event in VOIDED else None


def _change(line: TrailLine) -> TrailLine:
    """Without the list of criteria, which each change names itself."""
    listed = str(trail.WORDS["criteria"])
    named = [change for change in line.changes if change[0] != listed]
    return replace(line, changes=named or line.changes)
