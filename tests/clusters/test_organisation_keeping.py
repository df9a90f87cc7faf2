"""Bodies registered, corrected and taken over in the browser, by those who keep them."""

import datetime as dt

import pytest

from clusters.enums import Event, LineageKind, Provenance, Role
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import Appointment, AuditEntry, Decision, Lineage, Organisation
from clusters.policies import organisation as policy
from clusters.services import organisation as deeds
from tests import factories
from tests.reading import as_person, first_column, get, post

BODY = {"name": "Cục Mới", "kind": "office", "is_unit": "on", "valid_from": "01/03/2025"}
DAY = dt.date(2025, 7, 1)


@pytest.fixture
def bureau(cast):
    return factories.organisation("Cục Thử nghiệm", parent=cast.ministry)


def _values(body, **changes):
    return {name: getattr(body, name) for name in deeds.CORRECTED} | changes


def _typed(body, **changes):
    typed = {name: value for name, value in _values(body).items() if value}
    return {**typed, "seen": body.version, **changes}


def test_an_official_registers_beneath_the_own_authority_only(cast, client):
    as_person(client, cast.official)
    offered = get(client, "organisation-register").context["form"].fields["parent"].queryset

    answer = post(client, "organisation-register", **BODY, parent=cast.ministry.pk)

    assert list(offered) == [cast.ministry]
    assert answer.url == f"/organisations/{Organisation.objects.get(name='Cục Mới').pk}/"
    for parent in ("", cast.elsewhere.cluster.authority_id):
        refused = post(client, "organisation-register", **{**BODY, "name": "Khác", "parent": parent})
        assert list(refused.context["form"].errors) == ["parent"]


@pytest.mark.parametrize(
    ("field", "value"), [("name", ""), ("kind", ""), ("valid_from", "31/02/2025"), ("valid_to", "28/02/2025")]
)
def test_what_is_wrong_with_a_new_body_stands_beside_its_field(cast, client, field, value):
    typed = {**BODY, "parent": cast.ministry.pk, field: value}

    answer = post(as_person(client, cast.official), "organisation-register", **typed)

    assert list(answer.context["form"].errors) == [field]


def test_the_same_body_is_registered_once(cast, client):
    as_person(client, cast.official)
    answers = [post(client, "organisation-register", **BODY, parent=cast.ministry.pk) for _ in range(2)]

    assert answers[0].status_code == 302
    assert list(answers[1].context["form"].errors) == ["name"]


def test_a_correction_is_found_by_its_new_name_and_loses_the_mark_of_the_old(cast, client, bureau):
    Organisation.objects.filter(pk=bureau.pk).update(mark=Provenance.DEMO, source="demo")
    as_person(client, cast.official)

    assert post(client, "organisation-change", bureau.pk, **_typed(bureau, name="Cục Đổi mới")).status_code == 302

    assert first_column(get(client, "organisations", words="doi moi").context["table"]) == ["Cục Đổi mới"]
    fresh = Organisation.objects.get(pk=bureau.pk)
    assert (fresh.mark, fresh.source, fresh.version) == (Provenance.ENTERED, "", 2)
    line = AuditEntry.objects.about(bureau).get()
    assert (line.event, line.before["name"], line.after["name"]) == (
        Event.ORGANISATION_CHANGED,
        "Cục Thử nghiệm",
        "Cục Đổi mới",
    )


def test_the_second_writer_sees_both_versions_and_can_insist(cast, client, bureau):
    deeds.change(bureau, _values(bureau, short_name="CTN"), by=cast.official2, seen=1)
    as_person(client, cast.official)

    answer = post(client, "organisation-change", bureau.pk, **_typed(bureau, short_name="Cục TN"))

    assert [both for _label, *both in answer.context["versions"]] == [["Cục TN", "CTN"]]
    again = answer.context["form"].data
    assert post(client, "organisation-change", bureau.pk, **again).status_code == 302
    assert Organisation.objects.get(pk=bureau.pk).short_name == "Cục TN"


def test_who_corrects(cast, bureau):
    for who in ("officer", "leader", "council", "auditor", "neighbour_official"):
        with pytest.raises(Denied):
            deeds.change(bureau, _values(bureau, name="Khác"), by=getattr(cast, who), seen=1)
    with pytest.raises(Stale):
        deeds.change(bureau, _values(bureau, name="Khác"), by=cast.official, seen=0)
    assert deeds.change(bureau, _values(bureau), by=cast.official, seen=1).version == 1


def test_a_capacity_in_use_stays(cast):
    with pytest.raises(Invalid) as of_the_authority:
        deeds.change(cast.ministry, _values(cast.ministry, is_authority=False), by=cast.official, seen=1)
    unit = cast.unit.organisation
    with pytest.raises(Invalid) as of_the_unit:
        deeds.change(unit, _values(unit, is_unit=False), by=factories.user(is_superuser=True), seen=1)

    assert [*of_the_authority.value.problems, *of_the_unit.value.problems] == ["is_authority", "is_unit"]


def test_a_body_takes_over_by_a_decision(cast, client, bureau):
    heir = factories.organisation("Cục Hợp nhất", parent=cast.ministry)
    paper = {"issuer": cast.ministry.pk, "number": "7/QĐ", "on": "15/06/2025", "abstract": "Hợp nhất"}
    fact = {"kind": "merge", "day": "01/07/2025", "predecessors": [bureau.pk]}

    answer = post(as_person(client, cast.official), "organisation-succeed", heir.pk, **fact, **paper)

    assert answer.status_code == 302
    lineage = Lineage.objects.get()
    assert (lineage.predecessor, lineage.successor, lineage.on, lineage.decision.number) == (bureau, heir, DAY, "7/QĐ")
    assert Organisation.objects.get(pk=bureau.pk).valid_to == dt.date(2025, 6, 30)


def test_a_paper_is_whole_or_not_there(cast, client, bureau):
    heir = factories.organisation("Cục Hợp nhất", parent=cast.ministry)
    fact = {"kind": "merge", "day": "01/07/2025", "predecessors": [bureau.pk], "number": "7/QĐ"}

    answer = post(as_person(client, cast.official), "organisation-succeed", heir.pk, **fact)

    assert set(answer.context["form"].errors) == {"issuer", "on", "abstract"}
    assert not Decision.objects.filter(number="7/QĐ").exists()


def test_nobody_takes_over_a_body_of_another_authority_and_so_reads_it(cast, client, bureau):
    as_person(client, cast.official)
    foreign = cast.stranger.organisation
    fact = {"kind": "merge", "day": "01/07/2025", "predecessors": [foreign.pk]}

    assert list(post(client, "organisation-succeed", bureau.pk, **fact).context["form"].errors) == ["predecessors"]
    with pytest.raises(Denied):
        deeds.succeed([foreign], bureau, on=DAY, kind=LineageKind.MERGE, by=cast.official)
    assert not Lineage.objects.exists()


@pytest.mark.parametrize(
    ("valid_from", "valid_to"), [(DAY, None), (factories.LONG_AGO, dt.date(2024, 12, 31))], ids=["too new", "long gone"]
)
def test_days_that_do_not_meet_are_refused(cast, bureau, valid_from, valid_to):
    old = factories.organisation("Cục Cũ", parent=cast.ministry, valid_from=valid_from, valid_to=valid_to)

    with pytest.raises(Invalid, match="Cục Cũ"):
        deeds.succeed([old], bureau, on=DAY, kind=LineageKind.MERGE, by=cast.official)


def test_a_body_that_is_gone_takes_nothing_over(cast, bureau):
    gone = factories.organisation("Cục Cũ", parent=cast.ministry, valid_to=dt.date(2024, 12, 31))

    with pytest.raises(Conflict):
        deeds.succeed([bureau], gone, on=DAY, kind=LineageKind.MERGE, by=cast.official)


def test_the_page_shows_its_people_to_those_who_may_see_them(cast, client, bureau):
    factories.appointed(cast.unit.organisation, Role.OFFICER, "Đỗ Bình")
    unit = cast.unit.organisation_id

    mine = get(as_person(client, cast.officer), "organisation", unit).context
    theirs = get(as_person(client, cast.head), "organisation", unit).context

    assert "Đỗ Bình" in first_column(mine["people"])
    assert [column.key for column in mine["people"].columns] == ["name", "role", "title", "from", "to"]
    assert first_column(theirs["people"]) == []
    assert (bool(mine["rulings"]["keep"]), bool(mine["rulings"]["appoint"])) == (False, False)


@pytest.fixture
def room(cast):
    """Two levels beneath the ministry."""
    bureau = factories.organisation("Cục A", "office", parent=cast.ministry)
    return factories.organisation("Chi cục B", "office", parent=bureau)


def test_an_official_keeps_what_hangs_deeper_beneath_the_authority(cast, client, room):
    as_person(client, cast.official)
    page = get(client, "organisation", room.pk)
    assert all(page.context["rulings"][name] for name in ("keep", "register", "appoint", "succeed", "end"))

    form = get(client, "organisation-register", parent=room.pk).context["form"]
    assert [str(each) for each in form.fields["parent"].queryset] == ["Bộ Thử nghiệm", "Chi cục B"]
    given = {"name": "Hạt C", "kind": "office", "parent": room.pk, "valid_from": "01/01/2025", "is_unit": "on"}
    answer = post(client, "organisation-register", **given)

    made = Organisation.objects.get(name="Hạt C")
    assert (answer.url, made.parent) == (f"/organisations/{made.pk}/", room)
    assert not get(client, "organisation", made.pk).context["rulings"]["register"]
    assert post(client, "organisation-register", **given | {"name": "D", "parent": made.pk}).status_code == 403


def test_another_authority_between_ends_what_an_official_keeps_and_sees(cast, client, room):
    Organisation.objects.filter(pk=room.parent_id).update(is_authority=True)

    as_person(client, cast.official)
    assert get(client, "organisation", room.pk).status_code == 404
    assert get(client, "organisation", room.parent_id).context["rulings"]["keep"]
    form = get(client, "organisation-register", parent=room.pk).context["form"]
    assert [str(each) for each in form.fields["parent"].queryset] == ["Bộ Thử nghiệm"]


@pytest.mark.parametrize("who", ["officer", "leader", "council", "auditor", "neighbour_official"])
def test_others_keep_nothing_deeper_and_find_no_people_there(cast, room, who):
    factories.appointed(room, Role.OFFICER)

    by = getattr(cast, who)
    assert not policy.may_keep(by, room)
    assert not Appointment.objects.visible_to(by).filter(organisation=room).exists()


def test_the_trail_of_a_body_is_read_by_those_of_the_authority_above_it(cast, room):
    made = deeds.register(by=cast.official, parent=room, name="Hạt C", kind="office", valid_from=DAY)
    entries = AuditEntry.objects.about(made)

    for reader in (cast.official2, cast.auditor):
        assert entries.visible_to(reader).count() == 1
    for stranger in (cast.officer, cast.head, cast.neighbour, cast.neighbour_official):
        assert not entries.visible_to(stranger).exists()
    Organisation.objects.filter(pk=room.parent_id).update(is_authority=True)
    assert not entries.visible_to(cast.official2).exists()
