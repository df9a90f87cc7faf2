"""One row of a workbook as it was judged: shown, kept with its intake, and compared with a later judgement."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from clusters.enums import IntakeReason, IntakeVerdict, OrganisationKind
from clusters.imports.intake import Line, Reason
from clusters.queries.intake_known import Body

# Sentences beside a row that is taken all the same.
REMARKS = {IntakeReason.PROVINCE, IntakeReason.ALIKE, IntakeReason.ENDED, IntakeReason.ACCOUNT}


@dataclass(frozen=True)
class Judged:
    """`body` is the parent of a unit, the unit of a post; `means` which rows of the database it was understood as."""

    line: Line
    verdict: str
    reasons: tuple[Reason, ...] = ()
    body: Body | None = None
    means: tuple[str, ...] = ()
    username: str = ""


def refused(line: Line, *reasons: Reason) -> Judged:
    """With what the row itself says wrongly first."""
    return Judged(line, IntakeVerdict.REFUSED, (*line.reasons, *reasons))


def kept(judged: Iterable[Judged]) -> list[dict[str, Any]]:
    """As an intake keeps them: all that is shown, and all that was understood."""
    return [
        {
            "sheet": str(each.line.sheet),
            "row": each.line.number,
            "verdict": str(each.verdict),
            "said": {key: "" if value is None else str(value) for key, value in each.line.said.items()},
            "reasons": [[code, dict(values)] for code, values in each.reasons],
            "means": list(each.means),
        }
        for each in judged
    ]


def differing(before: Iterable[Mapping[str, Any]], after: Iterable[Mapping[str, Any]]) -> int:
    """How many rows mean something else than they did."""
    was, now = ({(row["sheet"], row["row"]): row for row in rows} for rows in (before, after))
    return sum(was.get(place) != now.get(place) for place in {*was, *now})


def words(code: str, values: Mapping[str, str]) -> str:
    """The sentence of a reason, in the active language."""
    said = dict(values)
    if "column" in said:
        said["column"] = gettext(said["column"])
    if "kind" in said:
        said["kind"] = str(OrganisationKind(said["kind"]).label)
    return str(IntakeReason(code).label).format_map(said)


def sentences(row: Mapping[str, Any]) -> str:
    """All that is said of a row."""
    return " ".join(words(code, values) for code, values in row["reasons"])
