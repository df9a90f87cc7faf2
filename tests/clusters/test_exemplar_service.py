"""Exemplars from the first finding to their use by others: who may what, when, and what is kept."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from clusters import audit, clock
from clusters.enums import Event, ExemplarKind, ExemplarState, Phase
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import AuditEntry, Exemplar, Notice
from clusters.queries import exemplar as queries
from clusters.services import exemplar as exemplars
from tests import factories

pytestmark = pytest.mark.django_db
MODEL = {"kind": ExemplarKind.MODEL, "name": "Một cửa số", "description": "Rút ngắn thời gian giải quyết"}
FOSTERED, SUMMARISED, REPLICATED = (
    ExemplarState.FOSTERED,
    ExemplarState.SUMMARISED,
    ExemplarState.REPLICATED,
)


def identify(cast, **fields):
    return exemplars.identify(cast.unit, {**MODEL, **fields}, on=clock.today(), by=cast.officer)


def at_stage(cast, *goals):
    exemplar = identify(cast)
    for goal in goals:
        exemplars.move(exemplar, goal, on=clock.today(), text="Đã làm", by=cast.head)
    exemplar.refresh_from_db()
    return exemplar


def pdf(name="mo-hinh.pdf"):
    return SimpleUploadedFile(name, b"%PDF-1.4\nmo hinh")


def test_an_exemplar_goes_through_four_stages_each_with_day_words_and_a_line(cast):
    exemplar = at_stage(cast, FOSTERED, SUMMARISED, REPLICATED)
    assert list(exemplar.stages.order_by("pk").values_list("state", flat=True)) == [
        ExemplarState.IDENTIFIED,
        FOSTERED,
        SUMMARISED,
        REPLICATED,
    ]
    lines = [line.event.split(".")[1] for line in AuditEntry.objects.about(exemplar).order_by("number")]
    assert lines == ["identified", "moved", "moved", "moved"]
    assert audit.broken_lines(exemplar) == []


def test_a_stage_is_not_left_out(cast):
    exemplar = identify(cast)
    with pytest.raises(Conflict):
        exemplars.move(exemplar, SUMMARISED, on=clock.today(), text="Nhanh", by=cast.head)
    assert exemplar.stages.count() == 1


def test_what_was_given_up_goes_no_further(cast):
    exemplar = at_stage(cast, ExemplarState.DROPPED)
    with pytest.raises(Conflict):
        exemplars.move(exemplar, FOSTERED, on=clock.today(), text="Lại", by=cast.head)


@pytest.mark.parametrize("person", ["officer", "leader", "council", "neighbour", "neighbour_official"])
def test_only_those_who_lead_carry_it_on(cast, person):
    exemplar = identify(cast)
    with pytest.raises(Denied):
        exemplars.move(exemplar, FOSTERED, on=clock.today(), text="Tự nhận", by=getattr(cast, person))


@pytest.mark.parametrize("person", ["council", "auditor", "neighbour", "neighbour_official"])
def test_others_do_not_propose_for_a_unit(cast, person):
    with pytest.raises(Denied):
        exemplars.identify(cast.unit, MODEL, on=clock.today(), by=getattr(cast, person))


def test_nothing_is_proposed_in_a_closed_year(cast):
    cast.season.phase = Phase.CLOSED
    cast.season.save(update_fields=["phase"])
    with pytest.raises(Conflict):
        identify(cast)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"description": ""}, "description"),
        ({"kind": ExemplarKind.PERSON}, "subject"),
        ({"kind": ExemplarKind.COLLECTIVE, "subject": "  "}, "subject"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(cast, wrong, field):
    with pytest.raises(Invalid) as refused:
        identify(cast, **wrong)
    assert set(refused.value.problems) == {field}


def test_days_run_forward_and_not_into_the_future(cast):
    exemplar = identify(cast)
    for day in (clock.today() - dt.timedelta(days=1), clock.today() + dt.timedelta(days=1)):
        with pytest.raises(Invalid) as refused:
            exemplars.move(exemplar, FOSTERED, on=day, text="Sai ngày", by=cast.head)
        assert set(refused.value.problems) == {"on"}


def test_the_second_writer_sees_the_first(cast):
    exemplar = identify(cast)
    exemplars.change(exemplar, {**MODEL, "name": "Một cửa số, một lần"}, by=cast.officer, seen=1)
    with pytest.raises(Stale) as told:
        exemplars.change(exemplar, {**MODEL, "name": "Tên khác"}, by=cast.leader, seen=1)
    assert (told.value.theirs["name"], told.value.seen) == ("Một cửa số, một lần", 2)


def test_a_summary_that_others_rely_on_is_not_rewritten(cast):
    with pytest.raises(Conflict):
        exemplars.change(at_stage(cast, FOSTERED, SUMMARISED), MODEL, by=cast.officer, seen=1)


def test_it_stays_in_the_cluster_until_it_is_summarised(cast):
    beside = factories.participant(factories.season(factories.cluster(cast.ministry)), factories.organisation("Sở E"))
    other = factories.appointed(beside.organisation, "officer")
    exemplar = at_stage(cast, FOSTERED)
    assert not Exemplar.objects.visible_to(other).exists()
    exemplars.move(exemplar, SUMMARISED, on=clock.today(), text="Tổng kết", by=cast.head)
    assert Exemplar.objects.visible_to(other).exists()
    assert not Exemplar.objects.visible_to(cast.neighbour).exists()


def test_another_unit_takes_it_up_and_writes_later_what_came_of_it(cast):
    exemplar, unit = at_stage(cast, FOSTERED, SUMMARISED), cast.head_unit.organisation
    exemplars.take_up(exemplar, unit, on=clock.today(), by=cast.head)
    uptake = exemplars.take_up(exemplar, unit, on=clock.today(), result="Giảm 30 %", by=cast.head, seen=1)
    assert (exemplar.uptakes.count(), uptake.result, uptake.version) == (1, "Giảm 30 %", 2)
    told = Notice.objects.filter(event="exemplar.taken_up", channel="site").values_list("person", flat=True)
    assert set(told) == {cast.officer.pk, cast.leader.pk}


def test_two_colleagues_who_write_of_the_same_uptake_are_told(cast):
    exemplar, unit = at_stage(cast, FOSTERED, SUMMARISED), cast.head_unit.organisation
    exemplars.take_up(exemplar, unit, on=clock.today(), result="Một", by=cast.head)
    with pytest.raises(Stale) as told:
        exemplars.take_up(exemplar, unit, on=clock.today(), result="Hai", by=cast.head_leader)
    assert (told.value.theirs["result"], told.value.seen) == ("Một", 1)


@pytest.mark.parametrize(
    ("person", "place", "goals", "error"),
    [
        ("officer", "unit", (FOSTERED, SUMMARISED), Conflict),
        ("officer", "head_unit", (FOSTERED, SUMMARISED), Denied),
        ("head", "head_unit", (FOSTERED,), Conflict),
    ],
)
def test_who_does_not_take_it_up(cast, person, place, goals, error):
    exemplar = at_stage(cast, *goals)
    unit = getattr(cast, place).organisation
    with pytest.raises(error):
        exemplars.take_up(exemplar, unit, on=clock.today(), by=getattr(cast, person))


def test_the_board_counts_all_and_shows_the_first(cast):
    for _ in range(queries.BOARD_SHOWN + 2):
        identify(cast)
    at_stage(cast, ExemplarState.DROPPED)
    lanes = queries.board(queries.listed(cast.officer))
    assert [(lane.count, len(lane.shown), lane.more) for lane in lanes] == [
        (22, 20, 2),
        (0, 0, 0),
        (0, 0, 0),
        (0, 0, 0),
    ]


def test_giving_it_up_is_told_to_its_unit_and_to_those_who_work_by_it(cast):
    exemplar = at_stage(cast, FOSTERED, SUMMARISED)
    taker, person = neighbouring(cast)
    exemplars.take_up(exemplar, taker, on=clock.today(), by=person)
    Notice.objects.all().delete()
    exemplars.move(exemplar, ExemplarState.DROPPED, on=clock.today(), text="Không còn phù hợp", by=cast.head)
    told = set(Notice.objects.filter(event=Event.EXEMPLAR_DROPPED).values_list("person", flat=True))
    assert told == {cast.officer.pk, cast.leader.pk, person.pk}


def test_who_has_taken_it_up_keeps_seeing_it_and_nobody_else_of_another_cluster(cast):
    exemplar = at_stage(cast, FOSTERED, SUMMARISED)
    taker, person = neighbouring(cast)
    other = factories.appointed(factories.participant(taker.participations.get().season).organisation, "officer")
    exemplars.take_up(exemplar, taker, on=clock.today(), by=person)
    exemplars.move(exemplar, ExemplarState.DROPPED, on=clock.today(), text="Không còn phù hợp", by=cast.head)
    seen = [Exemplar.objects.visible_to(each).filter(pk=exemplar.pk).exists() for each in (person, other)]
    assert seen == [True, False]


def test_nobody_takes_it_up_before_it_was_identified(cast):
    exemplar = at_stage(cast, FOSTERED, SUMMARISED)
    first = exemplar.stages.order_by("on").first().on
    with pytest.raises(Invalid) as refused:
        exemplars.take_up(
            exemplar, cast.head_unit.organisation, on=first - dt.timedelta(days=1), by=cast.head, result="x"
        )
    assert set(refused.value.problems) == {"on"}


def neighbouring(cast):
    """A unit of another cluster of the same authority, and its officer."""
    year = factories.season(factories.cluster(cast.ministry))
    unit = factories.participant(year).organisation
    return unit, factories.appointed(unit, "officer")
