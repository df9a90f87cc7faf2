"""What an account comes to: who left, who paid too much, what the year before left over."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from clusters import clock
from clusters.enums import Event, Payment, Phase
from clusters.errors import Invalid
from clusters.models import Notice, Participant
from clusters.queries import contribution as queries
from clusters.services import contribution as deeds
from clusters.services import contribution_closing as closings
from tests import factories
from tests.reading import as_person, get, post

PLAN = {"basis": "Kết luận hội nghị triển khai", "amount": 5_000_000, "due_on": dt.date(2030, 6, 30)}


@pytest.fixture
def plan(cast):
    """Five millions each; the deputy's unit pays two, by its own amount."""
    return deeds.set_plan(cast.season, PLAN, {cast.deputy_unit: 2_000_000}, by=cast.head, seen=0)


def standing(season) -> dict[str, tuple]:
    return {str(each): (each.owed, each.paid, each.left, each.payment) for each in queries.Account(season).units}


def test_a_unit_that_left_owes_nothing_of_its_own_amount_either(cast, plan):
    Participant.objects.filter(pk=cast.deputy_unit.pk).update(left_on=clock.today())
    assert standing(cast.season)["Sở C"] == (0, 0, 0, Payment.DONE)


def test_what_one_unit_paid_too_much_does_not_pay_for_another(cast, plan):
    factories.contribution(cast.unit, 8_000_000)
    account = queries.Account(cast.season)
    assert standing(cast.season)["Sở A"] == (5_000_000, 8_000_000, 0, Payment.OVER)
    assert queries.unit_table(account).total.cells[4].value == 7_000_000
    (units, _purposes) = queries.frozen_tables(account.figures())
    assert units.total.cells[3].value == 7_000_000


@pytest.fixture
def next_year(cast, plan):
    """Two of three millions are left over; the next year of the same cluster has begun."""
    factories.contribution(cast.unit, 3_000_000)
    factories.expense(cast.season, 1_000_000)
    made = factories.season(cast.cluster, year=cast.season.year + 1, phase=Phase.RUNNING)
    factories.contribution_plan(made)
    return made


def test_what_is_left_over_goes_into_the_next_year_once_the_account_is_closed(cast, next_year):
    before = queries.Account(next_year).balance
    closings.close(cast.season, by=cast.head)
    factories.expense(next_year, 500_000)
    account = queries.Account(next_year)
    assert (before, account.carried, account.balance) == (0, 2_000_000, 1_500_000)
    assert (account.figures()["carried"], account.figures()["balance"]) == ("2000000", "1500000")


def test_a_closed_account_keeps_what_was_carried_over(cast, next_year):
    factories.headship(
        Participant.objects.create(season=next_year, organisation=cast.head_unit.organisation, joined_on=clock.today())
    )
    closings.close(cast.season, by=cast.head)
    closing = closings.close(next_year, by=cast.head)
    assert (closing.carried, closing.received, closing.spent, closing.balance) == (2_000_000, 0, 0, 2_000_000)


def test_an_account_that_lacks_money_says_so(client, cast, plan):
    factories.expense(cast.season, 1_000_000)
    page = get(as_person(client, cast.officer), "season-contributions", cast.season.pk).text
    assert "More was spent than was paid in." in page


def give_back(cast, amount: int, **said):
    given = {"amount": amount, "paid_on": clock.today(), "reason": "Nộp thừa", "by": cast.head, **said}
    return deeds.give_back(cast.unit, **given)


def test_money_goes_back_to_a_unit_with_the_reason_and_it_is_told(cast, plan):
    factories.contribution(cast.unit, 8_000_000)
    made = give_back(cast, 3_000_000)
    assert (made.amount, standing(cast.season)["Sở A"]) == (-3_000_000, (5_000_000, 5_000_000, 0, Payment.DONE))
    account = queries.Account(cast.season)
    assert (account.received, account.is_owing) == (5_000_000, False)
    told = set(Notice.objects.filter(event=Event.CONTRIBUTION_RETURNED).values_list("person", flat=True))
    assert told == {cast.officer.pk, cast.leader.pk}


@pytest.mark.parametrize(
    ("said", "field"),
    [({"amount": 2_000_001}, "amount"), ({"amount": -1}, "amount"), ({"amount": 1, "reason": " "}, "reason")],
)
def test_no_more_goes_back_than_was_paid_and_never_without_a_reason(cast, plan, said, field):
    factories.contribution(cast.unit, 2_000_000)
    with pytest.raises(Invalid) as refused:
        give_back(cast, **said)
    assert list(refused.value.problems) == [field]


def test_a_payment_of_which_a_part_went_back_is_not_taken_back_whole(cast, plan):
    payment = factories.contribution(cast.unit, 2_000_000)
    returned = give_back(cast, 500_000)
    with pytest.raises(Invalid):
        deeds.take_back_payment(payment, reason="Sai", by=cast.head)
    deeds.take_back_payment(returned, reason="Ghi nhầm", by=cast.head)
    deeds.take_back_payment(payment, reason="Sai", by=cast.head)
    assert standing(cast.season)["Sở A"][1] == 0


def test_a_unit_that_left_gets_its_money_back_in_the_browser(client, cast, plan):
    factories.contribution(cast.unit, 2_000_000)
    Participant.objects.filter(pk=cast.unit.pk).update(left_on=clock.today())
    as_person(client, cast.head)
    assert "Return money to a unit" in get(client, "season-contributions", cast.season.pk).text
    said = {"participant": cast.unit.pk, "amount": "2 triệu", "paid_on": "01/01/2026", "reason": "Thôi tham gia"}
    post(client, "contribution-return", cast.season.pk, **said)
    page = get(client, "season-contributions", cast.season.pk).text
    assert ("returned to the unit: Thôi tham gia" in page, "Return money to a unit" in page) == (True, False)


@pytest.mark.parametrize("verb", ["UPDATE clusters_contribution SET amount = 1", "DELETE FROM clusters_contribution"])
def test_the_lines_still_refuse_change(cast, verb):
    factories.contribution(cast.unit)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb)


def test_the_closing_conference_shows_what_the_closed_account_comes_to(client, cast, next_year):
    head = {"season": next_year, "organisation": cast.head_unit.organisation, "joined_on": clock.today()}
    factories.headship(Participant.objects.create(**head))
    meeting, page = factories.meeting(next_year), as_person(client, cast.head)
    assert get(page, "meeting", meeting.pk).context["account"] == {}
    closings.close(cast.season, by=cast.head)
    factories.expense(next_year, 500_000)
    closings.close(next_year, by=cast.head)
    shown = {"carried": 2_000_000, "received": 0, "spent": 500_000, "balance": 1_500_000}
    assert get(page, "meeting", meeting.pk).context["account"] == shown


def test_an_open_account_of_the_year_before_is_named(client, cast, next_year):
    assert queries.Account(next_year).open_before == cast.season
    head = {"season": next_year, "organisation": cast.head_unit.organisation, "joined_on": clock.today()}
    Participant.objects.create(**head)
    sentence = f"The account of {cast.season.label} is not closed"
    open_page = get(as_person(client, cast.head), "season-contributions", next_year.pk).text
    closings.close(cast.season, by=cast.head)
    closed_page = get(client, "season-contributions", next_year.pk).text
    assert (sentence in open_page, sentence in closed_page) == (True, False)
