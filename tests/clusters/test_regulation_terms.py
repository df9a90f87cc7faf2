"""The terms of the operating regulations: what was adopted, what is offered, and from which day."""

import datetime as dt
from fractions import Fraction

import pytest
from django.db import IntegrityError, connection, transaction

from clusters.enums import RegulationState
from clusters.models import Regulation, RegulationVersion
from clusters.queries import regulation as queries
from clusters.regulating import DEFAULTS, KINDS, Term, Terms, Unsuitable, read_terms, stored_default, term_of
from tests import factories

JANUARY, JUNE = dt.date(2026, 1, 1), dt.date(2026, 6, 1)


def said(**values):
    return {key: {"value": value, "article": "7"} for key, value in values.items()}


def test_without_regulations_the_terms_are_as_offered(cast, count_queries):
    with count_queries(1):
        terms = queries.terms_of(cast.cluster, JUNE)
    assert terms == DEFAULTS
    assert (terms.quorum, terms.adoption) == (Term(Fraction(2, 3), "", is_adopted=False), None)


def test_what_was_adopted_counts_from_its_day_and_the_rest_is_as_offered(cast, count_queries):
    adoption = factories.terms(cast.cluster, since=JUNE, quorum="3/4", grace_days=2)
    assert queries.terms_of(cast.cluster, JUNE - dt.timedelta(days=1)) == DEFAULTS
    with count_queries(1):
        terms = queries.terms_of(cast.cluster, JUNE)
    assert terms.quorum == Term(Fraction(3, 4), "2", is_adopted=True)
    assert terms.grace_days == Term(2, "2", is_adopted=True)
    assert terms.threshold == DEFAULTS.threshold
    assert (terms.adoption, terms.in_force_on) == (adoption.pk, JUNE)


def test_a_newer_version_replaces_the_older_from_its_own_day(cast):
    factories.terms(cast.cluster, since=JUNE, grace_days=5)
    factories.terms(cast.cluster, since=JANUARY, grace_days=1)
    days = (JANUARY, JUNE - dt.timedelta(days=1), JUNE)
    assert [queries.terms_of(cast.cluster, day).grace_days.value for day in days] == [1, 1, 5]


def test_of_two_from_one_day_the_later_adopted_counts(cast):
    factories.terms(cast.cluster, since=JUNE, grace_days=5)
    factories.terms(cast.cluster, since=JUNE, grace_days=1)
    assert queries.terms_of(cast.cluster, JUNE).grace_days.value == 1


def test_neither_a_draft_nor_a_neighbour_nor_a_model_sets_terms(cast):
    factories.regulation_version(factories.regulation(cast.cluster), terms=said(grace_days=9))
    factories.terms(cast.elsewhere.cluster, grace_days=8)
    model = factories.regulation(authority=cast.ministry)
    issued = factories.regulation_version(model, state=RegulationState.ISSUED, terms=said(grace_days=7))
    factories.regulation_adoption(issued)
    assert queries.terms_of(cast.cluster, JUNE) == DEFAULTS


@pytest.mark.parametrize(
    ("present", "members", "quorate"), [(6, 9, True), (5, 9, False), (7, 10, True), (6, 10, False), (0, 0, False)]
)
def test_two_thirds_are_rounded_up_to_whole_members(present, members, quorate):
    assert DEFAULTS.is_quorate(present, members) is quorate


@pytest.mark.parametrize(
    ("comparison", "base", "least"),
    [
        ("more_than", "all_members", 6),
        ("at_least", "all_members", 5),
        ("more_than", "present", 5),
        ("at_least", "present", 4),
    ],
)
def test_how_many_votes_carry(comparison, base, least):
    terms = read_terms(said(comparison=comparison, base=base))
    assert terms.least_in_favour(present=8, members=10) == least
    assert terms.carries(least, present=8, members=10)
    assert not terms.carries(least - 1, present=8, members=10)


def test_without_a_vote_nothing_is_carried():
    terms = read_terms(said(comparison="at_least", base="present"))
    assert not terms.carries(0, present=0, members=10)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("quorum", "0"),
        ("quorum", "4/3"),
        ("quorum", "hai phần ba"),
        ("quorum", "1/0"),
        ("grace_days", -1),
        ("grace_days", True),
        ("grace_days", "3"),
        ("answer_days", 0),
        ("remind_before", [7, 7]),
        ("remind_before", []),
        ("remind_before", [91]),
        ("remind_before", "7"),
        ("base", "half"),
        ("tie_rule", ["bonus", "bonus"]),
        ("tie_rule", ["luck"]),
        ("tie_rule", ["meeting", "bonus"]),
        ("tie_rule", "bonus"),
        ("weather", "fine"),
    ],
)
def test_a_term_refuses_what_it_does_not_take(key, value):
    with pytest.raises(Unsuitable):
        read_terms(said(**{key: value}))


def test_every_term_reads_back_what_it_offers():
    stored = {key: {"value": stored_default(key)} for key in KINDS}
    read = read_terms(stored)
    assert {key: term_of(read, key).value for key in KINDS} == {key: term_of(DEFAULTS, key).value for key in KINDS}
    assert all(term_of(read, key).is_adopted for key in KINDS)
    assert set(Terms.__dataclass_fields__) == {*KINDS, "adoption", "in_force_on"}


def test_who_may_see_which_regulations(cast):
    own = factories.regulation(cast.cluster)
    factories.regulation(cast.elsewhere.cluster)
    model, hidden = (factories.regulation(authority=cast.ministry) for _ in range(2))
    factories.regulation_version(model, state=RegulationState.ISSUED)
    factories.regulation_version(hidden)
    seen = [set(Regulation.objects.visible_to(each)) for each in (cast.officer, cast.official, cast.neighbour)]
    assert seen[0] == {own, model}
    assert seen[1] == {own, model, hidden}
    assert not seen[2] & {own, model, hidden}


def test_a_drafted_model_is_the_authoritys_alone(cast):
    model = factories.regulation(authority=cast.ministry)
    issued = factories.regulation_version(model, state=RegulationState.ISSUED)
    draft = factories.regulation_version(model)
    own = factories.regulation_version(factories.regulation(cast.cluster))
    assert set(RegulationVersion.objects.visible_to(cast.officer)) == {issued, own}
    assert set(RegulationVersion.objects.visible_to(cast.council)) == {issued, own, draft}
    assert set(RegulationVersion.objects.visible_to(cast.neighbour_official)) == set()


@pytest.mark.parametrize("verb", ["UPDATE {table} SET text = 'khác'", "DELETE FROM {table}"])
@pytest.mark.parametrize("table", ["regulationadoption", "regulationcomment", "regulationanswer"])
def test_what_was_said_and_adopted_refuses_raw_sql(cast, table, verb):
    adoption = factories.terms(cast.cluster)
    factories.regulation_answer(factories.regulation_comment(adoption.version, cast.unit.organisation))
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb.format(table=f"clusters_{table}"))


@pytest.mark.parametrize(
    "votes",
    [
        {"members": 9, "present": 8, "in_writing": 2, "in_favour": 8, "against": 0},
        {"members": 9, "present": 6, "in_writing": 1, "in_favour": 6, "against": 2},
        {"members": 9, "present": 6, "in_writing": None, "in_favour": 6, "against": 0},
    ],
)
def test_votes_that_cannot_be_are_refused(cast, votes):
    version = factories.regulation_version(factories.regulation(cast.cluster), state=RegulationState.ADOPTED)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.regulation_adoption(version, **votes)


def test_only_one_version_is_open_at_a_time(cast):
    found = factories.regulation(cast.cluster)
    factories.regulation_version(found, state=RegulationState.WITHDRAWN)
    factories.regulation_version(found)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.regulation_version(found, state=RegulationState.CONSULTING)
