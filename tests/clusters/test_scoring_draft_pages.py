"""Writing a draft as text: checking, saving, what cannot be read, the second writer, the next version."""

import pytest
from django.urls import reverse

from clusters.enums import Event
from clusters.errors import Conflict, Denied, Stale
from clusters.models import AuditEntry, Criterion, ScoringTableVersion
from clusters.queries import scoring_draft as drafts
from clusters.services import scoring_table as deeds
from tests import factories
from tests.reading import as_person, get, post

HEADING = {"effective_on": "01/02/2026", "step": "0,25", "rounding": "down", "legal_basis": "QĐ 1"}
TEXT = "I|Nhóm|5|core\nI.1|Một|3||yes_no\nI.2|Hai|2||count|1\n"


@pytest.fixture
def draft(cast):
    return factories.scoring_table(cast.ministry, published=False)


def lines(version) -> list[tuple[str, str]]:
    return list(Criterion.objects.filter(version=version).order_by("position").values_list("code", "text"))


def test_saving_replaces_criteria_and_heading(client, cast, draft):
    answer = post(as_person(client, cast.official), "table-write", draft.pk, criteria=TEXT, **HEADING)

    draft.refresh_from_db()
    assert (answer.url, lines(draft)) == (
        reverse("table", args=[draft.pk]),
        [("I", "Nhóm"), ("I.1", "Một"), ("I.2", "Hai")],
    )
    assert (f"{draft.effective_on:%d/%m/%Y}", str(draft.step), draft.rounding, draft.legal_basis) == (
        "01/02/2026",
        "0.250",
        "down",
        "QĐ 1",
    )
    assert AuditEntry.objects.about(draft).order_by("-number").first().event == Event.TABLE_CHANGED


def test_the_page_shows_the_draft_as_text_and_saving_it_changes_nothing(client, cast, draft):
    page = get(as_person(client, cast.official), "table-write", draft.pk)
    before = drafts.tree_of(draft)

    shown = {bound.name: bound.value() for bound in page.context["form"]}
    kept = {name: value for name, value in shown.items() if value not in (None, False)}
    answer = post(client, "table-write", draft.pk, **kept | {"effective_on": "01/01/2020"})

    assert (answer.status_code, drafts.tree_of(draft)) == (302, before)
    assert page.context["form"].initial["seen"] == drafts.fingerprint(ScoringTableVersion.objects.get(pk=draft.pk))


def test_checking_writes_nothing_and_shows_sums_and_problems_by_line(client, cast, draft):
    text = TEXT.replace("|2||count", "|1||count")
    before = lines(draft)

    answer = post(as_person(client, cast.official), "table-write", draft.pk, criteria=text, check="1", **HEADING)

    preview = answer.context["preview"]
    assert (answer.status_code, lines(draft)) == (200, before)
    assert [(each.number, each.code) for each in preview.problems] == [(1, "I")]
    assert [points for _label, points in preview.sums] == [5]
    assert answer.context["form"]["criteria"].value() == text


def test_a_draft_that_does_not_add_up_is_saved_all_the_same(client, cast, draft):
    text = "I|Nhóm|50|core\nI.1|Một|0||count\n"

    assert post(as_person(client, cast.official), "table-write", draft.pk, criteria=text, **HEADING).status_code == 302
    assert lines(draft) == [("I", "Nhóm"), ("I.1", "Một")]


def test_lines_that_cannot_be_read_are_named_and_nothing_is_lost(client, cast, draft):
    text = f"{TEXT}\nII|Thưởng|x|bonus\nII.1|Ba|2||đoán\n"
    before = lines(draft)

    answer = post(as_person(client, cast.official), "table-write", draft.pk, criteria=text, **HEADING)

    shown = answer.content.decode()
    assert [(each.number, each.code) for each in answer.context["preview"].unread] == [(5, "II"), (6, "II.1")]
    assert answer.context["preview"].open == []
    assert (answer.context["form"]["criteria"].value(), lines(draft)) == (text, before)
    assert "5, 6" in answer.context["form"].errors["criteria"][0]
    assert "Ba|2||đoán" in shown


@pytest.mark.parametrize("field", ["effective_on", "step"])
def test_a_bad_heading_keeps_the_text(client, cast, draft, field):
    answer = post(as_person(client, cast.official), "table-write", draft.pk, criteria=TEXT, **{**HEADING, field: "0"})

    assert (list(answer.context["form"].errors), answer.context["form"]["criteria"].value()) == ([field], TEXT)


def test_the_second_writer_is_told_sees_both_and_can_insist(client, cast, draft):
    seen = drafts.fingerprint(draft)
    as_person(client, cast.official)
    post(client, "table-write", draft.pk, criteria=TEXT, seen=seen, **HEADING)
    mine = {**HEADING, "criteria": TEXT.replace("Hai", "Khác"), "legal_basis": "QĐ 2"}

    answer = post(client, "table-write", draft.pk, seen=seen, **mine)

    form = answer.context["form"]
    assert [row[0] for row in answer.context["versions"]] == ["Legal basis", "I.2"]
    assert ["Khác" in answer.context["versions"][1][1], "Hai" in answer.context["versions"][1][2]] == [True, True]
    assert (form["criteria"].value(), lines(draft)[2]) == (mine["criteria"], ("I.2", "Hai"))
    assert post(client, "table-write", draft.pk, **mine, seen=form["seen"].value()).status_code == 302
    assert lines(draft)[2] == ("I.2", "Khác")


def test_the_service_refuses_a_second_writer_with_what_stands(cast, draft):
    seen = drafts.fingerprint(draft)
    deeds.write(draft, [{"code": "I", "text": "Nhóm", "max_points": 5}], by=cast.official, seen=seen)

    with pytest.raises(Stale) as refused:
        deeds.write(draft, [], by=cast.official2, seen=seen)

    draft.refresh_from_db()
    assert (refused.value.seen, lines(draft)) == (drafts.fingerprint(draft), [("I", "Nhóm")])
    assert "Nhóm" in refused.value.theirs["criteria"]


def test_writing_a_published_version_is_refused(client, cast):
    assert get(as_person(client, cast.official), "table-write", cast.table.pk).status_code == 409


def test_copying_drafts_the_next_version_with_all_criteria(client, cast):
    answer = post(as_person(client, cast.official), "table-copy", cast.table.pk)

    following = ScoringTableVersion.objects.get(table=cast.table.table, number=2)
    assert answer.url == reverse("table-write", args=[following.pk])
    assert (following.published_at, drafts.tree_of(following)) == (None, drafts.tree_of(cast.table))
    entry = AuditEntry.objects.about(following).get()
    assert (entry.event, entry.actor, entry.after["copied"]) == (Event.TABLE_DRAFTED, cast.official, 1)


def test_copying_is_refused_by_who_and_when(cast, draft):
    with pytest.raises(Denied):
        deeds.copy(cast.table, by=cast.auditor)
    with pytest.raises(Conflict):
        deeds.copy(draft, by=cast.official)
    deeds.copy(cast.table, by=cast.official)
    with pytest.raises(Conflict):
        deeds.copy(cast.table, by=cast.official)


@pytest.mark.parametrize(("field", "typed"), [("step", "0"), ("step", "0,0001"), ("effective_on", "x"), ("name", "")])
def test_a_bad_draft_says_how_to_mend(client, cast, field, typed):
    given = {"authority": cast.ministry.pk, "name": "Bảng mới", **HEADING, field: typed}

    answer = post(as_person(client, cast.official), "table-draft", **given)

    assert list(answer.context["form"].errors) == [field]


def test_another_authority_cannot_be_chosen(client, cast):
    given = {"authority": cast.elsewhere.cluster.authority_id, "name": "Bảng mới", **HEADING}

    assert list(post(as_person(client, cast.official), "table-draft", **given).context["form"].errors) == ["authority"]


def test_the_buttons_stand_where_the_deeds_are_allowed(client, cast, draft):
    as_person(client, cast.official)
    pages = {name: get(client, *name).content.decode() for name in [("tables",), ("table", draft.pk)]}
    published = get(client, "table", cast.table.pk).content.decode()

    assert reverse("table-draft") in pages["tables",]
    assert reverse("table-write", args=[draft.pk]) in pages["table", draft.pk]
    assert reverse("table-copy", args=[cast.table.pk]) in published
    assert reverse("table-draft") not in get(as_person(client, cast.officer), "tables").content.decode()
