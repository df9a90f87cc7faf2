"""What the editor of a table asks while somebody writes: the check of the text, and the panel of one rule."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusters.forms.rule_setting import SettingForm, read
from clusters.models import AuditEntry, Criterion
from clusters.scoring import RULES, setting_notation, table_line
from tests import factories
from tests.reading import as_person, post

TEXT = "Mã\tTiêu chí\nI\tNhóm\t5\tcore\nI.1\tMột\t3\t\tyes_no\n\nI.2\tHai\t1\t\tcount\t1\n"
BANDS = {"rule": "bands", "settings": "100 → 2; 95-<100 → 1.5; <95 → 0", "points": "2", "code": "I.1"}


@pytest.fixture
def draft(cast):
    return factories.scoring_table(cast.ministry, published=False)


@pytest.fixture
def asks(client, cast, draft):
    """The official's question: `asks("table-check", criteria=…)`."""
    as_person(client, cast.official)
    return lambda name, **data: post(client, name, draft.pk, **data).json()


def test_the_check_says_where_each_problem_stands_and_how_groups_add_up(asks):
    answer = asks("table-check", criteria=TEXT, step="0,5", rounding="down")

    assert [(each["line"], each["code"], each["column"]) for each in answer["problems"]] == [
        (2, "I", table_line.POINTS)
    ]
    group = answer["lines"]["2"]
    assert (group["sum"], group["agrees"], group["depth"]) == ("Σ 4 / 5", False, 0)
    assert answer["lines"]["5"] == {"code": "I.2", "depth": 1, "words": "1 for each, at most 1"}
    assert "rows" not in answer


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("I\tNhóm\tx\tcore", table_line.POINTS),
        ("\tNhóm\t5\tcore", table_line.CODE),
        ("I\t\t5\tcore", table_line.TEXT),
        ("I\tNhóm\t5\tđâu", table_line.SECTION),
        ("I\tNhóm\t5\tcore\tđoán", table_line.RULE),
        ("I\tNhóm\t5\tcore\tcount\tx", table_line.SETTINGS),
        ("I\tNhóm\t5\tcore\tyes_no\t\t\tchưa", table_line.EVIDENCE),
        ("I\tNhóm\t5\tcore\tyes_no\t\t\t\t\tat least x", table_line.OPTIONS),
        ("I\tNhóm\t5\tcore\tyes_no\t\t\t\t\tnot counted with IX", table_line.OPTIONS),
        ("I\tNhóm\t5\tcore", table_line.RULE),
    ],
)
def test_a_problem_leads_to_its_column(asks, line, column):
    answer = asks("table-check", criteria=line, step="1", rounding="down")

    assert [each["column"] for each in answer["problems"]] == [column]


def test_the_text_comes_back_cell_by_cell_where_it_is_wanted(asks):
    rows = asks("table-check", criteria=TEXT, rows="1")["rows"]["criteria"]

    assert [row[:3] for row in rows] == [["I", "Nhóm", "5"], ["I.1", "Một", "3"], ["I.2", "Hai", "1"]]


def test_printed_marks_come_back_as_codes(asks):
    lines = asks("table-check", criteria="A\tNhóm\t5\tcore\n1\tMột\t5\t\tyes_no")["lines"]

    assert {number: line["code"] for number, line in lines.items()} == {"1": "A", "2": "A.1"}


def test_asking_writes_nothing_and_asks_little(asks, draft, count_queries):
    before = (Criterion.objects.filter(version=draft).count(), AuditEntry.objects.count())
    with count_queries(2):
        asks("table-check", criteria=TEXT)
    with count_queries(2):
        asks("table-check", criteria="".join(f"I.{number}\tMột\t1\t\tyes_no\n" for number in range(60)))
    with count_queries(2):
        asks("table-settings", **BANDS)

    assert (Criterion.objects.filter(version=draft).count(), AuditEntry.objects.count()) == before


def test_the_panel_shows_the_settings_as_fields_and_says_the_rule(asks):
    answer = asks("table-settings", **BANDS)

    assert answer["settings"] is None
    assert answer["html"].count('name="set-bands-') == 4 * 6
    assert "from 95 % to under 100 % → 1.5" in answer["html"]


def test_fields_of_the_panel_become_text(asks):
    fields = {"set-drawn": "count", "set-points_each": "2,5", "set-no_case_full": "on"}

    answer = asks("table-settings", rule="count", settings="1", points="5", code="I.1", **fields)

    assert answer["settings"] == "2.5; Full points when no case arose in the year"
    assert "2.5 for each, at most 5" in answer["html"]


@pytest.mark.parametrize("typed", ["x", "-1"])
def test_what_cannot_be_taken_is_said_and_changes_no_text(asks, typed):
    fields = {"set-drawn": "count", "set-points_each": typed}

    answer = asks("table-settings", rule="count", settings="1", points="5", **fields)

    assert answer["settings"] is None
    assert 'class="rule-wrong"' in answer["html"]


def test_options_of_a_line_are_fields_too(asks):
    fields = {"opt-drawn": "leaf", "opt-supplier": "authority", "opt-scorer": "Sở Nội vụ", "opt-fact": ""}
    fields |= {"opt-step": "0,25", "opt-rounding": "down", "opt-not_with": "VIII.3 , IX.1"}

    answer = asks("table-settings", rule="count", settings="1", points="5", options="at least 1", **fields)

    assert answer["options"] == (
        "at least 1; step 0.25 down; not counted with VIII.3, IX.1; entered by the authority: Sở Nội vụ"
    )
    assert "rounded in steps of 0.25 points" in answer["html"]


def test_options_of_a_group_are_those_of_its_points(asks):
    fields = {
        "opt-drawn": "group",
        "opt-combine": "highest",
        "opt-floor": "1",
        "opt-step": "",
        "opt-rounding": "half_up",
    }

    answer = asks("table-settings", code="I", points="5", group="on", **fields, **{"opt-not_with": ""})

    assert answer["options"] == "only the highest counts; at least 1"
    assert "only the highest of its lines counts" in answer["html"]
    assert 'name="opt-supplier"' not in answer["html"]


@pytest.mark.parametrize(
    ("cell", "typed", "said"),
    [
        ("nobody knows this", {}, "nobody knows this"),
        ("", {"opt-step": "abc"}, "“abc” is not a number"),
        ("", {"opt-step": "0,0001"}, "decimal place"),
    ],
)
def test_options_that_cannot_be_taken_are_left_as_they_are_and_said(asks, cell, typed, said):
    drawn = {"opt-drawn": "leaf", "opt-supplier": "unit", "opt-rounding": "half_up"} if typed else {}

    answer = asks("table-settings", rule="count", settings="1", points="5", options=cell, **drawn, **typed)

    assert answer["options"] is None
    assert said in answer["html"]


def test_options_nobody_touched_stay_as_they_were_written(asks):
    fields = {"opt-drawn": "leaf", "opt-supplier": "head", "opt-rounding": "half_up"}

    written = "entered by the head of the cluster; nobody knows this"

    assert asks("table-settings", rule="count", points="5", options=written, **fields)["options"] is None


def test_a_band_without_points_waits(asks):
    fields = {"set-drawn": "bands", "set-of": "percentage", "set-bands-0-low": "5"}

    assert asks("table-settings", rule="bands", points="5", **fields)["settings"] is None


def test_fields_that_were_drawn_for_another_rule_are_passed_over(asks):
    answer = asks("table-settings", rule="count", settings="3", points="5", **{"set-drawn": "deduction"})

    assert (answer["settings"], 'value="3"' in answer["html"]) == (None, True)


def test_a_rule_can_be_tried(asks):
    answer = asks("table-settings", rule="count", settings="2", points="5", **{"try-0-count": "2"})

    assert "4 points" in answer["html"]
    assert "2 × 2 = 4" in answer["html"]


def test_a_rule_that_compares_is_tried_with_several_units(asks):
    figures = {"try-0-actual": "50", "try-1-actual": "100"}

    html = asks("table-settings", rule="relative", points="10", **figures)["html"]

    assert html.count('class="rule-points"') == 3
    assert "10 points" in html


def test_a_rule_that_uses_targets_is_tried_with_and_without_them(asks):
    figures = {"try-0-actual": "50", "try-0-target": "100", "try-1-actual": "150", "try-1-target": "100"}

    html = asks("table-settings", rule="relative", points="10", **figures)["html"]

    assert [f'name="try-{unit}-target"' in html for unit in (0, 1, 2)] == [True, True, True]
    assert "50, target 100: 50 % of it × 50 % × 10 = 2.5" in html
    without = asks("table-settings", rule="relative", settings="Compared by what was reached of the target = no")
    assert "try-0-actual" in without["html"]
    assert "try-0-target" not in without["html"]


def test_a_group_and_a_line_without_rule_say_so(asks):
    assert "it has no rule" in asks("table-settings", code="I", group="on")["html"]
    assert "Choose a rule" in asks("table-settings", code="I")["html"]


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("chosen", [0, 1, 2])
def test_what_the_fields_show_reads_back_as_the_same_settings(name, chosen):
    """Whatever the type of rule: its example, and each further setting by itself."""
    rule = RULES[name]
    parts = [setting_notation.example(rule), *setting_notation.options(rule)[chosen : chosen + 1]]
    stored, problems = read(rule, "; ".join(filter(None, parts)))
    drawn = SettingForm(None, rule=name, stored=stored)

    again = SettingForm(posted(drawn), rule=name, stored={})

    assert (problems, again.text) == ([], setting_notation.write(rule, stored))


def posted(form: SettingForm) -> dict[str, str]:
    """What a browser sends of the fields as they were drawn."""
    values = {bound.html_name: bound.value() for bound in form}
    sent = {name: "on" if value is True else value for name, value in values.items() if value not in (None, False)}
    return {name: form[name.removeprefix("set-")].field.prepare_value(value) for name, value in sent.items()}


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.dictionaries(st.sampled_from(["set-bands-0-low", "set-bands-3-points", "set-of", "set-lifted_to"]), CELLS))
def test_whatever_is_typed_into_the_fields_is_answered(typed):
    form = SettingForm({"set-drawn": "bands", **typed}, rule="bands", stored={})

    assert form.text is None or read(RULES["bands"], form.text)[1] == []
    assert len(list(form.blocks)) == len(RULES["bands"].parameters)
