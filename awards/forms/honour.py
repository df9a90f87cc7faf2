"""The filter of the register of honours."""

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.models import Award
from clusters.forms.filters import AuthorityField, ListFilter, YearField
from clusters.models import Organisation, Season


class HonourFilter(ListFilter):
    words = forms.CharField(label=_("Words in the holder's or the award's name"), required=False, max_length=100)
    year = YearField(label=_("For the year"))
    award = forms.ModelChoiceField(Award.objects.none(), label=_("Award"), required=False, empty_label=_("All awards"))
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Holder, with its predecessors"),
        required=False,
        empty_label=_("All holders"),
    )
    own = forms.BooleanField(label=_("Without its predecessors"), required=False)
    authority = AuthorityField(label=_("Decided by"))
    season = forms.ModelChoiceField(
        Season.objects.none(), label=_("Emulation year"), required=False, empty_label=_("All emulation years")
    )

    def __init__(self, *args, awards, holders, seasons, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["award"].queryset = awards
        self.fields["organisation"].queryset = holders
        if holders.query.is_empty():
            # Too many to choose from: they are found by the words.
            del self.fields["organisation"], self.fields["own"]
        self.fields["season"].queryset = seasons

    def criteria(self) -> dict:
        """What the query takes; a filter that cannot be read counts as not set."""
        self.is_valid()
        names = ("year", "award", "organisation", "authority", "season")
        chosen = {name: self.cleaned_data.get(name) for name in names}
        return {"words": self.cleaned_data.get("words", ""), "own": self.cleaned_data.get("own", False), **chosen}
