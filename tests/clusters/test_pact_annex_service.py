"""A unit that joined late enters the pact by an annex; the pact stays as it is."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction

from clusters import canonical, clock
from clusters.enums import Event, FactKind, PactState, Phase, Role, SignerCapacity
from clusters.errors import Conflict, Denied, Invalid
from clusters.models import AuditEntry, Notice, PactAnnex, Signature
from clusters.policies import pact as pact_policy
from clusters.queries import pact as pact_queries
from clusters.queries.signing_place import Place, of_head, of_unit
from clusters.services import pact as pacts
from clusters.services import pact_annex as annexes
from clusters.services import participant as units
from clusters.services import signature as signatures
from tests import factories, signing


@pytest.fixture
def late(cast):
    """A signed pact, and a unit with a leader and an officer that joins afterwards and sets its target."""
    cast.season.phase = Phase.PACT
    cast.season.save(update_fields=["phase"])
    pact = pacts.agree(factories.pact(cast.season), by=cast.head)
    deputy_leader = factories.appointed(cast.deputy_unit.organisation, Role.LEADER)
    leaders = [(cast.unit, cast.leader), (cast.head_unit, cast.head_leader), (cast.deputy_unit, deputy_leader)]
    for unit, leader in leaders:
        pacts.sign(pact, unit, by=leader, seen=pact.frozen_hash)
    cast.season.phase = Phase.RUNNING
    cast.season.save(update_fields=["phase"])
    organisation = factories.organisation("Sở Mới")
    factories.membership(cast.cluster, organisation)
    officer, leader = (factories.appointed(organisation, role) for role in (Role.OFFICER, Role.LEADER))
    unit = units.admit(cast.season, organisation, on=clock.today(), by=cast.official)
    pact.refresh_from_db()
    criterion = cast.table.criteria.get(code="I.1")
    pacts.set_targets(unit, {criterion: Decimal(70)}, by=officer, seen={})
    return SimpleNamespace(pact=pact, unit=unit, officer=officer, leader=leader, criterion=criterion)


def draw_up(cast, late):
    return annexes.draw_up(late.pact, late.unit, by=cast.head)


def sign_by_unit(late, annex):
    return signatures.sign(of_unit(annex), by=late.leader, seen=annex.text_hash)


def sign_by_head(cast, annex):
    return signatures.sign(of_head(annex), by=cast.head_leader, seen=annex.text_hash)


def promise(late, value, seen):
    pacts.set_targets(late.unit, {late.criterion: Decimal(value)}, by=late.officer, seen={late.criterion.pk: seen})


def test_the_annex_names_the_pact_by_its_hash_the_unit_and_its_targets(cast, late):
    annex = draw_up(cast, late)

    assert annex.text_hash == canonical.sha256(annex.text)
    assert late.pact.frozen_hash in annex.text
    assert "Sở Mới:\n  - I.1. Tiêu chí I.1: 70 %" in annex.text
    assert annex.text.startswith("PHỤ LỤC SỐ 1 CỦA GIAO ƯỚC THI ĐUA")
    told = Notice.objects.filter(event=Event.PACT_ANNEX_DRAWN_UP)
    assert set(told.values_list("person", flat=True)) == {late.officer.pk, late.leader.pk}


def test_signed_by_both_sides_it_is_in_force_and_the_pact_is_untouched(cast, late):
    before = (late.pact.state, late.pact.frozen_text, late.pact.frozen_hash)
    annex = draw_up(cast, late)

    sign_by_unit(late, annex)
    events = set(AuditEntry.objects.about(late.pact).values_list("event", flat=True))
    sign_by_head(cast, annex)

    late.pact.refresh_from_db()
    assert (late.pact.state, late.pact.frozen_text, late.pact.frozen_hash) == before
    assert Event.PACT_ANNEX_COMPLETED not in events
    assert AuditEntry.objects.about(late.pact).latest("number").event == Event.PACT_ANNEX_COMPLETED
    assert list(annex.signatures.order_by("pk").values_list("capacity", "participant")) == [
        (SignerCapacity.MEMBER, late.unit.pk),
        (SignerCapacity.HEAD, cast.head_unit.pk),
    ]
    assert list(late.unit.facts.values_list("kind", "value")) == [(FactKind.PACT_NOT_SIGNED, 0)]


def test_the_officer_attaches_the_signed_annex(cast, late):
    annex = draw_up(cast, late)
    paper = signatures.Paper(
        file=ContentFile(signing.pdf(), name="phu-luc.pdf"),
        signer_name="Trần Văn DEMO",
        signer_position="Giám đốc",
        signed_on=clock.today(),
        code=canonical.code(annex.text_hash),
        declared=True,
    )
    with pytest.raises(Denied):
        signatures.attach(of_head(annex), paper, by=late.officer)

    assert signatures.attach(of_unit(annex), paper, by=late.officer).annex == annex


def test_a_paper_of_the_pact_is_no_annex(cast, late):
    annex = draw_up(cast, late)
    code, file = canonical.code(late.pact.frozen_hash), ContentFile(signing.pdf(), name="phu-luc.pdf")
    paper = signatures.Paper(file, "Trần Văn DEMO", "Giám đốc", clock.today(), code, declared=True)

    with pytest.raises(Invalid) as refused:
        signatures.attach(of_unit(annex), paper, by=late.officer)

    assert str(late.pact) in refused.value.problems["code"]


def test_the_pact_itself_does_not_wait_for_the_unit_and_is_not_signed_by_it(cast, late):
    assert late.unit not in [each.participant for each in pact_queries.signatories(late.pact)]
    with pytest.raises(Conflict):
        pacts.sign(late.pact, late.unit, by=late.leader, seen=late.pact.frozen_hash)


@pytest.mark.parametrize("person", ["officer", "deputy", "official", "neighbour"])
def test_only_the_head_draws_it_up(cast, late, person):
    with pytest.raises(Denied):
        annexes.draw_up(late.pact, late.unit, by=getattr(cast, person))


def test_the_official_stands_in_where_there_is_no_head(cast, late):
    cast.season.headships.update(to_on=clock.today() - dt.timedelta(days=1))

    assert annexes.draw_up(late.pact, late.unit, by=cast.official).number == 1


def test_a_member_from_the_beginning_needs_none(cast, late):
    with pytest.raises(Conflict, match="Sở A"):
        annexes.draw_up(late.pact, cast.unit, by=cast.head)


def test_it_follows_a_pact_that_all_have_signed(cast):
    cast.season.phase = Phase.PACT
    cast.season.save(update_fields=["phase"])
    pact = pacts.agree(factories.pact(cast.season), by=cast.head)
    organisation = factories.organisation("Sở Mới")
    factories.membership(cast.cluster, organisation)
    unit = units.admit(cast.season, organisation, on=clock.today(), by=cast.official)

    with pytest.raises(Conflict):
        annexes.draw_up(pact, unit, by=cast.head)
    fresh = pacts.agree(pacts.reopen(pact, reason="Thêm Sở Mới", by=cast.head), by=cast.head)

    assert unit in [each.participant for each in pact_queries.signatories(fresh)]


def test_it_is_drawn_up_again_where_the_targets_changed_and_old_signatures_do_not_count(cast, late):
    old = draw_up(cast, late)
    sign_by_unit(late, old)
    promise(late, 75, seen=1)
    with pytest.raises(Conflict, match="Chỉ tiêu đã thay đổi"):
        sign_by_head(cast, old)

    new = draw_up(cast, late)

    assert (new.replaces, new.number, new.signatures.count()) == (old, 1, 0)
    with pytest.raises(Conflict):
        sign_by_head(cast, old)
    sign_by_unit(late, new)
    assert sign_by_head(cast, new).annex == new
    with pytest.raises(Conflict):
        annexes.draw_up(late.pact, late.unit, by=cast.head)


def test_the_same_annex_is_not_drawn_up_twice(cast, late):
    draw_up(cast, late)

    with pytest.raises(Conflict):
        draw_up(cast, late)
    assert PactAnnex.objects.count() == 1


def test_what_both_have_signed_is_promised(cast, late):
    annex = draw_up(cast, late)
    sign_by_unit(late, annex)
    still_open = pact_policy.may_set_targets(late.officer, late.unit, late.pact)
    sign_by_head(cast, annex)

    assert still_open
    assert pact_policy.may_set_targets(late.officer, late.unit, late.pact).error is Conflict
    assert pact_policy.may_set_targets(cast.officer, cast.unit, late.pact).error is Conflict


def test_neither_side_signs_for_the_other_or_twice(cast, late):
    annex = draw_up(cast, late)
    with pytest.raises(Denied):
        signatures.sign(of_unit(annex), by=cast.head_leader, seen=annex.text_hash)
    with pytest.raises(Denied):
        signatures.sign(of_head(annex), by=late.leader, seen=annex.text_hash)
    sign_by_unit(late, annex)

    with pytest.raises(Conflict):
        sign_by_unit(late, annex)
    assert Signature.objects.filter(annex=annex).count() == 1


def test_nothing_is_signed_once_the_ranking_is_submitted(cast, late):
    annex = draw_up(cast, late)
    cast.season.phase = Phase.SUBMITTED
    cast.season.save(update_fields=["phase"])

    with pytest.raises(Conflict):
        sign_by_unit(late, annex)


def test_two_units_have_two_numbers(cast, late):
    draw_up(cast, late)
    organisation = factories.organisation("Sở Mới hơn")
    factories.membership(cast.cluster, organisation)
    unit = units.admit(cast.season, organisation, on=clock.today(), by=cast.official)

    assert annexes.draw_up(late.pact, unit, by=cast.head).number == 2


@pytest.mark.parametrize("verb", ["UPDATE clusters_pactannex SET text = 'x'", "DELETE FROM clusters_pactannex"])
def test_an_annex_refuses_raw_sql(cast, late, verb):
    draw_up(cast, late)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb)


def test_the_place_of_a_late_unit_says_why_it_does_not_sign_the_pact(cast, late):
    late.pact.state = PactState.SIGNING
    late.pact.save(update_fields=["state"])

    with pytest.raises(Conflict, match="Sở Mới"):
        signatures.sign(Place(late.pact, late.unit), by=late.leader, seen=late.pact.frozen_hash)
