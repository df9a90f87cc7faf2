"""Contributions to a cluster's costs: who owes and has paid what, what was spent, what is left."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import clock
from clusters.enums import ExpensePurpose, Payment
from clusters.models import (
    Cluster,
    Contribution,
    ContributionClosing,
    ContributionPlan,
    ContributionShare,
    Expense,
    Organisation,
    Participant,
    Season,
    User,
)
from clusters.queries import choices
from clusters.registers import Order, Register, by_position
from clusters.tables import Cell, Column, Row, Table


def with_standing(units: QuerySet[Participant]) -> QuerySet[Participant]:
    """Units of planned years, each with `owed`, `paid`, `left` (never below 0) and `payment`, computed by the
    database. One that left the year owes nothing more, whatever its own amount was."""
    own = ContributionShare.objects.filter(participant=OuterRef("pk")).values("amount")
    paid = Contribution.objects.filter(participant=OuterRef("pk")).values("participant")
    total = paid.annotate(total=Sum("amount")).values("total")
    money, late = BigIntegerField(), Q(season__contribution_plan__due_on__lt=clock.today())
    share = Coalesce(Subquery(own, output_field=money), F("season__contribution_plan__amount"), output_field=money)
    units = units.filter(season__contribution_plan__isnull=False).annotate(
        owed=Case(When(left_on__isnull=True, then=share), default=Value(0), output_field=money),
        paid=Coalesce(Subquery(total, output_field=money), Value(0), output_field=money),
    )
    payment = Case(
        When(paid__gt=F("owed"), then=Value(Payment.OVER.value)),
        When(paid=F("owed"), then=Value(Payment.DONE.value)),
        When(late, then=Value(Payment.OVERDUE.value)),
        When(paid__gt=0, then=Value(Payment.PARTLY.value)),
        default=Value(Payment.DUE.value),
        output_field=CharField(),
    )
    left = Case(When(paid__lt=F("owed"), then=F("owed") - F("paid")), default=Value(0), output_field=money)
    return units.annotate(left=left, payment=payment)


def listed(
    user: User, *, year=None, authority=None, cluster=None, unit: str = "", state: str = ""
) -> QuerySet[Participant]:
    """Units of the years that the person may see, the newest first; `unit` are words in its name, by search key."""
    wanted = {
        "season__year": year,
        "season__cluster__authority": authority,
        "season__cluster": cluster,
        "organisation__search_key__contains": unit,
        "payment": state,
    }
    found = with_standing(Participant.objects.visible_to(user))
    found = found.filter(**{name: value for name, value in wanted.items() if value})
    related = ("organisation", "season__cluster", "season__contribution_plan")
    return found.select_related(*related).order_by(
        "-season__year", "season__cluster__sort_key", "organisation__sort_key"
    )


def register(found: QuerySet[Participant]) -> Register:
    """One row for each unit of a year."""
    orders: dict[str, Order] = {
        "unit": "organisation__sort_key",
        "cluster": "season__cluster__sort_key",
        "year": "season__year",
        "due": "season__contribution_plan__due_on",
        "owed": "owed",
        "paid": "paid",
        "left": "left",
        "state": by_position("payment", Payment.values),
    }
    return Register(found, _table, orders)


def _table(found: Iterable[Participant]) -> Table:
    columns = [
        Column("unit", _("Unit"), "link", spot="name"),
        Column("state", _("State"), "state", spot="mark"),
        Column("cluster", _("Cluster or block"), spot="line"),
        Column("year", _("Emulation year")),
        Column("due", _("Due on"), "day"),
        *_money(),
    ]
    rows = [_row(each) for each in found]
    empty = _("No contribution fits these filters.")
    return Table("contributions", _("Contributions"), columns, rows, empty=empty)


def _money() -> list[Column]:
    return [
        Column("owed", _("To pay (đồng)"), "number"),
        Column("paid", _("Paid (đồng)"), "number"),
        Column("left", _("Still open (đồng)"), "number"),
    ]


def _row(each: Any) -> Row:
    season, plan = each.season, each.season.contribution_plan
    url = reverse("season-contributions", args=[season.pk])
    name = Cell(str(each.organisation), url=url, mark=plan.mark, source=plan.source)
    year = Cell(season.year, text=season.label)
    return Row([name, _state(each), str(season.cluster), year, plan.due_on, each.owed, each.paid, each.left])


def _state(each: Any) -> Cell:
    return Cell(each.payment, text=Payment(each.payment).label)


def clusters_of(user: User, asked: str = "") -> QuerySet[Cluster]:
    """Clusters with a planned year that the person may see, and the one asked for: the choices of the filter."""
    return choices.clusters(user, ContributionPlan.objects.filter(season__cluster=OuterRef("pk")), asked)


def authorities(user: User) -> QuerySet[Organisation]:
    """Their authorities, likewise."""
    seen = ContributionPlan.objects.visible_to(user).filter(season__cluster__authority=OuterRef("pk"))
    return Organisation.objects.filter(Exists(seen)).order_by("sort_key")


def payers(season: Season) -> QuerySet[Participant]:
    """Units of the year that have paid something, those that left it too: money can go back to them."""
    paid = Exists(Contribution.objects.filter(participant=OuterRef("pk")))
    return season.participants.filter(paid).select_related("organisation").order_by("organisation__sort_key")


@dataclass(frozen=True)
class Account:
    """The account of one year as it stands, each list read once."""

    season: Season

    @cached_property
    def plan(self) -> ContributionPlan | None:
        """What the units owe; None before it is set."""
        return ContributionPlan.objects.filter(season=self.season).first()

    @cached_property
    def units(self) -> list[Any]:
        """By name, see `with_standing`."""
        found = with_standing(self.season.participants.select_related("organisation"))
        return list(found.order_by("organisation__sort_key"))

    @cached_property
    def payments(self) -> list[Contribution]:
        """The newest first."""
        found = Contribution.objects.filter(participant__season=self.season)
        related = ("participant__organisation", "file", "corrected_by", "recorded_by")
        return list(found.select_related(*related).order_by("-paid_on", "-pk"))

    @cached_property
    def expenses(self) -> list[Expense]:
        """The newest first."""
        found = self.season.expenses.select_related("file", "corrected_by", "recorded_by")
        return list(found.order_by("-spent_on", "-pk"))

    @cached_property
    def closings(self) -> list[ContributionClosing]:
        """The newest first; the account is closed while the first was not reopened."""
        related = ("closed_by", "meeting", "reopening__reopened_by")
        return list(self.season.contribution_closings.select_related(*related).order_by("-number"))

    @property
    def closing(self) -> ContributionClosing | None:
        """That by which it is closed now."""
        return next((each for each in self.closings if not hasattr(each, "reopening")), None)

    @property
    def purposes(self) -> dict[str, int]:
        """What was spent on each purpose, in their order; purposes with nothing left are out."""
        spent: Counter[str] = Counter()
        for each in self.expenses:
            spent[each.purpose] += each.amount
        return {purpose: spent[purpose] for purpose in ExpensePurpose.values if spent[purpose]}

    @property
    def owed(self) -> int:
        return sum(each.owed for each in self.units)

    @property
    def received(self) -> int:
        return sum(each.amount for each in self.payments)

    @property
    def is_owing(self) -> bool:
        """Whether a unit has paid more than it owes, so that money goes back."""
        return any(each.paid > each.owed for each in self.units)

    @property
    def spent(self) -> int:
        return sum(each.amount for each in self.expenses)

    @cached_property
    def before(self) -> ContributionClosing | None:
        """The closed account of the year before, whose balance goes over into this one."""
        found = ContributionClosing.objects.standing().filter(season__cluster=self.season.cluster_id)
        return found.filter(season__year__lt=self.season.year).order_by("-season__year", "-number").first()

    @cached_property
    def open_before(self) -> Season | None:
        """The planned year before, where its account is open: what it leaves over is not in this one yet."""
        earlier = Season.objects.filter(cluster=self.season.cluster_id, year__lt=self.season.year)
        last = earlier.filter(contribution_plan__isnull=False).order_by("-year").first()
        return last if last and (not self.before or self.before.season_id != last.pk) else None

    @property
    def carried(self) -> int:
        """What the year before left over, or lacked, in đồng."""
        return self.before.balance if self.before else 0

    @property
    def balance(self) -> int:
        return self.carried + self.received - self.spent

    def figures(self) -> dict[str, Any]:
        """What is frozen when it is closed: names as they are, amounts as texts."""
        units = [
            {"unit": each.organisation.name, "owed": str(each.owed), "paid": str(each.paid)} for each in self.units
        ]
        expenses = [{"purpose": purpose, "amount": str(amount)} for purpose, amount in self.purposes.items()]
        totals = {"owed": str(self.owed), "received": str(self.received), "spent": str(self.spent)}
        totals |= {"carried": str(self.carried), "balance": str(self.balance)}
        return {"units": units, "expenses": expenses, **totals}


def for_page(user: User) -> QuerySet[ContributionClosing]:
    """Visible closings with what their page names."""
    related = ("season__cluster__authority", "closed_by", "meeting", "reopening__reopened_by")
    return ContributionClosing.objects.visible_to(user).select_related(*related)


def frozen_tables(figures: dict[str, Any]) -> list[Table]:
    """Units and purposes as they were frozen."""
    units = [(each["unit"], int(each["owed"]), int(each["paid"])) for each in figures["units"]]
    columns = [Column("unit", _("Unit"), spot="name"), *_money()]
    rows = [Row([unit, owed, paid, max(owed - paid, 0)]) for unit, owed, paid in units]
    still_open = sum(max(owed - paid, 0) for _unit, owed, paid in units)
    total = Row([_("Total"), int(figures["owed"]), int(figures["received"]), still_open])
    spent = {each["purpose"]: int(each["amount"]) for each in figures["expenses"]}
    return [Table("units", _("Contributions of the units"), columns, rows, total=total), purpose_table(spent)]


def unit_table(account: Account) -> Table:
    """Owed, paid and open, unit by unit."""
    columns = [Column("unit", _("Unit"), spot="name"), Column("state", _("State"), "state", spot="mark"), *_money()]
    rows = [Row([str(each.organisation), _state(each), each.owed, each.paid, each.left]) for each in account.units]
    total = Row([_("Total"), None, account.owed, account.received, sum(each.left for each in account.units)])
    caption, empty = _("Contributions of the units"), _("The plan of contributions is not set yet.")
    return Table("units", caption, columns, rows, total=total if rows else None, empty=empty)


def purpose_table(spent: dict[str, int]) -> Table:
    """What was spent, purpose by purpose."""
    columns = [
        Column("purpose", _("Purpose"), spot="name"),
        Column("amount", _("Spent (đồng)"), "number", spot="figure"),
    ]
    rows = [Row([str(ExpensePurpose(purpose).label), amount]) for purpose, amount in spent.items()]
    total = Row([_("Total"), sum(spent.values())]) if spent else None
    caption, empty = _("Expenses by purpose"), _("Nothing was spent yet.")
    return Table("purposes", caption, columns, rows, total=total, empty=empty, sort_key="purpose-sort")
