"""One cell beside the grid: each of its clauses as fields made from the declaration of its kind, and back as text."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy

from clusters import explanations
from clusters.forms.fields import NumberField
from clusters.models import ScoringTableVersion
from clusters.queries import grading_grid as grids
from clusters.queries import scoring as scorings
from clusters.scoring.grading import Clause, phrases, rows
from clusters.scoring.grading.conditions import SIGN
from clusters.scoring.grading.kinds import Kind, Slot
from clusters.scoring.grading.lines import Lines
from clusters.scoring.values import Bilingual, Problem

PREFIX = "set"
AND, OR = "and", "or"
NUMBERS = ("decimal", "integer")
COLUMNS = tuple((sheet.name, at) for sheet in rows.SHEETS for at in range(len(sheet.columns)))


class CellForm(forms.Form):
    """Which cell it is, what stands in it, and the grades as they are written now."""

    sheet = forms.ChoiceField(choices=[(sheet.name, sheet.title) for sheet in rows.SHEETS])
    column = forms.IntegerField(min_value=0)
    cell = forms.CharField(required=False)
    grades = forms.CharField(required=False)


class Offered(NamedTuple):
    """What may be named: lines of the table, those of them with a figure, and grades, as choices of a field."""

    lines: list[tuple[str, str]]
    figures: list[tuple[str, str]]
    grades: list[tuple[str, str]]

    @classmethod
    def of(cls, version: ScoringTableVersion, grades: str) -> "Offered":
        core, criteria = scorings.table_of(version)
        lines = Lines(core)
        named = [
            (code, f"{code} – {explanations.word(Bilingual(each.text, each.text_en))}")
            for code, each in criteria.items()
        ]
        written = grids.cells_of({rows.GRADES: grades})[rows.GRADES]
        graded = {row[0]: " – ".join(filter(None, row[:2])) for row in written if row[rows.GradeCell.CODE]}
        return cls(named, [each for each in named if lines.has_figure(each[0])], list(graded.items()))

    def choices(self, slot: Slot, kind: Kind) -> list[tuple[str, str]]:
        """For a slot that is chosen; nothing for one that is typed."""
        if slot.kind == "line":
            return self.figures if kind.asks_figures else self.lines
        if slot.kind == "grade":
            return self.grades
        return [(code, gettext(label)) for code, label in slot.choices]


class ClauseForm(forms.Form):
    """One clause; the fields of its settings are those of the kind for which it was `drawn`. Another kind takes over
    what it has in common.

    `raw` is a text that could not be read: it stays as it is until a kind is chosen in its place.
    """

    drawn = forms.CharField(widget=forms.HiddenInput, required=False)
    raw = forms.CharField(widget=forms.HiddenInput, required=False)
    joined = forms.ChoiceField(
        choices=((AND, gettext_lazy("and also")), (OR, gettext_lazy("or"))), required=False, initial=AND
    )

    def __init__(
        self, data: Mapping[str, Any], number: int, kinds: Mapping[str, Kind], offered: Offered, **initial: Any
    ) -> None:
        self.kinds, prefix = kinds, f"{PREFIX}-{number}"
        head = f"{prefix}-"
        sent = {name.removeprefix(head): value for name, value in data.items() if name.startswith(head)}
        initial |= {name: value for name, value in sent.items() if name in ("joined", "kind", "raw")}
        self.name = initial.get("kind", "") if initial.get("kind", "") in kinds else ""
        super().__init__(
            data if sent and sent.get("drawn") == self.name else None,
            prefix=prefix,
            auto_id="%s",
            initial={**initial, "drawn": self.name},
            use_required_attribute=False,
        )
        self._add_fields({**sent, **initial}, offered)

    def _add_fields(self, given: Mapping[str, Any], offered: Offered) -> None:
        choices = [("", "–"), *((name, gettext(kind.label)) for name, kind in self.kinds.items())]
        self.fields["kind"] = forms.ChoiceField(label=gettext("Kind"), choices=choices, required=False)
        for slot in self.kind.slots if self.kind else ():
            self.fields[slot.name] = _field(slot, offered.choices(slot, self.kind), given.get(slot.name))
            self.initial[slot.name] = _initial(slot, given.get(slot.name))
        for field in self.fields.values():
            look = "form-select" if isinstance(field, forms.ChoiceField) else "form-control"
            field.widget.attrs["class"] = f"{look} {look}-sm"

    @property
    def kind(self) -> Kind | None:
        return self.kinds.get(self.name)

    @property
    def kind_field(self) -> forms.BoundField:
        return self["kind"]

    @property
    def is_unfinished(self) -> bool:
        """A kind is chosen, but nothing is written for it yet."""
        return bool(self.kind and self.clause is None and not self.wrong)

    @property
    def settings(self) -> list[forms.BoundField]:
        """The fields of its slots, in their order."""
        return [self[slot.name] for slot in self.kind.slots] if self.kind else []

    @property
    def wrong(self) -> list[str]:
        """What of the fields cannot be taken, and that a text is not understood."""
        said = [error for bound in self.settings for error in bound.errors]
        raw = self.initial.get("raw") if not self.kind else ""
        if raw:
            values = {"given": raw, "example": phrases.example(self.kinds)}
            said.append(explanations.explain_problem(Problem.of("row.clause", "", **values)))
        return said

    @property
    def is_or(self) -> bool:
        return bool(self["joined"].value() == OR)

    @cached_property
    def clause(self) -> Clause | None:
        """None as long as something is missing or cannot be taken."""
        if self.kind is None or (self.is_bound and not self.is_valid()):
            return None
        given = self.cleaned_data if self.is_bound else self.initial
        settings = {slot.name: _settled(slot, given.get(slot.name)) for slot in self.kind.slots}
        is_whole = all(settings[slot.name] is not None for slot in self.kind.slots if not slot.optional)
        return Clause(self.name, settings) if is_whole else None

    @property
    def text(self) -> str | None:
        """As it stands in the cell: '' for none, None while it is not whole."""
        if self.kind is None:
            return str(self.initial.get("raw") or "")
        return phrases.write(self.clause, self.kinds) if self.clause else None

    @property
    def words(self) -> str:
        return explanations.explain(self.kind.words(self.clause.settings)) if self.kind and self.clause else ""


class ClausePanel:
    """Made from what the grid sends. `text` is what the fields make of the cell, if they were sent and are whole."""

    def __init__(self, data: Mapping[str, Any], version: ScoringTableVersion) -> None:
        self._cell, self._data, self._version = CellForm(data), data, version
        given = self._cell.cleaned_data if self._cell.is_valid() else {}
        self.place = next((each for each in COLUMNS if each == (given.get("sheet"), given.get("column"))), COLUMNS[0])
        self.kinds = rows.KINDS.get(self.place, {})
        self._written, self._grades = given.get("cell", ""), given.get("grades", "")
        self.is_several = self.place == rows.SEVERAL

    @property
    def short(self) -> set[str]:
        """Names of the settings whose fields are narrow."""
        slots = [slot for kind in self.kinds.values() for slot in kind.slots]
        return {slot.name for slot in slots if slot.kind in NUMBERS or slot.name == SIGN.name}

    @property
    def label(self) -> str:
        sheet = next(each for each in rows.SHEETS if each.name == self.place[0])
        return gettext(sheet.columns[self.place[1]])

    @property
    def hint(self) -> str:
        return grids.hint_of(self.place)

    @property
    def legend(self) -> list[str]:
        """How such a clause is written, one of each kind."""
        return phrases.manual(self.kinds)

    @cached_property
    def clauses(self) -> list[ClauseForm]:
        """Those of the cell, and an empty one where another may follow."""
        if not self.kinds:
            return []
        offered, sent = Offered.of(self._version, self._grades), self._is_sent
        begun = [{} for _each in range(self._sent_count())] if sent else list(self._read())
        made = [
            ClauseForm(self._data if sent else {}, at, self.kinds, offered, **each) for at, each in enumerate(begun)
        ]
        kept = [each for each in made if each.kind or each.initial.get("raw")]
        if self.is_several or not kept:
            kept.append(ClauseForm({}, len(made), self.kinds, offered))
        return kept

    @property
    def text(self) -> str | None:
        """None where the fields were not sent or are not whole."""
        said = [each.text for each in self.clauses]
        if not self._is_sent or None in said:
            return None
        return rows.joined(self._grouped([(each, each.text or "") for each in self.clauses]))

    @property
    def in_words(self) -> str:
        return rows.joined(self._grouped([(each, each.words) for each in self.clauses]))

    def _grouped(self, said: list[tuple[ClauseForm, str]]) -> list[list[str]]:
        """Alternatives together."""
        groups: list[list[str]] = []
        for form, text in said:
            if text and form.is_or and groups:
                groups[-1].append(text)
            elif text:
                groups.append([text])
        return groups

    @property
    def _is_sent(self) -> bool:
        return f"{PREFIX}-0-drawn" in self._data

    def _sent_count(self) -> int:
        """How many clauses the page showed."""
        found = (re.fullmatch(rf"{PREFIX}-([0-9]{{1,2}})-kind", name) for name in self._data)
        return max((int(each[1]) + 1 for each in found if each), default=0)

    def _read(self) -> Iterator[dict[str, Any]]:
        parts = rows.parted(self._written) if self.is_several else [[self._written]] if self._written else []
        for alternatives in parts:
            for at, text in enumerate(alternatives):
                yield {"joined": OR if at else AND, **self._clause(text)}

    def _clause(self, text: str) -> dict[str, Any]:
        try:
            found = phrases.read(text, self.kinds)
        except phrases.NotUnderstood:
            return {"raw": text}
        numeric = [slot.name for slot in self.kinds[found["kind"]].slots if slot.kind in NUMBERS]
        return found | {name: Decimal(found[name]) for name in numeric if name in found}


def _field(slot: Slot, choices: list[tuple[str, str]], given: Any) -> forms.Field:
    label = capfirst(gettext(slot.label)) + (" (%)" if slot.per_cent else "")
    if slot.kind in NUMBERS:
        return NumberField(label=label)
    if slot.kind == "lines":
        return forms.CharField(label=label, required=False, help_text="I.1, I.2")
    strange = [(given, given)] if given and given not in dict(choices) else []
    blank = [] if _begun(slot) else [("", "–")]
    return forms.ChoiceField(label=label, required=False, choices=[*blank, *choices, *strange])


def _begun(slot: Slot) -> str:
    """The choice that stands there from the beginning: a default, or the first way to compare."""
    return str(slot.default or (slot.choices[0][0] if slot.name == SIGN.name else ""))


def _initial(slot: Slot, given: Any) -> Any:
    if slot.kind == "lines":
        return given if isinstance(given, str) else ", ".join(given or ())
    if slot.kind in NUMBERS:
        return slot.default if given in (None, "") else given
    return given or _begun(slot)


def _settled(slot: Slot, given: Any) -> Any:
    """The typed setting, from what a field holds; None for what is missing."""
    if slot.kind == "lines":
        return tuple(re.findall(r"[^\s,;]+", given or "")) or None
    if slot.kind in NUMBERS and isinstance(given, str):
        found = phrases.decimal(given)
        return Decimal(found) if found else slot.default
    return given if given not in (None, "") else slot.default
