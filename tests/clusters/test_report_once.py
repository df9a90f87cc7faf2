"""Two people press at once: one sending, one receipt."""

import threading

import pytest
from django.db import connection

from clusters.enums import Phase, ReportState
from clusters.errors import Conflict
from clusters.models import Submission
from clusters.services import report as reports
from tests import factories


def press(report, by, outcomes):
    try:
        outcomes.append(reports.submit(report, by=by).number)
    except Conflict as refusal:
        outcomes.append(str(refusal))
    finally:
        connection.close()


def both(jobs):
    outcomes: list[str] = []
    threads = [threading.Thread(target=press, args=(report, by, outcomes)) for report, by in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.fixture
def report(transactional_db, cast):
    cast.season.phase = Phase.SELF_SCORING
    cast.season.save(update_fields=["phase"])
    return factories.report(cast.unit, state=ReportState.SIGNED)


@pytest.mark.django_db(transaction=True)
def test_a_report_is_submitted_once(cast, report):
    outcomes = both([(report, cast.officer), (report, cast.leader)])

    assert Submission.objects.count() == 1
    assert Submission.objects.get().number in outcomes
    assert len(set(outcomes)) == 2


@pytest.mark.django_db(transaction=True)
def test_two_units_get_two_numbers(cast, report):
    other = factories.report(cast.head_unit, state=ReportState.SIGNED)

    outcomes = both([(report, cast.officer), (other, cast.head)])

    assert sorted(number[-3:] for number in outcomes) == ["001", "002"]
