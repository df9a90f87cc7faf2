"""Templates of a year: written as a whole, one in force for each kind of year, kept from a year that was."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from clusters import clock
from clusters.enums import Event, PeriodKind, Phase, SeasonTemplateState
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import AuditEntry, SeasonTemplate, TemplatePhase
from clusters.services import season_template as deeds
from clusters.services.period import PeriodLine
from clusters.services.season_template import TemplateSheet
from tests import factories

FIRST, SEPTEMBER = dt.date(2000, 1, 1), dt.date(2000, 9, 1)
PACT, SUBMITTED = clock.moment(2000, 3, 15, 17), clock.moment(2001, 2, 28, 17)


def sheet(**fields) -> TemplateSheet:
    due = {Phase.PACT: PACT, Phase.SUBMITTED: SUBMITTED}
    return TemplateSheet(**{"name": "Năm thi đua", "starts_on": FIRST, "due": due, **fields})


def quarter(number: int, month: int, **fields) -> PeriodLine:
    days = {"opens_on": dt.date(2000, month, 1), "due_at": clock.moment(2000, month, 10, 17)}
    return PeriodLine(PeriodKind.QUARTER, number, **{**days, **fields})


def test_a_draft_holds_what_was_written(cast):
    whole = sheet(left_out={Phase.CROSS_CHECKING: "Không chấm chéo"}, periods=[quarter(1, 3)], table=cast.table.table)

    template = deeds.draft(cast.ministry, whole, by=cast.official)

    assert (template.kind, template.state, template.version) == ("calendar", SeasonTemplateState.DRAFT, 1)
    lines = {line.phase: line.due_at or line.left_out for line in template.phases.all()}
    assert lines == {"pact": PACT, "submitted": SUBMITTED, "cross_checking": "Không chấm chéo"}
    assert template.periods.get().due_at == clock.moment(2000, 3, 10, 17)
    entry = AuditEntry.objects.about(template).get()
    assert (entry.event, entry.authority_id) == (Event.SEASON_TEMPLATE_DRAFTED, cast.ministry.pk)
    assert entry.after["name"] == "Năm thi đua"


@pytest.mark.parametrize("person", ["officer", "head", "council", "auditor", "neighbour_official"])
def test_only_the_official_drafts_changes_enforces_retires(cast, person):
    by, template = getattr(cast, person), factories.season_template(cast.ministry, state="draft")
    for deed in (
        lambda: deeds.draft(cast.ministry, sheet(), by=by),
        lambda: deeds.write(template, sheet(), by=by),
        lambda: deeds.put_in_force(template, by=by),
        lambda: deeds.retire(template, by=by),
        lambda: deeds.keep(cast.season, "Như năm nay", by=by),
    ):
        with pytest.raises(Denied):
            deed()
    assert SeasonTemplate.objects.get() == template


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"name": " "}, "name"),
        ({"starts_on": dt.date(2001, 1, 1), "due": {}}, "starts_on"),
        ({"due": {Phase.PACT: PACT, Phase.RUNNING: clock.moment(2000, 3, 1)}}, "due_running"),
        ({"due": {Phase.PACT: clock.moment(2002, 3, 1)}}, "due_pact"),
        ({"starts_on": SEPTEMBER, "due": {Phase.PACT: PACT}}, "due_pact"),
        ({"left_out": {Phase.PACT: "Không ký"}}, "due_pact"),
        ({"due": {}, "left_out": {Phase.PREPARING: "Không cần"}}, "left_out_preparing"),
        ({"periods": [quarter(1, 3), quarter(1, 6)]}, "periods"),
        ({"periods": [quarter(5, 3)]}, "periods"),
        ({"periods": [quarter(1, 3, due_at=clock.moment(2002, 1, 1))]}, "periods"),
    ],
)
def test_what_contradicts_itself_is_refused_at_its_field(cast, fields, where):
    with pytest.raises(Invalid) as refused:
        deeds.draft(cast.ministry, sheet(**fields), by=cast.official)
    assert list(refused.value.problems) == [where]


def test_table_and_decision_are_of_the_same_authority(cast):
    foreign = factories.scoring_table(cast.elsewhere.cluster.authority).table
    decision = factories.decision(cast.elsewhere.cluster.authority)
    with pytest.raises(Invalid) as refused:
        deeds.draft(cast.ministry, sheet(table=foreign, decision=decision), by=cast.official)
    assert set(refused.value.problems) == {"table", "decision"}


def test_writing_replaces_the_whole_and_the_trail_shows_both(cast):
    template = factories.season_template(cast.ministry)
    factories.template_period(template, PeriodKind.QUARTER, 1)

    written = deeds.write(template, sheet(starts_on=SEPTEMBER, due={}), by=cast.official, seen=1)

    assert (written.kind, written.version, written.state) == ("school", 2, SeasonTemplateState.IN_FORCE)
    assert not written.phases.exists()
    assert not written.periods.exists()
    entry = AuditEntry.objects.about(template).get()
    assert (len(entry.before["phases"]), len(entry.before["periods"]), entry.after["phases"]) == (3, 1, [])


def test_the_second_writer_is_told_and_nothing_is_written(cast):
    template = factories.season_template(cast.ministry)
    deeds.write(template, sheet(name="Của đồng nghiệp"), by=cast.official2, seen=1)
    with pytest.raises(Stale) as stale:
        deeds.write(template, sheet(name="Của tôi"), by=cast.official, seen=1)
    assert (stale.value.theirs["name"], stale.value.seen) == ("Của đồng nghiệp", 2)
    assert SeasonTemplate.objects.get().name == "Của đồng nghiệp"


def test_putting_in_force_retires_the_one_before_of_the_same_kind(cast):
    old = factories.season_template(cast.ministry)
    school = factories.season_template(cast.ministry, kind="school", starts_on=SEPTEMBER)
    foreign = factories.season_template(cast.elsewhere.cluster.authority)
    new = deeds.put_in_force(factories.season_template(cast.ministry, state="draft"), by=cast.official)
    states = {each: SeasonTemplate.objects.get(pk=each.pk).state for each in (old, school, foreign, new)}
    assert states == {old: "retired", school: "in_force", foreign: "in_force", new: "in_force"}
    assert AuditEntry.objects.about(old).get().event == Event.SEASON_TEMPLATE_RETIRED
    with pytest.raises(Conflict):
        deeds.put_in_force(new, by=cast.official)


def test_one_in_force_for_each_kind_even_against_a_change_of_the_first_day(cast):
    factories.season_template(cast.ministry)
    school = factories.season_template(cast.ministry, kind="school", starts_on=SEPTEMBER)
    with pytest.raises(Invalid) as refused:
        deeds.write(school, sheet(), by=cast.official)
    assert list(refused.value.problems) == ["starts_on"]
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.season_template(cast.ministry)


def test_a_retired_one_stays_as_it_is(cast):
    template = deeds.retire(factories.season_template(cast.ministry), by=cast.official)
    for deed in (deeds.put_in_force, deeds.retire):
        with pytest.raises(Conflict):
            deed(template, by=cast.official)
    with pytest.raises(Conflict):
        deeds.write(template, sheet(), by=cast.official)


@pytest.mark.parametrize(
    "fields",
    [
        {"phase": Phase.RUNNING},
        {"phase": Phase.PREPARING, "left_out": "Không cần"},
        {"phase": Phase.RUNNING, "left_out": "Không cần", "due_at": PACT},
        {"phase": Phase.RUNNING, "due_at": clock.moment(2002, 1, 1)},
        {"phase": Phase.CLOSED, "due_at": PACT},
    ],
)
def test_a_phase_is_due_within_two_years_or_left_out(cast, fields):
    template = factories.season_template(cast.ministry)
    with pytest.raises(IntegrityError), transaction.atomic():
        TemplatePhase.objects.create(template=template, **fields)


def test_a_year_is_kept_as_a_template(cast, at):
    cast.season.phases.filter(phase=Phase.PACT).update(due_at=clock.moment(cast.season.year, 3, 15, 17))
    cast.season.phases.filter(phase=Phase.SUBMITTED).update(due_at=clock.moment(cast.season.year + 1, 2, 28, 17))
    skipped = {"skipped_at": clock.now(), "skipped_by": cast.official, "skip_reason": "Không chấm chéo"}
    cast.season.phases.filter(phase=Phase.CROSS_CHECKING).update(**skipped)
    factories.period(cast.season, PeriodKind.QUARTER, 1, grace_days=3, asks_signature=True)

    template = deeds.keep(cast.season, "Như năm nay", by=cast.official)

    lines = {line.phase: line.due_at or line.left_out for line in template.phases.all()}
    assert lines == {"pact": PACT, "submitted": SUBMITTED, "cross_checking": "Không chấm chéo"}
    assert (template.table, template.state, template.starts_on) == (cast.table.table, "draft", FIRST)
    period = template.periods.get()
    assert (period.opens_on, period.grace_days, period.asks_signature) == (FIRST, 3, True)


def test_a_school_year_is_kept_with_its_september(cast):
    cast.season.starts_on, cast.season.ends_on = dt.date(2026, 9, 1), dt.date(2027, 8, 31)
    cast.season.save(update_fields=["starts_on", "ends_on"])
    cast.season.phases.filter(phase=Phase.MEETING).update(due_at=clock.moment(2027, 6, 15, 17))
    template = deeds.keep(cast.season, "Năm học", by=cast.official)
    assert (template.kind, template.starts_on) == ("school", SEPTEMBER)
    assert template.phases.get().due_at == clock.moment(2001, 6, 15, 17)


def test_those_who_act_for_the_authority_see_it(cast):
    factories.season_template(cast.ministry)
    people = ("official", "council", "auditor", "officer", "head", "neighbour", "neighbour_official")
    seen = {name: SeasonTemplate.objects.visible_to(getattr(cast, name)).count() for name in people}
    assert seen == dict(zip(people, (1, 1, 1, 0, 0, 0, 0), strict=True))
