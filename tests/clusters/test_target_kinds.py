"""Targets of every kind: written by an officer, refused by name, frozen, shown; what the database refuses itself."""

import pkgutil
from decimal import Decimal as D
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from clusters import clock, migrations
from clusters.enums import Phase
from clusters.errors import Invalid
from clusters.models import AuditEntry, Result, Target
from clusters.queries import account, assessment, receipt, report_tables
from clusters.queries import pact as queries
from clusters.queries import report as reports
from clusters.services import pact as pacts
from clusters.targeting import Promise
from tests import factories
from tests.people import signed_in

PLACES = {"by": "rank", "bands": [{"low": "1", "high": None, "points": "5"}]}
LINES = {
    "VI": ("proportional", {}, ""),
    "VII": ("proportional", {"of": "percentage"}, "%"),
    "VIII": ("index_rank", PLACES, ""),
    "IX": ("yes_no", {}, ""),
    "X": ("proportional", {}, "tỷ đồng"),
}
TYPED = {"VI": "12 mô hình", "VII": "191/200", "VIII": "Hạng 3", "IX": "1", "X": "1.200.000.000 đ"}
SAID = {"VI": "12 mô hình", "VII": "191/200 (95,5 %)", "VIII": "hạng 3", "IX": "có", "X": "1,2 tỷ đồng"}
ENGLISH = {"VI": "12 mô hình", "VII": "191/200 (95.5 %)", "VIII": "rank 3", "IX": "yes", "X": "1.2 billion đồng"}


@pytest.fixture
def pact(cast):
    """A year whose table asks for every kind."""
    version = factories.scoring_table(cast.ministry, published=False, by=cast.official)
    cast.lines = {
        code: factories.criterion(version, code, 5, rule, parameters, unit_of_measure=unit)
        for code, (rule, parameters, unit) in LINES.items()
    }
    cast.season.table, cast.season.phase = version, Phase.PACT
    cast.season.save(update_fields=["table", "phase"])
    cast.unit.season.refresh_from_db()
    return factories.pact(cast.season)


def post(cast, typed, language="vi", person=None):
    data = {f"t{cast.lines[code].pk}": text for code, text in typed.items()}
    client = signed_in(person or cast.officer)
    client.cookies["django_language"] = language
    return client.post(reverse("pact-targets", args=[cast.unit.pk]), data)


def said(cast):
    return {each.criterion.code: each.said for each in cast.unit.targets.select_related("criterion")}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_kind_is_typed_as_on_paper(cast, pact, language):
    answer = post(cast, TYPED, language)

    assert answer.url == reverse("pact", args=[cast.season.pk])
    assert said(cast) == SAID
    assert {t.criterion.code: t.kind for t in cast.unit.targets.all()} == {
        "VI": "number",
        "VII": "per_cent",
        "VIII": "rank",
        "IX": "yes_no",
        "X": "money",
    }


def test_all_wrong_cells_are_named_at_once_and_nothing_typed_is_lost(cast, pact):
    wrong = {"VI": "12", "VII": "1/0", "VIII": "2,5", "IX": "2", "X": "một tỷ"}

    answer = post(cast, wrong)

    errors = {field: list(sentences) for field, sentences in answer.context["form"].errors.items()}
    assert set(errors) == {f"t{line.pk}" for line in cast.lines.values()}
    assert "đơn vị tính" in errors[f"t{cast.lines['VI'].pk}"][0]
    assert all(f'value="{text}"' in answer.text for code, text in wrong.items() if code != "IX")
    assert not Target.objects.exists()


def test_one_wrong_cell_keeps_the_right_ones_from_being_written_but_in_their_fields(cast, pact):
    answer = post(cast, {**TYPED, "VIII": "0"})

    assert list(answer.context["form"].errors) == [f"t{cast.lines['VIII'].pk}"]
    assert 'value="191/200"' in answer.text
    assert not Target.objects.exists()


def test_a_number_without_a_unit_of_measure_is_refused_by_name(cast, pact):
    with pytest.raises(Invalid) as refused:
        pacts.set_targets(cast.unit, {cast.lines["VI"]: D(12), cast.lines["VIII"]: D(0)}, by=cast.officer, seen={})

    assert set(refused.value.problems) == {"VI", "VIII"}
    assert refused.value.problems["VI"].startswith("VI: ")
    assert not Target.objects.exists()


def test_what_stands_is_shown_in_its_field_and_left_alone_untouched(cast, pact):
    post(cast, TYPED)
    form = signed_in(cast.officer).get(reverse("pact-targets", args=[cast.unit.pk])).context["form"]
    again = {bound.html_name: bound.value() or "" for bound in form}

    signed_in(cast.officer).post(reverse("pact-targets", args=[cast.unit.pk]), again)

    assert again[f"t{cast.lines['VI'].pk}"] == "12 mô hình"
    assert again[f"t{cast.lines['VII'].pk}"] == "191/200"
    assert set(cast.unit.targets.values_list("version", flat=True)) == {1}


def test_a_pair_that_replaces_a_bare_per_cent_is_a_change(cast, pact):
    post(cast, {"VII": "95,5"})
    seen = {cast.lines["VII"].pk: 1}
    pair = Promise("per_cent", D("95.5"), "%", D(191), D(200))

    pacts.set_targets(cast.unit, {cast.lines["VII"]: pair}, by=cast.officer, seen=seen)

    entry = AuditEntry.objects.about(pact).order_by("number").last()
    assert (entry.before, entry.after) == ({"VII": "95.5 %"}, {"VII": "191/200 %"})


def test_the_frozen_text_says_every_kind(cast, pact):
    post(cast, TYPED)

    text = queries.wording(pact)

    promised = [line for line in text.splitlines() if line.startswith("  - ") and "Tiêu chí" in line]
    assert [line.split(": ")[1] for line in promised] == list(SAID.values())


@pytest.mark.parametrize(("language", "words"), [("vi", SAID), ("en", ENGLISH)])
def test_the_pact_page_shows_each_kind_in_the_readers_language(cast, pact, language, words):
    post(cast, TYPED)
    client = signed_in(cast.head)
    client.cookies["django_language"] = language

    answer = client.get(reverse("pact", args=[cast.season.pk]))

    assert all(words[code] in answer.text for code in ("VI", "VII", "VIII", "IX"))
    assert words["X"].split(" ", 1)[1] in answer.text


def test_what_all_units_promise_together_is_sum_over_sum_or_says_why_not(cast, pact):
    for unit, pair, rank in ((cast.unit, (9, 10), 3), (cast.head_unit, (90, 190), 5)):
        share = {"numerator": pair[0], "denominator": pair[1]}
        value = (D(pair[0]) * 100 / pair[1]).quantize(D("0.0001"), "ROUND_DOWN")
        factories.target(unit, cast.lines["VII"], value, **share)
        factories.target(unit, cast.lines["VIII"], rank)

    rows = {row.cells[0].value.split(".")[0]: row.cells[3] for row in queries.matrix(pact, queries.members(pact)).rows}

    assert rows["VII"].value == D("49.5")
    assert (rows["VIII"].value, bool(rows["VIII"].note)) == (None, True)


def test_the_unit_then_promised_and_reported_in_words(cast, pact):
    past = factories.season(cast.cluster, year=cast.season.year - 1, phase=Phase.CLOSED, table=cast.season.table)
    then = past.participants.create(organisation=cast.unit.organisation, joined_on=past.starts_on)
    factories.target(then, cast.lines["IX"], 1)
    stamp = {"updated_at": clock.now(), "updated_by": factories.user()}
    Result.objects.create(
        report=factories.report(then), criterion=cast.lines["IX"], inputs={"answer": False}, value=None, **stamp
    )

    rows = signed_in(cast.officer).get(reverse("pact-targets", args=[cast.unit.pk])).context["rows"]

    line = next(row for row in rows if row["field"].label.startswith("IX."))
    assert [each.figures[:2] for each in line["then"]] == [("có", "không")]


@pytest.fixture
def sent(cast, pact):
    """The year is past its pact; the unit has sent in its report."""
    post(cast, TYPED)
    return factories.submission(factories.report(cast.unit))


def targets_in(table):
    """By the code of the line, what stands in the column of targets."""
    place = [column.key for column in table.columns].index("target")
    rows = {str(row.cells[0].value).split(".")[0]: row.cells[place] for row in table.rows}
    return {code: table.words(table.columns[place], rows[code]) for code in LINES}


@pytest.mark.parametrize(("language", "words"), [("vi", SAID), ("en", ENGLISH)])
def test_report_receipt_and_assessment_say_the_same(cast, sent, language, words):
    report = sent.report
    with translation.override(language):
        lines, sheet = reports.lines_of(report)
        shown = [
            report_tables.results(report, lines, sheet),
            report_tables.check(report, lines, True),
            receipt.table(sent),
        ]
        shown.append(assessment.table(assessment.scored(report)))

        assert [targets_in(table) for table in shown] == [words] * 4


def test_a_result_of_exactly_the_two_numbers_promised_differs_by_nothing(cast, pact):
    """191 of 203 are 94.08867 %: promised cut off, stored rounded."""
    post(cast, {"VII": "191/203"})
    stamp = {"updated_at": clock.now(), "updated_by": cast.officer}
    inputs = {"numerator": "191", "denominator": "203"}
    report = factories.report(cast.unit)
    Result.objects.create(report=report, criterion=cast.lines["VII"], inputs=inputs, value=D("94.0887"), **stamp)

    line = next(line for line in reports.lines_of(report)[0] if line.criterion.code == "VII")

    assert line.difference == 0
    assert line.line.points == 5


def test_a_receipt_of_before_shows_the_bare_figure(cast, sent):
    for line in sent.content["lines"]:
        line.pop("target_said", None)
        line.get("en", {}).pop("target_said", None)

    assert targets_in(receipt.table(sent))["X"] == "1,2"


@pytest.mark.parametrize(("language", "words"), [("vi", "hạng 3"), ("en", "rank 3")])
def test_the_account_says_the_rank(cast, sent, language, words):
    with translation.override(language):
        found = next(each for each in account.of_report(sent.report) if each.code == "VIII")

    assert any(line.endswith(f": {words}") for line in found.said("inputs").splitlines())


BROKEN = [
    {"kind": "number", "unit_of_measure": ""},
    {"kind": "number", "unit_of_measure": "lớp", "value": D(-1)},
    {"kind": "per_cent", "unit_of_measure": ""},
    {"kind": "per_cent", "unit_of_measure": "%", "numerator": D(1)},
    {"kind": "per_cent", "unit_of_measure": "%", "value": D(95), "numerator": D(1), "denominator": D(2)},
    {"kind": "per_cent", "unit_of_measure": "%", "value": D(0), "numerator": D(0), "denominator": D(0)},
    {"kind": "number", "unit_of_measure": "lớp", "value": D(50), "numerator": D(1), "denominator": D(2)},
    {"kind": "rank", "unit_of_measure": ""},
    {"kind": "rank", "unit_of_measure": "hạng", "value": D(0)},
    {"kind": "rank", "unit_of_measure": "hạng", "value": D("2.5")},
    {"kind": "yes_no", "unit_of_measure": "", "value": D(2)},
    {"kind": "yes_no", "unit_of_measure": "lần", "value": D(1)},
    {"kind": "money", "unit_of_measure": "USD"},
    {"kind": "money", "unit_of_measure": "đồng", "value": D(-1)},
]


@pytest.mark.parametrize("fields", BROKEN, ids=lambda fields: "-".join(map(str, fields.values())))
def test_the_database_refuses_what_is_not_of_its_kind(cast, fields):
    line = cast.table.criteria.get(code="I.1")

    with pytest.raises(IntegrityError), transaction.atomic():
        Target.objects.create(participant=cast.unit, criterion=line, **{"value": D(1), **fields})


@pytest.mark.parametrize(
    ("numerator", "denominator", "value"), [(191, 203, "94.0886"), (191, 203, "94.0887"), (1, 2, "50")]
)
def test_the_database_takes_what_the_two_numbers_come_to(cast, numerator, denominator, value):
    pair = {"numerator": D(numerator), "denominator": D(denominator)}

    assert factories.target(cast.unit, cast.table.criteria.get(code="I.1"), value, **pair).pk


@pytest.mark.parametrize(
    ("rule", "parameters", "unit", "value", "found"),
    [
        ("proportional", {}, "%", "95", ("per_cent", "%")),
        ("proportional", {"of": "percentage"}, "", "95", ("per_cent", "%")),
        ("bands", {}, "", "95", ("per_cent", "%")),
        ("bands", {"of": "whole_number"}, "hạng", "3", ("rank", "hạng")),
        ("bands", {"of": "whole_number"}, "hạng", "2.5", ("number", "hạng")),
        ("index_rank", {}, "", "3", ("rank", "hạng")),
        ("proportional", {}, "tỉ đồng", "640", ("money", "tỷ đồng")),
        ("proportional", {}, "VND", "640", ("money", "đồng")),
        ("yes_no", {}, "", "1", ("yes_no", "")),
        ("count", {}, "mô hình", "3", ("number", "mô hình")),
        ("proportional", {}, "", "3", ("number", "chưa nêu đơn vị")),
    ],
)
def test_targets_of_before_take_their_kind_from_the_rule(rule, parameters, unit, value, found):
    migration = import_module(_migration())

    assert migration.kind_of(rule, parameters, unit, D(value)) == found


def test_the_migration_names_the_kinds_of_the_rows(cast):
    target = factories.target(cast.unit, cast.table.criteria.get(code="I.1"))
    Target.objects.filter(pk=target.pk).update(kind="number", unit_of_measure="lần")

    import_module(_migration()).name_kinds(apps, None)

    target.refresh_from_db()
    assert (target.kind, target.unit_of_measure, target.value) == ("per_cent", "%", 90)


def _migration() -> str:
    """By its name, for its number moves."""
    (name,) = [each.name for each in pkgutil.iter_modules(migrations.__path__) if each.name.endswith("_target_kind")]
    return f"clusters.migrations.{name}"
