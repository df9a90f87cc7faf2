"""Workbooks of units and posts through the pages: template, upload, look, reasons, carrying out, list."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from clusters.imports import intake as imports
from clusters.imports import spreadsheet
from clusters.models import Intake, Organisation, StoredFile, User
from clusters.services import intake as deeds
from tests import factories
from tests import intake_book as books
from tests.reading import as_person, first_column, get, post, sheets

UNITS = [books.unit(), books.unit(name="Chi cục B", kind="Không rõ")]
POSTS = [books.post(), books.post(email="sai")]


def send(client, cast, units=UNITS, posts=POSTS):
    """The page after the upload."""
    upload = books.upload(units, posts)
    answer = client.post(reverse("intake-begin"), {"authority": cast.ministry.pk, "file": upload})
    assert answer.status_code == 302
    return client.get(answer.url)


def verdicts(page) -> list[str]:
    return [row.cells[1].value for row in page.context["table"].rows]


def test_from_the_organisations_to_the_template_and_back_filled_in(cast, client):
    as_person(client, cast.official)
    assert reverse("intake-begin") in get(client, "organisations").content.decode()
    page = get(client, "intake-begin").content.decode()
    assert reverse("intake-template") in page

    content = get(client, "intake-template").content
    names = [each.name for each in spreadsheet.read("t.xlsx", content)]

    assert names == ["Units", "Posts", "Notes"]
    assert "Bộ Thử nghiệm" in spreadsheet.read("t.xlsx", content)[0].rows[1]


def test_those_who_register_nothing_are_not_led_there(cast, client):
    assert reverse("intake-begin") not in get(as_person(client, cast.officer), "organisations").content.decode()


def test_the_look_counts_shows_and_filters_and_writes_nothing(cast, client):
    page = send(as_person(client, cast.official), cast)

    assert verdicts(page) == ["new", "refused", "new", "refused"]
    assert [count for _v, _label, count, _tone in page.context["counts"]] == [2, 0, 0, 2]
    only = client.get(page.wsgi_request.path, {"verdict": "refused"})
    assert first_column(only.context["table"]) == ["Chi cục B", "Nguyễn An"]
    assert verdicts(client.get(page.wsgi_request.path, {"sheet": "posts"})) == ["new", "refused"]
    assert verdicts(client.get(page.wsgi_request.path, {"verdict": "nonsense"})) == verdicts(page)
    assert not Organisation.objects.filter(name="Chi cục A").exists()


def test_rows_marked_as_examples_are_said_to_be_left_out(cast, client):
    page = send(as_person(client, cast.official), cast, [books.unit(name="Ví dụ: Chi cục"), books.unit()], [])

    assert verdicts(page) == ["new"]
    assert "1 rows are marked as examples" in page.content.decode()


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "“Không rõ” is not a kind of body."), ("vi", "“Không rõ” không phải là một loại")],
)
def test_reasons_are_told_in_the_language_of_whoever_reads_them(cast, client, language, said):
    page = send(as_person(client, cast.official), cast)
    client.cookies["django_language"] = language

    assert said in client.get(page.wsgi_request.path).content.decode()


def test_refused_rows_stand_in_the_way_with_the_reason(cast, client):
    page = send(as_person(client, cast.official), cast)
    answer = post(client, "intake-carry-out", page.context["intake"].pk)

    assert not page.context["may_carry_out"]
    assert "2 rows are refused" in page.content.decode()
    assert answer.status_code == 409


def test_the_same_workbook_comes_back_with_the_reasons_at_the_ends_of_its_rows(cast, client):
    page = send(as_person(client, cast.official), cast)
    answer = get(client, "intake-workbook", page.context["intake"].pk)
    units, posts = spreadsheet.read("b.xlsx", answer.content)

    assert (units.name, units.rows[2][:5]) == ("Đơn vị", UNITS[1])
    assert units.rows[0][5:] == ["Result of the check", "What is to be mended"]
    assert [row[5] for row in units.rows[1:]] == ["New", "Refused"]
    assert units.rows[2][6].startswith("“Không rõ” is not a kind of body")
    assert posts.rows[2][6:] == ["Refused", "“sai” is not a mail address."]


def test_the_marked_workbook_mended_is_read_again_and_marked_in_its_place(cast, client):
    page = send(as_person(client, cast.official), cast)
    marked = get(client, "intake-workbook", page.context["intake"].pk).content
    upload = SimpleUploadedFile("lai.xlsx", marked)

    answer = client.post(reverse("intake-begin"), {"authority": cast.ministry.pk, "file": upload})
    again = Intake.objects.get(pk=answer.url.strip("/").rpartition("/")[2])

    assert (again.new, again.refused) == (2, 2)
    units = spreadsheet.read("b.xlsx", get(client, "intake-workbook", again.pk).content)[0]
    assert len(units.rows[0]) == 7
    assert units.rows[2][5] == "Refused"


def test_what_looks_like_a_formula_stays_text_in_the_marked_workbook(cast, client):
    evil = '=HYPERLINK("http://x.example","A")'
    page = send(as_person(client, cast.official), cast, [books.unit(name=evil)], [])

    rows = spreadsheet.read("b.xlsx", get(client, "intake-workbook", page.context["intake"].pk).content)[0].rows
    assert rows[1][0] == evil


def test_carried_out_through_the_page_and_listed(cast, client):
    page = send(as_person(client, cast.official), cast, UNITS[:1], POSTS[:1])
    answer = post(client, "intake-carry-out", page.context["intake"].pk)
    shown = client.get(answer.url)

    assert Organisation.objects.filter(name="Chi cục A", parent=cast.ministry).exists()
    assert User.objects.filter(email="an@bo.example").exists()
    assert (shown.context["may_settle"].reason != "", verdicts(shown)) == (True, ["new", "new"])
    assert post(client, "intake-carry-out", page.context["intake"].pk).status_code == 409
    row = get(client, "intakes").context["table"].rows[0]
    assert [cell.value for cell in row.cells][5:9] == [2, 0, 0, 0]
    exported = sheets(get(client, "intakes", export="xlsx"))["intakes"]
    assert exported[0][:2] == ["don-vi.xlsx", "Carried out"]


def test_checked_again_and_discarded_through_the_page(cast, client):
    page = send(as_person(client, cast.official), cast)
    factories.organisation("Chi cục A", "office", parent=cast.ministry, valid_from=imports.heading.day_of(books.DAY))
    pk = page.context["intake"].pk

    again = client.get(post(client, "intake-check-again", pk).url)
    gone = client.get(post(client, "intake-discard", pk).url)

    assert verdicts(again)[0] == "standing"
    assert (gone.context["intake"].state, bool(gone.context["may_carry_out"])) == ("discarded", False)


def test_the_list_is_filtered_by_authority_and_state(cast, client):
    other = cast.elsewhere.cluster.authority
    mine = deeds.check(cast.ministry, books.upload(UNITS), by=cast.official)
    deeds.discard(deeds.check(cast.ministry, books.upload(UNITS), by=cast.official), by=cast.official)
    theirs = deeds.check(other, books.upload(UNITS), by=cast.neighbour_official)
    admin = as_person(client, factories.user(is_superuser=True))

    def listed(**parameters):
        return {row.cells[0].url for row in get(admin, "intakes", **parameters).context["table"].rows}

    own = {reverse("intake", args=[mine.pk])}
    assert len(listed()) == 3
    assert listed(authority=cast.ministry.pk, state="checked") == own
    assert listed(authority=other.pk) == {reverse("intake", args=[theirs.pk])}
    as_person(client, cast.official)
    assert len(listed()) == 2
    assert len(listed(authority=other.pk)) == 2


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"a;b"),
        ("a.xls", b"x"),
        ("a.xlsx", b"PK"),
        ("a.xlsx", books.content()),
        ("a.xlsx", books.content([books.unit()], tabs=("Units", "Posts"), heads=(("x",), ("y",)))),
    ],
)
def test_what_is_no_such_workbook_is_refused_beside_the_field(cast, client, name, content):
    fields = {"authority": cast.ministry.pk, "file": SimpleUploadedFile(name, content)}
    answer = as_person(client, cast.official).post(reverse("intake-begin"), fields)

    assert list(answer.context["form"].errors) == ["file"]
    assert not StoredFile.objects.exists()


def test_a_workbook_for_an_authority_of_others_is_refused(cast, client):
    fields = {"authority": cast.elsewhere.cluster.authority_id, "file": books.upload(UNITS)}
    answer = as_person(client, cast.official).post(reverse("intake-begin"), fields)

    assert list(answer.context["form"].errors) == ["authority"]
    assert not Intake.objects.exists()
