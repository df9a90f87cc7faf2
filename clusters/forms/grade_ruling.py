"""To which units in question the meeting gave a grade."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusters import writing
from clusters.errors import Stale
from clusters.queries.grade_question import Asked
from clusters.queries.ranking import Line
from clusters.services.grade_ruling import Said


class _Units(forms.TypedMultipleChoiceField):
    """Any participant's key: that others are in question meanwhile is for the service to say, and nothing is lost."""

    def valid_value(self, value) -> bool:
        return str(value).isdecimal()


class GradeRulingForm(forms.Form):
    """A box for each unit in question, and the reason; `asked` and `seen` are what stood there when it was opened."""

    given = _Units(
        label=gettext_lazy("Units given the grade"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("A unit that is left out is considered for the next grade."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("What the meeting decided by, with the minutes."),
    )
    asked = forms.RegexField(r"^[0-9]+(,[0-9]+)*$", widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, asked: Asked, **kwargs) -> None:
        self.question, settled = asked, asked.settled
        before = {"given": settled.ruling.given, "reason": settled.ruling.reason} if settled else {}
        kwargs["initial"] = {"asked": _keys(asked), "seen": asked.ruling.pk if asked.ruling else 0, **before}
        super().__init__(*args, **kwargs)
        self.fields["given"].choices = [(line.participant.pk, _said(line)) for line in asked.lines]

    def deed(self) -> dict:
        """What the service takes besides the season and the grade."""
        cleaned = self.cleaned_data
        asked = [int(key) for key in cleaned["asked"].split(",")]
        return {"said": Said(asked, cleaned["given"], cleaned["reason"]), "seen": cleaned["seen"]}

    def again(self, stale: Stale) -> "GradeRulingForm":
        """What was ticked and typed, against what stands now, with the sentence on top."""
        fresh = self.data.copy()
        fresh["seen"], fresh["asked"] = str(stale.seen), _keys(self.question)
        again = GradeRulingForm(fresh, asked=self.question)
        again.add_error(None, str(stale))
        return again

    def versions(self, stale: Stale) -> list[tuple[str, str, str]]:
        """Mine beside theirs; nothing where nobody decided meanwhile, but other units are in question."""
        if not stale.theirs:
            return []
        mine = self.cleaned_data
        return [
            (str(self.fields["given"].label), self._names(mine["given"]), self._names(stale.theirs["given"])),
            (str(self.fields["reason"].label), mine["reason"], str(stale.theirs["reason"])),
        ]

    def _names(self, given) -> str:
        return ", ".join(map(str, self.question.split(given)[0])) or writing.NONE


def _keys(asked: Asked) -> str:
    return ",".join(str(key) for key in sorted(asked.question.units))


def _said(line: Line) -> str:
    points = writing.points(line.sheet.total)
    return _("{unit} – rank {rank}, {points} points").format(unit=line.participant, rank=line.rank, points=points)
