"""A year walked through the services: each step is done by the person to whom it falls on that day."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal

from clusters.enums import PHASE_OWNER, HeadshipRole, Phase, PhaseOwner, Provenance, Role
from clusters.models import Organisation, Participant, Report, Season, User
from clusters.queries import pact as pact_queries
from clusters.queries import post
from clusters.services import assessment as assessments
from clusters.services import evidence as proofs
from clusters.services import pact as pacts
from clusters.services import report as reports
from clusters.services import result as results
from clusters.services import season as seasons
from emulation.demo import figures, papers, validation
from emulation.demo.tables import MADE_UP

ON_PAPER = "Thực hiện trên giấy trước khi có hệ thống; không có điểm nào được nhập lại."


def officer(participant: Participant) -> User:
    return _first(participant.organisation, Role.OFFICER)


def leader(participant: Participant) -> User:
    return _first(participant.organisation, Role.LEADER)


def official(season: Season) -> User:
    """The first official of the authority, or of what took it over."""
    return post.officials_of(season).order_by("username")[0]


def head(season: Season) -> User:
    """The officer of the head's unit."""
    participant = post.head_of(season)
    return officer(participant) if participant else official(season)


def units(season: Season) -> list[Participant]:
    """In the order of the alphabet, which is the order of the made-up figures."""
    rows = season.participants.select_related("organisation", "season__cluster__authority", "season__table")
    return list(rows.order_by("organisation__sort_key"))


def of(season: Season, organisation: Organisation) -> Participant:
    return season.participants.select_related("organisation", "season").get(organisation=organisation)


def set_headship(
    season: Season, unit: Organisation, role: HeadshipRole, mark: str, source: str, from_on: dt.date | None = None
) -> None:
    """From the first day of the year, or from the day named."""
    seasons.set_headship(
        season,
        of(season, unit),
        role=role,
        from_on=from_on or season.starts_on,
        by=official(season),
        mark=mark,
        source=source,
    )


def move_on(season: Season, reason: str = "") -> Season:
    """Its owner moves the season to the next phase; the reason is for duties that stay open."""
    season.refresh_from_db()
    falls_to = official if PHASE_OWNER[Phase(season.phase)] == PhaseOwner.AUTHORITY else head
    return seasons.advance(season, by=falls_to(season), reason=reason)


def skip(season: Season, phases: Iterable[Phase], reason: str = ON_PAPER) -> None:
    for phase in phases:
        seasons.skip(season, phase, reason=reason, by=official(season))


def draft_pact(
    season: Season,
    theme: str,
    contents: Sequence[str],
    targets: Sequence[pacts.CommonTargetLine] = (),
    *,
    witness_body: str = "",
    mark: str = Provenance.DEMO,
    source: str = MADE_UP,
) -> None:
    pacts.change(
        season.pact,
        theme=theme,
        contents="\n".join(contents),
        common_targets=targets,
        witness_body=witness_body,
        by=head(season),
        seen=season.pact.version,
        mark=mark,
        source=source,
    )


def promise(season: Season, table: str) -> None:
    """Every unit's officer sets its (made-up) targets."""
    asked = pact_queries.asked_of(season.pact)
    for place, unit in enumerate(units(season)):
        values = {each: figures.promise(table, each.code, kind, place) for each, kind in asked.items()}
        given = {each: value for each, value in values.items() if value is not None}
        pacts.set_targets(unit, given, by=officer(unit), seen={}, mark=Provenance.DEMO, source=MADE_UP)


def agree_pact(season: Season) -> None:
    season.pact.refresh_from_db()
    pacts.agree(season.pact, by=head(season))


def sign_pact(season: Season, missing: Collection[Organisation] = ()) -> None:
    """The leaders sign, except those of the units named."""
    season.pact.refresh_from_db()
    for unit in units(season):
        if unit.organisation not in missing:
            pacts.sign(season.pact, unit, by=leader(unit), seen=season.pact.frozen_hash)


def fill_in(unit: Participant, *, share: Decimal = Decimal(1), note: str = "") -> Report:
    """The officer enters the (made-up) results, or the first part of them, with the evidence that is asked for."""
    season, by = unit.season, officer(unit)
    leaves = list(season.table.criteria.exclude(rule_type="").order_by("position"))
    leaves = leaves[: int(len(leaves) * share)]
    promised = dict(unit.targets.values_list("criterion", "value"))
    place = [each.pk for each in units(season)].index(unit.pk)
    values = {each: (figures.result(each, promised.get(each.pk), place, season.year), note) for each in leaves}
    results.enter(unit.report, values, by=by, seen={}, mark=Provenance.DEMO, source=MADE_UP)
    for criterion in leaves:
        if criterion.evidence_required:
            paper = papers.pdf(f"minh-chung-{criterion.code}", f"Minh chứng {criterion.code}", str(unit.organisation))
            proofs.add(unit.report, criterion, paper, by=by, declared=True)
    return unit.report


def sign_off(unit: Participant) -> None:
    validation.explain(unit.report, by=officer(unit))
    unit.report.refresh_from_db()
    reports.sign(unit.report, by=leader(unit))


def send_in(unit: Participant) -> None:
    reports.submit(unit.report, by=officer(unit))


def verifier(unit: Participant) -> User:
    """Whoever verifies this unit: the head's officer, else the deputy's, else the official."""
    deputy = post.head_of(unit.season, HeadshipRole.DEPUTY)
    asked = [head(unit.season), *([officer(deputy)] if deputy else []), official(unit.season)]
    return next(person for person in asked if post.verifies(person, unit))


def accept(unit: Participant) -> None:
    reports.accept(unit.report, by=verifier(unit))


def give_points(unit: Participant, differing: dict[str, tuple[Decimal, str]] | None = None) -> None:
    """The self-score stands, except on the lines named: code → points and the reason."""
    criteria = {each.code: each for each in unit.season.table.criteria.filter(code__in=differing or {})}
    if differing:
        given = {criteria[code]: value for code, value in differing.items()}
        assessments.score(unit.report, given, by=verifier(unit), seen={})
    assessments.accept_self_scores(unit.report, by=verifier(unit))


def _first(place: Organisation, role: Role) -> User:
    return post.people_of(place, [role]).order_by("username")[0]
