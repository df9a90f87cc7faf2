"""Forms of questions among members: the list's filter, asking, answering, correcting."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.enums import QuestionState
from clusters.forms.exchange import ExchangeFilter
from clusters.models import Organisation

TEXT = forms.Textarea(attrs={"rows": 6})


class QuestionFilter(ExchangeFilter):
    STATES = QuestionState.choices

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = _("Words in question or answers")


class AskForm(forms.Form):
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Asked by"), empty_label=None)
    addressee = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Asked of"), required=False, empty_label=_("All members")
    )
    title = forms.CharField(label=_("Question in short"), max_length=200)
    text = forms.CharField(label=_("Question"), widget=TEXT)

    def __init__(self, *args, seats, members, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset, self.fields["addressee"].queryset = seats, members


class AnswerForm(forms.Form):
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Answered by"), empty_label=None)
    text = forms.CharField(label=_("Answer"), widget=TEXT)
    upload = forms.FileField(label=_("File"), required=False)

    def __init__(self, *args, seats, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = seats


class CorrectForm(forms.Form):
    text = forms.CharField(label=_("Answer"), widget=TEXT)
    upload = forms.FileField(
        label=_("File"), required=False, help_text=_("Leave it empty to keep the file that is there.")
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def against(self, seen: int) -> "CorrectForm":
        """What was typed, to be written over the version that stands now."""
        return CorrectForm({**self.data.dict(), "seen": seen})
