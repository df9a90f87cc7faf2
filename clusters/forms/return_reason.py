"""Returning a report: a general reason and one beside each criterion; and the unit's answers to them."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clusters.errors import Stale
from clusters.forms.fields import DrawnField
from clusters.models import Criterion, ReturnReason
from clusters.queries.report import ReportLine, leaves
from clusters.services.return_reason import LONGEST


class ReturnForm(forms.Form):
    """Cleans to what the service takes: `reason`, and `reasons` by criterion. One of the two is enough."""

    reason = forms.CharField(
        label=_("What has to be mended"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        help_text=_("For the report as a whole. What concerns one criterion is better said beside it."),
    )

    def __init__(self, *args: Any, lines: list[ReportLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = leaves(lines)
        for line in self.lines:
            label = gettext("{code}: what has to be mended").format(code=line.criterion.code)
            area = forms.Textarea(attrs={"rows": 1})
            self.fields[_name(line.criterion)] = forms.CharField(
                label=label, required=False, max_length=LONGEST, widget=area
            )

    def rows(self) -> list[tuple[ReportLine, forms.BoundField]]:
        return [(line, self[_name(line.criterion)]) for line in self.lines]

    def clean(self) -> dict[str, Any]:
        said = {line.criterion: self.cleaned_data.get(_name(line.criterion), "") for line in self.lines}
        self.cleaned_data["reasons"] = {criterion: text for criterion, text in said.items() if text}
        if not self.cleaned_data.get("reason") and not self.cleaned_data["reasons"] and not self.errors:
            self.add_error("reason", gettext("Say what has to be mended: in general, or at the criteria."))
        return self.cleaned_data

    def given(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in ("reason", "reasons")}


class AnswerForm(forms.Form):
    """How each reason was met, with the answers that the page was drawn with."""

    drawn = DrawnField()

    def __init__(self, *args: Any, reasons: list[ReturnReason], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reasons = reasons
        for each in reasons:
            area = forms.Textarea(attrs={"rows": 2})
            self.fields[_answer(each.pk)] = forms.CharField(
                label=str(each.criterion), help_text=each.text, required=False, max_length=LONGEST, widget=area
            )
            self.initial[_answer(each.pk)] = each.answer
        self.initial["drawn"] = {str(each.pk): each.answer for each in reasons}

    def given(self) -> dict[str, dict[int, str]]:
        """What the service takes."""
        answers = {each.pk: self.cleaned_data[_answer(each.pk)] for each in self.reasons}
        return {"answers": answers, "seen": {int(pk): text for pk, text in self.cleaned_data["drawn"].items()}}

    def after_a_colleague(self, stale: Stale) -> "AnswerForm":
        """The form again as it was typed, with the colleague's answers beside; sent again it replaces them."""
        data = self.data.copy()
        fresh = {str(each.pk): each.answer for each in self.reasons} | {
            pk: each.answer for pk, each in stale.theirs.items()
        }
        data["drawn"] = self.fields["drawn"].prepare_value(fresh)
        again = AnswerForm(data, reasons=self.reasons)
        again.is_valid()
        for pk, each in stale.theirs.items():
            sentence = gettext("{name} answered meanwhile: “{text}”. Save again to replace it with yours.")
            again.add_error(_answer(pk), sentence.format(name=each.answered_by, text=each.answer))
        return again


def _name(criterion: Criterion) -> str:
    return f"criterion_{criterion.pk}"


def _answer(pk: int | str) -> str:
    return f"answer_{pk}"
