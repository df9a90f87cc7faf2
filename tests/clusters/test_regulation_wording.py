"""The text in articles, and what differs between two of them."""

import pytest

from clusters.regulating import comparing, wording
from clusters.regulating.wording import Part

TEXT = """Căn cứ Luật Thi đua, khen thưởng
Chương I. QUY ĐỊNH CHUNG
Điều 1. Phạm vi
Quy chế này áp dụng cho cụm.

ĐIỀU 2: Hội nghị
a) Họp một năm hai lần.
b) Do cụm trưởng chủ trì.
chương ii
Điều 3a. Hiệu lực"""


def test_chapters_articles_and_what_stands_before_them():
    assert wording.parts(TEXT) == [
        Part(lines=("Căn cứ Luật Thi đua, khen thưởng",)),
        Part("I", "QUY ĐỊNH CHUNG", is_chapter=True),
        Part("1", "Phạm vi", ("Quy chế này áp dụng cho cụm.",)),
        Part("2", "Hội nghị", ("a) Họp một năm hai lần.", "b) Do cụm trưởng chủ trì.")),
        Part("II", "", (), is_chapter=True),
        Part("3a", "Hiệu lực"),
    ]
    assert [part.number for part in wording.articles(TEXT)] == ["1", "2", "3a"]


@pytest.mark.parametrize("line", ["Theo Điều 5 của quy chế", "Điều kiện dự họp", "Chương trình công tác", "Điều lệ 1"])
def test_a_line_that_only_speaks_of_an_article_begins_none(line):
    (part,) = wording.parts(line)
    assert (part.number, part.lines) == ("", (line,))


def test_numbers_that_two_articles_have():
    assert wording.repeated("Điều 2. A\nĐiều 1. B\nĐiều 2. C\nChương 1\nĐiều 1. D") == ["2", "1"]
    assert wording.repeated(TEXT) == []


def changes(old, new):
    return [(each.change, each.part.number) for each in comparing.compare(old, new)]


def test_articles_that_stayed_changed_came_and_went():
    old = "Điều 1. A\nmột\nĐiều 2. B\nhai\nĐiều 3. C\nba"
    new = "Điều 1. A\nmột\nĐiều 3. C\nba bốn\nĐiều 4. D"
    assert changes(old, new) == [("same", "1"), ("removed", "2"), ("changed", "3"), ("added", "4")]
    assert changes("", new) == [("added", "1"), ("added", "3"), ("added", "4")]
    assert changes(new, "") == [("removed", "1"), ("removed", "3"), ("removed", "4")]


def test_the_words_that_changed_are_marked_on_each_side():
    (found,) = comparing.compare("Điều 1. Họp\nkhi có 2/3 số thành viên", "Điều 1. Họp\nkhi có 3/4 số thành viên")
    assert [span.words for span in found.before if span.change == "removed"] == ["2/3"]
    assert [span.words for span in found.after if span.change == "added"] == ["3/4"]
    assert "".join(span.words for span in found.after) == "Họp\nkhi có 3/4 số thành viên"


def test_terms_that_are_said_otherwise():
    old = {"quorum": {"value": "2/3", "article": "4"}, "base": {"value": "present", "article": "5"}}
    new = {"quorum": {"value": "2/3", "article": "6"}, "grace_days": {"value": 1, "article": "7"}}
    assert comparing.changed_terms(old, new) == ["quorum", "grace_days", "base"]
    assert comparing.changed_terms(old, dict(old)) == []
