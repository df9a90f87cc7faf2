"""Form of movements: launching one by a decision."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.forms.decision import PaperForm
from clusters.models import Organisation


class LaunchForm(PaperForm):
    """A new movement, the decision that launches it, and the units it concerns."""

    authority = forms.ModelChoiceField(Organisation.objects.none(), label=_("Launched by"), empty_label=None)
    name = forms.CharField(label=_("Name of the movement"), max_length=300)
    motto = forms.CharField(label=_("Motto"), max_length=300, required=False)
    starts_on = forms.DateField(label=_("Starts on"), help_text=_("dd/mm/yyyy"))
    ends_on = forms.DateField(
        label=_("Ends on"), required=False, help_text=_("dd/mm/yyyy; empty where no end is named.")
    )
    contents = forms.CharField(
        label=_("Contents"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One content per line, in the order of the decision."),
    )
    scope_text = forms.CharField(
        label=_("Scope in words"),
        max_length=300,
        required=False,
        help_text=_("As the decision says it, for example: all units of the ministry."),
    )
    scope = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=_("Units in scope"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The people of these units see the movement and are told; nobody else is."),
    )
    OWN = ("authority", "name", "motto", "starts_on", "ends_on", "scope_text", "scope")
    field_order = ("authority", *PaperForm.PAPER, "name", "motto", "starts_on", "ends_on", "contents", "scope_text")

    def __init__(self, *args, authorities, units, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].queryset = authorities
        self.fields["scope"].queryset = units

    def clean_contents(self):
        return [line.strip() for line in self.cleaned_data["contents"].splitlines() if line.strip()]

    def clean(self):
        starts, ends = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The movement must not end before it starts. Choose a later day."))
        return self.cleaned_data

    def deed(self) -> dict:
        """What the launching service takes."""
        own = {name: self.cleaned_data[name] for name in self.OWN}
        return {**own, "contents": self.cleaned_data["contents"], "paper": self.paper()}
