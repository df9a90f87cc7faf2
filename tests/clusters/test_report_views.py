"""The pages of a report through the client: read, filled in, checked, signed, sent, returned."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from clusters.enums import Phase, ReportState, Role
from clusters.models import Report, Submission
from clusters.queries import receipt
from clusters.services import evidence as proofs
from clusters.services import report as reports
from clusters.services import result as results
from tests import factories
from tests.reading import typed_in

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"
FULL = {"I.1": "40", "I.2": "yes", "II.1": "2", "II.2": "1", "III.1": "0", "IV.1": "0"}
INPUT = {"I.1": "actual", "I.2": "answer"}


@pytest.fixture
def report(cast):
    cast.season.phase = Phase.SELF_SCORING
    cast.season.save(update_fields=["phase"])
    return factories.report(cast.unit)


def key(cast, code, part=None):
    return f"c{cast.table.criteria.get(code=code).pk}-{part or INPUT.get(code, 'count')}"


def page(client, name, *args, person=None):
    if person:
        client.force_login(person)
    return client.get(reverse(name, args=args))


def drawn(response):
    """What the browser would send back untouched."""
    return typed_in(response.text, "sheet-form")


def posted(client, cast, report, values, person=None, base=None):
    client.force_login(person or cast.officer)
    data = dict(base) if base is not None else drawn(page(client, "report-edit", report.pk))
    data |= {key(cast, code): value for code, value in values.items()}
    return client.post(reverse("report-edit", args=[report.pk]), data)


def stored(report):
    return {r.criterion.code: r.inputs for r in report.results.select_related("criterion")}


def sign(client, report, person, **data):
    """Press the button, give the password when asked; the signature follows by itself."""
    client.force_login(person)
    asked = client.post(reverse("report-sign", args=[report.pk]), data)
    return client.post(asked.url, {"password": factories.PASSWORD})


def test_the_list_shows_a_line_per_unit(client, cast, report):
    factories.report(cast.head_unit, state=ReportState.SUBMITTED)
    factories.report(cast.deputy_unit)

    response = page(client, "reports", cast.season.pk, person=cast.officer)

    rows = [[cell.value for cell in row.cells][:3] for row in response.context["table"].rows]
    assert rows == [["Sở A", "draft", "waiting"], ["Sở B", "submitted", None], ["Sở C", "draft", "waiting"]]
    assert (response.context["sent_in"], response.context["expected"]) == (1, 3)


def test_a_neighbour_draft_shows_no_points(client, cast, report):
    results.enter(report, {cast.table.criteria.get(code="I.2"): ({"answer": True}, "")}, by=cast.officer, seen={})

    response = page(client, "reports", cast.season.pk, person=cast.head)

    cells = response.context["table"].rows[0].cells
    assert (cells[0].url, cells[6].value) == ("", None)


@pytest.mark.parametrize("name", ["report", "report-check"])
def test_the_units_people_read_their_draft(client, cast, report, name):
    assert page(client, name, report.pk, person=cast.officer).status_code == 200


@pytest.mark.parametrize("name", ["report", "report-edit", "report-check", "report-return"])
@pytest.mark.parametrize("person", ["neighbour", "neighbour_official", "head"])
def test_a_draft_is_not_there_for_others(client, cast, report, name, person):
    assert page(client, name, report.pk, person=getattr(cast, person)).status_code == 404


def test_the_sheet_saves_both_ways_of_writing_numbers(client, cast, report):
    response = posted(client, cast, report, {"I.1": "1.234,5", "II.1": "2"})

    assert response.url == reverse("report-edit", args=[report.pk])
    assert stored(report) == {"I.1": {"actual": "1234.5"}, "II.1": {"count": "2"}}


def test_saving_leads_on_to_the_check_or_to_one_criterions_files(client, cast, report):
    pk = cast.table.criteria.get(code="I.1").pk
    base = {"seen": "", "drawn": ""}
    checked = posted(client, cast, report, {}, base={**base, "go": "check"})
    proof = posted(client, cast, report, {}, base={**base, "go": str(pk)})

    assert checked.url == reverse("report-check", args=[report.pk])
    assert proof.url == reverse("report-evidence-add", args=[report.pk, pk])


def test_a_bad_number_is_said_beside_the_cell_and_kept(client, cast, report):
    response = posted(client, cast, report, {"I.1": "nhiều", "II.1": "2,5"})

    form = response.context["form"]
    assert set(form.errors) == {key(cast, "I.1"), key(cast, "II.1")}
    assert 'value="nhiều"' in response.text
    assert response.text.count("sheet-error") == 2
    assert stored(report) == {}


def test_a_colleague_in_the_same_cell_shows_both_versions(client, cast, report):
    client.force_login(cast.officer)
    old = drawn(page(client, "report-edit", report.pk))
    posted(client, cast, report, {"I.1": "40", "II.1": "7"}, person=cast.leader)

    response = posted(client, cast, report, {"I.1": "50", "I.2": "yes"}, base=old)

    form = response.context["form"]
    assert [(yours, theirs) for _, yours, theirs in response.context["versions"]] == [("50 %", "40 %")]
    assert form[key(cast, "I.1")].value() == "50"
    assert form[key(cast, "I.2")].value() == "yes"
    assert form[key(cast, "II.1")].value() == "7"
    assert stored(report) == {"I.1": {"actual": "40"}, "II.1": {"count": "7"}}


def test_after_seeing_both_the_person_may_insist(client, cast, report):
    client.force_login(cast.officer)
    old = drawn(page(client, "report-edit", report.pk))
    posted(client, cast, report, {"I.1": "40"}, person=cast.leader)
    refused = posted(client, cast, report, {"I.1": "50"}, base=old)

    posted(client, cast, report, {}, base=drawn(refused))

    assert stored(report) == {"I.1": {"actual": "50"}}


def test_another_cell_of_a_colleague_is_left_alone(client, cast, report):
    client.force_login(cast.officer)
    old = drawn(page(client, "report-edit", report.pk))
    posted(client, cast, report, {"I.1": "40"}, person=cast.leader)

    posted(client, cast, report, {"II.1": "1"}, base=old)

    assert stored(report) == {"I.1": {"actual": "40"}, "II.1": {"count": "1"}}


def test_evidence_is_added_and_downloaded_under_its_name(client, cast, report):
    leaf = cast.table.criteria.get(code="I.1")
    client.force_login(cast.officer)
    address = reverse("report-evidence-add", args=[report.pk, leaf.pk])
    client.post(address, {"file": SimpleUploadedFile("Báo cáo.pdf", PDF), "declared": "on"})

    response = page(client, "evidence-file", report.evidence.get().pk)

    assert b"".join(response.streaming_content) == PDF
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''B%C3%A1o")


@pytest.mark.parametrize(("name", "content"), [("gia.pdf", b"MZ\x90 not a pdf"), ("rong.pdf", b"")])
def test_evidence_that_lies_is_said_beside_the_field(client, cast, report, name, content):
    leaf = cast.table.criteria.get(code="I.1")
    client.force_login(cast.officer)

    address = reverse("report-evidence-add", args=[report.pk, leaf.pk])
    response = client.post(address, {"file": SimpleUploadedFile(name, content), "declared": "on"})

    assert list(response.context["form"].errors) == ["file"]


@pytest.mark.parametrize("person", ["neighbour", "neighbour_official", "head", "official"])
def test_evidence_of_a_draft_is_not_there_for_others(client, cast, report, person):
    leaf = cast.table.criteria.get(code="I.1")
    upload = SimpleUploadedFile("a.pdf", PDF)
    evidence = proofs.add(report, leaf, upload, by=cast.officer, declared=True)

    assert page(client, "evidence-file", evidence.pk, person=getattr(cast, person)).status_code == 404


def test_removing_evidence_leads_back(client, cast, report):
    leaf = cast.table.criteria.get(code="I.1")
    evidence = proofs.add(report, leaf, SimpleUploadedFile("a.pdf", PDF), by=cast.officer, declared=True)
    client.force_login(cast.officer)

    response = client.post(reverse("report-evidence-remove", args=[evidence.pk]))

    assert response.url == reverse("report-evidence-add", args=[report.pk, leaf.pk])
    assert not report.evidence.standing().exists()


def test_the_check_names_what_is_missing_and_refuses_to_sign(client, cast, report):
    posted(client, cast, report, {"I.1": "40"})

    response = page(client, "report-check", report.pk, person=cast.leader)

    codes = [line.criterion.code for line in response.context["findings"].blank]
    assert codes == ["I.2", "II.1", "II.2", "III.1", "IV.1"]
    assert "I.2, II.1" in response.context["may_sign"].reason


def test_signing_asks_again_who_is_there(client, cast, report):
    posted(client, cast, report, FULL)
    client.force_login(cast.leader)

    response = client.post(reverse("report-sign", args=[report.pk]), {"seen": 1})

    assert response.status_code == 302
    assert "reauthenticate" in response.url
    assert Report.objects.get(pk=report.pk).state == ReportState.DRAFT


def test_from_sheet_to_receipt(client, cast, report):
    posted(client, cast, report, FULL)
    sign(client, report, cast.leader, seen=Report.objects.get(pk=report.pk).version)

    response = client.post(reverse("report-submit", args=[report.pk]), follow=True)

    submission = Submission.objects.get()
    assert response.redirect_chain[0][0] == reverse("receipt", args=[submission.pk])
    assert submission.number in response.text
    assert submission.content_hash in response.text
    assert response.context["is_true"]


def sent(cast, report):
    posted_by = cast.officer
    values = {cast.table.criteria.get(code=c): ({INPUT.get(c, "count"): v}, "") for c, v in FULL.items()}
    values[cast.table.criteria.get(code="I.2")] = ({"answer": True}, "")
    results.enter(report, values, by=posted_by, seen={})
    reports.sign(report, by=cast.leader)
    return reports.submit(report, by=posted_by)


@pytest.mark.parametrize("person", ["head", "deputy", "official", "auditor", "council", "officer"])
def test_the_receipt_and_report_are_read_by_the_season(client, cast, report, person):
    submission = sent(cast, report)

    assert page(client, "receipt", submission.pk, person=getattr(cast, person)).status_code == 200
    assert page(client, "report", report.pk).status_code == 200


@pytest.mark.parametrize("person", ["neighbour", "neighbour_official"])
def test_next_door_sees_neither(client, cast, report, person):
    submission = sent(cast, report)

    assert page(client, "receipt", submission.pk, person=getattr(cast, person)).status_code == 404
    assert page(client, "report", report.pk).status_code == 404
    assert page(client, "reports", cast.season.pk).status_code == 404


def test_the_head_accepts(client, cast, report):
    sent(cast, report)
    client.force_login(cast.head)

    client.post(reverse("report-accept", args=[report.pk]))

    assert Report.objects.get(pk=report.pk).state == ReportState.ACCEPTED


def test_returning_asks_for_a_reason_and_leads_to_the_list(client, cast, report):
    sent(cast, report)
    client.force_login(cast.head)
    address = reverse("report-return", args=[report.pk])

    empty = client.post(address, {"reason": ""})
    response = client.post(address, {"reason": "Thiếu minh chứng"})

    assert list(empty.context["form"].errors) == ["reason"]
    assert response.url == reverse("reports", args=[cast.season.pk])
    assert page(client, "report", report.pk).status_code == 200


def test_the_wrong_person_gets_the_reason(client, cast, report):
    sent(cast, report)
    client.force_login(cast.deputy)

    response = client.post(reverse("report-accept", args=[report.pk]))

    assert response.status_code == 403
    assert "Sở B" in response.text


def test_the_wrong_moment_gets_the_reason(client, cast, report):
    sent(cast, report)

    assert page(client, "report-edit", report.pk, person=cast.officer).status_code == 409


@pytest.mark.parametrize("name", ["report", "report-check", "reports"])
def test_every_table_is_a_workbook(client, cast, report, name):
    client.force_login(cast.officer)
    pk = cast.season.pk if name == "reports" else report.pk

    response = client.get(reverse(name, args=[pk]), {"export": "xlsx"})

    assert response["Content-Disposition"].endswith('.xlsx"')


@pytest.mark.parametrize("units", [1, 3])
def test_the_list_asks_as_often_for_many(client, cast, report, units, django_assert_max_num_queries):
    for _ in range(units - 1):
        factories.report(factories.participant(cast.season), state=ReportState.SUBMITTED)
    client.force_login(factories.appointed(cast.ministry, Role.OFFICIAL))

    with django_assert_max_num_queries(24):
        page(client, "reports", cast.season.pk)


def test_a_receipt_says_that_no_case_arose(client, cast, report):
    leaf = cast.table.criteria.get(code="II.2")
    leaf.parameters = {"per_case": "5", "no_case_full": True}
    leaf.save(update_fields=["parameters"])
    posted(client, cast, report, {**FULL, "II.2": "", "I.1": "7"})
    results.enter(report, {leaf: ({"no_case": True}, "")}, by=cast.officer, seen={})

    submission = reports.submit(reports.sign(report, by=cast.leader), by=cast.officer)

    rows = {row.cells[0].value[:4]: row.cells[2].value for row in receipt.table(submission).rows}
    with translation.override("en"):
        english = {row.cells[0].value[:4]: row.cells[2].value for row in receipt.table(submission).rows}
    assert english["II.2"].startswith("No case arose")
    assert rows["I.1."] == "7 %"
