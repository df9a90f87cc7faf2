"""A unit's results as a workbook: drawn, filled in elsewhere, looked at, carried out; all of it or nothing."""

import datetime as dt
import io
import zipfile
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from clusters import clock
from clusters.enums import Event, Phase, ReportState, ScoreKind
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import AuditEntry, Notice, Report, StoredFile
from clusters.services import file as files
from clusters.services import report as reports
from clusters.services import report_book as books
from clusters.services import result as results
from tests import factories
from tests.clusters.test_report_service import FULL
from tests.reading import as_person, get

FIRST = 5


@pytest.fixture
def report(cast):
    cast.season.phase = Phase.SELF_SCORING
    cast.season.save(update_fields=["phase"])
    factories.criterion(cast.table, "V", 3)
    for code, rule, parameters in (
        ("V.1", "lateness", {"entered": "dates", "per_day": "1"}),
        ("V.2", "choice", {"levels": [{"name": "Đủ", "name_en": "Enough", "points": "1"}]}),
    ):
        factories.criterion(cast.table, code, 1, rule, parameters, parent=cast.table.criteria.get(code="V"))
    return factories.report(cast.unit)


def save(cast, report, code, inputs, by=None, note=""):
    seen = {r.criterion_id: r.version for r in report.results.all()}
    results.enter(report, {cast.table.criteria.get(code=code): (inputs, note)}, by=by or cast.officer, seen=seen)


class Book:
    """The downloaded workbook as a person has it open in another program."""

    def __init__(self, content: bytes) -> None:
        self.book = load_workbook(io.BytesIO(content))
        self.sheet = self.book.worksheets[0]
        self.places = {cell.value: cell.column for cell in self.sheet[3] if cell.value}

    def cell(self, code: str, column: str):
        row = next(row for row in range(FIRST, self.sheet.max_row + 1) if self.sheet.cell(row, 1).value == code)
        return self.sheet.cell(row, self.places[column])

    def put(self, code: str, value, column: str = "figure1", pattern: str = "") -> "Book":
        cell = self.cell(code, column)
        cell.value = value
        if pattern:
            cell.number_format = pattern
        return self

    def saved(self) -> bytes:
        self.book.save(buffer := io.BytesIO())
        return buffer.getvalue()


def downloaded(client, person, report) -> Book:
    return Book(get(as_person(client, person), "report-book", report.pk).content)


def upload(book: Book | bytes, name: str = "ket-qua.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, book if isinstance(book, bytes) else book.saved())


def looked(client, report, book):
    """The dry run after the upload."""
    answer = client.post(reverse("report-book-upload", args=[report.pk]), {"file": upload(book)})
    assert answer.status_code == 302, answer.context["form"].errors
    return client.get(answer.url)


def refused(client, report, book) -> str:
    answer = client.post(reverse("report-book-upload", args=[report.pk]), {"file": upload(book)})
    return " ".join(answer.context["form"].errors["file"])


def carried_out(client, page):
    return client.post(page.wsgi_request.get_full_path())


def kept(report):
    return {r.criterion.code: (r.inputs, r.note) for r in report.results.select_related("criterion")}


def words(table):
    return [[str(cell.value) for cell in row.cells] for row in table.rows]


def events(report):
    return list(AuditEntry.objects.about(report).order_by("number").values_list("event", flat=True))


def test_book_goes_out_and_comes_back_unchanged(client, cast, report):
    save(cast, report, "I.1", {"actual": Decimal("1234.5")}, note="=1+1")
    save(cast, report, "V.1", {"due": dt.date(2026, 11, 30), "done": dt.date(2026, 12, 2)})
    save(cast, report, "V.2", {"level": "Đủ"})

    page = looked(client, report, downloaded(client, cast.officer, report))

    assert (page.context["run"].changes, page.context["run"].faults) == ([], [])
    assert not page.context["run"].may_apply


def test_only_what_is_entered_is_unlocked(client, cast, report):
    book = downloaded(client, cast.officer, report)

    open_cells = {
        (book.sheet.cell(cell.row, 1).value, cell.column)
        for row in book.sheet.iter_rows(min_row=FIRST)
        for cell in row
        if not cell.protection.locked
    }
    figure, second, note = (book.places[name] for name in ("figure1", "figure2", "note"))
    codes = ["I.1", "I.2", "II.1", "II.2", "III.1", "IV.1", "V.1", "V.2"]
    assert open_cells == {(code, place) for code in codes for place in (figure, note)} | {("V.1", second)}
    assert (book.sheet.protection.sheet, book.sheet.protection.password) == (True, None)
    assert [sheet.sheet_state for sheet in book.book.worksheets] == ["visible", "veryHidden"]


def test_book_shows_target_and_the_year_before(client, cast, report):
    line = cast.table.criteria.get(code="I.1")
    factories.target(cast.unit, line, 90)
    then = factories.season(cast.cluster, year=cast.season.year - 1, phase=Phase.CLOSED, table=cast.table)
    past = factories.report(then.participants.create(organisation=cast.unit.organisation, joined_on=then.starts_on))
    stamp = {"updated_at": clock.now(), "updated_by": cast.officer}
    past.results.create(criterion=line, inputs={"actual": "95.5"}, value=Decimal("95.5"), **stamp)
    factories.score(past, "I.1", 0, ScoreKind.HEAD)

    book = downloaded(client, cast.officer, report)

    shown = [book.cell("I.1", column).value for column in ("target", "last", "verified", "unit")]
    assert shown == ["90 %", "95.5 %", "0", "%"]
    assert [book.sheet.cell(4, book.places[name]).value for name in ("last", "verified")] == [
        f"Result of {cast.season.year - 1}",
        f"Verified points of {cast.season.year - 1}",
    ]


def test_the_look_asks_the_database_the_same_for_any_table(client, cast, report, count_queries):
    page = looked(client, report, downloaded(client, cast.officer, report).put("I.1", 45))

    with count_queries(9):
        client.get(page.wsgi_request.get_full_path())


def test_limits_and_lists_of_the_rule_guard_the_cells(client, cast, report):
    book = downloaded(client, cast.officer, report)

    guards = {str(each.sqref): (each.type, each.formula1) for each in book.sheet.data_validations.dataValidation}
    of = {code: guards[book.cell(code, "figure1").coordinate] for code in ("I.2", "II.1", "V.1", "V.2")}
    assert of["II.1"] == ("whole", "0")
    assert (of["I.2"][0], of["V.1"][0], of["V.2"][0]) == ("list", "date", "list")


def test_what_a_person_types_is_understood(client, cast, report):
    book = downloaded(client, cast.officer, report)
    book.put("I.1", 0.953, pattern="0.0%").put("I.2", "Có").put("II.1", "1.234").put("II.2", 2)
    book.put("III.1", "1,234,567").put("V.1", "30/11/2026").put("V.1", dt.date(2026, 12, 2), "figure2")
    book.put("V.2", "enough").put("II.2", "=SUM(A1)", "note")

    page = looked(client, report, book.put("II.2", "hai xã", "note"))
    answer = carried_out(client, page)

    assert answer.status_code == 302
    assert kept(report) == {
        "I.1": ({"actual": "95.3"}, ""),
        "I.2": ({"answer": True}, ""),
        "II.1": ({"count": "1234"}, ""),
        "II.2": ({"count": "2"}, "hai xã"),
        "III.1": ({"count": "1234567"}, ""),
        "V.1": ({"due": "2026-11-30", "done": "2026-12-02"}, ""),
        "V.2": ({"level": "Đủ"}, ""),
    }


def test_look_shows_old_beside_new_and_writes_nothing(client, cast, report):
    save(cast, report, "I.1", {"actual": "40"}, note="quý 3")
    save(cast, report, "II.1", {"count": "2"})
    book = downloaded(client, cast.officer, report).put("I.1", 45).put("II.1", None)

    page = looked(client, report, book)

    assert words(page.context["run"].table) == [
        ["I.1. Tiêu chí I.1", "40 % · quý 3", "45 % · quý 3"],
        ["II.1. Tiêu chí II.1", "2 mô hình", "–"],
    ]
    assert kept(report) == {"I.1": ({"actual": "40"}, "quý 3"), "II.1": ({"count": "2"}, "")}


def test_wrong_rows_come_back_with_their_reasons(client, cast, report):
    book = downloaded(client, cast.officer, report)
    book.put("I.1", "bốn mươi").put("II.1", -1).put("II.2", 2).put("III.1", 0.5, pattern="0%").put("I.2", "chưa rõ")

    page = looked(client, report, book)
    marked = Book(client.get(page.context["marked_url"]).content)

    assert not page.context["run"].may_apply
    assert {row[1] for row in words(page.context["run"].fault_table)} == {"I.1", "II.1", "III.1", "I.2"}
    assert [marked.cell(code, "figure1").value for code in ("I.1", "II.1", "II.2")] == ["bốn mươi", -1, 2]
    assert marked.cell("I.1", "why").value == "Result: “bốn mươi” is not a number. Write it like 1234,5 or 1.234,5."
    assert "per cent" in marked.cell("III.1", "why").value
    assert not marked.cell("II.2", "why").value
    assert carried_out(client, page).status_code == 302
    assert kept(report) == {}


def test_colleague_is_shown_both_ways_and_nothing_is_written(client, cast, report):
    save(cast, report, "I.1", {"actual": "40"})
    book = downloaded(client, cast.officer, report).put("I.1", 45).put("II.1", 3)
    save(cast, report, "I.1", {"actual": "50"}, by=cast.leader)
    save(cast, report, "II.2", {"count": "1"}, by=cast.leader)

    page = looked(client, report, book)

    (row,) = words(page.context["run"].disputed_table)
    assert (row[1], row[3]) == ("50 %", "45 %")
    assert str(cast.leader) in row[2]
    assert not page.context["run"].may_apply
    assert carried_out(client, page).status_code == 302
    assert kept(report) == {"I.1": ({"actual": "50"}, ""), "II.2": ({"count": "1"}, "")}


def test_marked_book_decides_what_a_colleague_saved(client, cast, report):
    book = downloaded(client, cast.officer, report).put("I.1", 45)
    save(cast, report, "I.1", {"actual": "50"}, by=cast.leader)
    save(cast, report, "II.2", {"count": "1"}, by=cast.leader)
    page = looked(client, report, book)

    marked = Book(client.get(page.context["marked_url"]).content)
    again = looked(client, report, marked)
    carried_out(client, again)

    assert "50 %" in marked.cell("I.1", "why").value
    assert marked.cell("II.2", "figure1").value == 1
    assert kept(report) == {"I.1": ({"actual": "45"}, ""), "II.2": ({"count": "1"}, "")}


def test_rows_that_a_colleague_alone_changed_are_left_alone(client, cast, report):
    book = downloaded(client, cast.officer, report).put("I.1", 45)
    save(cast, report, "II.2", {"count": "1"}, by=cast.leader)

    carried_out(client, looked(client, report, book))

    assert kept(report) == {"I.1": ({"actual": "45"}, ""), "II.2": ({"count": "1"}, "")}


def stored(cast, book: Book) -> StoredFile:
    return files.store(upload(book), by=cast.officer)


def test_trail_names_the_file(client, cast, report):
    file = stored(cast, downloaded(client, cast.officer, report).put("I.1", 45))

    books.take(report, file, by=cast.officer)

    assert events(report) == [Event.REPORT_SAVED, Event.REPORT_BOOK_TAKEN]
    entry = AuditEntry.objects.about(report).get(event=Event.REPORT_BOOK_TAKEN)
    assert entry.after == {"hash": file.sha256, "criteria": ["I.1"]}
    assert report.results.get().source == f"ket-qua.xlsx, SHA-256 {file.sha256}"


def test_sign_off_falls_and_the_leader_is_told(client, cast, report):
    cast.table.criteria.filter(code__startswith="V.").delete()
    cast.table.criteria.filter(code="V").delete()
    for code, inputs in FULL.items():
        save(cast, report, code, inputs)
    reports.sign(report, by=cast.leader)
    file = stored(cast, downloaded(client, cast.officer, report).put("II.1", 1))

    books.take(report, file, by=cast.officer)

    assert Report.objects.get(pk=report.pk).state == ReportState.DRAFT
    told = Notice.objects.filter(event=Event.REPORT_SIGNATURE_VOIDED).values_list("person", flat=True)
    assert set(told) == {cast.leader.pk}


def test_second_writer_and_second_press_write_nothing(client, cast, report):
    book = downloaded(client, cast.officer, report).put("I.1", 45).put("II.1", 1)
    file, other = stored(cast, book), stored(cast, book.put("I.1", 46))
    books.take(report, file, by=cast.officer)

    with pytest.raises(Stale):
        books.take(report, other, by=cast.officer)
    with pytest.raises(Conflict, match="như trong tệp"):
        books.take(report, file, by=cast.officer)

    assert kept(report)["I.1"] == ({"actual": "45"}, "")


def test_refusals_of_the_service(client, cast, report):
    good, bad = (downloaded(client, cast.officer, report).put("I.1", value) for value in (45, "x"))
    good, bad = stored(cast, good), stored(cast, bad)

    with pytest.raises(Denied):
        books.take(report, good, by=cast.head)
    with pytest.raises(Invalid):
        books.take(report, bad, by=cast.officer)
    Report.objects.filter(pk=report.pk).update(
        state=ReportState.SUBMITTED, signed_at=dt.datetime.now(dt.UTC), signed_by=cast.leader
    )
    with pytest.raises(Conflict):
        books.take(report, good, by=cast.officer)
    assert kept(report) == {}


def test_wrong_or_outdated_book_is_known(client, cast, report):
    other = factories.report(cast.head_unit)
    theirs = downloaded(client, cast.head, other)
    mine = downloaded(client, cast.officer, report)
    as_person(client, cast.officer)

    assert "Upload it there" in refused(client, report, theirs)
    hidden = mine.book["_"]
    hidden["A4"].value = hidden["A4"].value[:-3] + "abc"
    assert "hidden part" in refused(client, report, mine)
    hidden["A2"].value = 7
    assert "another version" in refused(client, report, mine)
    hidden["A1"].value = "x"
    assert "not the workbook of a report" in refused(client, report, mine)


def test_book_of_another_table_is_refused(client, cast, report):
    book = downloaded(client, cast.officer, report)
    cast.season.table = factories.scoring_table(cast.ministry)
    cast.season.save(update_fields=["table"])

    assert "another scoring table" in refused(client, report, book)


@pytest.mark.parametrize(
    ("deed", "said"),
    [("extra", "belongs to no criterion"), ("twice", "second row"), ("lost", "is missing"), ("merged", "merged")],
)
def test_broken_structure_is_refused_with_a_sentence(client, cast, report, deed, said):
    book = downloaded(client, cast.officer, report)
    sheet, row = book.sheet, book.cell("I.1", "code").row
    if deed == "extra":
        sheet.cell(sheet.max_row + 1, 2).value = "Tổng"
    elif deed == "twice":
        sheet.cell(sheet.max_row + 1, 1).value = "I.1"
    elif deed == "lost":
        sheet.cell(row, 1).value = None
        sheet.delete_rows(row)
    else:
        sheet.merge_cells(
            start_row=row, end_row=row + 1, start_column=book.places["figure1"], end_column=book.places["figure1"]
        )

    run = looked(client, report, book).context["run"]

    assert said in " ".join(fault.words for fault in run.faults)
    assert not run.may_apply


def test_hidden_sheet_and_formula_without_result(client, cast, report):
    book = downloaded(client, cast.officer, report).put("I.1", "=20+25")
    page = looked(client, report, book)
    assert "no result" in page.context["run"].faults[0].words

    book.book.create_sheet("Khác")
    book.sheet.sheet_state = "hidden"
    answer = client.post(reverse("report-book-upload", args=[report.pk]), {"file": upload(book)})

    assert "is hidden" in " ".join(answer.context["form"].errors["file"])


def test_nothing_in_the_book_is_a_formula(client, cast, report):
    save(cast, report, "I.1", {"actual": "40"}, note='=HYPERLINK("http://x")')
    content = get(as_person(client, cast.officer), "report-book", report.pk).content

    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = [packed.read(name) for name in packed.namelist() if "worksheets/" in name]
    assert [part.count(b"<f>") for part in parts] == [0, 0]
    assert Book(content).cell("I.1", "note").data_type == "s"


def test_files_with_macros_and_other_kinds_are_refused(client, cast, report):
    content = downloaded(client, cast.officer, report).saved()
    with zipfile.ZipFile(whole := io.BytesIO(content), "a") as packed:
        packed.writestr("xl/vbaProject.bin", b"macro")

    address = reverse("report-book-upload", args=[report.pk])
    said = {
        name: " ".join(client.post(address, {"file": upload(given, name)}).context["form"].errors["file"])
        for name, given in (("a.xlsx", whole.getvalue()), ("a.csv", b"x;y"), ("b.xlsx", b"PK\x03\x04"))
    }

    assert "macros" in said["a.xlsx"]
    assert "CSV" in said["a.csv"]
    assert "cannot be read" in said["b.xlsx"]
    assert StoredFile.objects.count() == 0


def test_ticket_is_for_one_person_and_one_report(client, cast, report):
    page = looked(client, report, downloaded(client, cast.officer, report).put("I.1", 45))
    address = page.wsgi_request.get_full_path()

    as_person(client, cast.leader)

    assert client.get(address).templates[0].name == "clusters/report_book/upload.html"
    assert client.post(address).status_code == 200
    assert kept(report) == {}


def test_book_drawn_in_vietnamese_is_read_in_english(client, cast, report):
    save(cast, report, "I.2", {"answer": False})
    client.force_login(cast.officer)
    with translation.override("vi"):
        book = Book(client.get(reverse("report-book", args=[report.pk])).content)
    as_person(client, cast.officer)

    assert book.sheet.title == "Kết quả"
    assert book.cell("I.2", "figure1").value == "không"
    assert looked(client, report, book).context["run"].changes == []
