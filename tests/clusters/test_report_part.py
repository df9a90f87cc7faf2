"""Parts of a report are given to colleagues with a day of their own; nobody is locked out."""

import datetime as dt

import pytest
from django.urls import reverse

from clusters import clock
from clusters.enums import Event, Phase, ReportState
from clusters.errors import Conflict, Denied, Invalid
from clusters.models import AuditEntry, Report, ReportPart
from clusters.services import report_part as deeds
from clusters.services.report_part import Part
from emulation.queries import task as desks
from tests import factories
from tests.clusters import test_report_service as steps
from tests.people import signed_in

DUE = dt.timedelta(days=3)


@pytest.fixture
def report(cast):
    steps.move(cast, Phase.SELF_SCORING)
    cast.season.phases.filter(phase=Phase.SELF_SCORING).update(due_at=clock.now() + 2 * DUE)
    return factories.report(cast.unit)


def part(cast, *codes, assignee=None, due_at=None):
    chosen = [steps.leaf(cast, code) for code in codes]
    return Part(assignee or cast.officer, chosen, due_at or clock.now() + DUE)


def assign(cast, report, *codes, by=None, **said):
    return deeds.assign(report, part(cast, *codes, **said), by=by or cast.leader)


def codes(given):
    return sorted(given.criteria.values_list("code", flat=True))


def problems(cast, report, *chosen, **said):
    with pytest.raises(Invalid) as refused:
        assign(cast, report, *chosen, **said)
    assert not ReportPart.objects.exists()
    return list(refused.value.problems)


def tasks(person):
    desk = desks.of(person)
    return [each.due for each in desk.due if each.kind == "fill_part"]


def test_a_group_is_given_as_its_criteria_and_the_colleague_is_told(cast, report):
    given = assign(cast, report, "II", "I.1")

    assert codes(given) == ["I.1", "II.1", "II.2"]
    line = AuditEntry.objects.about(report).latest("number")
    assert (line.event, line.after["criteria"], line.after["person"]) == (
        Event.REPORT_PART_ASSIGNED,
        ["I.1", "II.1", "II.2"],
        cast.officer.pk,
    )
    assert steps.told(Event.REPORT_PART_ASSIGNED) == {cast.officer.pk}


def test_what_cannot_be_assigned_is_said_beside_the_field(cast, report):
    line = cast.season.phases.get(phase=Phase.SELF_SCORING).due_at

    assert problems(cast, report) == ["criteria"]
    assert problems(cast, report, "I.1", assignee=cast.head) == ["assignee"]
    assert problems(cast, report, "I.1", due_at=clock.now() - DUE) == ["due_at"]
    assert problems(cast, report, "I.1", due_at=line) == ["due_at"]


@pytest.mark.parametrize("person", ["head", "official", "neighbour"])
def test_only_the_units_people_assign(cast, report, person):
    with pytest.raises(Denied):
        assign(cast, report, "I.1", by=getattr(cast, person))


def test_nothing_is_assigned_of_a_report_that_was_sent(cast, report):
    Report.objects.filter(pk=report.pk).update(
        state=ReportState.SUBMITTED, signed_at=clock.now(), signed_by=cast.leader
    )

    with pytest.raises(Conflict):
        assign(cast, report, "I.1")


def test_a_part_passes_to_another_colleague_with_its_trace(cast, report):
    given = assign(cast, report, "I.1")

    deeds.change(given, part(cast, "II.1", assignee=cast.leader), by=cast.officer)

    given.refresh_from_db()
    assert (given.assignee, codes(given)) == (cast.leader, ["II.1"])
    line = AuditEntry.objects.about(report).latest("number")
    assert (line.before["person"], line.after["person"]) == (cast.officer.pk, cast.leader.pk)
    assert steps.told(Event.REPORT_PART_CHANGED) == {cast.leader.pk}


def test_a_withdrawn_part_is_asked_no_more(cast, report):
    given = deeds.withdraw(assign(cast, report, "I.1"), by=cast.leader)

    assert (given.withdrawn_by, tasks(cast.officer)) == (cast.leader, [])
    assert steps.told(Event.REPORT_PART_WITHDRAWN) == {cast.officer.pk}
    with pytest.raises(Conflict):
        deeds.withdraw(given, by=cast.leader)


def test_it_is_a_task_of_the_colleague_until_it_is_filled_in(cast, report):
    given = assign(cast, report, "I.1", "II.1")
    before = tasks(cast.officer)
    steps.save(cast, report, {"I.1": {"actual": "40"}})
    half = tasks(cast.officer)
    steps.save(cast, report, {"II.1": {"count": "1"}})

    assert (before, half, tasks(cast.officer)) == ([given.due_at], [given.due_at], [])
    assert tasks(cast.leader) == []


def test_it_locks_nobody_out(cast, report):
    assign(cast, report, "I.1", assignee=cast.officer)

    steps.save(cast, report, {"I.1": {"actual": "40"}}, by=cast.leader)

    assert list(steps.stored(report)) == ["I.1"]


def row(response):
    return [cell.text or cell.value for cell in response.context["table"].rows[0].cells]


def test_the_page_says_how_far_it_is_and_whether_it_is_overdue(cast, report):
    given = assign(cast, report, "I.1", "II.1")
    steps.save(cast, report, {"I.1": {"actual": "40"}})
    address, person = reverse("report-parts", args=[report.pk]), signed_in(cast.leader)

    assert row(person.get(address))[1:5] == ["I.1, II.1", given.due_at, "đang nhập", "1/2"]
    ReportPart.objects.update(due_at=clock.now() - DUE)
    assert row(person.get(address))[3] == "quá hạn"
    steps.save(cast, report, {"II.1": {"count": "1"}})
    assert row(person.get(address))[3:5] == ["đã nhập đủ", "2/2"]


def test_a_colleague_whose_post_ended_is_marked(cast, report):
    assign(cast, report, "I.1")
    cast.officer.appointments.update(to_on=clock.today() - dt.timedelta(days=1))

    response = signed_in(cast.leader).get(reverse("report-parts", args=[report.pk]))

    assert "không còn vị trí tại đơn vị" in response.text


def test_it_is_assigned_changed_and_withdrawn_on_the_pages(cast, report):
    person, leaf = signed_in(cast.leader), steps.leaf(cast)
    address = reverse("report-parts", args=[report.pk])
    said = {"assignee": cast.officer.pk, "criteria": [leaf.pk], "due_at": "17:00 31/12/2020"}
    late = person.post(address, said)
    said["due_at"] = (clock.now() + DUE).astimezone(clock.ZONE).strftime("%H:%M %d/%m/%Y")
    person.post(address, said)
    given = ReportPart.objects.get()
    person.post(reverse("report-part", args=[given.pk]), {**said, "note": "Gấp"})
    person.post(reverse("report-part-withdraw", args=[given.pk]))

    assert list(late.context["form"].errors) == ["due_at"]
    given.refresh_from_db()
    assert (given.note, given.withdrawn_by) == ("Gấp", cast.leader)
