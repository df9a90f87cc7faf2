"""Grades, sanctions and tie-breakers as three texts, each a line for each row. Unfinished ones are welcome."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusters.errors import Stale
from clusters.forms.whole_draft import WholeDraftForm, sheet_field
from clusters.models import ScoringTableVersion
from clusters.queries import grading_draft as drafts
from clusters.scoring.grading import Grading, read_grading, rows

LONGEST = 100_000


class GradingForm(WholeDraftForm):
    """What was understood of the three texts; nothing typed is lost where a row cannot be read."""

    SHEETS = tuple(sheet.name for sheet in rows.SHEETS)
    grades = sheet_field(
        gettext_lazy("Grades"),
        gettext_lazy(
            "The best first: code, grade, from how many points (or per cent: 90 %), conditions with ; between them, "
            "quota in per cent, its rounding, what happens over it, grade in English."
        ),
        7,
        LONGEST,
    )
    sanctions = sheet_field(
        gettext_lazy("Sanctions"),
        gettext_lazy("Sanction, when it bites, its effect, legal line, sanction in English."),
        7,
        LONGEST,
    )
    tie_breakers = sheet_field(
        gettext_lazy("Tie-breakers"),
        gettext_lazy("What separates units of equal points, in the order in which it is asked; legal line."),
        5,
        LONGEST,
    )

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

    def deed(self) -> dict[str, Any]:
        return {"content": self.content, "seen": self.cleaned_data["seen"]}

    def versions(self, stale: Stale) -> list[tuple[str, str, str]]:
        theirs = stale.theirs["grading"]
        return drafts.differences(
            read_grading(self.content), read_grading(theirs) if isinstance(theirs, dict) else Grading()
        )

    def preview(self, version: ScoringTableVersion) -> drafts.Preview:
        """What the texts would give, as far as they can be read."""
        return drafts.preview(self.texts(), version)
