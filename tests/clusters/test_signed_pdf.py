"""A signed PDF is recognised, a changed one too, and nothing in a hostile one escapes."""

import re

import pytest

from clusters import signed_pdf
from tests import signing


@pytest.fixture(scope="module")
def one() -> bytes:
    return signing.signed(signing.pdf())


def test_a_plain_pdf_has_no_signature():
    assert signed_pdf.read(signing.pdf()) == ()


def test_a_signature_says_whom_its_certificate_names_and_that_nothing_changed(one):
    (found,) = signed_pdf.read(one)

    assert (found.name, found.organisation, found.issuer) == (signing.NAME, signing.BODY, signing.NAME)
    assert (found.is_intact, found.is_whole, found.at[:2]) == (True, True, "20")


def test_one_changed_byte_breaks_it(one):
    assert [each.is_intact for each in signed_pdf.read(one.replace(b"(DEMO)", b"(DEMA)"))] == [False]


def test_what_was_added_after_it_is_seen(one):
    (found,) = signed_pdf.read(one + b"\n% them vao sau\n")

    assert (found.is_intact, found.is_whole) == (True, False)


def test_another_page_over_the_signed_one_breaks_it(one):
    assert [each.is_intact for each in signed_pdf.read(signing.another_page(one))] == [False]


def test_another_page_between_two_signatures_breaks_the_first(one):
    found = signed_pdf.read(signing.signed(signing.another_page(one), "Con-dau"))

    assert [each.is_intact for each in found] == [False, True]


@pytest.mark.parametrize(("days", "holds"), [(9000, True), (-1, False)])
def test_the_days_of_the_certificate_are_held_against_the_moment_of_signing(days, holds):
    (found,) = signed_pdf.read(signing.signed(signing.pdf(), days=days))

    assert (found.is_intact, found.in_its_days) == (True, holds)


def test_a_moment_without_a_zone_is_one_of_this_country():
    (found,) = signed_pdf.read(signing.signed_without_zone(signing.pdf()))

    assert (found.at[-6:], found.in_its_days) == ("+07:00", True)


def test_a_second_signature_leaves_the_first_intact(one):
    found = signed_pdf.read(signing.signed(one, "Con-dau"))

    assert [(each.is_intact, each.is_whole) for each in found] == [(True, False), (True, True)]


@pytest.mark.parametrize(
    "hostile",
    [
        b"%PDF-1.4 /ByteRange",
        b"%PDF-1.4\n/ByteRange [0 9 9 9]\ntrailer << /Root 1 0 R /Prev 0 >>\nstartxref\n0\n%%EOF",
        b"%PDF-1.4\n1 0 obj\n" + b"[" * 50_000 + b"/ByteRange\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF",
    ],
    ids=["nothing", "no root", "deep"],
)
def test_a_file_that_cannot_be_read_is_said_to_be_so(hostile):
    with pytest.raises(signed_pdf.Unreadable):
        signed_pdf.read(hostile)


def test_a_pdf_that_nobody_opens_without_its_password_is_said_to_be_so():
    with pytest.raises(signed_pdf.Locked):
        signed_pdf.read(signing.locked(signing.pdf(), "mat-khau"))


def test_a_pdf_that_is_only_kept_from_changes_is_read():
    kept = signing.locked(signing.pdf(), "")

    assert signed_pdf.read(kept) == ()
    assert [(each.name, each.is_intact) for each in signed_pdf.read(signing.signed(kept))] == [(signing.NAME, True)]


def test_a_signature_put_under_another_paper_is_not_intact(one):
    other = signing.signed(signing.pdf("Uoc  giao"))
    mine, theirs = (re.search(rb"/Contents <([0-9A-Fa-f]+)>", each)[1] for each in (one, other))

    assert [each.is_intact for each in signed_pdf.read(other.replace(theirs, mine))] == [False]


def test_a_file_that_takes_too_long_is_given_up(one, monkeypatch):
    monkeypatch.setattr(signed_pdf, "SECONDS", 0.001)

    with pytest.raises(signed_pdf.Unreadable):
        signed_pdf.read(one)
