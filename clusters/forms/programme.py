"""Forms of coordination programmes: the list's filter, drafting, answering, agreeing, the yearly result."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters import vietnamese, writing
from clusters.enums import ProgrammeState
from clusters.errors import Stale
from clusters.forms.fields import DayField
from clusters.forms.filters import AuthorityField, ClusterField, ListFilter, YearField
from clusters.models import CoordinationProgramme, Organisation, ProgrammeResult
from clusters.services.programme import WRITTEN

TEXT = forms.Textarea(attrs={"rows": 5})
SHORT = forms.Textarea(attrs={"rows": 2})
Versions = list[tuple[object, object, object]]


class ProgrammeFilter(ListFilter):
    year = YearField()
    authority = AuthorityField()
    cluster = ClusterField()
    unit = forms.CharField(label=_("Words in the unit's name"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All states")), *ProgrammeState.choices]
    )

    def criteria(self) -> dict:
        """What the query takes; a filter that cannot be read counts as not set."""
        self.is_valid()
        chosen = {name: self.cleaned_data.get(name) for name in ("year", "authority", "cluster")}
        words = vietnamese.search_key(self.cleaned_data.get("unit", ""))
        return {**chosen, "unit": words, "state": self.cleaned_data.get("state", "")}


class WriteForm(forms.Form):
    """What the units agree on; the members chosen as partners are asked when it is saved."""

    title = forms.CharField(label=_("Name of the programme"), max_length=250)
    contents = forms.CharField(label=_("Contents"), widget=TEXT)
    starts_on = DayField(label=_("Starts on"), required=True)
    ends_on = DayField(label=_("Ends on"))
    partners = forms.ModelMultipleChoiceField(
        Organisation.objects.none(), label=_("Partners in the cluster"), widget=forms.CheckboxSelectMultiple
    )
    outside = forms.CharField(
        label=_("Partners outside the cluster"), widget=SHORT, required=False, help_text=_("One a line, with its name.")
    )

    def __init__(self, *args, members, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partners"].queryset = members

    def said(self) -> dict[str, Any]:
        """The words and days that the services take."""
        return {name: self.cleaned_data[name] for name in WRITTEN}


class DraftForm(WriteForm):
    lead = forms.ModelChoiceField(Organisation.objects.none(), label=_("Lead unit"), empty_label=None)

    field_order = ("lead", *WRITTEN[:2], "starts_on", "ends_on", "partners", "outside")

    def __init__(self, *args, own, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = own


class ChangeForm(WriteForm):
    seen = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, data, programme: CoordinationProgramme, members) -> "ChangeForm":
        """Drawn from what stands now."""
        standing = {name: getattr(programme, name) for name in WRITTEN}
        asked = list(programme.partners.values_list("organisation", flat=True))
        return cls(data, initial={**standing, "partners": asked, "seen": programme.version}, members=members)

    def again(self, stale: Stale) -> "ChangeForm":
        """The same typed text against the version that stands now, with the sentence on top."""
        fresh = self.data.copy()
        fresh["seen"] = str(stale.seen)
        form = ChangeForm(fresh, members=self.fields["partners"].queryset)
        form.add_error(None, str(stale))
        return form

    def versions(self, stale: Stale) -> Versions:
        """What was typed beside what a colleague saved, where they differ."""
        mine = self.said()
        pairs = [(self.fields[n].label, mine[n], theirs) for n, theirs in stale.theirs.items() if mine[n] != theirs]
        return [(label, _said(yours), _said(theirs)) for label, yours, theirs in pairs]


def _said(value: Any) -> str:
    return writing.day(value) if hasattr(value, "year") else str(value or writing.NONE)


class AnswerForm(forms.Form):
    """`seen` is the version whose words are answered."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    confirms = forms.TypedChoiceField(
        label=_("Your unit"),
        choices=[("yes", _("takes part")), ("no", _("does not take part"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Why not"), max_length=300, required=False, widget=SHORT)


class AgreeForm(forms.Form):
    upload = forms.FileField(
        label=_("Signed paper"), required=False, help_text=_("Where the units have signed one on paper.")
    )


class CancelForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=SHORT)


class ResultForm(forms.Form):
    """`seen` is the last version that was read, 0 before the first."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(label=_("Result of the year"), widget=TEXT)
    figures = forms.CharField(label=_("Figures"), widget=TEXT, required=False, help_text=_("One a line."))
    upload = forms.FileField(
        label=_("File"), required=False, help_text=_("With a file the units can cite the result in their reports.")
    )
    reason = forms.CharField(label=_("Why it is corrected"), max_length=300, required=False, widget=SHORT)

    @classmethod
    def of(cls, data, files, last: ProgrammeResult | None) -> "ResultForm":
        """Drawn from the version that counts; only a correction asks why."""
        first: dict[str, Any] = {"seen": 0}
        if last:
            first = {"seen": last.number, "text": last.text, "figures": last.figures}
        form = cls(data, files, initial=first)
        if last is None:
            del form.fields["reason"]
        return form

    def again(self, stale: Stale) -> "ResultForm":
        """The same typed text as a correction of what a colleague entered."""
        fresh = self.data.copy()
        fresh["seen"] = str(stale.seen)
        form = ResultForm(fresh)
        form.add_error(None, str(stale))
        return form

    def versions(self, stale: Stale) -> Versions:
        """What was typed beside what a colleague entered."""
        mine = self.cleaned_data
        return [(self.fields[n].label, mine[n] or writing.NONE, theirs) for n, theirs in stale.theirs.items()]
