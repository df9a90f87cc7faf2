"""Long lists: the database filters, sorts and pages them, and only the rows that are shown are built.

A `Table` is whole in memory, which is right for a year's units or a table's lines; a register may hold every unit of a
country. Both are shown by the same pages.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Case, Choices, Expression, F, IntegerField, OrderBy, QuerySet, Value, When

from clusters import vietnamese
from clusters.tables import Table

Order = str | Expression | F


@dataclass(frozen=True)
class Register:
    """`found` in its own order; `build` makes the table of some of its objects; `orders` says by what each column is
    sorted, by the column's key. A column without an order is not sortable: words without a sort key would stand in
    another order on each database."""

    found: QuerySet
    build: Callable[[Iterable[Any]], Table]
    orders: Mapping[str, Order]
    wish: str = ""

    def sorted_by(self, wish: str | None) -> "Register":
        """By a column's key, "-" before it for descending; unknown keys change nothing; blanks come last either way."""
        order = self.orders.get((wish or "").removeprefix("-"))
        if order is None or wish is None:
            return self
        expression = F(order) if isinstance(order, str) else order
        way = OrderBy(expression, descending=wish.startswith("-"), nulls_last=True)
        return replace(self, found=self.found.order_by(way, *self.found.query.order_by, "pk"), wish=wish)

    def table(self, objects: Iterable[Any] | None = None) -> Table:
        """Of the objects of one page, or of everything found."""
        made = self.build(self.found if objects is None else objects)
        columns = [replace(column, sortable=column.key in self.orders) for column in made.columns]
        return replace(made, columns=columns, sorted_on=self.wish)


def by_label(field: str, choices: type[Choices]) -> Case:
    """The order of the labels of a field's choices, in the active language."""
    ordered = sorted(choices.choices, key=lambda choice: vietnamese.sort_key(str(choice[1])))
    return by_position(field, [value for value, _label in ordered])


def by_position(field: str, values: Iterable[Any]) -> Case:
    """The order in which the values of a field stand: phases follow one another, whatever they are called."""
    places = [When(**{field: value}, then=Value(place)) for place, value in enumerate(values)]
    return Case(*places, output_field=IntegerField())
