"""What an account is made from, and what it is: plain values, as they stand now or as they were sealed."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from clusters import writing
from clusters.scoring import Input, Node, Reason, Sheet, Table

TOTAL = ""
# What an account consists of, in this order, as far as there is anything to say.
PARTS = ("rule", "inputs", "arithmetic", "own", "evidence", "given", "verdict", "legal")


@dataclass(frozen=True)
class Given:
    """Points that somebody gave a leaf; `note` is why they differ, `reasons` how the rule came to them."""

    points: Decimal
    by: str = ""
    at: dt.datetime | None = None
    note: str = ""
    reasons: tuple[Reason, ...] = ()


class Proof(NamedTuple):
    """A file; `url` where it can be opened, `same` says where else it is used. One with a virus does not count."""

    name: str
    url: str = ""
    same: tuple[str, ...] = ()
    counts: bool = True


@dataclass(frozen=True)
class Ground:
    """What one line of one unit's sheet rests on.

    `inputs` are what the rule asks, `values` what was entered, typed. `legal` is the line's own place in the law.
    """

    title: str
    node: Node
    depth: int = 0
    pk: int | None = None
    unit_of_measure: str = ""
    scorer: str = ""
    legal: str = ""
    inputs: tuple[Input, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    target: Decimal | None = None
    note: str = ""
    evidence: tuple[Proof, ...] = ()
    own: Given | None = None
    head: Given | None = None


class Part(NamedTuple):
    """One of `PARTS`: a heading with its sentences; `files` where they are files that can be opened."""

    name: str
    heading: str
    lines: tuple[str, ...]
    files: tuple[Proof, ...] = ()


@dataclass(frozen=True)
class Account:
    """Why one line is what it is. `points` count now, `own` are those of the self-score, None where there is none."""

    code: str
    title: str
    points: Decimal
    own: Decimal | None
    most: Decimal | None
    parts: tuple[Part, ...]
    depth: int = 0
    pk: int | None = None
    is_leaf: bool = False
    is_verified: bool = False

    def said(self, name: str) -> str:
        """The sentences of one part, one below the other; '' where there is no such part."""
        return "\n".join(line for part in self.parts if part.name == name for line in part.lines)


@dataclass(frozen=True)
class Basis:
    """One unit's whole sheet: the table, every line's grounds in order, the sums of the self-scores and those that
    count. `verdict` holds what is said of the grade, `legal` the table's basis and issuer."""

    table: Table
    grounds: Sequence[Ground]
    given: Sheet
    own: Sheet | None
    legal: str = ""
    verdict: tuple[str, ...] = ()


def of_line(basis: Basis, ground: Ground, *parts: Part) -> Account:
    """The account of a leaf or a group, with where in the law it stands."""
    code, given = ground.node.code, basis.given.lines[ground.node.code]
    return Account(
        code=code,
        title=ground.title,
        points=given.points,
        own=basis.own.lines[code].points if basis.own else None,
        most=ground.node.max_points,
        parts=(*parts, Part("legal", _("Legal basis"), (ground.legal or basis.legal or writing.NONE,))),
        depth=ground.depth,
        pk=ground.pk,
        is_leaf=not ground.node.children,
        is_verified=ground.head is not None,
    )
