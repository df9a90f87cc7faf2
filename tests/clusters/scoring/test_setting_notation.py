"""Settings of every rule, made from its declaration, as text that reads back as the same in either language."""

from decimal import Decimal

import pytest
from django.utils import translation
from django.utils.translation import gettext_noop
from hypothesis import given, settings
from hypothesis import strategies as st

from clusters.scoring import RULES, Bilingual, Level, Parameter, as_json, setting_notation
from clusters.scoring.band import Band
from clusters.scoring.declaration import Input, RuleType
from clusters.scoring.values import Unreadable

QUIET = settings(derandomize=True, deadline=None, max_examples=60)
LANGUAGES = st.sampled_from(["vi", "en"])
# What regulations write, and what the notation itself means something by.
NAMES = st.text(st.sampled_from('Đủ5 aê%≥<;→=:{}()[]"-,.0>\t\n\u00a0/'), min_size=1, max_size=14).map(
    lambda text: text.strip() or "a"
)


def numbers(parameter: Parameter) -> st.SearchStrategy[Decimal]:
    least = parameter.least if parameter.least is not None else Decimal(-5)
    if parameter.kind == "integer":
        return st.integers(int(least), 999).map(Decimal)
    return st.decimals(least, 999, places=3)


def ends() -> st.SearchStrategy[Decimal | None]:
    return st.none() | st.integers(-5, 120).map(Decimal) | st.decimals(-5, 120, places=2)


def values(parameter: Parameter) -> st.SearchStrategy:
    points, effects = st.decimals(0, 99, places=2), st.sampled_from(["", *parameter.effects])
    levels = st.builds(Level, st.builds(Bilingual, NAMES, st.just("") | NAMES), points, effects)
    bands = st.builds(Band, ends(), ends(), points, st.booleans(), st.booleans(), effects).map(_written_as_people_do)
    return {
        "boolean": st.booleans,
        "choice": lambda: st.sampled_from([code for code, _label in parameter.choices]),
        "levels": lambda: st.lists(levels, min_size=1, max_size=4).map(tuple),
        "bands": lambda: st.lists(bands, min_size=1, max_size=4).map(tuple),
        "decimal": lambda: numbers(parameter),
        "integer": lambda: numbers(parameter),
    }[parameter.kind]()


def _written_as_people_do(band: Band) -> Band:
    """An end that is not there is not closed above, and closed below, as the notation reads it."""
    low_closed, high_closed = band.low is None or band.low_closed, band.high is not None and band.high_closed
    return Band(band.low, band.high, band.points, low_closed, high_closed, band.effect)


@st.composite
def stored(draw, rule: RuleType) -> dict:
    """Required ones and any of the others; those at their default are not stored."""
    drawn = {}
    for parameter in rule.parameters:
        if parameter.required or draw(st.booleans()):
            value = draw(values(parameter))
            if value != parameter.default:
                drawn[parameter.name] = value
    return as_json(drawn)


TWICE = RuleType(
    label="Twice",
    parameters=(
        Parameter("first", "bands", gettext_noop("Bands"), effects=("void",)),
        Parameter("second", "bands", gettext_noop("Bands; of = others"), optional=True),
        Parameter("levels", "levels", gettext_noop("Levels"), effects=("zero_parent", "new")),
        Parameter("days", "choice", "Days", default="a", choices=(("a", "calendar"), ("b", "working"))),
        Parameter("delay", "choice", "Delay", optional=True, choices=(("a", "calendar"), ("b", "working"))),
        Parameter("times", "integer", "Times", least=Decimal(3)),
        Parameter("most", "decimal", "Most"),
        Parameter("least", "decimal", "Least = at; least", optional=True),
    ),
    own_inputs=lambda parameters: (Input("days", "integer", "Days"),),
    arithmetic=lambda setting, entry: None,
    words=lambda setting: (),
    templates={},
)
ALL = {**RULES, "twice": TWICE}


@pytest.mark.parametrize("name", ALL)
def test_what_is_written_reads_back_as_the_same_in_either_language(name):
    rule = ALL[name]

    @QUIET
    @given(stored(rule), LANGUAGES, LANGUAGES)
    def is_same(data, written_in, read_in):
        with translation.override(written_in):
            text = setting_notation.write(rule, data)
        with translation.override(read_in):
            read = setting_notation.read(rule, text)
        assert setting_notation.same(rule, data, read)

    is_same()


LEVELS = RULES["choice"]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Đủ số kỳ họp {Enough sessions} → 1", ("Đủ số kỳ họp", "Enough sessions", "1", "")),
        ("Không đủ → 0 (mất điểm cả nhóm)", ("Không đủ", "", "0", "zero_parent")),
        ("Không đủ=>0(whole group 0)", ("Không đủ", "", "0", "zero_parent")),
        ("Không đủ: 0 (zero_parent)", ("Không đủ", "", "0", "zero_parent")),
        (
            "100% kỳ họp (trừ kỳ chuyên đề; bất thường) → 1,5",
            ("100% kỳ họp (trừ kỳ chuyên đề; bất thường)", "", "1.5", ""),
        ),
        ('"Đủ; đúng hạn" {"On time; whole"} → 2', ("Đủ; đúng hạn", "On time; whole", "2", "")),
        ('"Dân vận khéo" đạt ≥ 80 → 90 % → 2', ('"Dân vận khéo" đạt ≥ 80 → 90 %', "", "2", "")),
        ('Ống 5" → 1', ('Ống 5"', "", "1", "")),
    ],
)
def test_a_level_as_regulations_write_it(text, level):
    (read,) = setting_notation.read(LEVELS, text)["levels"]

    assert (read["name"], read.get("name_en", ""), read["points"], read.get("effect", "")) == level


def test_levels_are_written_plainly_where_they_can_be():
    levels = (
        Level(Bilingual("Đủ số kỳ họp", "Enough sessions"), Decimal(1)),
        Level(Bilingual("Đủ; muộn"), Decimal("0.5")),
        Level(Bilingual("Không đủ"), Decimal(0), "zero_parent"),
    )
    said = {}
    for language in ("vi", "en"):
        with translation.override(language):
            said[language] = setting_notation.write(LEVELS, as_json({"levels": levels}))

    assert said == {
        "vi": 'Đủ số kỳ họp {Enough sessions} → 1; "Đủ; muộn" → 0,5; Không đủ → 0 (mất điểm cả nhóm)',
        "en": 'Đủ số kỳ họp {Enough sessions} → 1; "Đủ; muộn" → 0.5; Không đủ → 0 (whole group 0)',
    }


@pytest.mark.parametrize("text", ["Đạt", "→ 1", "Đạt → một", "Đạt → 1 (void)", "Đạt → 1 (gì đó)", "Đạt → -1"])
def test_a_level_that_makes_no_sense_is_refused(text):
    with pytest.raises(Unreadable):
        setting_notation.read(LEVELS, text)


def test_settings_that_mean_the_same_are_told_from_those_that_do_not():
    rule = RULES["count"]

    assert setting_notation.same(rule, {"points_each": "2.50"}, {"points_each": "2.5", "no_case_full": False})
    assert not setting_notation.same(rule, {"points_each": "2.5"}, {"points_each": "2.4"})
    names = [{"levels": [{"name": "a", "name_en": en, "points": "1"}]} for en in ("a", "b")]
    assert not setting_notation.same(LEVELS, *names)
