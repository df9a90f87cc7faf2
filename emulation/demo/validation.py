"""Validation rules made up for the demonstration, for the tables that were made up too; each is marked DEMO."""

from collections.abc import Iterable

from clusters import validating
from clusters.enums import PeriodKind, RuleOperator, Severity
from clusters.models import PeriodReport, Report, ScoringTableVersion, User
from clusters.queries import finding as findings
from clusters.queries import period_finding as period_findings
from clusters.queries import period_report as period_reports
from clusters.queries import report as reports
from clusters.services import explanation as explanations
from clusters.services import period_explanation as period_explanations
from clusters.services import validation_rule as deeds
from clusters.validating import Method, ValidationRule

RULES = (
    (
        "[II.1]",
        RuleOperator.LE,
        "100",
        Severity.ERROR,
        "Tỷ lệ hồ sơ giải quyết đúng hạn không quá 100 % (DEMO)",
        "No more than 100 % of the files can be settled in time (DEMO)",
    ),
    (
        "[III.3]",
        RuleOperator.GE,
        "last year [III.3]",
        Severity.WARNING,
        "Số mô hình mới được nhân rộng ít hơn năm trước (DEMO)",
        "Fewer new models were replicated than the year before (DEMO)",
    ),
    (
        "[II.3]",
        RuleOperator.LE,
        "2",
        Severity.WARNING,
        "Nhiều báo cáo định kỳ gửi chậm (DEMO)",
        "Many periodic reports came late (DEMO)",
    ),
)
OF_QUARTERS = (
    (
        "[II.1]",
        RuleOperator.LE,
        "100",
        Severity.ERROR,
        "Tỷ lệ hồ sơ giải quyết đúng hạn trong quý không quá 100 % (DEMO)",
        "No more than 100 % of a quarter's files can be settled in time (DEMO)",
    ),
    (
        "[I.4]",
        RuleOperator.GE,
        "1",
        Severity.WARNING,
        "Trong quý không có đề án nào hoàn thành (DEMO)",
        "No project was completed in the quarter (DEMO)",
    ),
)
EXPLAINED = "Đã đối chiếu với sổ theo dõi của đơn vị (DEMO)."


def write(version: ScoringTableVersion, by: User) -> None:
    """The rules and the look at the years before, into a draft; those of quarters where it asks for quarters."""
    _keep(version, RULES, "", by)
    if version.criteria.filter(reported=PeriodKind.QUARTER).exists():
        _keep(version, OF_QUARTERS, PeriodKind.QUARTER, by)
    deeds.compare(version, Method(), by=by)


def _keep(version: ScoringTableVersion, rules: Iterable[tuple[str, ...]], reported: str, by: User) -> None:
    for left, operator, right, severity, message, message_en in rules:
        sides = (validating.read_expression(each) for each in (left, right))
        told = {"message": message, "message_en": message_en, "reported": reported}
        deeds.keep(version, ValidationRule("", next(sides), operator, next(sides), severity, **told), by=by)


def explain(report: Report, by: User) -> None:
    """The unit's officer says a word about each warning of its year."""
    found = findings.of_report(report, reports.lines_of(report)[0])
    if found.open:
        explanations.explain(report, blanks={}, warnings=_words(found), by=by, seen=findings.stamps(found))


def explain_period(report: PeriodReport, by: User) -> None:
    """The same of one of its periods."""
    found = period_findings.of_report(report, period_reports.lines_of(report))
    if found.open:
        period_explanations.explain(report, blanks={}, warnings=_words(found), by=by, seen=findings.stamps(found))


def _words(found: findings.Findings) -> dict[str, str]:
    return {each.key: EXPLAINED for each in found.open}
