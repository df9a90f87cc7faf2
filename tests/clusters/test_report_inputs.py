"""Days, several numbers and an author's levels on the results sheet: typed, kept, shown again, frozen."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from clusters import canonical, clock
from clusters.enums import Phase
from clusters.forms.fields import SeriesField
from clusters.forms.report import SheetForm
from clusters.models import Submission
from clusters.queries import assessment, receipt
from clusters.queries import report as queries
from clusters.queries.report_tables import results
from clusters.services import result as writing
from tests import factories

D = Decimal
LEVELS = [{"name": "Đủ", "name_en": "Enough", "points": "2"}, {"name": "Thiếu", "points": "0"}]
RULES = {
    "V.1": ("choice", {"levels": LEVELS}, {}),
    "V.2": ("lateness", {"per_day": "0.5", "entered": "dates", "counted": "working"}, {}),
    "V.3": ("lateness", {"per_day": "0.5", "several": "sum"}, {}),
    "V.4": ("periods", {"way": "average"}, {"unit_of_measure": "điểm"}),
}
PARTS = {"V.1": "level", "V.3": "days", "V.4": "results"}


@pytest.fixture
def report(cast):
    cast.season.phase = Phase.SELF_SCORING
    cast.season.save(update_fields=["phase"])
    group = factories.criterion(cast.table, "V", 8)
    for code, (rule, parameters, more) in RULES.items():
        factories.criterion(cast.table, code, 2, rule, parameters, parent=group, **more)
    return factories.report(cast.unit)


def key(cast, code, part=None):
    return f"c{cast.table.criteria.get(code=code).pk}-{part or PARTS[code]}"


def typed(cast, **more):
    """A level, a due day and the day it was done, days of three reports, points of three quarters."""
    given = {"V.1": "Đủ", "V.3": "3; 0\n1", "V.4": "1,5; 2.25; 2"}
    days = {key(cast, "V.2", "due"): "29/04/2026", key(cast, "V.2", "done"): "06/05/2026"}
    return {key(cast, code): text for code, text in given.items()} | days | more


def sheet(report, data=None):
    lines, _sheet = queries.lines_of(report)
    return SheetForm(data, lines=lines)


def saved(report, cast, **more):
    form = sheet(report, typed(cast, **more))
    assert form.is_valid(), form.errors
    return writing.enter(report, form.results(), by=cast.officer, seen={})


def stored(report):
    return {r.criterion.code: r.inputs for r in report.results.select_related("criterion")}


def test_what_was_typed_is_stored_as_the_rule_reads_it(cast, report):
    saved(report, cast)

    assert stored(report) == {
        "V.1": {"level": "Đủ"},
        "V.2": {"due": "2026-04-29", "done": "2026-05-06"},
        "V.3": {"days": ["3", "0", "1"]},
        "V.4": {"results": ["1.5", "2.25", "2"]},
    }


@pytest.mark.parametrize(("language", "quarters"), [("vi", "1,5; 2,25; 2"), ("en", "1.5; 2.25; 2")])
def test_the_sheet_shows_it_again_and_takes_it_for_untouched(cast, report, language, quarters):
    saved(report, cast)
    with translation.override(language):
        texts = sheet(report).texts
        assert (texts[key(cast, "V.2", "due")], texts[key(cast, "V.4")]) == ("29/04/2026", quarters)
        posted = sheet(report, {**texts, "drawn": ""})
        assert posted.is_valid()
        assert posted.results() == {}


def test_the_same_numbers_written_otherwise_are_no_change(cast, report):
    saved(report, cast)
    version = report.results.get(criterion__code="V.4").version
    saved(report, cast, **{key(cast, "V.4"): "1,50\n2,250; 2;"})

    assert report.results.get(criterion__code="V.4").version == version


@pytest.mark.parametrize(
    ("code", "part", "text", "sentence"),
    [
        ("V.2", "due", "31/02/2026", "Write the day as 31/12/2026."),
        ("V.3", None, "3; x", "“x” is not a number. Write it like 1234,5 or 1.234,5. Put a semicolon between two"),
        ("V.3", None, "3;; 1", "Between two semicolons a number is missing."),
        ("V.3", None, "1,5", "a whole number is needed."),
        ("V.4", None, "-1", "not below 0."),
        ("V.1", None, "Vừa", "Select a valid choice."),
    ],
)
def test_what_is_wrong_is_said_and_kept(cast, report, client, code, part, text, sentence):
    client.force_login(cast.officer)
    client.cookies["django_language"] = "en"
    name = key(cast, code, part)
    response = client.post(reverse("report-edit", args=[report.pk]), typed(cast, **{name: text}))

    form = response.context["form"]
    assert set(form.errors) == {name}
    with translation.override("en"):
        assert sentence in form.errors[name][0]
    assert form[name].value() == text
    assert form[key(cast, "V.2", "done")].value() == "06/05/2026"
    assert stored(report) == {}


def test_a_row_or_column_of_a_spreadsheet_is_a_series():
    field = SeriesField()

    assert field.clean("3\t0\t12") == field.clean("3\r\n0\r\n\r\n12\n") == field.clean(" 3;\n0; 12 ;") == (3, 0, 12)
    assert field.clean("1.234,5; 7 %") == (D("1234.5"), 7)
    assert field.clean(" ") is None


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("vi", ["Đủ", "29/04/2026 – 06/05/2026", "3; 0; 1 ngày", "1,5; 2,25; 2 điểm"]),
        ("en", ["Enough", "29/04/2026 – 06/05/2026", "3; 0; 1 days", "1.5; 2.25; 2 điểm"]),
    ],
)
def test_results_in_words(cast, report, language, said):
    saved(report, cast)
    with translation.override(language):
        lines, found = queries.lines_of(report)
        shown = [line.shown for line in lines if line.criterion.code in RULES]
        rows = results(report, lines, found).rows

    assert shown == said
    assert [row.cells[2].value for row in rows][-4:] == shown


def test_the_head_reads_the_figures_by_their_names(cast, report):
    saved(report, cast)
    with translation.override("en"):
        words = {line.leaf.criterion.code: line.inputs for line in assessment.scored(report).lines}

    assert [words[code] for code in RULES] == [
        ["Level reached: Enough"],
        ["Due on: 29/04/2026", "Done on: 06/05/2026"],
        ["Days late of each report: 3; 0; 1 days"],
        ["Result of each event or period: 1.5; 2.25; 2 điểm"],
    ]


def shown_in(language, submission):
    """What the receipt says of the last four lines."""
    with translation.override(language):
        return [row.cells[2].value for row in receipt.table(submission).rows][-4:]


def test_the_receipt_shows_what_was_frozen_in_the_readers_language(cast, report):
    saved(report, cast)
    submission = factories.submission(report)

    days = "29/04/2026 – 06/05/2026"
    assert shown_in("vi", submission) == ["Đủ", days, "3; 0; 1 ngày", "1,5; 2,25; 2 điểm"]
    assert shown_in("en", submission) == ["Enough", days, "3; 0; 1 days", "1.5; 2.25; 2 điểm"]


def test_the_receipt_keeps_its_english_when_the_table_no_longer_says_it(cast, report):
    saved(report, cast)
    cast.table.criteria.filter(code="V.1").update(text_en="Discipline")
    submission = factories.submission(report)
    cast.table.criteria.filter(code="V.1").update(text_en="", parameters={"levels": [{"name": "Đủ", "points": "2"}]})

    assert shown_in("en", submission)[0] == "Enough"
    with translation.override("en"):
        assert receipt.table(submission).rows[-4].cells[0].value == "V.1. Discipline"
    assert canonical.sha256(submission.content) == submission.content_hash


def test_a_receipt_frozen_before_there_was_english_stays_valid(client, cast, report):
    """Without `en`, as everything was frozen then: read in Vietnamese words, with its own hash."""
    saved(report, cast)
    content = factories.submission(report).content
    for part in (content, *content["lines"]):
        part.pop("en", None)
    old = Submission.objects.create(
        report=report,
        number="BC-cu",
        content=content,
        content_hash=canonical.sha256(content),
        submitted_at=clock.now(),
        submitted_by=cast.officer,
    )

    assert shown_in("en", old)[0] == "Đủ"
    client.force_login(cast.officer)
    assert client.get(reverse("receipt", args=[old.pk])).context["is_true"]


def test_the_receipt_names_unit_and_year_in_the_readers_language(client, cast, report):
    type(cast.unit.organisation).objects.filter(pk=cast.unit.organisation_id).update(name_en="Department A")
    report = type(report).objects.select_related("participant__organisation").get(pk=report.pk)
    submission = factories.submission(report)

    client.force_login(cast.officer)
    names = {}
    for language in ("vi", "en"):
        client.cookies["django_language"] = language
        names[language] = client.get(reverse("receipt", args=[submission.pk])).context["content"]["unit"]
    assert names == {"vi": "Sở A", "en": "Department A"}


def test_each_unusual_field_says_how_it_is_written(client, cast, report):
    client.force_login(cast.officer)
    response = client.get(reverse("report-edit", args=[report.pk]))

    for code, part in [("V.2", "due"), ("V.3", None)]:
        assert f'aria-describedby="id_{key(cast, code, part)}_helptext"' in response.text
        assert f'id="id_{key(cast, code, part)}_helptext"' in response.text


def test_one_line_speaks_the_language_of_whoever_asks(cast, report):
    """A line that was read once is frozen in both languages."""
    saved(report, cast)
    (line,) = (each for each in queries.lines_of(report)[0] if each.name == "V.1")
    said = {}
    for language in ("vi", "en"):
        with translation.override(language):
            said[language] = (line.shown, line.rule_in_words, line.reasons)

    assert said["en"][0] == "Enough"
    assert all(vi != en for vi, en in zip(said["vi"], said["en"], strict=True))
