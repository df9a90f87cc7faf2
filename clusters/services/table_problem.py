"""Inconsistencies that the regulation itself holds: explained, and the explanation taken back."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from clusters import audit, clock
from clusters.enums import Event
from clusters.errors import Invalid
from clusters.models import ScoringTableVersion, User, Waiver
from clusters.policies import scoring_table as policy
from clusters.queries import table_problem as queries
from clusters.scoring import Problem
from clusters.services.scoring_table import locked


@transaction.atomic
def waive(version: ScoringTableVersion, key: str, reason: str, *, by: User) -> Waiver:
    """Explain the inconsistency that stands now under this key; a second explanation takes the place of the first."""
    version = locked(version)
    finding = queries.findings(version).of(key)
    policy.may_waive_problem(by, version, finding).require()
    if finding is None or not reason.strip():
        raise Invalid({"reason": _("Write where and why the regulation says so.")})
    problem = finding.problem
    fresh = Waiver(version=version, problem=problem.code, at=problem.where, values=dict(problem.values))
    waiver = finding.waiver or fresh
    before = {"reason": waiver.reason} if waiver.pk else {}
    waiver.reason, waiver.waived_at, waiver.waived_by = reason.strip(), clock.now(), by
    waiver.save()
    audit.record(Event.TABLE_WAIVED, version, by=by, before=before, after=_said(problem), reason=waiver.reason)
    return waiver


@transaction.atomic
def unwaive(waiver: Waiver, *, by: User) -> None:
    """Take an explanation back: the inconsistency, if it still stands, keeps the table from being published again."""
    version = locked(waiver.version)
    waiver = version.waivers.get(pk=waiver.pk)
    policy.may_change_table(by, version).require()
    before = {**_said(queries.problem_of(waiver)), "reason": waiver.reason}
    waiver.delete()
    audit.record(Event.TABLE_WAIVER_DROPPED, version, by=by, before=before)


def _said(problem: Problem) -> dict[str, Any]:
    """As the trail keeps it: the line, the code of the problem, and its figures."""
    return {
        "criterion": problem.where,
        "problem": problem.code,
        "figures": [figure for _name, figure in sorted(problem.values.items())],
    }
