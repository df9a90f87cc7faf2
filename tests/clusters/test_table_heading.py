"""What holds for a whole version: typed, shown, compared when a colleague wrote first, copied to the next year."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from clusters.models import ScoringTableVersion
from clusters.queries import scoring_draft as drafts
from clusters.services import scoring_table as deeds
from tests import factories
from tests.reading import as_person, get, post

TEXT = "I|Nhóm|100|core\nI.1|Một|100||yes_no\nII|Thưởng|10|bonus\nII.1|Hai|10||yes_no\n"
HEADING = {
    "issuer": "Chủ tịch UBND tỉnh",
    "legal_basis": "QĐ 123",
    "effective_on": "01/01/2026",
    "effective_to": "31/12/2026",
    "full": "100",
    "floor": "10",
    "cap": "105,5",
    "step": "0,25",
    "rounding": "down",
    "total_step": "0,5",
    "total_rounding": "up",
    "rescaled": "on",
}
STORED = (
    *("Chủ tịch UBND tỉnh", "QĐ 123", dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
    *(Decimal(100), Decimal(10), Decimal("105.5"), Decimal("0.25"), "down", Decimal("0.5"), "up", True),
)


@pytest.fixture
def draft(cast):
    return factories.scoring_table(cast.ministry, published=False)


def stored(version) -> tuple:
    version = ScoringTableVersion.objects.get(pk=version.pk)
    return tuple(getattr(version, name) for name in drafts.HEADING)


def test_the_whole_heading_is_typed_with_the_criteria(client, cast, draft):
    answer = post(as_person(client, cast.official), "table-write", draft.pk, criteria=TEXT, **HEADING)

    assert (answer.url, stored(draft)) == (reverse("table", args=[draft.pk]), STORED)


def test_a_new_draft_takes_the_heading_too(client, cast):
    post(as_person(client, cast.official), "table-draft", authority=cast.ministry.pk, name="Bảng mới", **HEADING)

    assert stored(ScoringTableVersion.objects.get(table__name="Bảng mới")) == STORED


def test_the_page_says_what_holds_for_the_whole_table(client, cast, draft):
    post(as_person(client, cast.official), "table-write", draft.pk, criteria=TEXT, **HEADING)

    assert get(client, "table", draft.pk).context["content"].heading == [
        ("Issued by", "Chủ tịch UBND tỉnh"),
        ("Legal basis", "QĐ 123"),
        ("In force", "from 01/01/2026 to 31/12/2026"),
        ("Total points", "100"),
        ("Total at least", "10"),
        ("Total at most", "105.5"),
        ("What does not apply", "is made up for by the rest of the content"),
        ("Rounding", "Down, to 0.25 points"),
        ("Rounding of the total", "Up, to 0.5 points"),
    ]


def test_what_the_heading_contradicts_is_seen_before_it_is_saved(client, cast, draft):
    given = {**HEADING, "full": "90", "rescaled": ""}

    answer = post(as_person(client, cast.official), "table-write", draft.pk, criteria=TEXT, check="1", **given)

    assert [each.problem for each in answer.context["preview"].problems] == ["total_differs"]
    assert stored(draft)[4] is None


@pytest.mark.parametrize(
    ("field", "typed"),
    [("effective_to", "31/12/2025"), ("effective_to", "x"), ("total_step", "0"), ("full", "x"), ("cap", "1e9")],
)
def test_a_bad_heading_says_where(client, cast, draft, field, typed):
    answer = post(as_person(client, cast.official), "table-write", draft.pk, criteria=TEXT, **{**HEADING, field: typed})

    assert (list(answer.context["form"].errors), answer.context["form"][field].value()) == ([field], typed)


def test_what_is_left_out_is_stored_as_nothing(client, cast, draft):
    few = {name: HEADING[name] for name in ("effective_on", "step", "rounding")}

    post(as_person(client, cast.official), "table-write", draft.pk, criteria=TEXT, **few)

    assert stored(draft)[3:7] == (None, None, Decimal(0), None)
    assert stored(draft)[9:] == (None, "half_up", False)


def test_the_second_writer_sees_both_headings(client, cast, draft):
    seen = drafts.fingerprint(draft)
    as_person(client, cast.official)
    post(client, "table-write", draft.pk, criteria=TEXT, seen=seen, **HEADING)
    mine = {**HEADING, "issuer": "Bộ trưởng", "cap": "", "effective_to": "", "rescaled": "", "total_rounding": "down"}

    answer = post(client, "table-write", draft.pk, criteria=TEXT, seen=seen, **mine)

    assert answer.context["versions"] == [
        ("Issued by", "Bộ trưởng", "Chủ tịch UBND tỉnh"),
        ("In force to", "–", "31/12/2026"),
        ("Total at most", "–", "105.5"),
        ("Rounding of the total", "Down", "Up"),
        ("What does not apply is made up for by the rest", "no", "yes"),
    ]


def test_every_part_of_the_heading_is_in_the_fingerprint(cast, draft):
    given = dict(zip(drafts.HEADING, STORED, strict=True))
    seen = {drafts.fingerprint(draft)}
    for name, value in given.items():
        setattr(draft, name, value)
        seen.add(drafts.fingerprint(draft))

    assert len(seen) == len(given) + 1


def test_the_next_version_keeps_the_heading_but_for_the_days(cast, at):
    ScoringTableVersion.objects.filter(pk=cast.table.pk).update(**dict(zip(drafts.HEADING, STORED, strict=True)))

    with at(2027, 2, 3):
        following = deeds.copy(cast.table, by=cast.official)

    expected = dict(zip(drafts.HEADING, STORED, strict=True)) | {
        "effective_on": dt.date(2027, 2, 3),
        "effective_to": None,
    }
    assert dict(zip(drafts.HEADING, stored(following), strict=True)) == expected
