"""Every term that the system decides by is read from what the meeting adopted; a draft of the same decides nothing."""

import datetime as dt

import pytest

from clusters import clock
from clusters.enums import Phase, RegulationState, ReportState
from clusters.errors import Conflict, Invalid
from clusters.models import Notice, Regulation
from clusters.policies import signature as signing
from clusters.queries import deadline, post, ranking
from clusters.regulating import KINDS
from clusters.services import attendance as attendances
from clusters.services import conclusion as conclusions
from clusters.services import election as elections
from clusters.services import information as requests
from clusters.services import meeting as meetings
from clusters.services import regulation_adoption as adoptions
from clusters.services import reminder as reminders
from clusters.services import report as reports
from clusters.services.regulation_adoption import Votes
from tests import factories
from tests.reading import as_person, get


def adopt(cast, **values):
    factories.terms(cast.cluster, **values)


def only_draft(cast, **values):
    """The same terms in a version that is out for comments."""
    found = Regulation.objects.filter(cluster=cast.cluster).first() or factories.regulation(cast.cluster)
    stored = {key: {"value": value, "article": "2"} for key, value in values.items()}
    factories.regulation_version(found, state=RegulationState.CONSULTING, terms=stored)


def at_phase(cast, phase):
    cast.season.phase = phase
    cast.season.save(update_fields=["phase"])


def voted(cast):
    """At a meeting called now, two of the three members being there."""
    meeting = meetings.call(factories.meeting(cast.season, state="planned"), by=cast.head)
    meeting = meetings.open(meeting, by=cast.head)
    for unit in (cast.unit, cast.head_unit):
        row = meeting.attendances.get(participant=unit)
        attendances.record(row, present=True, by=cast.head, seen=row.version)
    try:
        conclusions.record(meeting, "Thống nhất", votes=(2, 0, 0), by=cast.head)
    except Conflict:
        return "no quorum"
    return "counted"


def elected(cast):
    at_phase(cast, Phase.MEETING)
    lead = {"head": cast.deputy_unit.organisation, "deputy": cast.unit.organisation}
    proposed = elections.propose(cast.season, year=cast.season.year + 1, by=cast.head, **lead)
    try:
        elections.elect(proposed, held_on=clock.today(), by=cast.head, votes_for=2, present=2, members=3)
    except Invalid as invalid:
        return list(invalid.problems)
    return "elected"


def adopted_text(cast, **votes):
    found = Regulation.objects.filter(cluster=cast.cluster).first() or factories.regulation(cast.cluster)
    out = found.versions.open().first() or factories.regulation_version(found, state=RegulationState.CONSULTING)
    days = {"adopted_on": clock.today(), "in_force_on": clock.today()}
    try:
        adoptions.adopt(out, votes=Votes(**votes), by=cast.head, **days)
    except Invalid as invalid:
        return list(invalid.problems)
    return "adopted"


def two_of_three(cast):
    return adopted_text(cast, present=2, in_favour=2)


def with_a_written_vote(cast):
    return adopted_text(cast, present=2, in_writing=1, in_favour=3)


def late(cast):
    at_phase(cast, Phase.SELF_SCORING)
    due = clock.now() - dt.timedelta(days=1)
    cast.season.phases.filter(phase=Phase.SELF_SCORING).update(due_at=due)
    return reports.submit(factories.report(cast.unit, state=ReportState.SIGNED), by=cast.officer).is_late


def ranks(cast):
    at_phase(cast, Phase.MEETING)
    for each, cases in ((cast.unit, 1), (cast.head_unit, 0), (cast.deputy_unit, 0)):
        factories.scored_report(each, head=True)
        factories.fact(each, "reports_late", cases)
    return sorted(line.rank for line in ranking.live(cast.season).lines)


def verifier(cast):
    return [name for name in ("deputy", "official") if post.verifies(getattr(cast, name), cast.head_unit)]


def last_moment(cast):
    """Of a report due on a Friday at five."""
    cast.season.phases.filter(phase=Phase.SELF_SCORING).update(due_at=clock.moment(2026, 11, 20, 17))
    return deadline.of_participant(cast.unit).at


def offered_nine_days(cast):
    """Whether whoever asks other members is offered the ninth day from today."""
    page = get(as_person(cast.browser, cast.head), "request-ask", cast.cluster.pk)
    return page.context["form"]["due_on"].initial == clock.today() + dt.timedelta(days=9)


def hurried(cast):
    """A request that is due today."""
    said = {"title": "Số liệu", "text": "Cho biết", "form": "text", "due_on": clock.today(), "for_all": False}
    try:
        requests.ask(cast.cluster, cast.head_unit.organisation, said, by=cast.head)
    except Invalid as invalid:
        return list(invalid.problems)
    return "asked"


def signed_by_deputy(cast):
    """Whether a unit's deputy may sign the pact for its head."""
    agreed = {"agreed_at": clock.now(), "agreed_by": cast.head, "frozen_text": "Nội dung", "frozen_hash": "1" * 64}
    pact = factories.pact(cast.season, state="signing", **agreed)
    return bool(signing.may_sign_for_the_head(pact.season.cluster, clock.today()))


def reminded(cast, days):
    """Of the people of a unit, who is reminded of its report, so many days after it was due."""
    at_phase(cast, Phase.SELF_SCORING)
    due = clock.moment(2026, 12, 10, 17)
    cast.season.phases.filter(phase=Phase.SELF_SCORING).update(due_at=due)
    factories.report(cast.unit)
    with clock.set_to(due.replace(hour=8) + dt.timedelta(days=days)):
        reminders.remind()
    told = Notice.objects.filter(channel="site", event__startswith="reminder").order_by("person")
    return [name for each in told for name in ("officer", "leader") if each.person_id == getattr(cast, name).pk]


def reminded_before(cast):
    return reminded(cast, -5)


def reminded_again(cast):
    """Three days after the first word that it is over."""
    reminded(cast, 1)
    Notice.objects.all().delete()
    with clock.set_to(clock.moment(2026, 12, 14, 8)):
        return reminders.remind()


def reminded_after(cast):
    return reminded(cast, 1)


FRIDAY = clock.moment(2026, 11, 20, 17)
TERMS = [
    ({"quorum": "1/1"}, voted, "counted", "no quorum"),
    ({"quorum": "1/1"}, elected, "elected", ["present"]),
    ({"threshold": "2/3"}, elected, "elected", ["votes_for"]),
    ({"threshold": "2/3", "comparison": "at_least"}, elected, "elected", "elected"),
    ({"threshold": "2/3", "base": "present"}, elected, "elected", "elected"),
    ({"quorum": "1/1"}, two_of_three, "adopted", ["present"]),
    (
        {"written_votes": "no"},
        with_a_written_vote,
        "adopted",
        ["in_writing"],
    ),
    ({"grace_days": 2}, late, True, False),
    ({"tie_rule": ["late"]}, ranks, [1, 1, 1], [1, 1, 3]),
    ({"head_verifier": "authority"}, verifier, ["deputy"], ["official"]),
    ({"grace_days": 2, "grace_counted": "working"}, last_moment, FRIDAY, clock.moment(2026, 11, 24, 17)),
    ({"answer_days": 9, "answer_counted": "calendar"}, offered_nine_days, False, True),
    ({"answer_days": 1}, hurried, "asked", ["due_on"]),
    ({"deputy_signs": "no"}, signed_by_deputy, True, False),
    ({"remind_before": [2]}, reminded_before, ["officer"], []),
    ({"remind_every": 0}, reminded_again, 2, 0),
    ({"remind_leader_after": 3}, reminded_after, ["officer", "leader"], ["officer"]),
]


@pytest.mark.parametrize(("values", "deed", "before", "after"), TERMS)
@pytest.mark.parametrize("write", [only_draft, adopt])
def test_what_was_adopted_decides_and_a_draft_does_not(client, cast, write, values, deed, before, after):
    cast.browser = client
    write(cast, **values)
    assert deed(cast) == (after if write is adopt else before)


def test_every_term_has_its_proof():
    assert {key for values, *_rest in TERMS for key in values} == set(KINDS)
