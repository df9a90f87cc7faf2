"""One line of a table as text: its cells read into a `Line`, and written back."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from clusters import numbers
from clusters.enums import SectionKind
from clusters.scoring import cells, option_notation, setting_notation, wording
from clusters.scoring.declaration import RuleType
from clusters.scoring.rules import RULES
from clusters.scoring.table_line import (
    CODE,
    COLUMNS,
    ENGLISH,
    EVIDENCE,
    FINEST,
    LEGAL,
    LONGEST,
    MEASURE,
    MOST_POINTS,
    OPTIONS,
    POINTS,
    RULE,
    RULE_NAMES,
    SECTION,
    SECTIONS,
    SETTINGS,
    TEXT,
    Line,
    parent_of,
    short,
    tidy,
)
from clusters.scoring.values import ZERO, Problem, Unreadable


def write(line: Line) -> list[str]:
    """A cell for each of `COLUMNS`, in the active language."""
    return [
        line.code,
        tidy(line.text),
        numbers.editable(line.max_points),
        "" if parent_of(line.code) else section_word(line.section),
        gettext(RULES[line.rule_type].label) if line.rule_type in RULES else line.rule_type,
        setting_notation.write(RULES[line.rule_type], line.parameters) if line.rule_type in RULES else "",
        tidy(line.unit_of_measure),
        gettext(setting_notation.YES_WORD) if line.evidence_required else "",
        tidy(line.text_en),
        option_notation.write(line),
        tidy(line.legal_line),
    ]


def section_word(section: str) -> str:
    """The section as it is written, in the active language."""
    return gettext(dict(SECTIONS).get(section, section))


class Row:
    """One line being read: its cells, and what is wrong with them."""

    def __init__(self, record: cells.Record, code: str) -> None:
        self.code = code
        self.cells = [*record.cells, *[""] * len(COLUMNS)]
        self.problems: list[Problem] = []
        if count := len(record.cells[len(COLUMNS) :]):
            self._wrong("line.too_many_cells", count=Decimal(len(COLUMNS) + count), most=Decimal(len(COLUMNS)))

    def read(self, above: Mapping[str, Line], numbers_of: Mapping[str, int]) -> Line:
        """The line, with nothing in place of what is not understood."""
        code = self._code(above, numbers_of)
        return Line(
            code=code,
            text=self._criterion(),
            max_points=self._points(),
            section=self._section(above.get(parent_of(code)), top=not parent_of(code)),
            **self._rule(),
            unit_of_measure=self._text(MEASURE),
            evidence_required=self._evidence(),
            text_en=self._text(ENGLISH),
            **self._options(),
            legal_line=self._text(LEGAL),
        )

    def _wrong(self, code: str, **values: Decimal | str) -> None:
        self.problems.append(Problem.of(code, "", **values))

    def _criterion(self) -> str:
        text = self._text(TEXT)
        if not text:
            self._wrong("line.no_text")
        return text

    def _text(self, column: int) -> str:
        return self._fitting(column, tidy(self.cells[column]))

    def _fitting(self, column: int, text: str) -> str:
        most = LONGEST[column]
        if len(text) > most:
            length = Decimal(len(text))
            self._wrong("line.too_long", column=COLUMNS[column], length=length, most=Decimal(most))
        return text

    def _code(self, above: Mapping[str, Line], numbers_of: Mapping[str, int]) -> str:
        code = self._fitting(CODE, self.code)
        if not code:
            self._wrong("line.no_code")
        elif code in above:
            self._wrong("line.code_twice", given=code, line=Decimal(numbers_of[code]))
        elif parent_of(code) and parent_of(code) not in above:
            self._wrong("line.no_group", given=parent_of(code))
        return code

    def _points(self) -> Decimal:
        given = self.cells[POINTS]
        if not given:
            self._wrong("line.no_points")
            return ZERO
        try:
            points = numbers.parse(given)
        except numbers.NotANumber as wrong:
            self._wrong("line.not_points", given=wrong.text)
            return ZERO
        if points < ZERO:
            self._wrong("line.minus")
        elif points >= MOST_POINTS or points % FINEST:
            self._wrong("line.points_size", given=given)
        return points

    def _section(self, group: Line | None, top: bool) -> str:
        given, choices = self.cells[SECTION], ", ".join(section_word(code) for code, _label in SECTIONS)
        section = wording.choice(given, SECTIONS) if given else None
        if given and section is None:
            self._wrong("line.section", given=short(given), choices=choices)
        elif top and section is None:
            self._wrong("line.no_section", choices=choices)
        elif group and section not in (None, group.section):
            self._wrong("line.other_section", given=group.code)
        return group.section if group else section or SectionKind.CORE.value

    def _rule(self) -> dict[str, Any]:
        given, settings = self.cells[RULE], self.cells[SETTINGS]
        name = wording.choice(given, RULE_NAMES) if given else ""
        if name is None:
            choices = ", ".join(gettext(label) for _name, label in RULE_NAMES)
            self._wrong("line.rule", given=short(given), choices=choices)
        elif settings and not name:
            self._wrong("line.settings_alone")
        elif settings:
            return {"rule_type": name, "parameters": self._settings(RULES[name], settings)}
        return {"rule_type": name or "", "parameters": {}}

    def _settings(self, rule: RuleType, text: str) -> dict[str, Any]:
        try:
            return setting_notation.read(rule, text)
        except Unreadable as unreadable:
            self.problems.extend(unreadable.problems)
            return {}

    def _evidence(self) -> bool:
        given = self.cells[EVIDENCE]
        answer = wording.yes_or_no(given) if given else False
        if answer is None:
            self._wrong("line.evidence", given=short(given))
        return bool(answer)

    def _options(self) -> dict[str, Any]:
        fields, problems = option_notation.read(self.cells[OPTIONS])
        self.problems.extend(problems)
        return fields
