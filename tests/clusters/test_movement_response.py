"""How units answer to a movement: plan, progress, end, passing on, praise; and who sees it."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from clusters.enums import Event, MovementPraiseState, MovementResponseState, PraiseSubject
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import AuditEntry, Movement, MovementProgress, MovementResponse, Notice
from clusters.queries import movement_progress as progress
from clusters.services import movement_praise as praises
from clusters.services import movement_response as deeds
from clusters.services.movement import ScopeRule
from tests import factories
from tests.reading import as_person, first_column, get, post

DAY = dt.date(2026, 3, 27)


@pytest.fixture
def movement(cast):
    return factories.movement(cast.ministry, cast.unit.organisation, cast.deputy_unit.organisation, contents=2)


@pytest.fixture
def response(cast, movement):
    return movement.responses.get(organisation=cast.unit.organisation)


@pytest.fixture
def planned(cast, response):
    return deeds.answer(response, plan="Kế hoạch của Sở A", by=cast.officer, seen=1)


def test_a_plan_is_sent_and_corrected(client, cast, response):
    as_person(client, cast.officer)
    post(client, "movement-answer", response.pk, plan="Một", seen=1)
    answer = post(client, "movement-answer", response.pk, plan="Hai", seen=2)

    response.refresh_from_db()
    assert answer.url == reverse("movement-response", args=[response.pk])
    assert (response.plan, response.state, response.version) == ("Hai", MovementResponseState.ANSWERED, 3)
    assert AuditEntry.objects.about(response).filter(event=Event.MOVEMENT_ANSWERED).count() == 2


def test_the_second_officer_sees_both_plans(client, cast, planned):
    answer = post(as_person(client, cast.leader), "movement-answer", planned.pk, plan="Của lãnh đạo", seen=1)

    text = answer.content.decode()
    assert ("Kế hoạch của Sở A" in text, "Của lãnh đạo" in text) == (True, True)
    planned.refresh_from_db()
    assert planned.plan == "Kế hoạch của Sở A"


@pytest.mark.parametrize("who", ["head", "deputy", "official", "neighbour"])
def test_nobody_else_answers_for_the_unit(cast, response, who):
    with pytest.raises(Denied):
        deeds.answer(response, plan="x", by=getattr(cast, who), seen=1)


def test_nothing_is_reported_before_the_plan(cast, response):
    content = response.movement.contents.first()
    with pytest.raises(Conflict):
        deeds.report(response, content, by=cast.officer, seen=0, on=DAY, percent=Decimal(10))


def test_a_newer_report_counts_and_the_old_one_stays(cast, planned):
    content = planned.movement.contents.get(position=1)
    first = deeds.report(planned, content, by=cast.officer, seen=0, on=DAY, percent=Decimal(40))
    second = deeds.report(planned, content, by=cast.leader, seen=first.pk, on=DAY, percent=Decimal(60))

    assert list(progress.newest().values_list("pk", flat=True)) == [second.pk]
    assert planned.progress.count() == 2
    with pytest.raises(Stale) as stale:
        deeds.report(planned, content, by=cast.officer, seen=first.pk, on=DAY, percent=Decimal(50))
    assert (stale.value.theirs["percent"], stale.value.seen) == (Decimal(60), second.pk)


@pytest.mark.parametrize("verb", ["UPDATE {} SET percent = 99", "DELETE FROM {}"])
def test_the_database_refuses_to_change_a_report(planned, verb):
    factories.movement_progress(planned, planned.movement.contents.first())
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb.format(MovementProgress._meta.db_table))


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, "words"),
        ({"percent": Decimal(101)}, "percent"),
        ({"value": Decimal(3)}, "unit_of_measure"),
        ({"words": "x", "on": dt.date(2019, 1, 1)}, "on"),
    ],
)
def test_a_report_that_says_nothing_or_nonsense_is_refused(cast, planned, said, field):
    with pytest.raises(Invalid) as refused:
        deeds.report(planned, planned.movement.contents.first(), by=cast.officer, seen=0, **{"on": DAY, **said})
    assert list(refused.value.problems) == [field]


def test_a_unit_finishes_and_a_newer_report_opens_it_again(client, cast, planned):
    content = planned.movement.contents.get(position=1)
    with pytest.raises(Conflict):
        deeds.finish(planned, by=cast.officer)
    made = deeds.report(planned, content, by=cast.officer, seen=0, on=DAY, words="Xong")
    post(as_person(client, cast.officer), "movement-finish", planned.pk)
    planned.refresh_from_db()
    assert (planned.state, planned.finished_by) == (MovementResponseState.FINISHED, cast.officer)

    deeds.report(planned, content, by=cast.officer, seen=made.pk, on=DAY, words="Còn một việc")
    planned.refresh_from_db()
    assert (planned.state, planned.finished_at) == (MovementResponseState.REPORTING, None)


def test_a_unit_sees_its_own_answer_and_the_launcher_all(client, cast, movement):
    names = {
        who: first_column(
            get(as_person(client, getattr(cast, who)), "movement-responses", movement.pk).context["table"]
        )
        for who in ("officer", "deputy", "official", "auditor")
    }
    both = ["Sở A", "Sở C"]
    assert names == {"officer": ["Sở A"], "deputy": ["Sở C"], "official": both, "auditor": both}


@pytest.mark.parametrize(("wish", "names"), [("unanswered", ["Sở C"]), ("answered", ["Sở A"]), ("finished", [])])
def test_the_list_is_filtered_by_how_far_units_are(client, cast, planned, wish, names):
    answer = get(as_person(client, cast.official), "movement-responses", planned.movement_id, progress=wish)
    assert first_column(answer.context["table"]) == names


def test_counts_over_the_tree_open_their_rows(client, cast, movement):
    above = factories.authority("Tỉnh trên")
    factories.movement_response(movement, factories.organisation("Sở E", parent=above), state="answered")
    as_person(client, cast.official)
    tree = get(client, "movement", movement.pk).context["tree"]
    line = {row.cells[0].value: [cell.value for cell in row.cells[1:]] for row in tree.rows}
    assert line == {"Tỉnh trên": [1, 0, 1, 0, 0], "no superior body": [2, 2, 0, 0, 0]}

    url = next(row.cells[3].url for row in tree.rows if row.cells[0].value == "Tỉnh trên")
    assert first_column(client.get(url).context["table"]) == ["Sở E"]


def test_a_ministry_passes_it_on_to_its_own_units_only(cast):
    council = factories.authority("Hội đồng Trung ương", kind="central_council")
    central = factories.movement(council, cast.ministry, cast.elsewhere.cluster.authority, level="central")
    office = factories.organisation("Vụ A", parent=cast.ministry)
    clerk = factories.appointed(office, "officer")
    received = central.responses.get(organisation=cast.ministry)

    count = deeds.pass_on(received, [ScopeRule("subordinates")], by=cast.official)

    passed = central.responses.get(organisation=office)
    assert (count, passed.superior, central.responses.count()) == (1, received, 3)
    assert set(Notice.objects.filter(event=Event.MOVEMENT_LAUNCHED).values_list("person", flat=True)) == {clerk.pk}
    assert Movement.objects.visible_to(clerk).get() == central
    seen = {
        who: set(MovementResponse.objects.visible_to(getattr(cast, who))) for who in ("official", "neighbour_official")
    }
    other = central.responses.get(organisation=cast.elsewhere.cluster.authority)
    assert seen == {"official": {received, passed}, "neighbour_official": {other}}
    with pytest.raises(Denied):
        deeds.pass_on(received, [ScopeRule("subordinates")], by=cast.neighbour_official)


def test_praise_goes_to_the_launcher_who_takes_it_up_or_says_why_not(cast, planned):
    said = {"subject": PraiseSubject.COLLECTIVE, "name": "Phòng A", "merit": "Sớm hạn"}
    praise = praises.propose(planned, by=cast.officer, **said)
    told = set(Notice.objects.filter(event=Event.MOVEMENT_PRAISE_PROPOSED).values_list("person", flat=True))
    assert told == {cast.official.pk, cast.official2.pk}
    with pytest.raises(Invalid):
        praises.propose(planned, by=cast.leader, **said)
    with pytest.raises(Invalid):
        praises.settle(praise, MovementPraiseState.DECLINED, by=cast.official)

    praises.settle(praise, MovementPraiseState.TAKEN_UP, by=cast.official)

    praise.refresh_from_db()
    assert (praise.state, praise.settled_by) == (MovementPraiseState.TAKEN_UP, cast.official)
    told = set(Notice.objects.filter(event=Event.MOVEMENT_PRAISE_SETTLED).values_list("person", flat=True))
    assert told == {cast.officer.pk, cast.leader.pk}
    with pytest.raises(Conflict):
        praises.settle(praise, MovementPraiseState.DECLINED, by=cast.official2, reason="x")


def test_the_trail_of_an_answer_says_it_in_words(client, cast, planned):
    praise = praises.propose(planned, by=cast.officer, subject=PraiseSubject.INDIVIDUAL, name="Bà B", merit="Sớm hạn")
    praises.settle(praise, MovementPraiseState.DECLINED, by=cast.official, reason="Trùng")
    entry = get(as_person(client, cast.officer), "movement-response", planned.pk).context["entries"][0]

    assert (entry.reason, entry.changes) == (
        "Trùng",
        [("Number", "", str(praise.pk)), ("Praise proposed", "", "Declined with a reason")],
    )
