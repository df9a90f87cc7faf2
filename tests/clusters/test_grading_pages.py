"""Writing what follows the sum: checking, saving, what cannot be read, the second writer, publication, the next one."""

import pytest
from django.urls import reverse
from django.utils import translation

from clusters.enums import Event
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import AuditEntry, ScoringTableVersion
from clusters.queries import grading_draft as drafts
from clusters.queries import scoring_draft
from clusters.scoring.grading.rows import GradeCell, SanctionCell, TieCell
from clusters.services import grading as deeds
from clusters.services import scoring_table as tables
from tests import factories
from tests.reading import as_person, get, post, sheets

BEST = "XS\tXuất sắc\t90\tShare of the maximum of II ≥ 60 %; Figure of II.1 ≥ 2\t25\tdown\tnext grade\tExcellent"
GRADES = f"{BEST}\nY\tYếu\t0\n"
SANCTIONS = "Kỷ luật\tFact Leadership or head disciplined ≥ 1\tGraded Yếu\tĐiều 6\n"
TIES = "Tie-breaker\tLegal line\nPoints of III\nDecided by the meeting\tĐiều 7\n"
TEXTS = {"grades": GRADES, "sanctions": SANCTIONS, "tie_breakers": TIES}


@pytest.fixture
def draft(cast):
    return factories.scoring_table(cast.ministry, published=False)


def stored(version) -> dict:
    return ScoringTableVersion.objects.get(pk=version.pk).grading


def test_saving_stores_what_was_typed_and_records_it(client, cast, draft):
    answer = post(as_person(client, cast.official), "table-grading", draft.pk, **TEXTS)

    assert answer.url == reverse("table", args=[draft.pk])
    assert [grade["code"] for grade in stored(draft)["grades"]] == ["XS", "Y"]
    assert stored(draft)["sanctions"][0]["effect"] == {"kind": "forced", "grade": "Y"}
    assert [tie["kind"] for tie in stored(draft)["tie_breakers"]] == ["points", "meeting"]
    entry = AuditEntry.objects.about(draft).latest("number")
    assert (entry.event, entry.after) == (Event.TABLE_CHANGED, {"grades": 2, "sanctions": 1, "tie_breakers": 2})


def test_saving_what_the_page_shows_changes_nothing(client, cast, draft):
    post(as_person(client, cast.official), "table-grading", draft.pk, **TEXTS)
    before, page = stored(draft), get(client, "table-grading", draft.pk)

    post(client, "table-grading", draft.pk, **page.context["form"].initial)

    assert stored(draft) == before
    assert page.context["preview"].open == []


def test_the_page_of_the_table_says_it_in_words(client, cast, draft):
    post(as_person(client, cast.official), "table-grading", draft.pk, **TEXTS)

    page = get(client, "table", draft.pk)
    shown = page.content.decode()

    assert "points of II ≥ 60 % of its maximum; figure of II.1 ≥ 2" in shown
    assert "at most 25 % of the units (Down); over it: next grade" in shown
    assert "graded Yếu" in shown
    assert [
        words for words in ("Leadership or head disciplined ≥ 1", "the decision of the meeting") if words in shown
    ] == ["Leadership or head disciplined ≥ 1", "the decision of the meeting"]
    assert {"grades", "sanctions", "tie-breakers"} <= sheets(get(client, "table", draft.pk, export="xlsx")).keys()


def test_checking_writes_nothing_and_shows_where_it_contradicts_itself(client, cast, draft):
    typed = {**TEXTS, "grades": f"Code\tGrade\n{GRADES.replace('90', '106')}"}

    answer = post(as_person(client, cast.official), "table-grading", draft.pk, check="1", **typed)

    preview = answer.context["preview"]
    assert (answer.status_code, stored(draft)) == (200, {})
    assert [(each.part, each.place) for each in preview.open] == [("grades", "Grades, line 2")]
    assert [table.caption for table in preview.tables] == ["Grades", "Sanctions", "Tie-breakers"]


def test_rows_that_cannot_be_read_are_named_and_nothing_is_lost(client, cast, draft):
    typed = {**TEXTS, "sanctions": f"{SANCTIONS}\nSai\tđoán\tGraded Y\n"}

    answer = post(as_person(client, cast.official), "table-grading", draft.pk, **typed)

    assert [(each.part, each.place) for each in answer.context["preview"].unread] == [
        ("sanctions", "Sanctions, line 3")
    ]
    assert (answer.context["form"]["sanctions"].value(), stored(draft)) == (typed["sanctions"], {})
    assert "3" in answer.context["form"].errors["sanctions"][0]


def test_the_second_writer_is_told_sees_both_and_can_insist(client, cast, draft):
    seen = drafts.fingerprint(draft)
    as_person(client, cast.official)
    post(client, "table-grading", draft.pk, seen=seen, **TEXTS)
    mine = {**TEXTS, "tie_breakers": "Points of II\nDecided by the meeting\tĐiều 7\n"}

    answer = post(client, "table-grading", draft.pk, seen=seen, **mine)

    form = answer.context["form"]
    assert answer.context["versions"] == [("Tie-breakers, line 1", "Points of II", "Points of III")]
    assert form["tie_breakers"].value() == mine["tie_breakers"]
    assert post(client, "table-grading", draft.pk, **mine, seen=form["seen"].value()).status_code == 302
    assert stored(draft)["tie_breakers"][0]["line"] == "II"


def test_the_service_asks_who_and_when_and_takes_only_what_can_be_read(cast, draft):
    with pytest.raises(Denied):
        deeds.write(draft, {}, by=cast.head)
    with pytest.raises(Conflict):
        deeds.write(cast.table, {}, by=cast.official)
    with pytest.raises(Invalid):
        deeds.write(draft, {"grades": [{"code": "XS"}]}, by=cast.official)
    seen = drafts.fingerprint(draft)
    deeds.write(draft, {"tie_breakers": [{"kind": "meeting"}]}, by=cast.official, seen=seen)
    with pytest.raises(Stale):
        deeds.write(draft, {}, by=cast.official, seen=seen)


def test_what_contradicts_itself_is_listed_and_refuses_publication(client, cast, draft):
    typed = {**TEXTS, "tie_breakers": "Points of IX\n"}
    post(as_person(client, cast.official), "table-grading", draft.pk, **typed)

    page = get(client, "table", draft.pk)

    with translation.override("en"):
        said = [each.sentence for each in page.context["content"].found.open]
    assert said == ["Tie-breakers, line 1: There is no line “IX” in the table."]
    assert f"{reverse('table-grading', args=[draft.pk])}#id_tie_breakers" in page.content.decode()
    assert post(client, "table-publish", draft.pk).status_code == 409


def test_a_copy_has_the_same_grades_and_another_fingerprint_than_one_without(cast, draft):
    before = scoring_draft.fingerprint(draft)
    deeds.write(draft, {"tie_breakers": [{"kind": "meeting"}]}, by=cast.official)
    draft.refresh_from_db()
    assert scoring_draft.fingerprint(draft) != before
    tables.publish(draft, by=cast.official)
    assert tables.copy(draft, by=cast.official).grading == draft.grading


# --- what the grids ask --------------------------------------------------------------------------------------


@pytest.fixture
def asks(client, cast, draft):
    """The official's question: `asks("grading-check", grades=…)`."""
    as_person(client, cast.official)
    return lambda name, **data: post(client, name, draft.pk, **data).json()


@pytest.mark.parametrize(
    ("part", "text", "line", "column"),
    [
        ("grades", "\tYếu\t0", 1, GradeCell.CODE),
        ("grades", "Y\tYếu\tx", 1, GradeCell.LEAST),
        ("grades", "XS\tTốt\t9\tđoán\nY\tYếu\t0", 1, GradeCell.CONDITIONS),
        ("grades", "Y\tYếu\t0\t\t5\tx", 1, GradeCell.ROUNDING),
        ("grades", "Y\tYếu\t0\t\t\tup", 1, GradeCell.PERCENT),
        ("grades", "XS\tTốt\t9\tPoints of IX ≥ 1\n\nY\tYếu\t0", 1, GradeCell.CONDITIONS),
        ("grades", "XS\tTốt\t9\nY\tYếu\t9\nZ\tKém\t0", 2, GradeCell.LEAST),
        ("sanctions", "Sai\tđoán\tLowered by 1", 1, SanctionCell.TRIGGER),
        ("sanctions", "Sai\tPoints of I ≥ 1", 1, SanctionCell.EFFECT),
        ("tie_breakers", "Tie-breaker\tLegal line\nPoints of I\nPoints of I", 3, TieCell.CLAUSE),
    ],
)
def test_a_problem_leads_to_its_cell(asks, part, text, line, column):
    answer = asks("grading-check", **{part: text})

    assert [(each["sheet"], each["line"], each["column"]) for each in answer["problems"]] == [(part, line, column)]


def test_the_texts_come_back_cell_by_cell_and_nothing_is_written(asks, draft, count_queries):
    with count_queries(3):
        answer = asks("grading-check", **TEXTS, rows="1")

    assert [len(answer["rows"][part]) for part in TEXTS] == [2, 1, 2]
    assert answer["rows"]["tie_breakers"] == [["Points of III"], ["Decided by the meeting", "Điều 7"]]
    assert (answer["problems"], stored(draft)) == ([], {})


def test_the_panel_shows_each_clause_of_a_cell_as_fields(asks, count_queries):
    cell = "Points of II ≥ 12,5 or Fact Reports late < 1; đoán"
    with count_queries(3):
        answer = asks("grading-clause", sheet="grades", column=GradeCell.CONDITIONS, cell=cell)

    html = answer["html"]
    assert answer["settings"] is None
    assert html.count('-kind"') == 4 * 3
    assert 'name="set-0-value" value="12.5"' in html
    assert "“đoán” is not understood" in html
    assert "points of II ≥ 12.5 or Reports late &lt; 1" in html


def test_fields_of_the_panel_become_the_text_of_the_cell(asks):
    sent = {"set-0-drawn": "points", "set-0-kind": "points", "set-0-line": "II", "set-0-sign": "≥", "set-0-value": "5"}
    other = {"set-1-drawn": "", "set-1-kind": "", "set-1-raw": "đoán", "set-1-joined": "or"}
    place = {"sheet": "grades", "column": GradeCell.CONDITIONS, "cell": ""}

    assert asks("grading-clause", **place, **sent, **other)["settings"] == "Points of II ≥ 5 or đoán"
    assert asks("grading-clause", **place, **sent | {"set-0-value": ""})["settings"] is None
    assert asks("grading-clause", **place, **sent | {"set-0-value": "x"})["settings"] is None
    assert asks("grading-clause", **place, **sent | {"set-0-kind": ""}, **other)["settings"] == "đoán"


def test_another_kind_keeps_what_it_has_in_common(asks):
    sent = {"set-0-drawn": "points", "set-0-kind": "share", "set-0-line": "II", "set-0-sign": "<", "set-0-value": "5,5"}

    answer = asks("grading-clause", sheet="sanctions", column=SanctionCell.TRIGGER, cell="x", **sent)

    assert '<option value="II" selected>' in answer["html"]
    assert 'name="set-0-value" value="5,5"' in answer["html"]
    assert answer["settings"] == "Share of the maximum of II < 5.5 %"


def test_an_effect_offers_the_grades_that_are_written(asks):
    place = {"sheet": "sanctions", "column": SanctionCell.EFFECT, "cell": "Not above Z"}

    html = asks("grading-clause", **place, grades=GRADES)["html"]

    assert [code for code in ("XS", "Y", "Z") if f'<option value="{code}"' in html] == ["XS", "Y", "Z"]
    assert "Lowered by 1" in html


@pytest.mark.parametrize("place", [{}, {"sheet": "grades", "column": "99"}, {"sheet": "x", "column": "0"}])
def test_a_cell_that_is_not_there_is_no_failure(asks, place):
    assert asks("grading-clause", **place)["settings"] is None
