"""The pages of points, ranking and sealed ranking, through the client."""

import json
from decimal import Decimal

import pytest
from django.urls import reverse

from clusters import canonical
from clusters.enums import Phase, ReportState
from clusters.models import Criterion, Score, Standing
from clusters.services import assessment as assessments
from clusters.services import standing as standings
from tests import factories

D = Decimal


@pytest.fixture
def judged(cast):
    """Verifying: one accepted report without cluster's points, one verified, one not sent."""
    cast.season.phase = Phase.VERIFYING
    cast.season.save(update_fields=["phase"])
    cast.report = factories.scored_report(cast.unit)
    cast.head_report = factories.scored_report(cast.head_unit, head=True)
    cast.draft = factories.report(cast.deputy_unit)
    cast.line = Criterion.objects.get(version=cast.table, code="I.1")
    return cast


def _as(client, person):
    client.force_login(person)
    return client


def _confirmed(client, person):
    """Logged in, with the password given again a moment ago."""
    client.force_login(person)
    client.post(reverse("account_reauthenticate"), {"password": factories.PASSWORD})
    return client


def _typed(judged, points, note="", seen="0", was=""):
    pk = judged.line.pk
    return {f"points_{pk}": points, f"note_{pk}": note, f"seen_{pk}": seen, f"initial-points_{pk}": was}


def _head_scores(report):
    return {row.criterion.code: (row.points, row.note) for row in Score.objects.filter(report=report, kind="head")}


def test_head_gives_points_in_vietnamese_writing(client, judged):
    page = reverse("assessment", args=[judged.report.pk])
    response = _as(client, judged.head).post(page, _typed(judged, "17,5", "Thiếu số liệu"))
    assert (response.status_code, response.url) == (302, page)
    assert _head_scores(judged.report) == {"I.1": (D("17.5"), "Thiếu số liệu")}


@pytest.mark.parametrize(
    ("points", "note", "field"), [("17", "", "note"), ("mười", "x", "points"), ("", "Chỉ có lý do", "points")]
)
def test_what_must_be_mended_stands_beside_the_field(client, judged, points, note, field):
    page = reverse("assessment", args=[judged.report.pk])
    response = _as(client, judged.head).post(page, _typed(judged, points, note))
    assert list(response.context["sheet"].errors) == [f"{field}_{judged.line.pk}"]
    assert f'id="id_points_{judged.line.pk}"' in response.content.decode()
    assert _head_scores(judged.report) == {}


def test_second_writer_sees_both_versions_and_can_insist(client, judged):
    assessments.score(judged.report, {judged.line: (D(17), "Của đồng nghiệp")}, by=judged.head_leader, seen={})
    page = reverse("assessment", args=[judged.report.pk])

    response = _as(client, judged.head).post(page, _typed(judged, "15", "Của tôi"))

    versions = [(yours, theirs) for _label, yours, theirs in response.context["sheet"].versions]
    assert versions == [("15", "17"), ("Của tôi", "Của đồng nghiệp")]
    fields = response.context["sheet"]
    again = _typed(judged, "15", "Của tôi", seen=fields[f"seen_{judged.line.pk}"].value())
    assert client.post(page, again).status_code == 302
    assert _head_scores(judged.report) == {"I.1": (D(15), "Của tôi")}


def test_an_untouched_line_does_not_disturb_a_colleague(client, judged):
    """The line was empty when the page was drawn and stays empty in what is sent; a colleague filled it meanwhile."""
    assessments.score(judged.report, {judged.line: (D(17), "Của đồng nghiệp")}, by=judged.head_leader, seen={})
    page = reverse("assessment", args=[judged.report.pk])
    response = _as(client, judged.head).post(page, _typed(judged, ""))
    assert response.status_code == 302
    assert _head_scores(judged.report) == {"I.1": (D(17), "Của đồng nghiệp")}


def test_one_click_accepts_the_rest(client, judged):
    response = _as(client, judged.head).post(reverse("assessment-accept", args=[judged.report.pk]))
    assert response.status_code == 302
    assert len(_head_scores(judged.report)) == 6


def test_a_member_reads_but_does_not_write(client, judged):
    page = reverse("assessment", args=[judged.report.pk])
    assert _as(client, judged.officer).get(page).status_code == 200
    assert client.post(page, _typed(judged, "20")).status_code == 403
    assert client.post(reverse("assessment-accept", args=[judged.report.pk])).status_code == 403
    assert _head_scores(judged.report) == {}


@pytest.mark.parametrize("person", ["neighbour", "neighbour_official"])
def test_next_door_finds_nothing(client, judged, person):
    standing = factories.standing(judged.season)
    _as(client, getattr(judged, person))
    addresses = [
        reverse("assessment", args=[judged.report.pk]),
        reverse("why", args=[judged.report.pk, judged.line.pk]),
        reverse("ranking", args=[judged.season.pk]),
        reverse("ranking-seal", args=[judged.season.pk]),
        reverse("standing", args=[standing.pk]),
        reverse("standing-manifest", args=[standing.pk]),
        reverse("standing-replace", args=[standing.pk]),
    ]
    assert [client.get(address).status_code for address in addresses] == [404] * 7


def test_ranking_shows_open_work_and_who_has_not_sent(client, judged):
    response = _as(client, judged.officer).get(reverse("ranking", args=[judged.season.pk]))
    live = response.context["live"]
    assert [(str(line.participant), line.rank, line.is_tied, line.verified) for line in live.lines] == [
        ("Sở A", 1, True, 0),
        ("Sở B", 1, True, 6),
    ]
    assert [(line.best, line.worst) for line in live.lines] == [(1, 2), (1, 2)]
    assert [str(report.participant) for report in live.unsent] == ["Sở C"]
    assert reverse("why", args=[judged.report.pk, judged.line.pk]) in response.content.decode()


def test_a_draft_leaks_no_points(client, judged):
    factories.score(judged.draft, "I.1", 3)
    factories.score(judged.draft, "I.1", D("2.75"), "head")
    response = _as(client, judged.officer).get(reverse("ranking", args=[judged.season.pk]))
    assert "2,75" not in response.content.decode()
    assert judged.draft.state == ReportState.DRAFT


def test_ranking_and_points_come_as_workbooks(client, judged):
    _as(client, judged.officer)
    for address in (reverse("ranking", args=[judged.season.pk]), reverse("assessment", args=[judged.report.pk])):
        assert client.get(address, {"export": "xlsx"}).content[:2] == b"PK"


def test_sealing_asks_for_the_reason_and_leads_to_the_standing(client, judged):
    assessments.accept_self_scores(judged.report, by=judged.head)
    address = reverse("ranking-seal", args=[judged.season.pk])
    assert _confirmed(client, judged.head).get(address).status_code == 200
    assert list(client.post(address).context["form"].errors) == ["left_out_reason"]

    response = client.post(address, {"left_out_reason": "Không nộp"})

    standing = Standing.objects.get()
    assert response.url == reverse("standing", args=[standing.pk])
    shown = client.get(response.url)
    assert (shown.context["agrees"], shown.context["is_in_force"]) == (True, True)
    assert [(row.cells[0].value, row.cells[1].value) for row in shown.context["table"].rows] == [
        (1, "Sở A"),
        (1, "Sở B"),
    ]
    text = client.get(reverse("standing-manifest", args=[standing.pk])).content.decode()
    assert canonical.sha256(text) == standing.hash
    assert json.loads(text) == standing.manifest


def test_sealing_asks_for_the_password_again(client, judged):
    client.force_login(judged.head)
    address = reverse("ranking-seal", args=[judged.season.pk])
    response = client.post(address, {"left_out_reason": "Không nộp"})
    assert response.url.startswith(reverse("account_reauthenticate"))
    assert not Standing.objects.exists()


def test_a_member_sees_why_they_cannot_seal(client, judged):
    address = reverse("ranking-seal", args=[judged.season.pk])
    response = _confirmed(client, judged.officer).get(address)
    assert response.context["may_seal"].reason in response.content.decode()
    assert client.post(address).status_code == 403


def test_sealing_too_early_is_a_conflict(client, judged):
    response = _confirmed(client, judged.head).post(
        reverse("ranking-seal", args=[judged.season.pk]), {"left_out_reason": "x"}
    )
    assert response.status_code == 409


def test_the_official_mends_a_line_and_seals_again(client, judged):
    assessments.accept_self_scores(judged.report, by=judged.head)
    first = standings.seal(judged.season, by=judged.head, left_out_reason="Không nộp")
    address = reverse("standing-replace", args=[first.pk])
    assert _confirmed(client, judged.head).get(address).status_code == 403
    assert _confirmed(client, judged.official).get(address).status_code == 200
    typed = {"reason": "Nhập nhầm", "left_out_reason": "Không nộp", "report": judged.report.pk}
    assert set(client.post(address, typed).context["form"].errors) == {"criterion", "points"}
    typed |= {"criterion": judged.line.pk, "points": "10"}
    assert list(client.post(address, typed).context["form"].errors) == ["note"]

    response = client.post(address, typed | {"note": "Cộng sai"})

    second = Standing.objects.get(replaces=first)
    assert response.url == reverse("standing", args=[second.pk])
    assert not client.get(reverse("standing", args=[first.pk])).context["is_in_force"]
    assert client.get(response.url, {"export": "xlsx"}).content[:2] == b"PK"
    assert [(str(each.participant), each.points) for each in second.placings.order_by("rank")] == [
        ("Sở B", D(89)),
        ("Sở A", D(81)),
    ]
