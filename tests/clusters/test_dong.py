"""Amounts of money as offices write them."""

import pytest
from django import forms
from django.utils import translation

from clusters import dong, numbers
from clusters.forms.contribution import DongField


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1500000", 1_500_000),
        ("1.500.000", 1_500_000),
        ("1,500,000", 1_500_000),
        ("500,000", 500_000),
        ("500.000", 500_000),
        (" 5 000 000 đ ", 5_000_000),
        ("1.500.000 đồng", 1_500_000),
        ("6000000VNĐ", 6_000_000),
        ("1,5 triệu", 1_500_000),
        ("1.5 triệu đồng", 1_500_000),
        ("1,234 triệu", 1_234_000),
        ("1.234 triệu", 1_234_000_000),
        ("300 nghìn", 300_000),
        ("2tr", 2_000_000),
        ("2,25 tỷ", 2_250_000_000),
        ("1 tỷ 200 triệu", 1_200_000_000),
        ("-5", -5),
        ("−1.500 đ", -1_500),
        ("0", 0),
    ],
)
def test_an_amount_is_read_as_it_was_meant(text, amount):
    assert dong.parse(text) == amount


@pytest.mark.parametrize(
    "text", ["", "abc", "1,5", "1.500.00", "1.500,000", "1e6", "1,5 đồng", "triệu", "0,0000001 triệu", "9" * 41]
)
def test_what_is_no_amount_says_how_it_is_written(text):
    with pytest.raises(dong.NotAnAmount) as refused:
        dong.parse(text)
    assert "1.500.000" in str(refused.value)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("amount", [0, 5, 1_500, 500_000, 6_000_000, 1_234_567_890])
def test_a_field_shows_thousands_and_reads_back_what_it_shows(language, amount):
    with translation.override(language):
        shown = DongField().prepare_value(amount)
        assert shown == numbers.format(amount)
        assert DongField().clean(shown) == amount


def test_the_field_says_what_is_wrong():
    with pytest.raises(forms.ValidationError) as refused:
        DongField(required=True).clean("một triệu")
    assert "một triệu" in refused.value.messages[0]


def test_an_amount_has_a_limit():
    with pytest.raises(forms.ValidationError):
        DongField().clean("9999999999999999")
