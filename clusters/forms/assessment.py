"""The cluster's points, typed line by line."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clusters import numbers
from clusters.errors import Stale
from clusters.models import Criterion
from clusters.queries.assessment import Evidenced


class Points(forms.CharField):
    """Points in Vietnamese or English writing."""

    widget = forms.TextInput(
        attrs={"inputmode": "decimal", "autocomplete": "off", "size": 6, "class": "form-control num"}
    )

    def to_python(self, value):
        text = super().to_python(value)
        try:
            return numbers.parse(text) if text else None
        except numbers.NotANumber as problem:
            raise ValidationError(str(problem)) from problem


@dataclass(frozen=True)
class SheetRow:
    """One line of the page with its three fields."""

    line: Evidenced
    points: forms.BoundField
    note: forms.BoundField
    seen: forms.BoundField


class PointsSheet(forms.Form):
    """Three fields a line. The hidden first values tell what the person changed from what a colleague did."""

    def __init__(self, *args, lines: Iterable[Evidenced], **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = list(lines)
        self.versions: list[tuple[str, str, str]] = []
        for line in self.lines:
            self._add(line)

    def _add(self, line: Evidenced) -> None:
        criterion, head = line.leaf.criterion, line.leaf.head
        names = {"code": criterion.code}
        self.fields[f"points_{criterion.pk}"] = Points(
            label=_("{code} – cluster's points").format(**names),
            initial=numbers.editable(head.points) if head else "",
            required=False,
            show_hidden_initial=True,
        )
        self.fields[f"note_{criterion.pk}"] = forms.CharField(
            label=_("{code} – reason").format(**names),
            initial=head.note if head else "",
            required=False,
            max_length=1000,
            show_hidden_initial=True,
            widget=forms.Textarea(attrs={"rows": 1}),
        )
        self.fields[f"seen_{criterion.pk}"] = forms.IntegerField(
            initial=head.version if head else 0, required=False, widget=forms.HiddenInput
        )

    def clean(self):
        cleaned = super().clean()
        for line in self.lines:
            points = f"points_{line.leaf.criterion.pk}"
            if self._is_changed(line) and cleaned.get(points, "") is None:
                self.add_error(points, self._why_needed(line))
        return cleaned

    def _why_needed(self, line: Evidenced) -> str:
        if line.leaf.head is not None:
            return _("Points that were given can be changed but not taken back: write the new points.")
        return _("Write the points as well.")

    def _is_changed(self, line: Evidenced) -> bool:
        pk = line.leaf.criterion.pk
        return f"points_{pk}" in self.changed_data or f"note_{pk}" in self.changed_data

    def given(self) -> dict[Criterion, tuple[Decimal, str]]:
        """What the person changed, as the service takes it."""
        return {
            line.leaf.criterion: (self.cleaned_data[f"points_{pk}"], self.cleaned_data[f"note_{pk}"])
            for line in self.lines
            for pk in [line.leaf.criterion.pk]
            if self._is_changed(line)
        }

    def seen(self) -> dict[int, int]:
        """The version of each line that the person had before them."""
        pks = [line.leaf.criterion.pk for line in self.lines]
        return {pk: self.cleaned_data[f"seen_{pk}"] or 0 for pk in pks}

    def rows(self) -> list[SheetRow]:
        return [
            SheetRow(line, self[f"points_{pk}"], self[f"note_{pk}"], self[f"seen_{pk}"])
            for line in self.lines
            for pk in [line.leaf.criterion.pk]
        ]

    def face(self, stale: Stale) -> None:
        """Show both versions, keep everything typed, and save next time against what stands now."""
        self.versions = [
            (str(self.fields[name].label), str(self.data.get(name, "")), _words(theirs))
            for name, theirs in stale.theirs.items()
        ]
        self.data = self.data.copy()
        for pk, version in stale.seen.items():
            self.data[f"seen_{pk}"] = version


def _words(value: object) -> str:
    return numbers.editable(value) if isinstance(value, Decimal) else str(value)
