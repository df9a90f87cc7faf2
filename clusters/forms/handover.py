"""What is handed over, line by line, and the answer of the new head."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.forms.fields import DayField
from clusters.queries.handover import HandoverLine


class LineForm(forms.Form):
    what = forms.CharField(label=_("What is handed over"), max_length=500, required=False)
    who = forms.ChoiceField(
        label=_("Who goes on with it"), choices=HandoverLine.choices, required=False, initial=HandoverLine.NEW
    )


Lines = forms.formset_factory(LineForm, extra=3, max_num=60, absolute_max=60)


def lines_of(rows) -> list[tuple[str, HandoverLine]]:
    """The lines that say something, in their order."""
    given = (row.cleaned_data for row in rows.forms)
    return [
        (each["what"].strip(), HandoverLine(each["who"] or "new")) for each in given if each.get("what", "").strip()
    ]


class HandoverForm(forms.Form):
    on = DayField(
        label=_("From the day"), required=True, help_text=_("The new head leads the next year from this day.")
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What is not in the system: seal, funds, paper files, agreements."),
    )


class AnswerForm(forms.Form):
    """`seen` is the version that was read."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class RemarkForm(AnswerForm):
    remark = forms.CharField(
        label=_("What is missing or not true"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
