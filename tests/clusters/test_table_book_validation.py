"""Validation rules and the comparison of years travel in the workbook of their table."""

import io
from dataclasses import replace
from decimal import Decimal

import pytest
import xlsxwriter
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from clusters import validating
from clusters.enums import Event
from clusters.errors import Stale
from clusters.exports import table_book as exports
from clusters.exports.table_book import Filling
from clusters.imports import spreadsheet, table_book
from clusters.models import AuditEntry, ScoringTableVersion
from clusters.queries import table_book as queries
from clusters.queries.table_change import DryRun
from clusters.services import table_book as books
from clusters.services import validation_rule as deeds
from clusters.validating import Method, Ref, Term, Validation, ValidationRule, rows
from clusters.validating.rules import SIGNS
from tests import factories

read_side = validating.read_expression
CHECKS = Validation(
    (
        ValidationRule("K1", read_side("[I.1] + 1,5 × [II.1:count]"), "le", read_side("100"), "error", "Không quá 100"),
        ValidationRule("K3", read_side("[I.1]"), "between", read_side("1"), "warning", "=Lạ", "Odd", read_side("9")),
    ),
    Method(factor=Decimal("2.5"), most_years=7),
)
PERIOD = ValidationRule("K4", read_side("last year [IV.1]"), "le", read_side("9"), "error", "Quý", reported="quarter")
OTHER = ValidationRule("K1", read_side("[I.1]"), "ge", read_side("3"), "error", "Khác")
LOST = ValidationRule("K1", read_side("[IX.9]"), "le", read_side("1"), "error", "x")
LANGUAGES = st.sampled_from(["vi", "en"])
NUMBERS = st.decimals(Decimal("0.001"), 10**6, places=3)
REFS = st.builds(Ref, st.sampled_from(["I.1", "II.2.a", "B"]), st.sampled_from(["", "total"]), st.booleans())
SIDES = st.lists(st.builds(Term, NUMBERS, REFS), min_size=1, max_size=3).map(tuple)


def read(content):
    return table_book.read(spreadsheet.read("bang.xlsx", content), {})


def taken(version):
    """What a workbook of the version says, and what it would change."""
    book = table_book.read(
        spreadsheet.read("b.xlsx", exports.content(queries.filling_of(version))), queries.standing(version)
    )
    return book, DryRun(version, book)


def typed(lines, name="Quy tắc kiểm tra"):
    """A sheet as people fill it in."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet(name)
        for number, row in enumerate(lines):
            page.write_row(number, 0, row)
    return buffer.getvalue()


@pytest.fixture
def draft(cast):
    version = factories.scoring_table(cast.ministry, published=False)
    version.validation = validating.as_json(CHECKS)
    version.save()
    return ScoringTableVersion.objects.get(pk=version.pk)


@settings(derandomize=True, deadline=None, max_examples=25)
@given(SIDES, SIDES, st.sampled_from(list(SIGNS)), NUMBERS, LANGUAGES, LANGUAGES)
def test_what_is_written_reads_back_as_the_same_in_either_language(left, right, sign, number, written_in, read_in):
    rule = ValidationRule("A-1", left, sign, right, "warning", "Lời  nhắn", "Said")
    checks = Validation((*CHECKS.rules, rule, PERIOD), Method(factor=number, ratio=number + 1))
    with translation.override(written_in):
        content = exports.content(Filling(validation=checks))
    with translation.override(read_in):
        book = read(content)

    assert (book.validation, [each for each in book.faults if each.sheet in ("rules", "outliers")]) == (
        validating.as_json(checks),
        [],
    )


def test_a_table_that_asks_nothing_stays_so():
    book = read(exports.content(exports.EMPTY))

    assert book.validation == {"rules": [], "outliers": None}


def test_the_workbook_of_a_draft_changes_nothing_in_it(draft):
    book, run = taken(draft)

    assert (book.validation, run.problems, run.changes) == (draft.validation, [], [])


def test_the_dry_run_says_what_would_change_and_taking_does_just_that(cast, draft):
    book, _run = taken(draft)
    draft.validation = validating.as_json(Validation((OTHER,)))
    draft.save()
    found = {(each.sheet, each.what, each.kind) for each in DryRun(draft, book).changes}
    books.take(draft, book, by=cast.official)
    draft.refresh_from_db()

    assert {("rules", "K1", "changed"), ("rules", "K3", "added")} <= found
    assert {sheet for sheet, _what, _kind in found} == {"rules", "outliers"}
    assert validating.read_validation(draft.validation) == CHECKS
    assert AuditEntry.objects.filter(event=Event.TABLE_VALIDATION_CHANGED).count() == 1


def test_a_workbook_without_these_sheets_leaves_them_as_they_are(cast, draft):
    book = table_book.read(
        spreadsheet.read("b.xlsx", typed([["Nhãn", "x"], ["Cơ quan ban hành", "Bộ A"]], "Heading")), {}
    )
    books.take(draft, book, by=cast.official)
    draft.refresh_from_db()

    assert validating.read_validation(draft.validation) == CHECKS


HEAD = ["Code", "Left side", "Relation", "Right side", "Upper bound", "Severity", "Message in Vietnamese"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["K1", "[I.1", "<=", 5, "", "error", "x"], "Left side: This cannot be read: [I.1"),
        (["K1", "[I.1] +", "<=", 5, "", "error", "x"], "Left side: Something is missing here."),
        (["K1", "[I.1]", "nhỏ", 5, "", "error", "x"], "Relation: “nhỏ” is no relation"),
        (["K1", "[I.1]", "<=", 5, "", "fatal", "x"], "Severity: “fatal” is no severity: error, warning."),
        (["K1", "[I.1]", "<=", "", "", "error", "x"], "Right side: This side of the rule is empty."),
        (["K1", "[I.1]", "<=", 5, "", "error", ""], "Message in Vietnamese: Write what people read"),
        (["K 1", "[I.1]", "<=", 5, "", "error", "x"], "Code: “K 1” is no code"),
        (["K1", "[I.1]", "<=", 5, "", "error", "x", "", "tuần"], "Speaks of: “tuần” is no kind of report: the year, "),
        (["K1", "[I.1]", "<=", 5, "", "error", "x" * 501], "Message in Vietnamese: This is too long."),
    ],
)
def test_a_rule_that_cannot_be_read_is_a_row_with_its_reason(row, said):
    content = typed([HEAD, row], "Validation rules")
    with translation.override("en"):
        (fault,) = [each for each in read(content).faults if each.sheet == "rules"]
    back = spreadsheet.read("b.xlsx", exports.marked(spreadsheet.read("b.xlsx", content), [fault]))

    assert (fault.line, fault.words[: len(said)], fault.blocks) == (2, said, True)
    assert back[1].rows[1][-1] == fault.words


def test_rules_without_a_code_are_numbered_and_a_code_stands_once():
    lines = [HEAD, *([code, "[I.1]", "≤", 5, "", "lỗi", "x"] for code in ("K4", "", "K4", ""))]
    book = read(typed(lines, "rules"))

    assert [each["code"] for each in book.validation["rules"]] == ["K4", "K5", "K6"]
    assert [(each.line, each.sheet) for each in book.faults] == [(4, "rules")]


@pytest.mark.parametrize(
    ("changed", "line"),
    [({"factor": "nhiều"}, 3), ({"ratio": "1"}, 7), ({"least_years": "2,5"}, 5), ({"compared": "có lẽ"}, 2)],
)
def test_a_setting_that_measures_nothing_is_a_row_with_its_reason(changed, line):
    labels = {"compared": rows.COMPARED, **rows.FIELDS}
    values = {"compared": "yes", **{name: str(value) for name, value in Method()._asdict().items()}, **changed}
    content = typed([["Setting", "Value"], *([labels[name], values[name]] for name in labels)], "outliers")
    book = read(content)

    assert [(each.sheet, each.line) for each in book.faults] == [("outliers", line)]


def test_a_rule_that_names_what_the_table_lacks_keeps_it_from_being_published_only(cast, draft):
    deeds.write(draft, Validation((LOST,)), by=cast.official)
    book, run = taken(ScoringTableVersion.objects.get(pk=draft.pk))

    assert ([(each.sheet, each.line, each.code) for each in run.open], run.faults) == ([("rules", 2, "K1")], [])
    assert book.validation["rules"]


def test_a_rule_of_periods_travels_and_says_what_it_lacks(cast, draft):
    draft.criteria.filter(code="IV.1").update(reported="quarter")
    deeds.write(draft, Validation((PERIOD,)), by=cast.official)
    book, run = taken(ScoringTableVersion.objects.get(pk=draft.pk))
    assert (book.validation["rules"], run.problems, run.changes) == (
        validating.as_json(Validation((PERIOD,)))["rules"],
        [],
        [],
    )

    draft.criteria.filter(code="IV.1").update(reported="month")
    deeds.write(draft, Validation(()), by=cast.official)
    found = {(each.what, each.kind, each.after) for each in DryRun(draft, replace(book, reading=None)).changes}
    assert ("K4", "added", "cùng kỳ năm trước [IV.1] · ≤ · 9 · lỗi · Quý · Hằng quý") in found
    open_ = DryRun(ScoringTableVersion.objects.get(pk=draft.pk), replace(book, reading=None)).open
    assert [(each.sheet, each.code) for each in open_] == [("rules", "K4")]


def test_a_colleague_who_wrote_rules_is_not_written_over(cast, draft):
    book, run = taken(draft)
    deeds.drop(draft, "K3", by=cast.official2)
    with pytest.raises(Stale):
        books.take(draft, book, by=cast.official, seen=run.seen)
