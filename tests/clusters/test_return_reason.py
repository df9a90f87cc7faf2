"""A report comes back with a reason for each criterion; the unit answers; everybody sees what changed."""

import json
import re

import pytest
from django.urls import reverse

from clusters.enums import Event, Phase, ReportState
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import AuditEntry, Notice, Report, ReturnReason, Submission
from clusters.queries import submission_change as changes
from clusters.services import evidence as proofs
from clusters.services import report as reports
from clusters.services import return_reason as deeds
from tests import factories
from tests.clusters import test_report_service as steps
from tests.people import signed_in


@pytest.fixture
def report(cast):
    steps.move(cast, Phase.SELF_SCORING)
    return steps.submitted(cast, factories.report(cast.unit))


def returned(cast, report, reason="", **texts):
    reasons = {steps.leaf(cast, code.replace("_", ".")): text for code, text in texts.items()}
    return reports.return_(report, reason=reason, reasons=reasons, by=cast.head)


def answers(report):
    return {each.criterion.code: each.answer for each in ReturnReason.objects.select_related("criterion")}


def last_entry(report):
    return AuditEntry.objects.about(report).order_by("number").last()


def sent_again(cast, report, given, note=""):
    report = Report.objects.get(pk=report.pk)
    steps.save(cast, report, given, note=note)
    reports.submit(reports.sign(report, by=cast.leader), by=cast.officer)
    return Report.objects.get(pk=report.pk)


def test_reasons_stand_at_the_criteria_of_the_last_sending(cast, report):
    report = returned(cast, report, II_1="Thiếu số liệu quý IV", I_1="  ")

    found = ReturnReason.objects.values_list("criterion__code", "text", "submission")
    assert list(found) == [("II.1", "Thiếu số liệu quý IV", Submission.objects.get().pk)]
    assert (report.state, report.return_reason) == (ReportState.RETURNED, "Xem lý do tại các tiêu chí II.1.")
    entry = last_entry(report)
    assert (entry.event, entry.after["criteria"]) == (Event.REPORT_RETURNED, {"II.1": "Thiếu số liệu quý IV"})
    assert Notice.objects.filter(event=Event.REPORT_RETURNED).first().values["reason"] == report.return_reason


def test_a_general_reason_stands_beside_them(cast, report):
    report = returned(cast, report, "Sửa cả báo cáo", I_1="Sai đơn vị tính")

    assert report.return_reason == "Sửa cả báo cáo"
    assert [each.text for each in ReturnReason.objects.all()] == ["Sai đơn vị tính"]


def test_one_reason_at_least_is_asked_for(cast, report):
    with pytest.raises(Invalid) as invalid:
        returned(cast, report, " ", I_1=" ")

    assert list(invalid.value.problems) == ["reason"]
    assert Report.objects.get(pk=report.pk).state == ReportState.SUBMITTED


def test_a_group_takes_no_reason(cast, report):
    with pytest.raises(Invalid):
        returned(cast, report, II="Cả nhóm")

    assert not ReturnReason.objects.exists()


def test_the_unit_answers_and_the_sign_off_stands(cast, report):
    returned(cast, report, I_1="Sai", II_1="Thiếu")
    report = Report.objects.get(pk=report.pk)
    steps.save(cast, report, {"I.1": {"actual": "41"}})
    report = reports.sign(report, by=cast.leader)
    first = ReturnReason.objects.get(criterion__code="I.1")

    report = deeds.answer(report, {first.pk: " Đã sửa theo biên bản "}, by=cast.officer, seen={})

    assert answers(report) == {"I.1": "Đã sửa theo biên bản", "II.1": ""}
    assert report.state == ReportState.SIGNED
    entry = last_entry(report)
    assert (entry.event, entry.before, entry.after) == (
        Event.REPORT_RETURN_ANSWERED,
        {"I.1": ""},
        {"I.1": "Đã sửa theo biên bản"},
    )


def test_a_colleague_who_answered_first_is_shown(cast, report):
    report = returned(cast, report, I_1="Sai", II_1="Thiếu")
    first, second = ReturnReason.objects.order_by("criterion__code")
    deeds.answer(report, {first.pk: "của tôi"}, by=cast.leader, seen={})

    with pytest.raises(Stale) as stale:
        deeds.answer(report, {first.pk: "khác", second.pk: "nữa"}, by=cast.officer, seen={})

    assert {pk: each.answer for pk, each in stale.value.theirs.items()} == {str(first.pk): "của tôi"}
    assert answers(report) == {"I.1": "của tôi", "II.1": ""}


def test_a_colleague_at_another_reason_merges(cast, report):
    report = returned(cast, report, I_1="Sai", II_1="Thiếu")
    first, second = ReturnReason.objects.order_by("criterion__code")
    deeds.answer(report, {first.pk: "một"}, by=cast.leader, seen={})

    deeds.answer(report, {first.pk: "", second.pk: "hai"}, by=cast.officer, seen={})

    assert answers(report) == {"I.1": "một", "II.1": "hai"}


@pytest.mark.parametrize("person", ["head", "official", "neighbour"])
def test_only_the_units_people_answer(cast, report, person):
    report = returned(cast, report, I_1="Sai")

    with pytest.raises(Denied):
        deeds.answer(report, {ReturnReason.objects.get().pk: "x"}, by=getattr(cast, person), seen={})


def test_what_was_sent_again_is_answered_no_more(cast, report):
    returned(cast, report, I_1="Sai")
    report = sent_again(cast, report, {"I.1": {"actual": "41"}})

    with pytest.raises(Conflict):
        deeds.answer(report, {ReturnReason.objects.get().pk: "muộn"}, by=cast.officer, seen={})


def test_nothing_differs_between_equal_contents(cast, report):
    content = Submission.objects.get().content

    assert changes.compare(content, content) == []


def test_every_kind_of_difference_is_a_line(cast, report):
    before = Submission.objects.get().content
    returned(cast, report, II_1="Thiếu")
    report = Report.objects.get(pk=report.pk)
    proofs.add(report, steps.leaf(cast, "I.1"), steps.upload(), by=cast.officer, declared=True)
    report = sent_again(cast, report, {"II.1": {"count": "3"}}, note="có sửa")

    found = changes.compare(before, Submission.objects.order_by("-pk").first().content)

    assert [(each.code, each.before["inputs"], each.after["inputs"], each.files) for each in found] == [
        ("I.1", {"actual": "40"}, {"actual": "40"}, (["bao-cao.pdf"], [])),
        ("II.1", {"count": "2"}, {"count": "3"}, ([], [])),
    ]
    assert (found[1].before["note"], found[1].after["note"]) == ("", "có sửa")


def test_a_line_that_only_one_table_has_is_told(cast, report):
    content = Submission.objects.get().content
    without = {**content, "lines": [line for line in content["lines"] if line["code"] != "II.2"]}

    gone, new = changes.compare(content, without), changes.compare(without, content)

    assert [(each.code, each.after) for each in gone] == [("II.2", None)]
    assert [(each.code, each.before) for each in new] == [("II.2", None)]


def cells(response):
    return [[cell.value for cell in row.cells] for row in response.context["table"].rows]


def test_everybody_who_sees_the_report_sees_what_changed(cast, report):
    returned(cast, report, II_1="Thiếu", I_1="Sai đơn vị")
    reason = ReturnReason.objects.get(criterion__code="II.1")
    deeds.answer(Report.objects.get(pk=report.pk), {reason.pk: "Đã bổ sung"}, by=cast.officer, seen={})
    report = sent_again(cast, report, {"II.1": {"count": "3"}})

    for person in (cast.officer, cast.head, cast.deputy, cast.official):
        response = signed_in(person).get(reverse("report-changes", args=[report.pk]))
        assert [(row[0][:4], row[6], row[7]) for row in cells(response)] == [
            ("II.1", "Thiếu", "Đã bổ sung"),
            ("I.1.", "Sai đơn vị", None),
        ]
        assert "Không có gì thay đổi." in response.text


def test_the_verifier_finds_the_way_from_the_points(cast, report):
    steps.move(cast, Phase.VERIFYING)
    address, link = reverse("assessment", args=[report.pk]), reverse("report-changes", args=[report.pk])
    once = signed_in(cast.head).get(address).text
    returned(cast, report, II_1="Thiếu")
    sent_again(cast, report, {"II.1": {"count": "3"}})

    again = signed_in(cast.head).get(address).text

    assert (link in once, link in again) == (False, True)


def test_the_form_returns_with_reasons_alone(cast, report):
    leaf = steps.leaf(cast, "II.1")
    person, address = signed_in(cast.head), reverse("report-return", args=[report.pk])
    empty = person.post(address, {"reason": ""})
    person.post(address, {"reason": "", f"criterion_{leaf.pk}": "Thiếu quý IV"})

    assert list(empty.context["form"].errors) == ["reason"]
    sheet = signed_in(cast.officer).get(reverse("report-edit", args=[report.pk]))
    (row,) = re.findall(r'<tr id="criterion-(\d+)"[^>]*>(?:(?!</tr>).)*Thiếu quý IV', sheet.text, re.DOTALL)
    assert (int(row), sheet.text.count("Thiếu quý IV")) == (leaf.pk, 1)
    assert "Thiếu quý IV" in signed_in(cast.leader).get(reverse("report", args=[report.pk])).text


def test_the_answers_are_typed_beside_the_reasons(cast, report):
    returned(cast, report, II_1="Thiếu")
    pk, person = ReturnReason.objects.get().pk, signed_in(cast.officer)
    address = reverse("report-answer", args=[report.pk])
    drawn = json.dumps(person.get(address).context["form"]["drawn"].value())
    signed_in(cast.leader).post(address, {f"answer_{pk}": "của lãnh đạo", "drawn": drawn})

    refused = person.post(address, {f"answer_{pk}": "của tôi", "drawn": drawn})
    insisted = person.post(address, {f"answer_{pk}": "của tôi", "drawn": refused.context["form"]["drawn"].value()})

    assert "của lãnh đạo" in refused.text
    assert insisted.status_code == 302
    assert answers(report) == {"II.1": "của tôi"}
