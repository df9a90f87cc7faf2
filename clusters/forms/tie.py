"""In which order the meeting placed units that are equal."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusters.queries.ranking import Line


class TieForm(forms.Form):
    """A place for each unit, and the reason; `order` is what the service takes."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("What the meeting decided by, with the minutes."),
    )

    def __init__(self, *args, tie: Sequence[Line], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        places = [(str(place), str(place)) for place in range(1, len(tie) + 1)]
        self.units = {f"place_{line.participant.pk}": line.participant for line in tie}
        for name, unit in self.units.items():
            self.fields[name] = forms.ChoiceField(label=str(unit), choices=[("", "–"), *places])
        self.order_fields([*self.units, "reason"])

    def clean(self):
        cleaned = super().clean() or {}
        given = [cleaned[name] for name in self.units if cleaned.get(name)]
        for name in self.units:
            if given.count(cleaned.get(name, "")) > 1:
                self.add_error(name, _("Each unit needs a place of its own."))
        return cleaned

    def order(self) -> list[int]:
        """The participants' keys, the first before the second."""
        placed = sorted(self.units.items(), key=lambda item: int(self.cleaned_data[item[0]]))
        return [unit.pk for _name, unit in placed]
