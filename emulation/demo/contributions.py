"""Contributions to the costs of Cluster VI in the running year: made up throughout, marked so."""

import datetime as dt

from clusters.enums import ExpensePurpose, Provenance
from clusters.models import ContributionPlan, Season
from clusters.services import contribution as contributions
from emulation.demo import calendar, cum_vi, moments, organisations, papers, walk
from emulation.demo.tables import MADE_UP

NAME = "Kinh phí đóng góp của Cụm VI (contributions)"
BASIS = "Kết luận hội nghị triển khai, ký giao ước thi đua (DEMO)."
EACH, OF_THE_HEAD = 6_000_000, 10_000_000
# Unit, days ago, amount, whether a slip is there.
PAID = [
    ("sct.nghean", 200, 10_000_000, True),
    ("sct.thanhhoa", 190, 6_000_000, True),
    ("sct.hatinh", 150, 6_000_000, False),
    ("sct.quangtri2", 60, 3_000_000, False),
]
SPENT = [
    (61, ExpensePurpose.CONFERENCE, "Hội trường, nước uống hội nghị sơ kết (DEMO)", 7_500_000),
    (61, ExpensePurpose.OFFICE, "In tài liệu hội nghị sơ kết (DEMO)", 1_250_000),
    (120, ExpensePurpose.GRATITUDE, "Quà tặng gia đình chính sách nhân ngày 27/7 (DEMO)", 4_000_000),
]
MISTAKE = (55, ExpensePurpose.OFFICE, "In tài liệu hội nghị sơ kết, ghi hai lần (DEMO)", 1_250_000)


def is_there() -> bool:
    return ContributionPlan.objects.exists()


def build() -> None:
    """Four units have paid, one of them in part; one expense was written twice and taken back."""
    days = calendar.of_today()
    season = Season.objects.get(cluster__name=cum_vi.NAME, year=days.year)
    by = walk.head(season)
    with moments.on(days.day(41)):
        said = {"basis": BASIS, "amount": EACH, "due_on": days.ago(30)}
        own = {walk.of(season, organisations.find("sct.nghean")): OF_THE_HEAD}
        contributions.set_plan(season, said, own, by=by, seen=0, mark=Provenance.DEMO, source=MADE_UP)
    for key, ago, amount, has_slip in PAID:
        _pay(season, key, days.ago(ago), amount, has_slip)
    for ago, purpose, text, amount in SPENT:
        _spend(season, days.ago(ago), purpose, text, amount)
    ago, *said_wrong = MISTAKE
    wrong = _spend(season, days.ago(ago), *said_wrong)
    with moments.on(days.ago(ago - 1), 9):
        contributions.take_back_expense(wrong, reason="Đã ghi ngày trước (DEMO).", by=by)


def _pay(season: Season, key: str, day: dt.date, amount: int, has_slip: bool) -> None:
    with moments.on(day, 15):
        unit = walk.of(season, organisations.find(key))
        slip = papers.pdf("uy-nhiem-chi", "Uy nhiem chi", str(unit.organisation)) if has_slip else None
        said = {"amount": amount, "paid_on": day, "note": "Chuyển khoản (DEMO)", "upload": slip}
        contributions.record_payment(unit, by=walk.head(season), **said)


def _spend(season: Season, day: dt.date, purpose: str, text: str, amount: int):
    with moments.on(day, 16):
        said = {"amount": amount, "spent_on": day, "purpose": purpose, "text": text}
        return contributions.record_expense(season, by=walk.head(season), **said)
