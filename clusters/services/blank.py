"""Why criteria are blank: the rules for what the unit says of them, in its report of a year or of a period."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from clusters.enums import Blank
from clusters.errors import Stale
from clusters.models import User
from clusters.queries import result as results
from clusters.queries.cell import Sheet
from clusters.queries.finding import Why
from clusters.queries.report import ReportLine
from clusters.services import result as writing


def unknown(codes: Iterable[str], lines: Mapping[str, ReportLine]) -> dict[str, str]:
    """A sentence for each code that is no line of the sheet any more."""
    gone = _("{code} has changed meanwhile; look at it again.")
    return {code: gone.format(code=code) for code in codes if code not in lines}


def unsound(why: Mapping[str, Why], lines: Mapping[str, ReportLine]) -> dict[str, str]:
    """A sentence for each reason that cannot stand."""
    problems = {}
    for code, each in why.items():
        line = lines[code]
        if not line.missing or (line.result and line.result.inputs):
            problems[code] = _("{code} has figures: it is not blank.").format(code=code)
        elif each.blank not in ("", *Blank.values):
            problems[code] = _("Choose one of the answers for {code}.").format(code=code)
        elif each.blank == Blank.EXPLAINED and not each.note.strip():
            problems[code] = _("Write the reason for {code} in a sentence.").format(code=code)
    return problems


def refuse_stale(touched: Iterable[str], now: Mapping[str, str], seen: Mapping[str, str]) -> None:
    """Raise Stale where what was read of a line, by its stamp, has changed since."""
    if any(now.get(name) != seen.get(name) for name in touched):
        sentence = _("A colleague changed the same lines meanwhile. Nothing was saved: see what stands now.")
        raise Stale(sentence, theirs={}, seen=dict(now))


def write(report: Sheet, line: ReportLine, why: Why, by: User) -> None:
    """Write the reason of one blank, in the deed that has asked its policy and keeps the trail."""
    writing.write_cell(report, results.Cell(line.criterion, {}, None, why.note.strip(), why.blank), line.result, by)


def said(why: Why) -> dict[str, str]:
    """A reason as the trail keeps it."""
    return {"blank": why.blank, "note": why.note} if why != Why() else {}
