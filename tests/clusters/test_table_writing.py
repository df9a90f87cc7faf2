"""A table is written in so many statements as it is deep, however many lines it has."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clusters.enums import Event
from clusters.models import AuditEntry, Criterion, CriterionMatch
from clusters.services import scoring_table as tables
from tests import factories

DEEP = 3
# What SQLite takes in one statement of these rows; a level of more lines takes another.
A_STATEMENT = 40


@pytest.fixture
def version(cast):
    return factories.scoring_table(cast.ministry, published=False)


def tree(leaves: int):
    """One group of two groups of `leaves` lines in all."""
    leaf = {"max_points": 1, "rule_type": "yes_no"}
    lines = [{**leaf, "code": f"I.{n}", "text": f"Dòng {n}"} for n in range(leaves)]
    halves = [lines[: leaves // 2], lines[leaves // 2 :]]
    groups = [
        {"code": code, "text": code, "max_points": leaves, "children": half}
        for code, half in zip("AB", halves, strict=True)
    ]
    return [{"code": "I", "text": "Nhóm", "max_points": leaves, "section": "bonus", "children": groups}]


def asked(deed) -> int:
    with CaptureQueriesContext(
        connection,
    ) as found:
        deed()
    return len(found)


def write(cast, version, leaves):
    return asked(lambda: tables.write(version, tree(leaves), by=cast.official))


def test_more_lines_ask_no_more_statements(cast, version):
    write(cast, version, 2)

    few, many = (write(cast, version, leaves) for leaves in (2, A_STATEMENT))
    again = write(cast, version, A_STATEMENT)

    assert version.criteria.count() == A_STATEMENT + DEEP
    assert few == many == again
    assert few <= 28  # each table that points to criteria is asked whether they may go


def test_lines_beyond_one_statement_cost_one_for_so_many(cast, version):
    few, many = write(cast, version, 2), write(cast, version, 10 * A_STATEMENT)

    assert many - few <= 10


def test_a_copy_asks_the_same_for_few_lines_and_for_many(cast, version):
    counts = []
    for leaves in (2, A_STATEMENT):
        one = factories.scoring_table(cast.ministry, published=False)
        tables.write(one, tree(leaves), by=cast.official)
        type(one).objects.filter(pk=one.pk).update(published_at="2026-01-01T00:00Z", published_by=cast.official)
        counts.append(asked(lambda one=one: tables.copy(one, by=cast.official)))

    assert counts[0] == counts[1]
    assert CriterionMatch.objects.count() == 2 * DEEP + 2 + A_STATEMENT


def test_the_lines_stand_in_the_order_of_the_tree_below_their_groups(cast, version):
    write(cast, version, 4)

    found = Criterion.objects.filter(version=version).order_by("position")
    assert [(each.position, each.code, each.parent and each.parent.code, each.section) for each in found] == [
        (1, "I", None, "bonus"),
        (2, "A", "I", "bonus"),
        (3, "I.0", "A", "bonus"),
        (4, "I.1", "A", "bonus"),
        (5, "B", "I", "bonus"),
        (6, "I.2", "B", "bonus"),
        (7, "I.3", "B", "bonus"),
    ]


def test_one_line_of_the_trail_says_how_many(cast, version):
    write(cast, version, 4)

    entry = AuditEntry.objects.about(version).get(event=Event.TABLE_CHANGED)
    assert (entry.after, entry.actor) == ({"criteria": 7}, cast.official)


def test_a_table_without_lines_is_written_too(cast, version):
    tables.write(version, [], by=cast.official)

    assert version.criteria.count() == 0
