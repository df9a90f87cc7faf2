"""Matching a table with an older one: for each line the codes that it continues."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext as _

from clusters import canonical
from clusters.errors import Stale
from clusters.models import Criterion, ScoringTableVersion
from clusters.queries import table_match as queries
from clusters.queries.table_match import Matching
from clusters.scoring.matching import SAME_TEXT, Pair

BETWEEN = re.compile(r"\s*[;,\n]\s*")


class Row(NamedTuple):
    """A new line with its field; `hint` says why something is proposed."""

    criterion: Criterion
    field: forms.BoundField
    hint: str


class OlderForm(forms.Form):
    """With which version; in the address, so that the page can be sent to a colleague."""

    def __init__(self, *args: Any, choices: Iterable[ScoringTableVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(each.pk, str(each)) for each in choices]
        self.fields["with"] = forms.ChoiceField(label=_("Older table"), choices=named, required=False)


class MatchForm(forms.Form):
    """A field for each line of the newer table; several codes with a semicolon between them."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, found: Matching, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = found
        self.initial["seen"] = queries.fingerprint(found.pairs)
        given = found.pairs or {(each.old, each.new) for each in found.proposed}
        for code in found.new.criteria:
            label = _("{code} continues").format(code=code)
            widget = forms.TextInput(attrs={"autocomplete": "off", "class": "form-control form-control-sm"})
            self.fields[name_of(code)] = forms.CharField(label=label, required=False, max_length=300, widget=widget)
            self.initial[name_of(code)] = "; ".join(sorted(old for old, new in given if new == code))

    def rows(self) -> list[Row]:
        """What the page shows, line by line."""
        why = {each.new: each.why for each in self.found.proposed}
        words = {True: _("proposed: the same words"), False: _("proposed: the same code")}
        hints = {code: words[reason == SAME_TEXT] for code, reason in why.items()}
        return [Row(each, self[name_of(code)], hints.get(code, "")) for code, each in self.found.new.criteria.items()]

    def clean(self) -> dict[str, Any]:
        self.pairs: set[Pair] = set()
        for code in self.found.new.criteria:
            for old in self._codes(code):
                self.pairs.add((old, code))
        return self.cleaned_data

    def _codes(self, code: str) -> list[str]:
        given = [one for one in BETWEEN.split(self.cleaned_data.get(name_of(code), "").strip()) if one]
        unknown = [one for one in given if one not in self.found.old.criteria]
        if unknown:
            said = _("The older table has no line “{code}”.").format(code=unknown[0])
            self.add_error(name_of(code), said)
        return given

    def after(self, stale: Stale) -> "MatchForm":
        """What was typed, to be saved against what stands now."""
        again = MatchForm({**self.data.dict(), "seen": str(stale.seen)}, found=self.found)
        again.add_error(None, str(stale))
        return again

    def versions(self, stale: Stale) -> list[tuple[str, str, str]]:
        """Lines where a colleague matched something else, mine beside theirs."""
        theirs = {code: str(words) for code, words in stale.theirs.items()}
        mine = {code: "; ".join(sorted(o for o, n in self.pairs if n == code)) for code in self.found.new.criteria}
        return [(code, mine[code], theirs.get(code, "")) for code in mine if mine[code] != theirs.get(code, "")]


def name_of(code: str) -> str:
    """The same however the draft is written anew, as long as the line keeps its code."""
    return f"m{canonical.sha256(code)[:10]}"
