"""The library: its filter, a new document, a newer version, a withdrawal."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.enums import DocumentKind
from clusters.errors import Stale
from clusters.forms.fields import DayField
from clusters.forms.filters import AuthorityField, ClusterField, ListFilter


class DocumentFilter(ListFilter):
    words = forms.CharField(label=_("Words in the title"), required=False, max_length=100)
    year = forms.IntegerField(label=_("Added or renewed in the year"), required=False, min_value=1990, max_value=2100)
    authority = AuthorityField()
    cluster = ClusterField()
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All kinds")), *DocumentKind.choices])
    must = forms.BooleanField(label=_("only what must be read"), required=False)
    ever = forms.BooleanField(label=_("withdrawn ones too"), required=False)

    def criteria(self) -> dict:
        """What the query takes; a filter that cannot be read counts as not set."""
        self.is_valid()
        chosen = self.cleaned_data
        words = {name: chosen.get(name, "") for name in ("words", "kind")}
        bodies = {name: chosen.get(name) for name in ("year", "authority", "cluster")}
        return {**words, **bodies, "must": chosen.get("must", False), "ever": chosen.get("ever", False)}


READ_BY = {
    "label": _("To be read by"),
    "help_text": _("dd/mm/yyyy; leave it empty where nobody has to confirm."),
}


class AddForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=250)
    kind = forms.ChoiceField(label=_("Kind"), choices=DocumentKind.choices)
    upload = forms.FileField(label=_("File"))
    read_by = DayField(**READ_BY)


class RenewForm(forms.Form):
    upload = forms.FileField(label=_("File"))
    note = forms.CharField(label=_("What is new"), max_length=300)
    read_by = DayField(**READ_BY)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def against(self, stale: Stale) -> "RenewForm":
        """What was typed, to follow the version that stands now; a browser asks for the file again."""
        fresh = RenewForm({**self.data.dict(), "seen": stale.seen}, self.files)
        fresh.add_error(None, str(stale))
        return fresh


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
