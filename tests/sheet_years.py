"""A unit's yearly sheet at its real size: a table of many criteria of every kind, and reports of the years before."""

import random
from decimal import Decimal

from clusters import clock, scoring
from clusters.enums import ReportState, ScoreKind
from clusters.models import Criterion, Report, Result, Score, ScoringTable, ScoringTableVersion, Season, Target
from clusters.queries import scoring as scores
from clusters.validating.outliers import Method
from clusters.validating.rules import Validation, as_json
from tests import factories
from tests.bench import material

IN_A_GROUP = 6


def table(owner, leaves: int) -> ScoringTableVersion:
    """Groups of six leaves, the kinds of `material` in turn; every third asks for evidence, every figure is compared
    with five years."""
    named = ScoringTable.objects.create(authority=owner, name=f"Bảng {leaves} tiêu chí")
    stamp = {"published_at": clock.now(), "published_by": factories.user()}
    asked = as_json(Validation((), Method()))
    version = ScoringTableVersion.objects.create(
        table=named, number=1, effective_on=factories.LONG_AGO, validation=asked, **stamp
    )
    for number in range(leaves):
        if number % IN_A_GROUP == 0:
            group = factories.criterion(version, str(number // IN_A_GROUP + 1), 2 * IN_A_GROUP)
        rule, parameters, _draw = material.KINDS[number % len(material.KINDS)]
        code = f"{group.code}.{number % IN_A_GROUP + 1}"
        asks = {"parent": group, "evidence_required": number % 3 == 0, "unit_of_measure": "nhiệm vụ"}
        factories.criterion(version, code, 2, rule, parameters, **asks)
    return version


def years(cast, leaves: int = 60, before: int = 5) -> Report:
    """The draft of this year, half filled in, after so many years that were sent in, verified and scored."""
    rng = random.Random(material.SEED)
    version = table(cast.ministry, leaves)
    for back in range(before, 0, -1):
        season = factories.season(cast.cluster, year=cast.season.year - back, table=version)
        own = season.participants.create(organisation=cast.unit.organisation, joined_on=season.starts_on)
        filled_in(factories.report(own, state=ReportState.ACCEPTED, by=cast.leader), cast.officer, rng, leaves)
    Season.objects.filter(pk=cast.season.pk).update(table=version)
    report = factories.report(type(cast.unit).objects.get(pk=cast.unit.pk))
    filled_in(report, cast.officer, rng, leaves // 2)
    return report


def filled_in(report: Report, by, rng: random.Random, leaves: int) -> None:
    """The first leaves with figures and targets; a report that was accepted has its points too."""
    now, season = clock.now(), report.participant.season
    lines = list(Criterion.objects.filter(version=season.table_id).exclude(rule_type="").order_by("position"))[:leaves]
    drawn = [(line, material.KINDS[at % len(material.KINDS)][2](rng)) for at, line in enumerate(lines)]
    stamp = {"report": report, "updated_at": now, "updated_by": by}
    Result.objects.bulk_create(
        Result(criterion=line, inputs=scoring.as_json(entry.values), value=_headline(line, entry), **stamp)
        for line, entry in drawn
    )
    Target.objects.bulk_create(
        Target(participant=report.participant, criterion=line, value=entry.target, unit_of_measure="nhiệm vụ")
        for line, entry in drawn
        if entry.target is not None
    )
    if report.state == ReportState.ACCEPTED:
        given = {"report": report, "kind": ScoreKind.HEAD, "scored_at": now, "scored_by": by}
        Score.objects.bulk_create(Score(criterion=line, points=Decimal("1.75"), **given) for line in lines)


def _headline(line: Criterion, entry: scoring.Entry) -> Decimal | None:
    rule = scores.rule_of(line)
    value = rule.type.headline(rule.parameters, entry.values) if rule else None
    return None if value is None else value.quantize(Decimal("0.0001"))
