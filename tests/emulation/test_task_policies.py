"""The bulk answers of the board against the policies, which answer for one thing at a time."""

from datetime import timedelta

import pytest

from awards.enums import NominationState
from awards.policies import award_decision, nomination
from clusters import clock
from clusters.enums import PactState, Phase, ReportState, Supplier
from clusters.models import Headship
from clusters.policies import assessment, pact, report, season, signature, standing, supply
from clusters.queries import post, ranking
from clusters.queries.signing_place import Place, of_witness
from clusters.validating import Obstacles
from emulation.queries import board as boards
from emulation.queries import task as tasks
from tests import factories

pytestmark = pytest.mark.django_db
PEOPLE = [
    "officer",
    "leader",
    "head",
    "head_leader",
    "deputy",
    "official",
    "council",
    "auditor",
    "neighbour",
    "neighbour_official",
]
HEADS = ["both", "no head", "neither"]


def _kinds(person) -> set[str]:
    return {task.kind for task in tasks.of(person).due}


def _headships(cast, left):
    yesterday = clock.today() - timedelta(days=1)
    gone = {"both": [], "no head": ["head"], "neither": ["head", "deputy"]}[left]
    Headship.objects.filter(season=cast.season, role__in=gone).update(to_on=yesterday)


def _phase(cast, phase):
    cast.season.phase = phase
    cast.season.save(update_fields=["phase"])


@pytest.mark.parametrize("left", HEADS)
def test_who_verifies_whom(cast, left):
    _headships(cast, left)
    for name in PEOPLE:
        person = getattr(cast, name)
        said = {unit.pk: year.verifies(unit) for year in boards.of(person).years for unit in year.units}
        own = (cast.unit, cast.head_unit, cast.deputy_unit)
        assert [said.get(unit.pk, False) for unit in own] == [post.verifies(person, unit) for unit in own], name


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("state", ReportState)
def test_reports(cast, phase, state):
    _phase(cast, phase)
    one = factories.report(cast.unit, state=state)
    rules = {
        "verify": report.may_accept_report,
        "score": assessment.may_score_report,
        "submit_report": report.may_submit_report,
    }
    for name in PEOPLE:
        person, kinds = getattr(cast, name), _kinds(getattr(cast, name))
        assert {kind for kind, rule in rules.items() if rule(person, one)} == kinds & set(rules), name
        edits = kinds & {"fill_report", "mend_report"}
        assert not edits or report.may_edit_report(person, one), name
        assert "sign_report" not in kinds or report.may_sign_report(person, one, Obstacles()), name


@pytest.mark.parametrize("phase", [Phase.SELF_SCORING, Phase.CROSS_CHECKING, Phase.VERIFYING, Phase.MEETING])
@pytest.mark.parametrize("supplier", [Supplier.HEAD, Supplier.AUTHORITY])
@pytest.mark.parametrize("left", HEADS)
def test_figures_for_the_units_are_asked_of_whoever_enters_them(cast, phase, supplier, left):
    _headships(cast, left)
    _phase(cast, phase)
    cast.table.criteria.filter(code="II.2").update(supplier=supplier)
    for unit in (cast.unit, cast.head_unit, cast.deputy_unit):
        factories.report(unit)
    criterion = cast.table.criteria.get(code="II.2")
    for name in PEOPLE:
        person = getattr(cast, name)
        asked = "supply" in _kinds(person)
        assert asked == bool(supply.may_supply_figures(person, cast.season, criterion)), name


@pytest.mark.parametrize("phase", [each for each in Phase if each != Phase.CLOSED])
@pytest.mark.parametrize("left", HEADS)
def test_phases_are_offered_only_to_their_owner(cast, phase, left):
    _headships(cast, left)
    _phase(cast, phase)
    cast.season.phases.update(due_at=clock.now())
    for name in PEOPLE:
        person = getattr(cast, name)
        here = {task.kind for task in tasks.of(person).due if task.season == str(cast.season)}
        assert ("phase" in here) == bool(season.may_advance_season(person, cast.season)), name


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("state", PactState)
def test_the_pact(cast, phase, state):
    _phase(cast, phase)
    agreed = {"agreed_at": clock.now(), "agreed_by": cast.head, "frozen_text": "x", "frozen_hash": "1" * 64}
    named = {"witness_body": "Bộ Thử nghiệm"}
    one = factories.pact(cast.season, state=state, **named, **({} if state == PactState.DRAFT else agreed))
    for name in PEOPLE[:-2]:
        person, kinds = getattr(cast, name), _kinds(getattr(cast, name))
        units = [cast.unit, cast.head_unit, cast.deputy_unit]
        signs = any(signature.may_sign(person, Place(one, unit)) for unit in units)
        attaches = any(signature.may_attach(person, Place(one, unit)) for unit in units)
        assert ("sign_pact" in kinds, "attach_pact" in kinds) == (signs, attaches and not signs), name
        assert ("witness_pact" in kinds) == bool(signature.may_sign(person, of_witness(one))), name
        assert ("targets" in kinds) == any(pact.may_set_targets(person, unit, one) for unit in units), name
        assert ("agree_pact" in kinds) == bool(pact.may_agree_pact(person, one)), name


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("left", HEADS)
def test_sealing(cast, phase, left):
    """Nothing came in: nobody seals. Everything verified (the table has no lines here): the head does."""
    _headships(cast, left)
    _phase(cast, phase)
    cast.season.table.criteria.filter(parent__isnull=False).update(rule_type="")
    factories.report(cast.unit, state=ReportState.ACCEPTED)
    live = ranking.live(cast.season)
    for name in PEOPLE[:-2]:
        person = getattr(cast, name)
        assert ("seal" in _kinds(person)) == bool(standing.may_seal_ranking(person, live)), name


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("state", [NominationState.PROPOSED, NominationState.RETURNED, NominationState.APPROVED])
def test_nominations(cast, phase, state):
    _phase(cast, phase)
    sealed = factories.standing(cast.season)
    award = factories.award()
    factories.quota(cast.season, award, places=2)
    stamp = {} if state == NominationState.PROPOSED else {"appraised_at": clock.now(), "appraised_by": cast.official}
    placing = sealed.placings.get(participant=cast.unit)
    more = {"placing": placing, "reason": "x" if state == NominationState.RETURNED else ""}
    one = factories.nomination(cast.unit, award, by=cast.official, state=state, **stamp, **more)
    inherited = {cast.ministry.pk}
    for name in PEOPLE[:-2]:
        person, kinds = getattr(cast, name), _kinds(getattr(cast, name))
        decides = award_decision.may_issue_award_decision(person, cast.ministry)
        assert kinds & {"appraise", "mend_nomination", "nominate", "decide"} == {
            *(["appraise"] if nomination.may_approve_nomination(person, one) else []),
            *(["mend_nomination"] if nomination.may_propose_nomination_again(person, one) else []),
            *(["nominate"] if nomination.may_propose_nomination(person, cast.season) else []),
            *(["decide"] if decides and award_decision.may_decide_nomination(cast.ministry, inherited, one) else []),
        }, name
