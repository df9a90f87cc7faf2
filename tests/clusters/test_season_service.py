"""A year is opened once, moved by its owners, and tells everybody."""

import datetime as dt

import pytest

from clusters import clock
from clusters.enums import Event, HeadshipRole, Phase
from clusters.errors import Conflict, Denied, Invalid
from clusters.models import AuditEntry, Notice
from clusters.services import season as seasons
from tests import factories


def _open(cast, year=2031, **fields):
    start = dt.date(year, 1, 1)
    return seasons.open(
        cast.cluster, year=year, starts_on=start, ends_on=dt.date(year, 12, 31), by=cast.official, **fields
    )


def test_opening_freezes_members_and_prepares_the_year(cast):
    season = _open(cast, table=cast.table, lead={HeadshipRole.HEAD: cast.unit.organisation})

    assert season.phase == Phase.PREPARING
    assert {p.organisation for p in season.participants.all()} == {
        each.organisation for each in (cast.unit, cast.head_unit, cast.deputy_unit)
    }
    assert [(h.role, h.participant.organisation) for h in season.headships.all()] == [("head", cast.unit.organisation)]
    assert [p.report.state for p in season.participants.all()] == ["draft"] * 3
    assert (season.pact.state, season.phases.count()) == ("draft", 10)


def test_opening_is_on_the_trail_and_told(cast):
    season = _open(cast)

    events = AuditEntry.objects.about(season).order_by("number").values_list("event", "actor")
    assert list(events) == [(Event.SEASON_OPENED, cast.official.pk)]
    told = Notice.objects.filter(event=Event.SEASON_OPENED, channel="mail").values_list("person", flat=True)
    assert set(told) == {p.pk for p in (cast.officer, cast.leader, cast.head, cast.head_leader, cast.deputy)}


def test_a_year_opens_once(cast):
    _open(cast)
    with pytest.raises(Invalid, match="2031"):
        _open(cast)


@pytest.mark.parametrize("who", ["officer", "leader", "head", "council", "auditor", "neighbour_official"])
def test_only_the_authority_opens(cast, who):
    with pytest.raises(Denied):
        seasons.open(
            cast.cluster,
            year=2032,
            starts_on=dt.date(2032, 1, 1),
            ends_on=dt.date(2032, 12, 31),
            by=getattr(cast, who),
        )


def test_an_unpublished_table_is_refused(cast):
    draft = factories.scoring_table(cast.ministry, published=False)
    with pytest.raises(Invalid, match="ban hành"):
        _open(cast, table=draft)


def test_the_head_moves_the_running_year_on(cast):
    season = seasons.advance(cast.season, by=cast.head)

    assert season.phase == Phase.SELF_SCORING
    line = season.phases.get(phase=Phase.SELF_SCORING)
    assert line.entered_by == cast.head
    assert AuditEntry.objects.about(season).get().after == {"phase": "self_scoring"}


@pytest.mark.parametrize("who", ["officer", "deputy", "official", "neighbour"])
def test_nobody_but_the_owner_moves_it(cast, who):
    with pytest.raises(Denied):
        seasons.advance(cast.season, by=getattr(cast, who))


def test_without_a_head_the_official_stands_in(cast):
    cast.season.headships.update(to_on=clock.today() - dt.timedelta(days=1))
    assert seasons.advance(cast.season, by=cast.official).phase == Phase.SELF_SCORING


def test_open_duties_need_a_reason(cast):
    season = _open(cast)
    with pytest.raises(Conflict, match="bảng điểm"):
        seasons.advance(season, by=cast.official)
    moved = seasons.advance(season, by=cast.official, reason="Hội nghị đã ký trực tiếp")
    assert moved.phase == Phase.PACT


def test_a_skipped_phase_is_passed_over_and_says_why(cast):
    seasons.skip(cast.season, Phase.SELF_SCORING, reason="Chấm trên giấy", by=cast.official)
    season = seasons.advance(cast.season, by=cast.head)

    assert season.phase == Phase.CROSS_CHECKING
    line = season.phases.get(phase=Phase.SELF_SCORING)
    assert (line.skip_reason, line.skipped_by, line.entered_at) == ("Chấm trên giấy", cast.official, None)


def test_skipping_needs_a_reason_and_a_phase_to_come(cast):
    with pytest.raises(Invalid):
        seasons.skip(cast.season, Phase.MEETING, reason=" ", by=cast.official)
    with pytest.raises(Conflict):
        seasons.skip(cast.season, Phase.PACT, reason="quá muộn", by=cast.official)


def test_a_new_head_ends_the_old_one(cast):
    day = clock.today() + dt.timedelta(days=3)
    seasons.set_headship(cast.season, cast.unit, role=HeadshipRole.HEAD, from_on=day, by=cast.official)

    heads = cast.season.headships.filter(role="head").order_by("from_on").values_list("participant", "to_on")
    assert list(heads) == [(cast.head_unit.pk, day - dt.timedelta(days=1)), (cast.unit.pk, None)]


def test_an_extension_needs_a_reason_and_the_future(cast):
    with pytest.raises(Invalid) as refused:
        seasons.extend(cast.unit, until=clock.now() - dt.timedelta(hours=1), reason="", by=cast.head)
    assert set(refused.value.problems) == {"until", "reason"}


def test_the_head_does_not_extend_its_own_unit(cast):
    until = clock.now() + dt.timedelta(days=2)
    with pytest.raises(Denied):
        seasons.extend(cast.head_unit, until=until, reason="bão lũ", by=cast.head)
    assert seasons.extend(cast.head_unit, until=until, reason="bão lũ", by=cast.official).until == until
