"""Why criteria are blank and why warnings stand: said by the unit before its leader signs."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from clusters import audit, clock
from clusters.enums import Event
from clusters.errors import Invalid
from clusters.models import Explanation, Report, User
from clusters.policies import report as policy
from clusters.queries import finding as findings
from clusters.queries.finding import Found, Why
from clusters.queries.report import ReportLine, lines_of
from clusters.services import blank as reasons
from clusters.services import report_hand as hand


@transaction.atomic
def explain(
    report: Report, *, blanks: Mapping[str, Why], warnings: Mapping[str, str], by: User, seen: Mapping[str, str]
) -> Report:
    """Write what differs: reasons of blanks by criterion's code, explanations by the finding's key ('' takes one back).

    `seen` holds under the same names the `queries.finding.stamps` of what was read; Stale says that a colleague changed
    it since, and nothing is written. What was signed off is a draft again.
    """
    report = hand.locked(report)
    policy.may_edit_report(by, report).require()
    read = findings.of_report(report, lines_of(report)[0])
    lines, found = {line.name: line for line in read.leaves}, {each.key: each for each in read.warnings}
    _refuse_unknown(blanks, warnings, lines, found)
    why = {code: Why(*each) for code, each in blanks.items() if each != findings.why_of(lines[code])}
    said = {key: text.strip() for key, text in warnings.items() if not _stands(found[key], text.strip())}
    reasons.refuse_stale([*why, *said], findings.stamps(read), seen)
    _refuse_unsound(why, said, lines)
    for code, each in why.items():
        reasons.write(report, lines[code], each, by)
    for key, text in said.items():
        _write_text(report, found[key], text, by)
    _record(report, why, said, lines, found, by)
    return hand.changed(report, list(dict.fromkeys([*why, *(c for key in said for c in found[key].codes)])), by)


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


def _write_text(report: Report, found: Found, text: str, by: User) -> None:
    standing = found.said
    if standing and not text:
        standing.delete()
        return
    stamp = {"text": text, "values": found.finding.values, "explained_at": clock.now(), "explained_by": by}
    if standing is None:
        Explanation.objects.create(report=report, finding=found.key, **stamp)
    else:
        Explanation.objects.filter(pk=standing.pk).update(version=standing.version + 1, **stamp)


def _record(
    report: Report, why: Mapping, said: Mapping, lines: Mapping[str, ReportLine], found: Mapping[str, Found], by: User
) -> None:
    """On the trail a blank goes by its criterion, a warning by the criteria that it speaks of."""
    if not why and not said:
        return
    before: dict[str, Any] = {code: reasons.said(findings.why_of(lines[code])) for code in why}
    after: dict[str, Any] = {code: reasons.said(each) for code, each in why.items()}
    for key, text in said.items():
        name, standing = f"{', '.join(found[key].codes)} ({found[key].finding.code})", found[key].said
        before[name], after[name] = standing.text if standing else "", text
    audit.record(Event.REPORT_EXPLAINED, report, by=by, before=before, after=after)
