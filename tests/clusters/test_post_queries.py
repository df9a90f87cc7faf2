"""Who verifies whom, and that nobody verifies a unit they work for."""

import datetime as dt

import pytest

from clusters import clock
from clusters.enums import HeadshipRole, Role
from clusters.queries import post
from tests import factories

PEOPLE = ("officer", "head", "deputy", "official", "auditor", "neighbour", "neighbour_official")


def _verifiers(cast, participant) -> list[str]:
    return [name for name in PEOPLE if post.verifies(getattr(cast, name), participant)]


def _ends(cast, role) -> None:
    cast.season.headships.filter(role=role).update(to_on=clock.today() - dt.timedelta(days=1))


def test_the_head_verifies_all_but_its_own_which_the_deputy_does(cast):
    found = [_verifiers(cast, each) for each in (cast.unit, cast.deputy_unit, cast.head_unit)]
    assert found == [["head"], ["head"], ["deputy"]]


def test_without_a_deputy_the_official_verifies_the_head(cast):
    _ends(cast, HeadshipRole.DEPUTY)
    assert _verifiers(cast, cast.head_unit) == ["official"]


def test_without_a_head_the_deputy_verifies_all_but_its_own(cast):
    _ends(cast, HeadshipRole.HEAD)
    found = [_verifiers(cast, each) for each in (cast.unit, cast.head_unit, cast.deputy_unit)]
    assert found == [["deputy"], ["deputy"], ["official"]]


@pytest.mark.parametrize("who", ["head", "official"])
def test_who_works_for_a_unit_too_does_not_verify_it(cast, who):
    """One person may hold several posts: the seat at the head gives no right over one's other unit."""
    person, unit = getattr(cast, who), cast.unit
    if who == "official":
        _ends(cast, HeadshipRole.HEAD)
        _ends(cast, HeadshipRole.DEPUTY)
    assert post.verifies(person, unit)

    factories.appointment(person, unit.organisation, Role.OFFICER)

    assert not post.verifies(person, unit)
    assert post.verifies(person, cast.deputy_unit)
