"""Grades, sanctions and tie-breakers of a draft: written as a whole."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from clusters import audit, explanations
from clusters.enums import Event
from clusters.errors import Invalid, Stale
from clusters.models import ScoringTableVersion, User
from clusters.policies import scoring_table as policy
from clusters.queries import grading_draft as drafts
from clusters.scoring import Unreadable
from clusters.scoring.grading import as_json, read_grading
from clusters.services import scoring_table as tables


@transaction.atomic
def write(version: ScoringTableVersion, content: Mapping[str, Any], *, by: User, seen: str = "") -> ScoringTableVersion:
    """Replace them by `content`, the JSON that `scoring.grading` reads; a draft may still contradict itself.

    `seen` is the `fingerprint` of what was read. Raises Invalid for what cannot be read.
    """
    version = tables.locked(version)
    policy.may_change_table(by, version).require()
    now = drafts.fingerprint(version)
    if seen and seen != now:
        said = _("A colleague changed the grades of this draft in the meantime.")
        raise Stale(said, theirs={"grading": version.grading}, seen=now)
    before, version.grading = version.grading, _tidy(content)
    version.save(update_fields=["grading"])
    audit.record(Event.TABLE_CHANGED, version, by=by, before=_counts(before), after=_counts(version.grading))
    return version


def _tidy(content: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return as_json(read_grading(content))
    except Unreadable as unreadable:
        said = [explanations.explain_problem(problem) for problem in unreadable.problems]
        raise Invalid({"grades": " ".join(said)}) from unreadable


def _counts(content: Mapping[str, Any]) -> dict[str, int]:
    return {part: len(listed) for part, listed in content.items()}
