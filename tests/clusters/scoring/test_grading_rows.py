"""Grades, sanctions and tie-breakers as cells: read in both languages, written back the same, wrong ones named."""

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from clusters.explanations import explain_problem
from clusters.scoring import Unreadable
from clusters.scoring.grading import as_json, read_grading, rows
from clusters.scoring.grading.conditions import CONDITIONS
from clusters.scoring.grading.effects import EFFECTS
from clusters.scoring.grading.facts import FACTS
from clusters.scoring.grading.kinds import SIGNS
from clusters.scoring.grading.ties import SECTION_LABELS, TIES
from tests.clusters.scoring.gradings import GRADES, JSON, SANCTIONS, TIE_BREAKERS, grading

QUIET = settings(derandomize=True, deadline=None, max_examples=60)

ENGLISH = {
    "grades": [
        ["XS", "Xuất sắc", "90", "share of the maximum of V ≥ 60 %; Figure of V.1 >= 2", "25", "", "", "Excellent"],
        ["T", "Tốt", "80 %", "Targets met I.1, I.2 or Targets met I.1, I.2, missed by at most 12,5 %, except 1"],
        ["Y", "Yếu", "0"],
    ],
    "sanctions": [
        ["Kỷ luật", "Fact Leadership or head disciplined ≥ 1", "Not above Tốt", "Điều 6"],
        ["Hụt", "Fact Main targets missed for own reasons, in per cent ≥ 30", "Lowered by 1"],
    ],
    "tie_breakers": [
        ["Points of VIII"],
        ["Fact Awards held, less is better"],
        ["Sum of Bonus"],
        ["Share of women in V"],
    ],
}


def test_what_a_person_types_in_english():
    reading = rows.read(ENGLISH)

    assert reading.misread == ()
    first, second, _last = reading.json["grades"]
    assert first["quota"] == {"percent": "25", "rounding": "down", "over": "next"}
    assert [len(alternatives) for alternatives in second["conditions"]] == [2]
    assert second["conditions"][0][1] == {"kind": "targets", "lines": ["I.1", "I.2"], "missed": "1", "by": "12.5"}
    assert (second["least"], second["in_percent"]) == ("80", True)
    assert [each["effect"] for each in reading.json["sanctions"]] == [
        {"kind": "not_above", "grade": "T"},
        {"kind": "down", "grades": "1"},
    ]
    assert reading.json["tie_breakers"] == [
        {"kind": "points", "line": "VIII"},
        {"kind": "fact", "fact": "awards_held", "better": "less"},
        {"kind": "section", "section": "bonus"},
        {"kind": "women", "line": "V", "least": "70"},
    ]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_table_of_a_province_comes_back_the_same(language):
    with translation.override(language):
        written = rows.write(grading())
        headed = {sheet.name: [rows.headings(sheet), *written[sheet.name]] for sheet in rows.SHEETS}
    assert (rows.read(written).json, rows.read(headed).json) == (as_json(grading()), as_json(grading()))
    assert rows.read(written).misread == ()
    assert all(len(row) <= len(s.columns) for s in rows.SHEETS for row in written[s.name])


NUMBERS = st.decimals(min_value=0, max_value=200, places=2).map(lambda number: f"{number.normalize():f}")
CODES = st.sampled_from(["I", "I.1", "IV.2.a", "V", "12"])
WORDS = st.sampled_from(["Tốt", "Không xếp loại", "A; B", "Hoặc là", "Or else 5"])
SIGN = st.sampled_from(sorted(SIGNS))


def _of(kind, **settings):
    return st.fixed_dictionaries({"kind": st.just(kind), **settings})


CLAUSES = st.one_of(
    _of("points", line=CODES, sign=SIGN, value=NUMBERS),
    _of("share", line=CODES, sign=SIGN, value=NUMBERS),
    _of("figure", line=CODES, sign=SIGN, value=NUMBERS),
    _of("fact", fact=st.sampled_from(sorted(FACTS)), sign=SIGN, value=NUMBERS),
    _of("targets", lines=st.lists(CODES, min_size=1, max_size=3)),
    _of("targets", lines=st.lists(CODES, min_size=1), missed=st.sampled_from(["1", "2"]), by=NUMBERS),
)
BETTER = st.sampled_from(["more", "less"])
BREAKERS = st.one_of(
    _of("points", line=CODES),
    _of("section", section=st.sampled_from(sorted(SECTION_LABELS))),
    _of("figure", line=CODES, better=BETTER),
    _of("fact", fact=st.sampled_from(sorted(FACTS)), better=BETTER),
    _of("women", line=CODES, least=NUMBERS),
    _of("meeting"),
)
EFFECT = st.one_of(
    _of("not_above", grade=st.sampled_from(["XS", "T"])),
    _of("down", grades=st.sampled_from(["1", "2"])),
    _of("forced", grade=st.just("Y")),
)
QUOTA = st.fixed_dictionaries(
    {
        "percent": NUMBERS,
        "rounding": st.sampled_from(["down", "half_up", "up"]),
        "over": st.sampled_from(["next", "meeting"]),
    }
)
GRADINGS = st.fixed_dictionaries(
    {
        "grades": st.lists(
            st.fixed_dictionaries(
                {"code": st.sampled_from(["XS", "T", "K"]), "name": WORDS, "least": NUMBERS},
                optional={
                    "name_en": WORDS,
                    "in_percent": st.just(True),
                    "conditions": st.lists(st.lists(CLAUSES, min_size=1, max_size=2), min_size=1, max_size=2),
                    "quota": QUOTA,
                },
            ),
            max_size=3,
        ),
        "sanctions": st.lists(
            st.fixed_dictionaries(
                {"name": WORDS, "trigger": CLAUSES, "effect": EFFECT}, optional={"legal_line": WORDS}
            ),
            max_size=2,
        ),
        "tie_breakers": st.lists(BREAKERS, max_size=3),
    }
)


def test_every_kind_is_among_the_random_ones():
    assert (len(CONDITIONS), len(EFFECTS), len(TIES)) == (5, 3, 6)


@QUIET
@given(GRADINGS, st.sampled_from(["vi", "en"]))
def test_reading_what_was_written_gives_the_same(data, language):
    value = read_grading(data)
    with translation.override(language):
        written = rows.write(value)
    reading = rows.read(written)
    assert (reading.misread, reading.json) == ((), as_json(value))
    with translation.override(language):
        assert rows.write(reading.grading) == written


@pytest.mark.parametrize(
    ("sheet", "row", "problem"),
    [
        ("grades", ["", "Tốt", "80"], "row.needed"),
        ("grades", ["T", "", "80"], "row.needed"),
        ("grades", ["T", "Tốt", ""], "row.needed"),
        ("grades", ["T", "Tốt", "tám"], "row.number"),
        ("grades", ["T", "Tốt", "0,12345"], "too_long"),
        ("grades", ["T", "Tốt", "-1"], "below_least"),
        ("grades", ["T", "x" * 61, "80"], "row.too_long"),
        ("grades", ["T", "Tốt", "80", "đoán"], "row.clause"),
        ("grades", ["T", "Tốt", "80", "Points of V"], "row.clause"),
        ("grades", ["T", "Tốt", "80", "", "nhiều"], "row.number"),
        ("grades", ["T", "Tốt", "80", "", "25", "đâu đó"], "row.choice"),
        ("grades", ["T", "Tốt", "80", "", "", "down"], "row.quota_without"),
        ("grades", ["T", "Tốt", "80", "", "", "", "", "", "thừa"], "row.too_many_cells"),
        ("sanctions", ["", "Points of V > 0", "Lowered by 1"], "row.needed"),
        ("sanctions", ["Kỷ luật", "", "Lowered by 1"], "row.clause"),
        ("sanctions", ["Kỷ luật", "Points of V > 0", "Lowered by 1,5"], "not_whole"),
        ("sanctions", ["Kỷ luật", "Fact Weather > 0", "Lowered by 1"], "row.clause"),
        ("tie_breakers", ["đoán"], "row.clause"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_and_the_others_are_kept(sheet, row, problem):
    good = {name: ENGLISH[name][-1] for name in ENGLISH}
    reading = rows.read({name: [good[name], *([row] if name == sheet else [])] for name in ENGLISH})

    assert [(each.sheet, each.number, each.problem.code) for each in reading.misread] == [(sheet, 2, problem)]
    assert [len(part) for part in reading.json.values()] == [1, 1, 1]
    for language in ("vi", "en"):
        with translation.override(language):
            sentence = explain_problem(reading.misread[0].problem)
            assert sentence not in ("", problem)
            assert "…" not in sentence
            assert "{" not in sentence


@pytest.mark.parametrize(
    ("data", "places"),
    [
        ({"grades": [{"code": "T"}]}, ["grades/1", "grades/1"]),
        ({"grades": [*GRADES, {"code": "", "name": "x", "least": "1"}]}, ["grades/6"]),
        ({"sanctions": [SANCTIONS[0], {"name": "x"}]}, ["sanctions/2", "sanctions/2"]),
        ({"tie_breakers": [*TIE_BREAKERS, {"kind": "luck"}]}, ["tie_breakers/7"]),
        ({"tie_breakers": [{"kind": "meeting", "line": "V"}]}, ["tie_breakers/1"]),
        ({"weather": []}, [""]),
    ],
)
def test_stored_grading_that_does_not_fit_says_where(data, places):
    with pytest.raises(Unreadable) as unreadable:
        read_grading(data)
    assert [problem.where for problem in unreadable.value.problems] == places


def test_nothing_stored_is_nothing_and_what_is_stored_is_what_was_read():
    assert as_json(read_grading({})) == {}
    assert as_json(read_grading(JSON)) == JSON
    assert read_grading(JSON).grades[0].least == Decimal(90)
