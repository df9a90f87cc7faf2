"""One line of the grid beside the grid: the settings of its rule, the rule in words, and a trial."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

from django import forms

from clusters import explanations, numbers
from clusters.enums import SectionKind
from clusters.forms import line_option, rule_setting
from clusters.forms.line_option import OptionForm
from clusters.forms.rule_trial import TrialForm
from clusters.models import ScoringTableVersion
from clusters.queries.rule_trial import Trial
from clusters.scoring import RULES, Node, Rounding, table_line, wording
from clusters.scoring.values import ZERO


class LineForm(forms.Form):
    """The cells of the line as they stand in the grid; a group says so, since it has no rule."""

    code = forms.CharField(required=False)
    text = forms.CharField(required=False)
    points = forms.CharField(required=False)
    section = forms.CharField(required=False)
    rule = forms.CharField(required=False)
    settings = forms.CharField(required=False)
    options = forms.CharField(required=False)
    tick = forms.CharField(required=False)
    group = forms.BooleanField(required=False)

    def said(self, name: str) -> str:
        """The cell, '' where nothing was sent."""
        return self.cleaned_data.get(name, "") if self.is_valid() else ""


class RulePanel:
    """Made from what the grid sends. `text` is what the fields of the panel make of the settings, if they were sent."""

    def __init__(self, data: Mapping[str, Any], version: ScoringTableVersion) -> None:
        self.line, self.version, self._data = LineForm(data), version, data
        self.code, self.words_of_line = self.line.said("code"), self.line.said("text")
        self.is_group = bool(self.line.said("group"))
        self.name = wording.choice(self.line.said("rule"), table_line.RULE_NAMES) or ""
        self.label = RULES[self.name].label if self.name else ""
        self.problems: list[str] = []
        self._stored: dict[str, Any] = {}
        if self.name and self.line.said("settings"):
            self._stored, self.problems = rule_setting.read(RULES[self.name], self.line.said("settings"))

    @cached_property
    def form(self) -> rule_setting.SettingForm | None:
        """The fields: as typed where the panel was drawn for this rule, else as the text of the cell says."""
        if not self.name:
            return None
        drawn = self._data.get(f"{rule_setting.PREFIX}-drawn") == self.name
        return rule_setting.SettingForm(self._data if drawn else None, rule=self.name, stored=self._stored)

    @cached_property
    def text(self) -> str | None:
        """None where the fields were not sent, or hold something that cannot be taken."""
        return self.form.text if self.form and self.form.is_bound else None

    @cached_property
    def node(self) -> Node:
        """The line as the arithmetic takes it."""
        typed = self.form.stored if self.form and self.form.is_bound else None
        options = self.options.meant
        return Node(
            code=self.code,
            max_points=self._points(),
            section=wording.choice(self.line.said("section"), table_line.SECTIONS) or SectionKind.CORE.value,
            rule=self.name,
            parameters=self._stored if typed is None else typed,
            evidence_required=bool(wording.yes_or_no(self.line.said("tick"))),
            floor=options.floor,
            combine=options.combine,
            rounding=Rounding(options.step, options.rounding) if options.step else None,
            not_with=tuple(options.not_with),
            supplier=options.supplier,
        )

    @cached_property
    def options(self) -> OptionForm:
        """The options of the line: as typed where the panel was drawn for such a line, else as its cell says."""
        kind = line_option.GROUP if self.is_group else line_option.LEAF
        drawn = self._data.get(f"{line_option.PREFIX}-drawn") == kind
        return OptionForm(self._data if drawn else None, kind=kind, cell=self.line.said("options"))

    @property
    def cells(self) -> dict[str, str | None]:
        """What the fields make of the cells; None where they were not sent, or hold something that cannot be taken."""
        return {"settings": self.text, "options": self.options.text if self.options.is_bound else None}

    @property
    def in_words(self) -> str:
        return explanations.describe_rule(self.node)

    @property
    def trial(self) -> TrialForm | None:
        """Nothing to try while the rule lacks a setting."""
        trial = Trial(self.version, self.node) if self.name else None
        return TrialForm(self._data, trial=trial) if trial and trial.parameters is not None else None

    def _points(self) -> Decimal:
        try:
            return numbers.parse(self.line.said("points"))
        except numbers.NotANumber:
            return ZERO
