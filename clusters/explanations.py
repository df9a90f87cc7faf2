"""The edge where codes with values become sentences in the reader's language."""

import datetime as dt
import re
import string
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from typing import Any

from django.utils.translation import get_language, gettext, gettext_noop

from clusters import numbers, writing
from clusters.filetypes import FileRefused
from clusters.scoring import RULES, Bilingual, Input, Node, Problem, Reason, Sheet, Unreadable, parse_parameters
from clusters.scoring.declaration import MAY_NOT_APPLY, NO_CASE, Setting, Template
from clusters.scoring.messages import TEMPLATES
from clusters.scoring.terms import terms_of

_NOTATION = re.compile(r"(?P<opening>[\[(])(?P<low>[^;]*);(?P<high>[^;]*)(?P<closing>[\])])(?P<unit>%?)")
_BETWEEN = {
    "[]": gettext_noop("from {low} to {high}"),
    "[)": gettext_noop("from {low} to under {high}"),
    "(]": gettext_noop("over {low} to {high}"),
    "()": gettext_noop("over {low} to under {high}"),
}
_FROM = {"[": gettext_noop("{low} or more"), "(": gettext_noop("over {low}")}
_UNDER = {"]": gettext_noop("up to {high}"), ")": gettext_noop("under {high}")}

_ASIDE = {NO_CASE.name: "no_case.rule", MAY_NOT_APPLY.name: "not_applicable.rule"}


# A value that an old stored reason does not have is shown as …, not as an error.
_UNKNOWN = "…"
_FORMATTER = string.Formatter()
Show = Callable[[str, Mapping[str, str]], str]
Part = tuple[str, Show | None]


def explain(reason: Reason) -> str:
    """The reason as a sentence; the bare code for one that no rule knows any more."""
    return _sentence(reason.code, reason.values, get_language() or "")


def explain_sheet(sheet: Sheet) -> dict[str, list[str]]:
    """Every line's reasons as sentences, by code; those of the total under ''."""
    language = get_language() or ""
    said = {
        code: [_sentence(reason.code, reason.values, language) for reason in line.reasons]
        for code, line in sheet.lines.items()
    }
    return said | {"": [_sentence(reason.code, reason.values, language) for reason in sheet.reasons]}


def explain_problem(problem: Problem) -> str:
    """The problem as a sentence, without the place where it stands."""
    return _sentence(problem.code, problem.values, get_language() or "")


def word(label: str) -> str:
    """A declared label in the reader's language; an author's own words in English where they gave them."""
    if isinstance(label, Bilingual):
        return label.en if label.en and get_language() == "en" else str(label)
    return gettext(label) if label else ""


def say(one: Input, value: Any) -> str:
    """A typed input as a person says it: 1.234,5; yes; 31/12/2026; 3; 0; 12; the words of a choice.

    A box that is ticked is said by its label, one that is not by nothing.
    """
    if isinstance(value, bool):
        return _answer(one, value)
    if isinstance(value, Decimal):
        return numbers.format(value)
    if isinstance(value, tuple):
        return "; ".join(numbers.format(each) for each in value)
    return writing.day(value) if isinstance(value, dt.date) else word(dict(one.choices).get(value, value))


def _answer(one: Input, value: bool) -> str:
    if one.required:
        return gettext("yes") if value else gettext("no")
    return word(one.label) if value else ""


def counted_in(one: Input, unit_of_measure: str) -> str:
    """What stands behind the figure, in the reader's language where the rule itself says it."""
    return word(one.unit) or one.counted_in(unit_of_measure)


def explain_refusal(refused: FileRefused) -> str:
    """Why a file was not taken."""
    return gettext(refused.template).format_map(refused.values)


def describe_rule(node: Node) -> str:
    """A line's rule in words and on what terms it counts; a sentence for a rule that cannot be read.

    '' for a group whose lines simply add up.
    """
    words = _own_rule(node) if node.rule and not node.children else []
    return "; ".join([*words, *(explain(reason) for reason in terms_of(node))])


def _own_rule(node: Node) -> list[str]:
    rule = RULES.get(node.rule)
    try:
        parameters = parse_parameters(rule, node.parameters) if rule else None
    except Unreadable:
        parameters = None
    if rule is None or parameters is None:
        return [explain(Reason("rule_not_usable"))]
    setting = Setting(parameters, node.max_points, is_penalty=node.section == "penalty")
    words = [explain(reason) for reason in rule.words(setting)]
    return words + [explain(Reason(code)) for name, code in _ASIDE.items() if parameters.get(name)]


def _sentence(code: str, values: Mapping[str, str], language: str) -> str:
    """`language` is the active one: asking for it costs as much as the sentence itself."""
    parts = _parts(code, language)
    if parts is None:
        return code
    said = [text if show is None else show(text, values) if text in values else _UNKNOWN for text, show in parts]
    return "".join(said)


@cache
def _parts(code: str, language: str) -> list[Part] | None:
    """A template taken apart once for each language: texts as they stand, and names with how their values are shown.

    A whole cluster is explained line by line, so this is the busiest place of every page with reasons.
    """
    template = TEMPLATES.get(code)
    if template is None:
        return None
    parts: list[Part] = []
    for text, name, _spec, _conversion in _FORMATTER.parse(gettext(template.text)):
        if text:
            parts.append((text, None))
        if name is not None:
            parts.append((name, _way(template, name, language)))
    return parts


def _way(template: Template, name: str, language: str) -> Show:
    """How the values of that name are shown in the language."""
    if name in template.words:
        return lambda name, values: _word_in(values[name], language)
    if name in template.verbatim:
        return lambda name, values: values[name]
    if name in template.bilingual:
        return _english_or_own if language == "en" else lambda name, values: values[name]
    if name in template.days:
        return lambda name, values: writing.day(dt.date.fromisoformat(values[name]))
    if name in template.series:
        return lambda name, values: "; ".join(_number_in(one, language) for one in values[name].split(";"))
    if name in template.bands:
        return lambda name, values: _band_in(values[name], language)
    return lambda name, values: _number_in(values[name], language)


def _english_or_own(name: str, values: Mapping[str, str]) -> str:
    return values.get(f"{name}_en") or values[name]


def _number(value: str) -> str:
    return _number_in(value, get_language() or "")


@lru_cache(maxsize=2_000)
def _word_in(text: str, _language: str) -> str:
    """In the active language, which is the one named: it tells the kept answers apart."""
    return gettext(text) if text else ""


@lru_cache(maxsize=50_000)
def _number_in(value: str, language: str) -> str:
    """Points, maxima and thresholds come back by the thousand on one page."""
    try:
        return numbers.format(Decimal(value), language=language)
    except (InvalidOperation, ValueError):
        return value


def describe_band(notation: str) -> str:
    """`[95;100)%` as 'from 95 % to under 100 %'; the notation itself where it is not one."""
    return _band_in(notation, get_language() or "")


@lru_cache(maxsize=10_000)
def _band_in(notation: str, _language: str) -> str:
    """In the active language, which is the one named: it tells the kept answers apart."""
    found = _NOTATION.fullmatch(notation)
    if found is None:
        return notation
    low, high = _end(found["low"], found["unit"]), _end(found["high"], found["unit"])
    if low and low == high:
        return low
    return gettext(_phrase(found["opening"], low, high, found["closing"])).format(low=low, high=high)


def _end(number: str, unit: str) -> str:
    if not number or not unit:
        return _number(number) if number else ""
    return gettext("{number} %").format(number=_number(number))


def _phrase(opening: str, low: str, high: str, closing: str) -> str:
    if low and high:
        return _BETWEEN[opening + closing]
    if low:
        return _FROM[opening]
    return _UNDER[closing] if high else gettext_noop("any number")
