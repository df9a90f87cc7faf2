"""The register of honours: found with predecessors, filtered in the address, exported, closed to neighbours."""

import datetime as dt

import pytest
from django.urls import reverse

from awards.models import Honour
from awards.queries import honour as honours
from clusters import clock
from clusters.models import Succession
from tests import factories
from tests.reading import sheets

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(cast):
    """A flag of Sở A for 2024, a certificate of Sở B for 2025, and one of the neighbours."""
    cast.flag = factories.award("co-bo", name="Cờ thi đua của Bộ", position=1)
    cast.merit = factories.award("bk-bo", name="Bằng khen của Bộ", position=2)
    cast.paper = factories.award_decision(cast.ministry, by=cast.official)
    cast.first = _honour(cast.flag, cast.unit.organisation, 2024, cast.paper)
    cast.second = _honour(cast.merit, cast.head_unit.organisation, 2025, cast.paper)
    foreign = factories.award_decision(cast.elsewhere.cluster.authority)
    _honour(cast.flag, cast.stranger.organisation, 2025, foreign)
    return cast


def _honour(award, holder, year, paper, **fields):
    stamp = {"registered_at": clock.now(), "registered_by": paper.issued_by}
    names = {"holder_name": holder.name, "award_name": award.name}
    return Honour.objects.create(
        award=award, organisation=holder, year=year, award_decision=paper, **{**names, **stamp, **fields}
    )


def _found(client, **query):
    return [row.cells[0].value for row in client.get(reverse("honours"), query).context["table"].rows]


def test_one_sees_the_register_of_ones_own_system(client, register):
    client.force_login(register.officer)
    assert _found(client) == ["Sở B", "Sở A"]
    client.force_login(register.neighbour)
    assert _found(client) == ["Sở D"]


def test_filters_live_in_the_address(client, register):
    client.force_login(register.officer)
    assert _found(client, year=2024) == ["Sở A"]
    assert _found(client, award=register.merit.pk) == ["Sở B"]
    assert _found(client, organisation=register.unit.organisation.pk) == ["Sở A"]
    assert _found(client, authority=register.ministry.pk) == ["Sở B", "Sở A"]
    assert _found(client, words="so b") == ["Sở B"]
    assert _found(client, words="co thi dua") == ["Sở A"]
    assert _found(client, words="bằng khen", year=2024) == []
    assert _found(client, sort="holder") == ["Sở A", "Sở B"]


def test_an_heir_brings_what_its_predecessors_held(client, register):
    heir = factories.organisation("Sở Mới")
    for before in (register.unit.organisation, register.head_unit.organisation):
        Succession.objects.create(organisation=heir, ancestor=before)
    person = factories.appointed(heir, "officer")
    client.force_login(person)
    assert heir in honours.holders(person)
    assert _found(client, organisation=heir.pk) == ["Sở B", "Sở A"]


def test_a_holder_keeps_its_name_of_the_day(client, register):
    unit = register.unit.organisation
    unit.name = "Sở Đổi tên"
    unit.save(update_fields=["name"])
    client.force_login(register.officer)
    client.cookies["django_language"] = "en"
    cell = client.get(reverse("honours"), {"year": 2024}).context["table"].rows[0].cells[0]
    assert (cell.value, cell.note) == ("Sở A", "now Sở Đổi tên")


def test_the_season_filter_gives_exactly_its_lines(client, register):
    nomination = factories.nomination(register.unit, register.merit)
    _honour(register.merit, register.unit.organisation, 2026, register.paper, nomination=nomination)
    client.force_login(register.official)
    assert _found(client, season=register.season.pk) == ["Sở A"]


def test_exactly_what_is_shown_is_exported(client, register):
    client.force_login(register.officer)
    client.cookies["django_language"] = "en"
    answer = client.get(reverse("honours"), {"export": "xlsx", "year": 2024})
    paper = register.paper.decision
    assert [row[:5] for row in sheets(answer)["honours"]] == [
        ["Sở A", "Cờ thi đua của Bộ", "2024", "Bộ Thử nghiệm", paper.number]
    ]


def test_a_predecessors_honour_says_so_and_can_be_left_out(client, register):
    heir = factories.organisation("Sở Mới")
    unit = register.unit.organisation
    unit.valid_to = dt.date(2025, 6, 30)
    unit.save(update_fields=["valid_to"])
    Succession.objects.create(organisation=heir, ancestor=unit)
    _honour(register.flag, heir, 2026, register.paper)
    client.force_login(factories.appointed(heir, "officer"))
    client.cookies["django_language"] = "en"

    rows = client.get(reverse("honours"), {"organisation": heir.pk}).context["table"].rows
    notes = [(row.cells[0].value, row.cells[0].note) for row in rows]

    assert notes == [("Sở Mới", ""), ("Sở A", "a predecessor of Sở Mới until 30/06/2025")]
    assert _found(client, organisation=heir.pk, own="on") == ["Sở Mới"]


def test_a_body_without_honours_shows_none_and_not_everybodys(client, register):
    client.force_login(register.official)
    bare = register.deputy_unit.organisation

    assert _found(client, organisation=bare.pk) == []
    assert bare not in honours.holders(register.official)
