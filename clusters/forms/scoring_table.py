"""Forms of scoring tables: a new draft, and its criteria as one text."""

from decimal import Decimal

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusters.enums import RoundingMode
from clusters.errors import Stale
from clusters.forms.fields import NumberField
from clusters.models import Organisation, ScoringTableVersion
from clusters.scoring import notation
from clusters.writing import day, number

SHEET = {"rows": 18, "cols": 120, "wrap": "off", "spellcheck": "false", "class": "sheet-text"}


class HeadingForm(forms.Form):
    """What holds for the whole version."""

    legal_basis = forms.CharField(
        label=gettext_lazy("Legal basis"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("The decision or guideline that lays the table down."),
    )
    effective_on = forms.DateField(label=gettext_lazy("In force from"), help_text=gettext_lazy("dd/mm/yyyy"))
    step = NumberField(
        label=gettext_lazy("Rounding step in points"),
        digits=6,
        places=3,
        required=True,
        initial=Decimal("0.01"),
        help_text=gettext_lazy("Each criterion's points are rounded to a multiple of it, for example 0,01 or 0,25."),
    )
    rounding = forms.ChoiceField(
        label=gettext_lazy("Rounding"), choices=RoundingMode.choices, initial=RoundingMode.HALF_UP
    )

    def clean_step(self):
        step = self.cleaned_data["step"]
        if step <= 0:
            raise forms.ValidationError(_("The step must be more than 0, for example 0,01."))
        return step

    def heading(self) -> dict:
        """What the services take besides name and criteria."""
        return {name: self.cleaned_data[name] for name in HeadingForm.base_fields}


class DraftForm(HeadingForm):
    """A new version, still without criteria."""

    authority = forms.ModelChoiceField(Organisation.objects.none(), label=gettext_lazy("Authority"), empty_label=None)
    name = forms.CharField(
        label=gettext_lazy("Name of the table"),
        max_length=250,
        help_text=gettext_lazy("A name that the authority uses already gives the next version of that table."),
    )
    field_order = ("authority", "name")

    def __init__(self, *args, authorities, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].queryset = authorities

    def deed(self) -> dict:
        """What the drafting service takes."""
        return {"authority": self.cleaned_data["authority"], "name": self.cleaned_data["name"], **self.heading()}


class WriteForm(HeadingForm):
    """The criteria as one text; `reading` is what was understood of it. Unfinished tables are welcome."""

    criteria = forms.CharField(
        label=gettext_lazy("Criteria"),
        required=False,
        strip=False,
        max_length=200_000,
        widget=forms.Textarea(attrs=SHEET),
        help_text=gettext_lazy("One line for each criterion. Copy the cells in Excel and paste them here."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ("criteria",)

    def clean_criteria(self):
        reading = notation.read(self.cleaned_data["criteria"])
        if reading.misread:
            lines = ", ".join(dict.fromkeys(str(each.number) for each in reading.misread))
            said = _("Lines that cannot be read: %(lines)s. What to mend stands in the list by line.")
            raise forms.ValidationError(said, params={"lines": lines})
        return reading

    def deed(self) -> dict:
        """What the writing service takes besides the version."""
        return {"tree": self.cleaned_data["criteria"].tree, "seen": self.cleaned_data["seen"], **self.heading()}

    def rounding_of(self, version: ScoringTableVersion) -> tuple[Decimal, str]:
        """Step and mode as typed, as far as they can be read; else those of the draft."""
        typed = {} if not self.is_bound else {name: self.cleaned_data.get(name) for name in ("step", "rounding")}
        return typed.get("step") or version.step, typed.get("rounding") or version.rounding

    def after(self, stale: Stale, typed: QueryDict) -> "WriteForm":
        """The same typed text against what stands now, with the sentence on top."""
        fresh = typed.copy()
        fresh["seen"] = str(stale.seen)
        again = WriteForm(fresh)
        again.add_error(None, str(stale))
        return again

    def versions(self, stale: Stale) -> list[tuple[str, str, str]]:
        """The lines and the parts of the heading that are not the same, mine beside theirs."""
        theirs = stale.theirs
        mine = self.heading()
        shown = {name: (_shown(name, mine[name]), _shown(name, theirs[name])) for name in mine}
        heading = [(str(self.fields[name].label), *pair) for name, pair in shown.items() if pair[0] != pair[1]]
        return [*heading, *notation.differences(self.cleaned_data["criteria"], notation.read(str(theirs["criteria"])))]


def _shown(name: str, value) -> str:
    if name == "effective_on":
        return day(value)
    return number(value) if name == "step" else str(dict(RoundingMode.choices).get(value, value))
