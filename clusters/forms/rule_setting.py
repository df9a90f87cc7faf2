"""The settings of one rule as fields, made from its declaration, and as the text that stands in its cell."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext, gettext_lazy

from clusters import explanations
from clusters.forms.fields import NumberField
from clusters.scoring import RULES, Parameter, RuleType, Unreadable, as_json, parse_parameters, table_line
from clusters.scoring import setting_notation as settings
from clusters.scoring.values import ZERO_PARENT, plain

PREFIX = "set"
YES, NO = "yes", "no"
EFFECTS = {ZERO_PARENT: gettext_lazy("the whole group gets nothing")}
BLANK_ROWS = 1


class Part(NamedTuple):
    """One column of a parameter that is a list. `signs` are the words for yes and no of a switch, yes first."""

    name: str
    kind: str
    label: Any
    signs: tuple[tuple[str, str], ...] = ()


LISTS: Mapping[str, tuple[Part, ...]] = {
    "bands": (
        Part("low_closed", "switch", gettext_lazy("Lower end"), ((YES, "≥"), (NO, ">"))),
        Part("low", "number", gettext_lazy("Lower limit")),
        Part("high_closed", "switch", gettext_lazy("Upper end"), ((NO, "<"), (YES, "≤"))),
        Part("high", "number", gettext_lazy("Upper limit")),
        Part("points", "number", gettext_lazy("Points")),
        Part("effect", "effect", gettext_lazy("Beyond points")),
    ),
    "levels": (
        Part("name", "text", gettext_lazy("Level to choose")),
        Part("name_en", "text", gettext_lazy("In English")),
        Part("points", "number", gettext_lazy("Points")),
        Part("effect", "effect", gettext_lazy("Beyond points")),
    ),
}


class Block(NamedTuple):
    """What the page shows of a parameter: one field, or the heads and the rows of a list with what is wrong with it."""

    label: str
    field: Any = None
    heads: tuple[Part, ...] = ()
    rows: tuple[tuple[Any, ...], ...] = ()
    errors: tuple[str, ...] = ()


class SettingForm(forms.Form):
    """A field for each parameter of the rule, for a list one for each part of each entry; the last entry is empty."""

    drawn = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Mapping[str, Any] | None, *, rule: str, stored: Mapping[str, Any]) -> None:
        self.rule_type, self.wrong = RULES[rule], dict[str, tuple[str, ...]]()
        super().__init__(data, prefix=PREFIX, auto_id="%s", initial={"drawn": rule}, use_required_attribute=False)
        for parameter in self.rule_type.parameters:
            if parameter.kind in LISTS:
                self._add_list(parameter, stored.get(parameter.name) or [])
            else:
                given = stored.get(parameter.name, _default(parameter))
                self._add(parameter.name, _field(parameter), _shown(given, parameter.kind in ("decimal", "integer")))

    @property
    def blocks(self) -> Iterator[Block]:
        """The parameters in the order of the declaration, each with what is wrong with what was typed."""
        wrong = self.wrong if self.stored is None else {}
        for each in self.rule_type.parameters:
            label, said_of = gettext(each.label), wrong.get(each.name, ())
            if each.kind not in LISTS:
                yield Block(label, self[each.name], errors=(*self[each.name].errors, *said_of))
                continue
            rows = [tuple(self[_name(each, row, part)] for part in _parts(each)) for row in range(self._count(each))]
            said = [error for row in rows for bound in row for error in bound.errors]
            yield Block(label, None, _parts(each), tuple(rows), (*said, *said_of))

    @property
    def text(self) -> str | None:
        """The settings as they stand in the cell; None while something typed cannot be taken."""
        data = self.stored
        return None if data is None else settings.write(self.rule_type, data)

    @cached_property
    def stored(self) -> dict[str, Any] | None:
        """The settings as they are stored, what is not given left out; None while something cannot be taken."""
        if not self.is_valid():
            return None
        given = {each.name: self._given(each) for each in self.rule_type.parameters}
        data = {name: value for name, value in given.items() if value not in (None, "", [])}
        return data if self._allowed(data) else None

    def _allowed(self, data: Mapping[str, Any]) -> bool:
        try:
            parse_parameters(self.rule_type, data)
        except Unreadable as unreadable:
            for problem in unreadable.problems:
                self.wrong[problem.where] = (explanations.explain_problem(problem),)
            return all(problem.code == "required" for problem in unreadable.problems)
        return True

    def _given(self, parameter: Parameter) -> Any:
        if parameter.kind not in LISTS:
            return _storable(self.cleaned_data.get(parameter.name))
        rows = range(self._count(parameter))
        return [entry for entry in (self._entry(parameter, row) for row in rows) if entry]

    def _entry(self, parameter: Parameter, row: int) -> dict[str, Any]:
        """One entry of a list, nothing for an empty line of the page."""
        values = {part: self.cleaned_data.get(_name(parameter, row, part)) for part in _parts(parameter)}
        if not any(value not in (None, "") for part, value in values.items() if part.kind in ("number", "text")):
            return {}
        return {
            part.name: value == YES if part.kind == "switch" else _storable(value) for part, value in values.items()
        }

    def clean(self) -> dict[str, Any]:
        for parameter in self.rule_type.parameters:
            for row in range(self._count(parameter)) if parameter.kind in LISTS else ():
                entry = self._entry(parameter, row)
                if entry and entry["points"] is None and not self.errors.get(_name(parameter, row, _points(parameter))):
                    self.add_error(_name(parameter, row, _points(parameter)), gettext("Points are missing."))
        return self.cleaned_data

    def _count(self, parameter: Parameter) -> int:
        return sum(name.startswith(f"{parameter.name}-") for name in self.fields) // len(_parts(parameter))

    def _add_list(self, parameter: Parameter, entries: list[Mapping[str, Any]]) -> None:
        typed = self._typed_rows(parameter) if self.is_bound else len(entries)
        for row in range(typed + BLANK_ROWS):
            entry = entries[row] if row < len(entries) else {}
            for part in _parts(parameter):
                self._add(_name(parameter, row, part), _part_field(parameter, part, row), _initial(part, entry))

    def _typed_rows(self, parameter: Parameter) -> int:
        """How many lines of the page are filled in, up to the last one that is."""
        written = [part.name for part in _parts(parameter) if part.kind in ("number", "text")]
        pattern = re.compile(rf"{PREFIX}-{parameter.name}-([0-9]{{1,3}})-(?:{'|'.join(written)})")
        found = (pattern.fullmatch(name) for name, value in self.data.items() if str(value).strip())
        return max((int(each[1]) + 1 for each in found if each), default=0)

    def _add(self, name: str, field: forms.Field, initial: Any) -> None:
        look = "form-select" if isinstance(field, forms.ChoiceField) else "form-control"
        field.widget.attrs["class"] = (
            "form-check-input" if isinstance(field, forms.BooleanField) else f"{look} {look}-sm"
        )
        self.fields[name], self.initial[name] = field, initial


def read(rule: RuleType, text: str) -> tuple[dict[str, Any], list[str]]:
    """What is stored for the text of the cell, and what of it cannot be understood."""
    try:
        return settings.read(rule, text), []
    except Unreadable as unreadable:
        return {}, [explanations.explain_problem(problem) for problem in unreadable.problems]


def _parts(parameter: Parameter) -> tuple[Part, ...]:
    return tuple(part for part in LISTS[parameter.kind] if part.kind != "effect" or parameter.effects)


def _points(parameter: Parameter) -> Part:
    return next(part for part in _parts(parameter) if part.name == "points")


def _name(parameter: Parameter, row: int, part: Part) -> str:
    return f"{parameter.name}-{row}-{part.name}"


def _default(parameter: Parameter) -> Any:
    return as_json({"": parameter.default})[""]


def _storable(value: Any) -> Any:
    return plain(value) if isinstance(value, Decimal) else value


def _field(parameter: Parameter) -> forms.Field:
    label = gettext(parameter.label)
    if parameter.kind == "boolean":
        return forms.BooleanField(label=label, required=False)
    if parameter.kind == "choice":
        blank = [("", "–")] if parameter.required or parameter.optional else []
        choices = [*blank, *((code, gettext(words)) for code, words in parameter.choices)]
        return forms.ChoiceField(label=label, required=False, choices=choices)
    return NumberField(label=label)


def _part_field(parameter: Parameter, part: Part, row: int) -> forms.Field:
    label = f"{part.label} {row + 1}"
    if part.kind == "switch":
        return forms.ChoiceField(label=label, required=False, choices=part.signs)
    if part.kind == "effect":
        choices = [("", "–"), *((code, EFFECTS.get(code, code)) for code in parameter.effects)]
        return forms.ChoiceField(label=label, required=False, choices=choices)
    if part.kind == "number":
        return NumberField(label=label)
    longest, area = table_line.LONGEST[table_line.TEXT], forms.Textarea(attrs={"rows": 1})
    return forms.CharField(label=label, required=False, max_length=longest, widget=area)


def _initial(part: Part, entry: Mapping[str, Any]) -> Any:
    if part.kind == "switch":
        return YES if entry.get(part.name, part.name == "low_closed") else NO
    return _shown(entry.get(part.name), part.kind == "number")


def _shown(value: Any, is_number: bool) -> Any:
    return Decimal(value) if is_number and value not in (None, "") else value
