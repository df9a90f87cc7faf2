"""Validation rules and the comparison of years, from the sheets of a scoring table's workbook."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from clusters import validating
from clusters.imports.fault import Fault
from clusters.queries.validation_rule import in_words
from clusters.validating import Validation, rows
from clusters.validating.rows import OUTLIERS, RULES, Misread


class Reading(NamedTuple):
    """The JSON of the parts whose sheets are there, the row of each rule by its code, and what cannot be read."""

    stored: Mapping[str, Any]
    lines: Mapping[str, int]
    faults: Sequence[Fault]


def read(sheets: Mapping[str, rows.Rows]) -> Reading:
    """The sheets by key; one that is not there says nothing."""
    stored: dict[str, Any] = {}
    lines: Mapping[str, int] = {}
    misread: list[Misread] = []
    if RULES in sheets:
        found = rows.read_rules(sheets[RULES])
        stored[RULES], lines = validating.as_json(Validation(found.rules))[RULES], found.numbers
        misread += found.misread
    if OUTLIERS in sheets:
        method, wrong = rows.read_method(sheets[OUTLIERS])
        stored[OUTLIERS] = validating.as_json(Validation((), method)).get(OUTLIERS)
        misread += wrong
    return Reading(stored, lines, [_fault(each) for each in misread])


def _fault(wrong: Misread) -> Fault:
    """With the column of a rule; a setting has its label already."""
    words = in_words(wrong.fault)
    if wrong.sheet == RULES:
        words = f"{_(rows.SHEETS[0].columns[wrong.column])}: {words}"
    return Fault(wrong.sheet, wrong.number or None, "", words)
