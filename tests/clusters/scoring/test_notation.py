"""A table as text: what is read, what is refused and why, and that writing reads back as the same."""

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from clusters.enums import Combination, Derivation, FactKind, ReportedFor, RoundingMode, Supplier
from clusters.explanations import explain_problem
from clusters.scoring import RULES, cells, check_table, notation, option_notation, setting_notation
from clusters.scoring.values import Table, Unreadable

QUIET = settings(derandomize=True, deadline=None, max_examples=80)
TABLE = """Mã\tTiêu chí\tĐiểm tối đa\tPhần\tCách chấm
I\tNhiệm vụ\t5\tNội dung
I.1.\tBáo cáo\t2\t\tbands\twhole_number; 0→2; 1-2 → 1,5; >2: 0\tngày\tcó\tReports
I.2|Kế hoạch|3||Có hoặc không
II;Thưởng;5;bonus
II.a;"Mô hình; sáng kiến";5;;Number × points;2,5
"""


def problems(text: str) -> list[tuple[int, str, str]]:
    return [(each.number, each.code, each.problem.code) for each in notation.read(text).misread]


def test_lines_with_tabs_bars_and_semicolons_make_one_tree():
    reading = notation.read(TABLE)

    assert reading.misread == ()
    assert [(line["code"], [child["code"] for child in line["children"]]) for line in reading.tree] == [
        ("I", ["I.1", "I.2"]),
        ("II", ["II.a"]),
    ]
    assert reading.numbers == {"I": 2, "I.1": 3, "I.2": 4, "II": 5, "II.a": 6}
    assert reading.lines["II.a"] == notation.Line(
        "II.a", "Mô hình; sáng kiến", Decimal(5), "bonus", "count", {"points_each": "2.5"}
    )
    assert check_table(Table(reading.nodes)) == []


def test_the_rest_of_a_line():
    line = notation.read(TABLE).lines["I.1"]

    assert (line.rule_type, line.unit_of_measure, line.evidence_required, line.text_en) == (
        "bands",
        "ngày",
        True,
        "Reports",
    )
    assert [(band["low"], band["high"], band["high_closed"]) for band in line.parameters["bands"]] == [
        ("0", "0", True),
        ("1", "2", True),
        ("2", None, False),
    ]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("|Không mã|5|core", "line.no_code"),
        ("I|Lặp lại|5|core", "line.code_twice"),
        ("V.1|Mồ côi|5|core", "line.no_group"),
        ("II||5|core", "line.no_text"),
        (f"II|{'x' * 2001}|5|core", "line.too_long"),
        ("II|a|5|core||||||||thừa", "line.too_many_cells"),
        ("II|a||core", "line.no_points"),
        ("II|a|năm|core", "line.not_points"),
        ("II|a|-5|penalty", "line.minus"),
        ("II|a|0,1234|core", "line.points_size"),
        (f"II|a|{'9' * 40}|core", "line.points_size"),
        ("II|a|5|khác", "line.section"),
        ("II|a|5", "line.no_section"),
        ("I.1|a|5|bonus", "line.other_section"),
        ("II|a|5|core|đoán", "line.rule"),
        ("II|a|5|core||2,5", "line.settings_alone"),
        ("II|a|5|core|yes_no|||có lẽ", "line.evidence"),
        ("II|a|5|core|count|hai", "setting.not_understood"),
        ("II|a|5|core|count|-1", "below_least"),
        ("II|a|5|core||||||đại khái", "option.not_understood"),
        ("II|a|5|core||||||at least 1; ít nhất 2", "option.twice"),
        ("II|a|5|core||||||at least many", "option.not_a_number"),
        ("II|a|5|core||||||step 0", "option.no_step"),
        ("II|a|5|core||||||step 0,25 sideways", "option.rounding"),
        ("II|a|5|core||||||not counted with", "option.no_codes"),
        ("II|a|5|core||||||scorer", "option.no_scorer"),
        ("II|a|5|core||||||fact: rain", "option.fact"),
        (f"II|a|5|core||||||scorer: {'x' * 151}", "option.too_long"),
        ("II|a|5|core||||||only the highest counts 5", "option.not_understood"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_with_a_sentence(line, problem):
    text = f"I|Nhóm|5|core\n\n{line}"

    assert [(number, code) for number, _code, code in problems(text)] == [(3, problem)]
    for language in ("vi", "en"):
        with translation.override(language):
            (misread,) = notation.read(text).misread
            said = explain_problem(misread.problem)
        assert said != problem
        assert "{" not in said


@pytest.mark.parametrize(
    ("rule", "text", "stored"),
    [
        ("count", "2,5", {"points_each": "2.5"}),
        ("count", "points_each=2,5; no_case_full=yes", {"points_each": "2.5", "no_case_full": True}),
        ("count", '{"points_each": "2.50", "no_case_full": false}', {"points_each": "2.5"}),
        ("count", "", {}),
        ("deduction", "0.5; Điểm còn lại tối thiểu = 1", {"per_case": "0.5", "floor": "1"}),
        ("proportional", "càng thấp càng tốt", {"better": "lower"}),
        ("proportional", "capped = không", {"capped": False}),
        ("yes_no", "Full points when no case arose in the year", {"no_case_full": True}),
    ],
)
def test_settings_in_words_codes_or_json(rule, text, stored):
    assert setting_notation.read(RULES[rule], text) == stored


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("100→2", ("100", "100", True, True)),
        ("95 - <100 % => 2", ("95", "100", True, False)),
        ("80-95: 2", ("80", "95", True, False)),
        (">80-95 -> 2", ("80", "95", False, False)),
        ("[80;95]→2", ("80", "95", True, True)),
        ("(80; 95)→2", ("80", "95", False, False)),
        ("(;50,5)→2", (None, "50.5", True, False)),
        (">=95=>2", ("95", None, True, False)),
        (">95→2", ("95", None, False, False)),
        ("≤60→2", (None, "60", True, True)),
        ("whole_number; 3–5→2", ("3", "5", True, True)),
        ("whole_number; 3-<5→2", ("3", "5", True, False)),
    ],
)
def test_a_band_as_tables_write_it(text, band):
    (read,) = setting_notation.read(RULES["bands"], text)["bands"]

    assert tuple(read[name] for name in ("low", "high", "low_closed", "high_closed")) == band
    assert read["points"] == "2"


@pytest.mark.parametrize("text", ["2; 3", "2 3 4 5 x", "0→2→3x", "{", '{"a":1}', "[" * 5000, '{"a":' * 50_000])
def test_settings_that_make_no_sense_are_refused(text):
    for rule in RULES.values():
        with pytest.raises(Unreadable):
            setting_notation.read(rule, text)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", RULES)
def test_the_example_and_the_options_of_each_rule_are_understood(name, language):
    with translation.override(language):
        rule = RULES[name]
        said = setting_notation.example(rule)
        assert setting_notation.write(rule, setting_notation.read(rule, said)) == said
        for option in setting_notation.options(rule):
            assert setting_notation.read(rule, option)


def test_options_of_a_line_in_words():
    text = (
        "only the highest counts; at least 1; step 0,25 half up; not counted with VIII.3, IX; "
        "entered by the authority: Sở Nội vụ; fact: Reports late"
    )
    line = notation.read(f"I\ta\t5\tcore\t\t\t\t\t\t{text}\tĐiều 6").lines["I"]

    assert (line.combine, line.floor, line.step, line.rounding) == ("highest", 1, Decimal("0.25"), "half_up")
    assert (line.not_with, line.supplier, line.scorer) == (["VIII.3", "IX"], "authority", "Sở Nội vụ")
    assert (line.fact, line.legal_line) == ("reports_late", "Điều 6")
    with translation.override("en"):
        assert option_notation.write(line) == text.replace("0,25", "0.25")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_option_of_the_manual_is_understood(language):
    with translation.override(language):
        for said in option_notation.manual():
            fields, problems = option_notation.read(said)
            assert (len(fields) > 0, problems) == (True, [])


def test_quoted_cells_hold_breaks_and_quotes_and_others_stay_as_they_are():
    text = 'I\t"Dân vận" khéo\t"hai\ndòng"\t"nói ""có"""\n"II"\tx'

    assert cells.read(text) == [
        cells.Record(1, ("I", '"Dân vận" khéo', "hai\ndòng", 'nói "có"')),
        cells.Record(3, ('"II"', "x")),
    ]


WORDS = st.text(st.sampled_from('ăâ êx"|;,→I1.'), min_size=1, max_size=12).map(lambda t: " ".join(t.split()) or "a")
POINTS = st.decimals(0, 99, places=3)
SMALL = st.decimals(0, 20, places=2).map(lambda d: f"{d.normalize():f}")
END = st.integers(-5, 120).map(str)
BAND = st.one_of(
    st.fixed_dictionaries(
        {"low": END, "high": END, "points": SMALL, "low_closed": st.booleans(), "high_closed": st.booleans()}
    ),
    st.fixed_dictionaries(
        {"low": END, "high": st.none(), "points": SMALL, "low_closed": st.booleans(), "high_closed": st.just(False)}
    ),
    st.fixed_dictionaries(
        {"low": st.none(), "high": END, "points": SMALL, "low_closed": st.just(True), "high_closed": st.booleans()}
    ),
)
NO_CASE = st.sampled_from([{}, {"no_case_full": True}])
SETTINGS = st.one_of(
    st.tuples(st.just("count"), st.builds(lambda p, n: {"points_each": p, **n}, SMALL, NO_CASE)),
    st.tuples(st.just("count"), NO_CASE),
    st.tuples(st.just("penalty_per_case"), st.builds(lambda p: {"per_case": p}, SMALL)),
    st.tuples(st.just("deduction"), st.builds(lambda p: {"per_case": p, "floor": "1.5"}, SMALL)),
    st.tuples(st.just("yes_no"), NO_CASE),
    st.tuples(st.just("proportional"), st.sampled_from([{}, {"better": "lower"}, {"capped": False}])),
    st.tuples(
        st.just("bands"),
        st.builds(
            lambda of, bands, n: {**of, "bands": bands, **n},
            st.sampled_from([{}, {"of": "number"}, {"of": "whole_number"}]),
            st.lists(BAND, min_size=1, max_size=4),
            NO_CASE,
        ),
    ),
    st.just(("", {})),
)


CODES = st.lists(st.sampled_from(["I.1", "VIII.3", "2", "a,b", "c;d", 'e"f', "g h"]), max_size=3, unique=True)
OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "floor": POINTS,
        "combine": st.sampled_from(list(Combination.values)),
        "step": st.decimals("0.001", 99, places=3),
        "rounding": st.sampled_from(list(RoundingMode.values)),
        "not_with": CODES,
        "supplier": st.sampled_from(list(Supplier.values)),
        "scorer": st.just("") | WORDS,
        "fact": st.just("") | st.sampled_from(list(FactKind.values)),
        "reported": st.just("") | st.sampled_from(list(ReportedFor.values)),
        "derived": st.just("") | st.sampled_from(list(Derivation.values)),
        "legal_line": WORDS,
    },
)


@st.composite
def tables(draw) -> list[notation.Line]:
    lines = []
    for top in range(1, draw(st.integers(1, 4)) + 1):
        section = draw(st.sampled_from(["core", "bonus", "penalty"]))
        for code in [str(top), *(f"{top}.{below}" for below in range(draw(st.integers(0, 3))))]:
            rule, stored = draw(SETTINGS)
            words = {
                **draw(OPTIONS),
                "unit_of_measure": draw(WORDS),
                "evidence_required": draw(st.booleans()),
                "text_en": draw(WORDS),
            }
            lines.append(notation.Line(code, draw(WORDS), draw(POINTS), section, rule, stored, **words))
    return lines


@QUIET
@given(tables(), st.sampled_from(["vi", "en"]), st.sampled_from(["vi", "en"]))
def test_what_is_written_reads_back_as_the_same_table_in_either_language(lines, written_in, read_in):
    with translation.override(written_in):
        text = notation.write(lines)
    with translation.override(read_in):
        reading = notation.read(text)

    assert (list(reading.lines.values()), reading.misread) == (lines, ())


@QUIET
@given(st.text(st.sampled_from('I.1|\t;"\n ax→-[]{}()=<>≥,2%'), max_size=80))
def test_no_text_at_all_breaks_the_reading(text):
    reading = notation.read(text)

    assert notation.read(notation.write(reading.lines.values())).lines.keys() == reading.lines.keys()
    check_table(Table(reading.nodes))


def test_differences_name_only_the_lines_that_are_not_the_same():
    mine, theirs = notation.read(TABLE), notation.read(TABLE.replace("Kế hoạch|3", "Kế hoạch|4") + "III|x|1|core\n")

    with translation.override("en"):
        assert notation.differences(mine, theirs) == [
            ("I.2", "I.2\tKế hoạch\t3\t\tYes or no", "I.2\tKế hoạch\t4\t\tYes or no"),
            ("III", "", "III\tx\t1\tContent"),
        ]
