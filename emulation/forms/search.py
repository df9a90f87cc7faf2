"""What a person types into the search box."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters import vietnamese

SHORTEST = 2


class Search(forms.Form):
    """Words. The part of the system is asked for by its link alone, so that a new search is for everything again."""

    q = forms.CharField(label=_("Search for"), required=False, max_length=200)

    def clean_q(self) -> list[str]:
        words = vietnamese.search_key(self.cleaned_data["q"]).split()
        if words and max(len(word) for word in words) < SHORTEST:
            raise forms.ValidationError(_("Write at least two letters or digits of one word."))
        return words

    def wish(self) -> tuple[list[str], str]:
        """The words without marks and the part asked for; nothing where the input makes no sense."""
        self.is_valid()
        return self.cleaned_data.get("q") or [], self.data.get("part", "")
