"""Forms of requests for information: the list's filter, asking, replying, declining."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.enums import InformationForm
from clusters.forms.exchange import ExchangeFilter
from clusters.forms.fields import DayField, NumberField
from clusters.models import InformationRequest, Organisation

TEXT = forms.Textarea(attrs={"rows": 5})


class RequestFilter(ExchangeFilter):
    STATES = [("open", _("being collected")), ("overdue", _("overdue")), ("closed", _("closed"))]


class AskForm(forms.Form):
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Asked by"), empty_label=None)
    members = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=_("Members asked"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none to ask all other members."),
    )
    title = forms.CharField(label=_("Request in short"), max_length=200)
    text = forms.CharField(label=_("What is asked for"), widget=TEXT)
    form = forms.ChoiceField(label=_("Form of the reply"), choices=InformationForm.choices)
    unit_of_measure = forms.CharField(
        label=_("Unit of measure"), max_length=40, required=False, help_text=_("Only where a figure is asked for.")
    )
    due_on = DayField(label=_("Due on"), required=True)
    for_all = forms.BooleanField(
        label=_("All members see the replies"),
        required=False,
        help_text=_("Otherwise your unit and the members asked see them."),
    )

    def __init__(self, *args, seats, members, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset, self.fields["members"].queryset = seats, members

    def deed(self) -> dict[str, Any]:
        """What the service takes."""
        said = dict(self.cleaned_data)
        chosen = {name: said.pop(name) for name in ("organisation", "members")}
        return {**chosen, "values": said}


class ReplyForm(forms.Form):
    """The field of the form that was asked for, with words beside it; or why the unit declines."""

    value = NumberField(label=_("Figure"), digits=18, places=4)
    text = forms.CharField(label=_("Reply"), widget=TEXT, required=False)
    upload = forms.FileField(
        label=_("File"), required=False, help_text=_("Leave it empty to keep the file that is there.")
    )
    reason = forms.CharField(label=_("… or why your unit declines"), required=False, max_length=300)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, request: InformationRequest, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.fields["value"].label = f"{self.fields['value'].label} ({request.unit_of_measure})"
        if request.form != InformationForm.FIGURE:
            del self.fields["value"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("reason") and (said.get("text") or said.get("value") is not None or said.get("upload")):
            self.add_error("reason", _("Either a reply or why your unit declines, not both."))
        return said

    def against(self, seen: int) -> "ReplyForm":
        """What was typed, to be written over the version that stands now."""
        return ReplyForm({**self.data.dict(), "seen": seen}, request=self.request)
