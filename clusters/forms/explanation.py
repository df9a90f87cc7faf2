"""Why criteria are blank and why warnings stand, in the place where they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from django import forms
from django.utils.translation import gettext as _

from clusters.enums import Blank
from clusters.errors import Invalid
from clusters.forms import problems
from clusters.forms.fields import DrawnField
from clusters.models import Explanation
from clusters.queries import finding as findings
from clusters.queries.finding import Findings, Found, Why
from clusters.queries.report import ReportLine


@dataclass
class BlankRow:
    """A criterion without figures with its two fields."""

    line: ReportLine
    answer: forms.BoundField
    note: forms.BoundField


@dataclass
class WarningRow:
    """A warning with the field for its explanation."""

    found: Found
    text: forms.BoundField


class ExplainForm(forms.Form):
    """Cleans to what the person touched; `seen` holds the stamps of what was read."""

    seen = DrawnField()
    drawn = DrawnField()

    def __init__(self, data: Mapping[str, Any] | None = None, *, found: Findings) -> None:
        super().__init__(data)
        self.found = found
        self.blanks = [line for line in found.leaves if line.missing and not (line.result and line.result.inputs)]
        for line in self.blanks:
            self._ask_why(line)
        for each in found.warnings:
            self._ask_text(each)
        drawn = {name: self.initial[name] for name in self.fields if name not in ("seen", "drawn")}
        self.initial |= {"seen": findings.stamps(found), "drawn": drawn}

    def _ask_why(self, line: ReportLine) -> None:
        answer, note = names_of(line)
        why, code = findings.why_of(line), line.name
        choices = [("", _("choose")), *Blank.choices]
        said = _("{code}: why it is blank").format(code=code)
        select = forms.Select(attrs={"class": "form-select"})
        self.fields[answer] = forms.ChoiceField(label=said, choices=choices, required=False, widget=select)
        area = forms.Textarea(attrs={"rows": 2, "class": "form-control"})
        said = _("{code}: the reason in a sentence").format(code=code)
        self.fields[note] = forms.CharField(label=said, required=False, widget=area, max_length=2000)
        self.initial |= {answer: why.blank, note: why.note}

    def _ask_text(self, each: Found) -> None:
        area = forms.Textarea(attrs={"rows": 2, "class": "form-control"})
        said = _("{codes}: why this is right").format(codes=", ".join(each.codes))
        self.fields[name_of(each)] = forms.CharField(
            label=said, required=False, widget=area, max_length=Explanation.LONGEST
        )
        self.initial[name_of(each)] = each.said.text if each.said and each.is_explained else ""

    def _touched(self, *names: str) -> bool:
        drawn = self.cleaned_data["drawn"]
        return any(self.cleaned_data[name] != drawn.get(name, "").replace("\r\n", "\n").strip() for name in names)

    def deed(self) -> dict[str, Any]:
        """What the service takes."""
        blanks = {
            line.name: Why(*(self.cleaned_data[name] for name in names_of(line)))
            for line in self.blanks
            if self._touched(*names_of(line))
        }
        touched = [each for each in self.found.warnings if self._touched(name_of(each))]
        texts = {each.key: self.cleaned_data[name_of(each)] for each in touched}
        return {"blanks": blanks, "warnings": texts, "seen": self.cleaned_data["seen"]}

    def refuse(self, invalid: Invalid) -> None:
        """Each sentence of the service beside its field."""
        notes = {line.name: names_of(line)[1] for line in self.blanks}
        problems.show(self, invalid, **notes, **{each.key: name_of(each) for each in self.found.warnings})

    def after(self, sentence: str, found: Findings) -> Self:
        """The same typed texts against what stands now."""
        fresh = type(self)(found=found)
        data = {name: fresh[name].value() for name in fresh.fields} | self.data.dict() if self.data else {}
        again = type(self)({**data, "seen": fresh["seen"].value()}, found=found)
        again.add_error(None, sentence)
        return again

    @property
    def blank_rows(self) -> list[BlankRow]:
        return [BlankRow(line, *(self[name] for name in names_of(line))) for line in self.blanks]

    @property
    def warning_rows(self) -> list[WarningRow]:
        return [WarningRow(each, self[name_of(each)]) for each in self.found.warnings]


def names_of(line: ReportLine) -> tuple[str, str]:
    """The fields of a blank."""
    return f"b{line.criterion.pk}-why", f"b{line.criterion.pk}-note"


def name_of(found: Found) -> str:
    """The field of a warning."""
    return f"w-{found.key.replace(':', '-')}"
