"""The one page of what a cluster's members exchange: each list in short, with its main action."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters.models import Cluster, User
from clusters.policies import exchange as policy
from clusters.queries import information as requests
from clusters.queries import question as questions
from clusters.queries import statistic as statistics
from clusters.rulings import Ruling
from clusters.tables import Table

SHOWN = 5


@dataclass(frozen=True)
class Part:
    """One list in short: where all of it is, and what can be added to it."""

    table: Table
    all_url: str
    add_label: str
    add_url: str
    may_add: Ruling


def parts(cluster: Cluster, user: User) -> list[Part]:
    """In the order in which people need them."""
    takes_part = policy.may_take_part(user, cluster)
    asked = _short(questions.listed(user, cluster=cluster), questions.table)
    shared = _short(statistics.listed(user, cluster=cluster), statistics.table)
    wanted = _short(requests.listed(user, cluster=cluster), requests.table)
    leads = policy.may_lead(user, cluster)
    return [
        _part(cluster, asked, "questions", "question-ask", _("Ask a question"), takes_part),
        _part(cluster, wanted, "requests", "request-ask", _("Request information"), takes_part),
        _part(cluster, shared, "statistics", "statistic-define", _("Define a statistic"), leads),
    ]


def _part(cluster: Cluster, table: Table, name: str, add: str, label: str, may_add: Ruling) -> Part:
    return Part(table, f"{reverse(name)}?cluster={cluster.pk}", label, reverse(add, args=[cluster.pk]), may_add)


def _short(found: QuerySet, table: Callable[[Any], Table]) -> Table:
    """The first few, as a table that neither sorts nor exports: the whole list does."""
    made = table(found[:SHOWN])
    columns = [replace(each, sortable=False) for each in made.columns if each.key != "cluster"]
    places = [index for index, each in enumerate(made.columns) if each.key != "cluster"]
    rows = [replace(row, cells=[row.cells[place] for place in places]) for row in made.rows]
    return replace(made, columns=columns, rows=rows, export=False)
