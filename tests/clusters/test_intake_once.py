"""Workbooks carried out at the same moment: what the one registers, the other has to know of."""

import pytest

from clusters.models import Organisation
from clusters.services import intake as deeds
from tests import intake_book as books
from tests.at_once import at_once
from tests.conftest import people

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_carry_it_out_at_once_one_is_told():
    cast = people()
    intake = deeds.check(cast.ministry, books.upload([books.unit()], [books.post()]), by=cast.official)

    outcomes = at_once(lambda by: deeds.carry_out(intake, by=by), cast.official, cast.official2)

    assert outcomes == ["Conflict", "done"]
    assert Organisation.objects.filter(name="Chi cục A").count() == 1


def test_of_two_workbooks_with_the_same_body_the_second_is_judged_by_what_the_first_has_done():
    """The days differ, so no constraint of the database would stop a second one."""
    cast = people()
    one, other = (
        deeds.check(cast.ministry, books.upload([books.unit(day=day)]), by=cast.official)
        for day in ("01/07/2025", "01/08/2025")
    )

    outcomes = at_once(lambda intake: deeds.carry_out(intake, by=cast.official), one, other)

    assert outcomes == ["Conflict", "done"]
    assert Organisation.objects.filter(name="Chi cục A").count() == 1
