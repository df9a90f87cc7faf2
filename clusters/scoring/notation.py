"""A scoring table as text, a line for each criterion, so that it can be pasted from a spreadsheet and copied back.

The columns are `COLUMNS`; the tree follows from the codes: I, I.1, I.1.a. `read` never fails: it says of every line
what it could not understand, and keeps the rest. `write` gives the text that reads back as the same table.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext, gettext_noop

from clusters import numbers
from clusters.enums import SectionKind
from clusters.scoring import cells, setting_notation, wording
from clusters.scoring.declaration import RuleType
from clusters.scoring.rules import RULES
from clusters.scoring.values import ZERO, Node, Problem, Unreadable

COLUMNS = (
    gettext_noop("Code"),
    gettext_noop("Criterion"),
    gettext_noop("Maximum points"),
    gettext_noop("Section"),
    gettext_noop("Rule"),
    gettext_noop("Settings of the rule"),
    gettext_noop("Unit of measure"),
    gettext_noop("Evidence"),
    gettext_noop("Criterion in English"),
)
CODE, TEXT, POINTS, SECTION, RULE, SETTINGS, MEASURE, EVIDENCE, ENGLISH = range(len(COLUMNS))
LONGEST = {CODE: 20, TEXT: 500, MEASURE: 40, ENGLISH: 500}
CODE_HEADINGS = {"stt", "tt", "so tt", "ma so", "ma tieu chi"}
# Named by message id, so that either language is understood.
SECTIONS = [(kind.value, label) for kind, label in zip(SectionKind, ("Content", "Bonus", "Penalty"), strict=True)]
RULE_NAMES = [(name, rule.label) for name, rule in RULES.items()]
MOST_POINTS, FINEST = Decimal(100_000), Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion as a table holds it; a line below another has the section of the one at the top."""

    code: str
    text: str
    max_points: Decimal
    section: str = SectionKind.CORE.value
    rule_type: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    unit_of_measure: str = ""
    evidence_required: bool = False
    text_en: str = ""


class Misread(NamedTuple):
    """What is wrong with the line of that number."""

    number: int
    code: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Reading:
    """The lines by code in the order of the text, where each stands, and what could not be understood."""

    lines: Mapping[str, Line]
    numbers: Mapping[str, int]
    misread: tuple[Misread, ...]

    @property
    def tree(self) -> list[dict[str, Any]]:
        """The criteria as the service writes them: fields, with `children` for a group."""
        return self._grown(lambda line, children: {**asdict(line), "children": children})

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The same for the arithmetic."""
        return tuple(self._grown(_node))

    def _grown(self, make: Callable[[Line, list], Any]) -> list:
        below: dict[str, list[Line]] = defaultdict(list)
        for line in self.lines.values():
            parent = parent_of(line.code)
            below[parent if parent in self.lines else ""].append(line)

        def grow(code: str) -> list:
            return [make(line, grow(line.code)) for line in below[code]]

        return grow("")


def read(text: str) -> Reading:
    """The whole text; a heading and blank lines are passed over."""
    lines: dict[str, Line] = {}
    numbers_of: dict[str, int] = {}
    misread: list[Misread] = []
    for index, record in enumerate(cells.read(text)):
        if index == 0 and _is_heading(record.cells[CODE]):
            continue
        row = _Row(record)
        line = row.read(lines, numbers_of)
        misread += [Misread(record.number, line.code, problem) for problem in row.problems]
        if line.code and line.code not in lines:
            lines[line.code], numbers_of[line.code] = line, record.number
    return Reading(lines, numbers_of, tuple(misread))


def write(lines: Iterable[Line]) -> str:
    """The heading and every line, in the active language."""
    return "\n".join([cells.write([gettext(column) for column in COLUMNS]), *(write_line(line) for line in lines)])


def write_line(line: Line) -> str:
    """One criterion; cells left empty at the end are left out."""
    written = [
        line.code,
        _tidy(line.text),
        numbers.editable(line.max_points),
        "" if parent_of(line.code) else section_word(line.section),
        gettext(RULES[line.rule_type].label) if line.rule_type in RULES else line.rule_type,
        setting_notation.write(RULES[line.rule_type], line.parameters) if line.rule_type in RULES else "",
        _tidy(line.unit_of_measure),
        gettext(setting_notation.YES_WORD) if line.evidence_required else "",
        _tidy(line.text_en),
    ]
    return cells.write(written).rstrip(cells.TAB)


def parent_of(code: str) -> str:
    """I.1 for I.1.a, nothing for I."""
    return code.rpartition(".")[0]


def section_word(section: str) -> str:
    """The section as it is written, in the active language."""
    return gettext(dict(SECTIONS).get(section, section))


def differences(mine: Reading, theirs: Reading) -> list[tuple[str, str, str]]:
    """Code, my line and their line, wherever the two are not the same."""
    codes = dict.fromkeys([*theirs.lines, *mine.lines])
    pairs = ((code, mine.lines.get(code), theirs.lines.get(code)) for code in codes)
    return [
        (code, write_line(my) if my else "", write_line(their) if their else "")
        for code, my, their in pairs
        if my != their
    ]


class _Row:
    """One line being read: its cells, and what is wrong with them."""

    def __init__(self, record: cells.Record) -> None:
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
        )

    def _wrong(self, code: str, **values: Decimal | str) -> None:
        self.problems.append(Problem.of(code, "", **values))

    def _criterion(self) -> str:
        text = self._text(TEXT)
        if not text:
            self._wrong("line.no_text")
        return text

    def _text(self, column: int) -> str:
        text, most = _tidy(self.cells[column]), LONGEST[column]
        if len(text) > most:
            length = Decimal(len(text))
            self._wrong("line.too_long", column=COLUMNS[column], length=length, most=Decimal(most))
        return text

    def _code(self, above: Mapping[str, Line], numbers_of: Mapping[str, int]) -> str:
        code = self._text(CODE).rstrip(".) ")
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
            self._wrong("line.section", given=_short(given), choices=choices)
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
            self._wrong("line.rule", given=_short(given), choices=choices)
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
            self._wrong("line.evidence", given=_short(given))
        return bool(answer)


def _is_heading(cell: str) -> bool:
    return wording.called(cell, COLUMNS[CODE]) or wording.fold(cell) in CODE_HEADINGS


def _node(line: Line, children: list[Node]) -> Node:
    return Node(
        code=line.code,
        max_points=line.max_points,
        section=line.section,
        rule=line.rule_type,
        parameters=line.parameters,
        evidence_required=line.evidence_required,
        children=tuple(children),
    )


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
