"""Worked examples of a draft: kept, changed, taken away."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from clusters import audit
from clusters.enums import Event
from clusters.errors import Invalid, Stale
from clusters.models import ScoringTableVersion, User, WorkedExample
from clusters.policies import scoring_table as policy
from clusters.queries import scoring as cores
from clusters.queries import table_example as queries
from clusters.services.scoring_table import locked

NOTHING: Mapping[str, Any] = MappingProxyType({})


@transaction.atomic
def keep(
    version: ScoringTableVersion,
    *,
    name: str,
    entries: Mapping[str, Any],
    expected: Mapping[str, Any],
    by: User,
    facts: Mapping[str, Any] = NOTHING,
    example: WorkedExample | None = None,
    seen: str = "",
) -> WorkedExample:
    """Keep a new example behind the others, or write `example` anew; shapes as `WorkedExample` says.

    It need not hold yet. `seen` is the `fingerprint` of what was changed.
    """
    version = locked(version)
    policy.may_change_table(by, version).require()
    row = version.examples.get(pk=example.pk) if example else WorkedExample(version=version, position=_next(version))
    _require_seen(row, seen)
    _require_name(version, row, name)
    before = _said(row) if row.pk else {}
    row.name, row.entries, row.facts, row.expected = name.strip(), dict(entries), dict(facts), dict(expected)
    row.save()
    audit.record(Event.TABLE_EXAMPLE_KEPT, version, by=by, before=before, after=_said(row))
    return row


@transaction.atomic
def drop(example: WorkedExample, *, by: User) -> None:
    """Take an example away."""
    version = locked(example.version)
    example = version.examples.get(pk=example.pk)
    policy.may_change_table(by, version).require()
    before = _said(example)
    example.delete()
    audit.record(Event.TABLE_EXAMPLE_DROPPED, version, by=by, before=before)


def _next(version: ScoringTableVersion) -> int:
    last = version.examples.order_by("-position").values_list("position", flat=True).first()
    return (last or 0) + 1


def _require_seen(row: WorkedExample, seen: str) -> None:
    """Refuse to write over what a colleague wrote since the form was drawn."""
    if not row.pk or not seen or seen == queries.fingerprint(row):
        return
    _table, criteria = cores.table_of(row.version)
    theirs = queries.in_words(queries.lines_of(criteria), row.name, row.entries, row.expected, row.facts)
    said = _("A colleague changed this example in the meantime.")
    raise Stale(said, theirs=dict(theirs), seen=queries.fingerprint(row))


def _require_name(version: ScoringTableVersion, row: WorkedExample, name: str) -> None:
    if not name.strip():
        raise Invalid({"name": _("Give the example a name.")})
    if version.examples.filter(name=name.strip()).exclude(pk=row.pk).exists():
        raise Invalid({"name": _("Another example of this table has this name.")})


def _said(row: WorkedExample) -> dict[str, Any]:
    facts = {"facts": row.facts} if row.facts else {}
    return {"name": row.name, "entries": row.entries, **facts, "expected": row.expected}
