"""The report of a period is signed where its authority asks for it; a change takes the signature and says which figure
did it."""

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from clusters import canonical, clock, validating
from clusters.enums import Event, PeriodKind, PeriodReportState, SigningWay
from clusters.errors import Conflict, Denied, Invalid
from clusters.forms.cell import Change, Typed
from clusters.models import AuditEntry, Notice, Period, PeriodReport, PeriodSignature
from clusters.queries import finding as findings
from clusters.queries import period_finding, period_page
from clusters.queries import period_report as queries
from clusters.queries import report_signature as signatures
from clusters.queries.period_report import Place
from clusters.services import evidence as proofs
from clusters.services import period_cell as cells
from clusters.services import period_explanation as explanations
from clusters.services import period_report as deeds
from clusters.services import period_signature as signing
from clusters.services.signed_paper import Paper
from clusters.validating import Validation, ValidationRule
from tests import factories
from tests import signing as papers
from tests.clusters.test_report_service import upload
from tests.people import signed_in


@pytest.fixture(autouse=True)
def _in_april(at):
    with translation.override("en"), at(2026, 4, 5):
        yield


@pytest.fixture
def report(cast):
    """Filled in, with a warning at II.1 that is explained, in a quarter whose reports are signed."""
    factories.asked_each(cast.season, PeriodKind.QUARTER, "II.1", "II.2")
    odd = [validating.read_expression(side) for side in ("[II.1]", "3")]
    rule = ValidationRule("K1", odd[0], "lt", odd[1], "warning", "Nhiều bất thường", reported="quarter")
    cast.table.validation = validating.as_json(Validation((rule,)))
    cast.table.save(update_fields=["validation"])
    days = {"opens_on": dt.date(2026, 3, 20), "due_at": clock.moment(2026, 4, 10, 17)}
    made = factories.period_report(cast.unit, factories.period(cast.season, PeriodKind.QUARTER, 1, **days))
    Period.objects.update(asks_signature=True)
    for code, count in (("II.1", "4"), ("II.2", "1")):
        factories.period_result(made, code, {"count": count}, by=cast.officer)
    return say(cast, made, "Ba dự án lớn")


def fresh(report):
    return queries.of(report.participant, Period.objects.get(pk=report.period_id))


def say(cast, report, text):
    report = fresh(report)
    seen = findings.stamps(period_finding.of_report(report, queries.lines_of(report)))
    return explanations.explain(report, blanks={}, warnings={"rule:K1": text}, by=cast.officer, seen=seen)


def type_in(cast, report, count, code="II.2"):
    version = {each.criterion.code: each.version_of("count") for each in report.results.select_related("criterion")}
    change = Change(cast.table.criteria.get(code=code).pk, f"k{count}", {"count": Typed(count, version[code])})
    return cells.enter(Place(report.participant_id, report.period_id), [change], by=cast.officer)


def cite(cast, report):
    line = cast.table.criteria.get(code="II.2")
    return proofs.add(fresh(report), line, upload(), by=cast.officer, declared=True)


def text_hash(report):
    return signatures.content_hash(fresh(report), queries.lines_of(fresh(report)))


def paper(report, content=papers.PNG, **said):
    file = ContentFile(content, name="bao-cao.png" if content == papers.PNG else "bao-cao.pdf")
    who = {"signer_name": "Trần Văn DEMO", "signer_position": "Giám đốc", "signed_on": clock.today()}
    return Paper(**{"file": file, **who, "code": canonical.code(text_hash(report)), "declared": True, **said})


def test_the_leader_signs_and_only_then_it_is_sent_in(cast, report):
    with pytest.raises(Conflict, match="signs the report off first"):
        deeds.submit(report, by=cast.officer)
    with pytest.raises(Denied):
        signing.sign(report, by=cast.officer)
    signature = signing.sign(report, by=cast.leader, seen=report.version)

    now = fresh(report)
    assert (now.state, now.signed_by, now.signed_at) == (PeriodReportState.SIGNED, cast.leader, signature.signed_at)
    assert (signature.way, signature.version, signature.content_hash) == ("page", now.version, text_hash(report))
    entry = AuditEntry.objects.about(now).latest("number")
    assert (entry.event, entry.after["way"]) == (Event.PERIOD_REPORT_SIGNED, "page")
    said = deeds.submit(now, by=cast.officer).content["signed"]
    assert (said["name"], said["way"], said["hash"]) == (cast.leader.name, "page", signature.content_hash)


def test_where_nobody_asks_nobody_signs_and_nothing_is_frozen_of_it(cast, report):
    Period.objects.update(asks_signature=False)
    with pytest.raises(Conflict, match="without a signature"):
        signing.sign(report, by=cast.leader)

    assert "signed" not in deeds.submit(fresh(report), by=cast.officer).content
    assert [step.label for step in queries.steps(fresh(report))] == ["Draft", "Submitted", "Accepted"]


def test_what_is_open_or_was_read_otherwise_is_not_signed(cast, report):
    with pytest.raises(Conflict, match="has changed since"):
        signing.sign(report, by=cast.leader, seen=report.version - 1)
    say(cast, report, "")
    with pytest.raises(Conflict, match=r"A warning is not explained yet: II\.1\."):
        signing.sign(report, by=cast.leader)
    type_in(cast, report, "", "II.2")
    with pytest.raises(Conflict, match=r"Neither filled in nor explained: II\.2\."):
        signing.sign(fresh(report), by=cast.leader)


CHANGES = {
    "figure": (lambda cast, report: type_in(cast, report, "5"), "II.2", "1 → 5"),
    "explanation": (lambda cast, report: say(cast, report, "Bốn dự án"), "II.1", "Ba dự án lớn → Bốn dự án"),
    "citation": (cite, "II.2", ""),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_takes_the_signature_and_says_which(cast, report, what):
    deed, code, said = CHANGES[what]
    signing.sign(report, by=cast.leader)
    deed(cast, report)

    now = fresh(report)
    assert (now.state, now.signed_at, signatures.standing(now)) == (PeriodReportState.DRAFT, None, None)
    told = Notice.objects.filter(event=Event.PERIOD_REPORT_SIGNATURE_VOIDED)
    assert {each.person_id for each in told} == {cast.leader.pk}
    values = told.first().values
    assert (values["criteria"], values["who"], said in values["changes"]) == (code, str(cast.officer), True)
    entry = AuditEntry.objects.about(now).latest("number")
    assert (entry.event, entry.after["criteria"]) == (Event.PERIOD_REPORT_SIGNATURE_VOIDED, [code])
    with pytest.raises(Conflict):
        deeds.submit(now, by=cast.officer)


def test_the_pages_name_the_change_until_it_is_signed_again(cast, report):
    signing.sign(report, by=cast.leader)
    type_in(cast, report, "5")
    addresses = [reverse("period-report", args=[report.pk])]
    addresses.append(reverse("period-check", args=[report.period_id, cast.unit.pk]))
    for address in addresses:
        voided = signed_in(cast.leader).get(address).context["voided"]
        assert [each[1:] for each in voided.changes] == [("1", "5")]

    signing.sign(fresh(report), by=cast.leader)
    for address in addresses:
        page = signed_in(cast.leader).get(address)
        assert (page.context["voided"], page.context["signed"].who) == (None, cast.leader.name)


def test_the_same_again_and_a_version_set_aside_leave_it_signed(cast, report):
    signing.sign(report, by=cast.leader)
    type_in(cast, report, "1")
    say(cast, report, "Ba dự án lớn")
    assert fresh(report).state == PeriodReportState.SIGNED


def test_returned_and_mended_it_is_signed_again(cast, report):
    signing.sign(report, by=cast.leader)
    deeds.submit(fresh(report), by=cast.officer)
    deeds.return_(fresh(report), reason="Chưa khớp", by=cast.head)
    assert signatures.shown(fresh(report)) is None
    type_in(cast, report, "5")

    assert (fresh(report).state, fresh(report).signed_at) == (PeriodReportState.DRAFT, None)
    signing.sign(fresh(report), by=cast.leader)
    assert deeds.submit(fresh(report), by=cast.officer).content["signed"]["name"] == cast.leader.name


def test_the_officer_attaches_what_was_signed_on_paper(cast, report):
    signature = signing.attach(report, paper(report, content=papers.signed(papers.pdf())), by=cast.officer)
    assert (signature.way, signature.signer_name) == (SigningWay.SIGNED_PDF, "Trần Văn DEMO")
    assert [each["name"] for each in signature.reading] == [papers.NAME]
    said = deeds.submit(fresh(report), by=cast.officer).content["signed"]
    assert (said["position"], said["on"], said["way"]) == ("Giám đốc", "2026-04-05", "signed_pdf")


def test_the_paper_of_another_version_or_report_is_refused(cast, report):
    old = canonical.code(text_hash(report))
    signing.attach(report, paper(report), by=cast.officer)
    type_in(cast, report, "5")
    for said in ({"code": old}, {"signer_position": "Phó Giám đốc"}, {}):
        with pytest.raises(Invalid) as refused:
            signing.attach(fresh(report), paper(report, **said), by=cast.officer)
        assert list(refused.value.problems) == (["code"] if "code" in said else ["for_head"] if said else ["file"])
    yearly = factories.report(cast.unit)
    assert "another report" in signatures.refusal_of_file(yearly, PeriodSignature.objects.get().file.sha256, "x")


def test_the_hash_covers_each_thing_that_is_stated(cast, report):
    def bare():
        return str(signatures.stated(fresh(report), queries.lines_of(fresh(report))) | {"version": 0})

    stated = [bare()]
    for change in (
        lambda: report.results.filter(criterion__code="II.1").update(inputs={"count": "9"}),
        lambda: report.results.update(note="Ghi chú"),
        lambda: report.explanations.update(text="Khác"),
        lambda: cite(cast, report),
        lambda: report.evidence.update(pages="4"),
    ):
        change()
        stated.append(bare())
    assert len(set(stated)) == 6
    assert "'period': {'kind': 'quarter', 'number': 1}" in stated[0]


def test_the_database_keeps_state_and_signature_together(cast, report):
    stamp = {"signed_at": clock.now(), "signed_by": cast.leader}
    for wrong in ({"state": "signed"}, {"state": "draft", **stamp}, {"state": "submitted", "signed_at": clock.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PeriodReport.objects.filter(pk=report.pk).update(**wrong)
    PeriodReport.objects.filter(pk=report.pk).update(state="submitted", **stamp)


def test_the_check_asks_the_same_whatever_was_changed(cast, report, count_queries):
    address, person = reverse("period-check", args=[report.period_id, cast.unit.pk]), signed_in(cast.leader)
    person.get(address)
    for count in ("5", "6", "7"):
        signing.sign(fresh(report), by=cast.leader)
        type_in(cast, report, count)
        with count_queries(10):
            assert person.get(address).context["voided"]


def test_the_receipt_of_before_says_nothing_of_a_signature(cast, report):
    submission = factories.period_submission(report)
    assert period_page.of_receipt(submission)["signed"] is None
