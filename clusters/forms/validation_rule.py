"""A validation rule as an author writes it, and how figures are compared with the years before."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusters import validating
from clusters.enums import ReportedFor, RuleOperator, Severity
from clusters.errors import Stale
from clusters.forms.fields import NumberField
from clusters.forms.whole_draft import WholeDraftForm, sheet_field
from clusters.models import ScoringTableVersion
from clusters.queries import validation_draft as drafts
from clusters.validating import Method, ValidationRule, rule_row
from clusters.validating.rows import RULES

LONGEST = 500
_SIDE = gettext_lazy("For example [I.1] + 2 × [I.2:numerator], or last year [I.1] × 1.2")


class ExpressionField(forms.CharField):
    """Sums of figures and numbers; cleans to an expression."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": LONGEST, **kwargs})

    def clean(self, value: Any) -> validating.Expression:
        try:
            return validating.read_expression(super().clean(value))
        except validating.NotAnExpression as wrong:
            said = (
                _("This cannot be read: {text}").format(text=wrong.at) if wrong.at else _("Something is missing here.")
            )
            raise forms.ValidationError(said) from wrong


class SeenForm(forms.Form):
    """Says from which state it was drawn."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def after(self, stale: Stale):
        """The same typed text against what stands now."""
        again = type(self)({**self.data.dict(), "seen": str(stale.seen)})
        again.add_error(None, str(stale))
        return again


class RuleForm(SeenForm):
    reported = forms.ChoiceField(
        label=gettext_lazy("Speaks of"),
        choices=[("", gettext_lazy("the year")), *ReportedFor.choices],
        required=False,
        help_text=gettext_lazy(rule_row.ABOUT),
    )
    left = ExpressionField(label=gettext_lazy("Left side"), help_text=_SIDE)
    operator = forms.ChoiceField(label=gettext_lazy("Relation"), choices=RuleOperator.choices)
    right = ExpressionField(label=gettext_lazy("Right side"), help_text=gettext_lazy("The lower bound of “between”."))
    upper = ExpressionField(label=gettext_lazy("Upper bound"), help_text=gettext_lazy("Only for “between”."))
    severity = forms.ChoiceField(label=gettext_lazy("Severity"), choices=Severity.choices)
    message = forms.CharField(label=gettext_lazy("Message in Vietnamese"), max_length=LONGEST)
    message_en = forms.CharField(label=gettext_lazy("Message in English"), max_length=LONGEST, required=False)

    def rule(self, code: str = "") -> ValidationRule:
        """What the service takes."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return ValidationRule(code=code, **said)


class RulesForm(WholeDraftForm):
    """All rules as one text, a line for each; nothing typed is lost where a line cannot be read."""

    SHEETS = (RULES,)
    rules = sheet_field(
        gettext_lazy("Validation rules"),
        gettext_lazy(
            "Code (empty takes the next one), left side, relation, right side, upper bound, severity, message, message "
            "in English, what it speaks of (empty: the year)."
        ),
        10,
        100_000,
    )

    def clean(self):
        cleaned = super().clean() or {}
        draft = drafts.read(cleaned.get(RULES) or "")
        self.found = draft.reading.rules
        lines = ", ".join(dict.fromkeys(str(draft.lines[each.number - 1]) for each in draft.reading.misread))
        if lines:
            said = _("Lines that cannot be read: %(lines)s. What to mend stands in the list by line.")
            self.add_error(RULES, forms.ValidationError(said, params={"lines": lines}))
        return cleaned

    def deed(self) -> dict[str, Any]:
        return {"rules": self.found, "seen": self.cleaned_data["seen"]}

    def versions(self, stale: Stale) -> list[tuple[str, str, str]]:
        return drafts.differences(self.found, validating.read_validation(stale.theirs["validation"]).rules)

    def preview(self, version: ScoringTableVersion) -> drafts.Preview:
        """What the text would give, as far as it can be read."""
        return drafts.preview(self.texts()[RULES], version)


def initial_of(rule: ValidationRule) -> dict[str, Any]:
    """The rule as its form begins."""
    words = {name: getattr(rule, name) for name in ("reported", "operator", "severity", "message", "message_en")}
    return words | {name: rule_row.side(rule, getattr(rule, name)) for name in ("left", "right", "upper")}


class OutlierForm(SeenForm):
    compared = forms.BooleanField(label=gettext_lazy("Compare figures with the years before"), required=False)
    factor = NumberField(label=gettext_lazy("So many times the usual distance from the middle"), required=True)
    floor = NumberField(
        label=gettext_lazy("The usual distance is at least so many per cent of the middle"), required=True
    )
    least_years = forms.IntegerField(label=gettext_lazy("From so many years on"), min_value=2, max_value=20)
    most_years = forms.IntegerField(label=gettext_lazy("Years looked back at most"), min_value=2, max_value=20)
    ratio = NumberField(label=gettext_lazy("With fewer years: so many times"), required=True)

    slack = NumberField(label=gettext_lazy("A change of no more than this is never odd"), required=True)

    def method(self) -> Method | None:
        """None where figures are not compared."""
        if not self.cleaned_data["compared"]:
            return None
        return Method(**{name: self.cleaned_data[name] for name in Method._fields})


def initial_method(method: Method | None) -> dict[str, Any]:
    """What stands, or what can be proposed."""
    return {**(method or Method())._asdict(), "compared": method is not None}
