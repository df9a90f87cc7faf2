"""Why a sheet has its points: the same sentences on the page of a line, on paper, in the workbook, in the minutes."""

import html
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from clusters import clock
from clusters.enums import Phase
from clusters.models import Criterion, Result
from clusters.queries import account
from clusters.services import assessment as assessments
from clusters.services import standing as standings
from tests import factories
from tests.reading import sheets

D = Decimal
LANGUAGES = ["vi", "en"]


@pytest.fixture
def judged(cast):
    """The unit's report with a result, a target and a file for I.1; II.2 differs, all is verified."""
    cast.table.legal_basis, cast.table.issuer = "Quyết định 1/QĐ-BCT", "Bộ Công Thương"
    grades = [{"code": "xs", "name": "Xuất sắc", "least": "90"}, {"code": "tot", "name": "Tốt", "least": "80"}]
    cast.table.grading = {"grades": grades}
    cast.table.save(update_fields=["legal_basis", "issuer", "grading"])
    cast.season.phase = Phase.VERIFYING
    cast.season.save(update_fields=["phase"])
    cast.report = factories.scored_report(cast.unit)
    cast.line = Criterion.objects.get(version=cast.table, code="I.1")
    factories.target(cast.unit, cast.line, 100)
    stamp = {"updated_at": clock.now(), "updated_by": cast.officer}
    Result.objects.create(report=cast.report, criterion=cast.line, inputs={"actual": "90"}, note="Có phụ lục", **stamp)
    factories.evidence(cast.report, cast.line, by=cast.officer)
    cast.differing = Criterion.objects.get(version=cast.table, code="II.2")
    assessments.score(cast.report, {cast.differing: (D(25), "Một báo cáo chậm")}, by=cast.head, seen={})
    assessments.accept_self_scores(cast.report, by=cast.head)
    return cast


def said(accounts):
    return [
        (each.title, each.points, each.own, [(part.heading, part.lines) for part in each.parts]) for each in accounts
    ]


def of(accounts, code):
    return next(each for each in accounts if each.code == code)


def english(report):
    with translation.override("en"):
        return account.of_report(report)


def test_a_leaf_is_accounted_for_from_the_rule_to_the_law(judged):
    leaf = of(english(judged.report), "I.1")

    own = judged.report.scores.get(criterion=judged.line, kind="self")
    head = judged.report.scores.get(criterion=judged.line, kind="head")
    assert [(part.name, part.lines) for part in leaf.parts] == [
        ("rule", ("proportional to the target, at most 20", "at most 20 points")),
        ("inputs", ("Target: 100 %", "Result: 90 %", "Note of the unit: Có phụ lục")),
        ("arithmetic", ()),
        ("evidence", ("quyet-dinh.pdf",)),
        (
            "given",
            (f"Self-score 18 – {own.scored_by}, {_when(own)}", f"Cluster's points 18 – {judged.head}, {_when(head)}"),
        ),
        ("legal", ("Quyết định 1/QĐ-BCT; Bộ Công Thương",)),
    ]


def _when(score):
    local = score.scored_at.astimezone(clock.ZONE)
    return f"{local:%H:%M %d/%m/%Y}"


def test_a_difference_names_itself_and_its_reason(judged):
    leaf = of(english(judged.report), "II.2")

    assert leaf.said("given").split("\n")[2:] == ["difference −5", "reason: Một báo cáo chậm"]
    assert (leaf.points, leaf.own) == (25, 30)


def test_a_group_shows_its_lines_and_both_sums_where_they_differ(judged):
    group = of(english(judged.report), "II")

    assert group.said("rule") == "the sum of its lines\nat most 60 points"
    assert group.said("arithmetic") == "20 (II.1) + 25 (II.2) = 45"
    assert group.said("own") == "20 (II.1) + 30 (II.2) = 50"


def test_sections_and_total_are_accounted_for(judged):
    accounts = english(judged.report)

    assert [each.code for each in accounts[:4]] == ["", "core", "bonus", "penalty"]
    assert of(accounts, "core").said("arithmetic") == "38 (I) + 45 (II) = 83"
    assert of(accounts, "").said("arithmetic") == "83 + 2 bonus − 1 penalty = 84"
    assert of(accounts, "").said("own") == "88 + 2 bonus − 1 penalty = 89"


def test_the_grade_is_accounted_for_with_the_total(judged):
    with translation.override("en"):
        total = of(account.of_report(judged.report, graded=True), "")

    assert total.said("verdict").split("\n")[0] == "Tốt"
    assert "84" in total.said("verdict").split("\n")[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_minutes_say_what_the_page_said(judged, language):
    with translation.override(language):
        before = account.of_report(judged.report, graded=True)
    judged.season.phase = Phase.MEETING
    judged.season.save(update_fields=["phase"])

    standing = standings.seal(judged.season, by=judged.head, left_out_reason="Chưa nộp báo cáo")

    Result.objects.all().update(inputs={"actual": "1"})
    with translation.override(language):
        minutes = account.of_placing(standing, standing.placings.get())
    assert said(minutes) == said(before)


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_paper_and_workbook_show_the_same_sentences(client, judged, language):
    client.force_login(judged.officer)
    client.cookies["django_language"] = language
    with translation.override(language):
        accounts = account.of_report(judged.report, graded=True)
    paper = html.unescape(client.get(reverse("account", args=[judged.report.pk])).content.decode())
    book = client.get(reverse("account", args=[judged.report.pk]) + "?export=xlsx")
    (rows,) = sheets(book).values()

    assert len(rows) == len(accounts)
    for each, row in zip(accounts, rows, strict=True):
        assert row[0] == each.title
        assert [cell for cell in row[4:] if cell not in ("", "–")] == _cells(each)
        assert [line for part in each.parts for line in part.lines if line not in paper] == []


def _cells(each):
    texts = ["\n".join(part.lines) for part in each.parts]
    return [text for text in texts if text not in ("", "–")]


@pytest.mark.parametrize("code", ["II.2", "II"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_a_line_shows_its_account(client, judged, code, language):
    client.force_login(judged.officer)
    client.cookies["django_language"] = language
    with translation.override(language):
        each = of(account.of_report(judged.report), code)
    page = html.unescape(client.get(reverse("why", args=[judged.report.pk, each.pk])).content.decode())

    assert [line for part in each.parts for line in part.lines if line not in page] == []
    assert all(part.heading in page for part in each.parts)


def test_the_page_of_a_leaf_shows_how_its_points_changed(client, judged):
    client.force_login(judged.officer)
    response = client.get(reverse("why", args=[judged.report.pk, judged.differing.pk]))

    history = [(one.before, one.after, one.note, one.entry.actor) for one in response.context["history"]]
    assert history == [(None, D(25), "Một báo cáo chậm", judged.head)]


def test_only_lines_of_this_years_table_have_a_page(client, judged):
    foreign = Criterion.objects.get(version=judged.elsewhere.table, code="I.1")
    client.force_login(judged.officer)

    assert client.get(reverse("why", args=[judged.report.pk, foreign.pk])).status_code == 404


def test_before_it_is_sent_in_the_figures_of_now_are_accounted_for(cast):
    report = factories.report(cast.unit)
    leaf = of(english(report), "I.2")

    assert leaf.said("inputs") == "Yes or no: not entered"
    assert leaf.said("arithmetic") == "not entered: Yes or no; no points"
    assert leaf.said("given") == "Self-score 0\nThe cluster has not given points yet."
