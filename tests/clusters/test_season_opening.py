"""Opening a year by a template, as last year, or from nothing, in the browser."""

import datetime as dt

import pytest

from clusters import clock
from clusters.enums import Event, PeriodKind, Phase
from clusters.errors import Conflict, Denied, Stale
from clusters.models import AuditEntry, Season, SeasonTemplate, TemplateUse
from clusters.queries import season_plan as plans
from clusters.services import season_opening as openings
from clusters.services import season_template as deeds
from tests import factories
from tests.clusters.test_season_template import quarter, sheet
from tests.reading import as_person, get, post

YEAR = {"year": 2027, "starts_on": "01/01/2027", "ends_on": "31/12/2027"}


def _help(page, name: str) -> str:
    return str(page.context["form"].fields[name].help_text)


def test_dates_of_the_template_shift_and_leave_days_off(cast):
    template = factories.season_template(cast.ministry, table=cast.table.table)
    factories.template_period(template, PeriodKind.QUARTER, 1, month=4, grace_days=2, asks_signature=True)

    plan = plans.from_template(template, 2027)

    assert plan.due(Phase.PACT) == clock.moment(2027, 3, 31, 17)
    assert plan.due(Phase.SUBMITTED) == clock.moment(2028, 2, 28, 17)
    assert (plan.initial["starts_on"], plan.initial["ends_on"]) == (dt.date(2027, 1, 1), dt.date(2027, 12, 31))
    due_at = clock.moment(2027, 4, 12, 17)  # 10 April 2027 is a Saturday
    assert plan.periods == [plans.PlannedPeriod("quarter", 1, dt.date(2027, 4, 1), due_at, 2, True)]
    assert (plan.left_out, plan.table) == ({Phase.CROSS_CHECKING: "Không chấm chéo"}, cast.table)


def test_a_school_year_runs_from_september_to_august(cast):
    template = factories.season_template(cast.ministry, kind="school", starts_on=dt.date(2000, 9, 1))
    plan = plans.from_template(template, 2027)
    assert (plan.initial["starts_on"], plan.initial["ends_on"]) == (dt.date(2027, 9, 1), dt.date(2028, 8, 31))


def test_a_draft_of_the_table_is_not_taken(cast):
    table = factories.scoring_table(cast.ministry, published=False).table
    assert plans.from_template(factories.season_template(cast.ministry, table=table), 2027).table is None


def test_the_page_offers_template_last_year_and_nothing(client, cast):
    template = factories.season_template(cast.ministry)
    factories.season_template(cast.elsewhere.cluster.authority)
    cast.season.phases.filter(phase=Phase.PACT).update(due_at=clock.moment(cast.season.year, 3, 2, 17))
    as_person(client, cast.official)

    page = get(client, "season-open", cast.cluster.pk, year=2027)
    assert [key for key, _label in page.context["way"].fields["way"].choices] == [
        f"template-{template.pk}",
        "last",
        "empty",
    ]
    assert f"From the template “{template}”: 17:00 31/03." in _help(page, "due_pact")
    assert page.context["form"]["left_out_cross_checking"].value() == "Không chấm chéo"
    last = get(client, "season-open", cast.cluster.pk, way="last", year=2027)
    assert f"From {cast.season.label}: 17:00 02/03/{cast.season.year}" in _help(last, "due_pact")
    empty = get(client, "season-open", cast.cluster.pk, way="empty", year=2027)
    assert (empty.context["form"]["due_pact"].value(), _help(empty, "due_running")) == (None, "")


@pytest.mark.parametrize("state", ["draft", "retired"])
def test_only_a_template_in_force_is_offered(client, cast, state):
    factories.season_template(cast.ministry, state=state)
    page = get(as_person(client, cast.official), "season-open", cast.cluster.pk)
    assert [key for key, _label in page.context["way"].fields["way"].choices] == ["last", "empty"]


def test_a_year_opens_by_the_template_as_it_was_typed(client, cast):
    template = factories.season_template(cast.ministry)
    typed = {**YEAR, "due_pact": "17:00 31/03/2027", "left_out_cross_checking": "Không chấm chéo"}

    assert post(as_person(client, cast.official), "season-open", cast.cluster.pk, **typed).status_code == 302

    season = Season.objects.get(cluster=cast.cluster, year=2027)
    assert season.phases.get(phase=Phase.CROSS_CHECKING).skip_reason == "Không chấm chéo"
    assert season.phases.get(phase=Phase.PACT).due_at == clock.moment(2027, 3, 31, 17)
    assert (season.template_use.template, season.template_use.version) == (template, 1)
    assert AuditEntry.objects.about(template).get().event == Event.SEASON_TEMPLATE_USED


def test_a_phase_stays_whose_reason_was_emptied_and_is_not_both(client, cast):
    factories.season_template(cast.ministry)
    as_person(client, cast.official)
    both = {**YEAR, "left_out_cross_checking": "Không", "due_cross_checking": "01/12/2027"}
    page = post(client, "season-open", cast.cluster.pk, **both)
    assert list(page.context["form"].errors) == ["left_out_cross_checking"]
    assert post(client, "season-open", cast.cluster.pk, **YEAR).status_code == 302
    assert Season.objects.get(cluster=cast.cluster, year=2027).phases.filter(skipped_at__isnull=False).count() == 0


@pytest.mark.parametrize("deed", ["write", "retire", "replace"])
def test_whoever_typed_by_a_template_that_changed_meanwhile_is_told_and_keeps_the_text(client, cast, deed):
    template, other = factories.season_template(cast.ministry), factories.season_template(cast.ministry, state="draft")
    seen = get(as_person(client, cast.official), "season-open", cast.cluster.pk).context["form"]["seen"].value()
    deeds_of = {
        "write": lambda: deeds.write(template, sheet(), by=cast.official2),
        "retire": lambda: deeds.retire(template, by=cast.official2),
        "replace": lambda: deeds.put_in_force(other, by=cast.official2),
    }
    deeds_of[deed]()
    typed = {**YEAR, "seen": seen, "due_pact": "17:00 30/03/2027", "left_out_meeting": "Họp cùng Bộ"}

    page = post(client, "season-open", cast.cluster.pk, **typed)

    form = page.context["form"]
    assert [form[name].value() for name in ("due_pact", "left_out_meeting")] == ["17:00 30/03/2027", "Họp cùng Bộ"]
    assert not Season.objects.filter(year=2027).exists()
    again = {**typed, "seen": form["seen"].value()}
    assert post(client, "season-open", cast.cluster.pk, **again).status_code == 302
    season = Season.objects.get(cluster=cast.cluster, year=2027)
    assert season.phases.get(phase=Phase.MEETING).skip_reason == "Họp cùng Bộ"
    assert [use.template for use in TemplateUse.objects.all()] == {
        "write": [template],
        "retire": [],
        "replace": [other],
    }[deed]


def test_a_year_opened_as_last_year_comes_from_no_template(client, cast):
    factories.season_template(cast.ministry)
    as_person(client, cast.official)
    assert client.post(f"/clusters/{cast.cluster.pk}/open-season/?way=last&year=2027", YEAR).status_code == 302
    assert Season.objects.filter(cluster=cast.cluster, year=2027).exists()
    assert not TemplateUse.objects.exists()


def test_a_change_of_the_template_never_touches_an_open_year(cast):
    template = factories.season_template(cast.ministry)
    year = openings.year_of(plans.from_template(template, 2027))
    season = openings.open(cast.cluster, template=template, year=2027, by=cast.official, **year)
    before = list(season.phases.values_list("phase", "due_at", "skip_reason").order_by("pk"))

    deeds.write(template, sheet(periods=[quarter(1, 3)]), by=cast.official)
    deeds.retire(template, by=cast.official)

    assert list(season.phases.values_list("phase", "due_at", "skip_reason").order_by("pk")) == before
    assert not season.periods.exists()
    assert season.template_use.version == 1


def test_no_year_opens_by_a_foreign_template_or_one_not_in_force(cast):
    foreign = factories.season_template(cast.elsewhere.cluster.authority)
    draft = factories.season_template(cast.ministry, state="draft")
    for template, refusal in ((foreign, Denied), (draft, Conflict)):
        year = openings.year_of(plans.from_template(template, 2027))
        with pytest.raises(refusal):
            openings.open(cast.cluster, template=template, year=2027, by=cast.official, **year)
    assert not Season.objects.filter(year=2027).exists()


def _typed(**fields) -> dict:
    """The sheet as a browser sends it."""
    rows = {"period-TOTAL_FORMS": 1, "period-INITIAL_FORMS": 0, "period-0-kind": "quarter", "period-0-number": 1}
    rows |= {"period-0-opens_on_0": "20/03", "period-0-opens_on_1": "0"}
    rows |= {"period-0-due_at_0": "17:00 05/04", "period-0-due_at_1": "0"}
    facts = {"name": "Năm thi đua", "starts_on_0": "01/01", "starts_on_1": "0"}
    due = {"due_submitted_0": "28/02", "due_submitted_1": "1", "left_out_cross_checking": "Không chấm chéo"}
    return {**facts, **due, **rows, **fields}


def test_an_official_drafts_and_changes_a_template_in_the_browser(client, cast):
    as_person(client, cast.official)
    answer = post(client, "season-template-draft", **_typed())
    template = SeasonTemplate.objects.get()
    assert answer.url == f"/year-templates/{template.pk}/"
    assert template.phases.get(phase=Phase.SUBMITTED).due_at == clock.moment(2001, 2, 28, 23, 59)
    assert template.periods.get().opens_on == dt.date(2000, 3, 20)

    page = get(client, "season-template-change", template.pk).content.decode()
    assert 'value="23:59 28/02"' in page
    changed = _typed(seen=1, starts_on_0="01/09", due_submitted_0="15/08")
    changed["period-0-opens_on_1"] = changed["period-0-due_at_1"] = "1"
    assert post(client, "season-template-change", template.pk, **changed).status_code == 302
    template.refresh_from_db()
    assert (template.kind, template.version) == ("school", 2)
    assert template.periods.get().opens_on == dt.date(2001, 3, 20)


@pytest.mark.parametrize("text", ["31/02", "15-13", "mai", "25:00 15/12"])
def test_a_day_that_is_none_is_said_beside_its_field_and_kept(client, cast, text):
    page = post(as_person(client, cast.official), "season-template-draft", **_typed(due_pact_0=text, due_pact_1="1"))
    assert list(page.context["form"].errors) == ["due_pact"]
    assert f'value="{text}"' in page.content.decode()
    assert not SeasonTemplate.objects.exists()


def test_what_was_typed_against_a_colleague_is_shown_beside_it_and_can_be_saved(client, cast):
    template = factories.season_template(cast.ministry)
    deeds.write(template, sheet(name="Của đồng nghiệp"), by=cast.official2, seen=1)
    as_person(client, cast.official)

    page = post(client, "season-template-change", template.pk, **_typed(seen=1, name="Của tôi"))

    assert page.context["versions"][0][1:] == ("Của tôi", "Của đồng nghiệp")
    assert 'value="Của tôi"' in page.content.decode()
    assert page.context["form"]["seen"].value() == "2"
    assert post(client, "season-template-change", template.pk, **_typed(seen=2, name="Của tôi")).status_code == 302
    with pytest.raises(Stale):
        deeds.write(template, sheet(), by=cast.official2, seen=2)


def test_the_page_of_a_template_shows_its_days_in_a_year(client, cast):
    template = factories.season_template(cast.ministry)
    factories.template_period(template, PeriodKind.QUARTER, 1)
    page = get(as_person(client, cast.auditor), "season-template", template.pk, year=2027)
    phases, periods, *_rest = page.context["tables"]
    pact, cross = phases.rows[1], phases.rows[4]
    assert (pact.cells[1].value, pact.cells[2].value) == ("17:00 31/03", clock.moment(2027, 3, 31, 17))
    assert (cross.cells[1].value, cross.cells[3].value) == ("left out", "Không chấm chéo")
    assert periods.rows[0].cells[3].value == clock.moment(2027, 1, 11, 17)  # the 10th is a Sunday


def test_the_register_filters(client, cast):
    factories.season_template(cast.ministry, name="Năm lịch")
    factories.season_template(cast.ministry, name="Năm học", kind="school", starts_on=dt.date(2000, 9, 1))
    factories.season_template(cast.ministry, name="Nháp", state="draft")
    factories.season_template(cast.elsewhere.cluster.authority, name="Của bộ khác")
    as_person(client, cast.official)
    wishes = ({}, {"kind": "school"}, {"state": "draft"}, {"state": "in_force", "kind": "calendar"})
    shown = [[row.cells[0].value for row in get(client, "season-templates", **w).context["table"].rows] for w in wishes]
    assert shown == [["Năm học", "Năm lịch", "Nháp"], ["Năm học"], ["Nháp"], ["Năm lịch"]]


def test_a_year_is_kept_in_the_browser(client, cast):
    as_person(client, cast.official)
    page = get(client, "season-template-keep", cast.season.pk)
    assert str(cast.cluster) in page.context["form"]["name"].value()
    answer = post(client, "season-template-keep", cast.season.pk, name="Như năm nay")
    assert answer.url == f"/year-templates/{SeasonTemplate.objects.get(name='Như năm nay').pk}/"
