"""What one request asks of the database, and how much of everything its page lists."""

import re
from collections import Counter
from html.parser import HTMLParser
from typing import NamedTuple

from django.db import connection
from django.test.utils import CaptureQueriesContext

from clusters.exports import workbook
from tests.reading import sheets

TRANSACTION = re.compile(r"^(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b")
# The session, its list of devices, and the person it belongs to (asked once, by key).
FRAME = re.compile(r'"(django_session|usersessions_usersession)"')
PERSON = re.compile(r'^SELECT "clusters_user".* FROM "clusters_user" WHERE "clusters_user"."id" = \d+ LIMIT 21$')
COLUMNS = re.compile(r"^SELECT .*? FROM")
LONGEST = 400
DIGITS = re.compile(r"\d+")


class Asked(CaptureQueriesContext):
    """`with Asked() as asked: client.get(…)`; then `asked.statements`."""

    def __init__(self) -> None:
        super().__init__(connection)

    @property
    def statements(self) -> list[str]:
        """Without transaction, session and the signed-in person."""
        said = [query["sql"] for query in self.captured_queries]
        said = [sql for sql in said if not TRANSACTION.match(sql) and not FRAME.search(sql)]
        person = next((sql for sql in said if PERSON.match(sql)), None)
        if person is not None:
            said.remove(person)
        return said

    def told(self) -> str:
        """The statements one by one, for a person who has to find the one too many."""
        short = (COLUMNS.sub("SELECT … FROM", sql, count=1)[:LONGEST] for sql in self.statements)
        return "\n".join(f"{number:3}. {sql}" for number, sql in enumerate(short, start=1))


class Lists(NamedTuple):
    """How many rows, lines, choices (`:name`) and fields stand in each list; `tables` are those with a caption."""

    sizes: Counter[str]
    tables: set[str]


def listed(answer) -> Lists:
    """What a page lists, or the sheets of a workbook."""
    if answer.headers["Content-Type"] == workbook.TYPE:
        found = {name: len(rows) for name, rows in sheets(answer).items()}
        return Lists(Counter(found), set(found))
    reader = _Reader()
    reader.feed(answer.content.decode())
    return Lists(reader.found, reader.tables)


# Where a file is downloaded.
FILE = re.compile(r"/(file|evidence-files/[0-9]+)/$")


class _Reader(HTMLParser):
    """Keeps the way down to where it reads: each open element with the name of the list that it begins, if any."""

    VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}

    def __init__(self) -> None:
        super().__init__()
        self.found: Counter[str] = Counter()
        self.tables: set[str] = set()
        self.way: list[tuple[str, str]] = []

    def handle_starttag(self, tag, attrs):
        said = {name: value or "" for name, value in attrs}
        if any(open_tag == "main" for open_tag, _name in self.way):
            self._count(tag, said)
        if tag not in self.VOID:
            self.way.append((tag, self._name(tag, said)))
            if "table-block" in said.get("class", "").split():
                self.tables.add(said["id"])

    def handle_endtag(self, tag):
        while any(open_tag == tag for open_tag, _name in self.way):
            if self.way.pop()[0] == tag:
                return

    def _name(self, tag: str, said: dict) -> str:
        classes = said.get("class", "").split()
        if tag == "div" and "table-block" in classes:
            return said["id"]
        if tag == "section" and "aria-labelledby" in said:
            return said["aria-labelledby"].removeprefix("found-")
        if tag in {"ul", "ol", "dl"} and classes and "hits" not in classes:
            return classes[0]
        return f":{re.sub(DIGITS, '#', said['name'])}" if tag == "select" else ""

    def _within(self, otherwise: str) -> str:
        return next((name for _tag, name in reversed(self.way) if name), otherwise)

    def _count(self, tag: str, said: dict) -> None:
        if tag == "tr" and any(open_tag == "tbody" for open_tag, _name in self.way):
            self.found[self._within("rows")] += 1
        elif tag == "li" or (tag == "dt" and self._within("") != "changes"):
            self.found[self._within("list")] += 1
        elif tag == "a" and re.search(FILE, said.get("href", "")):
            self.found["files"] += 1
        elif tag == "option" and said.get("value"):
            self.found[self._within("options")] += 1
        elif tag == "input" and said.get("type") in {"checkbox", "radio"}:
            self.found[f":{said['name']}"] += 1
        elif (
            tag in {"input", "textarea", "select"} and said.get("type") != "hidden" and re.search(DIGITS, said["name"])
        ):
            self.found["fields"] += 1
