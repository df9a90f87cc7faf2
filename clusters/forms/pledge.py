"""The form of a unit's part in the common targets: a field or a pair for each, as the target is measured."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.enums import Measure
from clusters.errors import Invalid, Stale
from clusters.forms.fields import DrawnField, NumberField, SeenField
from clusters.models import CommonTarget, Pledge
from clusters.queries import pledge as queries
from clusters.services.pledge import Part

Versions = list[tuple[str, str, str]]
HELP = {
    Measure.SUM: _("Your unit's number."),
    Measure.RANK: _("The rank your unit strives for; 1 is the best."),
}


class PledgesForm(forms.Form):
    """What was not touched is left alone; a pair counts as touched when one of its fields was."""

    seen = SeenField()
    drawn = DrawnField()

    def __init__(self, data=None, *, targets: Iterable[CommonTarget], pledges: Iterable[Pledge]) -> None:
        super().__init__(data)
        in_order = list(targets)
        self.parts = queries.wholes(in_order)
        self.targets = [each for each in in_order if each.measure]
        standing = {pledge.common_target_id: pledge for pledge in pledges}
        for target in self.targets:
            self._draw(target, standing.get(target.pk))
        self.initial["seen"] = {pk: pledge.version for pk, pledge in standing.items()}
        self.initial["drawn"] = {name: self._text(name) for name in self._names()}

    def _draw(self, target: CommonTarget, pledge: Pledge | None) -> None:
        value, label = f"v{target.pk}", queries.text_of(target)
        if target.measure == Measure.UNITS:
            choices = [("", _("not said yet")), ("1", _("yes")), ("0", _("no"))]
            self.fields[value] = forms.ChoiceField(label=label, choices=choices, required=False)
            self.initial[value] = f"{pledge.value:.0f}" if pledge else ""
            return
        help_text = HELP.get(Measure(target.measure), "")
        self.fields[value] = NumberField(label=label, help_text=help_text, digits=18, places=4)
        self.initial[value] = pledge.value.normalize() if pledge else None
        if target.measure == Measure.SHARE and target.pk not in self.parts:
            whole = f"o{target.pk}"
            self.fields[value].help_text = _("How many of them reach it.")
            self.fields[whole] = NumberField(
                label=_("… out of"), help_text=_("How many there are."), digits=18, places=4
            )
            self.initial[whole] = pledge.out_of.normalize() if pledge and pledge.out_of else None

    def _names(self) -> list[str]:
        return [name for name in self.fields if name not in ("seen", "drawn")]

    def _text(self, name: str) -> str:
        return self.fields[name].prepare_value(self.initial.get(name)) or ""

    def _touched(self, target: CommonTarget) -> bool:
        drawn = self.cleaned_data["drawn"]
        names = [name for name in (f"v{target.pk}", f"o{target.pk}") if name in self.fields]
        return any(self.data.get(name, "").strip() != drawn.get(name, self._text(name)) for name in names)

    def clean(self) -> dict[str, Any]:
        """A whole without its part is no figure yet; taken for nought it would be one that nobody gave."""
        said = super().clean() or self.cleaned_data
        for target in self.targets:
            value, out_of = f"v{target.pk}", f"o{target.pk}"
            if said.get(out_of) is not None and value in said and said[value] is None:
                self.add_error(value, _("Say how many of them reach it: 0 where none does."))
        return said

    def parts_given(self) -> dict[CommonTarget, Part | None]:
        """Those the person touched."""
        return {target: self._part(target) for target in self.targets if self._touched(target)}

    def _part(self, target: CommonTarget) -> Part | None:
        value, out_of = self.cleaned_data[f"v{target.pk}"], self.cleaned_data.get(f"o{target.pk}")
        if target.measure == Measure.UNITS:
            return Part(Decimal(value)) if value else None
        return None if value is None else Part(value, out_of)

    def show(self, invalid: Invalid) -> None:
        """Each sentence beside its field."""
        for key, sentence in invalid.problems.items():
            self.add_error(f"v{key}" if f"v{key}" in self.fields else None, sentence)

    def again(self, pledges: Iterable[Pledge]) -> "PledgesForm":
        """Touched fields as typed, all others as they stand now."""
        everything = sorted({*self.targets, *self.parts.values()}, key=lambda each: each.position)
        fresh = PledgesForm(targets=everything, pledges=pledges)
        data: dict[str, Any] = {name: fresh._text(name) for name in fresh._names()}
        for target in self.parts_given():
            data |= {
                name: self.data.get(name, "") for name in (f"v{target.pk}", f"o{target.pk}") if name in self.fields
            }
        data |= {name: fresh.fields[name].prepare_value(fresh.initial[name]) for name in ("seen", "drawn")}
        return PledgesForm(data, targets=everything, pledges=pledges)

    def versions(self, stale: Stale) -> Versions:
        """What was typed beside what a colleague saved."""
        disputed = [target for target in self.parts_given() if str(target.pk) in stale.theirs]
        return [(queries.text_of(t), self._typed(t), str(stale.theirs[str(t.pk)] or "–")) for t in disputed]

    def _typed(self, target: CommonTarget) -> str:
        names = [name for name in (f"v{target.pk}", f"o{target.pk}") if self.data.get(name)]
        return "/".join(self.data[name] for name in names) or "–"
