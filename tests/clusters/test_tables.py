"""Tables: what is shown, in which order, and how it is written."""

import datetime as dt
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.utils import translation

from clusters import table_html
from clusters.tables import Cell, Column, Row, Table

NAMES = ["Đà Nẵng", "An Giang", "Ba Vì", "Điện Biên"]
COLUMNS = [Column("unit", "Đơn vị", "link"), Column("points", "Điểm", "points"), Column("on", "Ngày", "day")]


def table(points=(1, 2, 3, None), **fields) -> Table:
    rows = [Row([name, p, dt.date(2026, 1, 9 - i)]) for i, (name, p) in enumerate(zip(NAMES, points, strict=True))]
    return Table("reports", "Báo cáo", COLUMNS, rows, **fields)


def column(shown: Table, index: int) -> list:
    return [row.cells[index].value for row in shown.rows]


def test_names_sort_by_the_vietnamese_alphabet():
    assert column(table().sorted_by("unit"), 0) == ["An Giang", "Ba Vì", "Đà Nẵng", "Điện Biên"]


@pytest.mark.parametrize(("wish", "order"), [("points", [1, 2, 3, None]), ("-points", [3, 2, 1, None])])
def test_blanks_come_last_either_way(wish, order):
    assert column(table(points=(2, None, 3, 1)).sorted_by(wish), 1) == order


def test_days_sort_by_time():
    assert column(table().sorted_by("on"), 0) == ["Điện Biên", "Ba Vì", "An Giang", "Đà Nẵng"]


@pytest.mark.parametrize("wish", [None, "", "-", "nonsense", "points; drop"])
def test_unknown_order_changes_nothing(wish):
    assert table().sorted_by(wish) == table()


def test_a_column_that_is_not_sortable_is_not_sorted():
    fixed = Table("t", "T", [Column("a", "A", "number", sortable=False)], [Row([2]), Row([1])])
    assert column(fixed.sorted_by("a"), 0) == [2, 1]


def test_the_order_of_a_cell_can_be_given():
    rows = [Row([Cell("b", sort=1)]), Row([Cell("a", sort=2)])]
    assert column(Table("t", "T", [Column("a", "A")], rows).sorted_by("a"), 0) == ["b", "a"]


def test_a_row_of_the_wrong_width_is_refused():
    with pytest.raises(ValueError, match="2 cells for 3 columns"):
        Table("t", "T", COLUMNS, [Row(["a", 1])])


def test_points_of_a_column_have_the_same_decimals():
    shown = table(points=(Decimal("9.5"), Decimal("10.00"), 8, None))
    assert [shown.words(COLUMNS[1], row.cells[1]) for row in shown.rows] == ["9,5", "10,0", "8,0", "–"]


@pytest.mark.parametrize(("language", "words"), [("vi", "1.234,5"), ("en", "1,234.5")])
def test_numbers_follow_the_language(language, words):
    numbers = Table("t", "T", [Column("n", "N", "number")], [Row([Decimal("1234.50")])])
    with translation.override(language):
        assert numbers.words(numbers.columns[0], numbers.rows[0].cells[0]) == words


def test_what_a_person_wrote_is_escaped():
    evil = Table("t", "T", [Column("a", "A", "link")], [Row([Cell("<b>", url='/"x', note="<i>")])])
    html = table_html.body(evil)
    assert "<b>" not in html
    assert "<i>" not in html
    assert 'href="/&quot;x"' in html


@pytest.mark.parametrize("kind", ["text", "link", "state", "number", "points", "day", "moment"])
def test_no_kind_of_column_lets_markup_through(kind):
    evil = Table("t", "T", [Column("a", "A"), Column("b", "B", kind)], [Row(["a", "<script>"])])
    assert "<script>" not in table_html.body(evil)


def test_sort_links_keep_the_other_parameters():
    html = table_html.heads(table().sorted_by("unit"), QueryDict("year=2026&sort=unit&page=3"))
    assert 'href="?year=2026&amp;sort=-unit"' in html
    assert 'href="?year=2026&amp;sort=-points"' in html
    assert html.count('aria-sort="ascending"') == 1


def test_a_mark_stands_beside_the_figure_with_its_source():
    marked = Table("t", "T", [Column("n", "N", "number")], [Row([Cell(5, mark="demo", source="Số minh họa")])])
    html = table_html.body(marked)
    assert 'class="num hatched"' in html
    assert 'title="Số minh họa"' in html


def test_a_verified_figure_has_no_mark():
    plain = Table("t", "T", [Column("n", "N", "number")], [Row([Cell(5, mark="entered")])])
    assert table_html.body(plain) == '<tr><th scope="row" class="num">5</th></tr>'


def test_rows_become_cards_only_where_a_column_has_its_spot():
    columns = [Column("unit", "Đơn vị", "link", spot="name"), Column("points", "Điểm"), Column("grade", "Xếp loại")]
    cards = Table("ranking", "Xếp hạng", columns, [Row(["An Giang", "89", None])])
    body = str(table_html.body(cards))
    assert (table().cards, cards.cards) == (False, True)
    assert "role=" not in table_html.body(table())
    assert '<th scope="row" role="rowheader" data-label="Đơn vị" class="at-name">An Giang</th>' in body
    assert '<td role="cell" data-label="Điểm" class="at-rest">89</td>' in body
    assert 'class="at-rest blank"' in body
    assert 'class="corner at-name" role="columnheader"' in table_html.heads(cards, QueryDict())
