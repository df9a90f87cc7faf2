"""The edge where codes with values become sentences in the reader's language."""

import datetime as dt
import re
import string
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, NamedTuple

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
Value = Decimal | str
Values = Mapping[str, Value]
Show = Callable[[Value], str]
_KNOWN_AT_MOST = 50_000


class _Compiled(NamedTuple):
    """A template in one language: `%s` in the places of `places`. Those `in_english` have a twin with `_en`."""

    text: str
    places: tuple[tuple[str, Show], ...]
    in_english: tuple[str, ...]


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


def describe_rule(node: Node, typed: Mapping[str, Any] | None = None) -> str:
    """A line's rule in words and on what terms it counts; a sentence for a rule that cannot be read. `typed` are its
    parameters, where they have been read already.

    '' for a group whose lines simply add up.
    """
    words = _own_rule(node, typed) if node.rule and not node.children else []
    return "; ".join([*words, *(explain(reason) for reason in terms_of(node))])


def _own_rule(node: Node, typed: Mapping[str, Any] | None) -> list[str]:
    rule, parameters = RULES.get(node.rule), typed
    try:
        if rule and parameters is None:
            parameters = parse_parameters(rule, node.parameters)
    except Unreadable:
        parameters = None
    if rule is None or parameters is None:
        return [explain(Reason("rule_not_usable"))]
    setting = Setting(parameters, node.max_points, is_penalty=node.section == "penalty")
    words = [explain(reason) for reason in rule.words(setting)]
    return words + [explain(Reason(code)) for name, code in _ASIDE.items() if parameters.get(name)]


def _sentence(code: str, values: Values, language: str) -> str:
    """`language` is the active one: asking for it costs as much as the sentence itself."""
    compiled = _compiled(code, language)
    if compiled is None:
        return code
    if compiled.in_english:
        values = {**values, **{name: values.get(f"{name}_en") or values[name] for name in compiled.in_english}}
    try:
        return compiled.text % tuple([show(values[name]) for name, show in compiled.places])
    except KeyError:
        shown = [show(values[name]) if name in values else _UNKNOWN for name, show in compiled.places]
        return compiled.text % tuple(shown)


@cache
def _compiled(code: str, language: str) -> _Compiled | None:
    """A template made ready once for each language; None for a code that nothing declares.

    A whole cluster is explained line by line, so this is the busiest place of every page with reasons.
    """
    template = TEMPLATES.get(code)
    if template is None:
        return None
    text, places = [], []
    for fixed, name, _spec, _conversion in _FORMATTER.parse(gettext(template.text)):
        text.append(fixed.replace("%", "%%"))
        if name is not None:
            text.append("%s")
            places.append((name, _way(template, name, language)))
    in_english = template.bilingual if language == "en" else ()
    return _Compiled("".join(text), tuple(places), in_english)


def _way(template: Template, name: str, language: str) -> Show:
    """How the values of that name are shown in the language."""
    if name in template.words:
        return _word_in(language)
    if name in template.verbatim or name in template.bilingual:
        return str
    if name in template.days:
        return _day
    if name in template.series:
        return _series_in(language)
    return _band_in(language) if name in template.bands else _number_in(language)


class _Known(dict[Value, str]):
    """Values as they are shown in one language: points, maxima and thresholds come back by the thousand on one page.

    It is emptied when it is full, so that a country's figures take no more memory than a province's.
    """

    def __init__(self, show: Show) -> None:
        super().__init__()
        self._show = show

    def __missing__(self, value: Value) -> str:
        if len(self) >= _KNOWN_AT_MOST:
            self.clear()
        shown = self[value] = self._show(value)
        return shown


# Each of these answers for the language named, which is the active one whenever what it answers is asked for.


@cache
def _word_in(_language: str) -> Show:
    return _Known(lambda text: gettext(str(text)) if text else "").__getitem__


@cache
def _number_in(language: str) -> Show:
    return _Known(lambda value: _number(value, language)).__getitem__


@cache
def _series_in(language: str) -> Show:
    return _Known(lambda values: "; ".join(_number(one, language) for one in str(values).split(";"))).__getitem__


@cache
def _band_in(language: str) -> Show:
    return _Known(lambda notation: _band(str(notation), language)).__getitem__


def _number(value: Value, language: str) -> str:
    """The value as it is, where it is none."""
    try:
        return numbers.format(Decimal(value), language=language)
    except (InvalidOperation, ValueError):
        return str(value)


def _day(value: Value) -> str:
    return writing.day(dt.date.fromisoformat(str(value)))


def _band(notation: str, language: str) -> str:
    """`[95;100)%` as 'from 95 % to under 100 %'; the notation itself where it is not one."""
    found = _NOTATION.fullmatch(notation)
    if found is None:
        return notation
    low, high = (_end(found[end], found["unit"], language) for end in ("low", "high"))
    if low and low == high:
        return low
    return gettext(_phrase(found["opening"], low, high, found["closing"])).format(low=low, high=high)


def _end(number: str, unit: str, language: str) -> str:
    if not number:
        return ""
    shown = _number_in(language)(number)
    return gettext("{number} %").format(number=shown) if unit else shown


def _phrase(opening: str, low: str, high: str, closing: str) -> str:
    if low and high:
        return _BETWEEN[opening + closing]
    if low:
        return _FROM[opening]
    return _UNDER[closing] if high else gettext_noop("any number")
