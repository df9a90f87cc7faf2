"""Two people press at once: one sending, one receipt."""

import pytest

from clusters.enums import Phase, ReportState
from clusters.models import Submission
from clusters.services import report as reports
from tests import factories
from tests.at_once import at_once, race


@pytest.fixture
def report(transactional_db, cast):
    cast.season.phase = Phase.SELF_SCORING
    cast.season.save(update_fields=["phase"])
    return factories.report(cast.unit, state=ReportState.SIGNED)


@pytest.mark.django_db(transaction=True)
def test_a_report_is_submitted_once(cast, report):
    outcomes = at_once(lambda by: reports.submit(report, by=by), cast.officer, cast.leader)

    assert (outcomes, Submission.objects.count()) == (["Conflict", "done"], 1)


@pytest.mark.django_db(transaction=True)
def test_two_units_get_two_numbers(cast, report):
    other = factories.report(cast.head_unit, state=ReportState.SIGNED)

    sent = race(lambda: reports.submit(report, by=cast.officer), lambda: reports.submit(other, by=cast.head))

    assert sorted(each.number[-3:] for each in sent) == ["001", "002"]
