"""The history of a successor reaches back through its predecessors, and says so."""

import datetime as dt

import pytest

from clusters.enums import LineageKind
from clusters.models import Organisation
from clusters.services import organisation as organisations
from tests import factories
from tests.reading import as_person, get, sheets

DAY = dt.date(2025, 7, 1)


@pytest.fixture
def heir(cast):
    """Sở A became Sở Mới, which took part in a year of its own."""
    factories.appointment(cast.official, cast.ministry, "administrator")
    old = cast.unit.organisation
    old.parent = cast.ministry
    old.save()
    made = factories.organisation("Sở Mới", parent=cast.ministry, valid_from=DAY)
    organisations.succeed([old], made, on=DAY, kind=LineageKind.RENAME, by=cast.official)
    later = factories.season(cast.cluster, year=2027)
    factories.membership(cast.cluster, made, joined_on=DAY)
    later.participants.create(organisation=made, joined_on=DAY)
    return made


def _rows(client, pk, **address):
    found = sheets(get(client, "organisation", pk, export="xlsx", **address))
    return [(row[0], row[2]) for row in found["years"]], [(row[1], row[3]) for row in found["memberships"]]


def test_years_and_memberships_stand_under_the_name_of_then(cast, client, heir):
    years, members = _rows(as_person(client, cast.official), heir.pk)

    name = cast.cluster.name
    assert years == [(f"{name} – 2027", "Sở Mới"), (f"{name} – {cast.season.year}", "Sở A")]
    assert members == [("Sở A", factories.LONG_AGO), ("Sở Mới", DAY)]


def test_a_predecessors_row_says_until_when(cast, client, heir):
    page = get(as_person(client, cast.official), "organisation", heir.pk)

    cells = {row.cells[2].value: row.cells[2].note for row in page.context["tables"][1].rows}
    assert cells == {"Sở Mới": "", "Sở A": "a predecessor until 30/06/2025"}
    assert "?history=own" in page.content.decode()


def test_the_switch_leaves_only_its_own_rows(cast, client, heir):
    years, members = _rows(as_person(client, cast.official), heir.pk, history="own")

    assert years == [(f"{cast.cluster.name} – 2027", "Sở Mới")]
    assert members == [("Sở Mới", DAY)]


def test_the_predecessor_does_not_get_its_successors_years(cast, client, heir):
    old = Organisation.objects.get(pk=cast.unit.organisation_id)

    years, members = _rows(as_person(client, cast.official), old.pk)

    assert years == [(f"{cast.cluster.name} – {cast.season.year}", "Sở A")]
    assert members == [("Sở A", factories.LONG_AGO)]


def test_a_year_that_one_may_not_see_is_not_listed(cast, client, heir):
    elsewhere = cast.elsewhere
    elsewhere.participants.create(organisation=cast.unit.organisation, joined_on=elsewhere.starts_on)

    years, _members = _rows(as_person(client, cast.official), heir.pk)

    assert str(elsewhere) not in [row[0] for row in years]
