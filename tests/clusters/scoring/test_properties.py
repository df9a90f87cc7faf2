"""What holds for any table and any results: bounds, sums, order, determinism, and a sentence for every reason."""

from decimal import Decimal

from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from clusters.explanations import describe_rule, explain, explain_problem
from clusters.scoring import Entry, Node, Reason, Table, check_table, score_cluster

QUIET = settings(derandomize=True, deadline=None, max_examples=60)
BANDS = [
    {"low": "80", "high": None, "points": "4"},
    {"low": "50", "high": "80", "points": "1.5", "low_closed": False, "high_closed": False},
    {"low": None, "high": "50", "points": "0", "high_closed": True},
]
RULE = st.sampled_from(
    [
        ("proportional", {}),
        ("proportional", {"better": "lower", "no_case_full": True}),
        ("bands", {"of": "percentage", "bands": BANDS}),
        ("bands", {"of": "number", "bands": BANDS, "no_case_full": True}),
        ("yes_no", {"no_case_full": True}),
        ("count", {"points_each": "0.75"}),
        ("deduction", {"per_case": "0.3", "floor": "1"}),
        ("penalty_per_case", {"per_case": "0.7"}),
        ("nonsense", {}),
        ("count", {"points_each": "x"}),
    ]
)
NUMBER = st.one_of(st.none(), st.integers(-5, 200).map(Decimal), st.decimals(-10, 500, places=3))
ENTRY = st.builds(
    Entry,
    st.fixed_dictionaries(
        dict.fromkeys(("actual", "numerator", "denominator", "count"), NUMBER)
        | {name: st.sampled_from([None, True, False]) for name in ("answer", "no_case")}
    ),
    NUMBER,
    st.booleans(),
)
LEAF = st.tuples(st.sampled_from(["4", "4.5", "0.37"]), RULE, st.booleans())
GROUP = st.tuples(
    st.sampled_from(["core", "bonus", "penalty"]), st.integers(1, 9), st.lists(LEAF, min_size=1, max_size=5)
)
STEP = st.sampled_from(["0.01", "0.25", "0.5", "0.3"])
MODE = st.sampled_from(["half_up", "half_even", "down", "up"])


def node(number, section, limit, leaves):
    children = tuple(
        Node(f"{number}.{i}", Decimal(top), section, rule, parameters, evidence)
        for i, (top, (rule, parameters), evidence) in enumerate(leaves, 1)
    )
    return Node(str(number), Decimal(limit), section, children=children)


@st.composite
def clusters(draw):
    groups = draw(st.lists(GROUP, min_size=1, max_size=4))
    table = Table(tuple(node(i, *g) for i, g in enumerate(groups, 1)), Decimal(draw(STEP)), draw(MODE))
    leaves = [leaf.code for top in table.nodes for leaf in top.children]
    return table, {unit: {code: draw(ENTRY) for code in leaves} for unit in range(draw(st.integers(1, 3)))}


@QUIET
@given(clusters())
def test_every_line_lies_between_nothing_and_its_maximum(cluster):
    table, entries = cluster
    for sheet in score_cluster(table, entries).values():
        for top in table.nodes:
            for one in (top, *top.children):
                assert 0 <= sheet.lines[one.code].points <= one.max_points


@QUIET
@given(clusters())
def test_the_parts_make_the_totals(cluster):
    table, entries = cluster
    for sheet in score_cluster(table, entries).values():
        for top in table.nodes:
            parts = sum(sheet.lines[leaf.code].points for leaf in top.children)
            assert sheet.lines[top.code].points == min(parts, top.max_points)
        for section in ("core", "bonus", "penalty"):
            parts = sum(sheet.lines[top.code].points for top in table.nodes if top.section == section)
            assert getattr(sheet, section) == parts
        assert sheet.total == max(sheet.core + sheet.bonus - sheet.penalty, Decimal(0))


@QUIET
@given(clusters())
def test_the_order_of_siblings_and_of_units_does_not_matter(cluster):
    table, entries = cluster
    turned = tuple(
        Node(top.code, top.max_points, top.section, children=top.children[::-1]) for top in reversed(table.nodes)
    )
    backwards = dict(reversed(entries.items()))

    assert score_cluster(Table(turned, table.step, table.rounding), backwards) == score_cluster(table, entries)


@QUIET
@given(clusters())
def test_scoring_twice_gives_the_same(cluster):
    assert score_cluster(*cluster) == score_cluster(*cluster)


@QUIET
@given(clusters(), st.sampled_from(["vi", "en"]))
def test_every_reason_and_problem_becomes_a_sentence(cluster, language):
    table, entries = cluster
    with translation.override(language):
        texts = [explain_problem(problem) for problem in check_table(table)]
        texts += [describe_rule(leaf) for top in table.nodes for leaf in top.children]
        for sheet in score_cluster(table, entries).values():
            texts += [explain(reason) for line in (sheet, *sheet.lines.values()) for reason in line.reasons]

    assert all(text and "{" not in text and "…" not in text for text in texts)


@QUIET
@given(clusters())
def test_reasons_survive_json(cluster):
    for sheet in score_cluster(*cluster).values():
        for line in sheet.lines.values():
            assert tuple(Reason.from_json(reason.as_json()) for reason in line.reasons) == line.reasons


@QUIET
@given(clusters())
def test_no_line_that_names_a_missing_input_has_points(cluster):
    for sheet in score_cluster(*cluster).values():
        for line in sheet.lines.values():
            assert not line.missing or line.points == 0
