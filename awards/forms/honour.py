"""The filter of the register of honours."""

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.models import Award
from clusters.models import Organisation, Season


class HonourFilter(forms.Form):
    words = forms.CharField(label=_("Words in the holder's or the award's name"), required=False, max_length=100)
    year = forms.TypedChoiceField(label=_("For the year"), required=False, coerce=int, empty_value=None)
    award = forms.ModelChoiceField(Award.objects.none(), label=_("Award"), required=False, empty_label=_("All awards"))
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Holder, with its predecessors"),
        required=False,
        empty_label=_("All holders"),
    )
    authority = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Decided by"), required=False, empty_label=_("All authorities")
    )
    season = forms.ModelChoiceField(
        Season.objects.none(), label=_("Emulation year"), required=False, empty_label=_("All emulation years")
    )

    def __init__(self, *args, years, awards, holders, authorities, seasons, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [("", _("All years")), *((year, str(year)) for year in years)]
        self.fields["award"].queryset = awards
        self.fields["organisation"].queryset = holders
        self.fields["authority"].queryset = authorities
        self.fields["season"].queryset = seasons

    def criteria(self) -> dict:
        """What the query takes; a filter that cannot be read counts as not set."""
        self.is_valid()
        names = ("year", "award", "organisation", "authority", "season")
        return {"words": self.cleaned_data.get("words", ""), **{name: self.cleaned_data.get(name) for name in names}}
