"""What the checks of the table find in a report, put into words, with what the unit said about it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from django.utils import translation
from django.utils.translation import gettext as _

from clusters import canonical, validating, writing
from clusters.models import Explanation, PeriodReport, Report, Season
from clusters.models.explanation import ExplainedWarning
from clusters.prepared import Prepared
from clusters.queries import past_figure
from clusters.queries import validation_rule as validation_rules
from clusters.queries.report import ReportLine, leaves, lines_of
from clusters.validating import Finding, Obstacles, Ref, Validation, ValidationRule
from clusters.validating.judging import OUTLIER
from clusters.validating.rules import BETWEEN, SIGNS, TOGETHER

Known = Mapping[str, Mapping[int, past_figure.Then]]


@dataclass(frozen=True)
class Found:
    """A finding with its sentence, its numbers in words and the lines concerned; `said` is the newest explanation."""

    finding: Finding
    words: str
    numbers: str
    lines: list[ReportLine]
    said: ExplainedWarning | None = None

    @property
    def key(self) -> str:
        return self.finding.key

    @property
    def is_error(self) -> bool:
        return self.finding.severity == validating.ERROR

    @property
    def is_explained(self) -> bool:
        """An explanation covers the numbers that it was given for."""
        return self.said is not None and self.said.values == self.finding.values

    @property
    def stamp(self) -> str:
        """What a person who explains it has seen."""
        return canonical.sha256([self.said.version if self.said else 0, self.finding.values])[:16]

    @property
    def codes(self) -> list[str]:
        return [line.name for line in self.lines]


class Why(NamedTuple):
    """Why a criterion is blank: one of `Blank`, or '' where nothing is said, with a sentence."""

    blank: str = ""
    note: str = ""


class Findings:
    """Everything that is found in one report, errors first."""

    def __init__(self, found: Iterable[Found], lines: Iterable[ReportLine]) -> None:
        self.found = sorted(found, key=lambda each: not each.is_error)
        self.leaves = leaves(lines)

    @property
    def errors(self) -> list[Found]:
        return [each for each in self.found if each.is_error]

    @property
    def warnings(self) -> list[Found]:
        return [each for each in self.found if not each.is_error]

    @property
    def open(self) -> list[Found]:
        """Warnings that nobody explained, or not with these numbers."""
        return [each for each in self.warnings if not each.is_explained]

    @property
    def blank(self) -> list[ReportLine]:
        """Asked, not entered, and not a word about it."""
        return [line for line in self.leaves if line.lacking and not line.blank]

    @property
    def explained_blanks(self) -> list[ReportLine]:
        return [line for line in self.leaves if line.blank]

    @cached_property
    def by_criterion(self) -> dict[str, list[Found]]:
        """The findings of each criterion by its code."""
        found: dict[str, list[Found]] = {}
        for each in self.found:
            for code in each.codes:
                found.setdefault(code, []).append(each)
        return found

    @property
    def obstacles(self) -> Obstacles:
        """What keeps the report from being signed and sent in."""
        return Obstacles(
            tuple(line.name for line in self.blank),
            _codes(self.errors),
            _codes(self.open),
        )


def of_report(report: Report, lines: list[ReportLine], read: past_figure.Past | None = None) -> Findings:
    """From lines that are loaded already: no query where the table asks nothing, else one for the explanations where
    something is found, one for the years before where they are looked at and `read` does not bring them, and one more
    where these had another table."""
    validation = asked(report.participant.season)
    if validation.is_empty:
        return Findings((), lines)
    return judged(report, lines, validation, _past(report, lines, validation, read))


def asked(season: Season, reported: str = "") -> Validation:
    """What the table of the year asks of the reports of such periods, '' of the year's own."""
    return validation_rules.of_version(season.table).about(reported) if season.table else Validation()


def judged(report: Report | PeriodReport, lines: Sequence[ReportLine], validation: Validation, past: Known) -> Findings:
    """What is found in the lines, `past` being what the unit reported in the years before (`past_figure.known`)."""
    own = leaves(lines)
    headlines = {
        code: {year: then.value for year, then in years.items() if then.value is not None}
        for code, years in past.items()
    }
    figures = _figures(own) | _last(past, report.participant.season.year - 1)
    found = validating.judge(validation, figures, {line.name for line in own if _is_filled(line)}, headlines)
    explained = _explanations(report) if found else ()
    said = {each.finding: each for each in explained}
    by_code, rules = {line.name: line for line in own}, {rule.code: rule for rule in validation.rules}
    return Findings((_found(each, rules, by_code, said.get(each.key)) for each in found), lines)


def _explanations(report: Report | PeriodReport) -> Iterable[ExplainedWarning]:
    """What the unit said; of a report that is not begun it said nothing."""
    if isinstance(report, Report):
        return _EXPLAINED(report.pk)
    return report.explanations.select_related("explained_by") if report.pk else ()


_EXPLAINED = Prepared(lambda report: Explanation.objects.filter(report=report).select_related("explained_by"), keys=1)


def why_of(line: ReportLine) -> Why:
    """What stands about a blank."""
    return Why(line.blank, line.result.note if line.result else "")


def frozen(read: Callable[[], Findings]) -> list[dict[str, Any]]:
    """Warnings that were explained, in words, as a sending keeps them: in Vietnamese, and under `en` where English
    differs. `read` finds them anew in each of the languages."""
    with translation.override("vi"):
        explained = _explained(read())
    with translation.override("en"):
        english = {each["key"]: each for each in _explained(read())}
    return [each | _other(each, english.get(each["key"], {})) for each in explained]


def _explained(found: Findings) -> list[dict[str, Any]]:
    return [
        {"key": each.key, "criteria": each.codes, "words": each.words, "numbers": each.numbers, "text": each.said.text}
        for each in found.warnings
        if each.said and each.is_explained
    ]


def _other(said: Mapping[str, Any], english: Mapping[str, Any]) -> dict[str, Any]:
    words = {name: english[name] for name in ("words", "numbers") if english.get(name, said[name]) != said[name]}
    return {"en": words} if words else {}


def stamps(found: Findings) -> dict[str, str]:
    """What a person has read of each blank (by code) and each warning (by key), for who explains it."""
    blanks = {line.name: str(line.result.version if line.result else 0) for line in found.leaves if line.is_asked}
    return blanks | {each.key: each.stamp for each in found.warnings}


def obstacles_of(report: Report) -> Obstacles:
    """The same for whoever has not loaded the report's lines."""
    lines, _sheet = lines_of(report)
    return of_report(report, lines).obstacles


def looks_back(report: Report) -> int:
    """How many years before are looked at."""
    return asked(report.participant.season).looks_back


def _past(report: Report, lines: list[ReportLine], validation: Validation, read: past_figure.Past | None) -> Known:
    if read is None:
        criteria = [line.criterion for line in lines if line.rule]
        read = past_figure.read(report.participant, criteria, validation.looks_back)
    return looked_at(read, report.participant.season, validation)


def looked_at(read: past_figure.Past, season: Season, validation: Validation) -> Known:
    """No further back than the table looks, whatever has been read."""
    first, known = season.year - validation.looks_back, past_figure.known(read)
    return {code: {year: then for year, then in years.items() if year >= first} for code, years in known.items()}


def _figures(lines: list[ReportLine]) -> dict[Ref, Decimal]:
    found: dict[Ref, Decimal] = {}
    for line in lines:
        if line.rule is None:
            continue
        inputs = line.inputs
        own = line.rule.type.headline(line.rule.parameters, inputs) if inputs else None
        named = {name: value for name, value in inputs.items() if isinstance(value, Decimal)}
        for name, value in ({"": own} | named).items():
            if value is not None:
                found[Ref(line.name, name)] = value
    return found


def _last(past: Known, year: int) -> dict[Ref, Decimal]:
    return {
        Ref(code, name, last=True): value
        for code, years in past.items()
        if year in years
        for name, value in past_figure.figures(years[year]).items()
    }


def _is_filled(line: ReportLine) -> bool:
    return any(value not in (None, False) for value in line.inputs.values()) and line.is_filled


def _found(
    finding: Finding,
    rules: dict[str, ValidationRule],
    lines: dict[str, ReportLine],
    said: ExplainedWarning | None,
) -> Found:
    own = [lines[code] for code in finding.criteria if code in lines]
    if finding.kind == OUTLIER:
        return Found(finding, _("Unlike the years before"), _unlike(finding), own, said)
    rule = rules[finding.code]
    return Found(finding, validation_rules.message(rule), _broken(finding, rule), own, said)


def _broken(finding: Finding, rule: ValidationRule) -> str:
    if rule.operator == TOGETHER:
        filled, blank = (", ".join(finding.values[name]) for name in ("filled", "blank"))
        return _("filled in: {filled}; blank: {blank}").format(filled=filled, blank=blank)
    number = {name: writing.number(Decimal(value)) for name, value in finding.values.items()}
    if rule.operator == BETWEEN:
        return _("{left} does not lie between {right} and {upper}").format(**number)
    return _("{left} {sign} {right} does not hold").format(sign=SIGNS[rule.operator], **number)


def _unlike(finding: Finding) -> str:
    past = finding.values["past"].items()
    said = _("{past}; now {figure}. From {low} to {high} would be like before.")
    listed = "; ".join(f"{year}: {writing.number(Decimal(value))}" for year, value in past)
    figures = {name: writing.number(Decimal(finding.values[name])) for name in ("figure", "low", "high")}
    return said.format(past=listed, **figures)


def _codes(found: Iterable[Found]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for each in found for code in each.codes))
