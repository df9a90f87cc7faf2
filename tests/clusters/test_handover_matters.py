"""What a hand-over begins with: open matters by who goes on with them, and the papers that the new head finds."""

import datetime as dt

import pytest
from django.utils import translation

from clusters import clock
from clusters.enums import Phase
from clusters.queries import handover as queries
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cast):
    cast.season.phase = Phase.MEETING
    cast.season.save(update_fields=["phase"])
    with translation.override("en"):
        yield factories.meeting(cast.season)


def lines(cast) -> list[tuple[str, str]]:
    return [(each["who"], each["what"]) for each in queries.open_matters(cast.season)][1:]


def test_what_meetings_left_to_be_done_and_what_runs_on_passes_to_the_new_head(cast, meeting):
    day = dt.date(2027, 3, 1)
    factories.proposal(meeting, cast.unit, text="Xin thêm\nthời gian")
    factories.proposal(meeting, cast.unit, state="followed", due_on=day)
    factories.conclusion(meeting, text="Gửi báo cáo", due_on=day)
    factories.programme(cast.cluster, cast.unit.organisation, state="agreed", title="Khuyến công")

    assert lines(cast) == [
        ("old", "Proposal of Sở A without an answer: Xin thêm thời gian"),
        ("new", "Promised to Sở A, due on 01/03/2027: Gửi văn bản"),
        ("new", "Decided by a meeting, due on 01/03/2027: Gửi báo cáo"),
        ("new", "Coordination programme that runs on: Khuyến công"),
    ]


def test_what_is_done_of_others_or_of_another_cluster_is_no_line(cast, meeting):
    factories.proposal(meeting, cast.unit, addressee="authority")
    factories.proposal(meeting, cast.unit, state="settled")
    factories.conclusion(meeting)
    factories.conclusion(meeting, due_on=clock.today(), done_at=clock.now(), done_by=cast.head, done_words="Xong")
    factories.programme(cast.cluster, cast.unit.organisation)
    elsewhere = factories.meeting(cast.stranger.season)
    factories.conclusion(elsewhere, due_on=clock.today())
    factories.proposal(elsewhere, cast.stranger, state="followed")
    factories.programme(cast.stranger.season.cluster, cast.stranger.organisation, state="agreed")

    assert lines(cast) == []


def test_a_long_matter_is_cut_to_what_a_line_of_the_form_takes(cast, meeting):
    factories.conclusion(meeting, text="dài " * 400, due_on=clock.today())

    assert [len(what) for _who, what in lines(cast)] == [queries.MOST_LETTERS]


def test_the_papers_are_those_of_the_cluster_and_of_the_year(cast, meeting):
    first = factories.minutes(meeting)
    factories.minutes(meeting, "Sửa", replaces=first, reason="Nhầm")
    factories.minutes(factories.meeting(cast.stranger.season))
    factories.terms(cast.cluster)

    found = [each.name for each in queries.papers(cast.season)]

    assert found == [
        f"Founding decision {cast.cluster.founding_decision}",
        "Operating regulations in force from 01/01/2020",
        "Library of the cluster",
        str(cast.season.table),
        f"Minutes: {meeting}",
    ]
