"""What is written when a ranking is sealed, and when it is sealed again."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusters.forms.assessment import Points
from clusters.models import Criterion, Report
from clusters.queries.ranking import Live


class Seal(forms.Form):
    """The reason for leaving units out, asked only where there are such units."""

    left_out_reason = forms.CharField(
        label=gettext_lazy("Why the units without a report are not considered"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, live: Live, **kwargs):
        super().__init__(*args, **kwargs)
        self.live = live
        if not live.unexplained:
            del self.fields["left_out_reason"]

    def left_out(self) -> str:
        return self.cleaned_data.get("left_out_reason", "")


class SealAgain(Seal):
    """Why it is replaced and, where points were wrong, the line that is mended."""

    reason = forms.CharField(
        label=gettext_lazy("Why the sealed ranking is replaced"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    report = forms.ModelChoiceField(Report.objects.none(), label=gettext_lazy("Unit to be mended"), required=False)
    criterion = forms.ModelChoiceField(Criterion.objects.none(), label=gettext_lazy("Line"), required=False)
    points = Points(label=gettext_lazy("Right points"), required=False)
    note = forms.CharField(label=gettext_lazy("Reason for these points"), max_length=1000, required=False)

    field_order = ["reason", "report", "criterion", "points", "note", "left_out_reason"]

    def __init__(self, *args, live: Live, **kwargs):
        super().__init__(*args, live=live, **kwargs)
        reports, criteria = self.fields["report"], self.fields["criterion"]
        ranked = [line.report.pk for line in live.lines]
        reports.queryset = Report.objects.filter(pk__in=ranked).select_related(
            "participant__organisation", "participant__season"
        )
        criteria.queryset = Criterion.objects.filter(version=live.season.table_id).exclude(rule_type="")
        # What the page has read already; only what is chosen is read again.
        none = [("", reports.empty_label)]
        reports.choices = [*none, *((line.report.pk, str(line.report)) for line in live.lines)]
        criteria.choices = [*none, *((each.pk, str(each)) for each in live.criteria.values() if each.rule_type)]

    def clean(self):
        cleaned = super().clean()
        asked = [name for name in ("report", "criterion", "points") if name not in self.errors]
        filled = [name for name in asked if cleaned.get(name) is not None]
        for name in asked:
            if filled and name not in filled:
                self.add_error(name, _("To mend points, choose the unit and the line, and write the points."))
        return cleaned

    def corrections(self) -> dict[Report, dict[Criterion, tuple[Decimal, str]]]:
        """What the service mends before it seals; empty when no line was chosen."""
        chosen = self.cleaned_data
        if chosen.get("report") is None:
            return {}
        return {chosen["report"]: {chosen["criterion"]: (chosen["points"], chosen["note"])}}

    def deed(self) -> dict:
        """What the service takes."""
        return {
            "reason": self.cleaned_data["reason"],
            "left_out_reason": self.left_out(),
            "corrections": self.corrections(),
        }

    def names(self) -> dict[str, str]:
        """Which field stands for the service's name of the mended line."""
        criterion = self.cleaned_data.get("criterion")
        return {f"points_{criterion.pk}": "points", f"note_{criterion.pk}": "note"} if criterion else {}
