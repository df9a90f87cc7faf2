"""Exemplars: the list's filter, what is written of one, its next stage, its uptake."""

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters import clock, writing
from clusters.enums import EXEMPLAR_MOVES, ExemplarKind, ExemplarState
from clusters.errors import Stale
from clusters.forms.fields import DayField
from clusters.forms.filters import AuthorityField, ListFilter, YearField
from clusters.models import Exemplar, ExemplarUptake, Participant

TEXT = forms.Textarea(attrs={"rows": 4})


class ExemplarFilter(ListFilter):
    words = forms.CharField(label=_("Words in the name, the unit or the field"), required=False, max_length=100)
    year = YearField()
    authority = AuthorityField()
    cluster = forms.CharField(label=_("Words in the name of the cluster"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All kinds")), *ExemplarKind.choices])
    state = forms.ChoiceField(label=_("Stage"), required=False, choices=[("", _("All stages")), *ExemplarState.choices])

    def criteria(self) -> dict:
        """What the query takes; a filter that cannot be read counts as not set."""
        self.is_valid()
        chosen = self.cleaned_data
        words = {name: chosen.get(name, "") for name in ("words", "cluster", "kind", "state")}
        return {**words, "year": chosen.get("year"), "authority": chosen.get("authority")}


class WriteForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=ExemplarKind.choices, widget=forms.RadioSelect)
    name = forms.CharField(label=_("Name"), max_length=250)
    subject = forms.CharField(
        label=_("Who"),
        max_length=250,
        required=False,
        help_text=_("The collective or the person; not needed for a model or way of working."),
    )
    field = forms.CharField(label=_("Field of work"), max_length=150, required=False)
    description = forms.CharField(label=_("What others can learn from it"), max_length=5000, widget=TEXT)

    def values(self) -> dict[str, str]:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in ("kind", "name", "subject", "field", "description")}


class IdentifyForm(WriteForm):
    participant = forms.ModelChoiceField(Participant.objects.none(), label=_("Unit"), empty_label=None)
    on = DayField(label=_("Identified on"), required=True)
    responsible = forms.CharField(label=_("Who answers for it"), max_length=200, required=False)
    field_order = ("participant", "kind", "name", "subject", "field", "description", "on", "responsible")

    def __init__(self, *args, participants, **kwargs) -> None:
        first = {"on": clock.today(), "kind": ExemplarKind.MODEL, "participant": participants.first()}
        super().__init__(*args, **{"initial": first, **kwargs})
        self.fields["participant"].queryset = participants


class ChangeForm(WriteForm):
    seen = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, data, exemplar: Exemplar) -> "ChangeForm":
        """Drawn from what stands now."""
        fields = ("kind", "name", "subject", "field", "description")
        standing = {name: getattr(exemplar, name) for name in fields}
        return cls(data, initial={**standing, "seen": exemplar.version})

    def again(self, stale: Stale) -> "ChangeForm":
        """The same typed text against the version that stands now, with the sentence on top."""
        fresh = self.data.copy()
        fresh["seen"] = str(stale.seen)
        form = ChangeForm(fresh)
        form.add_error(None, str(stale))
        return form

    def versions(self, stale: Stale) -> list[tuple[object, object, object]]:
        """What was typed beside what a colleague saved, field by field where they differ."""
        mine = self.values()
        return [(self.fields[n].label, mine[n], theirs) for n, theirs in stale.theirs.items() if mine[n] != theirs]


class StageForm(forms.Form):
    goal = forms.ChoiceField(label=_("Next stage"), widget=forms.RadioSelect)
    on = DayField(label=_("On"), required=True)
    text = forms.CharField(label=_("What was found or done"), max_length=5000, widget=TEXT)
    responsible = forms.CharField(label=_("Who answers for it"), max_length=200, required=False)

    def __init__(self, *args, exemplar: Exemplar, **kwargs) -> None:
        goals = [goal for goal in ExemplarState if goal in EXEMPLAR_MOVES[ExemplarState(exemplar.state)]]
        super().__init__(*args, **{"initial": {"on": clock.today(), "goal": goals[0]}, **kwargs})
        self.fields["goal"].choices = [(goal, goal.label) for goal in goals]


class FileForm(forms.Form):
    file = forms.FileField(label=_("File"))


class TakeUpForm(forms.Form):
    """`seen` is the version of what one's own unit wrote before; 0 for nothing yet."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    on = DayField(label=_("Taken up on"), required=True)
    result = forms.CharField(
        label=_("Result"),
        max_length=3000,
        required=False,
        widget=TEXT,
        help_text=_("May stay empty now and be written later."),
    )

    @classmethod
    def of(cls, data, uptake: ExemplarUptake | None) -> "TakeUpForm":
        """Drawn from what the unit wrote before."""
        first: dict[str, object] = {"on": clock.today(), "seen": 0}
        if uptake:
            first = {"on": uptake.on, "result": uptake.result, "seen": uptake.version}
        return cls(data, initial=first)


def after(form: TakeUpForm, stale: Stale) -> tuple[TakeUpForm, list[tuple[object, object, object]]]:
    """The same typed text against what a colleague wrote meanwhile, and both versions."""
    mine, fresh = form.cleaned_data, form.data.copy()
    fresh["seen"] = str(stale.seen)
    again = TakeUpForm(fresh)
    again.add_error(None, str(stale))
    rows: list[tuple[object, object, object]] = [
        (again.fields[name].label, _shown(mine[name]), _shown(theirs)) for name, theirs in stale.theirs.items()
    ]
    return again, rows


def _shown(value: object) -> object:
    return writing.day(value) if isinstance(value, dt.date) else value
