"""What a draft says of the periods of its criteria, and what of it contradicts itself."""

import pytest

from clusters.enums import Derivation, ReportedFor, Supplier
from clusters.queries import derivation
from clusters.queries import scoring as scores
from clusters.queries import scoring_draft as drafts
from clusters.services import scoring_table as tables
from tests import factories


@pytest.mark.parametrize(
    ("code", "fields", "problem"),
    [
        ("II.1", {"reported": ReportedFor.QUARTER, "derived": Derivation.SUM}, None),
        ("II.1", {"reported": ReportedFor.QUARTER}, None),
        ("II.1", {"derived": Derivation.SUM}, "derived_without_periods"),
        ("I", {"reported": ReportedFor.MONTH}, "reported_not_by_unit"),
        ("II.1", {"reported": ReportedFor.MONTH, "supplier": Supplier.HEAD}, "reported_not_by_unit"),
        ("I.2", {"reported": ReportedFor.MONTH, "derived": Derivation.AVERAGE}, "derived_does_not_fit"),
    ],
)
def test_periods_agree_with_the_rule_and_with_who_reports(cast, code, fields, problem):
    cast.table.criteria.filter(code=code).update(**fields)

    found = derivation.unfit(scores.table_of(cast.table)[1])

    assert [(each.where, each.code) for each in found] == ([(code, problem)] if problem else [])


def test_the_next_version_asks_for_the_same_periods(cast):
    asked = {"reported": ReportedFor.HALF_YEAR.value, "derived": Derivation.LAST.value}
    cast.table.criteria.filter(code="II.1").update(**asked)

    following = tables.copy(cast.table, by=cast.official)

    assert following.criteria.filter(**asked).values_list("code", flat=True).get() == "II.1"


def test_another_period_makes_another_draft(cast):
    draft = factories.scoring_table(cast.ministry, published=False)
    before = drafts.fingerprint(draft)
    draft.criteria.filter(code="II.1").update(reported=ReportedFor.MONTH)

    assert drafts.fingerprint(draft) != before
