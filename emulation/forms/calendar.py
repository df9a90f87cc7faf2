"""The filter of the calendar."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.forms.filters import AuthorityField, ListFilter, YearField


class CalendarFilter(ListFilter):
    year = YearField(label=_("Emulation year"))
    authority = AuthorityField()
    cluster = forms.CharField(label=_("Cluster or block"), required=False, max_length=100)
    month = forms.CharField(widget=forms.HiddenInput, required=False)

    def criteria(self) -> dict:
        """What the query takes; a filter that cannot be read counts as not set."""
        self.is_valid()
        said = self.cleaned_data
        return {"year": said.get("year"), "authority": said.get("authority"), "cluster": said.get("cluster", "")}
