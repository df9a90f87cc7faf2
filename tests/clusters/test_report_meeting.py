"""A report returned late in the year can still come back, and whoever returned it still sees it."""

import pytest

from clusters.enums import Phase, ReportState
from clusters.errors import Conflict
from clusters.models import Report
from clusters.services import report as reports
from tests import factories


def _in(cast, phase, state):
    cast.season.phase = phase
    cast.season.save()
    return factories.report(cast.unit, state=state)


def test_what_comes_back_during_the_meeting_is_accepted(cast):
    report = _in(cast, Phase.MEETING, ReportState.SUBMITTED)
    assert reports.accept(report, by=cast.head).state == ReportState.ACCEPTED


def test_nothing_is_accepted_under_a_sealed_ranking(cast):
    report = _in(cast, Phase.MEETING, ReportState.SUBMITTED)
    factories.standing(cast.season)
    with pytest.raises(Conflict):
        reports.accept(report, by=cast.head)


@pytest.mark.parametrize("who", ["head", "deputy", "official", "auditor"])
def test_a_returned_report_stays_open_to_those_who_saw_it(cast, who):
    report = _in(cast, Phase.VERIFYING, ReportState.RETURNED)
    assert list(Report.objects.visible_to(getattr(cast, who))) == [report]
    assert list(Report.objects.visible_to(cast.neighbour)) == []


def test_a_report_being_mended_is_the_units_own(cast):
    _in(cast, Phase.VERIFYING, ReportState.DRAFT)
    assert list(Report.objects.visible_to(cast.head)) == []
