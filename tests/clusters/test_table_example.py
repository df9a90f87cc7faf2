"""Worked examples: kept with the draft, borne out or not with both figures, in the way of publishing until they are."""

import pytest
from django.urls import reverse

from clusters.enums import Event
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import AuditEntry, ScoringTableVersion, WorkedExample
from clusters.queries import scoring as cores
from clusters.queries import table_example as queries
from clusters.services import scoring_table as tables
from clusters.services import table_example as deeds
from tests import factories
from tests.reading import as_person, get, post, sheets

ENTRIES = {"I.1": {"inputs": {"actual": "90"}, "target": "100"}}


@pytest.fixture
def draft(cast):
    return factories.scoring_table(cast.ministry, published=False)


def keys(version) -> dict[str, str]:
    return {line.code: line.key for line in queries.lines_of(cores.table_of(version)[1])}


def typed(version, **more) -> dict:
    """As the form sends it: 90 of 100 promised gives 18."""
    key = keys(version)["I.1"]
    figures = {f"{key}-actual": "90", f"{key}-target": "100", f"{key}-points": "18"}
    return {"name": "Đạt 90%", **figures, "total-points": "18", **more}


def test_an_example_is_typed_with_the_fields_of_the_rules_and_kept(client, cast, draft):
    answer = post(as_person(client, cast.official), "example-add", draft.pk, **typed(draft))

    row = draft.examples.get()
    assert answer.url == reverse("example", args=[row.pk])
    assert (row.name, row.position, row.entries, row.expected) == ("Đạt 90%", 1, ENTRIES, {"I.1": "18", "": "18"})
    entry = AuditEntry.objects.about(draft).get()
    assert (entry.event, entry.after) == (
        Event.TABLE_EXAMPLE_KEPT,
        {"name": "Đạt 90%", "entries": ENTRIES, "expected": {"I.1": "18", "": "18"}},
    )


def test_the_form_shows_what_is_stored_and_saving_it_changes_nothing(client, cast, draft):
    row = factories.example(draft)
    form = get(as_person(client, cast.official), "example-change", row.pk).context["form"]
    shown = {name: form[name].value() for name in form.fields}

    answer = post(client, "example-change", row.pk, **{name: v for name, v in shown.items() if v not in (None, False)})

    assert answer.status_code == 302
    before = (row.name, row.entries, row.expected)
    row.refresh_from_db()
    assert (row.name, row.entries, row.expected) == before


def test_what_does_not_come_out_is_shown_with_both_figures(client, cast, draft):
    row = factories.example(draft, expected={"I": "40", "": "38"})

    answer = get(as_person(client, cast.official), "example", row.pk)

    shown = answer.content.decode()
    assert ["I: 40 expected, 38 computed" in shown, "does not hold" in shown] == [True, True]


def test_publishing_is_refused_while_an_example_does_not_hold(client, cast, draft):
    row = factories.example(draft, name="Trễ hai lần", expected={"I": "40"})
    factories.example(draft)

    with pytest.raises(Conflict, match=r"“Trễ hai lần”.*I: .*40.*38"):
        tables.publish(draft, by=cast.official)
    page = get(as_person(client, cast.official), "table", draft.pk)
    assert [bool(page.context["may"]["publish"]), f'href="/examples/{row.pk}/"' in page.content.decode()] == [
        False,
        True,
    ]

    WorkedExample.objects.filter(pk=row.pk).update(expected={"I": "38"})
    assert tables.publish(draft, by=cast.official).published_by == cast.official


def test_an_example_of_a_line_that_is_gone_keeps_the_table_from_being_published(cast, draft):
    factories.example(draft, entries={"X": {"inputs": {"count": "1"}}}, expected={"": "0"})

    with pytest.raises(Conflict, match="X"):
        tables.publish(draft, by=cast.official)


@pytest.mark.parametrize(
    ("field", "value"), [("actual", "chín mươi"), ("points", "x"), ("points", "0,0001"), ("target", "1e5")]
)
def test_what_cannot_be_read_is_said_beside_its_field_and_nothing_is_lost(client, cast, draft, field, value):
    name = f"{keys(draft)['I.1']}-{field}"

    answer = post(as_person(client, cast.official), "example-add", draft.pk, **typed(draft, **{name: value}))

    form = answer.context["form"]
    assert (list(form.errors), form[name].value(), draft.examples.count()) == ([name], value, 0)


def test_an_example_without_any_figure_expected_is_none(client, cast, draft):
    answer = post(as_person(client, cast.official), "example-add", draft.pk, name="Trống")

    assert list(answer.context["form"].errors) == ["__all__"]


def test_two_examples_of_a_table_have_two_names(client, cast, draft):
    factories.example(draft, name="Đạt 90%")

    answer = post(as_person(client, cast.official), "example-add", draft.pk, **typed(draft))

    assert list(answer.context["form"].errors) == ["name"]


def test_further_units_are_typed_one_a_line_where_the_rule_looks_at_them(client, cast, draft):
    factories.criterion(draft, "II.3", 10, "relative", {}, parent=draft.criteria.get(code="II"))
    key = keys(draft)["II.3"]
    given = {"name": "So với đơn vị dẫn đầu", f"{key}-actual": "80", f"{key}-target": "80", f"{key}-points": "5"}

    post(as_person(client, cast.official), "example-add", draft.pk, **given, **{f"{key}-others": "90; 80\n100; 50"})

    row = draft.examples.get()
    others = [{"inputs": {"actual": n}, "target": t, "evidence": True} for n, t in (("90", "80"), ("100", "50"))]
    assert row.entries == {"II.3": {"inputs": {"actual": "80"}, "target": "80", "others": others}}
    assert queries.checked(draft, cores.table_of(draft)[0])[0].holds
    shown = get(client, "example-change", row.pk).context["form"]
    assert shown[f"{key}-others"].value() == "90; 80\n100; 50"


@pytest.mark.parametrize("line", ["chín", "1; 2; 3"])
def test_further_units_that_cannot_be_read_are_named(client, cast, draft, line):
    factories.criterion(draft, "II.3", 10, "relative", {}, parent=draft.criteria.get(code="II"))
    name = f"{keys(draft)['II.3']}-others"

    answer = post(as_person(client, cast.official), "example-add", draft.pk, **typed(draft, **{name: line}))

    assert list(answer.context["form"].errors) == [name]


def test_the_second_writer_sees_both_and_can_insist(client, cast, draft):
    row = factories.example(draft)
    seen = queries.fingerprint(row)
    deeds.keep(draft, example=row, name="Khác", entries=ENTRIES, expected={"I.1": "18"}, by=cast.official2, seen=seen)

    answer = post(as_person(client, cast.official), "example-change", row.pk, **typed(draft, seen=seen))

    form = answer.context["form"]
    assert answer.context["versions"] == [("Name of the example", "Đạt 90%", "Khác"), ("Total", "18", "")]
    again = typed(draft, seen=form["seen"].value())
    assert post(client, "example-change", row.pk, **again).status_code == 302
    with pytest.raises(Stale):
        deeds.keep(draft, example=row, name="Nữa", entries={}, expected={"": "0"}, by=cast.official, seen=seen)


def test_examples_are_refused_by_who_when_and_without_a_name(cast, draft):
    said = {"entries": ENTRIES, "expected": {"I.1": "18"}}
    with pytest.raises(Denied):
        deeds.keep(draft, name="Một", by=cast.auditor, **said)
    with pytest.raises(Invalid):
        deeds.keep(draft, name=" ", by=cast.official, **said)
    row = deeds.keep(draft, name="Một", by=cast.official, **said)
    tables.publish(draft, by=cast.official)
    with pytest.raises(Conflict):
        deeds.keep(draft, name="Hai", by=cast.official, **said)
    with pytest.raises(Conflict):
        deeds.drop(row, by=cast.official)


def test_an_example_is_taken_away_and_the_trail_keeps_what_it_said(client, cast, draft):
    row = factories.example(draft)

    answer = post(as_person(client, cast.official), "example-drop", row.pk)

    entry = AuditEntry.objects.about(draft).get()
    assert (answer.url, draft.examples.count()) == (reverse("table-examples", args=[draft.pk]), 0)
    assert (entry.event, entry.before["name"]) == (Event.TABLE_EXAMPLE_DROPPED, row.name)


def test_the_next_version_begins_with_the_same_examples(cast):
    one, two = factories.example(cast.table), factories.example(cast.table)

    following = tables.copy(cast.table, by=cast.official)

    copied = [(each.name, each.entries, each.expected) for each in following.examples.order_by("position")]
    assert copied == [(each.name, each.entries, each.expected) for each in (one, two)]


def test_those_who_see_the_table_see_its_examples_and_their_workbook(client, cast):
    row = factories.example(cast.table)
    as_person(client, cast.officer)

    (listed,) = sheets(get(client, "table-examples", cast.table.pk, export="xlsx"))["examples"]
    lines = sheets(get(client, "example", row.pk, export="xlsx"))["example"]

    assert listed[:5] == [row.name, "holds", 2, 38, 38]
    assert lines[1][:5] == ["\u2003I.1. Tiêu chí I.1", "Result: 90; Target: 100", "", 18, 20]


GRADING = {
    "grades": [{"code": "A", "name": "Tốt", "least": "10"}, {"code": "B", "name": "Khá", "least": "0"}],
    "sanctions": [
        {
            "name": "Kỷ luật tập thể",
            "trigger": {"kind": "fact", "fact": "collective_disciplined", "sign": "≥", "value": "1"},
            "effect": {"kind": "not_above", "grade": "B"},
        }
    ],
}


def test_an_example_can_expect_a_grade_and_name_what_is_known_of_the_year(client, cast, draft):
    ScoringTableVersion.objects.filter(pk=draft.pk).update(grading=GRADING)
    given = typed(draft, **{"fact-collective_disciplined": "1", "total-points": "", "grade": "A"})

    post(as_person(client, cast.official), "example-add", draft.pk, **given)

    row = draft.examples.get()
    assert (row.expected, row.facts) == ({"I.1": "18", "grade": "A"}, {"collective_disciplined": "1"})
    answer = get(client, "example", row.pk)
    assert "Grade: A expected, B computed" in answer.content.decode()
    assert answer.context["beyond"][1:] == [("Grade expected", "Tốt"), ("Grade computed", "Khá")]
