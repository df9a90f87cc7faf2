"""Figures that the authority or the head enters for the units: who, until when, and what follows from them."""

import json
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from clusters.enums import Event, Phase, ReportState, ScoreKind, Supplier
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import AuditEntry, Evidence, Headship, Result, Score
from clusters.policies import supply as policy
from clusters.queries import finding as findings
from clusters.queries import report as pages
from clusters.services import evidence as proofs
from clusters.services import result as writing
from clusters.services import supply
from tests import factories

D = Decimal
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"


@pytest.fixture
def supplied(cast):
    """III.1 is judged by the authority, II.2 counted by the head; every unit has a draft."""
    cast.table.criteria.filter(code="III.1").update(rule_type="judged", parameters={}, supplier=Supplier.AUTHORITY)
    cast.table.criteria.filter(code="II.2").update(supplier=Supplier.HEAD)
    cast.judged = cast.table.criteria.get(code="III.1")
    cast.counted = cast.table.criteria.get(code="II.2")
    cast.own, cast.heads, cast.deputys = map(factories.report, (cast.unit, cast.head_unit, cast.deputy_unit))
    return cast


def phase(cast, now):
    cast.season.phase = now
    cast.season.save(update_fields=["phase"])


def enter(cast, points, by=None, seen=None, **more):
    """Points of III.1 by report."""
    given = {report: ({"points": each}, "") for report, each in points.items()}
    return supply.enter(cast.season, cast.judged, given, by=by or cast.official, seen=seen or {}, **more)


def stored(cast):
    found = Result.objects.filter(criterion=cast.judged).order_by("report")
    return {row.report_id: (row.inputs, row.value, row.version) for row in found}


def may(cast, criterion, person):
    return bool(policy.may_supply_figures(getattr(cast, person), cast.season, criterion))


def test_figures_are_written_for_several_units_at_once(supplied):
    assert enter(supplied, {supplied.own: "3", supplied.heads: "4.5"}) == 2

    assert stored(supplied) == {
        supplied.own.pk: ({"points": "3"}, 3, 1),
        supplied.heads.pk: ({"points": "4.5"}, D("4.5"), 1),
    }
    entry = AuditEntry.objects.about(supplied.own).get()
    assert (entry.event, entry.actor, entry.before, entry.after) == (
        Event.REPORT_SUPPLIED,
        supplied.official,
        {"III.1": {}},
        {"III.1": {"points": "3", "note": ""}},
    )


def test_what_stands_already_is_left_alone(supplied):
    enter(supplied, {supplied.own: "3"})

    assert enter(supplied, {supplied.own: "3.0"}) == 0
    assert stored(supplied)[supplied.own.pk][2] == 1


def test_a_second_writer_is_told_and_sees_both(supplied):
    enter(supplied, {supplied.own: "3"})

    with pytest.raises(Stale) as stale:
        enter(supplied, {supplied.own: "4", supplied.heads: "1"}, by=supplied.official2)

    assert {key: row.inputs for key, row in stale.value.theirs.items()} == {str(supplied.own.pk): {"points": "3"}}
    assert supplied.heads.pk not in stored(supplied)
    assert enter(supplied, {supplied.own: "4"}, by=supplied.official2, seen={supplied.own.pk: 1}) == 1


def test_nothing_is_written_when_one_figure_is_wrong(supplied):
    with pytest.raises(Invalid) as invalid, translation.override("en"):
        enter(supplied, {supplied.own: "3", supplied.heads: "5.5"})

    assert invalid.value.problems == {
        str(supplied.heads.pk): f"{supplied.head_unit}: III.1: Points judged: not above 5."
    }
    assert stored(supplied) == {}


@pytest.mark.parametrize(
    ("person", "judges", "counts"),
    [
        ("official", True, False),
        ("head", False, True),
        ("deputy", False, True),
        ("officer", False, False),
        ("council", False, False),
        ("neighbour_official", False, False),
    ],
)
def test_who_enters_what(supplied, person, judges, counts):
    found = may(supplied, supplied.judged, person), may(supplied, supplied.counted, person)

    assert found == (judges, counts)


def test_the_head_counts_for_the_others_and_the_deputy_for_the_head(supplied):
    def count(report, by):
        return supply.enter(supplied.season, supplied.counted, {report: ({"count": "1"}, "")}, by=by, seen={})

    assert count(supplied.own, supplied.head) == 1
    assert count(supplied.deputys, supplied.head) == 1
    assert count(supplied.heads, supplied.deputy) == 1
    for report, by in [(supplied.heads, supplied.head), (supplied.own, supplied.deputy)]:
        with pytest.raises(Denied):
            count(report, by)


def test_without_a_deputy_the_official_counts_for_the_head(supplied):
    Headship.objects.filter(season=supplied.season, participant=supplied.deputy_unit).delete()

    assert not may(supplied, supplied.counted, "deputy")
    assert may(supplied, supplied.counted, "official")


@pytest.mark.parametrize(
    ("now", "allowed"),
    [(Phase.PACT, False), (Phase.RUNNING, True), (Phase.MEETING, True), (Phase.SUBMITTED, False)],
)
def test_from_the_running_phase_until_the_year_is_submitted(supplied, now, allowed):
    phase(supplied, now)

    assert may(supplied, supplied.judged, "official") is allowed


def test_nothing_is_entered_once_the_ranking_is_sealed(supplied):
    factories.standing(supplied.season)

    with pytest.raises(Conflict):
        enter(supplied, {supplied.own: "3"})


def test_the_unit_neither_enters_nor_is_asked(supplied):
    phase(supplied, Phase.SELF_SCORING)
    cell = {supplied.judged: ({"points": "5"}, "")}

    with pytest.raises(Invalid):
        writing.enter(supplied.own, cell, by=supplied.officer, seen={})
    paper = SimpleUploadedFile("a.pdf", PDF)
    with pytest.raises(Invalid):
        proofs.add(supplied.own, supplied.judged, paper, by=supplied.officer, declared=True)
    lines, _sheet = pages.lines_of(supplied.own)
    asked = {line.criterion.code for line in lines if not line.is_group and line.is_asked}
    assert (asked, set(findings.of_report(supplied.own, lines).obstacles.blank)) == (
        {"I.1", "I.2", "II.1", "IV.1"},
    ) * 2


def test_a_figure_that_comes_late_changes_what_was_sent_in(supplied):
    phase(supplied, Phase.SELF_SCORING)
    supplied.own.state = ReportState.SUBMITTED
    supplied.own.signed_at, supplied.own.signed_by = supplied.judged.version.published_at, supplied.leader
    supplied.own.save()
    factories.score(supplied.own, "III.1", 0)

    enter(supplied, {supplied.own: "4"})

    row = Score.objects.get(report=supplied.own, criterion=supplied.judged, kind=ScoreKind.SELF)
    assert (row.points, row.version) == (4, 2)


def test_one_paper_proves_the_figures_of_every_unit(supplied):
    paper = SimpleUploadedFile("ket-qua.pdf", PDF)
    enter(supplied, {supplied.own: "3", supplied.heads: "4"}, upload=paper)

    found = Evidence.objects.filter(criterion=supplied.judged).order_by("report")
    assert [(each.report_id, each.file.name) for each in found] == [
        (supplied.own.pk, "ket-qua.pdf"),
        (supplied.heads.pk, "ket-qua.pdf"),
    ]
    with pytest.raises(Denied):
        proofs.remove(found[0], by=supplied.officer)


def address(cast, criterion):
    return reverse("supply", args=[cast.season.pk, criterion.pk])


def posted(client, cast, values, **more):
    """The page as drawn, with these points by report."""
    form = client.get(address(cast, cast.judged)).context["sheet"]
    data = {bound.html_name: bound.value() if bound.value() is not None else "" for bound in form}
    data = {name: json.dumps(value) if isinstance(value, dict) else value for name, value in data.items()}
    data |= {f"c{report.pk}-points": value for report, value in values.items()}
    return client.post(address(cast, cast.judged), data | more)


def test_the_page_saves_the_rows_that_were_touched(client, supplied):
    client.force_login(supplied.official)

    answer = posted(client, supplied, {supplied.own: "3,5"})

    assert (answer.status_code, answer.url) == (302, address(supplied, supplied.judged))
    assert stored(supplied) == {supplied.own.pk: ({"points": "3.5"}, D("3.5"), 1)}


def test_the_page_keeps_what_was_typed_when_a_figure_is_wrong(client, supplied):
    client.force_login(supplied.official)

    answer = posted(client, supplied, {supplied.own: "9", supplied.heads: "2"})

    assert answer.status_code == 200
    assert answer.context["sheet"][f"c{supplied.own.pk}-points"].errors
    assert answer.context["sheet"][f"c{supplied.heads.pk}-points"].value() == "2"
    assert stored(supplied) == {}


def test_the_page_shows_both_versions(client, supplied):
    client.force_login(supplied.official)
    enter(supplied, {supplied.own: "3"})

    answer = posted(client, supplied, {supplied.own: "4"}, seen="{}")

    assert [versions[1:] for versions in answer.context["sheet"].all_versions()] == [("4 điểm", "3 điểm")]


def test_a_paper_alone_goes_to_the_units_that_have_figures(client, supplied):
    client.force_login(supplied.official)
    assert posted(client, supplied, {}, paper=SimpleUploadedFile("a.pdf", PDF)).context["paper"].errors
    enter(supplied, {supplied.own: "3"})

    posted(client, supplied, {}, paper=SimpleUploadedFile("a.pdf", PDF))

    assert [each.report for each in Evidence.objects.filter(criterion=supplied.judged)] == [supplied.own]


def test_the_list_says_how_far_each_criterion_is(client, supplied):
    client.force_login(supplied.official)
    enter(supplied, {supplied.own: "3"})
    factories.report(factories.participant(supplied.season))

    rows = client.get(reverse("supplied", args=[supplied.season.pk])).context["table"].rows

    assert [(row.cells[0].url, row.cells[3].text) for row in rows] == [
        ("", "0/4"),
        (address(supplied, supplied.judged), "1/4"),
    ]
