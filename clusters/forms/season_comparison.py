"""With which year, and for which unit; in the address, so that the page can be sent to a colleague."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from clusters.models import Season
from clusters.queries.season_comparison_unit import Whole


class ComparisonForm(forms.Form):
    """Both choices have an answer without being made: the year before, and all units."""

    def __init__(self, *args: Any, seasons: Iterable[Season], units: Iterable[Whole], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = [(each.pk, str(each.year)) for each in seasons]
        named = [("", _("all units")), *((each.pk, str(each)) for each in units)]
        self.fields["with"] = forms.ChoiceField(label=_("Compared with"), choices=years, required=False)
        self.fields["unit"] = forms.ChoiceField(label=_("Unit"), choices=named, required=False)
