"""What others ask of a unit's people stands among their tasks: questions by name, documents that must be read."""

import datetime as dt

import pytest

from clusters import clock
from clusters.enums import Role
from clusters.services import document as documents
from clusters.services import question as questions
from emulation.queries import task as tasks
from tests import factories

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def desk(person, kind):
    return [each for each in tasks.of(person).due if each.kind == kind]


def ask(cast, addressee=None):
    said = {"title": "Biểu mẫu", "text": "Có biểu mẫu không?"}
    return questions.ask(cast.cluster, cast.unit.organisation, by=cast.officer, addressee=addressee, **said)


def test_a_question_asked_of_one_unit_waits_for_its_answer(cast):
    question = ask(cast, cast.head_unit.organisation)
    (mine,) = desk(cast.head, "answer_question")
    assert (mine.unit, mine.note, mine.due) == (str(cast.head_unit), "Biểu mẫu", None)
    assert [desk(each, "answer_question") for each in (cast.officer, cast.deputy, cast.official)] == [[], [], []]
    questions.answer(question, cast.head_unit.organisation, text="Có", by=cast.head)
    assert desk(cast.head, "answer_question") == []


def test_a_question_asked_of_all_is_nobodys_task(cast):
    ask(cast)
    assert desk(cast.head, "answer_question") == []


def test_what_the_authority_answered_is_still_asked_of_the_unit_until_it_is_settled(cast):
    question = ask(cast, cast.head_unit.organisation)
    given = questions.answer(question, cast.ministry, text="Theo mẫu của Bộ", by=cast.official)
    assert len(desk(cast.head, "answer_question")) == 1
    questions.settle(given, by=cast.officer)
    assert desk(cast.head, "answer_question") == []


def must_read(cast, read_by):
    return factories.library_document(cast.cluster, title="Quy chế", read_by=read_by)


def test_a_document_waits_for_each_person_until_they_have_read_its_newest_version(cast):
    document = must_read(cast, clock.today())
    (mine,) = desk(cast.officer, "read_document")
    assert (mine.note, mine.due.date(), mine.overdue) == ("Quy chế", clock.today(), False)
    assert [len(desk(each, "read_document")) for each in (cast.leader, cast.official, cast.neighbour)] == [1, 0, 0]
    documents.confirm_reading(document.versions.get(), by=cast.officer)
    assert [len(desk(each, "read_document")) for each in (cast.officer, cast.leader)] == [0, 1]
    factories.library_version(document)
    assert len(desk(cast.officer, "read_document")) == 1


@pytest.mark.parametrize(("from_on", "overdue"), [(-5, True), (-1, False)])
def test_whoever_comes_after_the_day_reads_it_and_is_not_late(cast, from_on, overdue):
    must_read(cast, clock.today() - 2 * DAY)
    late, since = factories.user(), clock.today() + from_on * DAY
    factories.appointment(late, cast.unit.organisation, Role.OFFICER, from_on=since)
    (mine,) = desk(late, "read_document")
    assert mine.overdue is overdue


def test_a_member_that_joins_after_the_day_is_not_late(cast):
    document = must_read(cast, clock.today() - 2 * DAY)
    new = factories.organisation("Sở mới")
    factories.membership(cast.cluster, new, joined_on=clock.today() - DAY)
    (mine,) = desk(factories.appointed(new, Role.OFFICER), "read_document")
    assert (mine.due, mine.overdue) == (None, False)
    documents.withdraw(document, reason="Thay thế", by=cast.head)
    assert desk(cast.officer, "read_document") == []
