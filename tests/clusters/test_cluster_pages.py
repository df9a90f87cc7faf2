"""The list and the page of clusters; founding, joining and leaving in the browser."""

import datetime as dt

import pytest

from clusters import audit
from clusters.enums import Event
from clusters.models import Cluster
from tests import factories
from tests.reading import as_person, first_column, get, post, sheets

PAPER = {"number": "409/QĐ-UBDT", "on": "21/06/2024", "abstract": "Thành lập cụm"}


def _founding(cast, **fields):
    units = [cast.unit.organisation_id, cast.head_unit.organisation_id]
    given = {"authority": cast.ministry.pk, "kind": "block", "name": "Khối Đặng", "founded_on": "21/06/2024"}
    return {**given, **PAPER, "members": units, **fields}


def test_list_is_filtered_by_kind_authority_and_words(cast, client):
    factories.cluster(cast.ministry, name="Khối Đặng", kind="block")
    as_person(client, cast.official)

    for wish in ({"kind": "block"}, {"words": "dang"}, {"authority": cast.ministry.pk, "words": "khoi"}):
        assert first_column(get(client, "clusters", **wish).context["table"]) == ["Khối Đặng"]
    assert len(first_column(get(client, "clusters").context["table"])) == 2


def test_list_is_filtered_by_a_member_and_by_whether_it_exists(cast, client):
    factories.cluster(
        cast.ministry, name="Cụm cũ", ended_on=dt.date(2024, 1, 1), ending_decision=factories.decision(cast.ministry)
    )
    as_person(client, cast.official)
    wishes = ({"state": "running"}, {"state": "ended"}, {"unit": "so a"}, {"unit": "so d"})

    found = [first_column(get(client, "clusters", **wish).context["table"]) for wish in wishes]

    assert found == [[cast.cluster.name], ["Cụm cũ"], [cast.cluster.name], []]


def test_list_counts_todays_members_and_exports_the_same(cast, client):
    cast.cluster.memberships.filter(organisation=cast.unit.organisation).update(left_on=dt.date(2021, 1, 1))

    rows = sheets(get(as_person(client, cast.official), "clusters", export="xlsx"))["clusters"]

    assert [(row[0], row[4]) for row in rows] == [(cast.cluster.name, 2)]


@pytest.mark.parametrize(("who", "status"), [("officer", 200), ("official", 200), ("auditor", 200), ("neighbour", 404)])
def test_page_is_for_members_and_authority(cast, client, who, status):
    assert get(as_person(client, getattr(cast, who)), "cluster", cast.cluster.pk).status_code == status


def test_a_member_reads_the_whole_trail_of_the_cluster(cast, client):
    """Who else joined and left stands on the page anyway; the trail that proves it is not cut to one's own unit."""
    for unit in (cast.unit, cast.head_unit):
        who = unit.organisation
        audit.record(Event.CLUSTER_MEMBER_JOINED, cast.cluster, by=cast.official, organisation_id=who.pk)
    audit.record(Event.CLUSTER_ENDED, cast.cluster, by=cast.official)

    entries = get(as_person(client, cast.officer), "cluster", cast.cluster.pk).context["entries"]

    assert [each.what for each in entries] == ["Ended", "Member joined", "Member joined"]


def test_page_shows_years_with_phase_and_head_and_members_by_days(cast, client):
    found = sheets(get(as_person(client, cast.officer), "cluster", cast.cluster.pk, export="xlsx"))

    assert [row[:4] for row in found["years"]] == [[str(cast.season.year), "Running", "Sở B", "Sở C"]]
    assert [(row[0], row[2]) for row in found["members"]] == [
        (name, factories.LONG_AGO) for name in ("Sở A", "Sở B", "Sở C")
    ]


def test_refused_action_stands_there_with_its_reason(cast, client):
    text = get(as_person(client, cast.officer), "cluster", cast.cluster.pk).content.decode()

    assert "Only an official in charge of emulation at Bộ Thử nghiệm may do this." in text


def test_founding_leads_to_the_new_cluster(cast, client):
    response = post(as_person(client, cast.official), "cluster-found", **_founding(cast))

    cluster = Cluster.objects.get(name="Khối Đặng")
    assert (response.status_code, response.url) == (302, f"/clusters/{cluster.pk}/")
    assert (cluster.kind, cluster.founding_decision.on, cluster.memberships.count()) == (
        "block",
        dt.date(2024, 6, 21),
        2,
    )


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("on", "31/12/2999", "ở tương lai"),
        ("founded_on", "soon", ""),
        ("name", "", ""),
        ("members", [], "ít nhất hai đơn vị"),
        ("kind", "planet", ""),
    ],
)
def test_bad_founding_keeps_what_was_typed_and_says_how_to_mend(cast, client, field, typed, sentence):
    response = post(as_person(client, cast.official), "cluster-found", **_founding(cast, **{field: typed}))

    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (200, [field])
    assert sentence in form.errors[field][0]
    assert 'value="409/QĐ-UBDT"' in response.content.decode()


def test_what_the_service_refuses_stands_beside_its_field(cast, client):
    name = cast.cluster.name
    response = post(as_person(client, cast.official), "cluster-found", **_founding(cast, name=name))

    assert list(response.context["form"].errors) == ["name"]


def test_units_next_door_cannot_be_chosen(cast, client):
    wish = _founding(cast, members=[cast.unit.organisation_id, cast.stranger.organisation_id])

    assert list(post(as_person(client, cast.official), "cluster-found", **wish).context["form"].errors) == ["members"]


@pytest.mark.parametrize("who", ["officer", "head_leader", "auditor", "council"])
def test_founding_is_for_officials(cast, client, who):
    assert get(as_person(client, getattr(cast, who)), "cluster-found").status_code == 403


def test_joining_by_a_new_paper_and_by_a_recorded_one(cast, client):
    units = [factories.organisation(name, parent=cast.ministry) for name in ("Sở X", "Sở Y")]
    as_person(client, cast.official)
    paper = cast.cluster.founding_decision_id

    post(client, "cluster-join", cast.cluster.pk, member=units[0].pk, joined_on="01/01/2025", **PAPER)
    post(client, "cluster-join", cast.cluster.pk, member=units[1].pk, joined_on="01/01/2025", decision=paper)

    joined = cast.cluster.memberships.filter(organisation__in=units).order_by("pk")
    assert [member.decision.number for member in joined] == [PAPER["number"], cast.cluster.founding_decision.number]


def test_joining_without_any_paper_is_explained(cast, client):
    unit = factories.organisation("Sở X", parent=cast.ministry)

    response = post(
        as_person(client, cast.official), "cluster-join", cast.cluster.pk, member=unit.pk, joined_on="01/01/2025"
    )

    assert list(response.context["form"].errors) == ["number", "on", "abstract"]


def test_nobody_joins_before_the_cluster_was_founded(cast, client):
    unit = factories.organisation("Sở X", parent=cast.ministry, valid_from=dt.date(2010, 1, 1))
    wish = {"member": unit.pk, "joined_on": "31/12/2019", **PAPER}

    response = post(as_person(client, cast.official), "cluster-join", cast.cluster.pk, **wish)

    assert list(response.context["form"].errors) == ["joined_on"]
    assert not unit.memberships.exists()


def test_leaving_ends_the_membership_with_that_day(cast, client):
    member = cast.cluster.memberships.get(organisation=cast.unit.organisation)
    as_person(client, cast.official)

    before = post(client, "cluster-leave", cast.cluster.pk, membership=member.pk, on="31/12/2019")
    done = post(client, "cluster-leave", cast.cluster.pk, membership=member.pk, on="31/12/2025")

    member.refresh_from_db()
    assert list(before.context["form"].errors) == ["on"]
    assert (done.status_code, member.left_on) == (302, dt.date(2025, 12, 31))


@pytest.mark.parametrize("name", ["cluster-join", "cluster-leave", "season-open"])
@pytest.mark.parametrize(("who", "status"), [("officer", 403), ("head", 403), ("neighbour_official", 404)])
def test_changing_is_refused_to_others(cast, client, name, who, status):
    assert get(as_person(client, getattr(cast, who)), name, cast.cluster.pk).status_code == status


def test_an_ended_cluster_changes_no_more(cast, client):
    paper = cast.cluster.founding_decision
    Cluster.objects.filter(pk=cast.cluster.pk).update(ended_on=dt.date(2024, 1, 1), ending_decision=paper)

    assert get(as_person(client, cast.official), "cluster-join", cast.cluster.pk).status_code == 409


def test_a_day_of_leaving_that_lies_ahead_is_moved_nearer_but_not_away(cast, client):
    member = cast.cluster.memberships.get(organisation=cast.unit.organisation)
    as_person(client, cast.official)
    assert post(client, "cluster-leave", cast.cluster.pk, membership=member.pk, on="31/12/2205").status_code == 302

    later = post(client, "cluster-leave", cast.cluster.pk, membership=member.pk, on="31/12/2206")
    assert list(later.context["form"].errors) == ["on"]
    assert post(client, "cluster-leave", cast.cluster.pk, membership=member.pk, on="31/12/2025").status_code == 302

    member.refresh_from_db()
    assert member.left_on == dt.date(2025, 12, 31)
    again = post(client, "cluster-leave", cast.cluster.pk, membership=member.pk, on="30/12/2025")
    assert list(again.context["form"].errors) == ["membership"]
