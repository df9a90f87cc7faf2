"""What follows from the lines of a table is worked out once for the same lines, and anew for others."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation

from clusters.models import Criterion, WorkingDay
from clusters.queries import scoring as scores
from clusters.queries import table_lines
from clusters.scoring import Entry
from tests import factories

pytestmark = pytest.mark.django_db
TWO = Decimal(2)


@pytest.fixture
def version(cast):
    version = factories.scoring_table(cast.ministry)
    dates = {"per_day": "1", "entered": "dates", "counted": "working"}
    factories.criterion(version, "V", 10, "lateness", dates)
    return version


def points(core, code, **values):
    return core.scorer.score({1: {code: Entry(values)}})[1].lines[code].points


def test_the_same_lines_are_made_ready_once_and_no_page_shares_a_row(version):
    first, second = scores.table_of(version), scores.table_of(version)
    assert first.scorer is second.scorer
    assert first.rules is second.rules
    mine, other = first.criteria["II.1"], second.criteria["II.1"]
    assert mine == other
    mine.parameters["points_each"] = "1"
    assert other.parameters == {"points_each": "10"}
    assert points(scores.table_of(version), "II.1", count=TWO) == 20
    assert other == Criterion.objects.get(pk=other.pk)
    assert vars(other).keys() == vars(Criterion.objects.get(pk=other.pk)).keys()


@pytest.mark.parametrize(
    ("changed", "expected"),
    [({"parameters": {"points_each": "4"}}, 8), ({"max_points": 15}, 15), ({"rule_type": ""}, 0)],
)
def test_a_changed_line_is_another_one_at_once(version, changed, expected):
    assert points(scores.table_of(version), "II.1", count=TWO) == 20
    version.criteria.filter(code="II.1").update(**changed)
    assert points(scores.table_of(version), "II.1", count=TWO) == expected
    assert (scores.table_of(version).rules[version.criteria.get(code="II.1").pk] is None) == ("rule_type" in changed)


def test_what_stands_around_the_lines_and_the_calendar_count_as_they_are_now(version):
    days = {"due": dt.date(2026, 3, 2), "done": dt.date(2026, 3, 5)}
    assert points(scores.table_of(version), "V", **days) == 7
    WorkingDay.objects.create(day=dt.date(2026, 3, 4), is_worked=False, note="Nghỉ bù")
    assert points(scores.table_of(version), "V", **days) == 8
    version.step = "20"
    assert points(scores.table_of(version), "V", **days) == 0
    assert points(scores.sums_of(version), "V", **days) == 0


def test_several_versions_are_read_as_each_by_itself(cast, version, django_assert_num_queries):
    other = factories.scoring_table(cast.ministry)
    with django_assert_num_queries(2):
        both = scores.tables_of([version, other])
    assert [each.table for each in both] == [scores.table_of(version).table, scores.table_of(other).table]
    assert [list(each.criteria) for each in both] == [
        list(each.criteria.order_by("position", "pk").values_list("code", flat=True)) for each in (version, other)
    ]


def test_a_rule_is_described_in_the_language_of_the_reader(version):
    rule, line = scores.table_of(version).rules, version.criteria.get(code="II.1")
    said = {}
    for language in ("en", "vi", "en"):
        with translation.override(language):
            said.setdefault(language, rule[line.pk].said_of(line))
            assert said[language] == table_lines.rule_of(line).said_of(line)
    assert said["en"] != said["vi"]
