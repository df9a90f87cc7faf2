from decimal import Decimal

import pytest

from clusters import clock
from clusters.enums import Phase, ScoreKind
from clusters.models import Participant, Result, Score, Submission, Succession
from emulation.queries.dashboard import scope as scopes
from emulation.queries.dashboard import target, target_table, unit
from emulation.queries.dashboard.page import Dashboard
from emulation.queries.dashboard.scope import Scope
from tests import factories

pytestmark = pytest.mark.django_db


def _scope(ministry, **narrower) -> Scope:
    return Scope(scopes.seasons_run_by(ministry.official), ministry.season.year, **narrower)


ALL = [{"low": None, "high": None, "points": "5"}]
PERCENTAGES = [("bands", {"bands": ALL}), ("backlog", {"bands": ALL}), ("proportional", {"of": "percentage"})]


def _ratio(ministry, rule="bands", parameters=PERCENTAGES[0][1]):
    parent = ministry.season.table.criteria.get(code="II")
    fields = {"parent": parent, "unit_of_measure": "%"}
    return factories.criterion(ministry.season.table, "II.9", 10, rule, parameters, **fields)


@pytest.mark.parametrize(("rule", "parameters"), PERCENTAGES)
def test_a_percentage_is_sum_over_sum_never_a_mean_of_means(ministry, rule, parameters):
    criterion = _ratio(ministry, rule, parameters)
    for participant, part, whole in zip(ministry.units[:2], ("10", "90"), ("10", "190"), strict=True):
        stamp = {"updated_at": clock.now(), "updated_by": ministry.official}
        inputs = {"numerator": part, "denominator": whole}
        Result.objects.create(report=participant.report, criterion=criterion, value=1, inputs=inputs, **stamp)

    (measured,) = [m for m in target.of(unit.of(_scope(ministry))) if m.criterion == criterion]

    assert measured.figure("result") == Decimal("50.00")


def test_targets_of_a_percentage_are_weighted_by_what_they_speak_of(ministry):
    criterion = _ratio(ministry)
    for participant, promised, whole in zip(ministry.units[:2], (100, 50), ("10", "190"), strict=True):
        factories.target(participant, criterion, promised)
        stamp = {"updated_at": clock.now(), "updated_by": ministry.official}
        inputs = {"numerator": "5", "denominator": whole}
        Result.objects.create(report=participant.report, criterion=criterion, value=1, inputs=inputs, **stamp)

    (measured,) = [m for m in target.of(unit.of(_scope(ministry))) if m.criterion == criterion]

    assert measured.figure("target") == Decimal("52.50")


@pytest.mark.parametrize(
    ("code", "rule", "parameters", "met"),
    [
        ("II.9", "proportional", {}, [False, True]),
        ("II.9", "proportional", {"better": "lower"}, [True, False]),
        ("II.9", "deduction", {"per_case": "1"}, [True, False]),
        ("IV.9", "penalty_per_case", {"per_case": "1"}, [True, False]),
    ],
)
def test_the_rule_says_on_which_side_of_the_target_it_is_met(ministry, code, rule, parameters, met):
    parent = ministry.season.table.criteria.get(code=code.partition(".")[0])
    fields = {"parent": parent, "section": parent.section}
    criterion = factories.criterion(ministry.season.table, code, 5, rule, parameters, **fields)
    for participant, reached in zip(ministry.units[:2], (9, 11), strict=True):
        factories.target(participant, criterion, 10)
        stamp = {"updated_at": clock.now(), "updated_by": ministry.official}
        Result.objects.create(report=participant.report, criterion=criterion, value=reached, inputs={}, **stamp)

    (measured,) = [m for m in target.of(unit.of(_scope(ministry))) if m.criterion == criterion]

    assert [measured.has_met(measured.items[each.pk]) for each in ministry.units[:2]] == met


def test_a_percentage_meets_its_target_only_if_it_is_reached_exactly(ministry):
    """2,849,999 of 3,000,000 are stored as 95.0000 % and are less."""
    criterion = _ratio(ministry, *PERCENTAGES[2])
    participant = ministry.units[0]
    factories.target(participant, criterion, 95)
    inputs = {"numerator": "2849999", "denominator": "3000000"}
    stamp = {"updated_at": clock.now(), "updated_by": ministry.official}
    Result.objects.create(report=participant.report, criterion=criterion, value=95, inputs=inputs, **stamp)

    (measured,) = [m for m in target.of(unit.of(_scope(ministry))) if m.criterion == criterion]

    assert measured.figure("met") == 0


def test_timeliness_and_days_late(ministry):
    """To the day it first came in, or to today while it has not."""
    found = {each.timeliness.value: each.days_late for each in unit.of(_scope(ministry))}

    assert found == {"on_time": None, "late": 1, "returned": None, "overdue": 2}


def test_days_of_grace_are_not_overdue_yet(ministry):
    factories.terms(ministry.season.cluster, grace_days=3)

    assert unit.counts(unit.of(_scope(ministry)))["overdue"] == 0


def test_what_was_sent_first_decides_whether_it_was_late(ministry):
    """Sent late, returned, sent again."""
    report = ministry.units[1].report
    again = Submission(report=report, number="x", submitted_at=clock.now(), submitted_by=ministry.official)
    again.content, again.content_hash = {}, "0" * 64
    again.save()

    assert unit.counts(unit.of(_scope(ministry)))["late"] == 1


def _table(ministry, name, **narrower):
    (found,) = [table for table in Dashboard(_scope(ministry, **narrower)).tables if table.name == name]
    return found


def test_a_successor_reaches_back_and_says_so(ministry):
    """Last year's two are taken over by the fourth unit: its row tells both ranks, theirs are gone."""
    heir = ministry.units[3].organisation
    for old in ministry.units[:2]:
        Participant.objects.filter(season=ministry.season, organisation=old.organisation).update(left_on=clock.today())
        Succession.objects.create(organisation=heir, ancestor=old.organisation)

    rows = {row.cells[0].value: row.cells[1] for row in _table(ministry, "ranks").rows}

    names = [str(each.organisation) for each in ministry.units[:2]]
    assert str(heir) in rows
    assert not set(names) & set(rows)
    assert (rows[str(heir)].text, all(name in str(rows[str(heir)].note) for name in names)) == ("1; 2", True)


def _score(participant, code, points, kind=ScoreKind.SELF):
    criterion = participant.season.table.criteria.get(code=code)
    stamp = {"scored_at": clock.now(), "scored_by": factories.user()}
    Score.objects.create(report=participant.report, criterion=criterion, kind=kind, points=points, **stamp)


def test_who_leads_for_now_is_said_to_be_provisional(ministry):
    """The cluster's points overrule the self-score; penalties are taken off."""
    first, second = ministry.units[:2]
    _score(first, "I.1", 20)
    _score(first, "I.1", 10, ScoreKind.HEAD)
    _score(second, "I.1", 15)
    _score(second, "IV.1", 2)

    cell = _table(ministry, "clusters").rows[0].cells[-1]

    assert (cell.value, cell.tone) == (str(second), "unverified")
    assert cell.note.startswith("13 ")


def test_a_sealed_ranking_leads_to_itself(ministry):
    ministry.season.phase = Phase.MEETING
    ministry.season.save()
    standing = factories.standing(ministry.season)

    cell = _table(ministry, "clusters").rows[0].cells[-1]

    assert (cell.value, cell.url, cell.tone) == (str(ministry.units[0]), f"/standings/{standing.pk}/", "")


def test_honours_narrow_with_the_filter(ministry):
    other = factories.season(factories.cluster(ministry.authority), year=ministry.season.year)

    figures = [_table(ministry, "honours", cluster=cluster).total for cluster in (None, other.cluster_id)]

    assert (figures[0].cells[2].value, figures[1]) == (1, None)


def test_taken_places_do_not_count_what_was_withdrawn(ministry):
    assert [[cell.value for cell in row.cells[2:]] for row in _table(ministry, "awards").rows] == [[3, 2, 1]]


def test_the_year_of_today_is_shown_first(ministry):
    seasons = scopes.seasons_run_by(ministry.official)

    assert (scopes.default_year(seasons), scopes.default_year([])) == (clock.today().year, clock.today().year)


def _of_kind(ministry, rule, parameters, measure, promised, reported):
    """A criterion with what two units promise, and report as (inputs, value)."""
    version, parent = ministry.season.table, ministry.season.table.criteria.get(code="II")
    criterion = factories.criterion(version, "II.9", 5, rule, parameters, parent=parent, unit_of_measure=measure)
    stamp = {"updated_at": clock.now(), "updated_by": ministry.official}
    for participant, fields, (inputs, value) in zip(ministry.units[:2], promised, reported, strict=True):
        factories.target(participant, criterion, **fields)
        Result.objects.create(report=participant.report, criterion=criterion, value=value, inputs=inputs, **stamp)
    return next(m for m in target.of(unit.of(_scope(ministry))) if m.criterion == criterion)


def test_percentages_promised_as_two_numbers_are_their_own_sum_over_sum(ministry):
    promised = [
        {"value": 90, "numerator": Decimal(9), "denominator": Decimal(10)},
        {"value": "47.3684", "numerator": Decimal(90), "denominator": Decimal(190)},
    ]
    reported = [({"numerator": "1", "denominator": "1"}, 100), ({"numerator": "1", "denominator": "1"}, 100)]

    measured = _of_kind(ministry, "proportional", {"of": "percentage"}, "%", promised, reported)

    assert measured.figure("target") == Decimal("49.50")


def test_ranks_are_not_added_and_the_lower_one_meets(ministry):
    parameters = {"by": "rank", "bands": [{"low": "1", "high": None, "points": "5"}]}
    reported = [({"rank": "2"}, 2), ({"rank": "7"}, 7)]

    measured = _of_kind(ministry, "index_rank", parameters, "", [{"value": 3}, {"value": 5}], reported)

    assert (measured.figure("target"), measured.figure("result")) == (None, None)
    assert [item.unit.participant for item in measured.picked("met")] == [ministry.units[0]]
    rows = {row.cells[0].value: row.cells for row in target_table.rows(measured, "promised").rows}
    assert rows[str(ministry.units[0])][2].text == "hạng 3"


def test_yes_and_no_are_counted_where_they_were_promised(ministry):
    reported = [({"answer": True}, None), ({"answer": False}, None)]

    measured = _of_kind(ministry, "yes_no", {}, "", [{"value": 1}, {"value": 1}], reported)

    assert (measured.figure("target"), measured.figure("result"), measured.figure("met")) == (2, 1, 1)
