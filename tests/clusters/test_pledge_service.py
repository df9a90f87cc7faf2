"""Common targets with live sums: Σ over Σ, "of which" within the line above, and what is agreed is in the text."""

from decimal import Decimal

import pytest

from clusters.enums import Comparison, Event, Measure, PactState
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import AuditEntry, CommonTarget, Pledge
from clusters.queries import pledge as queries
from clusters.services import pact as pacts
from clusters.services import pledge as deeds
from clusters.services.pact import CommonTargetLine
from clusters.services.pledge import Part
from tests import factories
from tests.awards import steps

ADVANCED = CommonTargetLine("Tập thể lao động tiên tiến", Comparison.MORE_THAN, Decimal(95), "%", measure=Measure.SHARE)
EXCELLENT = CommonTargetLine(
    "Trong đó Tập thể lao động xuất sắc", Comparison.AT_LEAST, Decimal(20), "%", measure=Measure.SHARE, is_part=True
)
FLAGS = CommonTargetLine("Cờ thi đua", Comparison.AT_LEAST, Decimal(1), "cờ", measure=Measure.SUM)
RANK = CommonTargetLine("PAR Index", Comparison.AT_MOST, Decimal(10), "hạng", measure=Measure.RANK)
DDCI = CommonTargetLine("Công bố DDCI", Comparison.AT_LEAST, Decimal(2), "đơn vị", measure=Measure.UNITS)
ALL = [ADVANCED, EXCELLENT, FLAGS, RANK, DDCI]


@pytest.fixture
def pact(cast):
    steps.move(cast.season, "pact")
    return _written(factories.pact(cast.season), ALL, cast.head)


def _written(pact, lines, by):
    pact.refresh_from_db()
    text = {"theme": "Kỷ cương", "contents": "Nội dung"}
    return pacts.change(pact, common_targets=lines, by=by, seen=pact.version, **text)


def given(pact, *parts):
    """What a unit pledges for the targets in their order; None leaves one out."""
    targets = pact.common_targets.order_by("position")
    return {t: Part(*map(Decimal, p)) for t, p in zip(targets, parts, strict=False) if p}


def pledge(pact, unit, by, *parts):
    return deeds.set_pledges(unit, given(pact, *parts), by=by, seen={})


def numbers(pact):
    return [(each.units, each.value, each.out_of, each.is_met) for each in queries.state_of(pact)]


def test_shares_are_sums_over_sums_and_never_a_mean_of_means(cast, pact):
    pledge(pact, cast.unit, cast.officer, (1, 2))
    pledge(pact, cast.head_unit, cast.head, (98, 98))
    (state, *_others) = queries.state_of(pact)
    assert (state.units, state.value, state.out_of, state.is_met) == (2, 99, 100, True)
    assert queries.in_numbers(state).startswith("99/100 = 99")


@pytest.mark.parametrize(("part", "met"), [(95, False), (96, True)])
def test_more_than_is_not_at_least(cast, pact, part, met):
    pledge(pact, cast.unit, cast.officer, (part, 100))
    assert queries.state_of(pact)[0].is_met is met


def test_of_which_counts_within_the_line_above(cast, pact):
    pledge(pact, cast.unit, cast.officer, (10, 10), (1,))
    pledge(pact, cast.head_unit, cast.head, (20, 21), (5,))
    pledge(pact, cast.deputy_unit, cast.deputy, (1000, 1000))
    assert numbers(pact)[1] == (2, 6, 30, True)


def test_ranks_show_best_and_worst_and_at_most_holds_for_all(cast, pact):
    pledge(pact, cast.unit, cast.officer, None, None, None, (3,))
    assert numbers(pact)[3] == (1, 3, 3, True)
    pledge(pact, cast.head_unit, cast.head, None, None, None, (12,))
    assert numbers(pact)[3] == (2, 3, 12, False)


def test_numbers_add_up_and_units_are_counted(cast, pact):
    pledge(pact, cast.unit, cast.officer, None, None, (0,), None, (1,))
    pledge(pact, cast.head_unit, cast.head, None, None, (1,), None, (0,))
    assert numbers(pact)[2] == (2, 1, None, True)
    assert numbers(pact)[4] == (2, 1, None, False)


def test_nothing_pledged_is_neither_met_nor_missed(pact):
    assert numbers(pact) == [(0, None, None, None)] * 5


def test_who_left_no_longer_counts(cast, pact):
    pledge(pact, cast.unit, cast.officer, (1, 2))
    pledge(pact, cast.head_unit, cast.head, (3, 3))
    cast.unit.left_on = cast.season.starts_on
    cast.unit.save(update_fields=["left_on"])
    assert numbers(pact)[0] == (1, 3, 3, True)


@pytest.mark.parametrize(
    ("parts", "position"),
    [
        ([(11, 10)], 1),
        ([(5,)], 1),
        ([(1, 0)], 1),
        ([None, (1,)], 2),
        ([(5, 10), (6,)], 2),
        ([(5, 10), (1, 5)], 2),
        ([None, None, (-1,)], 3),
        ([None, None, None, (0,)], 4),
        ([None, None, None, ("1.5",)], 4),
        ([None, None, None, None, (2,)], 5),
    ],
)
def test_a_part_that_cannot_be_is_refused_beside_its_target(cast, pact, parts, position):
    with pytest.raises(Invalid) as refused:
        pledge(pact, cast.unit, cast.officer, *parts)
    assert list(refused.value.problems) == [str(pact.common_targets.get(position=position).pk)]
    assert not Pledge.objects.exists()


def test_the_line_above_is_not_lowered_below_its_part(cast, pact):
    pledge(pact, cast.unit, cast.officer, (10, 10), (8,))
    with pytest.raises(Invalid):
        deeds.set_pledges(
            cast.unit, given(pact, (7, 10)), by=cast.officer, seen={p.common_target_id: 1 for p in Pledge.objects.all()}
        )
    assert Pledge.objects.get(common_target__position=1).value == 10


@pytest.mark.parametrize("person", ["head", "deputy", "official", "neighbour"])
def test_only_the_units_own_people_pledge(cast, pact, person):
    with pytest.raises(Denied):
        pledge(pact, cast.unit, getattr(cast, person), (1, 2))


def test_the_second_writer_hears_of_the_first(cast, pact):
    pledge(pact, cast.unit, cast.officer, (1, 2))
    with pytest.raises(Stale) as stale:
        pledge(pact, cast.unit, cast.leader, (2, 2))
    key = pact.common_targets.get(position=1).pk
    assert (stale.value.theirs, stale.value.seen) == ({str(key): "1/2"}, {key: 1})


def test_the_trail_says_what_was_pledged(cast, pact):
    pledge(pact, cast.unit, cast.officer, (1, 2), (1,))
    entry = AuditEntry.objects.about(pact).get(event=Event.PACT_PLEDGED)
    assert entry.after == {ADVANCED.text: "1/2", EXCELLENT.text: "1"}
    assert entry.organisation_id == cast.unit.organisation_id


def test_what_was_pledged_is_in_the_text_that_is_agreed_and_then_fixed(cast, pact):
    pledge(pact, cast.unit, cast.officer, (19, 20), (4,), (1,), (3,), (1,))
    agreed = pacts.agree(pact, by=cast.head)
    assert f"1. {ADVANCED.text}: 19/20 = 95" in agreed.frozen_text
    assert "  - Sở A: 19/20" in agreed.frozen_text
    assert agreed.state == PactState.SIGNING
    with pytest.raises(Conflict):
        deeds.set_pledges(cast.unit, given(pact, (20, 20)), by=cast.officer, seen={})


def test_a_text_without_pledges_has_no_part_for_them(cast, pact):
    assert "PHẦN" not in pacts.agree(pact, by=cast.head).frozen_text.upper().replace("PHẦN TRĂM", "")


def test_another_value_keeps_the_pledges_and_another_measure_drops_them_on_the_trail(cast, pact):
    pledge(pact, cast.unit, cast.officer, (1, 2), None, (1,))
    higher = CommonTargetLine(ADVANCED.text, Comparison.AT_LEAST, Decimal(99), "%", measure=Measure.SHARE)
    _written(pact, [FLAGS, higher, EXCELLENT], cast.head)
    assert list(pact.common_targets.order_by("position").values_list("text", "pledges__value")) == [
        (FLAGS.text, 1),
        (ADVANCED.text, 1),
        (EXCELLENT.text, None),
    ]
    _written(pact, [CommonTargetLine(ADVANCED.text, Comparison.AT_LEAST, Decimal(99), "%")], cast.head)
    assert not Pledge.objects.exists()
    last = AuditEntry.objects.about(pact).order_by("-number")[0]
    assert last.after["pledges_taken_away"] == 2


@pytest.mark.parametrize("lines", [[EXCELLENT], [FLAGS, EXCELLENT]])
def test_a_part_stands_below_its_share(cast, pact, lines):
    with pytest.raises(Invalid):
        _written(pact, lines, cast.head)
    assert CommonTarget.objects.count() == len(ALL)


@pytest.mark.parametrize("comparison", [Comparison.AT_LEAST, Comparison.MORE_THAN])
def test_of_ranks_the_lower_is_better(cast, pact, comparison):
    upside_down = CommonTargetLine("DDCI", comparison, Decimal(10), "hạng", measure=Measure.RANK)
    with pytest.raises(Invalid) as refused:
        _written(pact, [FLAGS, upside_down], cast.head)
    assert "2" in refused.value.problems["common_targets"]
    assert CommonTarget.objects.count() == len(ALL)
