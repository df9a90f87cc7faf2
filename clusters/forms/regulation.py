"""Forms around the operating regulations of a cluster; the draft itself is in `regulation_draft`."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from clusters import writing
from clusters.enums import AnswerOutcome
from clusters.errors import Stale
from clusters.forms.fields import DayField
from clusters.forms.filters import AuthorityField, ListFilter
from clusters.models import Meeting, Organisation, RegulationAnswer, RegulationVersion
from clusters.queries.regulation_register import STANDINGS
from clusters.regulating.wording import Part
from clusters.services.regulation_adoption import Votes


class RegulationFilter(ListFilter):
    words = forms.CharField(label=_("Words in the name of the cluster"), required=False, max_length=100)
    unit = forms.CharField(label=_("Words in the unit's name"), required=False, max_length=100)
    authority = AuthorityField()
    standing = forms.ChoiceField(label=_("Regulations"), required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["standing"].choices = [("", _("All")), *STANDINGS.items()]

    def criteria(self) -> dict[str, Any]:
        """What the query takes; a filter that cannot be read counts as not set."""
        self.is_valid()
        chosen = self.cleaned_data
        names = {"words": "", "unit": "", "authority": None, "standing": ""}
        return {name: chosen.get(name) or nothing for name, nothing in names.items()}


class StartForm(forms.Form):
    """What the new version begins with; the first one of a cluster has a name too."""

    name = forms.CharField(label=_("Name of the regulations"), max_length=250)
    base = forms.ModelChoiceField(
        RegulationVersion.objects.none(),
        label=_("Start from"),
        required=False,
        empty_label=_("An empty draft"),
        help_text=_("The text and the terms are copied; you can change all of them."),
    )

    def __init__(self, *args, bases, first: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["base"].queryset = bases
        if not first:
            del self.fields["name"]


class ModelForm(forms.Form):
    """A new model of an authority."""

    authority = forms.ModelChoiceField(Organisation.objects.none(), label=_("Authority"), empty_label=None)
    name = forms.CharField(label=_("Name of the regulations"), max_length=250)

    def __init__(self, *args, authorities, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].queryset = authorities


class IssueForm(forms.Form):
    on = DayField(label=_("Issued on"), required=True)
    number = forms.CharField(label=_("Number of the decision"), max_length=60, required=False)


class ConsultForm(forms.Form):
    until = DayField(label=_("The members comment until"), required=True)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class CommentForm(forms.Form):
    """One remark, of one of the person's units, on one article or on the whole."""

    organisation = forms.ChoiceField(label=_("Unit that comments"))
    article = forms.ChoiceField(label=_("Article"), required=False)
    text = forms.CharField(
        label=_("Comment"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What should be different, and why. A comment cannot be changed; you can make another one."),
    )

    def __init__(self, *args, own: list[Organisation], articles: list[Part], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.own = {str(unit.pk): unit for unit in own}
        self.fields["organisation"].choices = [(pk, str(unit)) for pk, unit in self.own.items()]
        named = [(each.number, f"Điều {each.number}. {each.title}") for each in articles]
        self.fields["article"].choices = [("", _("The whole text")), *named]

    def clean_organisation(self) -> Organisation:
        return self.own[self.cleaned_data["organisation"]]


class AnswerForm(forms.Form):
    """`seen` is the pk of the answer that stood when the page was drawn, 0 for none."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    outcome = forms.ChoiceField(label=_("What becomes of the comment"), choices=AnswerOutcome.choices)
    text = forms.CharField(
        label=_("Answer"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Needed where the comment is not taken in, or only partly."),
    )

    def __init__(self, *args, standing: RegulationAnswer | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = standing.pk if standing else 0

    def after(self, stale: Stale, typed: QueryDict) -> "AnswerForm":
        """The same typed text against the answer that stands now, with the sentence on top."""
        fresh = typed.copy()
        fresh["seen"] = str(stale.seen)
        again = AnswerForm(fresh)
        again.add_error(None, str(stale))
        return again


class AdoptForm(forms.Form):
    """The meeting that adopted the text, as its minutes say."""

    meeting = forms.ModelChoiceField(
        Meeting.objects.none(),
        label=_("Meeting"),
        required=False,
        empty_label=_("It was not held in this system"),
        help_text=_("Its day and its attendance are held against what you enter."),
    )
    adopted_on = DayField(label=_("Day of the meeting"), required=True)
    present = forms.IntegerField(label=_("Members at the meeting"), min_value=0, max_value=9999)
    in_writing = forms.IntegerField(
        label=_("Absent members that voted in writing"), min_value=0, max_value=9999, initial=0
    )
    in_favour = forms.IntegerField(label=_("Votes in favour"), min_value=0, max_value=9999)
    against = forms.IntegerField(label=_("Votes against"), min_value=0, max_value=9999, initial=0)
    in_force_on = DayField(label=_("In force from"), required=True)
    number = forms.CharField(label=_("Number of the decision"), max_length=60, required=False)
    minutes = forms.FileField(label=_("Minutes of the meeting"), required=False, help_text=_("PDF, Word or a scan."))

    def __init__(self, *args, meetings, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = meetings
        self.fields["meeting"].label_from_instance = lambda each: f"{writing.day(each.starts_at)} – {each}"

    def deed(self) -> dict[str, Any]:
        """What the adopting service takes."""
        said = dict(self.cleaned_data)
        counted = {name: said.pop(name) for name in ("present", "in_writing", "in_favour", "against")}
        return {**said, "votes": Votes(**counted)}
