"""A unit asks for its report back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.errors import Stale
from clusters.services.return_reason import LONGEST


class ReturnRequestForm(forms.Form):
    """Why what was sent should be returned."""

    reason = forms.CharField(
        label=_("What is wrong"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        help_text=_("Name the criteria. Whoever verifies the report reads this sentence."),
        error_messages={"required": _("Say what is wrong, so that whoever verifies the report can decide.")},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, standing: str) -> None:
        super().__init__(data, initial={"reason": standing, "seen": standing})

    def after_a_colleague(self, stale: Stale) -> "ReturnRequestForm":
        """The form again as it was typed, with the colleague's words beside; sent again it replaces them."""
        data = self.data.copy()
        data["seen"] = stale.seen
        again = ReturnRequestForm(data, standing=str(stale.seen))
        again.add_error("reason", str(stale))
        return again
