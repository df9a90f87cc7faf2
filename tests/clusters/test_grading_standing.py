"""Grades in the live order, in what is sealed, and in what anybody computes from the manifest."""

import json
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from clusters import clock, manifest
from clusters.enums import FactKind, Phase, ScoreKind
from clusters.models import Criterion, Fact, Result, Score, ScoringTableVersion, Standing, TieRuling
from clusters.queries import grading as gradings
from clusters.queries import ranking, ranking_tables
from clusters.queries import standing as sealed
from clusters.scoring import all_nodes
from clusters.services import grade_ruling as rulings
from clusters.services import standing as standings
from clusters.services.grade_ruling import Said
from tests import factories
from tests.reading import as_person, get, sheets

D = Decimal
GRADING = {
    "grades": [
        {
            "code": "XS",
            "name": "Xuất sắc",
            "name_en": "Excellent",
            "least": "85",
            "conditions": [
                [{"kind": "targets", "lines": ["I.1"]}],
                [{"kind": "figure", "line": "II.1", "sign": "≥", "value": "2"}],
            ],
            "quota": {"percent": "34", "rounding": "down", "over": "next"},
        },
        {"code": "T", "name": "Tốt", "name_en": "Good", "least": "80"},
        {"code": "Y", "name": "Yếu", "name_en": "Weak", "least": "0"},
    ],
    "sanctions": [
        {
            "name": "Tập thể bị kỷ luật",
            "trigger": {"kind": "fact", "fact": "collective_disciplined", "sign": "≥", "value": "1"},
            "effect": {"kind": "forced", "grade": "Y"},
        }
    ],
    "tie_breakers": [{"kind": "points", "line": "III"}, {"kind": "meeting"}],
}


@pytest.fixture
def graded(cast):
    """Three verified units under a table that grades: 89, 89 and 85 points."""
    ScoringTableVersion.objects.filter(pk=cast.table.pk).update(grading=GRADING)
    cast.season.table.refresh_from_db()
    cast.season.phase = Phase.MEETING
    cast.season.save(update_fields=["phase"])
    for unit, points in ((cast.unit, {}), (cast.head_unit, {}), (cast.deputy_unit, {"II_1": 16})):
        report = factories.scored_report(unit, head=True, **points)
        figures(report, I_1=100, II_1=2)
        fact(unit, 0)
    return cast


def figures(report, **results):
    for name, value in results.items():
        line = Criterion.objects.get(version=report.participant.season.table_id, code=name.replace("_", "."))
        inputs = {"actual" if line.code == "I.1" else "count": str(value)}
        stamp = {"updated_at": clock.now(), "updated_by": factories.user()}
        Result.objects.update_or_create(report=report, criterion=line, defaults={"inputs": inputs, **stamp})
        if not report.participant.targets.filter(criterion=line).exists():
            factories.target(report.participant, line, 100)


def fact(unit, value):
    stamp = {"recorded_at": clock.now(), "recorded_by": factories.user()}
    key = {"participant": unit, "kind": FactKind.COLLECTIVE_DISCIPLINED, "source": "người ghi"}
    Fact.objects.update_or_create(**key, defaults={"value": value, **stamp})


def order_of(cast) -> list[tuple[str, int, str, str]]:
    lines = ranking.live(cast.season).lines
    return [(str(line.participant), line.rank, line.verdict.grade, line.verdict.pending) for line in lines]


def test_a_tie_across_the_edge_of_the_quota_waits_for_the_meeting(graded):
    assert order_of(graded) == [("Sở A", 1, "T", "XS"), ("Sở B", 1, "T", "XS"), ("Sở C", 3, "T", "")]


def test_the_meeting_settles_it(graded):
    ruling(graded, graded.head_unit, graded.unit)
    assert order_of(graded) == [("Sở B", 1, "XS", ""), ("Sở A", 2, "T", ""), ("Sở C", 3, "T", "")]


def ruling(cast, *order):
    pks = [unit.pk for unit in order]
    TieRuling.objects.create(
        season=cast.season, order=pks, reason="Hội nghị", settled_at=clock.now(), settled_by=cast.head
    )


def test_conditions_and_facts_decide_with_the_points(graded):
    figures(graded.unit.report, I_1=99)
    fact(graded.head_unit, 1)
    assert order_of(graded) == [("Sở A", 1, "T", ""), ("Sở B", 1, "Y", ""), ("Sở C", 3, "XS", "")]


def test_figures_that_the_cluster_did_not_let_stand_lift_no_grade(graded):
    """The two others are disciplined. Two things were reported; the cluster gave points for one of them."""
    fact(graded.head_unit, 1)
    fact(graded.deputy_unit, 1)
    assert order_of(graded)[0] == ("Sở A", 1, "XS", "")
    head = Score.objects.filter(report=graded.unit.report, criterion__code="II.1", kind=ScoreKind.HEAD)

    head.update(points=head.get().points - 4, note="Chỉ công nhận một mô hình")

    (line,) = [line for line in ranking.live(graded.season).lines if line.participant == graded.unit]
    assert (line.sheet.total, line.verdict.by_points, line.verdict.grade) == (85, "XS", "T")
    sealed_now = standings.seal(graded.season, by=graded.head)
    grades = {each.participant_id: each.grade for each in sealed_now.placings.all()}
    assert {one.participant: one.grade for one in manifest.recompute(sealed_now.manifest)} == grades
    assert grades[graded.unit.pk] == "Tốt"


def test_what_is_not_recorded_is_said(graded):
    Fact.objects.all().delete()
    live = ranking.live(graded.season)
    line = next(line for line in live.lines if line.participant == graded.unit)
    with translation.override("en"):
        said = gradings.told(line.verdict, live.grading)
    assert [each.about for each in said if each.state == "unknown"] == ["sanction", "quota"]
    assert said[1].words == "Excellent: all targets met: I.1"


def test_ranks_still_possible_keep_to_what_separates_verified_equals(graded):
    ruling(graded, graded.head_unit, graded.unit)
    found = [(line.rank, line.best, line.worst) for line in ranking.live(graded.season).lines]
    assert found == [(1, 1, 1), (2, 2, 2), (3, 3, 3)]


def test_the_seal_holds_grades_and_why_and_the_manifest_gives_them_again(graded):
    ruling(graded, graded.head_unit, graded.unit)
    made = Standing.objects.get(pk=standings.seal(graded.season, by=graded.head).pk)
    placings = sealed.placings_of(made)
    placed = [(each.participant_id, each.points, each.rank, each.grade) for each in placings]

    assert [(str(each.participant), each.rank, each.grade) for each in placings] == [
        ("Sở B", 1, "Xuất sắc"),
        ("Sở A", 2, "Tốt"),
        ("Sở C", 3, "Tốt"),
    ]
    assert [tuple(one) for one in manifest.recompute(json.loads(json.dumps(made.manifest)))] == placed
    assert sealed.agrees(made, placings)
    assert [each.why["verdict"]["by_points"] for each in placings] == ["XS", "XS", "XS"]
    with translation.override("en"):
        assert [(each.unit, each.grade, each.note) for each in sealed.graded(made, placings)] == [
            ("Sở B", "Excellent", ""),
            ("Sở A", "Good", "by points alone Excellent"),
            ("Sở C", "Good", "by points alone Excellent"),
        ]


def decision(cast, *given):
    """The meeting gives the best grade to these of the two that are tied across the edge of its quota."""
    asked = [cast.unit.pk, cast.head_unit.pk]
    pks = [unit.pk for unit in given]
    rulings.settle(cast.season, "XS", Said(asked, pks, "Biên bản số 5"), by=cast.head)


def test_the_seal_holds_what_the_meeting_gave_and_the_manifest_gives_it_again(graded):
    decision(graded, graded.unit)
    made = Standing.objects.get(pk=standings.seal(graded.season, by=graded.head).pk)
    placings, content = sealed.placings_of(made), json.loads(json.dumps(made.manifest))

    grades = [(str(each.participant), each.rank, each.grade) for each in placings]
    assert grades == [("Sở A", 1, "Xuất sắc"), ("Sở B", 1, "Tốt"), ("Sở C", 3, "Tốt")]
    assert sealed.agrees(made, placings)
    assert (content["format"], content["decisions"]) == (
        2,
        [
            {
                "grade": "XS",
                "asked": sorted([graded.unit.pk, graded.head_unit.pk]),
                "given": [graded.unit.pk],
                "reason": "Biên bản số 5",
            }
        ],
    )
    del content["decisions"]
    assert {one.grade for one in manifest.recompute(content)} == {"Tốt"}


def test_a_ruling_that_does_not_count_is_not_sealed(graded):
    decision(graded, graded.unit)
    ruling(graded, graded.head_unit, graded.unit)
    content = standings.seal(graded.season, by=graded.head).manifest
    assert ("decisions" in content, order_of(graded)[0]) == (False, ("Sở B", 1, "XS", ""))


@pytest.mark.parametrize(
    ("language", "gave", "refused"),
    [
        ("vi", "Hội nghị quyết định xếp loại Xuất sắc: Biên", "Hội nghị quyết định không xếp loại Xuất sắc: Biên"),
        ("en", "The meeting gave the grade Excellent: Biên", "The meeting did not give the grade Excellent: Biên"),
    ],
)
def test_why_says_it_the_same_everywhere(client, graded, language, gave, refused):
    decision(graded, graded.unit)
    season, report = graded.season.pk, graded.unit.report.pk
    made = standings.seal(graded.season, by=graded.head)
    as_person(client, graded.head)
    client.cookies["django_language"] = language
    both = [get(client, *each).content.decode() for each in (("ranking", season), ("standing", made.pk))]
    assert [(gave in page, refused in page) for page in both] == [(True, True)] * 2
    one = [get(client, *each).content.decode() for each in (("account", report), ("minutes", made.pk, graded.unit.pk))]
    assert [gave in page for page in one] == [True, True]
    books = [
        ("ranking", season, "why-grade"),
        ("standing", made.pk, "why-grade"),
        ("account", report, "account"),
    ]
    told = [sheets(get(client, name, pk, export="xlsx"))[sheet] for name, pk, sheet in books]
    assert [any(gave in str(cell) for row in rows for cell in row) for rows in told] == [True] * 3


@pytest.mark.parametrize("touch", ["fact", "figure", "target", "ruling", "grading"])
def test_a_touched_ground_of_a_grade_shows(graded, touch):
    ruling(graded, graded.head_unit, graded.unit)
    content = json.loads(json.dumps(standings.seal(graded.season, by=graded.head).manifest))
    before = manifest.recompute(content)
    known = {one["participant"]: one for one in content["known"]}[graded.head_unit.pk]
    {
        "fact": lambda: known["facts"].update(collective_disciplined="1"),
        "figure": lambda: known["figures"]["II.1"]["inputs"].update(count="1"),
        "target": lambda: known["figures"]["I.1"].update(target="101"),
        "ruling": lambda: content["order"].update(rulings=[]),
        "grading": lambda: content["table"]["grading"]["grades"][0].update(least="90"),
    }[touch]()
    assert manifest.recompute(content) != before


def test_the_manifest_keeps_the_whole_table(graded):
    content = standings.seal(graded.season, by=graded.head).manifest
    live = ranking.live(graded.season)
    assert list(all_nodes(manifest.table_of(content["table"]))) == list(all_nodes(live.table))
    assert content["table"]["grading"] == GRADING


def test_a_table_without_grades_is_sealed_as_before(cast):
    cast.season.phase = Phase.MEETING
    cast.season.save(update_fields=["phase"])
    for unit in (cast.unit, cast.head_unit, cast.deputy_unit):
        factories.scored_report(unit, head=True)
    made = standings.seal(cast.season, by=cast.head)
    assert {each.grade for each in made.placings.all()} == {""}
    assert ["verdict" in each.why for each in made.placings.all()] == [False] * 3
    assert (made.manifest["known"], made.manifest["order"]["rulings"]) == ([], [])


@pytest.mark.parametrize(("language", "grade"), [("vi", "Xuất sắc"), ("en", "Excellent")])
def test_pages_show_grades_and_why_in_both_languages(client, graded, language, grade):
    ruling(graded, graded.head_unit, graded.unit)
    as_person(client, graded.head)
    with translation.override(language):
        live = ranking.live(graded.season)
        cells = [str(row.cells[6].text or row.cells[6].value) for row in ranking_tables.table(live).rows]
    assert cells[0] == grade
    client.cookies["django_language"] = language
    page = get(client, "ranking", graded.season.pk).content.decode()
    made = standings.seal(graded.season, by=graded.head)
    sealed_page = client.get(reverse("standing", args=[made.pk])).content.decode()
    assert [grade in shown for shown in (page, sealed_page)] == [True, True]
