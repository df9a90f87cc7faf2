"""The history of one line of a report: every value old and new, who, when and why; and the years before."""

import pytest
from django.urls import reverse

from clusters import audit
from clusters.enums import Blank, Event, Phase
from clusters.forms.cell import Change, Typed
from clusters.queries import value_history as histories
from clusters.queries.finding import Why
from clusters.services import evidence as proofs
from clusters.services import report_cell as cells
from tests import factories
from tests.clusters import test_report_service as steps
from tests.clusters.test_explanation import explain
from tests.clusters.test_finding import year_before
from tests.people import signed_in


@pytest.fixture
def report(cast):
    steps.move(cast, Phase.SELF_SCORING)
    return factories.report(cast.unit)


def types(cast, report, code, text, seen, by=None, part=None):
    leaf = steps.leaf(cast, code)
    name = part or ("actual" if code == "I.1" else "count")
    cells.enter(report.pk, [Change(leaf.pk, f"{text}-{seen}", {name: Typed(text, seen)})], by=by or cast.officer)


def said(cast, report, code, person=None):
    rows = histories.of_line(report, steps.leaf(cast, code), person or cast.officer).rows
    return [(row.cells[1].value, row.cells[3].text, row.cells[4].value) for row in rows]


def test_each_value_old_and_new_with_who_wrote_it(cast, report):
    types(cast, report, "I.1", "40", 0)
    types(cast, report, "II.1", "3", 0)
    types(cast, report, "I.1", "1.042,5", 1, by=cast.leader)
    types(cast, report, "I.1", "theo báo cáo quý", 0, part="note")

    assert said(cast, report, "I.1") == [
        (str(cast.officer), "Ghi chú: – → theo báo cáo quý", ""),
        (str(cast.leader), "Kết quả: 40 → 1.042,5", ""),
        (str(cast.officer), "Kết quả: – → 40", ""),
    ]


def test_a_version_that_was_given_up_is_part_of_it(cast, report):
    types(cast, report, "II.1", "3", 0, by=cast.leader)
    leaf = steps.leaf(cast, "II.1")
    cells.set_aside(report.pk, [Change(leaf.pk, "k", {"count": Typed("5", 0)})], by=cast.officer)

    assert said(cast, report, "II.1")[0] == (str(cast.officer), "Số lượng: – → 5", "")


def test_evidence_is_named_and_not_written_out_as_its_hash(cast, report):
    proofs.add(
        report, steps.leaf(cast, "I.1"), steps.upload("minh-chung.pdf"), by=cast.officer, declared=True, pages="3"
    )

    ((_, change, _),) = said(cast, report, "I.1")
    assert change == "Tệp: – → minh-chung.pdf; Trang: – → 3"


def test_an_explained_blank_and_a_reason_for_the_return_are_part_of_it(cast, report):
    explain(cast, report, blanks={"II.2": Why(Blank.NO_CASE, "")})
    assert said(cast, report, "II.2") == [(str(cast.officer), "– → Không phát sinh", "")]

    audit.record(
        Event.REPORT_RETURNED, report, by=cast.head, after={"criteria": {"II.2": "Thiếu quý IV"}}, reason="Còn thiếu"
    )
    assert said(cast, report, "II.2")[0] == (str(cast.head), "– → Thiếu quý IV", "Còn thiếu")
    assert said(cast, report, "I.1") == []


def test_it_is_read_by_whoever_reads_the_report_and_shown_in_place(cast, report):
    types(cast, report, "I.1", "40", 0)
    year_before(cast, 1, I_1={"actual": "97"})
    address = reverse("report-history", args=[report.pk, steps.leaf(cast, "I.1").pk])
    page = signed_in(cast.officer).get(address)

    assert "data-history-body" in page.text
    assert "40" in page.text
    assert [row.cells[1].value for row in page.context["years"].rows] == ["97 %"]
    assert signed_in(cast.head).get(address).status_code == 404
    elsewhere = reverse("report-history", args=[report.pk, 999_999])
    assert signed_in(cast.officer).get(elsewhere).status_code == 404
