"""The validation rules of a version: as a table, what figures they can name, and what is wrong with them."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from clusters import canonical, explanations, validating, writing
from clusters.enums import ReportedFor, RuleOperator, Severity
from clusters.imports.examples import inputs_of
from clusters.models import Criterion, ScoringTableVersion
from clusters.queries import scoring as scores
from clusters.scoring import RULES, Input, Node
from clusters.scoring.declaration import NUMBERS, RuleType, no_headline
from clusters.tables import Cell, Column, Row, Table
from clusters.validating import Fault, Known, Validation, ValidationRule
from clusters.validating.outliers import FEWEST, MOST
from clusters.validating.rows import COMPARED, FIELDS
from clusters.validating.rule_row import LONGEST, REPORTED, SEVERITIES, side, speaks_of
from clusters.validating.rules import BETWEEN, SIGNS, TOGETHER


def of_version(version: ScoringTableVersion) -> Validation:
    """What the version asks of figures."""
    return validating.read_validation(version.validation)


def fingerprint(version: ScoringTableVersion) -> str:
    """Of what is stored: whoever writes says which state they saw."""
    return canonical.sha256(version.validation)


def known(criteria: Mapping[str, Criterion]) -> dict[str, Known]:
    """What a rule can name of each leaf: its own figure, and its inputs that are numbers."""
    rules = {code: scores.rule_of(criterion) for code, criterion in criteria.items()}
    return {
        code: Known(_named(rule.type, rule.inputs), criteria[code].reported)
        for code, rule in rules.items()
        if rule is not None
    }


def known_of(nodes: Mapping[str, Node], reported: Mapping[str, str]) -> dict[str, Known]:
    """The same of lines that are not stored yet, with the periods that they are asked for."""
    rules = {code: RULES.get(node.rule) for code, node in nodes.items()}
    return {
        code: Known(_named(rule, inputs_of(nodes[code])), reported.get(code, ""))
        for code, rule in rules.items()
        if rule is not None
    }


def _named(rule: RuleType, inputs: Iterable[Input]) -> frozenset[str]:
    own = [] if rule.headline is no_headline else [""]
    return frozenset([*own, *(one.name for one in inputs if one.kind in NUMBERS)])


def sentences(version: ScoringTableVersion, criteria: Mapping[str, Criterion]) -> list[str]:
    """What is wrong with the rules now that the criteria are these."""
    found = faults_of(of_version(version), known(criteria))
    return [_("Validation rule {code}: {said}").format(code=code, said=in_words(fault)) for code, fault in found]


def faults_of(validation: Validation, figures: Mapping[str, Known]) -> list[tuple[str, Fault]]:
    """What keeps its rules from being asked, with the code of the rule."""
    return [(rule.code, fault) for rule in validation.rules for fault in validating.faults(rule, figures)]


def in_words(fault: Fault) -> str:
    """How it is mended."""
    if fault.part in (*FIELDS, "compared"):
        said = _of_outliers()[fault.code].format(value=fault.value, least=FEWEST, most=MOST)
        return f"{_(FIELDS.get(fault.part, COMPARED))}: {said}"
    words = {"value": fault.value, "most": LONGEST, "severities": ", ".join(_(each) for each in SEVERITIES.values())}
    words["reports"] = ", ".join(_(label) for _code, label in REPORTED)
    relations = {each: RuleOperator(each).label for each in (BETWEEN, TOGETHER)}
    return _of_rules()[fault.code].format(**words, **relations)


def _of_rules() -> dict[str, str]:
    return {
        "empty": _("This side of the rule is empty."),
        "alone": _("Name at least two criteria that are filled in together."),
        "no_criterion": _("The table has no criterion {value} that takes figures."),
        "not_asked": _("The table does not ask for {value} in the periods that the rule speaks of."),
        "no_figure": _("{value} has no such figure; the list below names them."),
        "no_refs": _("Name at least one criterion, in square brackets."),
        "unreadable": _("This cannot be read: {value}"),
        "unfinished": _("Something is missing here."),
        "message": _("Write what people read when the rule does not hold."),
        "too_long": _("This is too long. Shorten it to {most} characters."),
        "too_many": _("There are more cells than columns."),
        "code": _("“{value}” is no code: take up to 20 letters, digits, _ and -, or leave it empty for the next one."),
        "code_twice": _("Two rules have the code {value}. Leave one of them empty, and it takes the next one."),
        "operator": _("“{value}” is no relation: write ≤, ≥, =, <, >, ≠, “{between}” or “{together}”."),
        "severity": _("“{value}” is no severity: {severities}."),
        "reported": _("“{value}” is no kind of report: {reports}."),
    }


def _of_outliers() -> dict[str, str]:
    return {
        "yes_or_no": _("“{value}” is neither yes nor no."),
        "needed": _("a value is needed."),
        "number": _("“{value}” is not a number. Write it like 1234,5 or 1.234,5."),
        "years": _("a whole number of years from {least} to {most}."),
        "above": _("the factor is above 0, and the ratio above 1."),
        "negative": _("this is 0 or more."),
        "looks_back": _("look back at least as many years as make a spread, and {most} at most."),
    }


def stated(rule: ValidationRule) -> str:
    """The rule itself as one line."""
    left, right, upper = (side(rule, each) for each in (rule.left, rule.right, rule.upper))
    if rule.operator == TOGETHER:
        return _("filled in together: {codes}").format(codes=", ".join(rule.criteria))
    if rule.operator == BETWEEN:
        return _("{left} from {right} to {upper}").format(left=left, right=right, upper=upper)
    return f"{left} {SIGNS[rule.operator]} {right}"


def in_a_line(rule: ValidationRule) -> str:
    """The whole rule, for the trail: of which periods it speaks, what must hold, how grave it is and what is said."""
    periods = speaks_of(rule) if rule.reported else ""
    return " – ".join(filter(None, [periods, stated(rule), f"{rule.severity}: {rule.message}"]))


def message(rule: ValidationRule) -> str:
    """In the reader's language, where the author wrote it."""
    return rule.message_en if rule.message_en and get_language() == "en" else rule.message


def table(version: ScoringTableVersion, may_change: bool) -> Table:
    """Each rule, for its author with the way to its form."""
    columns = [
        Column("code", _("Validation rule"), "link", sortable=False, spot="name"),
        Column("stated", _("What must hold"), sortable=False, spot="line"),
        Column("reported", _("Speaks of"), sortable=False),
        Column("severity", _("Severity"), "state", sortable=False, spot="mark"),
        Column("message", _("Message"), sortable=False, spot="line"),
    ]
    rows = [_row(version, rule, may_change) for rule in of_version(version).rules]
    return Table("rules", _("Validation rules"), columns, rows, empty=_("The table has no validation rules."))


def _row(version: ScoringTableVersion, rule: ValidationRule, may_change: bool) -> Row:
    url = reverse("validation-rule", args=[version.pk, rule.code]) if may_change else ""
    tone = "bad" if rule.severity == Severity.ERROR else "warn"
    severity = Cell(rule.severity, text=Severity(rule.severity).label, tone=tone)
    return Row([Cell(rule.code, url=url), stated(rule), speaks_of(rule), severity, message(rule)])


def figures_table(criteria: Mapping[str, Criterion]) -> Table:
    """How each figure is named in a rule, and for which periods it is asked."""
    figures = known(criteria)
    columns = [
        Column("name", _("Written"), sortable=False, spot="name"),
        Column("criterion", _("Criterion"), sortable=False, spot="line"),
        Column("figure", _("Figure"), sortable=False, spot="line"),
        Column("reported", _("Asked besides the year"), sortable=False),
    ]
    asked = dict(ReportedFor.choices)
    rows = [
        Row([f"[{code}:{name}]" if name else f"[{code}]", str(line), _figure(line, name), asked.get(line.reported)])
        for code, line in criteria.items()
        for name in sorted(figures[code].figures if code in figures else ())
    ]
    return Table("figures", _("Figures that a rule can name"), columns, rows, export=False)


def _figure(criterion: Criterion, name: str) -> str:
    rule = scores.rule_of(criterion)
    labels = {one.name: explanations.word(one.label) for one in (rule.inputs if rule else ())}
    return labels.get(name, _("the result"))


def method_in_words(version: ScoringTableVersion) -> str:
    """From when on a figure is an outlier."""
    method = of_version(version).outliers
    if method is None:
        return _("Figures are not compared with those of the years before.")
    said = _(
        "A figure is compared with those of up to {most_years} years before. From {least_years} years on it is like "
        "them within {factor} times their usual distance from the middle (at least {floor} % of it); with fewer, "
        "within {ratio} times the smallest and the largest. Any other figure has to be explained, "
        "unless it differs by {slack} or less. Those of a period are compared with the same period of those years."
    )
    return said.format(**{name: writing.number(Decimal(value)) for name, value in method._asdict().items()})
