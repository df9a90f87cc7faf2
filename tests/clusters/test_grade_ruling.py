"""The meeting decides on grades that a quota leaves to it: who, when, on whom, the second writer, the page."""

import pytest
from django.urls import reverse
from django.utils import translation

from clusters.enums import Event, Phase
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import AuditEntry, GradeRuling, Notice, Score, ScoringTableVersion
from clusters.queries import grade_question as questions
from clusters.queries import ranking
from clusters.queries.trail import trail
from clusters.services import grade_ruling as rulings
from clusters.services import standing as standings
from clusters.services import tie as ties
from clusters.services.grade_ruling import Said
from tests import factories
from tests.reading import as_person, get, post

QUOTA = {"percent": "34", "rounding": "down", "over": "next"}
BEST = {"code": "XS", "name": "Xuất sắc", "name_en": "Excellent", "least": "80", "quota": QUOTA}
GOOD = {"code": "T", "name": "Tốt", "name_en": "Good", "least": "70"}
GRADING = {"grades": [BEST, GOOD, {"code": "Y", "name": "Yếu", "least": "0"}], "tie_breakers": [{"kind": "meeting"}]}


@pytest.fixture
def asked(cast):
    """At the meeting Sở A and Sở B have 89 points each and Sở C 85; one of the three may be excellent."""
    grade_by(cast, GRADING)
    at(cast, Phase.MEETING)
    cast.report = factories.scored_report(cast.unit, head=True)
    factories.scored_report(cast.head_unit, head=True)
    factories.scored_report(cast.deputy_unit, head=True, II_1=16)
    cast.question = [cast.unit.pk, cast.head_unit.pk]
    return cast


def grade_by(cast, grading):
    ScoringTableVersion.objects.filter(pk=cast.table.pk).update(grading=grading)
    cast.season.table.refresh_from_db()


def at(cast, phase):
    cast.season.phase = phase
    cast.season.save(update_fields=["phase"])


def left_to_the_meeting(cast, *others):
    """The same quotas, but the meeting decides on those over them."""
    over = {"quota": {**QUOTA, "over": "meeting"}}
    grade_by(
        cast, {**GRADING, "grades": [{**BEST, **over}, {**GOOD, **(over if others else {})}, GRADING["grades"][2]]}
    )


def settle(cast, *given, by=None, reason="Hội nghị biểu quyết", **seen):
    pks = [unit.pk for unit in given]
    return rulings.settle(cast.season, "XS", Said(cast.question, pks, reason), by=by or cast.head, **seen)


def as_many_points(unit):
    """As many as the other two have."""
    Score.objects.filter(report__participant=unit, criterion__code="II.1").update(points=20)


def grades(cast) -> list[str]:
    lines = ranking.live(cast.season).lines
    return [f"{line.participant}: {line.verdict.grade}{'?' if line.verdict.pending else ''}" for line in lines]


@pytest.mark.parametrize("person", ["head", "head_leader", "deputy", "official"])
def test_the_meeting_gives_the_grade_to_one_and_all_are_told(asked, person):
    assert grades(asked) == ["Sở A: T?", "Sở B: T?", "Sở C: T"]

    settle(asked, asked.head_unit, by=getattr(asked, person), reason=" Hội nghị biểu quyết ")

    assert grades(asked) == ["Sở A: T", "Sở B: XS", "Sở C: T"]
    entry = AuditEntry.objects.about(asked.season).latest("number")
    after = {"grade": "Xuất sắc", "asked": ["Sở A", "Sở B"], "given": ["Sở B"]}
    assert (entry.event, entry.reason, entry.after) == (Event.GRADE_SETTLED, "Hội nghị biểu quyết", after)
    told = set(Notice.objects.filter(event=Event.GRADE_SETTLED).values_list("person", flat=True))
    assert {asked.officer.pk, asked.leader.pk, asked.head.pk, asked.deputy.pk} <= told


def test_the_trail_says_it_in_words(asked):
    settle(asked, asked.head_unit)
    with translation.override("en"):
        said = trail(asked.season)[0].changes
    assert said == [
        ("Grade", "", "Xuất sắc"),
        ("Units in question", "", "Sở A, Sở B"),
        ("Units given the grade", "", "Sở B"),
    ]


@pytest.mark.parametrize("person", ["officer", "leader", "council", "auditor", "neighbour", "neighbour_official"])
def test_nobody_else_records_it(asked, person):
    with pytest.raises(Denied):
        settle(asked, asked.unit, by=getattr(asked, person))


@pytest.mark.parametrize("phase", [Phase.VERIFYING, Phase.SUBMITTED])
def test_only_at_the_meeting(asked, phase):
    at(asked, phase)
    with pytest.raises(Conflict):
        settle(asked, asked.unit)


def test_not_once_the_ranking_is_sealed(asked):
    standings.seal(asked.season, by=asked.head)
    with pytest.raises(Conflict):
        settle(asked, asked.unit)


def test_not_while_a_line_is_open(asked):
    Score.objects.filter(report=asked.report, kind="head", criterion__code="I.1").delete()
    with pytest.raises(Conflict):
        settle(asked, asked.unit)


def test_not_on_a_grade_that_is_not_in_question(asked):
    for code in ("T", "?"):
        with pytest.raises(Conflict):
            rulings.settle(asked.season, code, Said([], [], "Biểu quyết"), by=asked.head)


def test_a_better_grade_is_decided_first(asked):
    left_to_the_meeting(asked, "T")
    asked.question = [asked.unit.pk, asked.head_unit.pk, asked.deputy_unit.pk]
    with pytest.raises(Conflict, match="Xuất sắc"):
        rulings.settle(asked.season, "T", Said(asked.question, [], "Biểu quyết"), by=asked.head)
    settle(asked, asked.unit)
    others = [asked.deputy_unit.pk]
    rulings.settle(asked.season, "T", Said(others, others, "Biểu quyết"), by=asked.head)
    assert grades(asked) == ["Sở A: XS", "Sở B: T", "Sở C: T"]


def test_not_more_than_the_places_left_nor_others_nor_without_a_reason(asked):
    for given in ((asked.unit, asked.head_unit), (asked.deputy_unit,)):
        with pytest.raises(Invalid) as refused:
            settle(asked, *given, reason=" ")
        assert sorted(refused.value.problems) == ["given", "reason"]
    assert GradeRuling.objects.count() == 0


def test_over_a_quota_left_to_the_meeting_it_may_give_more(asked):
    left_to_the_meeting(asked)
    asked.question = [asked.unit.pk, asked.head_unit.pk, asked.deputy_unit.pk]
    settle(asked, asked.unit, asked.deputy_unit)
    assert grades(asked) == ["Sở A: XS", "Sở B: T", "Sở C: XS"]
    (found,) = questions.asked_in(ranking.live(asked.season))
    assert found.settled.beyond == 1


def test_a_later_ruling_takes_its_place_and_both_are_kept(asked):
    first = settle(asked, asked.unit, reason="Lần đầu")
    settle(asked, asked.head_unit, reason="Biểu quyết lại", seen=first.pk)
    assert grades(asked) == ["Sở A: T", "Sở B: XS", "Sở C: T"]
    assert [each.reason for each in GradeRuling.objects.order_by("pk")] == ["Lần đầu", "Biểu quyết lại"]


def test_a_ruling_lapses_when_others_come_in_question(asked):
    settle(asked, asked.unit)
    as_many_points(asked.deputy_unit)
    assert grades(asked) == ["Sở A: T?", "Sở B: T?", "Sở C: T?"]
    (found,) = questions.asked_in(ranking.live(asked.season))
    assert (found.settled, found.lapsed.reason) == (None, "Hội nghị biểu quyết")
    with pytest.raises(Stale):
        settle(asked, asked.head_unit)


def test_an_order_of_the_meeting_answers_it_too(asked):
    settle(asked, asked.unit)
    ties.settle(asked.season, [asked.head_unit.pk, asked.unit.pk], "Biểu quyết", by=asked.head)
    assert grades(asked) == ["Sở B: XS", "Sở A: T", "Sở C: T"]


def test_the_second_writer_is_told(asked):
    first = settle(asked, asked.unit, reason="Lần đầu", seen=0)
    with pytest.raises(Stale) as stale:
        settle(asked, asked.head_unit, by=asked.deputy, seen=0)
    assert (stale.value.theirs, stale.value.seen) == ({"given": [asked.unit.pk], "reason": "Lần đầu"}, first.pk)


# --- the pages ------------------------------------------------------------------------------------------------


def sent(cast, *given, **fields):
    asked = ",".join(str(pk) for pk in sorted(cast.question))
    return {"asked": asked, "seen": "0", "reason": "Biểu quyết", "given": [unit.pk for unit in given], **fields}


def test_from_the_ranking_to_the_page_and_back(client, asked):
    shown = get(as_person(client, asked.head), "ranking", asked.season.pk).content.decode()
    address = reverse("ranking-grade", args=[asked.season.pk, 1])
    assert [words for words in (address, "In question: Sở A, Sở B.", "places left: 1") if words not in shown] == []

    page = get(client, "ranking-grade", asked.season.pk, 1)
    labels = [label for _key, label in page.context["form"].fields["given"].choices]
    assert labels == ["Sở A – rank 1, 89 points", "Sở B – rank 1, 89 points"]
    assert post(client, "ranking-grade", asked.season.pk, 1, **sent(asked, asked.head_unit)).status_code == 302

    after = get(client, "ranking", asked.season.pk).content.decode()
    told = (
        "Given by the meeting to: Sở B",
        "Not given to: Sở A",
        "The meeting gave the grade Excellent: Biểu quyết",
        "The meeting did not give the grade Excellent: Biểu quyết",
        "by decision of the meeting",
    )
    assert [words for words in told if words not in after] == []


def test_errors_keep_what_was_typed(client, asked):
    as_person(client, asked.head)
    both = post(client, "ranking-grade", asked.season.pk, 1, **sent(asked, asked.unit, asked.head_unit))
    assert both.context["form"].errors["given"] == [
        "Choose at most 1 of these units: the quota has no more places.",
    ]
    assert (both.context["form"]["reason"].value(), both.content.decode().count("checked")) == ("Biểu quyết", 2)
    empty = post(client, "ranking-grade", asked.season.pk, 1, **sent(asked, asked.unit, reason=" "))
    assert list(empty.context["form"].errors) == ["reason"]
    assert GradeRuling.objects.count() == 0


def test_the_second_writer_sees_both_versions_and_can_insist(client, asked):
    settle(asked, asked.unit, reason="Lần đầu")
    as_person(client, asked.deputy)
    answer = post(client, "ranking-grade", asked.season.pk, 1, **sent(asked, asked.head_unit))
    form = answer.context["form"]
    assert answer.context["versions"] == [
        ("Units given the grade", "Sở B", "Sở A"),
        ("Reason", "Biểu quyết", "Lần đầu"),
    ]
    again = sent(asked, asked.head_unit, seen=form["seen"].value())
    assert post(client, "ranking-grade", asked.season.pk, 1, **again).status_code == 302
    assert grades(asked) == ["Sở A: T", "Sở B: XS", "Sở C: T"]


def test_who_ticked_while_others_came_in_question_is_told_and_loses_nothing(client, asked):
    before = sent(asked, asked.head_unit)
    as_many_points(asked.deputy_unit)
    answer = post(as_person(client, asked.head), "ranking-grade", asked.season.pk, 1, **before)
    form = answer.context["form"]
    assert form.non_field_errors() == ["Other units are in question now; look at them again."]
    assert (form["reason"].value(), len(form.fields["given"].choices)) == ("Biểu quyết", 3)
    again = sent(asked, asked.head_unit, asked=form["asked"].value())
    assert post(client, "ranking-grade", asked.season.pk, 1, **again).status_code == 302
    assert grades(asked) == ["Sở A: T", "Sở B: XS", "Sở C: T"]


@pytest.mark.parametrize(("number", "status"), [(0, 404), (2, 409), (9, 404)])
def test_a_grade_that_is_not_there_or_not_in_question(client, asked, number, status):
    assert get(as_person(client, asked.head), "ranking-grade", asked.season.pk, number).status_code == status


def test_the_page_says_by_how_many_the_quota_is_exceeded(client, asked):
    left_to_the_meeting(asked)
    asked.question = [asked.unit.pk, asked.head_unit.pk, asked.deputy_unit.pk]
    page = get(as_person(client, asked.head), "ranking-grade", asked.season.pk, 1).content.decode()
    assert "if all of them get the grade, it is exceeded by 2" in page
    post(client, "ranking-grade", asked.season.pk, 1, **sent(asked, asked.unit, asked.deputy_unit))
    assert "The quota of 1 is exceeded by 1." in get(client, "ranking", asked.season.pk).content.decode()


def test_sealing_with_an_open_question_is_possible_but_not_unawares(client, asked):
    as_person(client, asked.head)
    before = get(client, "ranking-seal", asked.season.pk).content.decode()
    assert [words in before for words in ("Grade Excellent in question: Sở A, Sở B", "Equal after all")] == [True, True]
    settle(asked, asked.unit)
    after = get(client, "ranking-seal", asked.season.pk).content.decode()
    assert ["Grade Excellent in question" in after, "Equal after all tie-breakers: Sở A, Sở B" in after] == [
        False,
        True,
    ]
