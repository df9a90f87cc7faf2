"""Shared statistics: defined by the head, filled in by each member, compared without taking none for nought."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from clusters import audit, clock
from clusters.enums import Event, PeriodKind
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import AuditEntry, Notice, SharedStatistic, StatisticValue
from clusters.queries import statistic as queries
from clusters.queries import statistic_page as pages
from clusters.queries.statistic_period import Span, read, up_to
from clusters.services import statistic as deeds
from clusters.services.statistic import Entry
from tests import factories
from tests.reading import as_person, first_column, get, post, sheets

pytestmark = pytest.mark.django_db
FUNDS = {"name": "Vốn được phân bổ", "unit_of_measure": "tỷ đồng", "rhythm": PeriodKind.YEAR}
NOW, BEFORE = Span(dt.date(2026, 1, 1), "year"), Span(dt.date(2025, 1, 1), "year")
NONE = Entry(None, "Nguồn không nêu")


def figure(text: str) -> Entry:
    return Entry(Decimal(text))


@pytest.fixture
def funds(cast) -> SharedStatistic:
    return deeds.define(cast.cluster, by=cast.head, **FUNDS)


def give(statistic, unit, person, *entries, span=NOW, seen=None):
    given = dict(zip(pages.lines(statistic), entries, strict=True))
    return deeds.enter(statistic, unit.organisation, span, given, by=person, seen=seen or {})


def all_three(cast, statistic, span=NOW):
    """A has 30, B has 10, C has no figure."""
    give(statistic, cast.unit, cast.officer, figure("30"), span=span)
    give(statistic, cast.head_unit, cast.head, figure("10"), span=span)
    give(statistic, cast.deputy_unit, cast.deputy, NONE, span=span)


def comparison(statistic, span=NOW):
    return pages.comparison(pages.sheet(statistic, span))


# --- periods ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "first", "last", "before", "words"),
    [
        ("month", (2026, 8, 1), (2026, 8, 31), (2026, 7, 1), "Tháng 8/2026"),
        ("quarter", (2026, 7, 1), (2026, 9, 30), (2026, 4, 1), "Quý 3/2026"),
        ("half_year", (2026, 7, 1), (2026, 12, 31), (2026, 1, 1), "6 tháng cuối năm 2026"),
        ("year", (2026, 1, 1), (2026, 12, 31), (2025, 1, 1), "Năm 2026"),
    ],
)
def test_a_day_lies_in_its_period(kind, first, last, before, words):
    span = Span.of(kind, dt.date(2026, 8, 17))
    assert (span.first, span.last, span.before.first) == (dt.date(*first), dt.date(*last), dt.date(*before))
    assert (str(span), span.before.after) == (words, span)


def test_periods_run_on_over_the_turn_of_the_year():
    assert [each.first.month for each in up_to(Span.of("quarter", dt.date(2026, 2, 28)), 3)] == [1, 10, 7]


@pytest.mark.parametrize("text", ["", "2026", "2026-13-01", "0001-01-01", "x"])
def test_nonsense_is_no_period(text):
    assert read("month", text) is None


# --- defining and closing -----------------------------------------------------------------------------------------


def test_the_members_are_told_of_a_new_one(cast, funds):
    told = set(Notice.objects.filter(event=Event.STATISTIC_DEFINED, channel="site").values_list("person", flat=True))
    assert told == {each.pk for each in (cast.officer, cast.leader, cast.head_leader, cast.deputy)}
    assert [each.name for each in funds.lines.all()] == [FUNDS["name"]]


@pytest.mark.parametrize("who", ["officer", "leader", "council", "auditor", "neighbour", "neighbour_official"])
def test_others_neither_define_nor_close(cast, funds, who):
    with pytest.raises(Denied):
        deeds.define(cast.cluster, by=getattr(cast, who), **{**FUNDS, "name": "Khác"})
    with pytest.raises(Denied):
        deeds.close(funds, by=getattr(cast, who))


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"name": " "}, "name"),
        ({"name": FUNDS["name"]}, "name"),
        ({"name": "Khác", "unit_of_measure": " "}, "unit_of_measure"),
        ({"name": "Khác", "lines": ["A", "B", "A "]}, "lines"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(cast, funds, fields, problem):
    with pytest.raises(Invalid) as refused:
        deeds.define(cast.cluster, by=cast.official, **{**FUNDS, **fields})
    assert set(refused.value.problems) == {problem}


def test_a_closed_one_takes_no_figures(cast, funds):
    deeds.close(funds, by=cast.deputy)
    with pytest.raises(Conflict):
        give(funds, cast.unit, cast.officer, figure("1"))
    with pytest.raises(Conflict):
        deeds.close(funds, by=cast.official)


# --- entering -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["head", "deputy", "official", "neighbour"])
def test_nobody_enters_figures_of_another_unit(cast, funds, who):
    with pytest.raises(Denied):
        give(funds, cast.unit, getattr(cast, who), figure("1"))


def test_a_period_to_come_has_no_figures(cast, funds):
    with pytest.raises(Conflict):
        give(funds, cast.unit, cast.officer, figure("1"), span=Span.of("year", clock.today()).after)


def test_who_had_left_has_no_figures(cast, funds):
    cast.cluster.memberships.filter(organisation=cast.unit.organisation).update(left_on=dt.date(2025, 6, 30))
    give(funds, cast.unit, cast.officer, figure("1"), span=BEFORE)
    with pytest.raises(Conflict):
        give(funds, cast.unit, cast.officer, figure("1"))


@pytest.mark.parametrize("entry", [Entry(None), Entry(Decimal(1), "và lý do")])
def test_either_a_figure_or_why_not(cast, funds, entry):
    with pytest.raises(Invalid):
        give(funds, cast.unit, cast.officer, entry)
    assert not StatisticValue.objects.exists()


def test_the_database_says_the_same(cast, funds):
    line, entered = funds.lines.get(), {"entered_at": clock.now(), "entered_by": cast.officer}
    for wrong in ({"value": None}, {"value": 1, "no_figure": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            line.values.create(organisation=cast.unit.organisation, first_day=NOW.first, **wrong, **entered)


def test_a_correction_keeps_what_was_there_on_the_trail(cast, funds):
    give(funds, cast.unit, cast.officer, NONE)
    give(funds, cast.unit, cast.leader, figure("2391"), seen={funds.lines.get().pk: 1})
    line = AuditEntry.objects.about(funds).latest("number")
    assert (line.before["figures"], line.after["figures"]) == (
        {FUNDS["name"]: "Nguồn không nêu"},
        {FUNDS["name"]: "2391"},
    )
    assert (StatisticValue.objects.get().version, audit.broken_lines(funds)) == (2, [])


def test_a_corrected_figure_no_longer_says_that_it_is_from_the_source(cast, funds):
    line, marked = funds.lines.get(), {"mark": "source", "source": "congthuong.vn"}
    deeds.enter(funds, cast.unit.organisation, NOW, {line: figure("1")}, by=cast.officer, seen={}, **marked)
    give(funds, cast.unit, cast.officer, figure("2"), seen={line.pk: 1})
    value = StatisticValue.objects.get()
    assert (value.mark, value.source) == ("entered", "")


def test_the_second_writer_is_told_and_nothing_is_written(cast, funds):
    give(funds, cast.unit, cast.officer, figure("1"))
    with pytest.raises(Stale) as stale:
        give(funds, cast.unit, cast.leader, figure("2"))
    line = funds.lines.get().pk
    assert (stale.value.theirs, stale.value.seen) == ({str(line): "1"}, {line: 1})
    assert StatisticValue.objects.get().value == 1


def test_the_same_figure_again_writes_nothing(cast, funds):
    give(funds, cast.unit, cast.officer, figure("1.50"))
    give(funds, cast.unit, cast.leader, figure("1.5"))
    assert (StatisticValue.objects.get().version, AuditEntry.objects.about(funds).count()) == (1, 2)


def test_a_line_of_another_statistic_is_refused(cast, funds):
    other = deeds.define(cast.cluster, by=cast.head, **{**FUNDS, "name": "Khác"})
    with pytest.raises(Invalid):
        deeds.enter(funds, cast.unit.organisation, NOW, {other.lines.get(): figure("1")}, by=cast.officer, seen={})


# --- comparing ----------------------------------------------------------------------------------------------------


def test_no_figure_is_no_nought(cast, funds):
    all_three(cast, funds)
    table = comparison(funds)
    said = [
        [table.words(c, cell) for c, cell in zip(table.columns[:3], row.cells[:3], strict=True)] for row in table.rows
    ]
    assert said == [["Sở A", "30", "75%"], ["Sở B", "10", "25%"], ["Sở C", "không có số liệu", "–"]]
    assert (table.rows[2].cells[1].value, table.rows[2].cells[1].note) == (None, NONE.no_figure)
    assert [cell.value for cell in table.total.cells[1:3]] == [40, 100]


def test_nought_is_a_figure(cast, funds):
    all_three(cast, funds)
    give(funds, cast.deputy_unit, cast.deputy, figure("0"), seen={funds.lines.get().pk: 1})
    table = comparison(funds)
    assert [cell.value for cell in table.rows[2].cells[1:3]] == [0, 0]
    assert "3" in str(table.total.cells[0].note)


def test_what_nobody_entered_is_not_said_to_have_no_figure(cast, funds):
    table = comparison(funds)
    assert {row.cells[1].text for row in table.rows} == {"chưa nhập"}
    assert [cell.value for cell in table.total.cells[1:]] == [None] * 5


def test_the_change_is_that_to_the_period_before(cast, funds):
    all_three(cast, funds)
    give(funds, cast.unit, cast.officer, figure("24"), span=BEFORE)
    give(funds, cast.head_unit, cast.head, figure("16"), span=BEFORE)
    rows = comparison(funds).rows
    assert [cell.value for cell in rows[0].cells[3:]] == [24, 6, 25]
    assert [cell.value for cell in rows[1].cells[3:]] == [16, -6, Decimal("-37.5")]
    assert [cell.value for cell in rows[2].cells[3:]] == [None, None, None]
    assert [cell.value for cell in comparison(funds).total.cells[3:]] == [40, 0, 0]


def test_sums_of_other_members_are_not_compared(cast, funds):
    all_three(cast, funds)
    give(funds, cast.unit, cast.officer, figure("24"), span=BEFORE)
    assert [cell.value for cell in comparison(funds).total.cells[3:]] == [24, None, None]


def test_lines_are_summed_and_a_gap_is_said(cast):
    two = deeds.define(cast.cluster, by=cast.head, lines=["Chương trình 1", "Chương trình 2"], **FUNDS)
    give(two, cast.unit, cast.officer, figure("20"), NONE)
    give(two, cast.head_unit, cast.head, figure("30"), figure("50"))
    table = comparison(two)
    assert [cell.value for cell in table.rows[0].cells[1:5]] == [20, None, 20, 20]
    assert table.rows[0].cells[3].note == "1/2 dòng"
    assert [cell.value for cell in table.total.cells[1:5]] == [50, 50, 100, 100]


def test_percentages_have_neither_sum_nor_share(cast):
    rate = deeds.define(cast.cluster, by=cast.head, adds_up=False, **{**FUNDS, "unit_of_measure": "%"})
    all_three(cast, rate)
    table = comparison(rate)
    assert (table.total, [each.key for each in table.columns]) == (None, ["unit", "whole", "before", "change", "rate"])
    assert pages.history(pages.sheet(rate, NOW)).total is None


def test_the_chart_draws_the_largest_first_and_no_bar_without_a_figure(cast, funds):
    all_three(cast, funds)
    found = [(bar.label, bar.length, bar.words) for bar in pages.bars(pages.sheet(funds, NOW))]
    assert found == [("Sở A", 100, "30"), ("Sở B", 33, "10"), ("Sở C", 0, "không có số liệu")]


def test_the_history_shows_the_periods_in_their_order(cast, funds):
    all_three(cast, funds)
    give(funds, cast.unit, cast.officer, figure("24"), span=BEFORE)
    table = pages.history(pages.sheet(funds, NOW))
    assert [str(each.label) for each in table.columns[-2:]] == ["Năm 2025", "Năm 2026"]
    assert [cell.value for cell in table.total.cells[-2:]] == [24, 40]
    assert (table.rows[2].cells[-2].text, table.rows[2].cells[-1].text) == ("chưa nhập", "không có số liệu")


# --- pages --------------------------------------------------------------------------------------------------------


def test_a_member_enters_its_figure_in_the_browser(client, cast, funds):
    line = funds.lines.get().pk
    as_person(client, cast.officer)
    answer = post(client, "statistic-enter", funds.pk, cast.unit.organisation.pk, **{f"v{line}": "2.391,5"})
    assert (answer.status_code, StatisticValue.objects.get().value) == (302, Decimal("2391.5"))
    page = get(client, "statistic", funds.pk)
    assert (page.context["span"], [bar.length for bar in page.context["bars"]]) == (
        Span.of("year", clock.today()),
        [100, 0, 0],
    )


def test_a_field_left_alone_is_not_written(client, cast, funds):
    line, unit = funds.lines.get().pk, cast.unit.organisation.pk
    page = get(as_person(client, cast.officer), "statistic-enter", funds.pk, unit)
    drawn = {name: page.context["form"][name].value() for name in ("seen", "drawn")}
    give(funds, cast.unit, cast.leader, figure("5"), span=Span.of("year", clock.today()))
    assert post(client, "statistic-enter", funds.pk, unit, **drawn, **{f"v{line}": ""}).status_code == 302
    assert StatisticValue.objects.get().value == 5


def test_both_versions_are_shown_to_the_second_writer(client, cast, funds):
    line, unit = funds.lines.get().pk, cast.unit.organisation.pk
    give(funds, cast.unit, cast.leader, figure("5"), span=Span.of("year", clock.today()))
    page = post(as_person(client, cast.officer), "statistic-enter", funds.pk, unit, **{f"v{line}": "7", "drawn": "{}"})
    assert page.context["versions"] == [(FUNDS["name"], "7", "5")]
    again = {name: page.context["form"][name].value() for name in ("seen", "drawn", f"v{line}", f"n{line}")}
    assert post(client, "statistic-enter", funds.pk, unit, **again).status_code == 302
    assert StatisticValue.objects.get().value == 7


def test_an_empty_line_is_said_beside_its_field(client, cast, funds):
    line, unit = funds.lines.get().pk, cast.unit.organisation.pk
    give(funds, cast.unit, cast.leader, figure("5"), span=Span.of("year", clock.today()))
    page = get(as_person(client, cast.officer), "statistic-enter", funds.pk, unit)
    drawn = {name: page.context["form"][name].value() for name in ("seen", "drawn")}
    answer = post(client, "statistic-enter", funds.pk, unit, **drawn, **{f"v{line}": ""})
    assert set(answer.context["form"].errors) == {f"v{line}"}


def test_the_head_defines_one_in_the_browser(client, cast):
    fields = {**FUNDS, "rhythm": "quarter", "lines": "Một\r\n\r\nHai", "adds_up": "on"}
    answer = post(as_person(client, cast.head), "statistic-define", cast.cluster.pk, **fields)
    assert (answer.status_code, [str(each) for each in SharedStatistic.objects.get().lines.order_by("position")]) == (
        302,
        ["Một", "Hai"],
    )


def test_the_workbook_holds_the_period_of_the_address(client, cast, funds):
    all_three(cast, funds, BEFORE)
    give(funds, cast.unit, cast.officer, figure("99"))
    page = get(as_person(client, cast.auditor), "statistic", funds.pk, period="2025-01-01", export="xlsx")
    assert [row[:2] for row in sheets(page)["comparison"]][:2] == [["Sở A", 30.0], ["Sở B", 10.0]]


def test_only_own_units_are_offered(client, cast, funds):
    offered = {
        who: [str(unit) for unit, _may in _page(client, cast, who, funds)["own"]] for who in ("officer", "official")
    }
    assert offered == {"officer": ["Sở A"], "official": []}


def _page(client, cast, who, statistic):
    return get(as_person(client, getattr(cast, who)), "statistic", statistic.pk).context


def test_the_neighbour_sees_nothing(client, cast, funds):
    all_three(cast, funds)
    for person in (cast.neighbour, cast.neighbour_official):
        assert list(queries.listed(person)) == []
        assert get(as_person(client, person), "statistic", funds.pk).status_code == 404


def test_a_statistic_of_several_periods_is_one_row_with_the_newest(cast, funds):
    all_three(cast, funds, span=BEFORE)
    give(funds, cast.unit, cast.officer, figure("31"))
    (row,) = queries.register(queries.listed(cast.officer)).table().rows
    assert (row.cells[5].value, row.cells[6].value) == (NOW.first, 1)


def test_shares_say_nothing_of_negative_figures_not_even_of_the_sum(cast, funds):
    give(funds, cast.unit, cast.officer, figure("-3,5".replace(",", ".")))
    give(funds, cast.head_unit, cast.head, figure("10"))
    made = comparison(funds)
    assert [row.cells[2].value for row in (*made.rows, made.total)] == [None] * 4


def test_the_chart_tells_who_has_no_figure_from_who_entered_nothing(cast, funds):
    give(funds, cast.unit, cast.officer, figure("30"))
    give(funds, cast.head_unit, cast.head, NONE)
    with translation.override("en"):
        drawn = pages.bars(pages.sheet(funds, NOW))
    assert [each.words for each in drawn] == ["30", "no figure", "not entered yet"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["Tỷ lệ giải ngân", "Vốn được phân bổ"]),
        ({"words": "von duoc"}, ["Vốn được phân bổ"]),
        ({"year": "2025"}, ["Vốn được phân bổ"]),
        ({"unit": "so b"}, []),
        ({"unit": "so a"}, ["Vốn được phân bổ"]),
        ({"state": "closed"}, ["Tỷ lệ giải ngân"]),
    ],
)
def test_the_list_is_filtered_by_its_address(client, cast, funds, filters, found):
    other = deeds.define(cast.cluster, by=cast.head, **{**FUNDS, "name": "Tỷ lệ giải ngân"})
    deeds.close(other, by=cast.head)
    give(funds, cast.unit, cast.officer, figure("1"), span=BEFORE)
    factories.statistic(cast.elsewhere.cluster)
    page = get(as_person(client, cast.officer), "statistics", **filters)
    assert first_column(page.context["table"]) == found


@pytest.mark.parametrize(
    ("typed", "value"), [("-3,5", "-3.5"), ("1.234,56", "1234.56"), ("1,234.56", "1234.56"), ("0", "0")]
)
def test_a_figure_is_typed_as_on_paper(client, cast, funds, typed, value):
    line = funds.lines.get()
    officer = as_person(client, cast.officer)
    drawn = get(officer, "statistic-enter", funds.pk, cast.unit.organisation_id).context["form"]
    hidden = {name: drawn[name].value() for name in ("seen", "drawn")}
    hidden = {name: drawn.fields[name].prepare_value(given) for name, given in hidden.items()}
    fields = {f"v{line.pk}": typed, f"n{line.pk}": "", **hidden}
    post(officer, "statistic-enter", funds.pk, cast.unit.organisation_id, **fields)
    assert StatisticValue.objects.get().value == Decimal(value)
