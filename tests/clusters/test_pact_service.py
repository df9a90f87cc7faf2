"""The pact is drafted by the head, promised by the units, frozen, and signed once by each leader."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from clusters import canonical
from clusters.enums import Comparison, Event, PactState, Phase, Provenance, Role, TargetKind
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import AuditEntry, Notice, Signature
from clusters.policies import pact as policy
from clusters.policies import signature as signing
from clusters.queries import pact as queries
from clusters.queries.signing_place import Place
from clusters.services import pact as pacts
from clusters.targeting import Promise
from tests import factories

LINE = pacts.CommonTargetLine("Tập thể lao động tiên tiến", Comparison.MORE_THAN, Decimal(95), "%")


@pytest.fixture
def pact(cast):
    cast.season.phase = Phase.PACT
    cast.season.save(update_fields=["phase"])
    return factories.pact(cast.season)


def events(pact):
    return list(AuditEntry.objects.about(pact).order_by("number").values_list("event", flat=True))


def told(event):
    return set(Notice.objects.filter(event=event).values_list("person", flat=True))


def change(pact, by, **values):
    given = {"theme": "Chủ đề", "contents": "Nội dung", "common_targets": [LINE], "seen": pact.version, **values}
    return pacts.change(pact, by=by, **given)


def leaf(cast, code="I.1"):
    return cast.table.criteria.get(code=code)


def test_changing_writes_text_and_common_targets(cast, pact):
    pact = change(pact, cast.head)

    assert (pact.theme, pact.contents, pact.version) == ("Chủ đề", "Nội dung", 1)
    assert [queries.in_words(each) for each in pact.common_targets.all()] == [
        f"Tập thể lao động tiên tiến: {Comparison.MORE_THAN.label} 95 %"
    ]
    assert events(pact) == [Event.PACT_CHANGED]


def test_what_stays_word_for_word_keeps_its_mark(cast, pact):
    sourced = pacts.CommonTargetLine("Cờ thi đua", value=Decimal(1), unit_of_measure="cờ", mark="memory", source="S0")
    change(pact, cast.head, common_targets=[sourced], mark=Provenance.TRANSLATED, source="S3")
    kept = pacts.CommonTargetLine("Cờ thi đua", value=Decimal(1), unit_of_measure="cờ")

    pact.refresh_from_db()
    fresh = change(pact, cast.head, common_targets=[LINE, kept])

    assert [(each.mark, each.source) for each in fresh.common_targets.order_by("position")] == [
        ("entered", ""),
        ("memory", "S0"),
    ]
    assert (fresh.mark, fresh.source) == ("translated", "S3")


def test_a_second_writer_is_told_and_nothing_is_written(cast, pact):
    change(pact, cast.head)

    with pytest.raises(Stale) as stale:
        change(pact, cast.head_leader, theme="Khác")

    assert (stale.value.theirs["theme"], stale.value.seen) == ("Chủ đề", 1)
    pact.refresh_from_db()
    assert pact.theme == "Chủ đề"


@pytest.mark.parametrize("person", ["officer", "deputy", "official", "neighbour"])
def test_only_the_head_drafts(cast, pact, person):
    with pytest.raises(Denied):
        change(pact, getattr(cast, person))


def test_drafting_ends_with_the_pact_phase(cast, pact):
    cast.season.phase = Phase.RUNNING
    cast.season.save(update_fields=["phase"])

    with pytest.raises(Conflict):
        change(pact, cast.head)


def test_a_number_needs_its_unit_of_measure(cast, pact):
    with pytest.raises(Invalid):
        change(pact, cast.head, common_targets=[pacts.CommonTargetLine("Cờ", value=Decimal(1))])


def test_a_unit_sets_its_own_targets(cast, pact):
    pacts.set_targets(cast.unit, {leaf(cast): Decimal(80)}, by=cast.officer, seen={})

    assert list(cast.unit.targets.values_list("criterion__code", "value", "version")) == [("I.1", 80, 1)]
    assert events(pact) == [Event.PACT_TARGETS_SET]


@pytest.mark.parametrize("person", ["head", "official", "neighbour"])
def test_nobody_else_sets_a_units_targets(cast, pact, person):
    with pytest.raises(Denied):
        pacts.set_targets(cast.unit, {leaf(cast): Decimal(80)}, by=getattr(cast, person), seen={})


def test_a_target_changed_meanwhile_is_stale_and_others_merge(cast, pact):
    one, two = leaf(cast), leaf(cast, "II.1")
    pacts.set_targets(cast.unit, {one: Decimal(80)}, by=cast.officer, seen={})

    pacts.set_targets(cast.unit, {two: Decimal(3)}, by=cast.leader, seen={})
    with pytest.raises(Stale) as stale:
        pacts.set_targets(cast.unit, {one: Decimal(70), two: Decimal(3)}, by=cast.leader, seen={})

    assert stale.value.theirs == {str(one.pk): Promise(TargetKind.PER_CENT, Decimal(80), "%")}
    assert {t.criterion.code: t.value for t in cast.unit.targets.all()} == {"I.1": 80, "II.1": 3}


def test_a_group_takes_no_target(cast, pact):
    with pytest.raises(Invalid):
        pacts.set_targets(cast.unit, {leaf(cast, "I"): Decimal(1)}, by=cast.officer, seen={})


def test_a_target_is_asked_where_it_matters_and_not_where_the_table_sets_it(cast, pact):
    version = factories.scoring_table(cast.ministry, published=False, by=cast.official)
    for code, rule, parameters, unit in (
        ("VI", "proportional", {}, ""),
        ("VII", "proportional", {"of": "percentage", "set_target": "100"}, "%"),
        ("VIII", "relative", {}, ""),
        ("IX", "yes_no", {}, ""),
    ):
        factories.criterion(version, code, 5, rule, parameters, unit_of_measure=unit)
    cast.season.table = version
    cast.season.save(update_fields=["table"])

    asked = {each.code for each in queries.criteria(pact)}
    assert asked & {"I", "I.1", "I.2", "VI", "VII", "VIII", "IX"} == {"I.1", "I.2", "VI", "VIII", "IX"}


def test_agreeing_freezes_the_text_and_asks_all_members(cast, pact):
    change(pact, cast.head)
    pacts.set_targets(cast.unit, {leaf(cast): Decimal("80.5")}, by=cast.officer, seen={})

    pact = pacts.agree(pact, by=cast.head)

    assert pact.state == PactState.SIGNING
    assert pact.frozen_hash == canonical.sha256(pact.frozen_text)
    assert "I.1. Tiêu chí I.1: 80,5 %" in pact.frozen_text
    assert [line for line in pact.frozen_text.splitlines() if line[:1].isdigit()][-3:] == [
        "1. Sở A",
        "2. Sở B",
        "3. Sở C",
    ]
    assert told(Event.PACT_AGREED) == {
        p.pk for p in (cast.officer, cast.leader, cast.head, cast.head_leader, cast.deputy)
    }


def test_the_frozen_text_is_the_same_in_every_language(cast, pact):
    with translation.override("en"):
        english = queries.wording(pact)

    assert english == queries.wording(pact)


def test_an_empty_pact_is_not_agreed(cast, pact):
    change(pact, cast.head, contents="")

    with pytest.raises(Conflict):
        pacts.agree(pact, by=cast.head)


def test_each_leader_signs_once_under_the_text_that_was_seen(cast, pact):
    pact = pacts.agree(pact, by=cast.head)

    signature = pacts.sign(pact, cast.unit, by=cast.leader, seen=pact.frozen_hash)

    assert (signature.text_hash, signature.signed_by) == (pact.frozen_hash, cast.leader)
    assert events(pact)[-1] == Event.PACT_SIGNED
    assert told(Event.PACT_SIGNED) == {cast.head.pk, cast.head_leader.pk}
    with pytest.raises(Conflict):
        pacts.sign(pact, cast.unit, by=cast.leader, seen=pact.frozen_hash)


def test_a_text_that_changed_is_not_signed(cast, pact):
    old = pacts.agree(pact, by=cast.head).frozen_hash
    fresh = pacts.reopen(pact, reason="Sửa chủ đề", by=cast.head)
    pact = pacts.agree(change(fresh, cast.head, theme="Mới"), by=cast.head)

    with pytest.raises(Conflict):
        pacts.sign(pact, cast.unit, by=cast.leader, seen=old)

    assert not Signature.objects.exists()


@pytest.mark.parametrize("person", ["officer", "head_leader", "official", "neighbour"])
def test_only_the_units_leader_signs(cast, pact, person):
    pact = pacts.agree(pact, by=cast.head)

    with pytest.raises(Denied):
        pacts.sign(pact, cast.unit, by=getattr(cast, person), seen=pact.frozen_hash)


def test_a_draft_is_not_signed(cast, pact):
    assert signing.may_sign(cast.leader, Place(pact, cast.unit)).error is Conflict


def test_with_the_last_signature_the_pact_is_signed(cast, pact):
    deputy_leader = factories.appointed(cast.deputy_unit.organisation, Role.LEADER)
    pact = pacts.agree(pact, by=cast.head)

    for unit, leader in [
        (cast.unit, cast.leader),
        (cast.head_unit, cast.head_leader),
        (cast.deputy_unit, deputy_leader),
    ]:
        pacts.sign(pact, unit, by=leader, seen=pact.frozen_hash)

    pact.refresh_from_db()
    assert pact.state == PactState.SIGNED
    assert events(pact)[-1] == Event.PACT_COMPLETED
    assert cast.officer.pk in told(Event.PACT_COMPLETED)
    assert policy.may_reopen_pact(cast.head, pact).error is Conflict


def test_reopening_keeps_old_signatures_that_no_longer_count(cast, pact):
    pact = pacts.agree(pact, by=cast.head)
    pacts.sign(pact, cast.unit, by=cast.leader, seen=pact.frozen_hash)

    pact = pacts.reopen(pact, reason="Thêm chỉ tiêu", by=cast.head)
    pact = pacts.agree(change(pact, cast.head, theme="Mới"), by=cast.head)

    assert Signature.objects.count() == 1
    assert [each.signature for each in queries.signatories(pact)] == [None, None, None]
    assert AuditEntry.objects.get(event=Event.PACT_REOPENED).reason == "Thêm chỉ tiêu"
    assert cast.leader.pk in told(Event.PACT_REOPENED)


def test_reopening_needs_a_reason_and_the_head(cast, pact):
    pact = pacts.agree(pact, by=cast.head)

    with pytest.raises(Invalid):
        pacts.reopen(pact, reason=" ", by=cast.head)
    with pytest.raises(Denied):
        pacts.reopen(pact, reason="Vì", by=cast.leader)


@pytest.mark.parametrize("verb", ["UPDATE clusters_signature SET text_hash = 'x'", "DELETE FROM clusters_signature"])
def test_signatures_refuse_raw_sql(cast, pact, verb):
    pact = pacts.agree(pact, by=cast.head)
    pacts.sign(pact, cast.unit, by=cast.leader, seen=pact.frozen_hash)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb)
