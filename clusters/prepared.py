"""Queries that stand on the way of every stroke: written once a process, asked again with other keys.

The ORM takes ten times as long to write a query of several tables as the database to answer it. What differs from one
asking to the next are whole numbers (keys, years); with the day it is written anew, since rights follow from the day.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from copy import copy
from typing import Any, NamedTuple

from django.db import connections
from django.db.models import QuerySet

from clusters import clock

# Keys that a query is written with, twice; small enough for a year, and unlike in whatever one could do with them.
ONCE, AGAIN = 31_000, 32_003
# The demonstration and the tests go to and fro between days.
MOST_DAYS = 4


class Unfit(Exception):
    """The query cannot be prepared: its keys do not all stand in it as they were given, each as a value by itself."""


class _Written(NamedTuple):
    """A statement with its compiler; `places` says at which parameter of it which key goes."""

    queryset: Any
    compiler: Any
    sql: str
    parameters: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]

    def rows(self, keys: tuple[int, ...]) -> Iterator[Any]:
        """By the iterator of the queryset itself, whose compiler has its statement already."""
        parameters = list(self.parameters)
        for place, at in self.places:
            parameters[place] = keys[at]
        compiler, query = copy(self.compiler), copy(self.queryset.query)
        compiler.connection, compiler.query = connections[self.queryset.db], query
        compiler.as_sql = lambda *_args, **_named: (self.sql, tuple(parameters))
        query.get_compiler = lambda *_args, **_named: compiler
        asked: Any = QuerySet(self.queryset.model, query, self.queryset.db)
        asked._fields = self.queryset._fields
        return iter(self.queryset._iterable_class(asked))


class Prepared:
    """A query that `build` makes of `keys` whole numbers; called with them it gives its rows.

    Nothing besides them and the day may decide what `build` says: neither the hour nor the language nor a setting.
    """

    def __init__(self, build: Callable[..., QuerySet], keys: int) -> None:
        self.build, self.keys = build, keys
        self._written: dict[dt.date, _Written] = {}

    def __call__(self, *keys: int) -> list[Any]:
        """The rows for these keys, as the query itself would give them."""
        day = clock.today()
        written = self._written.get(day)
        if written is None:
            written = self._write()
            if len(self._written) >= MOST_DAYS:
                self._written.clear()
            self._written[day] = written
        return list(written.rows(keys))

    def first(self, *keys: int) -> Any:
        """The first of them, or None."""
        return next(iter(self(*keys)), None)

    def _write(self) -> _Written:
        """Written twice, with other keys each time: what differs is where they go."""
        querysets = [self.build(*range(first, first + self.keys)) for first in (ONCE, AGAIN)]
        compilers = [each.query.get_compiler(using=each.db) for each in querysets]
        (sql, parameters), (same, others) = (compiler.as_sql() for compiler in compilers)
        pairs = [(_bare(one), _bare(other)) for one, other in zip(parameters, others, strict=False)]
        differing = [(at, one, other) for at, (one, other) in enumerate(pairs) if one != other]
        places = tuple((at, one - ONCE) for at, one, other in differing if _is_key(one, other))
        if sql != same or len(places) < len(differing) or {key for _at, key in places} != set(range(self.keys)):
            raise Unfit(sql)
        return _Written(querysets[0], compilers[0], sql, tuple(parameters), places)


def _is_key(one: Any, other: Any) -> bool:
    return isinstance(one, int) and isinstance(other, int) and one - ONCE == other - AGAIN


def _bare(parameter: Any) -> Any:
    """What the driver of PostgreSQL wraps (JSON) is equal to nothing but itself."""
    return getattr(parameter, "obj", parameter)
