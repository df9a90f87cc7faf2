"""Opening a year for all clusters of an authority at once, with places, all or nothing."""

import datetime as dt

import pytest

from awards.models import Quota, TemplateQuota
from awards.services import quota as quotas
from awards.services import template_quota as template_quotas
from clusters import clock
from clusters.enums import HeadshipRole, PeriodKind, Phase
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import Decision, Season, SeasonTemplate
from clusters.services import election as elections
from emulation.services import year_opening as deeds
from tests import factories
from tests.reading import as_person, get, post

PAPER = {"number": "9/QĐ", "on": factories.LONG_AGO, "abstract": "Phân bổ chỉ tiêu", "signatory": "", "file": None}
TYPED = {**PAPER, "on": "01/01/2020", "file": ""}


@pytest.fixture
def world(cast):
    """A template with a period and places, and besides the cast's cluster a second one that has a year already."""
    cast.template = factories.season_template(cast.ministry, table=cast.table.table)
    factories.template_period(cast.template, PeriodKind.QUARTER, 1, grace_days=2, asks_signature=True)
    cast.flag, cast.merit = factories.award(), factories.award()
    factories.template_quota(cast.template, cast.flag, 2)
    cast.second, cast.third = factories.cluster(cast.ministry), factories.cluster(cast.ministry)
    for cluster in (cast.second, cast.third):
        factories.membership(cluster, factories.organisation())
    factories.season(cast.second, year=2027)
    return cast


def test_all_ticked_clusters_get_year_periods_and_places_by_one_decision(world):
    seasons = deeds.open_all(
        world.template, [world.cluster, world.third], year=2027, by=world.official, paper=PAPER, seen=1
    )

    assert [(each.cluster, each.year, each.table) for each in seasons] == [
        (world.cluster, 2027, world.table),
        (world.third, 2027, world.table),
    ]
    for season in seasons:
        assert (season.periods.get().asks_signature, season.template_use.template) == (True, world.template)
        assert season.phases.get(phase=Phase.CROSS_CHECKING).skip_reason == "Không chấm chéo"
        assert (season.quotas.get().award, season.quotas.get().places) == (world.flag, 2)
    assert Quota.objects.values("basis").distinct().count() == 1
    assert Decision.objects.filter(number="9/QĐ").count() == 1


@pytest.mark.parametrize("broken", ["open already", "no decision"])
def test_all_or_nothing(world, broken):
    clusters = [world.third, world.second] if broken == "open already" else [world.third]
    paper = PAPER if broken == "open already" else {**PAPER, "on": dt.date(2999, 1, 1)}
    before = Season.objects.count()
    with pytest.raises(Invalid) as refused:
        deeds.open_all(world.template, clusters, year=2027, by=world.official, paper=paper)
    assert list(refused.value.problems) == (["clusters"] if broken == "open already" else ["on"])
    assert (Season.objects.count(), Decision.objects.filter(number="9/QĐ").count()) == (before, 0)


def test_only_the_official_by_a_template_in_force_for_clusters_of_the_authority(world):
    for person in ("officer", "head", "council", "auditor", "neighbour_official"):
        with pytest.raises(Denied):
            deeds.open_all(world.template, [world.third], year=2027, by=getattr(world, person), paper=PAPER)
    with pytest.raises((Conflict, Denied)):
        deeds.open_all(world.template, [world.elsewhere.cluster], year=2031, by=world.official, paper=PAPER)
    draft = factories.season_template(world.ministry, state="draft")
    with pytest.raises(Conflict):
        deeds.open_all(draft, [world.third], year=2027, by=world.official)
    assert not Season.objects.filter(cluster=world.third).exists()


def test_a_template_changed_meanwhile_opens_nothing(world):
    template_quotas.set_places(world.template, {world.flag: 5}, by=world.official2, seen=1)
    with pytest.raises(Stale):
        deeds.open_all(world.template, [world.third], year=2027, by=world.official, paper=PAPER, seen=1)
    assert not Season.objects.filter(cluster=world.third).exists()


def test_an_award_that_has_ended_gives_no_place(world):
    world.flag.valid_to = dt.date(2027, 6, 30)
    world.flag.save(update_fields=["valid_to"])
    (season,) = deeds.open_all(world.template, [world.third], year=2027, by=world.official)
    assert not season.quotas.exists()


def test_the_page_lists_who_can_be_opened_and_names_the_others(client, world):
    empty = factories.cluster(world.ministry)
    page = get(as_person(client, world.official), "season-template-open", world.template.pk, year=2027)
    assert set(page.context["form"].fields["clusters"].queryset) == {world.cluster, world.third}
    assert {row.cells[0].value: row.cells[1].value for row in page.context["refused"].rows} == {
        str(world.second): "The year is open already.",
        str(empty): "It has no members on the first day.",
    }
    assert world.elsewhere.cluster.name not in page.content.decode()


def test_the_browser_opens_the_ticked_and_leads_to_the_years(client, world):
    as_person(client, world.official)
    address = f"/year-templates/{world.template.pk}/open/?year=2027"
    assert list(client.post(address, {"clusters": [world.third.pk]}).context["form"].errors) == [
        "number",
        "on",
        "abstract",
    ]
    none = client.post(address, {**TYPED, "clusters": [world.second.pk]})
    assert list(none.context["form"].errors) == ["clusters"]
    answer = client.post(address, {**TYPED, "clusters": [world.third.pk], "seen": 1})
    assert answer.url == f"/year-templates/{world.template.pk}/?year=2027#uses"
    page = client.get(answer.url)
    assert str(Season.objects.get(cluster=world.third)) in page.content.decode()


def test_the_second_look_is_asked_for_when_the_template_changed(client, world):
    template_quotas.set_places(world.template, {world.flag: 5}, by=world.official2)
    as_person(client, world.official)
    address = f"/year-templates/{world.template.pk}/open/?year=2027"
    page = client.post(address, {**TYPED, "clusters": [world.third.pk], "seen": 1})
    assert page.context["form"]["seen"].value() == "2"
    assert not Season.objects.filter(cluster=world.third).exists()
    assert client.post(address, {**TYPED, "clusters": [world.third.pk], "seen": 2}).status_code == 302
    assert Season.objects.get(cluster=world.third).quotas.get().places == 5


def test_places_of_a_template_are_written_as_a_whole(world):
    template_quotas.set_places(world.template, {world.merit: 3}, by=world.official, seen=1)
    assert list(TemplateQuota.objects.values_list("award", "places")) == [(world.merit.pk, 3)]
    assert SeasonTemplate.objects.get(pk=world.template.pk).version == 2
    title = factories.award(subject="individual")
    with pytest.raises(Invalid):
        template_quotas.set_places(world.template, {title: 1}, by=world.official)
    with pytest.raises(Denied):
        template_quotas.set_places(world.template, {}, by=world.auditor)


def test_places_typed_against_a_colleague_are_kept_beside_theirs(client, world):
    template_quotas.set_places(world.template, {world.flag: 4}, by=world.official2)
    typed = {"seen": 1, f"places_{world.flag.pk}": 7}
    page = post(as_person(client, world.official), "season-template-places", world.template.pk, **typed)
    assert page.context["versions"] == [(world.flag, "7", "4")]
    assert TemplateQuota.objects.get().places == 4
    assert post(client, "season-template-places", world.template.pk, **{**typed, "seen": 2}).status_code == 302
    assert TemplateQuota.objects.get().places == 7


def test_a_year_opened_alone_takes_the_places_of_its_template_on_the_page_of_quotas(client, world):
    season = factories.season(world.third, year=2027)
    factories.template_use(world.template, season)
    as_person(client, world.official)
    assert get(client, "quota-grant", season.pk).context["offered"] == 1
    filled = get(client, "quota-grant", season.pk, template=1)
    assert filled.context["form"][f"places_{world.flag.pk}"].value() == 2
    address = f"/seasons/{season.pk}/quotas/?template=1"
    assert client.post(address, {**TYPED, f"places_{world.flag.pk}": 2}).status_code == 302
    assert season.quotas.get().places == 2
    assert get(client, "quota-grant", season.pk).context["offered"] == 0


def test_a_year_without_a_template_is_offered_nothing(client, world):
    page = get(as_person(client, world.official), "quota-grant", world.season.pk, template=1)
    assert (page.context["offered"], page.context["form"][f"places_{world.flag.pk}"].value()) == (0, None)


def test_a_kept_year_keeps_its_places(world):
    quotas.grant(world.season, world.merit, places=3, basis=factories.decision(world.ministry), by=world.official)
    template = deeds.keep(world.season, "Như năm nay", by=world.official)
    assert TemplateQuota.objects.get(template=template).places == 3


def test_those_whom_the_conference_elected_lead(world):
    unit = world.third.memberships.get().organisation
    conference = factories.season(world.third, year=2026, phase=Phase.MEETING)
    proposed = elections.propose(conference, year=2027, head=unit, deputy=None, by=world.official)
    elections.elect(proposed, held_on=clock.today(), by=world.official)
    (season,) = deeds.open_all(world.template, [world.third], year=2027, by=world.official, paper=PAPER)
    assert [(each.role, each.participant.organisation) for each in season.headships.all()] == [
        (HeadshipRole.HEAD, unit)
    ]
