"""The filter that the lists of an exchange share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters import vietnamese
from clusters.forms.filters import AuthorityField, ClusterField, ListFilter, YearField


class ExchangeFilter(ListFilter):
    """`words` are looked for as they are; the unit by its search key."""

    words = forms.CharField(label=_("Words"), required=False, max_length=100)
    year = YearField()
    authority = AuthorityField()
    cluster = ClusterField()
    unit = forms.CharField(label=_("Words in the unit's name"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), required=False)
    STATES: Any = ()

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", _("All states")), *self.STATES]

    def criteria(self) -> dict[str, Any]:
        """What the query takes; a filter that cannot be read counts as not set."""
        self.is_valid()
        chosen = {name: self.cleaned_data.get(name) for name in ("year", "authority", "cluster")}
        said = {name: self.cleaned_data.get(name, "") for name in ("words", "state")}
        return {**chosen, **said, "unit": vietnamese.search_key(self.cleaned_data.get("unit", ""))}
