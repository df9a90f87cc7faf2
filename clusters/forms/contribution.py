"""Forms of contributions: the list's filter, the plan, a payment, an expense, a mistake taken back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters import clock, dong, vietnamese, writing
from clusters.enums import ExpensePurpose, Payment
from clusters.errors import Stale
from clusters.forms.fields import DayField
from clusters.forms.filters import AuthorityField, ClusterField, ListFilter, YearField
from clusters.models import ContributionPlan, Participant

SHORT = forms.Textarea(attrs={"rows": 2})
Versions = list[tuple[object, object, object]]


class ContributionFilter(ListFilter):
    year = YearField()
    authority = AuthorityField()
    cluster = ClusterField()
    unit = forms.CharField(label=_("Words in the unit's name"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All states")), *Payment.choices])

    def criteria(self) -> dict:
        """What the query takes; a filter that cannot be read counts as not set."""
        self.is_valid()
        chosen = {name: self.cleaned_data.get(name) for name in ("year", "authority", "cluster")}
        words = vietnamese.search_key(self.cleaned_data.get("unit", ""))
        return {**chosen, "unit": words, "state": self.cleaned_data.get("state", "")}


class DongField(forms.CharField):
    """Whole đồng: 1.500.000 or 1,5 triệu; an integer, None when left empty."""

    widget = forms.TextInput(attrs={"autocomplete": "off"})
    most = 10**15 - 1

    def __init__(self, **kwargs: Any) -> None:
        said = {"max_length": 40, "required": False, "help_text": _("Whole đồng, such as 1.500.000.")}
        super().__init__(**{**said, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return writing.number(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            amount = dong.parse(text)
        except dong.NotAnAmount as wrong:
            raise forms.ValidationError(str(wrong)) from wrong
        if abs(amount) > self.most:
            raise forms.ValidationError(_("This is more than an account can hold. Check the amount."))
        return amount


class PlanForm(forms.Form):
    """`seen` is the version that was read, 0 before the first. Each unit may have an own amount."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    basis = forms.CharField(
        label=_("Basis"), widget=SHORT, help_text=_("The regulations, or what the meeting decided, with its day.")
    )
    amount = DongField(label=_("Amount of each unit"), required=True)
    due_on = DayField(label=_("Due on"), required=True)

    def __init__(self, *args, units: list[Participant], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.units = {f"own-{each.pk}": each for each in units}
        for name, unit in self.units.items():
            label = _("Own amount: {unit}").format(unit=unit)
            self.fields[name] = DongField(label=label, help_text=_("Empty: as the others; 0: pays nothing."))

    @classmethod
    def of(cls, data, plan: ContributionPlan | None, units: list[Participant]) -> "PlanForm":
        """Drawn from what stands now."""
        first: dict[str, Any] = {"seen": 0}
        if plan:
            first = {"seen": plan.version, "basis": plan.basis, "amount": plan.amount, "due_on": plan.due_on}
            first |= {f"own-{each.participant_id}": each.amount for each in plan.shares.all()}
        return cls(data, initial=first, units=units)

    def own(self) -> dict[Participant, int]:
        """Units with an amount of their own."""
        typed = {unit: self.cleaned_data[name] for name, unit in self.units.items()}
        return {unit: amount for unit, amount in typed.items() if amount is not None}

    def again(self, stale: Stale) -> "PlanForm":
        """The same typed text against the version that stands now, with the sentence on top."""
        fresh = self.data.copy()
        fresh["seen"] = str(stale.seen)
        form = PlanForm(fresh, units=list(self.units.values()))
        form.add_error(None, str(stale))
        return form

    def versions(self, stale: Stale) -> Versions:
        """What was typed beside what a colleague saved, where they differ."""
        mine = self.cleaned_data
        pairs = [(self.fields[n].label, mine[n], theirs) for n, theirs in stale.theirs.items() if mine[n] != theirs]
        return [(label, _said(yours), _said(theirs)) for label, yours, theirs in pairs]


def _said(value: Any) -> str:
    if hasattr(value, "year"):
        return writing.day(value)
    return writing.number(value) if isinstance(value, int) else str(value)


class PaymentForm(forms.Form):
    participant = forms.ModelChoiceField(Participant.objects.none(), label=_("Unit"), empty_label=_("Choose a unit"))
    amount = DongField(label=_("Amount"), required=True)
    paid_on = DayField(label=_("Paid on"), required=True)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    upload = forms.FileField(label=_("Paper"), required=False, help_text=_("Receipt or transfer slip."))

    def __init__(self, *args, seats, **kwargs) -> None:
        super().__init__(*args, **{"initial": {"paid_on": clock.today()}, **kwargs})
        self.fields["participant"].queryset = seats


class ReturnForm(forms.Form):
    participant = forms.ModelChoiceField(Participant.objects.none(), label=_("Unit"), empty_label=_("Choose a unit"))
    amount = DongField(label=_("Amount"), required=True)
    paid_on = DayField(label=_("Returned on"), required=True)
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=SHORT)
    upload = forms.FileField(label=_("Paper"), required=False, help_text=_("Receipt or transfer slip."))

    def __init__(self, *args, seats, **kwargs) -> None:
        super().__init__(*args, **{"initial": {"paid_on": clock.today()}, **kwargs})
        self.fields["participant"].queryset = seats


class ExpenseForm(forms.Form):
    text = forms.CharField(label=_("What for"), max_length=300)
    purpose = forms.ChoiceField(label=_("Purpose"), choices=ExpensePurpose.choices)
    amount = DongField(label=_("Amount"), required=True)
    spent_on = DayField(label=_("Spent on"), required=True)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    upload = forms.FileField(label=_("Paper"), required=False, help_text=_("Invoice or payment slip."))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **{"initial": {"spent_on": clock.today()}, **kwargs})


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=SHORT)
