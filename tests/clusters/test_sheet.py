"""The yearly sheet as a page: what stands beside each line, and what it costs."""

import pytest
from django.urls import reverse

from tests import sheet_years
from tests.counting import Asked
from tests.people import signed_in

MOST = 15


@pytest.fixture
def opened(cast):
    """A browser of the officer, and the address of a sheet of so many criteria with five years before it."""

    def open_(leaves):
        report = sheet_years.years(cast, leaves)
        return signed_in(cast.officer), reverse("report-edit", args=[report.pk])

    return open_


@pytest.mark.parametrize("leaves", [12, 60])
def test_a_sheet_with_five_years_asks_the_same_of_any_number_of_criteria(opened, leaves):
    person, address = opened(leaves)
    person.get(address)
    with Asked() as asked:
        page = person.get(address)

    assert page.text.count("data-row=") == leaves
    assert len(asked.statements) == 9 <= MOST, asked.told()
