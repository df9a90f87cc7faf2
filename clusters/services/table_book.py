"""An uploaded workbook becomes a draft of a scoring table: all of it or nothing."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from clusters.errors import Invalid, Stale
from clusters.imports import heading
from clusters.imports.examples import Example
from clusters.imports.table_book import TableBook
from clusters.models import Organisation, ScoringTableVersion, User
from clusters.policies import scoring_table as policy
from clusters.queries import scoring_draft as drafts
from clusters.queries import table_book as queries
from clusters.services import scoring_table as tables
from clusters.services import table_example, validation_rule


@transaction.atomic
def take(version: ScoringTableVersion, book: TableBook, *, by: User, seen: str = "") -> ScoringTableVersion:
    """Make the draft what the workbook says; parts that it does not bring stay. `seen` is the `fingerprint` looked at.

    Raises Invalid while the workbook has a fault, Stale where a colleague changed the draft since.
    """
    version = tables.locked(version)
    policy.may_change_table(by, version).require()
    contradictions = heading.problems({**queries.heading_of(version), **book.heading})
    if any(fault.blocks for fault in (*book.faults, *contradictions)):
        raise Invalid({"file": _("The workbook has rows that cannot be read. Mend them and upload it again.")})
    _require_seen(version, seen)
    said: dict[str, Any] = {name: book.heading[name] for name in queries.FIELDS if name in book.heading}
    if book.grading:
        said["grading"] = {**version.grading, **book.grading}
    tree = drafts.tree_of(version) if book.reading is None else book.reading.tree
    tables.write(version, tree, by=by, seen=seen.partition(":")[0], **said)
    if book.validation:
        validation_rule.write(version, queries.validation_of(version, book), by=by)
    if book.examples is not None:
        _take_examples(version, book.examples, by)
    return version


@transaction.atomic
def found(authority: Organisation, book: TableBook, *, by: User) -> ScoringTableVersion:
    """A new draft of what the workbook says; its heading names the table. Raises Invalid as `take` does."""
    missing = heading.missing(book.heading)
    if missing:
        raise Invalid({"file": " ".join(fault.words for fault in missing)})
    version = tables.draft(authority, book.heading["name"], effective_on=book.heading["effective_on"], by=by)
    return take(version, book, by=by)


def _require_seen(version: ScoringTableVersion, seen: str) -> None:
    now = queries.fingerprint(version)
    if seen and seen != now:
        raise Stale(_("A colleague changed this draft in the meantime."), theirs={}, seen=now)


def _take_examples(version: ScoringTableVersion, wanted: Sequence[Example], by: User) -> None:
    """Examples keep their place by name; those that the workbook does not have are taken away."""
    standing = {row.name: row for row in version.examples.all()}
    names = {each.name for each in wanted}
    for idle in (row for name, row in standing.items() if name not in names):
        table_example.drop(idle, by=by)
    for each in wanted:
        row = standing.get(each.name)
        if row is None or (row.entries, row.facts, row.expected) != (each.entries, each.facts, each.expected):
            said: dict[str, Any] = {"entries": each.entries, "expected": each.expected, "facts": each.facts}
            table_example.keep(version, name=each.name, by=by, example=row, **said)
