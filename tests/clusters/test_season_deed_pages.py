"""Opening, moving on, skipping, deadlines, headships, the table and extensions in the browser."""

import datetime as dt

import pytest

from clusters import clock
from clusters.enums import HeadshipRole, Phase
from clusters.models import Season, SeasonPhase
from tests import factories
from tests.reading import as_person, get, post

FORMS = ["season-skip", "season-deadlines", "season-headship"]


def _opening(cast, **fields):
    return {"year": 2031, "starts_on": "01/01/2031", "ends_on": "31/12/2031", "table": cast.table.pk, **fields}


def test_opening_leads_to_the_new_year(cast, client):
    wish = _opening(cast, head=cast.unit.organisation_id, due_pact="17:00 31/03/2031", due_running="30/11/2031")

    response = post(as_person(client, cast.official), "season-open", cast.cluster.pk, **wish)

    season = Season.objects.get(year=2031)
    assert (response.url, season.participants.count(), season.table) == (f"/seasons/{season.pk}/", 3, cast.table)
    assert [str(each.participant) for each in season.headships.all()] == ["Sở A"]
    due = dict(season.phases.exclude(due_at=None).values_list("phase", "due_at"))
    assert due == {"pact": clock.moment(2031, 3, 31, 17), "running": clock.moment(2031, 11, 30, 23, 59)}


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"ends_on": "01/01/2031"}, "ends_on"),
        ({"year": 1815}, "year"),
        ({"due_pact": "31/03/2031", "due_running": "28/02/2031"}, "due_running"),
        ({"due_pact": "tomorrow"}, "due_pact"),
    ],
)
def test_bad_opening_says_how_to_mend_and_keeps_what_was_typed(cast, client, fields, where):
    response = post(as_person(client, cast.official), "season-open", cast.cluster.pk, **_opening(cast, **fields))

    assert list(response.context["form"].errors) == [where]
    assert 'value="01/01/2031"' in response.content.decode()


def test_head_and_deputy_are_two_units(cast, client):
    unit = cast.unit.organisation_id
    response = post(
        as_person(client, cast.official), "season-open", cast.cluster.pk, **_opening(cast, head=unit, deputy=unit)
    )

    assert list(response.context["form"].errors) == ["deputy"]


def test_a_year_that_is_open_already_is_said_beside_the_field(cast, client):
    wish = _opening(cast, year=cast.season.year)

    response = post(as_person(client, cast.official), "season-open", cast.cluster.pk, **wish)

    assert str(cast.season.year) in response.context["form"].errors["year"][0]


def test_form_offers_the_year_that_follows(cast, client):
    form = get(as_person(client, cast.official), "season-open", cast.cluster.pk).context["form"]

    assert form.initial["year"] == cast.season.year + 1


def test_the_head_moves_the_year_on(cast, client):
    response = post(as_person(client, cast.head), "season-advance", cast.season.pk)

    cast.season.refresh_from_db()
    assert (response.status_code, cast.season.phase) == (302, Phase.SELF_SCORING)


@pytest.mark.parametrize(("who", "status"), [("officer", 403), ("deputy", 403), ("official", 403), ("neighbour", 404)])
def test_nobody_else_moves_it(cast, client, who, status):
    assert post(as_person(client, getattr(cast, who)), "season-advance", cast.season.pk).status_code == status


def test_open_duties_need_a_reason(cast, client):
    Season.objects.filter(pk=cast.season.pk).update(phase=Phase.PACT)
    as_person(client, cast.head)

    refused = post(client, "season-advance", cast.season.pk)
    moved = post(client, "season-advance", cast.season.pk, reason="Đã ký trên giấy")

    assert (refused.status_code, moved.status_code) == (409, 302)
    assert "The pact has not been signed by all members." in refused.content.decode()


def test_closed_year_moves_no_further(cast, client):
    Season.objects.filter(pk=cast.season.pk).update(phase=Phase.CLOSED)

    assert post(as_person(client, cast.official), "season-advance", cast.season.pk).status_code == 409


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize(
    ("who", "status"), [("official", 200), ("head", 403), ("auditor", 403), ("neighbour_official", 404)]
)
def test_arranging_is_for_the_official(cast, client, name, who, status):
    assert get(as_person(client, getattr(cast, who)), name, cast.season.pk).status_code == status


@pytest.mark.parametrize("name", [*FORMS, "season-table"])
def test_nothing_is_arranged_in_a_closed_year(cast, client, name):
    Season.objects.filter(pk=cast.season.pk).update(phase=Phase.CLOSED)

    assert get(as_person(client, cast.official), name, cast.season.pk).status_code == 409


def test_skipping_a_phase_to_come(cast, client):
    as_person(client, cast.official)

    bare = post(client, "season-skip", cast.season.pk, phase="cross_checking", reason="")
    past = post(client, "season-skip", cast.season.pk, phase="pact", reason="Ít đơn vị")
    done = post(client, "season-skip", cast.season.pk, phase="cross_checking", reason="Ít đơn vị")

    line = SeasonPhase.objects.get(season=cast.season, phase=Phase.CROSS_CHECKING)
    assert (list(bare.context["form"].errors), list(past.context["form"].errors)) == (["reason"], ["phase"])
    assert (done.status_code, line.skip_reason, line.skipped_by) == (302, "Ít đơn vị", cast.official)


def test_deadlines_are_set_and_cleared(cast, client):
    SeasonPhase.objects.filter(season=cast.season, phase=Phase.PACT).update(due_at=clock.moment(2026, 3, 1, 17))
    form = get(as_person(client, cast.official), "season-deadlines", cast.season.pk).context["form"]

    post(client, "season-deadlines", cast.season.pk, seen=form["seen"].value(), due_running="17:00 30/11/2026")

    due = dict(cast.season.phases.exclude(due_at=None).values_list("phase", "due_at"))
    assert due == {"running": clock.moment(2026, 11, 30, 17)}


def test_second_writer_of_a_deadline_is_told_and_loses_nothing(cast, client):
    form = get(as_person(client, cast.official), "season-deadlines", cast.season.pk).context["form"]
    theirs = {"due_at": clock.moment(2026, 10, 1, 17)}
    cast.season.phases.filter(phase=Phase.RUNNING).update(**theirs)
    mine = {"due_running": "17:00 30/11/2026"}

    told = post(client, "season-deadlines", cast.season.pk, seen=form["seen"].value(), **mine)
    again = post(client, "season-deadlines", cast.season.pk, seen=told.context["form"]["seen"].value(), **mine)

    assert told.context["versions"] == [("Thực hiện", "17:00 30/11/2026", "17:00 01/10/2026")]
    assert (told.status_code, told.context["form"]["due_running"].value()) == (200, mine["due_running"])
    assert (again.status_code, cast.season.phases.get(phase="running").due_at) == (302, clock.moment(2026, 11, 30, 17))


def test_colleagues_change_different_deadlines(cast, client):
    form = get(as_person(client, cast.official), "season-deadlines", cast.season.pk).context["form"]
    cast.season.phases.filter(phase=Phase.PACT).update(due_at=clock.moment(2026, 3, 1, 17))

    post(client, "season-deadlines", cast.season.pk, seen=form["seen"].value(), due_running="17:00 30/11/2026")

    assert cast.season.phases.exclude(due_at=None).count() == 2


def test_naming_a_head_ends_the_one_before(cast, client):
    as_person(client, cast.official)
    wish = {"participant": cast.unit.pk, "role": "head"}

    early = post(client, "season-headship", cast.season.pk, from_on="01/01/2020", **wish)
    done = post(client, "season-headship", cast.season.pk, from_on="01/07/2026", **wish)

    assert (list(early.context["form"].errors), done.status_code) == (["from_on"], 302)
    held = cast.season.headships.filter(role=HeadshipRole.HEAD).order_by("from_on")
    assert [(str(h.participant), h.to_on) for h in held] == [("Sở B", dt.date(2026, 6, 30)), ("Sở A", None)]


def test_assigning_a_published_table_before_the_year_runs(cast, client):
    Season.objects.filter(pk=cast.season.pk).update(phase=Phase.PACT, table=None)
    draft = factories.scoring_table(cast.ministry, published=False)
    as_person(client, cast.official)

    refused = post(client, "season-table", cast.season.pk, table=draft.pk)
    done = post(client, "season-table", cast.season.pk, table=cast.table.pk)

    cast.season.refresh_from_db()
    assert (list(refused.context["form"].errors), done.status_code) == (["table"], 302)
    assert cast.season.table == cast.table


def test_table_stays_once_the_year_runs(cast, client):
    assert get(as_person(client, cast.official), "season-table", cast.season.pk).status_code == 409


@pytest.mark.parametrize(
    ("who", "status"), [("head", 200), ("official", 200), ("officer", 403), ("deputy", 403), ("neighbour", 404)]
)
def test_extending_is_for_head_and_official(cast, client, who, status):
    assert get(as_person(client, getattr(cast, who)), "participant-extend", cast.unit.pk).status_code == status


def test_head_does_not_extend_its_own_unit(cast, client):
    assert get(as_person(client, cast.head), "participant-extend", cast.head_unit.pk).status_code == 403


def test_extending_needs_a_reason_and_a_moment_ahead(cast, client):
    as_person(client, cast.head)

    bad = post(client, "participant-extend", cast.unit.pk, until="01/01/2020", reason="Bão số 10")
    done = post(client, "participant-extend", cast.unit.pk, until="17:00 05/01/2099", reason="Bão số 10")

    assert list(bad.context["form"].errors) == ["until"]
    assert "Bão số 10" in bad.content.decode()
    (granted,) = cast.unit.extensions.all()
    assert (done.status_code, granted.until, granted.reason) == (302, clock.moment(2099, 1, 5, 17), "Bão số 10")
