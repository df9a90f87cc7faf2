"""The lines of an account, one by one, as tables."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters.models import Contribution, ContributionClosing, Expense, User
from clusters.queries import contribution as contributions
from clusters.tables import Cell, Column, Row, Table


def account_tables(account: contributions.Account, *, keeping: bool) -> list[Table]:
    """The whole account: units, purposes, and the lines behind both."""
    return [
        contributions.unit_table(account),
        contributions.purpose_table(account.purposes),
        payment_table(account.payments, keeping=keeping),
        expense_table(account.expenses, keeping=keeping),
        closing_table(account.closings),
    ]


def payments_for_page(user: User) -> QuerySet[Contribution]:
    """Visible ones with what taking one back asks."""
    related = ("participant__organisation", "participant__season__cluster__authority", "corrected_by")
    return Contribution.objects.visible_to(user).select_related(*related)


def expenses_for_page(user: User) -> QuerySet[Expense]:
    """Likewise."""
    return Expense.objects.visible_to(user).select_related("season__cluster__authority", "corrected_by")


def payment_table(found: list[Contribution], *, keeping: bool) -> Table:
    """Each payment; with `keeping`, a way to take a wrong one back."""
    columns = [
        Column("on", _("Paid on"), "day", spot="lead"),
        Column("unit", _("Unit"), spot="name"),
        Column("amount", _("Amount (đồng)"), "number", spot="figure"),
        *_shared(keeping),
    ]
    rows = [_row(each, [each.paid_on, str(each.participant)], "contribution", keeping) for each in found]
    empty = _("No payment was recorded yet.")
    return Table("payments", _("Payments"), columns, rows, empty=empty, sort_key="payment-sort")


def expense_table(found: list[Expense], *, keeping: bool) -> Table:
    """Each expense, likewise."""
    columns = [
        Column("on", _("Spent on"), "day", spot="lead"),
        Column("text", _("What for"), spot="name"),
        Column("purpose", _("Purpose"), spot="line"),
        Column("amount", _("Amount (đồng)"), "number", spot="figure"),
        *_shared(keeping),
    ]
    rows = [_row(each, [each.spent_on, each.text, each.get_purpose_display()], "expense", keeping) for each in found]
    empty = _("No expense was recorded yet.")
    return Table("expenses", _("Expenses"), columns, rows, empty=empty, sort_key="expense-sort")


def _shared(keeping: bool) -> list[Column]:
    columns = [Column("note", _("Note"), sortable=False, spot="line"), Column("paper", _("Paper"), "link", spot="line")]
    return [*columns, Column("back", _("Mistake"), "link", sortable=False)] if keeping else columns


def _row(each: Any, first: list, noun: str, keeping: bool) -> Row:
    """A line, muted where it was taken back or takes another one back."""
    settled = each.corrects_id is not None or hasattr(each, "corrected_by")
    paper = Cell(each.file.original_name, url=reverse(f"{noun}-file", args=[each.pk])) if each.file else None
    note = each.note
    if each.reason:
        back = _("takes a line back: {reason}") if each.corrects_id else _("returned to the unit: {reason}")
        note = back.format(reason=each.reason)
    cells = [*first, each.amount, note, paper]
    if keeping:
        cells.append(None if settled else Cell(_("Take back"), url=reverse(f"{noun}-correct", args=[each.pk])))
    return Row(cells, tone="muted" if settled else "")


def closing_table(found: list[ContributionClosing]) -> Table:
    """Each time it was closed, and why it was reopened."""
    columns = [
        Column("number", _("Closing"), "link", spot="name"),
        Column("at", _("Closed at"), "moment", spot="line"),
        Column("by", _("By")),
        Column("balance", _("Balance (đồng)"), "number", spot="figure"),
        Column("meeting", _("Put before"), spot="line"),
        Column("reason", _("Why it was reopened"), sortable=False, spot="line"),
    ]
    rows = [_closing(each) for each in found]
    empty = _("The account was not closed yet.")
    return Table("closings", _("Closed accounts"), columns, rows, empty=empty, sort_key="closing-sort")


def _closing(each: ContributionClosing) -> Row:
    number = Cell(each.number, text=str(each.number), url=reverse("contribution-closing", args=[each.pk]))
    why = each.reopening.reason if hasattr(each, "reopening") else ""
    return Row([number, each.closed_at, str(each.closed_by), each.balance, str(each.meeting or ""), why])
