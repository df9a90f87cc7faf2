"""The account of a sheet as a workbook: the sentences of the page, a line of the table in each row."""

from django.utils.translation import gettext as _

from clusters.accounts import PARTS, Account
from clusters.tables import Column, Row, Table


def table(found: list[Account]) -> Table:
    """A column for each heading that occurs; sentences of one heading stand in one cell."""
    occurring = {part.name: part.heading for account in found for part in account.parts}
    headings = {name: occurring[name] for name in PARTS if name in occurring}
    columns = [
        Column("line", _("Criterion"), sortable=False, spot="name"),
        Column("most", _("At most"), "points", sortable=False),
        Column("own", _("Self-score"), "points", sortable=False),
        Column("points", _("Points that count"), "points", sortable=False, spot="figure"),
        *(Column(name, heading, sortable=False, spot="line") for name, heading in headings.items()),
    ]
    rows = [
        Row([each.title, each.most, each.own, each.points, *(each.said(name) for name in headings)]) for each in found
    ]
    return Table("account", _("Account of the points"), columns, rows)
