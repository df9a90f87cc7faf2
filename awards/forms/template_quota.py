"""Places that a template gives each cluster."""

from typing import NamedTuple

from django import forms

from awards.forms.quota import PLACES
from awards.models import Award
from clusters.errors import Stale
from clusters.writing import number


class Line(NamedTuple):
    """One award on the sheet."""

    award: Award
    places: forms.BoundField


class PlacesForm(forms.Form):
    """One field for each award, empty for none; `seen` is the version of the template that the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, awards: list[Award], places: dict[Award, int], version: int, **kwargs) -> None:
        super().__init__(*args, initial={"seen": version}, **kwargs)
        self.awards = awards
        for award in awards:
            self.fields[f"places_{award.pk}"] = forms.IntegerField(
                label=str(award), required=False, min_value=1, max_value=999, initial=places.get(award), widget=PLACES
            )

    def lines(self) -> list[Line]:
        """The sheet of places."""
        return [Line(award, self[f"places_{award.pk}"]) for award in self.awards]

    def places(self) -> dict[Award, int]:
        """What the service takes."""
        said = self.cleaned_data
        return {award: said[f"places_{award.pk}"] for award in self.awards if said[f"places_{award.pk}"]}

    def insist(self, stale: Stale) -> list[tuple[object, str, str]]:
        """Write against the version that stands now; gives what was typed and what stands, where they differ."""
        self.data = {**self.data.dict(), "seen": str(stale.seen)}
        self.add_error(None, str(stale))
        pairs = [(award, self.cleaned_data[name], stale.theirs.get(name)) for award, name in self._names()]
        return [(award, number(mine), number(theirs)) for award, mine, theirs in pairs if mine != theirs]

    def _names(self) -> list[tuple[Award, str]]:
        return [(award, f"places_{award.pk}") for award in self.awards]
