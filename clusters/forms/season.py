"""Forms of a cluster's year: the list's filter, deadlines, headships, skipping, the table, moving on."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from clusters.enums import PHASES, SKIPPABLE_PHASES, HeadshipRole, Phase, phase_reached
from clusters.errors import Stale
from clusters.forms.filters import AuthorityField, ListFilter, YearField
from clusters.forms.moment import MOMENT_HELP, MomentField
from clusters.models import Participant, ScoringTableVersion, SeasonPhase
from clusters.writing import moment

DUE_PHASES = PHASES[:-1]
REASON = forms.Textarea(attrs={"rows": 3})


class SeasonFilter(ListFilter):
    year = YearField()
    authority = AuthorityField()
    cluster = forms.CharField(label=_("Words in the name of the cluster"), required=False, max_length=100)
    unit = forms.CharField(label=_("Words in the unit's name"), required=False, max_length=100)
    phase = forms.ChoiceField(label=_("Phase"), required=False, choices=[("", _("All phases")), *Phase.choices])

    def criteria(self) -> dict:
        """What the query takes; a filter that cannot be read counts as not set."""
        self.is_valid()
        chosen = self.cleaned_data
        return {
            "year": chosen.get("year"),
            "authority": chosen.get("authority"),
            **{name: chosen.get(name, "") for name in ("cluster", "unit", "phase")},
        }


class DueFields(forms.Form):
    """One moment for each phase but the last, none before the one of the phase before it."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for phase in DUE_PHASES:
            label = _("“%(phase)s” is due") % {"phase": phase.label}
            self.fields[f"due_{phase}"] = MomentField(label=label, required=False, help_text="")
        self.fields[f"due_{DUE_PHASES[0]}"].help_text = MOMENT_HELP

    def clean(self):
        latest: tuple[dt.datetime, Phase] | None = None
        for phase in DUE_PHASES:
            moment = self.cleaned_data.get(f"due_{phase}")
            if moment and latest and moment < latest[0]:
                problem = _("This lies before the deadline of “%(before)s”. Choose a later moment.")
                self.add_error(f"due_{phase}", problem % {"before": latest[1].label})
            elif moment:
                latest = (moment, phase)
        return self.cleaned_data

    def due(self) -> dict[Phase, dt.datetime | None]:
        """What the service takes."""
        return {phase: self.cleaned_data[f"due_{phase}"] for phase in DUE_PHASES}


class DeadlinesForm(DueFields):
    """The deadlines as they stand, to be changed; `seen` carries what the page showed, to the minute."""

    seen = forms.JSONField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, lines: Iterable[SeasonPhase], **kwargs) -> None:
        standing = {line.phase: line.due_at for line in lines}
        shown = {f"due_{phase}": moment for phase, moment in standing.items()}
        super().__init__(*args, initial={**shown, "seen": written(standing)}, **kwargs)

    def clean_seen(self) -> dict[Phase, dt.datetime | None] | None:
        given = self.cleaned_data["seen"]
        if not given:
            return None
        try:
            return {Phase(phase): dt.datetime.fromisoformat(text) if text else None for phase, text in given.items()}
        except (AttributeError, TypeError, ValueError) as error:
            raise forms.ValidationError(_("The page was changed on its way. Load it again.")) from error

    def after(self, stale: Stale, typed: QueryDict, lines: Iterable[SeasonPhase]) -> "DeadlinesForm":
        """The same typed text against what stands now, with the sentence on top."""
        fresh = typed.copy()
        fresh["seen"] = json.dumps(written(stale.seen))
        again = DeadlinesForm(fresh, lines=lines)
        again.add_error(None, str(stale))
        return again

    def versions(self, stale: Stale) -> list[tuple[str, str, str]]:
        """What was typed beside what a colleague set."""
        due = self.due()
        return [(Phase(key).label, moment(due[Phase(key)]), moment(theirs)) for key, theirs in stale.theirs.items()]


def written(standing: Mapping[str, dt.datetime | None]) -> dict[str, str | None]:
    """Moments as a hidden field carries them."""
    return {str(phase): moment.isoformat() if moment else None for phase, moment in standing.items()}


class AdvanceForm(forms.Form):
    """Moving on from the phase that was seen; the reason is asked for while something is still open."""

    seen = forms.ChoiceField(choices=Phase.choices, required=False, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why move on all the same"), max_length=300, required=False, widget=REASON)


class SkipForm(forms.Form):
    phase = forms.ChoiceField(label=_("Phase to leave out"))
    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=REASON, help_text=_("Everybody in the year reads it.")
    )

    def __init__(self, *args, lines: Iterable[SeasonPhase], current: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        skipped = {line.phase for line in lines if line.skipped_at}
        ahead = [p for p in PHASES if p in SKIPPABLE_PHASES - skipped and not phase_reached(current, p)]
        self.fields["phase"].choices = [("", _("Choose a phase")), *((phase, phase.label) for phase in ahead)]


class HeadshipForm(forms.Form):
    participant = forms.ModelChoiceField(Participant.objects.none(), label=_("Unit"), empty_label=_("Choose a unit"))
    role = forms.ChoiceField(label=_("Role"), choices=HeadshipRole.choices, widget=forms.RadioSelect)
    from_on = forms.DateField(
        label=_("From"), help_text=_("dd/mm/yyyy; whoever holds the role now holds it until the day before.")
    )

    def __init__(self, *args, participants, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["participant"].queryset = participants


class TableForm(forms.Form):
    table = forms.ModelChoiceField(
        ScoringTableVersion.objects.none(), label=_("Scoring table"), empty_label=_("Choose a published version")
    )

    def __init__(self, *args, tables, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["table"].queryset = tables


class ExtendForm(forms.Form):
    until = MomentField(label=_("Until"))
    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=REASON, help_text=_("Everybody in the year reads it.")
    )
