"""What a quota leaves to the meeting, and what its decisions do, counted by hand and for any cluster."""

import json

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from clusters.explanations import explain
from clusters.scoring.grading import Decision, Verdict, judge_cluster, order_cluster
from tests.clusters.scoring.gradings import GRADES, NO_FACTS, TABLE, entries, grading, sheet
from tests.clusters.scoring.test_grading_properties import QUIET

TIE_OF_TWO = {1: 0, 2: 1, 3: 1, 4: 9}
SIX = {1: 0, 2: 1, 3: 2, 4: 3, 5: 11, 6: 12}


def quotas(*of_grades: tuple[str, str]) -> list[dict]:
    """The grades with these quotas on the best of them: per cent, and what happens over it."""
    asked = [{"percent": percent, "rounding": "down", "over": over} for percent, over in of_grades]
    plain = [{**grade, "conditions": [], "quota": None} for grade in GRADES]
    return [{**grade, "quota": quota} for grade, quota in zip(plain, asked, strict=False)] + plain[len(asked) :]


def judged(shorts, grades, *decisions):
    """Units by number, with so many points missing."""
    regulation = grading(grades=grades, sanctions=[])
    sheets = {key: sheet(I_1=30 - short) for key, short in shorts.items()}
    what = (regulation, TABLE, sheets, {key: entries() for key in sheets}, dict.fromkeys(sheets, NO_FACTS))
    return judge_cluster(*what, {one.key: one.rank for one in order_cluster(*what)}, decisions)


def graded(found) -> str:
    return " ".join(f"{v.grade}?{v.pending}" if v.pending else v.grade for _key, v in sorted(found.verdicts.items()))


def decided(grade, asked, given=(), reason="Hội nghị biểu quyết"):
    return Decision(grade, frozenset(asked), frozenset(given), reason)


@pytest.mark.parametrize(
    ("decisions", "expected"),
    [
        ([], "XS T?XS T?XS T"),
        ([decided("XS", {2, 3}, {3})], "XS T XS T"),
        ([decided("XS", {2, 3})], "XS T T T"),
        # About others than those in question, and of more places than there are.
        ([decided("XS", {2}, {2})], "XS T?XS T?XS T"),
        ([decided("XS", {2, 3, 4}, {2})], "XS T?XS T?XS T"),
        ([decided("XS", {2, 3}, {2, 3})], "XS T?XS T?XS T"),
        ([decided("XS", {2, 3}, {4})], "XS T?XS T?XS T"),
        ([decided("T", {2, 3}, {2})], "XS T?XS T?XS T"),
        # The last one on the grade counts, even where it is void.
        ([decided("XS", {2, 3}, {3}), decided("XS", {2, 3}, {2})], "XS XS T T"),
        ([decided("XS", {2, 3}, {3}), decided("XS", {2}, {2})], "XS T?XS T?XS T"),
    ],
)
def test_a_tie_across_the_edge(decisions, expected):
    assert graded(judged(TIE_OF_TWO, quotas(("50", "next")), *decisions)) == expected


@pytest.mark.parametrize(
    ("given", "expected", "beyond"),
    [
        ({3}, "XS XS XS T T T", 1),
        ({4}, "XS XS T XS T T", 1),
        ({3, 4}, "XS XS XS XS T T", 2),
        (set(), "XS XS T T T T", 0),
    ],
)
def test_those_over_a_quota_that_the_regulation_leaves_to_the_meeting(given, expected, beyond):
    found = judged(SIX, quotas(("40", "meeting")), decided("XS", {3, 4}, given))
    (question,) = found.questions
    assert (graded(found), question.beyond(given)) == (expected, beyond)
    assert (question.free, question.inside, question.left, question.most, question.is_open) == (2, 2, 0, None, False)


def test_whom_the_meeting_refuses_is_considered_for_the_next_grade():
    grades = quotas(("25", "next"), ("25", "meeting"))
    shorts = {1: 0, 2: 0, 3: 2, 4: 3}
    before = judged(shorts, grades)
    assert (graded(before), [sorted(each.units) for each in before.questions]) == (
        "K?XS K?XS K?T K?T",
        [[1, 2], [1, 2, 3, 4]],
    )
    best = decided("XS", {1, 2}, {1})
    once = judged(shorts, grades, best)
    assert (graded(once), [sorted(each.units) for each in once.questions]) == ("XS T K?T K?T", [[1, 2], [3, 4]])
    assert graded(judged(shorts, grades, best, decided("T", {3, 4}, {3, 4}))) == "XS T T T"
    # The meeting changes its mind on the best grade: the same units stay in question for the next.
    assert graded(judged(shorts, grades, decided("XS", {1, 2}, {2}), decided("T", {3, 4}, {4}))) == "T XS K T"


def test_a_decision_on_a_lower_grade_is_void_once_others_come_in_question():
    grades = quotas(("25", "next"), ("25", "next"))
    shorts = {1: 0, 2: 0, 3: 0, 4: 3}
    lower = decided("T", {2, 3}, {2})
    assert graded(judged(shorts, grades, decided("XS", {1, 2, 3}, {1}), lower)) == "XS T K K"
    assert graded(judged(shorts, grades, decided("XS", {1, 2, 3}, {2}), lower)) == "K?T XS K?T K"


def test_the_way_tells_what_the_meeting_decided_in_both_languages():
    found = judged(TIE_OF_TWO, quotas(("50", "next")), decided("XS", {2, 3}, {3}, "Biên bản số 5"))
    ways = [[(s.about, s.state, s.reasons[0].code) for s in found.verdicts[key].steps][1:] for key in (2, 3)]
    assert ways == [
        [
            ("quota", "missed", "grading.quota_tied_settled"),
            ("meeting", "missed", "grading.meeting_refused"),
            ("grade", "met", "grading.grade"),
        ],
        [
            ("quota", "met", "grading.quota_tied_settled"),
            ("meeting", "met", "grading.meeting_gave"),
            ("grade", "met", "grading.grade"),
        ],
    ]
    assert [(v.by_meeting, v.is_open) for v in (found.verdicts[2], found.verdicts[3])] == [
        (False, False),
        (True, False),
    ]
    with translation.override("en"):
        said = [explain(found.verdicts[key].steps[2].reasons[0]) for key in (2, 3)]
    assert said == [
        "The meeting did not give the grade Excellent: Biên bản số 5",
        "The meeting gave the grade Excellent: Biên bản số 5",
    ]


# --- for any cluster ------------------------------------------------------------------------------------------

# Few different totals, so that units are tied across the edges of quotas.
SHORTS = st.lists(st.sampled_from([0, 1, 2, 12]), min_size=1, max_size=8).map(
    lambda all_: dict(enumerate(all_, start=1))
)
QUOTAS = st.lists(st.tuples(st.sampled_from(["25", "40", "60"]), st.sampled_from(["next", "meeting"])), max_size=3)
FROM = st.tuples(SHORTS, QUOTAS.map(lambda each: quotas(*each)))


def meet(shorts, grades, data) -> list[Decision]:
    """The meeting decides on the best open grade until none is left."""
    decisions: list[Decision] = []
    while True:
        open_ones = [each for each in judged(shorts, grades, *decisions).questions if each.is_open]
        if not open_ones:
            return decisions
        question = open_ones[0]
        most = len(question.units) if question.most is None else question.most
        chosen = data.draw(st.sets(st.sampled_from(sorted(question.units)), max_size=most))
        decisions.append(decided(question.grade, question.units, chosen))


@QUIET
@given(FROM, st.data())
def test_a_meeting_that_decides_grade_by_grade_leaves_nothing_open(what, data):
    decisions = meet(*what, data)
    found = judged(*what, *decisions)
    assert [verdict.pending for verdict in found.verdicts.values()] == [""] * len(found.verdicts)
    given_to = {key for each in decisions for key in each.given}
    assert {key for key, verdict in found.verdicts.items() if verdict.by_meeting} == given_to


@QUIET
@given(FROM, st.data())
def test_never_more_than_the_free_places_where_the_regulation_leaves_nobody_over_it(what, data):
    shorts, grades = what
    found = judged(shorts, grades)
    for _grade in grades:
        draws = [(q, data.draw(st.sets(st.sampled_from(sorted(q.units))))) for q in found.questions]
        found = judged(shorts, grades, *(decided(q.grade, q.units, chosen) for q, chosen in draws))
        held = [verdict.grade for verdict in found.verdicts.values()]
        for question in found.questions:
            beyond = question.beyond(question.decision.given) if question.decision else 0
            assert beyond == 0 or question.most is None
            assert held.count(question.grade) <= question.free + beyond


@QUIET
@given(FROM, st.data())
def test_a_void_decision_changes_nothing(what, data):
    shorts, grades = what
    before = judged(shorts, grades)
    for question in before.questions:
        asked, chosen = (data.draw(st.sets(st.sampled_from(sorted(shorts)))) for _each in range(2))
        said = decided(question.grade, asked, chosen)
        assert question.answered_by(said) or judged(shorts, grades, said) == before


@QUIET
@given(FROM, st.data())
def test_who_has_the_best_grade_in_question_for_certain_keeps_it_whatever_the_meeting_decides(what, data):
    before = judged(*what)
    if before.questions:
        best = before.questions[0]
        certain = {key for key, verdict in before.verdicts.items() if verdict.grade == best.grade}
        chosen = data.draw(st.sets(st.sampled_from(sorted(best.units))))
        after = judged(*what, decided(best.grade, best.units, chosen))
        assert certain <= {key for key, verdict in after.verdicts.items() if verdict.grade == best.grade}


@QUIET
@given(FROM, st.data())
def test_a_decided_verdict_is_stored_and_told_whole(what, data):
    for verdict in judged(*what, *meet(*what, data)).verdicts.values():
        stored = json.loads(json.dumps(verdict.as_json()))
        assert Verdict.from_json(stored).as_json() == stored
        for language in ("vi", "en"):
            with translation.override(language):
                said = [explain(reason) for step in verdict.steps for reason in step.reasons]
            assert [words for words in said if "…" in words or "{" in words or not words] == []
