"""Numbers as people type them and as pages show them."""

from contextlib import suppress
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from clusters import numbers

QUIET = settings(derandomize=True, deadline=None, max_examples=60)
AMOUNT = st.decimals(-(10**12), 10**12, allow_nan=False, places=4)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1234,5", "1234.5"),
        ("1234.5", "1234.5"),
        ("12 %", "12"),
        ("12%", "12"),
        ("99,5 %", "99.5"),
        ("1 234 567,8", "1234567.8"),
        ("1\u00a0234\u202f567", "1234567"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1,234,567.8", "1234567.8"),
        ("1.234", "1234"),
        ("12.345", "12345"),
        ("0.234", "0.234"),
        ("012.345", "12.345"),
        ("1234.567", "1234.567"),
        ("1.2345", "1.2345"),
        ("1,234", "1.234"),
        ("0,5", "0.5"),
        (",5", "0.5"),
        ("-1.234,5", "-1234.5"),
        ("−3", "-3"),
        ("+7", "7"),
        ("  42\n", "42"),
        ("0", "0"),
    ],
)
def test_what_people_type(text, value):
    assert numbers.parse(text) == Decimal(value)


WORDS = ["", " ", "abc", "12abc", "NaN", "Infinity", "-inf", "1e5", "0x10", "1/2", "1_000", "٣", "１２", "²", "9" * 41]
SIGNS = ["--5", "-", "5-", "12%%", "%", "1 2", "1 2345"]
SEPARATORS = ["1.2.3", "1,2,3", "1.234.5", "12.34,5", "5,", "5.", "1,,2", "1..2", "1234.567,8"]


@pytest.mark.parametrize("text", [*WORDS, *SIGNS, *SEPARATORS])
def test_nonsense_is_refused_with_a_sentence(text):
    with translation.override("en"), pytest.raises(numbers.NotANumber) as caught:
        numbers.parse(text)

    with translation.override("en"):
        assert str(caught.value).endswith("is not a number. Write it like 1234,5 or 1.234,5.")


def test_a_long_text_is_not_repeated_in_full():
    with pytest.raises(numbers.NotANumber) as caught:
        numbers.parse("x" * 5000)

    assert len(str(caught.value)) < 150


@pytest.mark.parametrize(
    ("value", "places", "vietnamese", "english"),
    [
        ("1234.5", None, "1.234,5", "1,234.5"),
        ("1234567.00", None, "1.234.567", "1,234,567"),
        ("1234567", 2, "1.234.567,00", "1,234,567.00"),
        ("0.005", 2, "0,01", "0.01"),
        ("-0.00", None, "0", "0"),
        ("-1234.50", None, "-1.234,5", "-1,234.5"),
        ("100", None, "100", "100"),
        ("1E+3", None, "1.000", "1,000"),
        ("2.50", 1, "2,5", "2.5"),
    ],
)
def test_what_pages_show(value, places, vietnamese, english):
    shown = [numbers.format(Decimal(value), places, language) for language in ("vi", "en")]

    assert shown == [vietnamese, english]


@pytest.mark.parametrize(("language", "text"), [("vi", "1.234,5"), ("en", "1,234.5"), ("en-gb", "1,234.5")])
def test_the_active_language_decides(language, text):
    with translation.override(language):
        assert numbers.format(Decimal("1234.5")) == text


@QUIET
@given(AMOUNT, st.sampled_from(["vi", "en"]))
def test_what_a_field_shows_is_read_back_the_same(value, language):
    assert numbers.parse(numbers.editable(value, language)) == value


@QUIET
@given(AMOUNT)
def test_what_a_vietnamese_page_shows_is_read_back_the_same(value):
    assert numbers.parse(numbers.format(value, language="vi")) == value


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [("1234.5", "1234,5", "1234.5"), ("1.234", "1,234", "1.2340"), ("90", "90", "90")],
)
def test_what_a_field_shows(value, vietnamese, english):
    assert [numbers.editable(Decimal(value), language) for language in ("vi", "en")] == [vietnamese, english]


@QUIET
@given(st.text(max_size=60))
def test_any_text_is_a_finite_number_or_refused(text):
    with suppress(numbers.NotANumber):
        assert numbers.parse(text).is_finite()
