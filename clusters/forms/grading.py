"""Grades, sanctions and tie-breakers as three texts, each a line for each row. Unfinished ones are welcome."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusters.errors import Stale
from clusters.queries import grading_draft as drafts
from clusters.scoring.grading import Grading, read_grading, rows

SHEET = {"cols": 120, "wrap": "off", "spellcheck": "false", "class": "sheet-text"}
LONGEST = 100_000


def _text(label, help_text, lines: int) -> forms.CharField:
    widget = forms.Textarea(attrs={**SHEET, "rows": lines})
    return forms.CharField(
        label=label, help_text=help_text, required=False, strip=False, max_length=LONGEST, widget=widget
    )


class GradingForm(forms.Form):
    """What was understood of the three texts; nothing typed is lost where a row cannot be read."""

    grades = _text(
        gettext_lazy("Grades"),
        gettext_lazy(
            "The best first: code, grade, from how many points (or per cent: 90 %), conditions with ; between them, "
            "quota in per cent, its rounding, what happens over it, grade in English."
        ),
        7,
    )
    sanctions = _text(
        gettext_lazy("Sanctions"),
        gettext_lazy("Sanction, when it bites, its effect, legal line, sanction in English."),
        7,
    )
    tie_breakers = _text(
        gettext_lazy("Tie-breakers"),
        gettext_lazy("What separates units of equal points, in the order in which it is asked; legal line."),
        5,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        cleaned = super().clean() or {}
        reading = drafts.read({sheet.name: cleaned.get(sheet.name) or "" for sheet in rows.SHEETS})
        self.content = reading.reading.json
        for sheet in rows.SHEETS:
            wrong = [each for each in reading.reading.misread if each.sheet == sheet.name]
            lines = ", ".join(dict.fromkeys(str(reading.line_of(sheet.name, each.number)) for each in wrong))
            if lines:
                said = _("Lines that cannot be read: %(lines)s. What to mend stands in the list by line.")
                self.add_error(sheet.name, forms.ValidationError(said, params={"lines": lines}))
        return cleaned

    def deed(self) -> dict:
        """What the writing service takes besides the version."""
        return {"content": self.content, "seen": self.cleaned_data["seen"]}

    def texts(self) -> dict[str, str]:
        """As typed, or as the draft stands."""
        return {sheet.name: self[sheet.name].value() or "" for sheet in rows.SHEETS}

    def after(self, stale: Stale, typed: QueryDict) -> "GradingForm":
        """The same typed texts against what stands now, with the sentence on top."""
        fresh = typed.copy()
        fresh["seen"] = str(stale.seen)
        again = GradingForm(fresh)
        again.add_error(None, str(stale))
        return again

    def versions(self, stale: Stale) -> list[tuple[str, str, str]]:
        """The rows that are not the same, mine beside theirs."""
        theirs = stale.theirs["grading"]
        return drafts.differences(
            read_grading(self.content), read_grading(theirs) if isinstance(theirs, dict) else Grading()
        )
