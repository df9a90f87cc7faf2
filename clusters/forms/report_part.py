"""Who fills in which criteria of a report, and by when."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clusters.forms.moment import MomentField
from clusters.models import Criterion, Report, ReportPart, User
from clusters.queries import post
from clusters.queries import report_part as queries
from clusters.services.report_part import Part


class CriterionChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Criterion) -> str:
        return str(obj) if obj.rule_type else gettext("{group} (the whole group)").format(group=obj)


class PartForm(forms.Form):
    """The colleague, the criteria or groups, the moment."""

    assignee = forms.ModelChoiceField(User.objects.none(), label=_("Colleague"), empty_label=_("Choose a colleague"))
    criteria = CriterionChoice(
        Criterion.objects.none(), label=_("Criteria or groups"), widget=forms.CheckboxSelectMultiple
    )
    due_at = MomentField(label=_("To be filled in by"))
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, report: Report, part: ReportPart | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = post.people_of(report.participant.organisation).order_by("name", "pk")
        self.fields["criteria"].queryset = queries.offered(report)
        if part:
            chosen = {each.pk for each in part.criteria.all()}
            self.initial |= {"assignee": part.assignee_id, "criteria": chosen, "due_at": part.due_at, "note": part.note}

    def part(self) -> Part:
        """What the service takes."""
        return Part(**self.cleaned_data)
