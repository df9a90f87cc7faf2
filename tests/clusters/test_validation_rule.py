"""Validation rules of a draft: written by the authority's official, locked with the table, carried into the next."""

from decimal import Decimal

import pytest
from django.urls import reverse

from clusters import validating
from clusters.enums import Event
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import AuditEntry
from clusters.queries import validation_rule as queries
from clusters.services import scoring_table as tables
from clusters.services import validation_rule as deeds
from clusters.validating import Method, ValidationRule
from tests import factories

TYPED = {
    "left": "[I.1] + 1,5 × [II.1:count]",
    "operator": "le",
    "right": "năm trước [I.1] × 2",
    "severity": "warning",
    "message": "Tăng quá nhanh",
    "message_en": "Grows too fast",
}


@pytest.fixture
def draft(cast):
    return factories.scoring_table(cast.ministry, published=False)


def rule(left="[I.1]", operator="le", right="100", code="", **fields):
    read = validating.read_expression
    said = {"severity": "error", "message": "Không quá 100"} | fields
    return ValidationRule(code, read(left), operator, read(right), **said)


def stated(draft):
    draft.refresh_from_db()
    return {each.code: queries.stated(each) for each in queries.of_version(draft).rules}


def post(client, cast, name, *args, **data):
    client.force_login(cast.official)
    return client.post(reverse(name, args=args), data)


def test_rules_are_numbered_written_anew_and_taken_away(cast, draft):
    deeds.keep(draft, rule(), by=cast.official)
    deeds.keep(draft, rule("[II.1]", "ge", "1"), by=cast.official)
    deeds.keep(draft, rule(right="99", code="K1"), by=cast.official)
    assert stated(draft) == {"K1": "[I.1] ≤ 99", "K2": "[II.1] ≥ 1"}

    deeds.drop(draft, "K1", by=cast.official)
    assert stated(draft) == {"K2": "[II.1] ≥ 1"}
    with pytest.raises(Conflict):
        deeds.drop(draft, "K1", by=cast.official)


def test_each_change_stands_on_the_trail(cast, draft):
    deeds.keep(draft, rule(), by=cast.official)
    entry = AuditEntry.objects.filter(event=Event.TABLE_VALIDATION_CHANGED).get()
    assert (entry.before, entry.after) == ({}, {"K1": "[I.1] ≤ 100 – error: Không quá 100"})


@pytest.mark.parametrize(
    ("wrong", "at"),
    [
        (rule("[X]"), "left"),
        (rule(right=""), "right"),
        (rule("[I.1:nothing]"), "left"),
        (rule(message=" "), "message"),
        (rule("[I.1]", "together", ""), "left"),
    ],
)
def test_a_rule_that_cannot_be_asked_is_refused(cast, draft, wrong, at):
    with pytest.raises(Invalid) as refusal:
        deeds.keep(draft, wrong, by=cast.official)
    assert set(refusal.value.problems) == {at}


def test_only_the_official_writes_and_only_a_draft(cast, draft):
    with pytest.raises(Denied):
        deeds.keep(draft, rule(), by=cast.officer)
    with pytest.raises(Conflict):
        deeds.keep(cast.table, rule(), by=cast.official)
    with pytest.raises(Conflict):
        deeds.compare(cast.table, Method(), by=cast.official)


def test_the_second_writer_is_told(cast, draft):
    seen = queries.fingerprint(draft)
    deeds.keep(draft, rule(), by=cast.official2, seen=seen)
    with pytest.raises(Stale):
        deeds.keep(draft, rule(), by=cast.official, seen=seen)


def test_the_next_version_has_the_same_rules(cast, draft):
    deeds.keep(draft, rule(), by=cast.official)
    deeds.compare(draft, Method(Decimal(4)), by=cast.official)
    draft.refresh_from_db()
    draft.published_at, draft.published_by = cast.table.published_at, cast.official
    draft.save()
    assert tables.copy(draft, by=cast.official).validation == draft.validation


def test_a_rule_without_its_criterion_keeps_the_draft_from_being_published(cast, draft):
    deeds.keep(draft, rule("[III.1]", "le", "5"), by=cast.official)
    draft.criteria.filter(code="III.1").delete()
    with pytest.raises(Conflict, match=r"K1.*III\.1"):
        tables.publish(draft, by=cast.official)


@pytest.mark.parametrize(
    "method", [Method(factor=Decimal(0)), Method(ratio=Decimal(1)), Method(least_years=1), Method(most_years=2)]
)
def test_a_method_that_measures_nothing_is_refused(cast, draft, method):
    with pytest.raises(Invalid):
        deeds.compare(draft, method, by=cast.official)


def test_a_rule_is_written_in_the_browser(client, cast, draft):
    answer = post(client, cast, "validation-rule-add", draft.pk, **TYPED)
    assert answer.url == reverse("validation-rules", args=[draft.pk])
    assert stated(draft) == {"K1": "[I.1] + 1,5 × [II.1:count] ≤ 2 × năm trước [I.1]"}

    page = client.get(reverse("validation-rule", args=[draft.pk, "K1"]))
    again = {name: page.context["form"][name].value() for name in (*TYPED, "upper", "seen")}
    assert post(client, cast, "validation-rule", draft.pk, "K1", **again).status_code == 302
    assert stated(draft) == {"K1": "[I.1] + 1,5 × [II.1:count] ≤ 2 × năm trước [I.1]"}


def test_a_rule_of_periods_names_what_is_asked_for_them(client, cast, draft):
    typed = TYPED | {"left": "[I.1]", "reported": "quarter"}
    answer = post(client, cast, "validation-rule-add", draft.pk, **typed)
    assert set(answer.context["form"].errors) == {"left", "right"}

    draft.criteria.filter(code="I.1").update(reported="quarter")
    assert post(client, cast, "validation-rule-add", draft.pk, **typed).status_code == 302
    assert stated(draft) == {"K1": "[I.1] ≤ 2 × cùng kỳ năm trước [I.1]"}
    again = client.get(reverse("validation-rule", args=[draft.pk, "K1"])).context["form"]
    assert (again["reported"].value(), again["right"].value()) == ("quarter", "2 × cùng kỳ năm trước [I.1]")
    assert "Hằng quý – [I.1]" in AuditEntry.objects.latest("number").after["K1"]


def test_what_cannot_be_read_is_said_beside_its_side(client, cast, draft):
    answer = post(client, cast, "validation-rule-add", draft.pk, **TYPED | {"left": "[I.1] +", "right": "[X.9]"})
    assert set(answer.context["form"].errors) == {"left"}
    answer = post(client, cast, "validation-rule-add", draft.pk, **TYPED | {"right": "[X.9]"})
    assert set(answer.context["form"].errors) == {"right"}
    assert "[X.9]" in answer.text


def test_a_colleagues_change_keeps_what_was_typed(client, cast, draft):
    seen = queries.fingerprint(draft)
    deeds.keep(draft, rule(), by=cast.official2)
    answer = post(client, cast, "validation-rule-add", draft.pk, **TYPED, seen=seen)
    assert (answer.status_code, "Tăng quá nhanh" in answer.text) == (200, True)
    again = {**TYPED, "seen": answer.context["form"]["seen"].value()}
    assert post(client, cast, "validation-rule-add", draft.pk, **again).status_code == 302
    assert set(stated(draft)) == {"K1", "K2"}


def test_the_comparison_is_set_and_taken_back(client, cast, draft):
    client.force_login(cast.official)
    form = client.get(reverse("validation-outliers", args=[draft.pk])).context["form"]
    typed = {name: form[name].value() for name in form.fields} | {"compared": "on", "factor": "2,5"}
    assert post(client, cast, "validation-outliers", draft.pk, **typed).status_code == 302
    draft.refresh_from_db()
    assert queries.of_version(draft).outliers == Method(Decimal("2.5"))

    del typed["compared"], typed["seen"]
    post(client, cast, "validation-outliers", draft.pk, **typed)
    draft.refresh_from_db()
    assert queries.of_version(draft).outliers is None
