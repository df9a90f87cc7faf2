"""Contributions: planned, paid, spent, taken back, closed before the conference; who may, who sees, what is kept."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction

from clusters import audit, canonical, clock
from clusters.enums import Event, Payment, Phase
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import Contribution, ContributionClosing, ContributionPlan, Expense, Notice, Participant
from clusters.queries import contribution as queries
from clusters.services import contribution as deeds
from clusters.services import contribution_closing as closings
from tests import factories
from tests.reading import as_person, first_column, get, post, sheets

PLAN = {"basis": "Kết luận hội nghị triển khai", "amount": 5_000_000, "due_on": dt.date(2030, 6, 30)}


@pytest.fixture
def plan(cast):
    """Five millions each; the deputy's unit pays two, by its own amount."""
    return deeds.set_plan(cast.season, PLAN, {cast.deputy_unit: 2_000_000}, by=cast.head, seen=0)


def pay(unit, by, amount=5_000_000, **said) -> Contribution:
    return deeds.record_payment(unit, amount=amount, paid_on=clock.today(), by=by, **said)


def spend(cast, amount=1_500_000, by=None, **said) -> Expense:
    said = {"purpose": "conference", "text": "Thuê hội trường", "spent_on": clock.today(), **said}
    return deeds.record_expense(cast.season, amount=amount, by=by or cast.head, **said)


def standing(season) -> dict[str, tuple]:
    """Owed, paid, open and state of each unit."""
    units = queries.Account(season).units
    return {str(each): (each.owed, each.paid, each.left, each.payment) for each in units}


def told(event) -> set[int]:
    return set(Notice.objects.filter(event=event).values_list("person", flat=True))


def test_each_unit_owes_the_amount_or_its_own(cast, plan):
    pay(cast.unit, cast.head, 4_000_000)
    pay(cast.unit, cast.deputy, 1_000_000)
    pay(cast.head_unit, cast.head, 1)

    assert standing(cast.season) == {
        "Sở A": (5_000_000, 5_000_000, 0, Payment.DONE),
        "Sở B": (5_000_000, 1, 4_999_999, Payment.PARTLY),
        "Sở C": (2_000_000, 0, 2_000_000, Payment.DUE),
    }
    assert told(Event.CONTRIBUTION_RECORDED) == {
        person.pk for person in (cast.officer, cast.leader, cast.head, cast.head_leader)
    }


def test_what_is_not_paid_by_its_day_is_overdue_and_nothing_owed_is_paid(cast):
    said = {**PLAN, "due_on": clock.today() - dt.timedelta(days=1)}
    deeds.set_plan(cast.season, said, {cast.unit: 0}, by=cast.head, seen=0)
    states = {name: each[3] for name, each in standing(cast.season).items()}
    assert states == {"Sở A": Payment.DONE, "Sở B": Payment.OVERDUE, "Sở C": Payment.OVERDUE}


def test_a_unit_that_left_the_year_owes_nothing_more(cast, plan):
    cast.unit.left_on = clock.today()
    cast.unit.save(update_fields=["left_on"])
    assert standing(cast.season)["Sở A"] == (0, 0, 0, Payment.DONE)
    assert queries.Account(cast.season).owed == 7_000_000


@pytest.mark.parametrize("who", ["officer", "official", "council", "neighbour"])
def test_only_head_and_deputy_keep_the_account(cast, plan, who):
    by = getattr(cast, who)
    with pytest.raises(Denied):
        deeds.set_plan(cast.season, PLAN, {}, by=by, seen=1)
    with pytest.raises(Denied):
        pay(cast.unit, by)
    with pytest.raises(Denied):
        spend(cast, by=by)


@pytest.mark.parametrize("fields", [{"basis": " "}, {"amount": -1}, {"amount": None}, {"due_on": None}])
def test_what_is_wrong_in_the_plan_is_said_beside_its_field(cast, fields):
    with pytest.raises(Invalid) as refused:
        deeds.set_plan(cast.season, {**PLAN, **fields}, {}, by=cast.head, seen=0)
    assert set(refused.value.problems) == set(fields)


def test_a_plan_passes_over_nothing_and_takes_no_unit_of_another_year(cast, plan):
    with pytest.raises(Stale) as stale:
        deeds.set_plan(cast.season, PLAN, {}, by=cast.deputy, seen=0)
    assert (stale.value.theirs["amount"], stale.value.seen) == (5_000_000, 1)
    with pytest.raises(Conflict):
        deeds.set_plan(cast.season, PLAN, {cast.stranger: 1}, by=cast.head, seen=1)
    deeds.set_plan(cast.season, PLAN, {}, by=cast.head, seen=1)
    assert standing(cast.season)["Sở C"][0] == 5_000_000


def test_nothing_is_entered_before_there_is_a_plan(cast):
    for deed in (lambda: pay(cast.unit, cast.head), lambda: spend(cast)):
        with pytest.raises(Conflict):
            deed()
    with pytest.raises(Conflict):
        closings.close(cast.season, by=cast.head)


@pytest.mark.parametrize(("amount", "late", "field"), [(0, 0, "amount"), (-5, 0, "amount"), (5, 1, "paid_on")])
def test_a_payment_is_money_of_a_day_gone_by(cast, plan, amount, late, field):
    day = clock.today() + dt.timedelta(days=late)
    with pytest.raises(Invalid) as refused:
        deeds.record_payment(cast.unit, amount=amount, paid_on=day, by=cast.head)
    assert set(refused.value.problems) == {field}


def test_a_mistake_is_taken_back_by_a_line_that_names_it(cast, plan):
    wrong = pay(cast.unit, cast.head, 50_000_000)
    with pytest.raises(Invalid):
        deeds.take_back_payment(wrong, reason=" ", by=cast.head)

    back = deeds.take_back_payment(wrong, reason="Thừa một số 0", by=cast.deputy)

    assert (back.amount, back.corrects, back.paid_on) == (-50_000_000, wrong, wrong.paid_on)
    assert standing(cast.season)["Sở A"][1] == 0
    for entry in (wrong, back):
        with pytest.raises(Conflict):
            deeds.take_back_payment(entry, reason="Lần nữa", by=cast.head)


def test_an_expense_taken_back_leaves_its_purpose(cast, plan):
    spend(cast, purpose="gratitude", amount=700_000)
    wrong = spend(cast)
    deeds.take_back_expense(wrong, reason="Chi nhầm", by=cast.head)
    account = queries.Account(cast.season)
    assert (account.purposes, account.spent, account.balance) == ({"gratitude": 700_000}, 700_000, -700_000)


@pytest.mark.parametrize("who", ["officer", "official"])
def test_others_take_nothing_back(cast, plan, who):
    with pytest.raises(Denied):
        deeds.take_back_payment(pay(cast.unit, cast.head), reason="Sai", by=getattr(cast, who))
    with pytest.raises(Denied):
        deeds.take_back_expense(spend(cast), reason="Sai", by=getattr(cast, who))


@pytest.fixture
def closed(cast, plan):
    """Five millions in, one and a half out, put before the closing conference."""
    pay(cast.unit, cast.head)
    spend(cast)
    factories.meeting(cast.season, kind="half_year")
    cast.conference = factories.meeting(cast.season)
    return closings.close(cast.season, by=cast.head)


def test_the_closed_account_is_frozen_with_its_hash_and_conference(cast, closed):
    assert (closed.received, closed.spent, closed.balance) == (5_000_000, 1_500_000, 3_500_000)
    closed.refresh_from_db()
    assert closed.hash == canonical.sha256(closed.figures)
    assert closed.figures["units"][0] == {"unit": "Sở A", "owed": "5000000", "paid": "5000000"}
    assert closed.figures["expenses"] == [{"purpose": "conference", "amount": "1500000"}]
    assert closed.meeting == cast.conference
    assert told(Event.CONTRIBUTIONS_CLOSED) >= {cast.officer.pk, cast.deputy.pk}


def test_nothing_is_entered_in_a_closed_account(cast, closed):
    paid, spent = Contribution.objects.get(), Expense.objects.get()
    refused = [
        lambda: pay(cast.unit, cast.head),
        lambda: spend(cast),
        lambda: deeds.set_plan(cast.season, PLAN, {}, by=cast.head, seen=1),
        lambda: deeds.take_back_payment(paid, reason="Sai", by=cast.head),
        lambda: deeds.take_back_expense(spent, reason="Sai", by=cast.head),
        lambda: closings.close(cast.season, by=cast.head),
    ]
    for deed in refused:
        with pytest.raises(Conflict):
            deed()


def test_the_authority_reopens_it_with_a_reason_and_the_old_figures_stay(cast, closed):
    for who in ("head", "officer", "council", "neighbour_official"):
        with pytest.raises(Denied):
            closings.reopen(closed, reason="Sót", by=getattr(cast, who))
    with pytest.raises(Invalid):
        closings.reopen(closed, reason=" ", by=cast.official)

    closings.reopen(closed, reason="Sót một phiếu chi", by=cast.official)
    with pytest.raises(Conflict):
        closings.reopen(closed, reason="Lần nữa", by=cast.official)
    spend(cast, amount=500_000)
    again = closings.close(cast.season, by=cast.head)

    assert [each.balance for each in cast.season.contribution_closings.order_by("number")] == [3_500_000, 3_000_000]
    assert list(ContributionClosing.objects.standing()) == [again]
    assert audit.broken_lines(ContributionPlan.objects.get()) == []


@pytest.mark.parametrize("who", ["deputy", "officer", "official"])
def test_the_head_closes(cast, plan, who):
    with pytest.raises(Denied):
        closings.close(cast.season, by=getattr(cast, who))


def test_a_closed_year_takes_no_entry_but_its_account_can_still_be_closed(cast, plan):
    cast.season.phase = Phase.CLOSED
    cast.season.save(update_fields=["phase"])
    with pytest.raises(Conflict):
        spend(cast)
    assert closings.close(cast.season, by=cast.head).balance == 0


@pytest.mark.parametrize("table", ["contribution", "expense", "contributionclosing", "contributionreopening"])
def test_the_lines_refuse_change(cast, closed, table):
    closings.reopen(closed, reason="Sót", by=cast.official)
    for sql in (f"UPDATE clusters_{table} SET id = id", f"DELETE FROM clusters_{table}"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


@pytest.mark.parametrize("fields", [{"amount": -5}, {"amount": 0}, {"amount": 5, "reason": "Sai"}])
def test_the_database_refuses_money_below_zero_that_takes_nothing_back(cast, fields):
    with pytest.raises(IntegrityError):
        factories.contribution(cast.unit, **fields)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["Sở A", "Sở B", "Sở C"]),
        ({"unit": "so b"}, ["Sở B"]),
        ({"state": "done"}, ["Sở A"]),
        ({"state": "due"}, ["Sở B", "Sở C"]),
        ({"year": "1999"}, ["Sở A", "Sở B", "Sở C"]),
        ({"sort": "-left"}, ["Sở B", "Sở C", "Sở A"]),
        ({"sort": "state"}, ["Sở B", "Sở C", "Sở A"]),
    ],
)
def test_the_register_is_filtered_by_its_address(client, cast, plan, filters, found):
    pay(cast.unit, cast.head)
    officer = as_person(client, cast.officer)
    assert first_column(get(officer, "contributions", **filters).context["table"]) == found
    assert [row[0] for row in sheets(get(officer, "contributions", export="xlsx", **filters))["contributions"]] == found


def test_units_of_years_without_a_plan_are_not_listed(cast, plan):
    before = factories.season(cast.cluster, year=2019)
    before.participants.create(organisation=cast.unit.organisation, joined_on=before.starts_on)
    assert {each.season_id for each in queries.listed(cast.officer)} == {cast.season.pk}


def test_the_neighbour_sees_nothing(client, cast, closed):
    for person in (cast.neighbour, cast.neighbour_official):
        assert list(queries.listed(person)) == []
        for model in (Contribution, Expense, ContributionPlan, ContributionClosing):
            assert list(model.objects.visible_to(person)) == []
    assert get(as_person(client, cast.neighbour), "contribution-closing", closed.pk).status_code == 404


def test_from_plan_to_conference_in_the_browser(client, cast):
    season, unit = cast.season.pk, cast.unit.pk
    head = as_person(client, cast.head)
    own = {f"own-{cast.deputy_unit.pk}": "0"}
    post(head, "contribution-plan", season, seen=0, basis="Quy chế", amount="1.500.000", due_on="30/06/2030", **own)
    slip = SimpleUploadedFile("uy-nhiem-chi.pdf", b"%PDF-1.4\nck")
    said = {"participant": unit, "amount": "1500000", "paid_on": "01/02/2026", "upload": slip}
    post(head, "contribution-record", season, **said)
    post(head, "expense-record", season, text="Hoa", purpose="praise", amount="200.000", spent_on="02/02/2026")
    post(head, "expense-correct", Expense.objects.get().pk, reason="Nhầm")
    paper = get(as_person(client, cast.officer), "contribution-file", Contribution.objects.get().pk)
    assert b"".join(paper.streaming_content) == b"%PDF-1.4\nck"

    meeting = factories.meeting(cast.season)
    assert "Read the account as it stands" in get(client, "meeting", meeting.pk).content.decode()
    post(as_person(client, cast.head), "contribution-close", season)
    closing = ContributionClosing.objects.get()
    assert "Read the closed account" in get(as_person(client, cast.officer), "meeting", meeting.pk).content.decode()
    frozen = sheets(get(client, "contribution-closing", closing.pk, export="xlsx"))
    assert [row[:4] for row in frozen["units"]] == [
        ["Sở A", 1_500_000, 1_500_000, 0],
        ["Sở B", 1_500_000, 0, 1_500_000],
        ["Sở C", 0, 0, 0],
        ["Total", 3_000_000, 1_500_000, 1_500_000],
    ]


def test_a_plan_typed_over_a_colleagues_shows_both(client, cast, plan):
    said = {"seen": 0, "basis": "Quy chế", "amount": "1.000.000", "due_on": "30/06/2030"}
    answer = post(as_person(client, cast.head), "contribution-plan", cast.season.pk, **said)
    assert ("1,000,000", "5,000,000") in [each[1:] for each in answer.context["versions"]]
    assert Participant.objects.filter(contribution_share__isnull=False).count() == 1
