"""The options of one line as fields, and as the text that stands in its cell."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from clusters import explanations
from clusters.forms.fields import NumberField
from clusters.models import Criterion
from clusters.scoring import option_notation as options
from clusters.scoring.table_line import Line, tidy
from clusters.scoring.values import ZERO

PREFIX = "opt"
GROUP, LEAF = "group", "leaf"
OFFERED: Mapping[str, tuple[str, ...]] = {
    GROUP: ("combine", "floor", "step", "rounding", "not_with"),
    LEAF: ("supplier", "scorer", "fact", "reported", "derived", "step", "rounding", "not_with"),
}
HINTS = {"not_with": gettext_lazy("Codes of other lines, such as VIII.3, IX.1")}
_BETWEEN = re.compile(r"[,;\n]")


class OptionForm(forms.Form):
    """A field for each option of a group or of a leaf; what the cell says of the other kind stays as it is."""

    drawn = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Mapping[str, Any] | None, *, kind: str, cell: str) -> None:
        self.kind = kind
        said, self.problems = options.read(cell)
        self.line = replace(Line("", "", ZERO), **said)
        super().__init__(data, prefix=PREFIX, auto_id="%s", initial={"drawn": kind}, use_required_attribute=False)
        for name in OFFERED[kind]:
            self.fields[name], self.initial[name] = _field(name), _shown(getattr(self.line, name))

    @property
    def bounds(self) -> Iterator[forms.BoundField]:
        """The fields to show."""
        return (self[name] for name in OFFERED[self.kind])

    @property
    def said_wrong(self) -> list[str]:
        """What of the cell is not understood, until the fields take its place; then what is wrong with those."""
        return [*self.non_field_errors()] if self.is_bound else [*map(explanations.explain_problem, self.problems)]

    @property
    def is_used(self) -> bool:
        """Whether the line has an option at all."""
        return bool(self.problems) or self.line != Line("", "", ZERO)

    @cached_property
    def meant(self) -> Line:
        """The line with its options as typed, or as the cell says them while something typed cannot be taken."""
        return (
            replace(self.line, **options.read(self.text)[0]) if self.is_bound and self.text is not None else self.line
        )

    @cached_property
    def text(self) -> str | None:
        """The options as they stand in the cell; None while something typed cannot be taken, or differs in nothing.

        What nobody touched stays as it was written, be it understood or not.
        """
        if not self.is_valid():
            return None
        given = {name: self._given(name) for name in OFFERED[self.kind]}
        if all(getattr(self.line, name) == value for name, value in given.items()):
            return None
        text = options.write(replace(self.line, **given))
        _fields, wrong = options.read(text)
        for problem in wrong:
            self.add_error(None, explanations.explain_problem(problem))
        return None if wrong else text

    def _given(self, name: str) -> Any:
        value, column = self.cleaned_data[name], Criterion._meta.get_field(name)
        if name == "not_with":
            return list(dict.fromkeys(code for each in _BETWEEN.split(value) if (code := tidy(each))))
        if name in ("floor", "step"):
            return value
        return tidy(value) or column.get_default()


def _field(name: str) -> forms.Field:
    column = Criterion._meta.get_field(name)
    label = capfirst(str(column.verbose_name))
    if name in ("floor", "step"):
        field: forms.Field = NumberField(label=label, digits=column.max_digits, places=column.decimal_places)
    elif column.choices:
        blank = [("", "–")] if column.blank else []
        field = forms.ChoiceField(label=label, required=False, choices=[*blank, *column.choices])
    else:
        field = forms.CharField(label=label, required=False, max_length=column.max_length)
    look = "form-select form-select-sm" if column.choices else "form-control form-control-sm"
    field.widget.attrs |= {"class": look, **({"placeholder": HINTS[name]} if name in HINTS else {})}
    return field


def _shown(value: Any) -> Any:
    return ", ".join(value) if isinstance(value, list) else value
