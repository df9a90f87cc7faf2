"""Matching a table with an older one: copied, proposed, typed, kept while a draft is written anew, and what is left."""

import datetime as dt

import pytest
from django.urls import reverse

from clusters import clock
from clusters.enums import Event
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import AuditEntry, CriterionMatch
from clusters.queries import scoring_draft as drafts
from clusters.queries import table_match as queries
from clusters.services import scoring_table as tables
from clusters.services import table_match as deeds
from tests import factories
from tests.reading import as_person, get, post, sheets


@pytest.fixture
def fresh(cast):
    """Written from scratch, with the same codes and words as the older table and one leaf more."""
    version = factories.scoring_table(cast.ministry, published=False)
    factories.criterion(version, "II.9", 7, "yes_no", parent=version.criteria.get(code="II"))
    return version


def pairs(old, new) -> list[tuple[str, str]]:
    return sorted(queries.pairs_between(old, new))


def test_the_next_version_continues_every_line(cast):
    following = tables.copy(cast.table, by=cast.official)

    codes = sorted(cast.table.criteria.values_list("code", flat=True))
    assert pairs(cast.table, following) == [(code, code) for code in codes]


@pytest.mark.parametrize(("years_ago", "from_now"), [(0, True), (1, False), (6, False)])
def test_the_next_version_is_for_the_year_after(cast, years_ago, from_now):
    today = clock.today()
    cast.table.effective_on = dt.date(today.year - years_ago, 1, 1)
    cast.table.save(update_fields=["effective_on"])

    following = tables.copy(cast.table, by=cast.official)

    assert following.effective_on == (dt.date(today.year + 1, 1, 1) if from_now else today)


def test_writing_the_draft_anew_keeps_the_matches_of_the_lines_that_stay(cast):
    following = tables.copy(cast.table, by=cast.official)
    tree = drafts.tree_of(following)
    tree[0]["children"][0]["code"] = "I.7"

    tables.write(following, tree, by=cast.official)

    codes = sorted(set(cast.table.criteria.values_list("code", flat=True)) - {"I.1"})
    assert pairs(cast.table, following) == [(code, code) for code in codes]


def test_a_table_from_scratch_is_matched_by_what_is_proposed(client, cast, fresh):
    page = get(as_person(client, cast.official), "table-matching", fresh.pk)
    form = page.context["form"]
    shown = {name: form[name].value() for name in form.fields}

    answer = client.post(reverse("table-matching", args=[fresh.pk]), shown)

    codes = sorted(cast.table.criteria.values_list("code", flat=True))
    assert (answer.status_code, pairs(cast.table, fresh)) == (302, [(code, code) for code in codes])
    entry = AuditEntry.objects.about(fresh).get()
    assert (entry.event, entry.after["table"], len(entry.after["matched"])) == (
        Event.TABLE_MAPPED,
        str(cast.table),
        len(codes),
    )


def test_one_line_continues_several_and_several_continue_one(client, cast, fresh):
    form = get(as_person(client, cast.official), "table-matching", fresh.pk).context["form"]
    name = {row.criterion.code: row.field.html_name for row in form.rows()}
    given = {name["I.1"]: "I.1; I.2", name["II.1"]: "II.1", name["II.2"]: "II.1", "seen": form["seen"].value()}

    post(client, "table-matching", fresh.pk, **given)

    assert pairs(cast.table, fresh) == [("I.1", "I.1"), ("I.2", "I.1"), ("II.1", "II.1"), ("II.1", "II.2")]


def test_what_has_no_counterpart_is_stated_with_its_points(client, cast, fresh):
    deeds.match(fresh, cast.table, {("I.1", "I.1"), ("II", "II"), ("II.1", "II.1")}, by=cast.official)
    found = queries.between(cast.table, fresh)

    assert [each.code for each in found.left_over(found.new)] == ["I.2", "II.2", "III.1", "IV.1", "II.9"]
    stated = get(as_person(client, cast.official), "table-matching", fresh.pk).context["stated"]
    assert stated == [
        f"{fresh.table}, version 1: 5 of 7 lines have no counterpart "
        "(Content 57 of 107 points; Bonus 5 of 5 points; Penalty 5 of 5 points).",
        f"{cast.table.table}, version 1: 4 of 6 lines have no counterpart "
        "(Content 50 of 100 points; Bonus 5 of 5 points; Penalty 5 of 5 points).",
    ]


def test_a_code_that_the_older_table_does_not_have_is_named_beside_its_field(client, cast, fresh):
    form = get(as_person(client, cast.official), "table-matching", fresh.pk).context["form"]
    name = form.rows()[1].field.html_name

    answer = post(client, "table-matching", fresh.pk, **{name: "I.1; X"})

    again = answer.context["form"]
    assert (list(again.errors), again[name].value(), CriterionMatch.objects.count()) == ([name], "I.1; X", 0)


def test_the_second_writer_sees_both_and_can_insist(client, cast, fresh):
    form = get(as_person(client, cast.official), "table-matching", fresh.pk).context["form"]
    name, seen = form.rows()[1].field.html_name, form["seen"].value()
    deeds.match(fresh, cast.table, {("I.2", "I.1")}, by=cast.official2, seen=seen)

    answer = post(client, "table-matching", fresh.pk, **{name: "I.1", "seen": seen})

    assert answer.context["versions"] == [("I.1", "I.1", "I.2")]
    insisted = {name: "I.1", "seen": answer.context["form"]["seen"].value()}
    assert post(client, "table-matching", fresh.pk, **insisted).status_code == 302
    with pytest.raises(Stale):
        deeds.match(fresh, cast.table, set(), by=cast.official, seen=seen)


def test_matching_is_refused_by_who_what_and_when(cast, fresh):
    with pytest.raises(Denied):
        deeds.match(fresh, cast.table, set(), by=cast.auditor)
    with pytest.raises(Invalid):
        deeds.match(fresh, cast.table, {("X", "I.1")}, by=cast.official)
    with pytest.raises(Conflict):
        deeds.match(cast.table, fresh, set(), by=cast.official)
    with pytest.raises(Conflict):
        deeds.match(fresh, cast.elsewhere.table, set(), by=cast.official)


def test_matches_are_mended_after_publishing_and_from_either_side_only_once(cast):
    newer = factories.scoring_table(cast.ministry)
    deeds.match(newer, cast.table, {("I.1", "I.1")}, by=cast.official)
    deeds.match(cast.table, newer, {("I.2", "I.1")}, by=cast.official)

    assert (pairs(cast.table, newer), CriterionMatch.objects.count()) == ([("I.1", "I.2")], 1)


def test_those_who_see_both_tables_read_the_matches_and_their_workbook(client, cast):
    following = tables.copy(cast.table, by=cast.official)
    page = get(as_person(client, cast.auditor), "table-matching", following.pk)

    found = sheets(get(client, "table-matching", following.pk, export="xlsx"))
    assert ("sheet-form" in page.content.decode(), bool(page.context["may"])) == (False, False)
    assert found["matching"][1] == ["\u2003I.1. Tiêu chí I.1", 20, "I.1. Tiêu chí I.1", 20]
    assert (found["left-new"], found["left-old"]) == ([], [])


def test_an_older_table_of_others_cannot_be_asked_for(client, cast, fresh):
    answer = get(as_person(client, cast.official), "table-matching", fresh.pk, **{"with": cast.elsewhere.table_id})

    assert answer.status_code == 404
