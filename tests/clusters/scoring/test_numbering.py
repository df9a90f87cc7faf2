"""Codes made from the marks of a printed table."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusters.scoring import notation, numbering

QUIET = settings(derandomize=True, deadline=None, max_examples=60)
MARKS = st.lists(
    st.sampled_from(
        ["A", "B", "C", "H", "I", "II", "IV", "V", "1", "2", "1.1", "1.2", "2.1.3", "a", "b", "i", "-", "+", "TC1", ""]
    ),
    max_size=25,
)


def codes(text: str) -> list[str]:
    return numbering.codes([numbering.tidy(mark) for mark in text.split()])


@pytest.mark.parametrize(
    ("marks", "made"),
    [
        ("A I 1 1.1 1.2 2 II 1 B I", "A A.I A.I.1 A.I.1.1 A.I.1.2 A.I.2 A.II A.II.1 B B.I"),
        ("I. 1. a) b) - - 2. a) II. 1.", "I I.1 I.1.a I.1.b I.1.b.1 I.1.b.2 I.2 I.2.a II II.1"),
        ("I 1 1.1 1.1.1 1.2 2", "I I.1 I.1.1 I.1.1.1 I.1.2 I.2"),
        ("A 1 2 B 1", "A A.1 A.2 B B.1"),
        ("A B C 1 D 1", "A B C C.1 D D.1"),
        ("I II III IV V 1 VI C", "I II III IV V V.1 VI VI.C"),
        ("I (1) (a) (i) (ii) (b)", "I I.1 I.1.a I.1.a.i I.1.a.ii I.1.b"),
        ("VIII 1.1 1.2 IX 1.1", "VIII VIII.1-1 VIII.1-2 IX IX.1-1"),
        ("I 1 1 II", "I I.1 I.1-2 II"),
        ("- - -", "1 2 3"),
        ("A I H I 1", "A A.I H H.I H.I.1"),
        ("A H 1 I 1", "A H H.1 I I.1"),
    ],
)
def test_marks_nest_by_their_order_and_kind(marks, made):
    assert codes(marks) == made.split()


@pytest.mark.parametrize("marks", ["I I.1 I.1.a I.2 II", "1 1.1 2 2.1", "I I.1 I.1", "A A.I A.I.1", "I V.1", "TC1 TC2"])
def test_codes_that_nest_by_dots_stay_as_they_are(marks):
    assert codes(marks) == marks.split()


def test_lines_that_all_say_their_section_stand_at_the_top():
    marks = ["I", "II", "A", "A.1"]

    assert numbering.codes(marks, {0, 1, 2}) == marks
    assert numbering.codes(marks, {0, 1}) == ["I", "II", "II.A", "II.A.1"]


@QUIET
@given(MARKS)
def test_codes_are_unique_and_stand_below_one_that_came_before(marks):
    made = numbering.codes(marks)
    given_codes = [code for code in made if code]

    if made != marks:
        assert len(set(given_codes)) == len(given_codes)
        for index, code in enumerate(given_codes):
            assert notation.parent_of(code) in ("", *given_codes[:index])
    assert [bool(code) for code in made] == [bool(mark) for mark in marks]


@QUIET
@given(MARKS)
def test_made_codes_are_not_made_again(marks):
    once = numbering.codes(marks)

    assert numbering.codes(once) == once


def test_a_printed_table_is_read_with_the_codes_that_were_made():
    reading = notation.read("STT\tTiêu chí\nA\tNội dung\t10\tcore\nI\tVăn bản\t10\n1\tBáo cáo\t10\na)\tĐúng hạn\t10")

    assert (list(reading.lines), reading.misread) == (["A", "A.I", "A.I.1", "A.I.1.a"], ())
    assert reading.made == {"A.I": "I", "A.I.1": "1", "A.I.1.a": "a"}
    assert notation.read(notation.write(reading.lines.values())).made == {}
