"""What the filters of lists share: the fields of year, authority and cluster, and how a page hands in their choices."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from clusters.models import Cluster, Organisation


class YearField(forms.TypedChoiceField):
    """One of the years that the list has; None for all."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": _("Year"), "required": False, "coerce": int, "empty_value": None, **kwargs})

    def offer(self, years: Iterable[int]) -> None:
        self.choices = [("", _("All years")), *((year, str(year)) for year in years)]


class AuthorityField(forms.ModelChoiceField):
    """One of the authorities that the list has; None for all."""

    def __init__(self, **kwargs: Any) -> None:
        said = {"label": _("Authority"), "empty_label": _("All authorities"), **kwargs}
        super().__init__(Organisation.objects.none(), **{"required": False, **said})

    def offer(self, found: QuerySet) -> None:
        self.queryset = found


class ClusterField(forms.ModelChoiceField):
    """One of the clusters that the list has; None for all."""

    def __init__(self, **kwargs: Any) -> None:
        said = {
            "label": _("Cluster or block"),
            "required": False,
            "empty_label": _("All clusters and blocks"),
            **kwargs,
        }
        super().__init__(Cluster.objects.none(), **said)

    def offer(self, found: QuerySet) -> None:
        self.queryset = found


class ListFilter(forms.Form):
    """A filter of a list. The page hands in what may be chosen: `years`, `authorities`, `clusters`, as far as the form
    has these fields."""

    FIELDS = {"years": "year", "authorities": "authority", "clusters": "cluster"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        offered = {name: kwargs.pop(plural) for plural, name in self.FIELDS.items() if plural in kwargs}
        super().__init__(*args, **kwargs)
        for name, found in offered.items():
            self.fields[name].offer(found)
