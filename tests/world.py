"""One thing for every address: four years of the cast's cluster, each at another point of its way."""

from types import SimpleNamespace

from clusters import clock
from clusters.enums import FactKind, HeadshipRole, Phase, ReportState, Supplier
from clusters.models import Movement, Signature
from clusters.queries import table_problem as table_problems
from tests import factories, rooms


def build(cast) -> SimpleNamespace:
    """`world.<name>` for every thing that an address of the access table points to."""
    year = cast.season.year
    running = cast.season
    in_pact, verifying, meeting, submitted = (
        _another_year(cast, year + offset, phase)
        for offset, phase in ((1, Phase.PACT), (-1, Phase.VERIFYING), (-2, Phase.MEETING), (-3, Phase.SUBMITTED))
    )
    file = factories.stored_file(cast.official)
    world = SimpleNamespace(
        running=running,
        in_pact=in_pact,
        verifying=verifying,
        meeting=meeting,
        submitted=submitted,
        cluster=cast.cluster,
        organisation=cast.unit.organisation,
        authority=cast.ministry,
        subordinate=factories.organisation("Vụ Thử nghiệm", parent=cast.ministry),
        appointment=cast.official2.appointments.get(),
        decision=factories.decision(cast.ministry, file=file),
        table=cast.table,
        table_draft=factories.scoring_table(cast.ministry, published=False),
        participant=_of(running, cast.unit),
        pact=factories.pact(in_pact),
        movement=_movement(cast),
        day=factories.working_day(),
        promising=_of(in_pact, cast.unit),
    )
    _ask_everything(cast.table)
    world.supplied = cast.table.criteria.get(code="III.1")
    world.supplied.supplier = Supplier.AUTHORITY
    world.supplied.save(update_fields=["supplier"])
    _add_reports(world, cast)
    _add_tie(world, cast)
    _add_awards(world, cast)
    _add_proofs(world, cast)
    rooms.each("build", world, cast)
    return world


# Points of the line that `_ask_everything` adds, for reports scored by `factories.scored_report`.
ALSO = {"II_3": 0, "II_4": 0}


def _ask_everything(table) -> None:
    """What a table can ask beyond the results of a unit: a calendar, facts, grades with conditions, the meeting."""
    table.grading = GRADING
    table.save(update_fields=["grading"])
    days = {"per_day": "1", "entered": "dates", "counted": "working"}
    two = table.criteria.get(code="II")
    factories.criterion(table, "II.3", 5, "lateness", days, parent=two)
    factories.criterion(table, "II.4", 5, "relative", {}, parent=two)
    table.criteria.filter(code="IV.1").update(supplier=Supplier.SYSTEM, fact=FactKind.REPORTS_LATE)


def _another_year(cast, year, phase):
    season = factories.season(cast.cluster, year=year, phase=phase, table=cast.table)
    for one in (cast.unit, cast.head_unit, cast.deputy_unit):
        season.participants.create(organisation=one.organisation, joined_on=season.starts_on)
    factories.headship(_of(season, cast.head_unit))
    factories.headship(_of(season, cast.deputy_unit), HeadshipRole.DEPUTY)
    return season


def _of(season, participant):
    return season.participants.get(organisation=participant.organisation)


def _add_reports(world, cast) -> None:
    world.draft = factories.report(_of(world.running, cast.unit))
    world.accepted = factories.scored_report(_of(world.verifying, cast.unit))
    world.sent = factories.report(_of(world.verifying, cast.head_unit), state=ReportState.SUBMITTED)
    world.leaf = cast.table.criteria.get(code="I.1")
    world.evidence = factories.evidence(world.draft, world.leaf, by=cast.officer)
    world.submission = factories.submission(world.accepted, by=cast.officer)
    Signature.objects.create(
        pact=world.pact,
        participant=_of(world.in_pact, cast.deputy_unit),
        text_hash="0" * 64,
        signed_at=clock.now(),
        signed_by=cast.deputy,
    )


def _add_awards(world, cast) -> None:
    for one in (cast.unit, cast.head_unit, cast.deputy_unit):
        factories.scored_report(_of(world.meeting, one), head=True, **ALSO)
        factories.scored_report(_of(world.submitted, one), head=True, **ALSO)
    world.standing = factories.standing(world.submitted)
    world.placed = _of(world.submitted, cast.unit)
    award = factories.award("co-bo")
    world.quota = factories.quota(world.submitted, award)
    world.nomination = factories.nomination(
        _of(world.submitted, cast.unit),
        award,
        by=cast.head,
        placing=world.standing.placings.get(participant=_of(world.submitted, cast.unit)),
    )
    world.award_decision = factories.award_decision(cast.ministry, file=factories.stored_file(cast.official))


# What is asked beyond points: a figure, a fact, and the meeting where units are equal.
GRADING = {
    "grades": [
        {
            "code": "A",
            "name": "Tốt",
            "least": "80",
            "conditions": [
                [{"kind": "figure", "line": "II.1", "sign": "≥", "value": "1"}],
                [{"kind": "figure", "line": "IV.1", "sign": "≤", "value": "9"}],
            ],
            "quota": {"percent": "50", "rounding": "down", "over": "next"},
        },
        {"code": "B", "name": "Khá", "least": "60", "quota": {"percent": "50", "rounding": "down", "over": "next"}},
        {"code": "C", "name": "Đạt", "least": "0"},
    ],
    "sanctions": [
        {
            "name": "Bị kỷ luật",
            "trigger": {"kind": "fact", "fact": "staff_disciplined", "sign": "≥", "value": "1"},
            "effect": {"kind": "down", "grades": "1"},
        }
    ],
    "tie_breakers": [{"kind": "points", "line": "III"}, {"kind": "meeting"}],
}


def _add_tie(world, cast) -> None:
    """Units at the meeting that nothing separates, under a table that grades."""
    world.tied = _another_year(cast, cast.season.year - 6, Phase.MEETING)
    table = factories.scoring_table(cast.ministry)
    _ask_everything(table)
    world.tied.table = table
    world.tied.save(update_fields=["table"])
    for each in world.tied.participants.all():
        factories.scored_report(each, head=True, **ALSO)
    world.equal = _of(world.tied, cast.unit)
    world.open_grade = SimpleNamespace(pk=2)


def _add_proofs(world, cast) -> None:
    """A draft that contradicts itself twice: once open, once explained by the regulation."""
    world.table_odd = factories.scoring_table(cast.ministry, published=False)
    _ask_everything(world.table_odd)
    world.table_odd.criteria.filter(code__in=("I.1", "II.1")).update(max_points=15)
    one, other = table_problems.findings(world.table_odd).open
    world.problem = SimpleNamespace(pk=one.key)
    world.waiver = factories.waiver(world.table_odd, other.problem, by=cast.official)
    world.example = factories.example(world.table_odd)
    factories.example(world.table)


def _movement(cast) -> Movement:
    movement = factories.movement(cast.ministry, name="Phong trào thử nghiệm")
    movement.scope.add(cast.unit.organisation)
    return movement
