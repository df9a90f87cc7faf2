"""What changed from one sending of a report to the next: two frozen contents compared, and shown line by line."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from clusters.models import Report, ReturnReason, Submission
from clusters.queries import receipt
from clusters.queries import return_reason as reasons
from clusters.tables import Cell, Column, Row, Table

FIGURES = ("inputs", "value", "target")
SAID = (*FIGURES, "note", "points", "evidence")

Line = Mapping[str, Any]
Content = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """One criterion that differs; `before` or `after` is None where the line stands in one of the two only."""

    code: str
    before: Line | None
    after: Line | None

    @property
    def line(self) -> Line:
        return self.after or self.before or {}

    def points(self, side: Line | None) -> Decimal | None:
        return Decimal(side["points"]) if side else None

    @property
    def files(self) -> tuple[list[str], list[str]]:
        """Names of the files added and taken out, by their content."""
        had, has = _files(self.before), _files(self.after)
        added = [name for sha256, name in has.items() if sha256 not in had]
        return added, [name for sha256, name in had.items() if sha256 not in has]


def compare(before: Content, after: Content) -> list[Change]:
    """The lines below the groups that differ in figure, target, note, evidence or points, in the order of the later
    content, and then those that it no longer has."""
    old, new = _leaves(before), _leaves(after)
    codes = [*new, *(code for code in old if code not in new)]
    changes = [Change(code, old.get(code), new.get(code)) for code in codes]
    return [each for each in changes if _differs(each.before, each.after)]


def _leaves(content: Content) -> dict[str, Line]:
    return {line["code"]: line for line in content["lines"] if not line["is_group"]}


def _differs(before: Line | None, after: Line | None) -> bool:
    if before is None or after is None:
        return True
    return any(before.get(part) != after.get(part) for part in SAID)


def _files(line: Line | None) -> dict[str, str]:
    return {each["sha256"]: each["name"] for each in line["evidence"]} if line else {}


def pair(report: Report, receipt_pk: int | None = None) -> tuple[Submission | None, Submission | None]:
    """The sending before and the one asked for, else the last; None where there is none; one query."""
    sent: QuerySet[Submission] = Submission.objects.filter(report=report).order_by("-pk")
    if receipt_pk is not None:
        sent = sent.filter(pk__lte=receipt_pk)
    found = [*sent.select_related("submitted_by")[:2], None, None]
    return found[1], found[0]


def page(report: Report, receipt_pk: int | None = None) -> dict[str, Any]:
    """Both sendings with their totals, what changed, and the reasons for which the earlier one was returned."""
    before, after = pair(report, receipt_pk)
    table = _table(before, after) if before and after else None
    totals = [Decimal(each.content["total"]) if each else None for each in (before, after)]
    return {"report": report, "before": before, "after": after, "table": table, "totals": totals}


def _table(before: Submission, after: Submission) -> Table:
    columns = [
        Column("criterion", _("Criterion"), sortable=False, spot="name"),
        Column("before", _("Result before"), sortable=False),
        Column("after", _("Result now"), sortable=False),
        Column("points_before", _("Points before"), "points", sortable=False),
        Column("points_after", _("Points now"), "points", sortable=False, spot="figure"),
        Column("besides", _("What else changed"), sortable=False, spot="line"),
        Column("reason", _("Reason for the return"), sortable=False, spot="line"),
        Column("answer", _("How it was mended"), sortable=False, spot="line"),
    ]
    changes = compare(before.content, after.content)
    given = {each.criterion.code: each for each in _given(before)}
    untouched = [Change(code, line, line) for code, line in _leaves(after.content).items()]
    changed = {each.code for each in changes}
    rows = [_row(each, given.get(each.code)) for each in changes]
    rows += [_row(each, given[each.code]) for each in untouched if each.code in given and each.code not in changed]
    ends = [Decimal(each.content["total"]) for each in (before, after)]
    total = Row([_("Total"), None, None, *ends, None, None, None], tone="strong")
    empty = _("No figure, note, file or point differs.")
    return Table("changes", _("What changed since the sending before"), columns, rows, total=total, empty=empty)


def _given(before: Submission) -> list[ReturnReason]:
    return list(before.return_reasons.select_related("criterion", "answered_by"))


def _row(change: Change, reason: ReturnReason | None) -> Row:
    line = receipt.in_words(change.line)
    return Row(
        [
            f"{change.code}. {line['text']}",
            _result(change.before),
            _result(change.after),
            change.points(change.before),
            change.points(change.after),
            _besides(change),
            reason.text if reason else "",
            reasons.said(reason) if reason else None,
        ]
    )


def _result(line: Line | None) -> Cell:
    if line is None:
        return Cell(None, text=_("not in the table"), tone="muted")
    said = receipt.result(receipt.in_words(line))
    return Cell(said) if said else Cell(None, text=_("not entered"), tone="muted")


def _besides(change: Change) -> str:
    """Target, note and files, in sentences; that nothing changed is said too, for a line that was to be mended."""
    before, after = change.before or {}, change.after or {}
    said = []
    if before.get("target") != after.get("target"):
        said.append(_("Target: {before} → {after}.").format(before=_target(before), after=_target(after)))
    if before.get("note", "") != after.get("note", ""):
        said.append(
            _("Note: “{before}” → “{after}”.").format(before=before.get("note", ""), after=after.get("note", ""))
        )
    added, taken = change.files
    said += [_("File added: {name}.").format(name=name) for name in added]
    said += [_("File taken out: {name}.").format(name=name) for name in taken]
    return " ".join(said) if said or change.before != change.after else _("Nothing changed here.")


def _target(line: Line) -> str:
    return receipt.in_words(line).get("target_said") or line.get("target") or "–"
