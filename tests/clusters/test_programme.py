"""Coordination programmes: drafted, answered, agreed, reported each year, ended; who may, who sees, what is kept."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction

from clusters import audit
from clusters.enums import Event, Phase, ProgrammeState
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import CoordinationProgramme, Notice, ProgrammePartner, ProgrammeResult
from clusters.queries import programme as queries
from clusters.services import programme as deeds
from clusters.services import programme_result as results
from tests import factories
from tests.reading import as_person, first_column, get, post, sheets

DAY = dt.date(2026, 3, 1)
SAID = {"title": "Xúc tiến đầu tư", "contents": "Trao đổi nghiệp vụ", "outside": "Ban Quản lý KCN", "starts_on": DAY}


def drafted(cast, *partners, **said) -> CoordinationProgramme:
    units = [each.organisation for each in partners or (cast.head_unit, cast.deputy_unit)]
    return deeds.draft(cast.cluster, cast.unit.organisation, {**SAID, **said}, partners=units, by=cast.officer)


def answered(programme, unit, by, confirms=True, **said) -> ProgrammePartner:
    partner = programme.partners.get(organisation=unit.organisation)
    return deeds.answer(partner, confirms=confirms, by=by, seen=programme.version, **said)


def told(event) -> set[int]:
    return set(Notice.objects.filter(event=event).values_list("person", flat=True))


@pytest.fixture
def agreed(cast):
    programme = drafted(cast, cast.head_unit)
    answered(programme, cast.head_unit, cast.head)
    return deeds.agree(programme, by=cast.officer)


def test_the_partners_are_asked_when_it_is_drafted(cast):
    programme = drafted(cast)

    assert told(Event.PROGRAMME_DRAFTED) == {cast.head.pk, cast.head_leader.pk, cast.deputy.pk}
    assert [each.confirms for each in programme.partners.all()] == [None, None]


@pytest.mark.parametrize("who", ["head", "official", "council", "neighbour"])
def test_nobody_drafts_for_a_unit_of_others(cast, who):
    with pytest.raises(Denied):
        deeds.draft(
            cast.cluster, cast.unit.organisation, SAID, partners=[cast.head_unit.organisation], by=getattr(cast, who)
        )


def test_a_unit_of_another_cluster_leads_nothing_here(cast):
    with pytest.raises(Conflict):
        deeds.draft(
            cast.cluster, cast.stranger.organisation, SAID, partners=[cast.unit.organisation], by=cast.neighbour
        )


@pytest.mark.parametrize("partner", ["unit", "stranger"])
def test_partners_are_other_members(cast, partner):
    with pytest.raises(Invalid) as refused:
        drafted(cast, getattr(cast, partner))
    assert set(refused.value.problems) == {"partners"}


@pytest.mark.parametrize(
    ("field", "said"),
    [("title", {"title": " "}), ("contents", {"contents": ""}), ("ends_on", {"ends_on": DAY - dt.timedelta(days=1)})],
)
def test_what_is_wrong_is_said_beside_its_field(cast, field, said):
    with pytest.raises(Invalid) as refused:
        drafted(cast, **said)
    assert set(refused.value.problems) == {field}


def test_it_is_agreed_once_all_have_answered_and_one_takes_part(cast):
    programme = drafted(cast)
    with pytest.raises(Conflict):
        deeds.agree(programme, by=cast.officer)
    answered(programme, cast.deputy_unit, cast.deputy)
    with pytest.raises(Conflict):
        deeds.agree(programme, by=cast.officer)
    answered(programme, cast.head_unit, cast.head, confirms=False, reason="Không đủ người")

    paper = SimpleUploadedFile("chuong-trinh.pdf", b"%PDF-1.4\nky")
    programme = deeds.agree(programme, by=cast.officer, upload=paper)

    assert (programme.state, programme.paper.original_name) == ("agreed", "chuong-trinh.pdf")
    assert told(Event.PROGRAMME_AGREED) == {cast.deputy.pk}


def test_nothing_is_agreed_where_all_have_declined(cast):
    programme = drafted(cast, cast.head_unit)
    answered(programme, cast.head_unit, cast.head, confirms=False, reason="Không đủ người")
    with pytest.raises(Conflict):
        deeds.agree(programme, by=cast.officer)


@pytest.mark.parametrize("who", ["officer", "deputy", "official", "neighbour"])
def test_only_the_partner_answers(cast, who):
    programme = drafted(cast)
    with pytest.raises(Denied):
        answered(programme, cast.head_unit, getattr(cast, who))


def test_who_declines_says_why_and_may_change_its_mind(cast):
    programme = drafted(cast)
    with pytest.raises(Invalid) as refused:
        answered(programme, cast.head_unit, cast.head, confirms=False)
    assert set(refused.value.problems) == {"reason"}
    answered(programme, cast.head_unit, cast.head, confirms=False, reason="Không đủ người")

    partner = answered(programme, cast.head_unit, cast.head_leader, reason="thừa")

    assert (partner.confirms, partner.reason, partner.answered_by) == (True, "", cast.head_leader)
    assert told(Event.PROGRAMME_ANSWERED) == {cast.officer.pk, cast.leader.pk}


def test_other_words_ask_everybody_again_and_other_partners_only_these(cast):
    programme = drafted(cast, cast.head_unit)
    answered(programme, cast.head_unit, cast.head)
    units = [cast.head_unit.organisation, cast.deputy_unit.organisation]

    programme = deeds.change(programme, SAID, partners=units, by=cast.leader, seen=1)
    assert [each.confirms for each in queries.partners(programme, cast.head)] == [True, None]

    deeds.change(programme, {**SAID, "contents": "Khác"}, partners=units[:1], by=cast.officer, seen=2)
    assert [each.confirms for each in queries.partners(programme, cast.head)] == [None]
    assert told(Event.PROGRAMME_CHANGED) == {cast.head.pk, cast.head_leader.pk}


def test_neither_change_nor_answer_passes_over_what_a_colleague_wrote(cast):
    programme = drafted(cast)
    units = [cast.head_unit.organisation]
    deeds.change(programme, {**SAID, "title": "Mới"}, partners=units, by=cast.leader, seen=1)
    with pytest.raises(Stale) as stale:
        deeds.change(programme, SAID, partners=units, by=cast.officer, seen=1)
    assert (stale.value.theirs["title"], stale.value.seen) == ("Mới", 2)
    with pytest.raises(Stale):
        answered(programme, cast.head_unit, cast.head)


def test_what_is_agreed_is_not_changed_any_more(cast, agreed):
    with pytest.raises(Conflict):
        deeds.change(agreed, SAID, partners=[cast.head_unit.organisation], by=cast.officer, seen=1)
    with pytest.raises(Conflict):
        answered(agreed, cast.head_unit, cast.head)


def test_the_result_of_a_year_is_corrected_by_a_newer_one_with_a_reason(cast, agreed):
    results.enter(agreed, cast.season, text="Một hội nghị", by=cast.officer)
    with pytest.raises(Stale):
        results.enter(agreed, cast.season, text="Khác", by=cast.leader)
    with pytest.raises(Invalid) as refused:
        results.enter(agreed, cast.season, text="Hai hội nghị", by=cast.officer, seen=1)
    assert set(refused.value.problems) == {"reason"}

    results.enter(agreed, cast.season, text="Hai hội nghị", by=cast.officer, seen=1, reason="Sót")

    assert list(agreed.results.order_by("number").values_list("number", "text")) == [
        (1, "Một hội nghị"),
        (2, "Hai hội nghị"),
    ]
    assert ProgrammeResult.objects.newest().get().number == 2
    assert [row.tone for row in queries.result_table(agreed).rows] == ["", "muted"]


def test_a_correction_without_a_new_file_keeps_the_file(cast, agreed):
    paper = SimpleUploadedFile("ket-qua.pdf", b"%PDF-1.4\nkq")
    results.enter(agreed, cast.season, text="Một", by=cast.officer, upload=paper)
    newer = results.enter(agreed, cast.season, text="Hai", by=cast.officer, seen=1, reason="Sót")
    assert newer.file.original_name == "ket-qua.pdf"


def test_results_have_their_time(cast, agreed):
    before = factories.season(cast.cluster, year=2020)
    elsewhere = cast.elsewhere
    closed = factories.season(cast.cluster, year=cast.season.year + 1, phase=Phase.CLOSED)
    coming = factories.season(cast.cluster, year=cast.season.year + 2)
    for year in (before, elsewhere, closed, coming):
        with pytest.raises(Conflict):
            results.enter(agreed, year, text="Một", by=cast.officer)
    with pytest.raises(Conflict):
        results.enter(drafted(cast), cast.season, text="Một", by=cast.officer)
    assert list(queries.open_years(agreed, cast.officer)) == [cast.season]


@pytest.mark.parametrize("who", ["head", "official", "neighbour"])
def test_only_the_lead_unit_reports(cast, agreed, who):
    with pytest.raises(Denied):
        results.enter(agreed, cast.season, text="Một", by=getattr(cast, who))


def test_the_last_result_may_come_after_the_end_but_not_after_a_cancellation(cast, agreed):
    deeds.end(agreed, by=cast.leader)
    results.enter(agreed, cast.season, text="Một", by=cast.officer)
    with pytest.raises(Conflict):
        deeds.cancel(agreed, reason="Thôi", by=cast.officer)
    given_up = deeds.cancel(drafted(cast), reason="Thôi", by=cast.officer)
    assert given_up.state == ProgrammeState.CANCELLED
    with pytest.raises(Conflict):
        results.enter(given_up, cast.season, text="Một", by=cast.officer)


def test_whoever_cancels_says_why(cast, agreed):
    with pytest.raises(Invalid):
        deeds.cancel(agreed, reason=" ", by=cast.officer)
    deeds.cancel(agreed, reason="Hợp nhất tỉnh", by=cast.officer)
    assert told(Event.PROGRAMME_CANCELLED) == {cast.head.pk, cast.head_leader.pk}
    assert audit.broken_lines(agreed) == []


@pytest.mark.parametrize("sql", ["UPDATE clusters_programmeresult SET id = id", "DELETE FROM clusters_programmeresult"])
def test_results_refuse_change(cast, agreed, sql):
    results.enter(agreed, cast.season, text="Một", by=cast.officer)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize("fields", [{"state": "ended"}, {"state": "cancelled"}, {"agreed_at": None}])
def test_the_database_refuses_half_programmes(cast, agreed, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        CoordinationProgramme.objects.filter(pk=agreed.pk).update(**fields)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["Xúc tiến đầu tư", "Cũ"]),
        ({"year": "2026"}, ["Xúc tiến đầu tư"]),
        ({"unit": "so c"}, ["Cũ"]),
        ({"unit": "so a"}, ["Xúc tiến đầu tư", "Cũ"]),
        ({"state": "agreed"}, ["Xúc tiến đầu tư"]),
        ({"sort": "title"}, ["Cũ", "Xúc tiến đầu tư"]),
    ],
)
def test_the_register_is_filtered_by_its_address(client, cast, agreed, filters, found):
    drafted(cast, cast.deputy_unit, title="Cũ", starts_on=dt.date(2024, 1, 1), ends_on=dt.date(2025, 1, 1))
    head = as_person(client, cast.head)
    assert first_column(get(head, "programmes", **filters).context["table"]) == found
    assert [row[0] for row in sheets(get(head, "programmes", export="xlsx", **filters))["programmes"]] == found


def test_a_cluster_without_programmes_shows_none_of_others(client, cast, agreed):
    other = factories.cluster(cast.ministry)
    page = get(as_person(client, cast.official), "programmes", cluster=other.pk)
    assert page.context["table"].rows == []


def test_the_neighbour_sees_nothing(client, cast, agreed):
    result = results.enter(agreed, cast.season, text="Một", by=cast.officer)
    for person in (cast.neighbour, cast.neighbour_official):
        assert list(CoordinationProgramme.objects.visible_to(person)) == []
        assert list(ProgrammePartner.objects.visible_to(person)) == []
        assert list(ProgrammeResult.objects.visible_to(person)) == []
        assert get(as_person(client, person), "programmes", cluster=cast.cluster.pk).context["table"].rows == []
    assert get(client, "programme", result.programme_id).status_code == 404


def test_from_draft_to_result_in_the_browser(client, cast):
    lead, partner = cast.unit.organisation.pk, cast.head_unit.organisation.pk
    said = {"title": "Khuyến công", "contents": "Đề án", "starts_on": "01/01/2026"}
    post(as_person(client, cast.officer), "programme-draft", cast.cluster.pk, **said, lead=lead, partners=[partner])
    programme = CoordinationProgramme.objects.get()
    asked = programme.partners.get()
    assert "Your answer" in get(as_person(client, cast.head), "programme", programme.pk).content.decode()
    post(client, "programme-answer", asked.pk, seen=1, confirms="yes")
    client = as_person(client, cast.officer)
    post(client, "programme-agree", programme.pk, csrf="x")
    year = (programme.pk, cast.season.pk)
    post(client, "programme-result", *year, seen=0, text="Hai đề án")
    again = post(client, "programme-result", *year, seen=0, text="Ba đề án", figures="3")
    assert again.context["versions"][0][1:] == ("Ba đề án", "Hai đề án")
    post(client, "programme-result", *year, seen=1, text="Ba đề án", reason="Sót một")
    assert [row[1] for row in sheets(get(client, "programme", programme.pk, export="xlsx"))["results"]] == [
        "Ba đề án",
        "Hai đề án",
    ]


def test_the_form_does_not_offer_the_leading_unit_as_its_own_partner(client, cast):
    form = get(as_person(client, cast.officer), "programme-draft", cast.cluster.pk).context["form"]
    assert set(form.fields["partners"].queryset) == {cast.head_unit.organisation, cast.deputy_unit.organisation}


def test_figures_typed_one_a_line_stay_apart_in_the_table(cast):
    programme = factories.programme(cast.cluster, cast.unit.organisation, state="agreed")
    factories.programme_result(programme, cast.season, figures="Hội nghị: 2\nDự án: 6")
    (row,) = queries.result_table(programme).rows
    assert row.cells[2].value == "Hội nghị: 2; Dự án: 6"


def test_a_partner_that_is_asked_no_more_is_told(cast):
    programme = drafted(cast)
    kept = [cast.head_unit.organisation]
    deeds.change(programme, SAID, partners=kept, by=cast.officer, seen=1)
    assert told(Event.PROGRAMME_LEFT_OUT) == {cast.deputy.pk}
    deeds.change(programme, SAID, partners=kept, by=cast.officer, seen=2)
    assert (
        Notice.objects.filter(event=Event.PROGRAMME_LEFT_OUT, person=cast.deputy).values("path").distinct().count() == 1
    )
