"""The meeting orders units that nothing else separates: who, when, exactly those, and who is told."""

import pytest
from django.urls import reverse

from clusters.enums import Event, Phase
from clusters.errors import Conflict, Denied, Invalid
from clusters.models import AuditEntry, Notice, Score, ScoringTableVersion, TieRuling
from clusters.queries import ranking
from clusters.services import standing as standings
from clusters.services import tie as ties
from tests import factories
from tests.reading import as_person, get, post


@pytest.fixture
def tied(cast):
    """Sở A and Sở B with 89 points each at the meeting, Sở C with 85; the table leaves equals to the meeting."""
    ScoringTableVersion.objects.filter(pk=cast.table.pk).update(grading={"tie_breakers": [{"kind": "meeting"}]})
    cast.season.table.refresh_from_db()
    cast.season.phase = Phase.MEETING
    cast.season.save(update_fields=["phase"])
    cast.report = factories.scored_report(cast.unit, head=True)
    factories.scored_report(cast.head_unit, head=True)
    factories.scored_report(cast.deputy_unit, head=True, II_1=16)
    cast.equals = [cast.head_unit.pk, cast.unit.pk]
    return cast


def ranks(cast) -> list[tuple[str, int]]:
    return [(str(line.participant), line.rank) for line in ranking.live(cast.season).lines]


@pytest.mark.parametrize("person", ["head", "head_leader", "deputy", "official"])
def test_the_order_of_the_meeting_separates_them(tied, person):
    ties.settle(tied.season, tied.equals, " Hội nghị biểu quyết ", by=getattr(tied, person))

    assert ranks(tied) == [("Sở B", 1), ("Sở A", 2), ("Sở C", 3)]
    entry = AuditEntry.objects.about(tied.season).latest("number")
    assert (entry.event, entry.reason, entry.after) == (
        Event.TIE_SETTLED,
        "Hội nghị biểu quyết",
        {"order": ["Sở B", "Sở A"]},
    )
    told = set(Notice.objects.filter(event=Event.TIE_SETTLED).values_list("person", flat=True))
    assert {tied.officer.pk, tied.leader.pk, tied.head.pk, tied.deputy.pk} <= told


def test_a_later_ruling_takes_its_place(tied):
    ties.settle(tied.season, tied.equals, "Lần đầu", by=tied.head)
    ties.settle(tied.season, tied.equals[::-1], "Biểu quyết lại", by=tied.head)
    assert ranks(tied) == [("Sở A", 1), ("Sở B", 2), ("Sở C", 3)]
    assert [each.reason for each in TieRuling.objects.order_by("pk")] == ["Lần đầu", "Biểu quyết lại"]


@pytest.mark.parametrize("person", ["officer", "leader", "council", "auditor", "neighbour", "neighbour_official"])
def test_nobody_else_records_it(tied, person):
    with pytest.raises(Denied):
        ties.settle(tied.season, tied.equals, "Biểu quyết", by=getattr(tied, person))


@pytest.mark.parametrize("phase", [Phase.VERIFYING, Phase.SUBMITTED])
def test_only_at_the_meeting(tied, phase):
    tied.season.phase = phase
    tied.season.save(update_fields=["phase"])
    with pytest.raises(Conflict):
        ties.settle(tied.season, tied.equals, "Biểu quyết", by=tied.head)


def test_not_once_the_ranking_is_sealed(tied):
    standings.seal(tied.season, by=tied.head)
    with pytest.raises(Conflict):
        ties.settle(tied.season, tied.equals, "Biểu quyết", by=tied.head)


def test_only_units_that_are_equal_and_verified(tied):
    for order in ([], tied.equals[:1], [*tied.equals, tied.deputy_unit.pk], [tied.unit.pk, tied.deputy_unit.pk]):
        with pytest.raises(Conflict):
            ties.settle(tied.season, order, "Biểu quyết", by=tied.head)
    Score.objects.filter(report=tied.report, kind="head", criterion__code="I.1").delete()
    with pytest.raises(Conflict):
        ties.settle(tied.season, tied.equals, "Biểu quyết", by=tied.head)


def test_a_repeated_unit_is_no_order(tied):
    with pytest.raises(Conflict):
        ties.settle(tied.season, [*tied.equals, tied.unit.pk], "Biểu quyết", by=tied.head)


def test_not_where_the_table_shares_ranks(tied):
    ScoringTableVersion.objects.filter(pk=tied.table.pk).update(grading={})
    with pytest.raises(Conflict):
        ties.settle(tied.season, tied.equals, "Biểu quyết", by=tied.head)


def test_it_needs_a_reason(tied):
    with pytest.raises(Invalid):
        ties.settle(tied.season, tied.equals, " ", by=tied.head)


def test_the_page_asks_for_places_and_the_ranking_shows_what_was_decided(client, tied):
    address = (tied.season.pk, tied.unit.pk)
    shown = get(as_person(client, tied.head), "ranking", tied.season.pk).content.decode()
    assert reverse("ranking-tie", args=[tied.season.pk, tied.unit.pk]) in shown

    places = {f"place_{tied.unit.pk}": "2", f"place_{tied.head_unit.pk}": "1"}
    twice = post(client, "ranking-tie", *address, reason="Biểu quyết", **dict.fromkeys(places, "1"))
    assert sorted(twice.context["form"].errors) == sorted(places)
    assert post(client, "ranking-tie", *address, reason="Biểu quyết", **places).status_code == 302

    assert ranks(tied) == [("Sở B", 1), ("Sở A", 2), ("Sở C", 3)]
    after = get(client, "ranking", tied.season.pk).content.decode()
    assert "ordered by the meeting: Biểu quyết" in after
    assert "equal points, separated by: the decision of the meeting" in after
    assert get(client, "ranking-tie", tied.season.pk, tied.deputy_unit.pk).status_code == 404
