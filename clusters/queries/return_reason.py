"""Why a report was returned, criterion by criterion, and how the unit says that each was mended."""

from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import writing
from clusters.models import Report, ReturnReason
from clusters.tables import Cell, Column, Row, Table


def standing(report: Report) -> list[ReturnReason]:
    """Of a report that is being mended, in the order of the table; one query, none where it was not returned."""
    return list(ReturnReason.objects.of_last_sending(report)) if report.return_reason else []


def by_criterion(report: Report) -> dict[int, ReturnReason]:
    """The same by the criterion's pk."""
    return {each.criterion_id: each for each in standing(report)}


def table(report: Report, reasons: list[ReturnReason], *, linked: bool) -> Table:
    """Criterion, reason, answer; `linked` where the person may fill the sheet in."""
    columns = [
        Column("criterion", _("Criterion"), "link", sortable=False, spot="name"),
        Column("reason", _("What has to be mended"), sortable=False, spot="line"),
        Column("answer", _("How it was mended"), sortable=False, spot="line"),
    ]
    sheet = reverse("report-edit", args=[report.pk]) if linked else ""
    rows = [
        Row([Cell(str(each.criterion), url=sheet and f"{sheet}#criterion-{each.criterion_id}"), each.text, said(each)])
        for each in reasons
    ]
    return Table("returned", _("Reasons criterion by criterion"), columns, rows, sort_key="rsort", export=False)


def said(reason: ReturnReason) -> Cell:
    """The answer with its author; what is not answered yet says so."""
    if not reason.answered_at:
        return Cell(None, text=_("not answered yet"), tone="muted")
    note = _("{person}, {moment}").format(person=reason.answered_by, moment=writing.moment(reason.answered_at))
    return Cell(reason.answer, note=note)
