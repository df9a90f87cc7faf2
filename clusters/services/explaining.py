"""What the unit says of its blanks and of warnings, in its report of a year or of a period: what may be said, and how
it is written. The deeds of the two hold the report, ask its policy and keep its trail."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from clusters import clock
from clusters.errors import Invalid
from clusters.models import Explanation, User
from clusters.queries import finding as findings
from clusters.queries.cell import Sheet
from clusters.queries.finding import Findings, Found, Why
from clusters.queries.report import ReportLine
from clusters.services import blank as reasons


class Differing(NamedTuple):
    """What differs from what stands: reasons by criterion, texts by the finding's key; with what they speak of."""

    why: Mapping[str, Why]
    said: Mapping[str, str]
    lines: Mapping[str, ReportLine]
    found: Mapping[str, Found]

    def __bool__(self) -> bool:
        return bool(self.why or self.said)

    @property
    def codes(self) -> list[str]:
        """The criteria that it speaks of."""
        return list(dict.fromkeys([*self.why, *(code for key in self.said for code in self.found[key].codes)]))

    def words(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Before and after for the trail: a blank by its criterion, a warning by the criteria that it speaks of."""
        before: dict[str, Any] = {code: reasons.said(findings.why_of(self.lines[code])) for code in self.why}
        after: dict[str, Any] = {code: reasons.said(each) for code, each in self.why.items()}
        for key, text in self.said.items():
            found = self.found[key]
            name = f"{', '.join(found.codes)} ({found.finding.code})"
            before[name], after[name] = found.said.text if found.said else "", text
        return before, after


def differing(
    read: Findings, blanks: Mapping[str, Why], warnings: Mapping[str, str], seen: Mapping[str, str]
) -> Differing:
    """What of the two is not said yet, against what stands now. `seen` holds under the same names the
    `queries.finding.stamps` of what the person read.

    Raises Invalid for what cannot be said, Stale where a colleague changed since what the person would say.
    """
    lines, found = {line.name: line for line in read.leaves}, {each.key: each for each in read.warnings}
    _refuse_unknown(blanks, warnings, lines, found)
    why = {code: Why(*each) for code, each in blanks.items() if each != findings.why_of(lines[code])}
    said = {key: text.strip() for key, text in warnings.items() if not _stands(found[key], text.strip())}
    reasons.refuse_stale([*why, *said], findings.stamps(read), seen)
    _refuse_unsound(why, said, lines)
    return Differing(why, said, lines, found)


def write(report: Sheet, what: Differing, by: User) -> None:
    """Write all of it, in the deed that keeps the trail."""
    for code, each in what.why.items():
        reasons.write(report, what.lines[code], each, by)
    for key, text in what.said.items():
        _write_text(report, what.found[key], text, by)


def _stands(found: Found, text: str) -> bool:
    return found.is_explained and found.said.text == text if found.said else not text


def _refuse_unknown(blanks: Mapping, warnings: Mapping, lines: Mapping, found: Mapping) -> None:
    problems = reasons.unknown(blanks, lines)
    problems |= {key: _("This warning does not stand any more.") for key in warnings if key not in found}
    if problems:
        raise Invalid(problems)


def _refuse_unsound(why: Mapping[str, Why], said: Mapping[str, str], lines: Mapping[str, ReportLine]) -> None:
    problems = reasons.unsound(why, lines)
    for key, text in said.items():
        if len(text) > Explanation.LONGEST:
            problems[key] = _("Say it in at most {count} characters.").format(count=Explanation.LONGEST)
    if problems:
        raise Invalid(problems)


def _write_text(report: Sheet, found: Found, text: str, by: User) -> None:
    standing = found.said
    if standing and not text:
        standing.delete()
        return
    stamp = {"text": text, "values": found.finding.values, "explained_at": clock.now(), "explained_by": by}
    if standing is None:
        report.explanations.create(finding=found.key, **stamp)
    else:
        report.explanations.filter(pk=standing.pk).update(version=standing.version + 1, **stamp)
