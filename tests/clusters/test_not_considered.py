"""Units whose report never came: marked when the year moves on or the ranking is sealed, considered again when a late
report is accepted."""

import pytest
from django.db import IntegrityError, transaction

from awards.queries import nomination as nominations
from awards.services import nomination as proposing
from clusters import clock
from clusters.enums import Event, Phase, ReportState
from clusters.errors import Conflict, Invalid
from clusters.models import AuditEntry, Notice, Participant
from clusters.policies import standing as policy
from clusters.queries import ranking
from clusters.services import report as reports
from clusters.services import season as seasons
from clusters.services import standing as standings
from tests import factories
from tests.reading import as_person, get

REASON = "Không gửi báo cáo dù đã nhắc"


@pytest.fixture
def season(cast):
    """Being verified: one unit with an accepted report, one sent nothing, one had its report returned."""
    cast.season.phase = Phase.VERIFYING
    cast.season.save(update_fields=["phase"])
    factories.scored_report(cast.head_unit, head=True)
    factories.report(cast.unit)
    factories.report(cast.deputy_unit, state=ReportState.RETURNED, return_reason="Thiếu minh chứng")
    return cast.season


def marked():
    found = Participant.objects.filter(not_considered_at__isnull=False).order_by("organisation__sort_key")
    return [(each.organisation.name, each.not_considered_reason) for each in found]


def lines(season, event):
    return list(AuditEntry.objects.about(season).filter(event=event).order_by("number"))


def test_the_year_leaves_verifying_with_a_reason_that_each_unit_keeps(cast, season):
    with pytest.raises(Conflict):
        seasons.advance(season, by=cast.head)
    assert marked() == []

    seasons.advance(season, by=cast.head, reason=REASON)
    assert marked() == [("Sở A", REASON), ("Sở C", REASON)]
    cast.unit.refresh_from_db()
    assert cast.unit.not_considered_by == cast.head
    entries = lines(season, Event.PARTICIPANT_NOT_CONSIDERED)
    assert [(e.after["unit"], e.reason, e.organisation_id) for e in entries] == [
        ("Sở A", REASON, cast.unit.organisation_id),
        ("Sở C", REASON, cast.deputy_unit.organisation_id),
    ]
    told = Notice.objects.filter(event=Event.PARTICIPANT_NOT_CONSIDERED).values_list("person", flat=True)
    assert set(told) == {cast.officer.pk, cast.leader.pk, cast.deputy.pk}


def test_a_unit_that_left_is_not_marked(cast, season):
    Participant.objects.filter(pk=cast.unit.pk).update(left_on=season.starts_on)

    seasons.advance(season, by=cast.head, reason=REASON)

    assert marked() == [("Sở C", REASON)]


def test_moving_between_earlier_phases_marks_nobody(cast, season):
    season.phase = Phase.SELF_SCORING
    season.save(update_fields=["phase"])

    seasons.advance(season, by=cast.head, reason=REASON)

    assert marked() == []


def test_sealing_asks_only_for_units_that_nobody_explained_and_keeps_what_was_said(cast, season):
    seasons.advance(season, by=cast.head, reason=REASON)

    standing = standings.seal(season, by=cast.head)

    assert [(unit["unit"], unit["reason"]) for unit in standing.manifest["left_out"]] == [
        ("Sở A", REASON),
        ("Sở C", REASON),
    ]


def test_sealing_while_verifying_marks_the_units_it_leaves_out(cast, season):
    with pytest.raises(Invalid):
        standings.seal(season, by=cast.head)

    standings.seal(season, by=cast.head, left_out_reason="Hội nghị không xét")

    assert marked() == [("Sở A", "Hội nghị không xét"), ("Sở C", "Hội nghị không xét")]


def late(cast, season):
    """The unit that was left out sends its report after all."""
    seasons.advance(season, by=cast.head, reason=REASON)
    factories.score(cast.unit.report, "I.1", 18, "self")
    return send(cast.unit.report, cast.leader)


def send(report, by):
    report.state, report.signed_at, report.signed_by = ReportState.SUBMITTED, clock.now(), by
    report.save(update_fields=["state", "signed_at", "signed_by"])
    return report


def test_a_late_report_ranks_nobody_until_it_is_accepted_and_stops_the_sealing(cast, season):
    report = late(cast, season)

    live = ranking.live(season)
    assert [str(line.participant) for line in live.lines] == ["Sở B"]
    assert (live.late, policy.may_seal_ranking(cast.head, live).error) == ([report], Conflict)


def test_accepting_it_lifts_the_mark_with_a_line_on_the_trail(cast, season):
    reports.accept(late(cast, season), by=cast.head)

    assert marked() == [("Sở C", REASON)]
    (entry,) = lines(season, Event.PARTICIPANT_CONSIDERED)
    assert (entry.before, entry.actor) == ({"unit": "Sở A", "reason": REASON}, cast.head)
    assert sorted(str(line.participant) for line in ranking.live(season).lines) == ["Sở A", "Sở B"]


def test_returning_it_keeps_the_mark(cast, season):
    reports.return_(late(cast, season), reason="Sai mẫu", by=cast.head)

    assert marked() == [("Sở A", REASON), ("Sở C", REASON)]


def test_accepting_a_report_in_time_says_nothing_of_it(cast, season):
    reports.accept(send(cast.unit.report, cast.leader), by=cast.head)

    assert lines(season, Event.PARTICIPANT_CONSIDERED) == []


def test_a_unit_that_is_not_considered_is_not_nominated(cast, season):
    season.phase = Phase.MEETING
    season.save(update_fields=["phase"])
    standing, award = factories.standing(season), factories.award()
    factories.quota(season, award)
    stamp = {"not_considered_at": clock.now(), "not_considered_by": cast.head, "not_considered_reason": REASON}
    Participant.objects.filter(pk=cast.unit.pk).update(**stamp)

    assert [str(each.participant) for each in nominations.placings(season)] == ["Sở B", "Sở C"]
    with pytest.raises(Invalid) as refused:
        proposing.propose(season, award, standing.placings.get(participant=cast.unit), achievement="Tốt", by=cast.head)
    assert list(refused.value.problems) == ["placing"]


@pytest.mark.parametrize("half", [{"not_considered_at": clock.moment(2026, 1, 1)}, {"not_considered_reason": "x"}])
def test_the_database_keeps_who_when_and_why_together(cast, half):
    with pytest.raises(IntegrityError), transaction.atomic():
        Participant.objects.filter(pk=cast.unit.pk).update(**half)


def test_the_page_of_the_year_and_the_ranking_say_so(client, cast, season):
    seasons.advance(season, by=cast.head, reason=REASON)

    year = get(as_person(client, cast.officer), "season", season.pk)
    note = next(row.cells[2].note for row in year.context["tables"][0].rows if row.cells[0].value == "Sở A")
    assert note.startswith(f"not considered: {REASON} ({cast.head}, ")
    rows = get(client, "ranking", season.pk).context["table"].rows
    assert [row.cells[1].note for row in rows][1:] == [f"not considered: {REASON}"] * 2
