"""Forms of a unit's registration: lines typed or pasted, an amendment, and the filter of the register."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.enums import RegistrationState
from awards.models import Award, RegistrationLine
from awards.queries import registration as queries
from awards.services.registration import Line
from clusters import vietnamese
from clusters.errors import Stale
from clusters.forms.filters import AuthorityField, ClusterField, ListFilter, YearField

LONGEST = {"name": 250, "post": 150, "section": 200, "note": 300}


class LinesForm(forms.Form):
    """One line typed, many pasted, or both."""

    award = forms.ModelChoiceField(
        Award.objects.none(), label=_("Award"), required=False, empty_label=_("Choose an award")
    )
    name = forms.CharField(label=_("Collective, person or household"), required=False, max_length=LONGEST["name"])
    post = forms.CharField(
        label=_("Position"), required=False, max_length=LONGEST["post"], help_text=_("Of a person; empty otherwise.")
    )
    section = forms.CharField(label=_("Section"), required=False, max_length=LONGEST["section"])
    note = forms.CharField(label=_("Note"), required=False, max_length=LONGEST["note"])
    text = forms.CharField(
        label=_("Or several lines pasted from Excel"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "class": "font-monospace"}),
        help_text=_(
            "A line for each, five columns: award (its name or code), collective or full name, position, section, note."
        ),
    )

    def __init__(self, *args, awards: Iterable[Award], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.awards = list(awards)
        self.fields["award"].queryset = Award.objects.filter(pk__in=[each.pk for each in self.awards]).order_by(
            "position", "pk"
        )

    def clean(self) -> dict:
        said = super().clean() or self.cleaned_data
        if bool(said.get("award")) != bool(said.get("name")):
            missing, sentence = ("award", _("Choose the award.")) if said.get("name") else ("name", _("Say who."))
            self.add_error(missing, sentence)
        return said

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        read = [self._read(line) for line in text.splitlines() if line.strip()]
        wrong = [
            gettext("Line {number}: {problem}").format(number=number, problem=each)
            for number, each in enumerate(read, start=1)
            if isinstance(each, str)
        ]
        if wrong:
            raise forms.ValidationError(wrong)
        self.pasted = [each for each in read if isinstance(each, Line)]
        return text

    def _read(self, text: str) -> Line | str:
        """A pasted line, or what is wrong with it."""
        cells = [cell.strip() for cell in text.split("\t")]
        if len(cells) > 5:
            return gettext("more than five columns.")
        award, name, post, section, note = (*cells, "", "", "", "")[:5]
        found = self._award(award)
        if found is None:
            return gettext("“{given}” is no award that is in force. Write its name or code.").format(given=award)
        if not name:
            return gettext("write in the second column who is registered.")
        said = {"name": name, "post": post, "section": section, "note": note}
        long = next((key for key, value in said.items() if len(value) > LONGEST[key]), None)
        if long:
            return gettext("“{given}” is too long.").format(given=said[long][:40])
        return Line(found, **said)

    def _award(self, given: str) -> Award | None:
        key = vietnamese.search_key(given)
        names = (
            (award, {award.code, vietnamese.search_key(award.name), vietnamese.search_key(award.name_en)} - {""})
            for award in self.awards
        )
        return next((award for award, known in names if key in known or given in known), None)

    def lines(self) -> list[Line]:
        """What the service takes: the line typed first."""
        said = self.cleaned_data
        typed = [Line(said["award"], *(said[key] for key in LONGEST))] if said.get("award") else []
        return [*typed, *self.pasted]


class AddForm(LinesForm):
    """Lines for a sheet that was not sent yet."""

    def clean(self) -> dict:
        said = super().clean()
        if not self.errors and not self.lines():
            raise forms.ValidationError(_("Type a line or paste some."))
        return said


class AmendForm(LinesForm):
    """What is struck out, what is added, and why."""

    field_order = ["strike", "award", "name", "post", "section", "note", "text", "reason", "seen"]
    strike = forms.ModelMultipleChoiceField(
        RegistrationLine.objects.none(),
        label=_("Strike out"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label=_("Reason of the amendment"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The head of the cluster reads it; it stays on the trail."),
        error_messages={"required": _("Say why the registration is amended; the head of the cluster reads it.")},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, lines: Iterable[RegistrationLine], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        standing = list(lines)
        self.fields["strike"].choices = [(line.pk, queries.in_words([line])) for line in standing]
        self.fields["strike"].queryset = RegistrationLine.objects.filter(pk__in=[line.pk for line in standing])
        self.fields["strike"].label_from_instance = lambda line: queries.in_words([line])
        self.standing = standing

    def deed(self) -> dict:
        """What the service takes."""
        said = self.cleaned_data
        strike = [line.pk for line in said["strike"]]
        return {"add": self.lines(), "strike": strike, "reason": said["reason"], "seen": said["seen"]}

    def insist(self, stale: Stale) -> list[tuple[object, object, object]]:
        """Write against what stands now; gives what the page showed and what stands, side by side."""
        self.data = self.data.copy()
        self.data["seen"] = stale.seen
        return [(_("Lines"), queries.in_words(self.standing), stale.theirs["lines"])]


class RegistrationFilter(ListFilter):
    year = YearField()
    authority = AuthorityField()
    cluster = ClusterField()
    unit = forms.CharField(label=_("Unit"), required=False, max_length=100)
    award = forms.ModelChoiceField(Award.objects.none(), label=_("Award"), required=False, empty_label=_("All awards"))
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All that stand")), *RegistrationState.choices, (queries.STRUCK, _("struck out"))],
    )

    def __init__(self, *args, clusters, **kwargs) -> None:
        super().__init__(*args, clusters=clusters, **kwargs)
        if clusters.query.is_empty():
            # Too many to choose from; the page of a year leads here with its cluster in the address.
            del self.fields["cluster"]
        self.fields["award"].queryset = Award.objects.order_by("position", "pk")

    def criteria(self) -> dict:
        """What the query takes; a filter that cannot be read counts as not set."""
        self.is_valid()
        said = {name: self.cleaned_data.get(name) for name in ("year", "authority", "cluster", "award")}
        return {**said, "unit": self.cleaned_data.get("unit", ""), "state": self.cleaned_data.get("state", "")}
