"""The checklist of each phase: what is done, what is open, where it is mended."""

import pytest
from django.utils import translation

from clusters.enums import PactState, Phase, ReportState
from clusters.queries import duty
from clusters.queries.duty import Look, Sent
from tests import factories
from tests.reading import as_person, get


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def said(season, phase, **known):
    return [(line.words, line.is_done) for line in duty.checklist(Look(season, **known), phase)]


def test_preparing_asks_for_a_table_and_a_head(cast):
    season = cast.season
    assert said(season, Phase.PREPARING) == [
        ("The year has its scoring table.", True),
        ("The cluster has a head today: Sở B.", True),
    ]
    season.table = None
    season.headships.all().delete()
    assert said(season, Phase.PREPARING) == [
        ("The year has no scoring table yet.", False),
        ("The cluster has no head today.", False),
    ]


def test_the_pact_must_be_signed_by_all(cast):
    pact = factories.pact(cast.season)
    assert said(cast.season, Phase.PACT) == [("The pact has not been signed by all members.", False)]

    assert pact.state != PactState.SIGNED
    assert said(cast.season, Phase.PACT, is_signed=True) == [("All members have signed the pact.", True)]


def test_reports_are_counted_and_the_missing_ones_named(cast):
    factories.report(cast.unit, state=ReportState.SUBMITTED)
    factories.report(cast.head_unit)

    assert said(cast.season, Phase.SELF_SCORING) == [
        ("1 of 2 units have sent their reports.", True),
        ("Sở B has not sent its report.", False),
    ]
    assert said(cast.season, Phase.VERIFYING)[0] == ("1 reports wait to be accepted or returned.", False)
    assert said(cast.season, Phase.VERIFYING, reports=[Sent("Sở A", ReportState.ACCEPTED)]) == [
        ("No report waits to be accepted or returned.", True),
        ("1 of 1 units have sent their reports.", True),
    ]


def test_the_meeting_ends_with_a_sealed_ranking(cast):
    assert said(cast.season, Phase.MEETING) == [("The ranking has not been sealed.", False)]
    factories.standing(cast.season)
    assert said(cast.season, Phase.MEETING) == [("The ranking is sealed.", True)]


def test_the_year_is_closed_when_its_meetings_are(cast):
    assert said(cast.season, Phase.DECIDED) == [("Every meeting of the year is closed or cancelled.", True)]
    for state in ("planned", "open", "closed"):
        factories.meeting(cast.season, state=state)
    factories.meeting(cast.elsewhere, state="called")
    left = [("2 meetings of the year are neither closed nor cancelled.", False)]
    assert said(cast.season, Phase.DECIDED) == left


@pytest.mark.parametrize("phase", [Phase.RUNNING, Phase.SUBMITTED, Phase.CLOSED])
def test_other_phases_ask_for_nothing(cast, phase):
    assert said(cast.season, phase) == []


def test_the_page_shows_the_same_lines_as_moving_on_asks(client, cast):
    factories.report(cast.unit)
    factories.report(cast.head_unit, state=ReportState.ACCEPTED)
    factories.meeting(cast.season, state="called")
    for phase in duty.CHECKLISTS:
        cast.season.phase = phase
        cast.season.save(update_fields=["phase"])
        page = get(as_person(client, cast.head), "season", cast.season.pk).context["page"]
        assert page.duties == duty.open_duties(cast.season)
        assert [each.phase for each in page.other_checklists] == [p for p in duty.CHECKLISTS if p != phase]


def test_a_line_leads_to_where_it_is_mended(client, cast):
    report = factories.report(cast.unit)
    cast.season.phase = Phase.SELF_SCORING
    cast.season.save(update_fields=["phase"])

    lines = [
        get(as_person(client, person), "season", cast.season.pk).context["page"].checklist[0]
        for person in (cast.officer, cast.head)
    ]
    assert [line.url for line in lines] == [f"/reports/{report.pk}/", f"/seasons/{cast.season.pk}/reports/"]
