"""A body is dissolved or split by decision, and its posts pass to a successor."""

import datetime as dt

import pytest

from clusters.enums import Event, LineageKind, Role
from clusters.errors import Conflict, Denied, Invalid
from clusters.models import Appointment, AuditEntry, Decision, Lineage, Notice, Organisation, Succession
from clusters.services import lineage, transfer
from clusters.services import organisation as organisations
from tests import factories
from tests.reading import as_person, get, post

DAY = dt.date(2025, 7, 1)
LAST = dt.date(2025, 6, 30)
PAPER = {"number": "20/QĐ", "on": LAST, "abstract": "Giải thể", "signatory": "", "file": None}
TYPED = {"number": "20/QĐ", "on": "30/06/2025", "abstract": "Giải thể", "day": "01/07/2025"}


@pytest.fixture
def bureau(cast):
    factories.appointment(cast.official, cast.ministry, Role.ADMINISTRATOR)
    return factories.organisation("Cục Cũ", parent=cast.ministry)


@pytest.fixture
def heirs(cast):
    return [factories.organisation(f"Cục Mới {n}", parent=cast.ministry, valid_from=DAY) for n in (1, 2)]


def _rests(cast, **fields):
    return {"on": DAY, "issuer": cast.ministry, "paper": PAPER, "by": cast.official, **fields}


def test_dissolving_ends_the_body_and_its_posts(cast, bureau):
    officer = factories.appointed(bureau, Role.OFFICER)

    lineage.dissolve(bureau, **_rests(cast))

    row = Lineage.objects.get(predecessor=bureau)
    assert (row.kind, row.successor, row.on, row.decision.number) == (LineageKind.DISSOLVE, None, DAY, "20/QĐ")
    assert (Organisation.objects.get(pk=bureau.pk).valid_to, officer.appointments.get().to_on) == (LAST, LAST)
    line = AuditEntry.objects.about(bureau).order_by("-number").first()
    assert (line.event, line.after["posts"]) == (Event.ORGANISATION_DISSOLVED, 1)


def test_what_goes_on_must_be_settled_before_a_body_is_dissolved(cast, bureau):
    member = factories.membership(cast.cluster, bureau)
    with pytest.raises(Invalid, match=cast.cluster.name):
        lineage.dissolve(bureau, **_rests(cast))
    member.left_on = LAST
    member.save()

    run = factories.cluster(bureau)
    with pytest.raises(Invalid, match=run.name):
        lineage.dissolve(bureau, **_rests(cast))
    assert not Decision.objects.filter(number="20/QĐ").exists()


def test_nobody_takes_over_from_what_was_dissolved(cast, bureau, heirs):
    lineage.dissolve(bureau, **_rests(cast))

    with pytest.raises(Invalid, match="giải thể"):
        organisations.succeed([bureau], heirs[0], on=DAY, kind=LineageKind.MERGE, by=cast.official)
    with pytest.raises(Conflict):
        lineage.dissolve(bureau, **_rests(cast, paper={**PAPER, "number": "21/QĐ"}))


def test_a_split_gives_each_successor_the_whole_history(cast, bureau, heirs):
    older = factories.organisation("Cục Xưa")
    Succession.objects.create(organisation=bureau, ancestor=older)

    lineage.split(bureau, heirs, **_rests(cast))

    rows = Lineage.objects.filter(predecessor=bureau).order_by("successor_id")
    assert [(row.successor, row.kind, row.decision.number) for row in rows] == [
        (heir, LineageKind.SPLIT, "20/QĐ") for heir in heirs
    ]
    for heir in heirs:
        assert set(heir.ancestry.values_list("ancestor", flat=True)) == {heir.pk, bureau.pk, older.pk}
    assert Organisation.objects.get(pk=bureau.pk).valid_to == LAST


@pytest.mark.parametrize("which", ["one", "late", "kin"])
def test_a_split_that_cannot_be_records_nothing(cast, bureau, heirs, which):
    late = factories.organisation("Cục Muộn", parent=cast.ministry, valid_from=dt.date(2025, 8, 1))
    chosen = {"one": heirs[:1], "late": [heirs[0], late], "kin": heirs}[which]
    if which == "kin":
        Succession.objects.create(organisation=bureau, ancestor=heirs[1])

    with pytest.raises(Invalid):
        lineage.split(bureau, chosen, **_rests(cast))

    assert (Lineage.objects.count(), Decision.objects.filter(number="20/QĐ").count()) == (0, 0)
    assert Organisation.objects.get(pk=bureau.pk).valid_to is None


@pytest.mark.parametrize("who", ["officer", "council", "auditor", "neighbour_official"])
def test_only_who_keeps_the_superior_ends_a_body(cast, bureau, heirs, who):
    by = getattr(cast, who)
    for deed in (
        lambda: lineage.dissolve(bureau, **_rests(cast, by=by)),
        lambda: lineage.split(bureau, heirs, **_rests(cast, by=by)),
    ):
        with pytest.raises(Denied):
            deed()


def test_a_body_of_another_superior_is_no_successor(cast, bureau, heirs):
    foreign = factories.organisation("Cục Láng giềng", parent=cast.elsewhere.cluster.authority, valid_from=DAY)

    with pytest.raises(Denied):
        lineage.split(bureau, [heirs[0], foreign], **_rests(cast))
    assert Lineage.objects.count() == 0


def _succeeded(cast, bureau, heir):
    organisations.succeed([bureau], heir, on=DAY, kind=LineageKind.RENAME, by=cast.official)
    return heir


def test_posts_end_at_the_predecessor_and_go_on_at_the_successor(cast, bureau, heirs):
    leader = factories.appointed(bureau, Role.LEADER)
    leader.appointments.update(title="Cục trưởng", to_on=dt.date(2099, 1, 1))
    heir = _succeeded(cast, bureau, heirs[0])

    [given] = transfer.transfer(leader.appointments.all(), heir, on=DAY, by=cast.official)

    days = leader.appointments.order_by("from_on").values_list("organisation", "role", "title", "from_on", "to_on")
    assert list(days) == [
        (bureau.pk, Role.LEADER, "Cục trưởng", factories.LONG_AGO, LAST),
        (heir.pk, Role.LEADER, "Cục trưởng", DAY, dt.date(2099, 1, 1)),
    ]
    told = Notice.objects.filter(event=Event.POST_TRANSFERRED, person=leader).first()
    expected = {"before": "Cục Cũ", "what": "Cục trưởng – Cục Mới 1", "on": "01/07/2025"}
    assert (told.values, told.path) == (expected, f"/organisations/{heir.pk}/")
    events = AuditEntry.objects.about(bureau).values_list("event", flat=True)
    assert {Event.APPOINTMENT_ENDED, Event.POST_TRANSFERRED} <= set(events)
    assert given.organisation == heir


def test_all_chosen_posts_pass_or_none(cast, bureau, heirs):
    officer, late = factories.appointed(bureau, Role.OFFICER), factories.user()
    factories.appointment(late, bureau, Role.OFFICER, from_on=DAY)
    heir = _succeeded(cast, bureau, heirs[0])

    with pytest.raises(Invalid) as told:
        transfer.transfer(Appointment.objects.filter(organisation=bureau), heir, on=DAY, by=cast.official)

    assert list(told.value.problems) == ["on"]
    assert (officer.appointments.get().to_on, heir.appointments.count()) == (None, 0)


def test_a_post_elsewhere_is_no_predecessors(cast, bureau, heirs):
    heir = _succeeded(cast, bureau, heirs[0])
    other = factories.organisation("Vụ Khác", parent=cast.ministry)
    stranger = factories.appointed(other, Role.OFFICER)

    with pytest.raises(Invalid) as told:
        transfer.transfer(stranger.appointments.all(), heir, on=DAY, by=cast.official)

    assert list(told.value.problems) == ["posts"]


def test_a_role_the_successor_does_not_have_is_refused(cast, bureau, heirs):
    auditor = factories.user()
    factories.appointment(auditor, bureau, Role.AUDITOR)
    heir = _succeeded(cast, bureau, heirs[0])

    with pytest.raises(Invalid) as told:
        transfer.transfer(auditor.appointments.all(), heir, on=DAY, by=cast.official)

    assert list(told.value.problems) == ["role"]
    assert auditor.appointments.get().to_on is None


@pytest.mark.parametrize("who", ["officer", "council", "neighbour_official"])
def test_only_who_may_appoint_takes_posts_over(cast, bureau, heirs, who):
    officer = factories.appointed(bureau, Role.OFFICER)
    heir = _succeeded(cast, bureau, heirs[0])

    with pytest.raises(Denied):
        transfer.transfer(officer.appointments.all(), heir, on=DAY, by=getattr(cast, who))


def test_the_page_offers_posts_still_held_at_predecessors_only(cast, client, bureau, heirs):
    officer = factories.appointed(bureau, Role.OFFICER)
    gone = factories.user()
    factories.appointment(gone, bureau, Role.OFFICER, to_on=dt.date(2021, 1, 1))
    heir = _succeeded(cast, bureau, heirs[0])
    factories.appointed(heir, Role.OFFICER)
    factories.appointed(heirs[1], Role.OFFICER)
    as_person(client, cast.official)

    offered = get(client, "organisation-posts", heir.pk).context["form"].fields["posts"].queryset
    assert list(offered) == list(officer.appointments.all())
    answer = post(client, "organisation-posts", heir.pk, posts=[offered[0].pk], day="01/07/2025")

    assert answer.url == f"/organisations/{heir.pk}/"
    assert officer.appointments.filter(organisation=heir, from_on=DAY).exists()


def test_splitting_in_the_browser(cast, client, bureau, heirs):
    factories.organisation("Cục Mới khác", parent=cast.elsewhere.cluster.authority, valid_from=DAY)
    as_person(client, cast.official)
    offered = get(client, "organisation-split", bureau.pk).context["form"].fields["successors"].queryset
    assert list(offered) == heirs
    named = get(client, "organisation-split", bureau.pk, units="mới 2").context["form"].fields["successors"].queryset
    assert list(named) == heirs[1:]

    chosen = {"successors": [each.pk for each in heirs], "issuer": cast.ministry.pk}
    answer = post(client, "organisation-split", bureau.pk, **TYPED, **chosen)

    assert answer.url == f"/organisations/{bureau.pk}/"
    assert Lineage.objects.filter(predecessor=bureau, kind=LineageKind.SPLIT).count() == 2
    assert get(client, "organisation-split", bureau.pk).status_code == 409


def test_dissolving_in_the_browser(cast, client, bureau):
    as_person(client, cast.official)
    typed = {**TYPED, "issuer": cast.ministry.pk}
    refused = post(client, "organisation-dissolve", bureau.pk, **{**typed, "day": "01/01/2020"})
    assert list(refused.context["form"].errors) == ["day"]

    answer = post(client, "organisation-dissolve", bureau.pk, **typed)

    assert answer.url == f"/organisations/{bureau.pk}/"
    page = get(client, "organisation", bureau.pk).content.decode()
    assert "dissolved, no successor" in page
