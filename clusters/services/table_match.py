"""Matching the criteria of a version with those of an older one."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from clusters import audit
from clusters.enums import Event
from clusters.errors import Invalid, Stale
from clusters.models import CriterionMatch, ScoringTableVersion, User
from clusters.policies import scoring_table as policy
from clusters.queries import table_match as queries
from clusters.scoring.matching import Pair
from clusters.services.scoring_table import locked


@transaction.atomic
def match(
    version: ScoringTableVersion, older: ScoringTableVersion, pairs: Collection[Pair], *, by: User, seen: str = ""
) -> None:
    """Let lines of the version continue lines of the older one: pairs of old and new codes, in place of those before.

    Nothing is scored by it, so that it may be mended after publishing too. `seen` is the `fingerprint` of the pairs
    that were shown.
    """
    version = locked(version)
    policy.may_match_tables(by, version, older).require()
    standing = queries.pairs_between(older, version)
    _require_seen(standing, seen)
    old, new = (queries.side_of(each).criteria for each in (older, version))
    unknown = [code for pair in pairs for code, known in zip(pair, (old, new), strict=True) if code not in known]
    if unknown:
        raise Invalid({"codes": _("There is no line “{code}”.").format(code=unknown[0])})
    for side in ((older, version), (version, older)):
        CriterionMatch.objects.filter(old__version=side[0], new__version=side[1]).delete()
    CriterionMatch.objects.bulk_create(CriterionMatch(old=old[o], new=new[n]) for o, n in sorted(set(pairs)))
    audit.record(
        Event.TABLE_MAPPED, version, by=by, before=_said(older, standing), after=_said(older, frozenset(pairs))
    )


def _require_seen(standing: frozenset[Pair], seen: str) -> None:
    now = queries.fingerprint(standing)
    if seen and seen != now:
        codes = dict.fromkeys(new for _old, new in sorted(standing))
        theirs = {code: "; ".join(sorted(old for old, new in standing if new == code)) for code in codes}
        raise Stale(_("A colleague matched these tables in the meantime."), theirs=dict(theirs), seen=now)


def _said(older: ScoringTableVersion, pairs: frozenset[Pair]) -> dict:
    return {"table": str(older), "matched": [f"{old} → {new}" for old, new in sorted(pairs)]}
