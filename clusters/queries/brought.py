"""What units brought for each leaf: targets, results, evidence, and what the system knows."""

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from django.urls import reverse

from clusters import scoring
from clusters.accounts import Proof
from clusters.models import Criterion, Evidence, Report, Result, Target, User
from clusters.queries import evidence_file as library
from clusters.queries import fact_feed
from clusters.queries import scoring as scorings


class Brought(NamedTuple):
    """What a unit brought for one leaf; inputs as they are stored."""

    inputs: Mapping[str, Any]
    target: Decimal | None = None
    note: str = ""
    evidence: tuple[Proof, ...] = ()


NOTHING = Brought({})


def brought_by(
    reports: Collection[Report],
    criteria: Mapping[str, Criterion],
    facts: scorings.Facts | None = None,
    reader: User | None = None,
) -> dict[int, dict[int, Brought]]:
    """By report of one year and criterion; three queries however many reports, and one for facts where the table
    asks for them and they are not given. For a `reader` one more: who else uses the files."""
    pks = [report.pk for report in reports]
    found: dict[int, dict[int, Brought]] = {pk: {} for pk in pks}
    for report, criterion, value in Target.objects.filter(participant__report__in=pks).values_list(
        "participant__report", "criterion", "value"
    ):
        found[report][criterion] = NOTHING._replace(target=value)
    for each in Result.objects.filter(report__in=pks):
        own = found[each.report_id]
        own[each.criterion_id] = own.get(each.criterion_id, NOTHING)._replace(inputs=each.inputs, note=each.note)
    for report, criterion, file in _proofs(pks, reader):
        before = found[report].get(criterion, NOTHING)
        found[report][criterion] = before._replace(evidence=(*before.evidence, file))
    for report, criterion, inputs in _fed_inputs(reports, criteria, facts):
        found[report][criterion] = found[report].get(criterion, NOTHING)._replace(inputs=inputs)
    return found


def _proofs(reports: Collection[int], reader: User | None) -> Iterator[tuple[int, int, Proof]]:
    """By report and criterion."""
    proofs = list(Evidence.objects.standing().filter(report__in=reports).select_related("file").order_by("pk"))
    if reader:
        library.mark_shared([proof.file for proof in proofs], reader)
    for proof in proofs:
        url = reverse("evidence-file", args=[proof.pk])
        yield (
            proof.report_id,
            proof.criterion_id,
            Proof(proof.title, url, tuple(proof.file.same), proof.counts),
        )


def _fed_inputs(
    reports: Collection[Report], criteria: Mapping[str, Criterion], facts: scorings.Facts | None
) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """By report and criterion what the system knows, as it would be stored, where no unit enters it."""
    fed, season = fact_feed.fed(criteria).values(), next((each.participant.season for each in reports), None)
    known = facts if facts is not None else fact_feed.known_in(season, criteria) if season else {}
    for criterion in fed:
        rule = scorings.rule_of(criterion)
        for report in reports:
            own = known.get(report.participant_id, {})
            inputs = fact_feed.inputs_of(criterion, rule.inputs if rule else (), own)
            yield report.pk, criterion.pk, scoring.as_json(inputs)
