"""From an empty installation to a published scoring table in the browser, with two tables that authorities used."""

import datetime as dt
from decimal import Decimal

import pytest

from clusters import scoring
from clusters.models import ScoringTableVersion
from clusters.queries import scoring as tables
from clusters.scoring import Entry
from tests.reading import as_person, post

HEADING = {"effective_on": "01/01/2022", "step": "0,01", "rounding": "half_up", "legal_basis": "QĐ 2022"}
RATIO = "Theo mức của số lượng hoặc tỷ lệ"
FIVE = "100 → {}; 95–<100 % → {}; 80–<95 % → {}; 70–<80 % → {}; 60–<70 % → {}; <60 % → 0"
FOUR = ">95 % → 1.5; [75;95] → 1; 50–<75 % → 0.5; <50 % → 0"
LATE = "số nguyên (ngày, vụ việc); 0 → 2; 1–2 → 1.5; 3–5 → 1; 6–10 → 0.5; >10 → 0"
SO_TU_PHAP = f"""TT\tNội dung tiêu chí\tĐiểm chuẩn
I\tXây dựng, thẩm định văn bản và pháp chế\t5\tNội dung
I.1\tVăn bản được thẩm định đúng hạn\t2\t\t{RATIO}\t{FIVE.format(2, 1.75, 1.5, 1, 0.5)}\t%\tcó
I.2\tVăn bản được góp ý đúng hạn\t3\t\t{RATIO}\t{FIVE.format(3, 2.75, 2.5, 2, 1.5)}\t%\tcó
VIII\tCông nghệ thông tin\t5\tNội dung
VIII.1\tBan hành kế hoạch\t2\t\tCó hoặc không
VIII.2\tTrục liên thông\t3
VIII.2.a\tChữ ký số\t1,5\t\t{RATIO}\t{FOUR}\t%
VIII.2.b\tVăn bản điện tử\t1,5\t\t{RATIO}\t{FOUR}\t%
IX\tBáo cáo\t3\tNội dung
IX.1\tGửi báo cáo đúng hạn\t2\t\tbands\t{LATE}\tngày
IX.2\tĐúng thẩm quyền ký\t1\t\tCó hoặc không
"""
THANH_HOA = """V|Đổi mới sáng tạo|15|Nội dung
V.1|Mô hình mới đáp ứng 5 điều kiện|5||Số lượng × điểm|2,5|mô hình|có
V.2|Sáng kiến được công nhận và áp dụng|5||Số lượng × điểm|2,5|sáng kiến|có
V.3|Cải thiện chỉ số|5
V.3.a|Chỉ số PAR INDEX, DTI, PCI tăng hạng|3||Số lượng × điểm|1,5|chỉ số|có
V.3.b|Nghị quyết được xác định là giải pháp trực tiếp|2||Có hoặc không|||có
VIII|Điểm thưởng đổi mới sáng tạo|5|Điểm thưởng
VIII.1|Mô hình được Trung ương giới thiệu|5||Có hoặc không|||có
IX|Điểm trừ|20|Điểm trừ
IX.1|Nghị quyết trái pháp luật|5||Điểm trừ cho mỗi trường hợp|5|nghị quyết
IX.2|Không giám sát theo kế hoạch|3||Điểm trừ cho mỗi trường hợp|3|lần
IX.3|Ủy quyền mà không giám sát|2||Điểm trừ cho mỗi trường hợp|0,5|lần
IX.4|Báo cáo định kỳ, đột xuất chậm|5||Điểm trừ cho mỗi trường hợp|1|lần
IX.5|Đơn thư quá hạn|5||Điểm trừ cho mỗi trường hợp|1|vụ việc
"""


def published(client, cast, text: str, **heading) -> ScoringTableVersion:
    """Drafted, pasted and published through the pages by the authority's official."""
    as_person(client, cast.official)
    given = {**HEADING, **heading}
    answer = post(client, "table-draft", authority=cast.ministry.pk, name="Bảng điểm Sở Tư pháp", **given)
    version = ScoringTableVersion.objects.get(table__name="Bảng điểm Sở Tư pháp")
    assert answer.url == f"/tables/{version.pk}/write/"
    assert post(client, "table-write", version.pk, criteria=text, **given).url == f"/tables/{version.pk}/"
    assert post(client, "table-publish", version.pk).url == f"/tables/{version.pk}/"
    version.refresh_from_db()
    assert version.published_by == cast.official
    return version


def scored(version, entries: dict[str, Entry]) -> scoring.Sheet:
    table, _criteria = tables.table_of(version)
    return scoring.score_cluster(table, {"unit": entries})["unit"]


def part(numerator: int, denominator: int) -> Entry:
    pair = {"numerator": Decimal(numerator), "denominator": Decimal(denominator)}
    return Entry(pair, has_evidence=True)


def test_the_table_of_the_departments_of_justice_with_bands_and_days_late(client, cast):
    version = published(client, cast, SO_TU_PHAP)

    sheet = scored(
        version,
        {
            "I.1": part(97, 103),
            "I.2": part(40, 40),
            "VIII.1": Entry({"answer": True}),
            "VIII.2.a": part(95, 100),
            "VIII.2.b": part(96, 100),
            "IX.1": Entry({"actual": Decimal(4)}),
            "IX.2": Entry({"answer": True}),
        },
    )

    points = {code: str(line.points.normalize()) for code, line in sheet.lines.items()}
    assert (points["I"], points["VIII.2"], points["IX.1"], str(sheet.total.normalize())) == ("4.5", "2.5", "1", "11")
    assert (version.effective_on, version.legal_basis) == (dt.date(2022, 1, 1), "QĐ 2022")


def test_the_frame_of_thanh_hoa_with_models_bonus_and_penalties(client, cast):
    version = published(client, cast, THANH_HOA, step="0,25")
    counted = {"V.1": 3, "V.2": 1, "V.3.a": 1, "IX.3": 3, "IX.4": 7}

    sheet = scored(
        version,
        {
            **{code: Entry({"count": Decimal(count)}, has_evidence=True) for code, count in counted.items()},
            **{f"IX.{n}": Entry({"count": Decimal(0)}) for n in (1, 2, 5)},
            "V.3.b": Entry({"answer": True}, has_evidence=True),
            "VIII.1": Entry({"answer": True}),
        },
    )

    assert [str(part.normalize()) for part in (sheet.core, sheet.bonus, sheet.penalty, sheet.total)] == [
        "11",
        "0",
        "6.5",
        "4.5",
    ]


def test_a_real_inconsistency_is_shown_before_publication(client, cast):
    """The digitised table says 75–95 beside >95: read as under 95, it would leave 95 % itself without points."""
    as_person(client, cast.official)
    text = SO_TU_PHAP.replace("[75;95]", "75–95", 1).replace("giá\t5\t", "giá\t6\t")
    post(client, "table-draft", authority=cast.ministry.pk, name="Bảng", **HEADING)
    version = ScoringTableVersion.objects.get(table__name="Bảng")

    answer = post(client, "table-write", version.pk, criteria=text, check="1", **HEADING)

    said = answer.context["preview"].problems
    assert [(each.number, each.code) for each in said] == [(8, "VIII.2.a")]
    assert post(client, "table-write", version.pk, criteria=text, **HEADING).status_code == 302
    assert post(client, "table-publish", version.pk).status_code == 409


@pytest.mark.parametrize("text", [SO_TU_PHAP, THANH_HOA])
def test_what_the_page_shows_can_be_pasted_back(client, cast, text):
    version = published(client, cast, text)
    post(client, "table-copy", version.pk)
    draft = ScoringTableVersion.objects.get(table=version.table, number=2)
    shown = client.get(f"/tables/{draft.pk}/write/").context["form"]["criteria"].value()

    assert post(client, "table-write", draft.pk, criteria=shown, **HEADING).status_code == 302

    core, copied = (tables.table_of(each)[0].nodes for each in (version, draft))
    assert core == copied
