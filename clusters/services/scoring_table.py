"""Scoring tables: drafted criterion by criterion, checked, published, then never changed."""

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from clusters import audit, clock
from clusters.enums import Event
from clusters.errors import Stale
from clusters.models import Criterion, Organisation, ScoringTable, ScoringTableVersion, User
from clusters.policies import scoring_table as policy
from clusters.queries import scoring_draft as drafts
from clusters.queries import table_gate as gates
from clusters.services import table_proof


@transaction.atomic
def draft(
    authority: Organisation, name: str, *, effective_on: dt.date, by: User, legal_basis: str = "", **fields
) -> ScoringTableVersion:
    """The next version of the authority's table of this name, still empty."""
    policy.may_draft_table(by, authority).require()
    table, _created = ScoringTable.objects.select_for_update().get_or_create(authority=authority, name=name)
    version = ScoringTableVersion.objects.create(
        table=table,
        number=table.versions.count() + 1,
        effective_on=effective_on,
        legal_basis=legal_basis,
        **fields,
    )
    audit.record(Event.TABLE_DRAFTED, version, by=by, after={"name": name, "number": version.number})
    return version


@transaction.atomic
def copy(version: ScoringTableVersion, *, by: User) -> ScoringTableVersion:
    """Draft the next version with everything of this published one. It is meant for the year after, from its first day
    or from today, until that is changed."""
    version = locked(version)
    policy.may_copy_table(by, version).require()
    kept = {name: getattr(version, name) for name in (*drafts.HEADING, "grading", "validation", "mark", "source")}
    effective_on = max(clock.today(), dt.date(version.effective_on.year + 1, 1, 1))
    fresh = {"number": version.table.versions.count() + 1, "effective_on": effective_on, "effective_to": None}
    following = ScoringTableVersion.objects.create(table=version.table, **{**kept, **fresh})
    _plant(following, drafts.tree_of(version))
    table_proof.carry_waivers(version, following)
    table_proof.carry_examples(version, following)
    table_proof.continue_all(version, following)
    after = {"name": version.table.name, "number": following.number, "copied": version.number}
    audit.record(Event.TABLE_DRAFTED, following, by=by, after=after)
    return following


@transaction.atomic
def write(
    version: ScoringTableVersion, tree: Iterable[Mapping[str, Any]], *, by: User, seen: str = "", **heading
) -> ScoringTableVersion:
    """Replace the criteria of a draft by a tree: each line a mapping of Criterion fields, with `children` for a group.

    Positions follow the order of the tree. Nothing is checked here: a draft may be unfinished. `heading` are the fields
    of the version that change; `seen` is the `fingerprint` of the draft that was read.
    """
    version = locked(version)
    policy.may_change_table(by, version).require()
    _require_seen(version, seen)
    lifted = table_proof.lift_matches(version)
    _clear(version)
    _plant(version, tree)
    table_proof.put_matches_back(version, lifted)
    for name, value in heading.items():
        setattr(version, name, value)
    version.save(update_fields=[*heading])
    audit.record(Event.TABLE_CHANGED, version, by=by, after={"criteria": version.criteria.count()})
    return version


@transaction.atomic
def publish(version: ScoringTableVersion, *, by: User) -> ScoringTableVersion:
    """Publish the version: from now on it cannot change.

    Refused while the table contradicts itself unexplained, or does not bear out a worked example.
    """
    version = locked(version)
    policy.may_publish_table(by, version, gates.obstacles(version)).require()
    version.published_at, version.published_by = clock.now(), by
    version.save(update_fields=["published_at", "published_by"])
    audit.record(Event.TABLE_PUBLISHED, version, by=by)
    return version


def locked(version: ScoringTableVersion) -> ScoringTableVersion:
    """The version as it stands now, with its table and authority, locked until the deed is done."""
    rows = ScoringTableVersion.objects.select_for_update(of=("self",)).select_related("table__authority")
    return rows.get(pk=version.pk)


def _require_seen(version: ScoringTableVersion, seen: str) -> None:
    """Refuse to write over what a colleague wrote since the draft was read."""
    now = drafts.fingerprint(version)
    if seen and seen != now:
        theirs = {name: getattr(version, name) for name in drafts.HEADING} | {"criteria": drafts.text_of(version)}
        raise Stale(_("A colleague changed this draft in the meantime."), theirs=theirs, seen=now)


def _clear(version: ScoringTableVersion) -> None:
    """Lines protect the one above them: they are set side by side first, so that all can go at once."""
    version.criteria.update(parent=None)
    version.criteria.all().delete()


def _plant(version: ScoringTableVersion, tree: Iterable[Mapping[str, Any]]) -> None:
    """One statement for each depth of the tree, for a line needs the key of the one above it."""
    rows = list(_rows(version, tree, itertools.count(1)))
    for depth in range(max((depth for depth, _row in rows), default=-1) + 1):
        Criterion.objects.bulk_create(row for at, row in rows if at == depth)


def _rows(
    version: ScoringTableVersion,
    lines: Iterable[Mapping[str, Any]],
    positions: Iterator[int],
    parent: Criterion | None = None,
    depth: int = 0,
) -> Iterator[tuple[int, Criterion]]:
    """The lines as rows in the order of the tree, each with its depth; below a line stands its section unless said."""
    for line in lines:
        fields = {key: value for key, value in line.items() if key != "children"}
        section = {"section": parent.section} if parent else {}
        row = Criterion(version=version, parent=parent, position=next(positions), **{**section, **fields})
        yield depth, row
        yield from _rows(version, line.get("children", ()), positions, row, depth + 1)
