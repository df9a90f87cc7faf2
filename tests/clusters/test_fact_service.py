"""Facts of a unit's year: who records them, how they are corrected, and what is known of whom."""

from decimal import Decimal

import pytest
from django.utils import translation

from clusters.enums import Event, FactKind, Phase
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import AuditEntry, Fact
from clusters.queries import fact as queries
from clusters.queries.trail import of_season
from clusters.services import fact as facts
from clusters.services.fact import Known
from tests import factories
from tests.at_once import became, race

MISSED, DISCIPLINED, LATE = FactKind.MEETINGS_MISSED, FactKind.STAFF_DISCIPLINED, FactKind.REPORTS_LATE

# Who is not in the register of honours holds none: that is known of everybody.
REGISTER = {FactKind.AWARDS_HELD: Decimal(0)}


def record(cast, value=1, source="Hội nghị 12/3", *, kind=MISSED, who="head", unit="unit", **fields):
    return facts.record(getattr(cast, unit), kind, Decimal(value), source, by=getattr(cast, who), **fields)


def seal(cast):
    factories.scored_report(cast.unit, head=True)
    return factories.standing(cast.season)


def test_facts_of_one_kind_add_up_and_what_nobody_recorded_is_not_there(cast):
    record(cast, 1, "Hội nghị 12/3")
    record(cast, 1, "Hội nghị 20/6")
    record(cast, 0, kind=DISCIPLINED, unit="deputy_unit")
    record(cast, "12.5", kind=FactKind.TARGETS_MISSED_SHARE, who="official")

    known = {
        cast.unit.pk: {MISSED: Decimal(2), FactKind.TARGETS_MISSED_SHARE: Decimal("12.5"), **REGISTER},
        cast.deputy_unit.pk: {DISCIPLINED: Decimal(0), **REGISTER},
        cast.head_unit.pk: REGISTER,
    }
    assert queries.by_participant(cast.season) == known
    assert queries.of_participant(cast.unit) == known[cast.unit.pk]


def test_what_is_known_of_a_year_is_one_question(cast, django_assert_num_queries):
    for source in "abc":
        record(cast, 1, source)

    with django_assert_num_queries(1):
        queries.by_participant(cast.season)


def test_a_fact_is_on_the_trail_of_its_unit(cast):
    fact = record(cast, 2)

    entry = AuditEntry.objects.about(cast.unit).get()
    assert (entry.event, entry.actor, entry.organisation_id) == (
        Event.FACT_RECORDED,
        cast.head,
        cast.unit.organisation_id,
    )
    assert entry.before == {}
    assert entry.after == {"unit": "Sở A", "kind": MISSED, "value": "2", "source": "Hội nghị 12/3"}
    assert (fact.recorded_by, fact.note) == (cast.head, "")


def test_recording_again_from_the_same_source_corrects_with_the_reason(cast):
    first = record(cast, 2)
    record(cast, 0, seen=queries.stamp(first), note="Có giấy xin phép", who="official")

    fact = Fact.objects.get()
    entry = AuditEntry.objects.about(cast.unit).order_by("-number").first()
    assert (fact.value, fact.recorded_by, fact.note) == (0, cast.official, "Có giấy xin phép")
    assert (entry.before, entry.after["value"]) == ({"value": "2"}, "0")


def test_the_second_writer_is_told_what_the_first_wrote(cast):
    first = record(cast, 2)

    with pytest.raises(Stale) as refused:
        record(cast, 3, who="official", note="đếm lại")

    assert (refused.value.theirs, refused.value.seen) == ({"fact": first}, queries.stamp(first))
    record(cast, 3, who="official", note="đếm lại", seen=refused.value.seen)
    assert Fact.objects.get().value == 3


def test_the_same_words_again_write_nothing(cast):
    first = record(cast, 2)

    record(cast, 2, seen=queries.stamp(first))

    assert AuditEntry.objects.about(cast.unit).count() == 1


@pytest.mark.parametrize(
    ("value", "source", "kind", "field"),
    [
        (-1, "x", MISSED, "value"),
        ("1.5", "x", MISSED, "value"),
        (101, "x", FactKind.TARGETS_MISSED_SHARE, "value"),
        (1, "  ", MISSED, "source"),
    ],
)
def test_what_cannot_be_a_fact_says_where(cast, value, source, kind, field):
    with pytest.raises(Invalid) as refused:
        record(cast, value, source, kind=kind)

    assert (list(refused.value.problems), Fact.objects.count()) == ([field], 0)


def test_a_value_does_not_change_without_a_reason(cast):
    first = record(cast, 2)

    with pytest.raises(Invalid) as refused:
        record(cast, 1, seen=queries.stamp(first))

    assert list(refused.value.problems) == ["note"]


@pytest.mark.parametrize(
    ("who", "unit", "allowed"),
    [
        ("head", "unit", True),
        ("head", "deputy_unit", True),
        ("head", "head_unit", False),
        ("deputy", "head_unit", True),
        ("deputy", "unit", False),
        ("deputy", "deputy_unit", False),
        ("official", "head_unit", True),
        ("official", "unit", True),
        ("officer", "unit", False),
        ("leader", "unit", False),
        ("council", "unit", False),
        ("neighbour_official", "unit", False),
    ],
)
def test_who_records_of_whom(cast, who, unit, allowed):
    if allowed:
        record(cast, who=who, unit=unit)
        assert Fact.objects.get().participant == getattr(cast, unit)
    else:
        with pytest.raises(Denied):
            record(cast, who=who, unit=unit)


def test_nobody_enters_signatures_of_which_the_system_knows_all(cast):
    with pytest.raises(Denied):
        record(cast, kind=FactKind.PACT_NOT_SIGNED, who="official")


@pytest.mark.parametrize("kind", [LATE, FactKind.AWARDS_HELD])
def test_what_the_system_knows_in_part_people_add_to(cast, kind):
    """Periodic reports go by mail, and the State's awards are decided elsewhere."""
    facts.push(cast.season, [Known(cast.unit, kind, Decimal(1), "report:7")], by=cast.officer)

    record(cast, kind=kind, who="official", value=2, source="Công văn số 12 ngày 03/4/2026")
    facts.push(cast.season, [Known(cast.unit, kind, Decimal(0), "report:7")], by=cast.officer)

    assert queries.of_participant(cast.unit)[kind] == 2


def test_a_person_cannot_speak_for_a_row_of_the_system(cast):
    with pytest.raises(Invalid) as refused:
        record(cast, kind=LATE, who="official", value=0, source="report:7")

    assert list(refused.value.problems) == ["source"]


@pytest.mark.parametrize("phase", [Phase.SUBMITTED, Phase.DECIDED, Phase.CLOSED])
def test_a_submitted_year_takes_no_facts(cast, phase):
    cast.season.phase = phase
    cast.season.save(update_fields=["phase"])

    with pytest.raises(Conflict):
        record(cast, who="official")


def test_after_the_sealing_nobody_adds_a_fact_and_the_system_keeps_still(cast):
    seal(cast)

    with pytest.raises(Conflict):
        record(cast, who="official")
    assert facts.push(cast.season, [Known(cast.unit, LATE, Decimal(1), "report:1")], by=cast.officer) == []
    assert Fact.objects.count() == 0


def test_pushing_again_replaces_and_says_nothing_of_row_names(cast):
    for value in (0, 1, 1):
        facts.push(cast.season, [Known(cast.unit, LATE, Decimal(value), "report:7")], by=cast.officer)

    entries = AuditEntry.objects.about(cast.unit).order_by("number")
    assert Fact.objects.get().value == 1
    assert [(entry.before, entry.after["value"]) for entry in entries] == [({}, "0"), ({"value": "0"}, "1")]
    assert all("source" not in entry.after for entry in entries)


def test_that_nothing_happened_is_recorded_for_all_others_at_once(cast):
    record(cast, 2)

    facts.record_none(cast.season, MISSED, "Theo dõi năm 2026", by=cast.head)

    known = queries.by_participant(cast.season)
    assert {unit: own[MISSED] for unit, own in known.items() if MISSED in own} == {
        cast.unit.pk: 2,
        cast.deputy_unit.pk: 0,
    }
    with pytest.raises(Denied):
        facts.record_none(cast.season, MISSED, "Theo dõi năm 2026", by=cast.officer)


def test_the_trail_says_it_in_words(cast):
    record(cast, 2, kind=DISCIPLINED)

    with translation.override("en"):
        (line,) = of_season(cast.season, Event.FACT_RECORDED, cast.officer)

    assert line.changes == [
        ("Value", "", "2"),
        ("Unit", "", "Sở A"),
        ("Kind", "", "Staff disciplined or prosecuted"),
        ("Source", "", "Hội nghị 12/3"),
    ]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_from_one_source_write_one_fact(request):
    cast = request.getfixturevalue("cast")

    outcomes = became(race(lambda: record(cast, 1), lambda: record(cast, 2, who="official", note="đếm lại")))

    assert outcomes == ["Stale", "done"]
    assert (Fact.objects.count(), AuditEntry.objects.about(cast.unit).count()) == (1, 1)
