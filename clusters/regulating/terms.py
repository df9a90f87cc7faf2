"""The terms of the operating regulations: what the system decides by, read from the adopted text or as offered.

The law leaves quorum and threshold of a cluster's ballot open; what is offered where nothing was adopted is practice.
A new term is one line of `KINDS` with its place in `Terms` and its words in `clusters.queries.regulation_terms`.
"""

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Any, Generic, TypeVar

from clusters.regulating.kinds import Choice, DayList, Days, Kind, Order, Share, Unsuitable

Value = TypeVar("Value")

ALL_MEMBERS, PRESENT = "all_members", "present"
MORE_THAN, AT_LEAST = "more_than", "at_least"
DEPUTY, AUTHORITY = "deputy", "authority"
YES, NO = "yes", "no"
WORKING, CALENDAR = "working", "calendar"
# What separates units of equal points; whatever needs a line of the scoring table belongs there.
BONUS, CORE, PENALTY, LATE, MEETING = "bonus", "core", "penalty", "late", "meeting"

_BASES = dict.fromkeys((ALL_MEMBERS, PRESENT))
_STRICT = dict.fromkeys((MORE_THAN, AT_LEAST))
_YES_OR_NO = dict.fromkeys((YES, NO))
_DAYS = dict.fromkeys((WORKING, CALENDAR))

KINDS: Mapping[str, Kind] = {
    "quorum": Share(),
    "threshold": Share(),
    "comparison": Choice(_STRICT),
    "base": Choice(_BASES),
    "written_votes": Choice(_YES_OR_NO),
    "tie_rule": Order(dict.fromkeys((BONUS, CORE, PENALTY, LATE, MEETING)), last=MEETING),
    "head_verifier": Choice(dict.fromkeys((DEPUTY, AUTHORITY))),
    "deputy_signs": Choice(_YES_OR_NO),
    "grace_days": Days(),
    "grace_counted": Choice(_DAYS),
    "answer_days": Days(least=1),
    "answer_counted": Choice(_DAYS),
    "remind_before": DayList(),
    "remind_every": Days(),
    "remind_leader_after": Days(),
}


@dataclass(frozen=True)
class Term(Generic[Value]):
    """One term: its value, the number of the article it comes from, and whether that was adopted or is offered."""

    value: Value
    article: str = ""
    is_adopted: bool = False


@dataclass(frozen=True)
class Terms:
    """All terms as they stand on a day; what the adopted text leaves open is as offered."""

    quorum: Term[Fraction] = Term(Fraction(2, 3))
    threshold: Term[Fraction] = Term(Fraction(1, 2))
    comparison: Term[str] = Term(MORE_THAN)
    base: Term[str] = Term(ALL_MEMBERS)
    written_votes: Term[str] = Term(YES)
    tie_rule: Term[tuple[str, ...]] = Term(())
    head_verifier: Term[str] = Term(DEPUTY)
    deputy_signs: Term[str] = Term(YES)
    grace_days: Term[int] = Term(0)
    grace_counted: Term[str] = Term(CALENDAR)
    answer_days: Term[int] = Term(5)
    answer_counted: Term[str] = Term(WORKING)
    remind_before: Term[tuple[int, ...]] = Term((7, 3, 1))
    remind_every: Term[int] = Term(3)
    remind_leader_after: Term[int] = Term(1)
    adoption: int | None = None
    in_force_on: dt.date | None = None

    @property
    def allows_written_votes(self) -> bool:
        """Whether a unit that is absent may vote in writing; it then counts among those present at the ballot."""
        return self.written_votes.value == YES

    @property
    def lets_deputy_sign(self) -> bool:
        """Whether the deputy may sign papers for the head (ký thay, KT.)."""
        return self.deputy_signs.value == YES

    def least_present(self, members: int) -> int:
        """How many of so many members must take part."""
        return math.ceil(self.quorum.value * members)

    def is_quorate(self, present: int, members: int) -> bool:
        """Whether a meeting of so many of the members may decide; nobody out of nobody may not."""
        return members > 0 and self.least_present(members) <= present

    def least_in_favour(self, *, present: int, members: int) -> int:
        """How many votes carry a proposal, of the members or of those present as the base says."""
        share = self.threshold.value * (members if self.base.value == ALL_MEMBERS else present)
        return math.floor(share) + 1 if self.comparison.value == MORE_THAN else math.ceil(share)

    def carries(self, in_favour: int, *, present: int, members: int) -> bool:
        """Whether so many votes in favour are enough; no vote at all never is."""
        return in_favour > 0 and self.least_in_favour(present=present, members=members) <= in_favour


DEFAULTS = Terms()


def read_terms(stored: Mapping[str, Any], *, adoption: int | None = None, in_force_on: dt.date | None = None) -> Terms:
    """From `{key: {"value": …, "article": "7"}}` of an adopted text; raises Unsuitable for what no term takes."""
    unknown = stored.keys() - KINDS.keys()
    if unknown:
        raise Unsuitable(", ".join(sorted(unknown)))
    found: dict[str, Any] = {
        key: Term(KINDS[key].read(said["value"]), str(said.get("article", "")), is_adopted=True)
        for key, said in stored.items()
    }
    return Terms(**found, adoption=adoption, in_force_on=in_force_on)


def term_of(terms: Terms, key: str) -> Term:
    """The term by its key, one of `KINDS`."""
    term: Term = getattr(terms, key)
    return term


def stored_default(key: str) -> Any:
    """What is offered for a term, as it is stored."""
    default = next(field.default for field in fields(Terms) if field.name == key)
    return KINDS[key].store(default.value)  # type: ignore[arg-type,union-attr]
