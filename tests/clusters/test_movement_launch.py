"""Drafting a movement and launching it: the scope becomes rows, its people are told, and nobody else."""

import datetime as dt
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from clusters.enums import Event, MovementLevel, MovementState, ScopeRuleKind
from clusters.errors import Denied, Invalid, Stale
from clusters.models import AuditEntry, Movement, Notice, Organisation, Succession
from clusters.queries import movement_scope as scopes
from clusters.services import movement as deeds
from clusters.services.movement import Parts, ScopeRule
from tests import factories
from tests.at_once import at_once
from tests.reading import as_person, get, post

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
PAPER = {"number": "3568/QĐ-BCT", "on": "05/12/2025", "abstract": "Phát động phong trào", "signatory": ""}


@pytest.fixture
def office(cast):
    """A subordinate of the ministry with an officer; the cast's units are members of its cluster."""
    cast.office = factories.organisation("Vụ A", kind="office", parent=cast.ministry)
    cast.clerk = factories.appointed(cast.office, "officer")
    return cast.office


def wish(cast, **fields) -> dict:
    given = {"name": "Chào mừng", "kind": "thematic", "starts_on": "05/12/2025", "contents": "Một\n\n Hai \n"}
    return {**given, "dues": "30/06/2026, 31/12/2026", "scope": [cast.unit.organisation_id], **fields}


def drafted(cast, *rules, contents=("Một",), **fields) -> Movement:
    said = {"name": "Chào mừng", "starts_on": dt.date(2025, 12, 5), **fields}
    return deeds.draft(by=cast.official, authority=cast.ministry, parts=Parts(contents, (), rules), **said)


def launched(cast, movement) -> Movement:
    return deeds.launch(movement, by=cast.official, decision=factories.decision(cast.ministry))


def bodies(movement) -> set[str]:
    return {str(each) for each in movement.scope.all()}


def test_a_draft_is_written_in_the_browser_and_launched_by_its_paper(client, cast, office):
    as_person(client, cast.official)
    answer = post(client, "movement-draft", **wish(cast))
    movement = Movement.objects.get()
    assert (answer.url, movement.state) == (reverse("movement", args=[movement.pk]), MovementState.DRAFT)
    assert list(movement.dues.values_list("on", flat=True)) == [dt.date(2026, 6, 30), dt.date(2026, 12, 31)]

    post(client, "movement-launch", movement.pk, **PAPER, file=SimpleUploadedFile("qd.pdf", PDF))

    movement.refresh_from_db()
    assert (movement.state, movement.level) == (MovementState.LAUNCHED, MovementLevel.MINISTRY)
    assert (movement.decision.number, movement.decision.file.original_name) == ("3568/QĐ-BCT", "qd.pdf")
    assert [str(content) for content in movement.contents.order_by("position")] == ["1. Một", "2. Hai"]
    assert bodies(movement) == {"Sở A"}


def test_the_people_of_the_scope_are_told_and_nobody_else(cast, office):
    movement = launched(cast, drafted(cast, ScopeRule(ScopeRuleKind.BODY, body=cast.unit.organisation)))

    told = Notice.objects.filter(event=Event.MOVEMENT_LAUNCHED).values_list("person", flat=True)
    assert set(told) == {cast.officer.pk, cast.leader.pk}
    events = list(AuditEntry.objects.about(movement).order_by("number").values_list("event", flat=True))
    assert events == [Event.MOVEMENT_DRAFTED, Event.MOVEMENT_LAUNCHED]


@pytest.mark.parametrize(
    ("kind", "body_kind", "found"),
    [("subordinates", "", {"Vụ A", "Trường B"}), ("subordinates", "office", {"Vụ A"})],
)
def test_a_rule_takes_the_subordinates_by_kind(cast, office, kind, body_kind, found):
    factories.organisation("Trường B", kind="centre", parent=cast.ministry)
    factories.organisation("Vụ của Bộ khác", kind="office", parent=cast.elsewhere.cluster.authority)
    factories.organisation("Vụ cũ", kind="office", parent=cast.ministry, valid_to=dt.date(2021, 1, 1))

    assert bodies(launched(cast, drafted(cast, ScopeRule(kind, body_kind=body_kind)))) == found


def test_a_rule_takes_the_members_of_a_cluster(cast, office):
    movement = launched(cast, drafted(cast, ScopeRule("cluster", cluster=cast.cluster)))

    assert bodies(movement) == {"Sở A", "Sở B", "Sở C"}


@pytest.mark.parametrize("foreign", ["body", "cluster"])
def test_nobody_outside_the_reach_gets_into_the_scope(cast, office, foreign):
    rules = {"body": {"body": cast.stranger.organisation}, "cluster": {"cluster": cast.elsewhere.cluster}}

    with pytest.raises(Invalid) as refused:
        drafted(cast, ScopeRule(foreign, **rules[foreign]))

    assert list(refused.value.problems) == ["scope"]


def test_the_central_council_reaches_every_ministry_and_province(cast):
    council = factories.authority("Hội đồng Trung ương", kind="central_council")
    by = factories.appointed(council, "official")
    parts = Parts(["Một"], (), [ScopeRule(ScopeRuleKind.AUTHORITIES)])
    movement = deeds.draft(by=by, authority=council, parts=parts, name="Cả nước", starts_on=dt.date(2025, 1, 1))
    deeds.launch(movement, by=by, decision=factories.decision(council))

    movement.refresh_from_db()
    assert (movement.level, bodies(movement)) == ("central", {"Bộ Thử nghiệm", "Bộ Láng giềng"})
    told = set(Notice.objects.filter(event=Event.MOVEMENT_LAUNCHED).values_list("person", flat=True))
    assert told == {cast.official.pk, cast.official2.pk, cast.neighbour_official.pk}


def test_the_head_launches_for_the_members_by_a_plan_of_its_own(cast):
    said = {"name": "Chuyển đổi số", "starts_on": dt.date(2025, 1, 1), "paper": "Kế hoạch 05"}
    movement = deeds.draft_as_head(cast.season, by=cast.head, parts=Parts(["Một"]), **said)
    assert not Movement.objects.visible_to(cast.official).exists()

    deeds.launch(movement, by=cast.head_leader)

    movement.refresh_from_db()
    assert (movement.level, movement.decision, str(movement.launcher)) == ("head", None, "Sở B")
    assert bodies(movement) == {"Sở A", "Sở B", "Sở C"}
    assert Movement.objects.visible_to(cast.official).exists()
    assert not Movement.objects.visible_to(cast.neighbour).exists()


@pytest.mark.parametrize("who", ["officer", "deputy", "official", "neighbour"])
def test_only_the_heads_people_launch_for_the_cluster(cast, who):
    with pytest.raises(Denied):
        deeds.draft_as_head(cast.season, by=getattr(cast, who), parts=Parts(), name="x", starts_on=dt.date(2025, 1, 1))


@pytest.mark.parametrize("who", ["officer", "head_leader", "council", "auditor", "neighbour_official"])
def test_only_the_authoritys_official_drafts(cast, who):
    with pytest.raises(Denied):
        deeds.draft(
            by=getattr(cast, who), authority=cast.ministry, parts=Parts(), name="x", starts_on=dt.date(2025, 1, 1)
        )


@pytest.mark.parametrize(
    ("rules", "contents", "field"), [((), ("Một",), "scope"), ((ScopeRule("subordinates"),), (), "contents")]
)
def test_what_lacks_scope_or_contents_is_not_launched(cast, office, rules, contents, field):
    movement = drafted(cast, *rules, contents=contents)

    with pytest.raises(Invalid) as refused:
        launched(cast, movement)

    movement.refresh_from_db()
    assert (list(refused.value.problems), movement.state) == ([field], MovementState.DRAFT)


def test_the_second_writer_of_a_draft_is_told(cast, office):
    movement = drafted(cast)
    deeds.change(movement, by=cast.official, seen=1, parts=Parts(["Hai"]), name="Mới")

    with pytest.raises(Stale) as stale:
        deeds.change(movement, by=cast.official2, seen=1, parts=Parts(), name="Khác")

    assert (stale.value.theirs, stale.value.seen) == ({"name": "Mới"}, 2)


def test_the_page_shows_both_versions_and_keeps_what_was_typed(client, cast, office):
    movement = drafted(cast)
    deeds.change(movement, by=cast.official2, seen=1, parts=Parts(["Hai"]), name="Bản của đồng nghiệp")

    answer = post(as_person(client, cast.official), "movement-edit", movement.pk, **wish(cast, seen=1, name="Của tôi"))

    text = answer.content.decode()
    assert ("Bản của đồng nghiệp" in text, "Của tôi" in text) == (True, True)
    movement.refresh_from_db()
    assert movement.name == "Bản của đồng nghiệp"


@pytest.mark.parametrize(
    ("field", "typed"),
    [("ends_on", "01/01/2025"), ("contents", " \n "), ("name", ""), ("dues", "mai"), ("starts_on", "x")],
)
def test_a_bad_draft_says_where(client, cast, office, field, typed):
    answer = post(as_person(client, cast.official), "movement-draft", **wish(cast, **{field: typed}))

    if field == "contents":  # a draft may lack them; the launch asks
        assert Movement.objects.get().contents.count() == 0
    else:
        assert (list(answer.context["form"].errors), Movement.objects.count()) == ([field], 0)


def test_bodies_are_searched_for_not_listed_by_the_thousand(client, cast, office):
    for number in range(60):
        factories.organisation(f"Vụ {number:02}", kind="office", parent=cast.ministry)
    shown = get(as_person(client, cast.official), "movement-draft").context["form"].fields["scope"].queryset
    found = get(client, "movement-draft", units="Vu 57").context["form"].fields["scope"].queryset

    assert (shown.count(), [str(each) for each in found]) == (40, ["Vụ 57"])


def test_thousands_are_launched_with_the_queries_of_a_few(cast, office, django_assert_max_num_queries):
    shared = {"kind": "centre", "parent": cast.ministry, "valid_from": factories.LONG_AGO}
    made = Organisation.objects.bulk_create(
        Organisation(name=f"Đơn vị {n}", sort_key=f"don vi {n:05}", **shared) for n in range(4000)
    )
    Succession.objects.bulk_create(Succession(organisation=each, ancestor=each) for each in made)
    movement, decision = drafted(cast, ScopeRule("subordinates")), factories.decision(cast.ministry)

    with django_assert_max_num_queries(100):
        deeds.launch(movement, by=cast.official, decision=decision)

    assert movement.responses.count() == 4001
    assert scopes.people(movement.responses.all()).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_movement_is_launched_once(transactional_db, cast):
    office = factories.organisation("Vụ A", kind="office", parent=cast.ministry)
    movement, decision = drafted(cast, ScopeRule("subordinates")), factories.decision(cast.ministry)
    launch = partial(deeds.launch, movement, decision=decision)

    outcomes = at_once(lambda by: launch(by=by), cast.official, cast.official2)

    assert (outcomes, bodies(movement)) == (["Conflict", "done"], {str(office)})
    assert AuditEntry.objects.about(movement).filter(event=Event.MOVEMENT_LAUNCHED).count() == 1
