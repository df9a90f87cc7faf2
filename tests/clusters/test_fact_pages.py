"""The page of a year's facts: sums and single facts, entered and corrected by those who know them."""

from decimal import Decimal

import pytest
from django.urls import reverse

from clusters.enums import FactKind
from clusters.models import Fact
from clusters.queries import fact as queries
from tests import factories
from tests.reading import as_person, first_column, get, post, sheets

MISSED = FactKind.MEETINGS_MISSED
TYPED = {"kind": MISSED, "value": "2", "source": "Hội nghị 12/3", "note": "", "seen": ""}


def record(client, cast, **typed):
    return post(client, "season-facts", cast.season.pk, **{**TYPED, "participant": cast.unit.pk, **typed})


def tables(client, cast):
    return get(client, "season-facts", cast.season.pk).context["tables"]


def said(table):
    return [
        [table.words(column, cell) for column, cell in zip(table.columns, row.cells, strict=True)] for row in table.rows
    ]


def test_the_head_records_and_everybody_of_the_year_reads(client, cast):
    answer = record(as_person(client, cast.head), cast)

    assert answer.url == reverse("season-facts", args=[cast.season.pk])
    sums, single = tables(as_person(client, cast.officer), cast)
    assert first_column(sums) == ["Sở A", "Sở B", "Sở C"]
    assert said(sums)[0] == ["Sở A", "–", "–", "2", *["–"] * 7]
    assert said(single)[0][:5] == ["Sở A", "Meetings missed", "2", "Hội nghị 12/3", "–"]
    assert said(single)[0][6] == "officer Sở B"


def test_what_the_system_knows_says_where_from_in_words(client, cast):
    factories.fact(cast.unit, FactKind.REPORTS_LATE, source="report:1")
    factories.fact(cast.unit, FactKind.PACT_NOT_SIGNED, source="pact:1")
    factories.fact(cast.unit, FactKind.AWARDS_HELD, source="honour:1", note="Bằng khen, 12/QĐ")

    _sums, single = tables(as_person(client, cast.officer), cast)

    assert [line[3] for line in said(single)] == [
        "the register of honours",
        "the signatures of the pact",
        "the sending of the report",
    ]


def test_a_fact_is_corrected_from_its_line(client, cast):
    record(as_person(client, cast.head), cast)
    fact = Fact.objects.get()
    _sums, single = tables(client, cast)
    form = get(client, "season-facts", cast.season.pk, fact=fact.pk).context["form"]
    given = {name: form[name].value() for name in ("participant", "kind", "source", "seen")}
    answer = record(client, cast, **given, value="0", note="Có phép")

    assert single.rows[0].cells[-1].url == f"/seasons/{cast.season.pk}/facts/?fact={fact.pk}#record"
    assert (answer.status_code, Fact.objects.get().value, Fact.objects.get().note) == (302, 0, "Có phép")


def test_a_colleague_from_the_same_source_shows_both_values(client, cast):
    record(as_person(client, cast.head), cast)
    again = record(as_person(client, cast.official), cast, value="3", note="đếm lại")

    assert again.context["versions"] == [("officer Sở B recorded", "3 – đếm lại", "2")]
    seen = again.context["form"]["seen"].value()
    assert record(client, cast, value="3", note="đếm lại", seen=seen).status_code == 302
    assert Fact.objects.get().value == 3


def test_none_of_all_others_at_once(client, cast):
    record(as_person(client, cast.official), cast)
    refused = record(client, cast, participant="all", value="1")
    record(client, cast, participant="all", value="0", source="Theo dõi năm")

    assert list(refused.context["form"].errors) == ["value"]
    known = queries.by_participant(cast.season)
    assert {unit: own[MISSED] for unit, own in known.items()} == {
        cast.unit.pk: Decimal(2),
        cast.head_unit.pk: Decimal(0),
        cast.deputy_unit.pk: Decimal(0),
    }


@pytest.mark.parametrize(
    ("field", "typed"),
    [("value", "nhiều"), ("value", "-1"), ("value", "1,5"), ("source", " "), ("kind", FactKind.PACT_NOT_SIGNED)],
)
def test_what_cannot_be_recorded_says_where_and_stays_typed(client, cast, field, typed):
    answer = record(as_person(client, cast.head), cast, **{field: typed})

    form = answer.context["form"]
    assert (list(form.errors), form[field].value(), Fact.objects.count()) == ([field], typed, 0)


@pytest.mark.parametrize(
    ("who", "units"),
    [
        ("head", ["unit", "deputy_unit"]),
        ("deputy", ["head_unit"]),
        ("official", ["unit", "head_unit", "deputy_unit"]),
    ],
)
def test_only_units_that_fall_to_the_person_can_be_chosen(client, cast, who, units):
    form = get(as_person(client, getattr(cast, who)), "season-facts", cast.season.pk).context["form"]

    chosen = [value for value, _label in form.fields["participant"].choices]
    assert chosen == ["", *(str(getattr(cast, unit).pk) for unit in units), "all"]


def test_who_may_not_record_reads_who_does(client, cast):
    page = get(as_person(client, cast.officer), "season-facts", cast.season.pk)

    assert page.context["form"] is None
    assert "recorded by the head of the cluster" in page.content.decode()


def test_a_sealed_year_shows_its_facts_and_takes_none(client, cast):
    factories.fact(cast.unit)
    factories.scored_report(cast.unit, head=True)
    factories.standing(cast.season)
    page = get(as_person(client, cast.head), "season-facts", cast.season.pk)

    assert "it rests on what was known then" in page.content.decode()
    assert (len(page.context["tables"][1].columns), record(client, cast).status_code) == (7, 409)


def test_the_workbook_holds_both_tables(client, cast):
    factories.fact(cast.unit, value=2, source="Hội nghị 12/3")

    rows = sheets(get(as_person(client, cast.officer), "season-facts", cast.season.pk, export="xlsx"))

    assert [rows[name][0][:4] for name in rows] == [
        ["Sở A", "", "", 2],
        ["Sở A", "Meetings missed", 2, "Hội nghị 12/3"],
    ]


def test_the_years_page_leads_to_its_facts(client, cast):
    page = get(as_person(client, cast.officer), "season", cast.season.pk).content.decode()

    assert reverse("season-facts", args=[cast.season.pk]) in page
