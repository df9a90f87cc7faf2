"""Questions among members: asked of all or of one, answered in versions, settled by the asker, found years later."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction

from clusters import audit, clock
from clusters.enums import Event, QuestionState
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import Answer, AnswerVersion, AuditEntry, Cluster, Notice, Question
from clusters.queries import question as queries
from clusters.services import question as deeds
from tests import factories
from tests.reading import as_person, first_column, get, post, sheets

pytestmark = pytest.mark.django_db
ASKED = {"title": "Biểu mẫu đăng ký thi đua", "text": "Đơn vị nào có biểu mẫu của năm trước?"}


@pytest.fixture
def cluster(cast) -> Cluster:
    """Its three units are members."""
    return cast.cluster


@pytest.fixture
def question(cast, cluster) -> Question:
    """Asked by the unit of all members."""
    return deeds.ask(cluster, cast.unit.organisation, by=cast.officer, **ASKED)


def to_head(cast, cluster) -> Question:
    return deeds.ask(cluster, cast.unit.organisation, addressee=cast.head_unit.organisation, by=cast.officer, **ASKED)


def by_head(cast, question, text="Có, gửi kèm", **fields) -> Answer:
    return deeds.answer(question, cast.head_unit.organisation, text=text, by=cast.head, **fields)


def pdf(text=b"mau"):
    return SimpleUploadedFile("mau.pdf", b"%PDF-1.4\n" + text)


def told(event) -> set[int]:
    return set(Notice.objects.filter(event=event, channel="site").values_list("person", flat=True))


def test_all_other_members_are_told(cast, question):
    assert told(Event.QUESTION_ASKED) == {each.pk for each in (cast.head, cast.head_leader, cast.deputy)}


def test_asked_of_one_only_that_one_is_told(cast, cluster):
    to_head(cast, cluster)
    assert told(Event.QUESTION_ASKED) == {cast.head.pk, cast.head_leader.pk}


@pytest.mark.parametrize("who", ["council", "auditor", "neighbour", "neighbour_official", "head"])
def test_nobody_asks_for_a_unit_that_is_not_theirs(cast, cluster, who):
    with pytest.raises(Denied):
        deeds.ask(cluster, cast.unit.organisation, by=getattr(cast, who), **ASKED)


def test_the_official_asks_for_the_authority(cast, cluster):
    assert deeds.ask(cluster, cast.ministry, by=cast.official, **ASKED).organisation == cast.ministry


@pytest.mark.parametrize(
    ("fields", "problem"),
    [({"title": " "}, "title"), ({"text": ""}, "text"), ({"addressee": "unit"}, "addressee")],
)
def test_what_is_wrong_is_said_beside_its_field(cast, cluster, fields, problem):
    if "addressee" in fields:
        fields = {"addressee": cast.unit.organisation}
    with pytest.raises(Invalid) as refused:
        deeds.ask(cluster, cast.unit.organisation, by=cast.officer, **{**ASKED, **fields})
    assert set(refused.value.problems) == {problem}


def test_a_stranger_cannot_be_asked(cast, cluster):
    stranger = cast.stranger.organisation
    with pytest.raises(Invalid) as refused:
        deeds.ask(cluster, cast.unit.organisation, addressee=stranger, by=cast.officer, **ASKED)
    assert set(refused.value.problems) == {"addressee"}


def test_an_ended_cluster_asks_nothing(cast, cluster):
    with clock.set_to(clock.moment(2030, 1, 1)):
        ended = {"ended_on": clock.moment(2029, 1, 1).date(), "ending_decision": factories.decision(cast.ministry)}
        Cluster.objects.filter(pk=cluster.pk).update(**ended)
        with pytest.raises(Conflict):
            deeds.ask(cluster, cast.ministry, by=cast.official, **ASKED)


def test_an_answer_is_told_to_the_asker(cast, question):
    by_head(cast, question, upload=pdf())
    question.refresh_from_db()
    assert (question.state, told(Event.QUESTION_ANSWERED)) == (
        QuestionState.ANSWERED,
        {cast.officer.pk, cast.leader.pk},
    )


def test_several_answer_each_once(cast, question):
    by_head(cast, question)
    deeds.answer(question, cast.deputy_unit.organisation, text="Không có", by=cast.deputy)
    with pytest.raises(Conflict):
        by_head(cast, question)
    assert question.answers.count() == 2


@pytest.mark.parametrize("who", ["council", "auditor", "neighbour"])
def test_others_do_not_answer(cast, question, who):
    with pytest.raises(Denied):
        deeds.answer(question, cast.head_unit.organisation, text="x", by=getattr(cast, who))


def test_nobody_answers_for_another_unit(cast, question):
    with pytest.raises(Denied):
        deeds.answer(question, cast.head_unit.organisation, text="x", by=cast.deputy)


def test_asked_of_one_the_others_do_not_answer(cast, cluster):
    asked = to_head(cast, cluster)
    with pytest.raises(Denied):
        deeds.answer(asked, cast.deputy_unit.organisation, text="x", by=cast.deputy)
    by_head(cast, asked)
    deeds.answer(asked, cast.ministry, text="Theo mẫu của Bộ", by=cast.official)
    assert asked.answers.count() == 2


def test_what_took_over_the_one_asked_answers(cast, cluster):
    asked = to_head(cast, cluster)
    heir = factories.organisation("Sở Kế thừa")
    factories.membership(cluster, heir)
    heir.ancestry.create(ancestor=cast.head_unit.organisation)
    officer = factories.appointed(heir, "officer")
    deeds.answer(asked, heir, text="Đã có", by=officer)
    assert asked.answers.get().organisation == heir


def test_a_correction_keeps_what_was_said_and_its_file(cast, question):
    given = by_head(cast, question, upload=pdf())
    deeds.correct(given, text="Mẫu mới", seen=1, by=cast.head_leader)
    old, new = given.versions.order_by("number")
    assert (old.text, new.text, new.file) == ("Có, gửi kèm", "Mẫu mới", old.file)


def test_the_second_writer_is_told_and_nothing_is_lost(cast, question):
    given = by_head(cast, question)
    deeds.correct(given, text="Mẫu mới", seen=1, by=cast.head)
    with pytest.raises(Stale) as stale:
        deeds.correct(given, text="Mẫu khác", seen=1, by=cast.head_leader)
    assert (stale.value.theirs, stale.value.seen, given.versions.count()) == ({"text": "Mẫu mới"}, 2, 2)


@pytest.mark.parametrize("who", ["officer", "deputy", "official", "neighbour"])
def test_others_do_not_correct_an_answer(cast, question, who):
    given = by_head(cast, question)
    with pytest.raises(Denied):
        deeds.correct(given, text="x", seen=1, by=getattr(cast, who))


def test_the_asker_settles_and_may_settle_anew(cast, question):
    first = by_head(cast, question)
    second = deeds.answer(question, cast.deputy_unit.organisation, text="Đây ạ", by=cast.deputy)
    deeds.settle(first, by=cast.officer)
    deeds.settle(second, by=cast.leader)
    question.refresh_from_db()
    assert (question.state, question.answers.get(settled_at__isnull=False)) == (QuestionState.SETTLED, second)
    assert [each.pk for each in queries.answers(question, cast.officer)] == [second.pk, first.pk]
    with pytest.raises(Conflict):
        deeds.settle(second, by=cast.officer)


def test_an_answer_corrected_after_it_settled_is_said_so_until_the_asker_confirms_it(client, cast, question):
    given = by_head(cast, question)
    deeds.settle(given, by=cast.officer)
    deeds.correct(given, text="Ngược lại", seen=1, by=cast.head)
    (shown,) = queries.answers(question, cast.officer)
    page = get(as_person(client, cast.officer), "question", question.pk).content.decode()
    assert (shown.changed_since, "corrected since it settled the question" in page) == (True, True)
    deeds.settle(given, by=cast.officer)
    assert [each.changed_since for each in queries.answers(question, cast.officer)] == [False]


def test_whoever_may_have_relied_on_an_answer_is_told_of_its_correction(cast, question):
    given = by_head(cast, question)
    deeds.correct(given, text="Mẫu mới", seen=1, by=cast.head)
    assert told(Event.ANSWER_CORRECTED) == {cast.officer.pk, cast.leader.pk}
    deeds.settle(given, by=cast.officer)
    deeds.correct(given, text="Ngược lại", seen=2, by=cast.head)
    assert told(Event.ANSWER_CORRECTED) == {each.pk for each in (cast.officer, cast.leader, cast.deputy)}


def test_another_unit_that_answered_is_told_of_a_correction(cast, question):
    given = by_head(cast, question)
    deeds.answer(question, cast.deputy_unit.organisation, text="Như trên", by=cast.deputy)
    deeds.correct(given, text="Ngược lại", seen=1, by=cast.head)
    assert cast.deputy.pk in told(Event.ANSWER_CORRECTED)


@pytest.mark.parametrize("who", ["head", "deputy", "official", "neighbour"])
def test_only_the_asker_settles(cast, question, who):
    given = by_head(cast, question)
    with pytest.raises(Denied):
        deeds.settle(given, by=getattr(cast, who))


def test_the_trail_tells_it_in_order(cast, question):
    given = by_head(cast, question)
    deeds.correct(given, text="Mẫu mới", seen=1, by=cast.head)
    deeds.settle(given, by=cast.officer)
    events = [line.event.split(".")[1] for line in AuditEntry.objects.about(question).order_by("number")]
    assert (events, audit.broken_lines(question)) == (["asked", "answered", "corrected", "settled"], [])


@pytest.mark.parametrize("sql", ["UPDATE clusters_answerversion SET number = 9", "DELETE FROM clusters_answerversion"])
def test_versions_refuse_change(cast, question, sql):
    by_head(cast, question)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_the_neighbour_sees_nothing(cast, question):
    by_head(cast, question, upload=pdf())
    for person in (cast.neighbour, cast.neighbour_official):
        assert not Question.objects.visible_to(person).exists()
        assert not AnswerVersion.objects.visible_to(person).exists()


FOUND = [
    ({}, {"Biểu mẫu đăng ký thi đua", "Kinh phí"}),
    ({"words": "bieu dang"}, {"Biểu mẫu đăng ký thi đua"}),
    ({"words": "thông tư"}, {"Kinh phí"}),
    ({"words": "thông nghị"}, set()),
    ({"words": "vướng"}, set()),
    ({"state": "answered"}, {"Kinh phí"}),
    ({"unit": "sở b"}, {"Kinh phí"}),
    ({"unit": "sở a"}, {"Biểu mẫu đăng ký thi đua"}),
    ({"year": "1999"}, {"Biểu mẫu đăng ký thi đua", "Kinh phí"}),
]


@pytest.mark.parametrize(("filters", "found"), FOUND)
def test_the_list_searches_questions_and_the_newest_answers(client, cast, question, filters, found):
    """A year that is no choice counts as not set; what an answer said before it was corrected is not found."""
    other = deeds.ask(question.cluster, cast.ministry, title="Kinh phí", text="Mức chi?", by=cast.official)
    given = by_head(cast, other, "Đang vướng")
    deeds.correct(given, text="Theo Thông tư 12", seen=1, by=cast.head)
    page = get(as_person(client, cast.officer), "questions", **filters)
    assert set(first_column(page.context["table"])) == found


def test_a_word_may_stand_in_the_question_and_the_next_in_its_answer(client, cast, question):
    by_head(cast, question, "Theo Nghị định 98")
    page = get(as_person(client, cast.officer), "questions", words="bieu mau nghi dinh")
    assert first_column(page.context["table"]) == [ASKED["title"]]


def test_who_comes_years_later_still_finds_it(client, cast, question):
    newcomer = factories.appointed(cast.deputy_unit.organisation, "officer")
    year = question.asked_at.year
    page = get(as_person(client, newcomer), "questions", year=year, cluster=question.cluster_id, export="xlsx")
    assert [row[0] for row in sheets(page)["questions"]] == [ASKED["title"]]


def test_asked_answered_and_settled_in_the_browser(client, cast, cluster):
    mine = cast.unit.organisation.pk
    post(as_person(client, cast.officer), "question-ask", cluster.pk, organisation=mine, **ASKED)
    question = Question.objects.get()
    head = {"organisation": cast.head_unit.organisation.pk, "text": "Có", "upload": pdf()}
    assert post(as_person(client, cast.head), "question-answer", question.pk, **head).status_code == 302
    given = Answer.objects.get()
    answer = post(client, "answer-correct", given.pk, text="Có rồi", seen="1")
    assert answer.status_code == 302
    assert post(as_person(client, cast.officer), "answer-settle", given.pk).status_code == 302
    page = get(client, "question", question.pk)
    assert (page.context["question"].state, page.context["answers"][0].now.text) == ("settled", "Có rồi")
    served = get(client, "answer-file", page.context["answers"][0].now.pk)
    assert b"".join(served.streaming_content).endswith(b"mau")


def test_both_versions_are_shown_to_the_second_writer(client, cast, question):
    given = by_head(cast, question)
    deeds.correct(given, text="Của người trước", seen=1, by=cast.head_leader)
    page = post(as_person(client, cast.head), "answer-correct", given.pk, text="Của tôi", seen="1")
    assert page.context["versions"] == [("Answer", "Của tôi", "Của người trước")]
    again = {"text": page.context["form"]["text"].value(), "seen": page.context["form"]["seen"].value()}
    assert post(client, "answer-correct", given.pk, **again).status_code == 302
    assert given.versions.count() == 3


def test_a_wrong_file_is_said_beside_its_field(client, cast, question):
    wrong = SimpleUploadedFile("mau.pdf", b"MZ no pdf")
    fields = {"organisation": cast.head_unit.organisation.pk, "text": "Có", "upload": wrong}
    page = post(as_person(client, cast.head), "question-answer", question.pk, **fields)
    assert (set(page.context["form"].errors), question.answers.count()) == ({"upload"}, 0)


def test_who_cannot_be_asked_to_settle_sees_no_button(client, cast, question):
    by_head(cast, question)
    asker = get(as_person(client, cast.officer), "question", question.pk).content.decode()
    other = get(as_person(client, cast.head), "question", question.pk).content.decode()
    assert ("/settle/" in asker, "/settle/" in other) == (True, False)
    assert ("/correct/" in asker, "/correct/" in other) == (False, True)


def test_the_second_of_a_unit_to_answer_is_told_and_keeps_the_words(client, cast, question):
    by_head(cast, question)
    said = {"organisation": cast.head_unit.organisation_id, "text": "Câu trả lời dài"}
    form = post(as_person(client, cast.head_leader), "question-answer", question.pk, **said).context["form"]
    assert form.non_field_errors() == ["Your unit has answered. Correct that answer instead."]
    assert (form["text"].value(), question.answers.count()) == ("Câu trả lời dài", 1)


@pytest.mark.parametrize("reader", ["officer", "head", "deputy"])
def test_every_member_reads_the_whole_trail(cast, client, question, reader):
    by_head(cast, question)

    entries = get(as_person(client, getattr(cast, reader)), "question", question.pk).context["entries"]

    assert [each.who for each in entries] == [str(cast.head), str(cast.officer)]
