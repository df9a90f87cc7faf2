"""Writing what follows the sum: checking, saving, what cannot be read, the second writer, publication, the next one."""

import pytest
from django.urls import reverse
from django.utils import translation

from clusters.enums import Event
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import AuditEntry, ScoringTableVersion
from clusters.queries import grading_draft as drafts
from clusters.queries import scoring_draft
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
