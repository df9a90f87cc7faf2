"""Vietnamese order and search, the same on every database."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusters.vietnamese import search_key, sort_key

QUIET = settings(derandomize=True, deadline=None, max_examples=60)


def in_order(*names):
    keys = [sort_key(name) for name in names]
    return all(before < after for before, after in pairwise(keys))


def test_the_letters_stand_in_the_order_of_the_alphabet():
    assert in_order(*"aăâbcdđeêghiklmnoôơpqrstuưvxy")


def test_the_tones_stand_in_the_order_of_the_dictionary():
    assert in_order("ma", "mà", "mả", "mã", "má", "mạ")


@pytest.mark.parametrize(
    "names",
    [
        ("An Giang", "Ăn", "Ân"),
        ("Bắc Giang", "Bắc Ninh", "Cà Mau", "Cao Bằng"),
        ("Dũng", "Đà Nẵng", "Đắk Lắk", "Điện Biên", "Đồng Nai"),
        ("Cụm 1", "Cụm 2", "Cụm 10", "Cụm 100"),
        ("Cụm số 2", "Cụm số 9", "Cụm số 11"),
        ("Sở Công Thương", "Sở Nội vụ", "Sở Tài chính", "Sở Tư pháp"),
        ("Quảng Nam", "Quảng Ngãi", "Quảng Ninh", "Quảng Trị"),
        ("hoa", "hóa", "hoá học"),
    ],
)
def test_names_of_clusters_and_provinces(names):
    assert in_order(*names)


def test_letters_count_before_tones():
    assert in_order("mạ", "mai", "mài")


def test_a_shorter_name_comes_before_the_longer_one_it_begins():
    assert in_order("Cụm", "Cụm 2", "Cụm 2 mở rộng")


def test_a_tone_does_not_push_a_name_behind_a_longer_one():
    assert in_order("án", "an ninh")


def test_capitals_signs_and_composition_make_no_difference():
    assert sort_key("ĐẮK LẮK") == sort_key("đắk  lắk") == sort_key("đắk-lắk") == sort_key("đắk lắk")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("dang", "Đặng"),
        ("quang tri", "Quảng Trị"),
        ("QUẢNG", "quảng ngãi"),
        ("da nang", "TP. Đà  Nẵng"),
        ("uong", "Ương"),
        ("đắk", "Đắk Lắk"),
    ],
)
def test_a_search_without_marks_finds_the_name(typed, name):
    assert search_key(typed) in search_key(name)


def test_a_search_is_not_found_everywhere():
    assert search_key("dang") not in search_key("Quảng Trị")


@QUIET
@given(st.text(alphabet=st.characters(exclude_categories=["Nd"]), max_size=40))
def test_keys_are_plain_letters_and_digits(text):
    assert re.fullmatch("[0-9a-z]*", sort_key(text))


@QUIET
@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_numbers_go_by_value(first, second):
    assert (sort_key(f"Cụm {first}") < sort_key(f"Cụm {second}")) == (first < second)


def test_foreign_digits_leave_nothing_foreign_in_the_key():
    assert re.fullmatch("[0-9a-z]*", sort_key("Cụm ٣"))
