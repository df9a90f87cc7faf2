"""Workbooks of scoring tables through the pages: download, upload, look, take; all or nothing."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from clusters.errors import Invalid
from clusters.exports import table_book as exports
from clusters.exports.table_book import Filling
from clusters.imports import layout, spreadsheet
from clusters.models import Criterion, ScoringTableVersion, StoredFile, WorkedExample
from clusters.queries import scoring_draft as drafts
from clusters.queries import table_book as queries
from clusters.scoring import RULES, notation
from clusters.services import scoring_table as deeds
from clusters.services import table_book as books
from tests import factories
from tests.clusters.test_table_authoring import SO_TU_PHAP, THANH_HOA
from tests.reading import as_person, get, post

GRADING = {
    "grades": [
        {"code": "A", "name": "Xuất sắc", "least": "90", "quota": {"percent": "25"}},
        {"code": "B", "name": "Tốt", "name_en": "Good", "least": "80", "in_percent": True},
    ]
}
OPTIONS = """I|Nhóm|5|core|||||Group|only the highest counts; at least 1; step 0,25 down|Điều 6
I.1|Phiên họp|5||choice|"Đủ; đúng {Enough} → 5; Không đủ → 0 (zero_parent)"||có||not counted with I.2; scorer: Sở Nội vụ
I.2|Báo cáo|4||count|2|||| entered by the system; fact: Reports late"""


@pytest.fixture
def draft(cast):
    return factories.scoring_table(cast.ministry, published=False)


def workbook(content: bytes, name: str = "bang.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def uploaded(client, pk: int, content: bytes):
    """The page after the upload."""
    answer = client.post(reverse("table-import", args=[pk]), {"file": workbook(content)})
    assert answer.status_code == 302
    return client.get(answer.url)


def confirmed(client, page):
    return client.post(page.wsgi_request.get_full_path(), {"seen": page.context["run"].seen})


def state(version: ScoringTableVersion) -> tuple:
    """Everything that a workbook holds of a version."""
    version = ScoringTableVersion.objects.get(pk=version.pk)
    heading = [
        value.normalize() if isinstance(value, Decimal) else value for value in queries.heading_of(version).values()
    ]
    kept = [(each.name, each.entries, each.facts, each.expected) for each in queries.kept_examples(version)]
    return heading, drafts.tree_of(version), queries.grading_of(version.grading), kept


def filled(cast, text: str = "") -> ScoringTableVersion:
    """A draft with these criteria, a full heading, grades and an example."""
    version = factories.scoring_table(cast.ministry, published=False)
    tree = notation.read(text).tree if text else drafts.tree_of(version)
    heading = {
        "issuer": "UBND",
        "legal_basis": "QĐ 1",
        "full": Decimal(100),
        "cap": Decimal("110.5"),
        "grading": GRADING,
    }
    version = deeds.write(version, tree, by=cast.official, **heading, total_step=Decimal("0.5"), total_rounding="down")
    if not text:
        factories.example(version, facts={"reports_late": "1"})
    return version


TEXTS = {"small": "", "so_tu_phap": SO_TU_PHAP, "thanh_hoa": THANH_HOA, "options": OPTIONS}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", TEXTS)
def test_a_table_taken_back_from_its_workbook_is_the_same(cast, client, name, language):
    version, other = filled(cast, TEXTS[name]), factories.scoring_table(cast.ministry, published=False)
    as_person(client, cast.official).cookies["django_language"] = language
    content = get(client, "table-workbook", version.pk).content
    client.cookies["django_language"] = "en" if language == "vi" else "vi"

    same, changing = uploaded(client, version.pk, content), uploaded(client, other.pk, content)

    assert (same.context["run"].changes, same.context["run"].faults) == ([], [])
    assert confirmed(client, changing).url == reverse("table", args=[other.pk])
    assert state(other) == state(version)


def test_nothing_is_written_until_it_is_confirmed(cast, client, draft):
    before = state(draft)
    page = uploaded(
        as_person(client, cast.official), draft.pk, exports.content(queries.filling_of(filled(cast, SO_TU_PHAP)))
    )

    assert state(draft) == before
    assert page.context["run"].may_apply
    assert {each.kind for each in page.context["run"].changes} == {"added", "changed", "removed"}


def test_the_look_names_each_column_with_what_stands_and_what_would_be(cast, client, draft):
    filling = queries.filling_of(draft)
    lines = [line for line in filling.lines if line.code != "IV.1"]
    lines[1] = notation.Line("I.1", lines[1].text, Decimal(21), "core", "yes_no", unit_of_measure="%")
    lines.append(notation.Line("V", "Mới", Decimal(3), "bonus"))
    with translation.override("en"):
        content = exports.content(Filling(filling.heading, lines))
    run = uploaded(as_person(client, cast.official), draft.pk, content).context["run"]

    rows = [(each.what, each.kind, each.column, each.before, each.after) for each in run.changes]
    assert rows == [
        ("I.1", "changed", "Maximum points", "20", "21"),
        ("I.1", "changed", "Rule", "Proportional to the target", "Yes or no"),
        ("V", "added", "", "", "Mới · 3"),
        ("IV.1", "removed", "", "Tiêu chí IV.1 · 5 · Points off for each case · 1", ""),
    ]
    assert {each.code for each in run.open} >= {"I", "V"}


def broken(cast) -> bytes:
    lines = list(notation.read(SO_TU_PHAP).lines.values())
    return exports.content(Filling({"effective_on": None}, [*lines, lines[0]]))


def test_a_workbook_with_a_fault_is_not_taken_at_all(cast, client, draft):
    before = state(draft)
    page = uploaded(as_person(client, cast.official), draft.pk, broken(cast))

    assert not page.context["run"].may_apply
    assert confirmed(client, page).status_code == 200
    assert state(draft) == before
    assert [(each.sheet, each.line, each.code) for each in page.context["run"].faults] == [
        ("heading", 6, ""),
        ("heading", 11, ""),
        ("criteria", 13, "I"),
    ]


def test_the_reasons_are_given_back_in_the_same_workbook(cast, client, draft):
    page = uploaded(as_person(client, cast.official), draft.pk, broken(cast))
    answer = client.get(page.context["marked_url"])
    sheets = {layout.key_of(each.name): each.rows for each in spreadsheet.read("b.xlsx", answer.content)}

    assert [row[3] for row in sheets["problems"][1:]] == [each.words for each in page.context["run"].faults]
    assert sheets["criteria"][12][-1] == page.context["run"].faults[-1].words


def test_a_second_writer_is_told_and_sees_what_would_change_now(cast, client, draft):
    content = exports.content(queries.filling_of(filled(cast, SO_TU_PHAP)))
    page = uploaded(as_person(client, cast.official), draft.pk, content)
    Criterion.objects.filter(version=draft, code="I.1").update(text="Của đồng nghiệp")

    answer = confirmed(client, page)
    again = client.get(answer.url)

    assert Criterion.objects.get(version=draft, code="I.1").text == "Của đồng nghiệp"
    assert "A colleague changed this draft in the meantime." in again.content.decode()
    assert confirmed(client, again).url == reverse("table", args=[draft.pk])
    assert not Criterion.objects.filter(version=draft, text="Của đồng nghiệp").exists()


@pytest.mark.parametrize("what", ["example", "heading", "grading"])
def test_a_colleague_who_wrote_something_beside_the_criteria_is_not_written_over(cast, client, draft, what):
    filling = queries.filling_of(filled(cast))
    page = uploaded(as_person(client, cast.official), draft.pk, exports.content(filling))
    if what == "example":
        factories.example(draft)
    field = {"heading": {"issuer": "Sở A"}, "grading": {"grading": GRADING}}.get(what, {"number": 1})
    ScoringTableVersion.objects.filter(pk=draft.pk).update(**field)
    before = state(draft)

    assert confirmed(client, page).url == page.wsgi_request.get_full_path()
    assert state(draft) == before


def test_days_out_of_order_are_refused_with_the_days_that_stand(cast, client, draft):
    lines = queries.lines_of(draft)
    content = exports.content(Filling({**queries.heading_of(draft), "effective_to": dt.date(2019, 12, 31)}, lines))
    run = uploaded(as_person(client, cast.official), draft.pk, content).context["run"]

    assert ([each.sheet for each in run.faults], run.may_apply) == (["heading"], False)
    with pytest.raises(Invalid):
        books.take(draft, run.book, by=cast.official)


@pytest.mark.parametrize("lines", [3, 60])
def test_the_look_asks_the_same_for_few_lines_and_for_many(cast, client, draft, django_assert_num_queries, lines):
    text = "\n".join(["I\tNhóm\t60\tcore", *(f"I.{number}\tx\t1\t\tyes_no" for number in range(lines))])
    content = exports.content(Filling(queries.heading_of(draft), notation.read(text).lines.values()))
    page = uploaded(as_person(client, cast.official), draft.pk, content)

    with django_assert_num_queries(12):
        client.get(page.wsgi_request.get_full_path())


def test_the_ticket_of_another_person_or_draft_opens_nothing(cast, client, draft):
    other = factories.scoring_table(cast.ministry, published=False)
    page = uploaded(as_person(client, cast.official), draft.pk, exports.content(queries.filling_of(draft)))
    ticket = {"file": page.wsgi_request.GET["file"]}

    assert "run" not in get(client, "table-import", other.pk, **ticket).context
    assert "run" not in get(as_person(client, cast.official2), "table-import", draft.pk, **ticket).context
    assert "run" not in get(client, "table-import", draft.pk, file="x").context


@pytest.mark.parametrize(("name", "content"), [("a.csv", b"a;b"), ("a.xls", b"x"), ("a.xlsx", b"PK"), ("a.docx", b"x")])
def test_what_is_no_workbook_is_refused_beside_the_field(cast, client, draft, name, content):
    answer = as_person(client, cast.official).post(
        reverse("table-import", args=[draft.pk]), {"file": workbook(content, name)}
    )

    assert list(answer.context["form"].errors) == ["file"]
    assert not StoredFile.objects.exists()


def test_examples_are_added_changed_and_taken_away_by_name(cast, client, draft):
    stay, go = factories.example(draft), factories.example(draft)
    filling = queries.filling_of(draft)
    rows = [row for row in filling.examples if row[0] == stay.name]
    added = [["Mới", None, "I.2", "có", None, "", Decimal(20), ""]]
    content = exports.content(Filling(filling.heading, filling.lines, {}, [*rows, *added]))
    page = uploaded(as_person(client, cast.official), draft.pk, content)
    confirmed(client, page)

    assert [(each.what, each.kind) for each in page.context["run"].changes] == [("Mới", "added"), (go.name, "removed")]
    assert list(WorkedExample.objects.filter(version=draft).order_by("position").values_list("name", flat=True)) == [
        stay.name,
        "Mới",
    ]
    assert WorkedExample.objects.get(name="Mới").entries == {"I.2": {"inputs": {"answer": True}}}


def test_a_new_table_is_drafted_from_a_workbook(cast, client):
    version = filled(cast, OPTIONS)
    filling = queries.filling_of(version)
    content = exports.content(Filling({**filling.heading, "name": "Bảng mới"}, filling.lines, filling.grading))
    as_person(client, cast.official)
    answer = client.post(reverse("table-begin"), {"authority": cast.ministry.pk, "file": workbook(content)})
    page = client.get(answer.url)
    confirmed(client, page)

    new = ScoringTableVersion.objects.get(table__name="Bảng mới")
    assert (new.table.authority, new.published_at) == (cast.ministry, None)
    assert state(new) == state(version)


def test_a_new_table_needs_its_name(cast, client):
    content = exports.content(Filling({}, notation.read(OPTIONS).lines.values()))
    answer = as_person(client, cast.official).post(
        reverse("table-begin"), {"authority": cast.ministry.pk, "file": workbook(content)}
    )
    page = client.get(answer.url)

    assert not page.context["run"].may_apply
    assert [each.words for each in page.context["run"].faults] == [
        "In force from: a value is needed.",
        "Rounding step in points: a value is needed.",
        "Name of the table: a value is needed on the sheet of the heading.",
    ]


def test_the_template_holds_how_to_write_every_rule(cast, client):
    answer = get(as_person(client, cast.official), "table-template")
    sheets = {layout.key_of(each.name): each.rows for each in spreadsheet.read("t.xlsx", answer.content)}

    assert {*layout.TITLES} - {"waivers", "problems"} <= {*sheets}
    words = {row[0] for row in sheets["manual"]}
    assert [rule.label for rule in RULES.values() if rule.label not in words] == []
    assert io.BytesIO(answer.content).read(2) == b"PK"
    assert post(client, "table-template").status_code == 405
