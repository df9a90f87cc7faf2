"""More of everything that a page of `tests.world` lists, so that its cost for many rows can be seen.

`prepare` adds the things that only pages of their own point to; each `grow` adds so many units, clusters, years, lines.
"""

from decimal import Decimal

from awards.enums import NominationState
from clusters import audit, clock
from clusters.enums import (
    Event,
    HeadshipRole,
    PactState,
    Phase,
    Role,
    ScoreKind,
    Supplier,
)
from clusters.models import (
    CommonTarget,
    Criterion,
    Organisation,
    Participant,
    Result,
    Score,
    Season,
    Signature,
    Succession,
    Target,
)
from clusters.services import standing as standings
from tests import factories, rooms
from tests import surroundings as around
from tests.world import ALSO

FROZEN = {"frozen_text": "Nội dung", "frozen_hash": "1" * 64, "witness_body": "Bộ Thử nghiệm"}
INPUTS = {
    "proportional": {"actual": "90"},
    "yes_no": {"answer": True},
    "count": {"count": "1"},
    "deduction": {"count": "1"},
    "penalty_per_case": {"count": "1"},
    "judged": {"points": "1"},
    "relative": {"actual": "90"},
    "lateness": {"due": "2026-04-29", "done": "2026-05-06"},
}


def prepare(world, cast) -> None:
    """A pact being signed, a sealed ranking, nominations in other states, and the people of a merged unit."""
    year = cast.season.year
    world.authority = cast.ministry
    world.signing = _year(world, cast, year + 2, Phase.PACT)
    agreed = {"agreed_at": clock.now(), "agreed_by": factories.user()}
    world.agreed = factories.pact(world.signing, state=PactState.SIGNING, **agreed, **FROZEN)
    world.sealed = _year(world, cast, year - 4, Phase.MEETING)
    for each in world.sealed.participants.all():
        factories.scored_report(each, head=True)
    world.returned, world.approved = (
        around.nomination(_of(world.submitted, cast.head_unit), state)
        for state in (NominationState.RETURNED, NominationState.APPROVED)
    )
    world.ready = ""
    cast.merged = factories.organisation("Sở Hợp nhất")
    cast.heir = factories.appointed(cast.merged, Role.LEADER)
    factories.appointment(cast.heir, cast.merged, Role.OFFICER)
    factories.appointment(cast.official, cast.ministry, Role.ADMINISTRATOR)


def grow(world, cast, size: int) -> None:
    """`size` more of everything, each with people, decisions and files of its own."""
    for _ in range(size):
        unit = factories.organisation(f"Sở {around.WORD} {next(around.count)}", parent=cast.ministry)
        around.join(cast.cluster, unit, around.decision(cast.ministry))
        Succession.objects.create(organisation=cast.merged, ancestor=unit)
        _take_part(world, unit)
        _hold_back(world, cast)
        _promise(world)
        for table in (world.table, factories.scoring_table(cast.ministry)):
            around.elsewhere(world, cast, unit, table)
        around.the_unit(world, cast)
        around.people(world, cast)
        around.the_year(world, cast, unit)
        _prove(world)
        _know(world, unit)
        _keep_days(world, cast)
        _supply(world)
        _around_the_reports(world)
        around.awards(world, cast, unit)
        around.tell(world, cast)
        rooms.each("grow", world, cast, unit)
    _fill(world)
    world.submission = factories.submission(world.accepted)
    _seal(world, cast)
    _trails(world, cast, size)


def _of(season: Season, participant: Participant) -> Participant:
    return season.participants.get(organisation=participant.organisation)


def _year(world, cast, year: int, phase: str) -> Season:
    season = factories.season(cast.cluster, year=year, phase=phase, table=world.table)
    for one in (cast.unit, cast.head_unit, cast.deputy_unit):
        season.participants.create(organisation=one.organisation, joined_on=season.starts_on)
    factories.headship(_of(season, cast.head_unit))
    factories.headship(_of(season, cast.deputy_unit), HeadshipRole.DEPUTY)
    return season


def _take_part(world, unit: Organisation) -> None:
    """The unit in each year of the cluster, as far as that year has come."""
    seasons = ("running", "in_pact", "signing", "verifying", "meeting", "submitted", "sealed", "tied")
    part = {
        name: season.participants.create(organisation=unit, joined_on=season.starts_on)
        for name in seasons
        for season in [getattr(world, name)]
    }
    factories.report(part["running"])
    factories.submission(factories.scored_report(part["verifying"], head=True))
    factories.scored_report(part["meeting"], head=True)
    factories.scored_report(part["submitted"], head=True)
    factories.scored_report(part["sealed"], head=True)
    factories.scored_report(part["tied"], head=True, **ALSO)
    rank = world.standing.placings.count() + 1
    world.standing.placings.create(participant=part["submitted"], points=Decimal(90 - rank), rank=rank)
    _sign(world, part["signing"])


def _hold_back(world, cast) -> None:
    """A unit that has sent no report where the ranking is sealed, and has not signed where the pact is."""
    unit = factories.organisation(f"Sở {around.WORD} {next(around.count)}")
    Succession.objects.create(organisation=cast.merged, ancestor=unit)
    silent, _unsigned = (
        season.participants.create(organisation=unit, joined_on=season.starts_on)
        for season in (world.sealed, world.signing)
    )
    factories.report(silent)


def _sign(world, participant: Participant) -> None:
    signed = {"signed_at": clock.now(), "signed_by": factories.user()}
    Signature.objects.create(pact=world.agreed, participant=participant, text_hash=world.agreed.frozen_hash, **signed)


def _promise(world) -> None:
    """Common targets, and one more line of the table, with points still to gain."""
    for pact in (world.pact, world.agreed):
        number = pact.common_targets.count() + 1
        CommonTarget.objects.create(
            pact=pact, position=number, text=f"Chỉ tiêu {number}", value=number, unit_of_measure="%"
        )
    parent = world.table.criteria.get(code="II")
    code = f"II.{next(around.count) + 10}"
    each = {"points_each": "0.5"}
    factories.criterion(world.table, code, 1, "count", each, parent=parent, unit_of_measure="mô hình")


def _prove(world) -> None:
    """One more line in the draft that contradicts itself, and a worked example more of each table."""
    code = f"II.{next(around.count) + 10}"
    parent = world.table_odd.criteria.get(code="II")
    factories.criterion(world.table_odd, code, 1, "count", {"points_each": "1"}, parent=parent)
    for version in (world.table, world.table_odd):
        factories.example(version)


def _know(world, unit: Organisation) -> None:
    """A fact of the unit, in the year that runs, with its line on the trail."""
    part = world.running.participants.get(organisation=unit)
    fact = factories.fact(part)
    audit.record(Event.FACT_RECORDED, part, by=fact.recorded_by, after={"unit": unit.name})


def _supply(world) -> None:
    """One more line that the authority judges."""
    code = f"V.{next(around.count)}"
    factories.criterion(world.table, code, 1, "judged", section="bonus", supplier=Supplier.AUTHORITY)


def _keep_days(world, cast) -> None:
    """One more day off, and one more line on the trail of another."""
    factories.working_day()
    by = factories.user()
    audit.record(Event.WORKING_DAY_SET, world.day, by=by, after={"note": by.name}, authority_id=cast.ministry.pk)


def _around_the_reports(world) -> None:
    """Evidence and sendings, and points given one after the other."""
    for report in (world.draft, world.accepted, world.sent):
        factories.evidence(report, world.leaf)
        factories.submission(report)
    for after in ("17", "18"):
        points = {"points": {"I.1": after}}
        audit.record(Event.ASSESSMENT_SCORED, world.accepted, by=factories.user(), after=points)


def _fill(world) -> None:
    """Every line of the table has its target, its result and, where a report was scored, its points."""
    leaves = list(world.table.criteria.exclude(rule_type=""))
    for part in Participant.objects.filter(season__table=world.table).select_related("report"):
        known = set(part.targets.values_list("criterion", flat=True))
        Target.objects.bulk_create(factories.unsaved_target(part, leaf) for leaf in leaves if leaf.pk not in known)
        if hasattr(part, "report"):
            _fill_report(part.report, leaves)


def _fill_report(report, leaves: list[Criterion]) -> None:
    known = set(report.results.values_list("criterion", flat=True))
    by = factories.user()
    saved = {"updated_at": clock.now(), "updated_by": by}
    Result.objects.bulk_create(
        Result(report=report, criterion=leaf, inputs=INPUTS[leaf.rule_type], value=90, **saved)
        for leaf in leaves
        if leaf.pk not in known
    )
    scored = set(report.scores.values_list("criterion", "kind"))
    given = {"points": 1, "scored_at": clock.now(), "scored_by": by}
    Score.objects.bulk_create(
        Score(report=report, criterion=leaf, kind=kind, **given)
        for kind in (ScoreKind.SELF, ScoreKind.HEAD)
        for leaf in leaves
        if kind in {known for _criterion, known in scored} and (leaf.pk, kind) not in scored
    )


def _seal(world, cast) -> None:
    """The ranking of all units there are now; it replaces the one that was sealed before."""
    reason = "Chưa gửi báo cáo"
    if world.sealed.standings.exists():
        why = {"reason": "Thêm đơn vị", "left_out_reason": reason}
        world.sealing = standings.seal_again(world.sealing, by=cast.official, **why)
    else:
        world.sealing = standings.seal(world.sealed, by=cast.head, left_out_reason=reason)


def _trails(world, cast, size: int) -> None:
    """Lines of the trail of each thing that shows one, each by somebody else."""
    things = (
        cast.cluster,
        world.organisation,
        world.decision,
        world.movement,
        world.table,
        world.table_draft,
        world.running,
        world.verifying,
        world.meeting,
        world.submitted,
        world.pact,
        world.agreed,
        world.draft,
        world.sent,
        world.accepted,
        world.nomination,
        world.returned,
        world.approved,
        world.award_decision,
        world.sealing,
    )
    for thing in things:
        for number in range(size):
            audit.record(Event.FIGURE_CITED, thing, by=factories.user(), after={"number": number})
