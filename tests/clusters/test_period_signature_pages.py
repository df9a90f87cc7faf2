"""The pages on which the report of a period is checked, signed, printed and sent in."""

from django.core.files.base import ContentFile
from django.urls import reverse

from clusters import clock
from clusters.enums import PeriodReportState
from clusters.models import Period
from clusters.services import period_report as deeds
from clusters.services import period_signature as signing
from tests import factories
from tests import signing as papers
from tests.clusters import test_period_signature as steps
from tests.clusters.test_period_signature import fresh, type_in
from tests.reading import as_person, get, post

_in_april, report = steps._in_april, steps.report


def test_the_check_says_who_signed_and_why_it_came_back(client, cast, report):
    address = ("period-check", report.period_id, cast.unit.pk)
    as_person(client, cast.officer)
    assert reverse("period-report-attach", args=[report.pk]) in get(client, *address).text
    signing.sign(fresh(report), by=cast.leader)

    signed = get(client, *address)
    assert (signed.context["signed"].who, "on the page" in signed.text) == (cast.leader.name, True)
    assert reverse("period-report-attach", args=[report.pk]) not in signed.text
    deeds.submit(fresh(report), by=cast.officer)
    deeds.return_(fresh(report), reason="Chưa khớp", by=cast.head)
    returned = get(client, *address)
    assert (returned.context["signed"], "Chưa khớp" in returned.text) == (None, True)


def test_the_check_speaks_of_a_signature_only_where_one_is_asked(client, cast, report):
    type_in(cast, report, "")
    as_person(client, cast.officer)
    said = []
    for asks in (True, False):
        Period.objects.update(asks_signature=asks)
        text = get(client, "period-check", report.period_id, cast.unit.pk).text
        said.append(("cannot be signed or sent in" in text, "cannot be sent in" in text))
    assert said == [(True, False), (False, True)]


def test_from_the_printed_paper_to_the_receipt(client, cast, report):
    as_person(client, cast.officer)
    printed = get(client, "period-report-paper", report.pk)
    assert ("Ba dự án lớn" in printed.text, "Self-score" in printed.text) == (True, False)
    said = {"code": printed.context["code"], "signer_name": "Trần Văn DEMO", "signer_position": "Giám đốc"}
    said |= {"signed_on": f"{clock.today():%d/%m/%Y}", "declared": "on"}
    taken = post(client, "period-report-attach", report.pk, file=ContentFile(papers.PNG, name="a.png"), **said)
    assert taken.url == f"/periods/{report.period_id}/units/{cast.unit.pk}/check/"

    shown = get(client, "period-report", report.pk).context["signed"]
    assert (shown.who, b"".join(client.get(shown.paper).streaming_content)) == ("Trần Văn DEMO, Giám đốc", papers.PNG)
    receipt = client.get(post(client, "period-report-submit", report.pk).url)
    assert "05/04/2026, Trần Văn DEMO, Giám đốc · signed paper, attached" in " ".join(receipt.text.split())


def test_what_was_sent_leads_to_the_report_and_refuses_once(client, cast, report):
    sheet = reverse("period-sheet", args=[report.period_id, cast.unit.pk])
    address = ("period-check", report.period_id, cast.unit.pk)
    as_person(client, cast.officer)
    assert sheet in get(client, *address).text
    signing.sign(fresh(report), by=cast.leader)
    deeds.submit(fresh(report), by=cast.officer)

    sent = get(client, *address).text
    assert (f'href="{sheet}#' in sent, f'href="{reverse("period-report", args=[report.pk])}#' in sent) == (False, True)
    assert get(client, "period-report", report.pk).text.count("action refused") == 1


def test_signing_asks_again_who_is_there(client, cast, report):
    answer = post(as_person(client, cast.leader), "period-report-sign", report.pk, seen=report.version)
    assert "reauthenticate" in answer.url
    assert fresh(report).state == PeriodReportState.DRAFT

    post(client, "account_reauthenticate", password=factories.PASSWORD)
    done = post(client, "period-report-sign", report.pk, seen=report.version)
    assert (done.url, fresh(report).state) == (f"/periods/{report.period_id}/units/{cast.unit.pk}/check/", "signed")


def test_what_was_sent_is_not_called_overdue(client, cast, report, at):
    signing.sign(fresh(report), by=cast.leader)
    deeds.submit(fresh(report), by=cast.officer)
    with at(2026, 6, 1):
        shown = get(as_person(client, cast.officer), "period-report", report.pk).text
    assert ("to be submitted by" in shown, "was due" in shown) == (True, False)
