"""Evidence: a file is brought once, cited many times with its pages, and taken down by the authority alone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from django.utils.translation import gettext

from clusters import clock
from clusters.enums import Event, Phase, ReportState, ScanState
from clusters.errors import Conflict, Denied, Invalid
from clusters.forms.evidence import AmendForm
from clusters.models import AuditEntry, Evidence, EvidenceFile, Notice, Report, StoredFile
from clusters.queries import evidence_file as queries
from clusters.services import evidence as proofs
from clusters.services import evidence_file as library
from tests import factories
from tests.reading import as_person, get, post

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"


def upload(name="bao-cao.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def leaf(cast, code="I.1"):
    return cast.table.criteria.get(code=code)


def events(thing):
    return [each.event for each in AuditEntry.objects.about(thing).order_by("number")]


@pytest.fixture
def report(cast):
    return factories.report(cast.unit)


def brought(cast, report, *files):
    return library.keep(report, files or [upload()], by=cast.officer, declared=True)


def test_a_file_is_brought_once_and_cited_many_times(cast, report):
    (file,) = brought(cast, report)
    (again,) = brought(cast, report, upload("ten-khac.pdf"))
    cited = [proofs.cite(report, leaf(cast, code), file, by=cast.officer, pages="3") for code in ("I.1", "II.1")]

    assert (again, StoredFile.objects.count(), EvidenceFile.objects.count()) == (file, 1, 1)
    assert [each.file for each in cited] == [file, file]
    assert (file.declared_by, file.name, file.scan) == (cast.officer, "bao-cao.pdf", ScanState.NOT_SCANNED)
    assert events(file) == [Event.EVIDENCE_FILE_KEPT]


def test_bringing_a_file_changes_no_report_and_citing_it_voids_the_sign_off(cast):
    report = factories.report(cast.unit, state=ReportState.SIGNED)
    (file,) = brought(cast, report)
    assert Report.objects.get().state == ReportState.SIGNED

    proofs.cite(report, leaf(cast), file, by=cast.officer)

    assert Report.objects.get().state == ReportState.DRAFT
    assert events(report) == [Event.REPORT_EVIDENCE_ADDED, Event.REPORT_SIGNATURE_VOIDED]


def test_without_the_declaration_nothing_is_kept(cast, report):
    with pytest.raises(Invalid) as refused:
        library.keep(report, [upload()], by=cast.officer, declared=False)
    assert (list(refused.value.problems), StoredFile.objects.count()) == (["declared"], 0)


def test_of_several_files_one_bad_one_keeps_all_out(cast, report):
    with pytest.raises(Invalid):
        brought(cast, report, upload(), upload("gia.pdf", b"MZ"))
    assert (StoredFile.objects.count(), EvidenceFile.objects.count()) == (0, 0)


def test_the_same_pages_prove_a_line_once_and_other_pages_again(cast, report):
    (file,) = brought(cast, report)
    proofs.cite(report, leaf(cast), file, by=cast.officer, pages="3")
    proofs.cite(report, leaf(cast), file, by=cast.officer, pages="7")
    with pytest.raises(Invalid) as refused:
        proofs.cite(report, leaf(cast), file, by=cast.officer, pages=" 3 ")
    assert (list(refused.value.problems), report.evidence.count()) == (["file"], 2)


def test_a_file_of_another_unit_or_year_is_not_cited(cast, report):
    with pytest.raises(Invalid):
        proofs.cite(report, leaf(cast), factories.evidence_file(cast.head_unit), by=cast.officer)
    assert not report.evidence.exists()


@pytest.mark.parametrize("who", ["head", "official", "neighbour"])
def test_others_neither_bring_nor_cite_nor_amend(cast, report, who):
    proof, by = factories.evidence(report, leaf(cast)), getattr(cast, who)
    with pytest.raises(Denied):
        library.keep(report, [upload()], by=by, declared=True)
    with pytest.raises(Denied):
        proofs.cite(report, leaf(cast), proof.file, by=by)
    with pytest.raises(Denied):
        proofs.amend(proof, pages="1", remark="", by=by)


def test_pages_and_remark_are_amended_on_the_trail(cast):
    report = factories.report(cast.unit, state=ReportState.SIGNED)
    proof = factories.evidence(report, leaf(cast), pages="1")

    proofs.amend(proof, pages="2–4", remark="Phụ lục", by=cast.officer)

    proof.refresh_from_db()
    assert (proof.pages, proof.remark) == ("2–4", "Phụ lục")
    entry = AuditEntry.objects.about(report).get(event=Event.REPORT_EVIDENCE_AMENDED)
    assert (entry.before["pages"], entry.after["pages"], entry.after["remark"]) == ("1", "2–4", "Phụ lục")
    assert Report.objects.get().state == ReportState.DRAFT


def test_the_field_and_the_button_say_the_same_word():
    with translation.override("vi"):
        assert gettext("Pages, remark").endswith(str(AmendForm().fields["remark"].label).lower())


def test_saving_the_same_pages_again_changes_nothing(cast):
    report = factories.report(cast.unit, state=ReportState.SIGNED)
    proofs.amend(factories.evidence(report, leaf(cast), pages="1"), pages="1", remark="", by=cast.officer)
    assert (events(report), Report.objects.get().state) == ([], ReportState.SIGNED)


def test_what_was_removed_is_not_amended(cast, report):
    proof = proofs.remove(factories.evidence(report, leaf(cast)), by=cast.officer)
    with pytest.raises(Conflict):
        proofs.amend(proof, pages="1", remark="", by=cast.officer)


@pytest.fixture
def sent(cast):
    """A report that was sent in, with one file cited; what it was like before the year was verified."""
    cast.season.phase = Phase.VERIFYING
    cast.season.save(update_fields=["phase"])
    report = factories.report(cast.unit, state=ReportState.SUBMITTED)
    return factories.evidence(report, leaf(cast))


def test_the_authority_takes_a_file_down_and_the_citation_stays(cast, sent, client):
    file = library.take_down(sent.file, reason=" Có bí mật nhà nước ", by=cast.official)

    assert (file.taken_down_by, file.taken_down_reason) == (cast.official, "Có bí mật nhà nước")
    assert [each.pk for each in Evidence.objects.standing()] == [sent.pk]
    told = set(Notice.objects.filter(event=Event.EVIDENCE_FILE_TAKEN_DOWN).values_list("person", flat=True))
    assert told == {cast.officer.pk, cast.leader.pk}
    assert events(file) == [Event.EVIDENCE_FILE_TAKEN_DOWN]
    for address, pk in (("evidence-file", sent.pk), ("library-file", file.pk)):
        answer = get(as_person(client, cast.head), address, pk)
        assert (answer.status_code, "Có bí mật nhà nước" in answer.content.decode()) == (409, True)
    with pytest.raises(Conflict):
        library.take_down(file, reason="Lần nữa", by=cast.official2)


def test_taking_down_asks_why_and_who(cast, sent):
    with pytest.raises(Invalid) as refused:
        library.take_down(sent.file, reason=" ", by=cast.official)
    assert list(refused.value.problems) == ["reason"]
    for who in ("officer", "head", "council", "neighbour_official"):
        with pytest.raises(Denied):
            library.take_down(sent.file, reason="Sai", by=getattr(cast, who))


def test_what_was_taken_down_is_neither_cited_nor_brought_again(cast, report):
    (file,) = brought(cast, report)
    library.take_down(file, reason="Có bí mật nhà nước", by=cast.official)
    with pytest.raises(Invalid, match="bí mật"):
        brought(cast, report)
    with pytest.raises(Invalid, match="bí mật"):
        proofs.cite(report, leaf(cast), file, by=cast.officer)
    assert not queries.citable(report.participant).exists()


def test_what_was_removed_is_no_longer_read_by_its_citation(client, cast, sent):
    sent.removed_at, sent.removed_by = clock.now(), cast.officer
    sent.save(update_fields=["removed_at", "removed_by"])
    assert get(as_person(client, cast.head), "evidence-file", sent.pk).status_code == 404


def test_an_uncited_file_is_seen_by_the_unit_alone(cast, sent):
    loose = factories.evidence_file(cast.unit)
    seen = {who: set(EvidenceFile.objects.visible_to(getattr(cast, who))) for who in ("officer", "head", "neighbour")}
    assert seen == {"officer": {sent.file, loose}, "head": {sent.file}, "neighbour": set()}


def test_the_verifier_learns_where_else_the_same_file_is_used(cast, sent):
    sha = {"sha256": sent.file.sha256}
    readable = factories.report(cast.deputy_unit, state=ReportState.SUBMITTED)
    factories.evidence(readable, leaf(cast), file=factories.evidence_file(cast.deputy_unit, **sha))
    foreign = factories.report(cast.stranger, state=ReportState.SUBMITTED)
    line = cast.elsewhere.table.criteria.get(code="I.1")
    factories.evidence(foreign, line, file=factories.evidence_file(cast.stranger, **sha))

    named = f"Cùng tệp này được {cast.deputy_unit} sử dụng, năm {cast.season.label}."
    hidden = "Cùng tệp này được một đơn vị khác hoặc trong một năm khác sử dụng."
    assert queries.shared([sent.file], cast.head) == {sent.file.pk: [named, hidden]}
    assert queries.shared([sent.file], cast.officer) == {}


def test_a_paper_of_the_authority_and_a_file_nobody_cites_are_no_such_use(cast, sent):
    sha = {"sha256": sent.file.sha256}
    factories.evidence_file(cast.deputy_unit, **sha)
    judged = leaf(cast, "II.1")
    judged.supplier = "authority"
    judged.save(update_fields=["supplier"])
    head = factories.report(cast.head_unit, state=ReportState.SUBMITTED)
    factories.evidence(head, judged, file=factories.evidence_file(cast.head_unit, **sha))
    assert queries.shared([sent.file], cast.official) == {}


def test_the_points_page_says_so_beside_the_file(client, cast, sent):
    other = factories.report(cast.deputy_unit, state=ReportState.SUBMITTED)
    twin = factories.evidence_file(cast.deputy_unit, sha256=sent.file.sha256)
    factories.evidence(other, leaf(cast), file=twin)
    page = get(as_person(client, cast.head), "assessment", sent.report_id).content.decode()
    assert f"The same file is used by {cast.deputy_unit}, {cast.season.label}." in page


def test_several_files_are_uploaded_and_cited_from_the_criterions_page(client, cast, report):
    as_person(client, cast.officer)
    two = [upload("a.pdf"), upload("b.pdf", PDF + b"2")]
    where = {"declared": "on", "pages": "1", "remark": "Phụ lục"}
    answer = post(client, "report-evidence-add", report.pk, leaf(cast).pk, file=two, **where)

    assert answer.status_code == 302
    found = [(each.file.name, each.where) for each in report.evidence.order_by("pk")]
    assert found == [("a.pdf", "tr. 1 – Phụ lục"), ("b.pdf", "tr. 1 – Phụ lục")]


def test_without_the_tick_the_form_says_so_and_keeps_nothing(client, cast, report):
    answer = post(as_person(client, cast.officer), "report-evidence", report.pk, file=upload())
    assert (list(answer.context["form"].errors), EvidenceFile.objects.count()) == (["declared"], 0)


def test_the_library_takes_files_and_a_criterion_chooses_from_it(client, cast, report):
    as_person(client, cast.officer)
    assert post(client, "report-evidence", report.pk, file=[upload()], declared="on").status_code == 302
    file = EvidenceFile.objects.get()
    answer = post(client, "report-evidence-cite", report.pk, leaf(cast).pk, kept=file.pk, pages="9")

    assert (answer.status_code, report.evidence.get().pages) == (302, "9")
    library_table, criteria = get(client, "report-evidence", report.pk).context["tables"]
    assert library_table.rows[0].cells[1].value == "I.1 (p. 9)"
    assert criteria.rows[0].cells[1].value == "bao-cao.pdf"


def test_the_same_choice_twice_is_said_beside_the_field(client, cast, report):
    proof = factories.evidence(report, leaf(cast))
    answer = post(as_person(client, cast.officer), "report-evidence-cite", report.pk, leaf(cast).pk, kept=proof.file_id)
    assert list(answer.context["cite_form"].errors) == ["kept"]


def test_an_official_takes_down_from_the_library(client, cast, sent):
    as_person(client, cast.official)
    assert get(client, "report-evidence", sent.report_id).context["tables"][0].rows[0].cells[-1].url
    answer = post(client, "library-file-down", sent.file_id, reason="Có bí mật nhà nước")
    assert answer.status_code == 302
    row = get(client, "report-evidence", sent.report_id).context["tables"][0].rows[0]
    assert (row.cells[0].url, row.cells[3].value) == ("", "taken_down")
    assert "Có bí mật nhà nước" in row.cells[0].note
