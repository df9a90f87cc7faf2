"""Granting places: the official's deed, by a decision, never below what is taken."""

import pytest

from awards.models import Quota
from awards.services import nomination as nominations
from awards.services import quota as quotas
from awards.services.quota import Wish
from clusters.enums import Event, Phase
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import AuditEntry, Decision, Notice
from tests import factories
from tests.awards import steps


def test_places_are_granted_by_a_decision(cast):
    award, basis = factories.award(name="Cờ"), factories.decision(cast.ministry)

    quota = quotas.grant(cast.season, award, places=2, basis=basis, by=cast.official, seen=0)

    assert (quota.places, quota.basis, quota.version) == (2, basis, 1)
    entry = AuditEntry.objects.about(quota).get()
    assert (entry.event, entry.before, entry.after) == (
        Event.QUOTA_GRANTED,
        {},
        {"places": 2, "basis": str(basis)},
    )
    notices = Notice.objects.filter(event=Event.QUOTA_GRANTED, channel="site")
    assert set(notices.values_list("person", flat=True)) == {cast.head.pk, cast.head_leader.pk}
    assert notices[0].values == {"season": str(cast.season), "places": "2", "award": "Cờ"}


def test_places_can_be_raised_and_the_trail_shows_both(meeting):
    basis = factories.decision(meeting.ministry)
    raised = quotas.grant(meeting.season, meeting.flag, places=3, basis=basis, by=meeting.official, seen=1)
    assert (raised.pk, raised.places, raised.version) == (meeting.quota.pk, 3, 2)
    assert AuditEntry.objects.about(raised).get().before == {"places": 1}


@pytest.mark.parametrize("person", ["officer", "head", "deputy", "council", "auditor", "neighbour_official"])
def test_only_the_official_grants(meeting, person):
    basis = factories.decision(meeting.ministry)
    with pytest.raises(Denied):
        quotas.grant(meeting.season, meeting.flag, places=2, basis=basis, by=getattr(meeting, person))
    assert Quota.objects.get().places == 1


def test_not_in_a_closed_year(meeting):
    steps.move(meeting.season, Phase.CLOSED)
    with pytest.raises(Conflict):
        quotas.grant(meeting.season, meeting.flag, places=2, basis=meeting.quota.basis, by=meeting.official)


def test_never_fewer_than_are_taken(meeting, merit):
    for placing in meeting.placings[:2]:
        nominations.propose(meeting.season, merit, placing, achievement="Tốt", by=meeting.head)
    basis = factories.decision(meeting.ministry)
    with pytest.raises(Invalid) as refused:
        quotas.grant(meeting.season, merit, places=1, basis=basis, by=meeting.official)
    assert list(refused.value.problems) == ["places"]
    assert quotas.grant(meeting.season, merit, places=2, basis=basis, by=meeting.official).places == 2


def test_at_least_one_place_of_an_award_for_collectives_by_a_decision_of_the_authority(cast):
    flag, title = factories.award(), factories.award(subject="individual")
    own, foreign = factories.decision(cast.ministry), factories.decision(factories.authority())
    for award, places, basis, field in [
        (flag, 0, own, "places"),
        (title, 1, own, "award"),
        (flag, 1, foreign, "basis"),
    ]:
        with pytest.raises(Invalid) as refused:
            quotas.grant(cast.season, award, places=places, basis=basis, by=cast.official)
        assert list(refused.value.problems) == [field]


def test_the_second_writer_is_told(meeting):
    basis = factories.decision(meeting.ministry)
    quotas.grant(meeting.season, meeting.flag, places=2, basis=basis, by=meeting.official, seen=1)
    with pytest.raises(Stale) as stale:
        quotas.grant(meeting.season, meeting.flag, places=5, basis=basis, by=meeting.official2, seen=1)
    assert (stale.value.theirs, stale.value.seen) == ({"places": 2}, 2)


def test_one_new_decision_grants_several_awards(cast):
    flag, merit = factories.award(), factories.award()
    paper = {"number": "9/QĐ", "on": factories.LONG_AGO, "abstract": "Phân bổ", "signatory": "", "file": steps.upload()}
    granted = quotas.grant_by(cast.season, {flag: Wish(1, 0), merit: Wish(2, 0)}, paper=paper, by=cast.official)
    assert [(quota.places, quota.basis.number, quota.basis.issuer) for quota in granted] == [
        (1, "9/QĐ", cast.ministry),
        (2, "9/QĐ", cast.ministry),
    ]
    assert granted[0].basis.file.original_name == "quyet-dinh.pdf"


def test_several_awards_are_granted_all_or_none(meeting, merit):
    nominations.propose(meeting.season, meeting.flag, meeting.placings[0], achievement="Tốt", by=meeting.head)
    before, paper = Decision.objects.count(), {"number": "9/QĐ", "on": factories.LONG_AGO, "abstract": "Phân bổ"}
    with pytest.raises(Invalid) as refused:
        quotas.grant_by(meeting.season, {merit: Wish(5), meeting.flag: Wish(0)}, paper=paper, by=meeting.official)
    assert list(refused.value.problems) == [f"places_{meeting.flag.pk}"]
    assert (Decision.objects.count(), Quota.objects.get(award=merit).places) == (before, 2)
