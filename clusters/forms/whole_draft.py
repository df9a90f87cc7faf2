"""A form that writes a part of a draft as a whole, after the state that was seen: texts for which grids may stand."""

from typing import Any, ClassVar, Self

from django import forms
from django.http import QueryDict

from clusters.errors import Stale

SHEET = {"cols": 120, "wrap": "off", "spellcheck": "false", "class": "sheet-text"}


class WholeDraftForm(forms.Form):
    """`SHEETS` are the fields whose text is a line for each row, with tabs between the cells."""

    SHEETS: ClassVar[tuple[str, ...]] = ()
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def sheets(self) -> list[forms.BoundField]:
        return [self[name] for name in self.SHEETS]

    @property
    def others(self) -> list[forms.BoundField]:
        """Fields beside the texts."""
        return [bound for bound in self if bound.name not in self.SHEETS]

    def texts(self) -> dict[str, str]:
        """As typed, or as the draft stands."""
        return {name: self[name].value() or "" for name in self.SHEETS}

    def deed(self) -> dict[str, Any]:
        """What the writing service takes besides the version."""
        raise NotImplementedError

    def versions(self, stale: Stale) -> list[tuple[str, str, str]]:
        """What is not the same, mine beside theirs."""
        raise NotImplementedError

    def after(self, stale: Stale, typed: QueryDict) -> Self:
        """The same typed text against what stands now, with the sentence on top."""
        fresh = typed.copy()
        fresh["seen"] = str(stale.seen)
        again = type(self)(fresh)
        again.add_error(None, str(stale))
        return again


def sheet_field(label: Any, help_text: Any, lines: int, longest: int) -> forms.CharField:
    """The text of one sheet."""
    widget = forms.Textarea(attrs={"rows": lines, **SHEET})
    return forms.CharField(
        label=label, help_text=help_text, required=False, strip=False, max_length=longest, widget=widget
    )
