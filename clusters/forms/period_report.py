"""Forms around the report of a period; the sheet itself is `forms.sheet.CellsForm`."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.forms.fields import SeenField
from clusters.forms.moment import MomentField
from clusters.models import Criterion
from clusters.queries import derivation
from clusters.queries.derivation import Offer


class ExtendForm(forms.Form):
    """More time for one unit and one period."""

    until = MomentField(label=_("Until"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody in the year reads it."),
    )


class ReturnForm(forms.Form):
    reason = forms.CharField(
        label=_("What has to be mended"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text=_("The unit reads this sentence; name the criteria."),
        error_messages={"required": _("Say what has to be mended.")},
    )


class DeriveForm(forms.Form):
    """Which figures of the year are taken over from the periods; the blank ones are chosen beforehand."""

    criteria = forms.ModelMultipleChoiceField(
        Criterion.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one criterion.")},
    )
    stamp = forms.CharField(widget=forms.HiddenInput)
    seen = SeenField()

    def __init__(self, data: Mapping[str, Any] | None, *, offers: list[Offer]) -> None:
        blank = [each.figure.criterion.pk for each in offers if each.may_be_taken and each.is_blank]
        drawn = {"criteria": blank, "stamp": derivation.stamp(offers), "seen": derivation.seen(offers)}
        super().__init__(data, initial=drawn)
        keys = [each.figure.criterion.pk for each in offers if each.may_be_taken]
        self.fields["criteria"].queryset = Criterion.objects.filter(pk__in=keys)

    def chosen(self) -> list[int]:
        """The keys that are ticked on the page."""
        return [int(each) for each in self["criteria"].value() or [] if str(each).isdecimal()]
