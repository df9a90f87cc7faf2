"""What the other documents say, written as an author would type it and counted by hand."""

from decimal import Decimal

import pytest

from clusters.scoring import (
    RULES,
    Entry,
    Table,
    all_nodes,
    check_table,
    notation,
    parse_inputs,
    parse_parameters,
    score_cluster,
)

D = Decimal
# Sở Tư pháp 2022, Đồng Tháp, and the appraisal criterion of 2017 with lower points made up, since the source has none.
JUSTICE = """A|Nhiệm vụ trọng tâm|15|Nội dung
A.11|Tiêu chí 1.1|2||bands|100% → 2; 95-<100% → 1,75; 80-<95% → 1,5; 70-<80% → 1; 60-<70% → 0,5; <60% → 0
A.12|Tiêu chí 1.2|3||bands|100% → 3; 95-<100% → 2,75; 80-<95% → 2,5; 70-<80% → 2; 60-<70% → 1,5; <60% → 0
A.KH|Ban hành kế hoạch|2||Có hoặc không
A.KS|Văn bản ký số|1,5||bands|>95% → 1,5; [75%;95%] → 1; 50-<75% → 0,5; <50% → 0
A.BC|Báo cáo đúng hạn|2||Theo số ngày chậm|1-2 → 1,5; 3-5 → 1; 6-10 → 0,5; >10 → 0
A.TQ|Đúng thẩm quyền|1||Có hoặc không
A.TĐ|Thẩm định (2017)|2,5||bands|100% → 2,5; 75-<100% → 2; 50-<75% → 1; <50% → 0
A.PN|Phần khác|1||Có hoặc không
"""
# Thừa Thiên Huế 2018: 1000 = 950 of content and 50 of bonus; no launch, pact or registration takes off 8.
HUE = """A|Nội dung|950|Nội dung
A.1|Nội dung thi đua|950||Chấm trong khoảng điểm
B|Điểm thưởng|50|Điểm thưởng
B.1|Thưởng|50||Chấm trong khoảng điểm
C|Điểm trừ|8|Điểm trừ
C.1|Không phát động, không ký giao ước, không đăng ký|8||Có hoặc không
"""
# The four leaf types of the relative algorithm; bonus and penalty, being one leaf there, are two sections here.
POLICE = """A|Tiêu chí|30|Nội dung
A.1|Định lượng|10||Relative to the best of the cluster
A.2|Định tính|5||Có hoặc không
A.3|Chấm thẳng|5||Số lượng × điểm|0,5
A.4|Tỷ lệ × điểm tối đa|10||proportional|percentage; set_target = 100
B|Điểm cộng|3|Điểm thưởng
B.1|Cộng|3||Số lượng × điểm|1
C|Điểm trừ|3|Điểm trừ
C.1|Trừ|3||Điểm trừ cho mỗi trường hợp|1,5
"""


def read(text, **more):
    reading = notation.read(text)
    assert reading.misread == ()
    return Table(reading.nodes, **more)


def sheets(table, *units):
    """The sheet of each unit, told by code as a page sends them, or as (figures, target)."""
    leaves = {node.code: node for node in all_nodes(table) if node.rule}
    entries = {
        number: {code: _entry(leaves[code], given) for code, given in unit.items()} for number, unit in enumerate(units)
    }
    return list(score_cluster(table, entries).values())


def _entry(node, given):
    figures, target = given if isinstance(given, tuple) else (given, None)
    rule = RULES[node.rule]
    values = parse_inputs(rule, parse_parameters(rule, node.parameters), figures)
    return Entry(values, None if target is None else D(target))


def share(part, whole=100):
    return {"numerator": str(part), "denominator": str(whole)}


@pytest.mark.parametrize(
    ("code", "parts", "points"),
    [
        ("A.11", (100, "99.99", 95, "94.99", 80, 79, 70, 69, 60, 59), "2 1.75 1.75 1.5 1.5 1 1 0.5 0.5 0"),
        ("A.12", (100, "99.99", 95, "94.99", 80, 79, 70, 69, 60, 59), "3 2.75 2.75 2.5 2.5 2 2 1.5 1.5 0"),
        ("A.KS", (100, "95.01", 95, 75, "74.99", 50, 49), "1.5 1.5 1 1 0.5 0.5 0"),
        ("A.TĐ", (100, 99, 75, 74, 50, 49), "2.5 2 2 1 1 0"),
    ],
)
def test_the_bands_of_the_departments_of_justice(code, parts, points):
    found = sheets(read(JUSTICE), *({code: share(part)} for part in parts))

    assert [sheet.lines[code].points for sheet in found] == [D(each) for each in points.split()]


def test_their_days_late_their_plan_and_the_whole():
    table = read(JUSTICE, full=D(15))
    days = (0, 1, 2, 3, 5, 6, 10, 11)
    late = [sheet.total for sheet in sheets(table, *({"A.BC": {"days": str(each)}} for each in days))]
    yes, no = sheets(table, {"A.KH": {"answer": True}}, {"A.KH": {"answer": False}})

    assert late == [D(2), D("1.5"), D("1.5"), 1, 1, D("0.5"), D("0.5"), 0]
    assert (yes.total, no.total, check_table(table)) == (2, 0, [])


@pytest.mark.parametrize(("launched", "total"), [(True, "985.5"), (False, "977.5")])
def test_a_thousand_points_less_eight(launched, total):
    table = read(HUE, full=D(1000))
    figures = {"A.1": {"points": "940"}, "B.1": {"points": "45.5"}, "C.1": {"answer": not launched}}

    assert (sheets(table, figures)[0].total, check_table(table)) == (D(total), [])


def test_the_four_leaf_types_of_the_police():
    """80 of 100 is 4 of 10, exactly the target 5, the best (1.5) all, 125 % half way to it 7.5."""
    figures = {"A.2": {"answer": True}, "A.3": {"count": "12"}, "B.1": {"count": "2"}, "C.1": {"count": "3"}}
    results = [({"actual": str(actual)}, 100) for actual in (80, 100, 150, 125)]
    found = sheets(read(POLICE), *({**figures, "A.1": result} for result in results))

    assert [sheet.lines["A.1"].points for sheet in found] == [4, 5, 10, D("7.5")]
    assert [sheet.total for sheet in found] == [13, 14, 19, D("16.5")]


def test_units_without_a_target_are_compared_by_result():
    found = sheets(read(POLICE), *({"A.1": {"actual": str(actual)}} for actual in (120, 30, 0)))

    assert [sheet.total for sheet in found] == [10, D("2.5"), 0]


@pytest.mark.parametrize(
    ("part", "whole", "points"), [(87, 100, "8.75"), (86, 100, "8.5"), (7, 8, "8.75"), (1, 3, "3.25"), (9, 8, "10")]
)
def test_a_share_times_the_maximum_in_quarter_points(part, whole, points):
    """`thanh-hoa-2026.md`, type ratio: round(p × max, step 0.25); 8.7 is nearer to 8.75, 8.6 to 8.5, 3.33 to 3.25."""
    assert sheets(read(POLICE, step=D("0.25")), {"A.4": share(part, whole)})[0].total == D(points)
