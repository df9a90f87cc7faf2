from datetime import timedelta

import pytest
from django.urls import reverse

from awards.enums import NominationState
from clusters import clock
from clusters.enums import PactState, Phase, ReportState, Role, ScoreKind, SignerCapacity, Supplier
from clusters.models import Extension, Headship, PactAnnex, Result, Score, SeasonPhase, Signature
from emulation.queries import task as tasks
from tests import factories

pytestmark = pytest.mark.django_db
FROZEN = {"frozen_text": "x", "frozen_hash": "1" * 64, "agreed_at": clock.now()}


def _kinds(person) -> list[str]:
    return [task.kind for task in tasks.of(person).due]


def _waits(person) -> list[str]:
    return [(task.kind, task.holder) for task in tasks.of(person).waiting]


def _phase(cast, phase, **due):
    cast.season.phase = phase
    cast.season.save(update_fields=["phase"])
    for name, moment in due.items():
        SeasonPhase.objects.filter(season=cast.season, phase=name).update(due_at=moment)


def _in(**delta):
    return clock.now() + timedelta(**delta)


def _signing(cast):
    return factories.pact(cast.season, state=PactState.SIGNING, agreed_by=cast.head, **FROZEN)


def test_nothing_is_due_while_the_year_runs(cast):
    assert {_kinds(p)[0] if _kinds(p) else None for p in (cast.officer, cast.leader, cast.council)} == {None}


def test_the_leader_signs_the_pact_or_the_officer_attaches_the_signed_paper(cast):
    _phase(cast, Phase.PACT, pact=_in(days=3))
    _signing(cast)

    assert (_kinds(cast.leader), _kinds(cast.officer)) == (["sign_pact"], ["attach_pact"])


def test_the_official_signs_as_witness_where_the_pact_names_one(cast):
    _phase(cast, Phase.PACT)
    pact = _signing(cast)
    unasked = _kinds(cast.official)
    pact.witness_body = "Bộ Thử nghiệm"
    pact.save(update_fields=["witness_body"])
    asked = _kinds(cast.official)
    signed = {"text_hash": pact.frozen_hash, "signed_at": clock.now(), "signed_by": cast.official}
    pact.signatures.create(capacity=SignerCapacity.WITNESS, **signed)

    assert (unasked, asked, _kinds(cast.official)) == ([], ["witness_pact"], [])


def test_a_signature_settles_it(cast):
    _phase(cast, Phase.PACT)
    pact = _signing(cast)
    pact.signatures.create(
        participant=cast.unit, text_hash=pact.frozen_hash, signed_at=clock.now(), signed_by=cast.leader
    )

    assert (_kinds(cast.leader), _waits(cast.leader)) == ([], [("year_waits", "Sở B, Sở C")])


def _joined_late(cast):
    """A unit of the officer and the leader that joined after all had signed."""
    pact = _signing(cast)
    pact.state, pact.agreed_at = PactState.SIGNED, _in(days=-9)
    pact.save(update_fields=["state", "agreed_at"])
    unit = factories.participant(cast.season, factories.organisation("Sở Mới"))
    unit.admitted_at, unit.admitted_by = clock.now(), cast.official
    unit.save(update_fields=["admitted_at", "admitted_by"])
    people = [factories.appointed(unit.organisation, role) for role in (Role.OFFICER, Role.LEADER)]
    return pact, unit, *people


def test_a_unit_that_joined_late_is_led_through_its_annex(cast):
    pact, unit, officer, leader = _joined_late(cast)
    first = (_kinds(officer), _kinds(cast.head))
    factories.target(unit, cast.table.criteria.get(code="I.1"), 70)
    promised = (_kinds(officer), _kinds(cast.head), _kinds(cast.deputy))
    stamp = {"drawn_up_at": clock.now(), "drawn_up_by": cast.head}
    annex = PactAnnex.objects.create(pact=pact, participant=unit, number=1, text="x", text_hash="2" * 64, **stamp)
    drawn_up = (_kinds(officer), _kinds(leader), _kinds(cast.head), _kinds(cast.head_leader), _kinds(cast.officer))
    signed = {"pact": pact, "annex": annex, "text_hash": annex.text_hash, "signed_at": clock.now()}
    Signature.objects.create(participant=unit, signed_by=leader, **signed)
    by_unit = (_kinds(officer), _kinds(cast.head))
    Signature.objects.create(
        participant=cast.head_unit, signed_by=cast.head_leader, capacity=SignerCapacity.HEAD, **signed
    )

    assert first == (["targets"], [])
    assert promised == ([], ["draw_up_annex"], [])
    assert drawn_up == (["attach_annex"], ["sign_annex"], ["attach_annex"], ["sign_annex"], [])
    assert by_unit == ([], ["attach_annex"])
    assert (_kinds(leader), _kinds(cast.head_leader)) == ([], [])


def test_targets_are_asked_for_while_the_pact_is_a_draft(cast):
    _phase(cast, Phase.PACT)
    factories.pact(cast.season)

    assert (_kinds(cast.officer), _kinds(cast.head)) == (["targets"], ["targets", "agree_pact"])


def test_the_report_in_all_its_states(cast):
    _phase(cast, Phase.SELF_SCORING)
    seen = {}
    for state in ReportState:
        report = factories.report(cast.unit, state=state)
        seen[state] = (_kinds(cast.officer), _kinds(cast.leader))
        report.delete()

    assert seen == {
        ReportState.DRAFT: (["fill_report"], ["sign_report"]),
        ReportState.SIGNED: (["submit_report"], ["submit_report"]),
        ReportState.RETURNED: (["mend_report"], ["mend_report"]),
        ReportState.SUBMITTED: ([], []),
        ReportState.ACCEPTED: ([], []),
    }


def test_a_returned_report_shows_its_reason_and_is_due_while_the_cluster_verifies(cast):
    due = _in(days=9)
    _phase(cast, Phase.SELF_SCORING, self_scoring=_in(days=-2), verifying=due)
    report = factories.report(cast.unit, state=ReportState.RETURNED)

    (task,) = tasks.of(cast.officer).due

    assert (task.note, task.due, task.url) == ("Thiếu minh chứng", due, reverse("report-edit", args=[report.pk]))


def test_more_time_moves_the_due_moment(cast):
    _phase(cast, Phase.SELF_SCORING, self_scoring=_in(days=-2))
    factories.report(cast.unit)
    until = _in(days=2)
    Extension.objects.create(
        participant=cast.unit, until=until, reason="x", granted_at=_in(days=-1), granted_by=cast.head
    )

    desk = tasks.of(cast.officer)

    assert (desk.overdue, [task.due for task in desk.dated]) == ([], [until])


def test_when_verifying_has_begun_more_time_must_be_asked_for(cast):
    _phase(cast, Phase.VERIFYING)
    factories.report(cast.unit)

    assert _kinds(cast.officer) == ["report_too_late"]


def test_the_head_verifies_all_units_but_its_own(cast):
    _phase(cast, Phase.VERIFYING)
    for unit in (cast.unit, cast.head_unit, cast.deputy_unit):
        factories.report(unit, state=ReportState.SUBMITTED)

    about = {p: [(t.kind, t.unit) for t in tasks.of(p).due] for p in (cast.head, cast.deputy, cast.official)}

    assert about == {cast.head: [("verify", "Sở A, Sở C")], cast.deputy: [("verify", "Sở B")], cast.official: []}


def test_without_head_and_deputy_it_falls_to_the_official(cast):
    _phase(cast, Phase.VERIFYING)
    Headship.objects.filter(season=cast.season).update(to_on=clock.today() - timedelta(days=1))
    factories.report(cast.unit, state=ReportState.SUBMITTED)

    assert (_kinds(cast.head), _kinds(cast.official)) == ([], ["verify", "headship"])


def test_figures_of_a_unit_are_asked_for_until_they_are_there(cast):
    _phase(cast, Phase.SELF_SCORING, verifying=_in(days=9))
    cast.table.criteria.filter(code="II.2").update(supplier=Supplier.AUTHORITY)
    reports = [factories.report(unit) for unit in (cast.unit, cast.head_unit)]

    (task,) = [each for each in tasks.of(cast.official).due if each.kind == "supply"]
    assert (task.unit, task.url) == ("Sở A, Sở B", reverse("supplied", args=[cast.season.pk]))

    for one in reports:
        criterion = cast.table.criteria.get(code="II.2")
        Result.objects.create(
            report=one, criterion=criterion, inputs={"count": "0"}, updated_by=cast.official, updated_at=clock.now()
        )
    assert "supply" not in _kinds(cast.official)


def test_scoring_then_sealing(cast):
    _phase(cast, Phase.VERIFYING)
    report = factories.report(cast.unit, state=ReportState.ACCEPTED)
    before = _kinds(cast.head)
    for leaf in cast.table.criteria.exclude(rule_type=""):
        for kind in (ScoreKind.SELF, ScoreKind.HEAD):
            Score.objects.create(
                report=report, criterion=leaf, kind=kind, points=1, scored_at=clock.now(), scored_by=cast.head
            )

    assert (before, _kinds(cast.head)) == (["score"], ["seal", "phase"])


def test_the_head_nominates_while_places_are_free(cast):
    _phase(cast, Phase.MEETING)
    factories.standing(cast.season)
    award = factories.award()
    factories.quota(cast.season, award, places=1)
    before = _kinds(cast.head)
    factories.nomination(cast.unit, award, by=cast.head)

    assert (before, _kinds(cast.head)) == (["nominate", "phase"], ["phase"])


def test_nobody_appraises_what_they_proposed(cast):
    _phase(cast, Phase.SUBMITTED)
    factories.nomination(cast.unit, factories.award(), by=cast.official)

    assert (_kinds(cast.official), _kinds(cast.official2)) == ([], ["appraise"])


def test_approved_nominations_wait_for_a_decision_returned_ones_for_the_head(cast):
    _phase(cast, Phase.SUBMITTED)
    factories.standing(cast.season)
    stamp = {"appraised_at": clock.now(), "appraised_by": cast.official}
    factories.nomination(cast.unit, factories.award(), state=NominationState.APPROVED, **stamp)
    factories.nomination(cast.head_unit, factories.award(), state=NominationState.RETURNED, reason="x", **stamp)

    assert (_kinds(cast.official2), _kinds(cast.head)) == (["decide"], ["mend_nomination"])


def test_a_year_being_prepared_lacks_table_and_head(cast):
    season = factories.season(cast.cluster, year=2035, phase=Phase.PREPARING)

    due = [(task.kind, task.season) for task in tasks.of(cast.official).due]

    assert due == [("table", str(season)), ("headship", str(season))]


def test_the_administrator_appoints_missing_leaders(cast):
    administrator = factories.appointed(cast.ministry, Role.ADMINISTRATOR)

    assert [(t.kind, t.unit) for t in tasks.of(administrator).due] == [("leader", "Sở C")]


def test_overdue_then_soonest_then_undated(cast):
    _phase(cast, Phase.SELF_SCORING, self_scoring=_in(days=5))
    factories.report(cast.unit)
    late = factories.season(factories.cluster(cast.ministry), phase=Phase.PACT, table=cast.table)
    SeasonPhase.objects.filter(season=late, phase=Phase.PACT).update(due_at=_in(days=-1))
    factories.participant(late, cast.unit.organisation)
    factories.pact(late)
    undated = factories.season(factories.cluster(cast.ministry), phase=Phase.PACT, table=cast.table)
    factories.participant(undated, cast.unit.organisation)
    factories.pact(undated)

    desk = tasks.of(cast.officer)

    assert [[t.kind for t in part] for part in (desk.overdue, desk.dated, desk.undated)] == [
        ["targets"],
        ["fill_report"],
        ["targets"],
    ]


def test_a_submitted_report_waits_for_whoever_verifies_it(cast):
    _phase(cast, Phase.SELF_SCORING)
    factories.report(cast.unit, state=ReportState.SUBMITTED)

    ((kind, holder),) = _waits(cast.officer)

    assert (kind, "Sở B" in holder) == ("report_waits", True)


def test_nobody_sees_the_tasks_next_door(cast):
    _phase(cast, Phase.VERIFYING)
    factories.report(cast.unit, state=ReportState.SUBMITTED)

    assert _kinds(cast.neighbour) + _kinds(cast.neighbour_official) == []


def test_within_the_days_of_grace_nothing_is_overdue_and_the_last_moment_is_shown(cast):
    due = _in(days=-2)
    _phase(cast, Phase.SELF_SCORING, self_scoring=due)
    factories.report(cast.unit)
    factories.terms(cast.cluster, grace_days=3)

    desk = tasks.of(cast.officer)

    assert (desk.overdue, [task.due for task in desk.dated]) == ([], [due + timedelta(days=3)])


def test_after_the_days_of_grace_the_report_is_overdue(cast):
    _phase(cast, Phase.SELF_SCORING, self_scoring=_in(days=-4))
    factories.report(cast.unit)
    factories.terms(cast.cluster, grace_days=3)

    assert [task.kind for task in tasks.of(cast.officer).overdue] == ["fill_report"]
