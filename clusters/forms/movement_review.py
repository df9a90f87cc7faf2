"""Forms of what becomes of a launched movement: the launch itself, amendments, reviews."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.enums import ReviewKind
from clusters.forms.fields import DayField
from clusters.forms.movement import TextForm
from clusters.models import Movement
from clusters.services.movement_review import AMENDABLE


class AmendForm(TextForm):
    """The fields that an amendment may change, and why."""

    name = kind = contents = starts_on = scope_text = None  # type: ignore[assignment]
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("Everybody in scope is told what changed and why.")
    )
    field_order = (*AMENDABLE, "dues", "reason")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dues"].label = _("Further dates for progress")

    def deed(self) -> dict[str, Any]:
        """What the amending service takes."""
        said = self.cleaned_data
        values = {name: said[name] for name in AMENDABLE}
        return {"values": values, "reason": said["reason"], "dues": said["dues"], "seen": said["seen"] or 0}


class ReviewForm(forms.Form):
    kind = forms.ChoiceField(label=_("Review"), choices=ReviewKind.choices, widget=forms.RadioSelect)
    on = DayField(label=_("Day of the review"), required=True)
    text = forms.CharField(
        label=_("Assessment"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Results, shortcomings, lessons. The figures of this moment are kept beside it."),
    )
    file = forms.FileField(label=_("File of the review"), required=False)

    def __init__(self, *args, movement: Movement, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if movement.state != "launched":
            self.fields["kind"].choices = [(ReviewKind.FINAL.value, ReviewKind.FINAL.label)]


def amendable(movement: Movement) -> dict[str, Any]:
    """What the form of an amendment is drawn with."""
    return {name: getattr(movement, name) for name in AMENDABLE} | {"seen": movement.version}
