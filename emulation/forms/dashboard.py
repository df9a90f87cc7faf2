"""What the filters of the dashboard and the address of a figure may say."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.enums import ClusterKind
from clusters.models import Season
from emulation.queries.dashboard import scope as scopes
from emulation.queries.dashboard.scope import Scope


class Filter(forms.Form):
    """Year, authority where there are several, cluster, kind; what is not said means all, and the year this one."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int, empty_value=None, required=False)
    authority = forms.TypedChoiceField(label=_("Authority"), coerce=int, empty_value=None, required=False)
    cluster = forms.TypedChoiceField(label=_("Cluster or block"), coerce=int, empty_value=None, required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, data, *, seasons: Sequence[Season]) -> None:
        self.every, self.default_year = seasons, scopes.default_year(seasons)
        filled = {"year": self.default_year, **data.dict()}
        super().__init__(filled)
        years = sorted({season.year for season in seasons}, reverse=True)
        self._offer("year", [(year, str(year)) for year in years or [self.default_year]], every=False)
        self._offer("authority", [(a.pk, str(a)) for a in scopes.authorities_of(seasons)])
        self._offer("cluster", [(c.pk, str(c)) for c in scopes.clusters_of(seasons)])
        self._offer("kind", ClusterKind.choices)
        if len(scopes.authorities_of(seasons)) < 2:
            del self.fields["authority"]

    def _offer(self, name: str, choices: list, *, every: bool = True) -> None:
        field = self.fields[name]
        field.choices = [("", _("All")), *choices] if every else choices

    def scope(self) -> Scope:
        """The years asked for. A filter that makes no sense is not applied; the form says so."""
        self.is_valid()
        said = self.cleaned_data
        return Scope(
            self.every,
            said.get("year") or self.default_year,
            said.get("authority"),
            said.get("cluster"),
            said.get("kind") or "",
        )


class Behind(forms.Form):
    """Which figure's rows are asked for."""

    measure = forms.CharField()
    criterion = forms.IntegerField(required=False)
    award = forms.IntegerField(required=False)
