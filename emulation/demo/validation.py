"""Validation rules made up for the demonstration, for the tables that were made up too; each is marked DEMO."""

from clusters import validating
from clusters.enums import RuleOperator, Severity
from clusters.models import ScoringTableVersion, User
from clusters.queries import finding as findings
from clusters.queries import report as reports
from clusters.services import explanation as explanations
from clusters.services import validation_rule as deeds
from clusters.validating import Method, ValidationRule

RULES = (
    (
        "[II.1]",
        RuleOperator.LE,
        "100",
        Severity.ERROR,
        "Tỷ lệ hồ sơ giải quyết đúng hạn không quá 100 % (DEMO).",
        "No more than 100 % of the files can be settled in time (DEMO).",
    ),
    (
        "[III.3]",
        RuleOperator.GE,
        "last year [III.3]",
        Severity.WARNING,
        "Số mô hình mới được nhân rộng ít hơn năm trước (DEMO).",
        "Fewer new models were replicated than the year before (DEMO).",
    ),
    (
        "[II.3]",
        RuleOperator.LE,
        "2",
        Severity.WARNING,
        "Nhiều báo cáo định kỳ gửi chậm (DEMO).",
        "Many periodic reports came late (DEMO).",
    ),
)
EXPLAINED = "Đã đối chiếu với sổ theo dõi của đơn vị (DEMO)."


def write(version: ScoringTableVersion, by: User) -> None:
    """The rules and the look at the years before, into a draft."""
    for left, operator, right, severity, message, message_en in RULES:
        sides = (validating.read_expression(each) for each in (left, right))
        rule = ValidationRule("", next(sides), operator, next(sides), severity, message, message_en)
        deeds.keep(version, rule, by=by)
    deeds.compare(version, Method(), by=by)


def explain(report, by: User) -> None:
    """The unit's officer says a word about each warning."""
    found = findings.of_report(report, reports.lines_of(report)[0])
    texts = {each.key: EXPLAINED for each in found.open}
    if texts:
        explanations.explain(report, blanks={}, warnings=texts, by=by, seen=findings.stamps(found))
