"""Bodies become other bodies; rights and history follow."""

import datetime as dt

import pytest

from clusters import audit
from clusters.enums import LineageKind, OrganisationKind, Role
from clusters.errors import Denied, Invalid
from clusters.models import Organisation, Season, Succession
from clusters.queries import post
from clusters.services import organisation as organisations
from clusters.services import person as people
from tests import factories


def _succeed(cast, predecessors, successor, on=dt.date(2025, 7, 1)):
    admin = factories.user(is_superuser=True)
    organisations.succeed(predecessors, successor, on=on, kind=LineageKind.MERGE, by=admin)


def test_the_successor_reads_what_its_predecessors_did(cast):
    heir = factories.organisation("Sở A mới")
    officer = factories.appointed(heir, Role.OFFICER)
    assert list(Season.objects.visible_to(officer)) == []

    _succeed(cast, [cast.unit.organisation], heir)

    assert list(Season.objects.visible_to(officer)) == [cast.season]
    assert post.works_for(officer, cast.unit.organisation)


def test_succession_reaches_back_through_several_changes(cast):
    second, third = factories.organisation("Hai"), factories.organisation("Ba")
    _succeed(cast, [second], third, on=dt.date(2025, 7, 1))
    _succeed(cast, [cast.unit.organisation], second, on=dt.date(2025, 3, 1))

    ancestors = Succession.objects.filter(organisation=third).values_list("ancestor", flat=True)
    assert set(ancestors) == {third.pk, second.pk, cast.unit.organisation_id}


def test_the_predecessor_ends_on_the_day_before(cast):
    heir = factories.organisation("Sở mới")
    _succeed(cast, [cast.unit.organisation], heir)
    assert Organisation.objects.get(pk=cast.unit.organisation_id).valid_to == dt.date(2025, 6, 30)


def test_a_body_cannot_follow_its_own_heir(cast):
    heir = factories.organisation("Sở mới")
    _succeed(cast, [cast.unit.organisation], heir)
    with pytest.raises(Invalid):
        _succeed(cast, [heir], cast.unit.organisation)


def test_registering_is_for_administrators(cast):
    with pytest.raises(Denied):
        organisations.register(
            by=cast.head, name="Sở X", kind=OrganisationKind.DEPARTMENT, valid_from=dt.date(2025, 1, 1)
        )
    made = organisations.register(
        by=cast.official,
        name="Sở X",
        kind=OrganisationKind.DEPARTMENT,
        valid_from=dt.date(2025, 1, 1),
        parent=cast.ministry,
    )
    assert audit.broken_lines(made) == []


def test_an_ended_post_gives_no_rights(cast):
    post_held = cast.officer.appointments.get()
    people.end(post_held, on=dt.date(2024, 1, 1), by=factories.user(is_superuser=True))
    assert list(Season.objects.visible_to(cast.officer)) == []


def test_authority_roles_need_an_authority(cast):
    with pytest.raises(Invalid):
        people.appoint(
            cast.officer,
            cast.unit.organisation,
            Role.AUDITOR,
            from_on=dt.date(2025, 1, 1),
            by=factories.user(is_superuser=True),
        )


def test_a_unit_takes_part_in_years_of_two_authorities_at_once(cast):
    """A department is in its ministry's cluster and heads a block of its province; the rights do not mix."""
    block = factories.season(factories.cluster(factories.authority("Tỉnh")))
    factories.headship(factories.participant(block, cast.unit.organisation))

    assert set(Season.objects.visible_to(cast.officer)) == {cast.season, block}
    assert (post.heads(cast.officer, block), post.heads(cast.officer, cast.season)) == (True, False)
    assert list(Season.objects.visible_to(cast.head)) == [cast.season]
