"""What each row of a workbook would do, by what the database knows: new, there, changed, refused with its reason."""

import datetime as dt

import pytest

from clusters import clock
from clusters.enums import Role
from clusters.models import Organisation
from clusters.queries import intake as queries
from clusters.queries import intake_row
from clusters.services import person as people
from tests import factories
from tests import intake_book as books

FIRST = dt.date(2025, 7, 1)


@pytest.fixture
def bureau(cast):
    return factories.organisation("Chi cục A", "office", parent=cast.ministry, valid_from=FIRST)


def judged(cast, units=(), posts=(), by=None):
    return queries.judge(cast.ministry, by or cast.official, books.reading(units, posts))


def told(cast, units=(), posts=(), by=None) -> list[tuple]:
    """Row, verdict and codes of what is said, in the order of the file."""
    rows = sorted(judged(cast, units, posts, by), key=lambda each: (-ord(each.line.sheet[0]), each.line.number))
    return [(each.line.number, str(each.verdict), *(code for code, _values in each.reasons)) for each in rows]


def test_a_new_body_and_its_officer_with_a_new_account(cast):
    assert told(cast, [books.unit()], [books.post()]) == [(2, "new"), (2, "new", "account")]


def test_judging_writes_nothing(cast):
    before = Organisation.objects.count()
    judged(cast, [books.unit()], [books.post()])

    assert Organisation.objects.count() == before


@pytest.mark.parametrize("name", ["Chi cục A", "CHI CỤC  A", "Chi cu\u0323c A"])
def test_a_body_that_is_there_is_known_by_its_name_and_needs_no_more(cast, bureau, name):
    assert told(cast, [books.unit(name=name, kind="", day="")]) == [(2, "standing")]


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"kind": "Sở, ban, ngành"}, ("refused", "other_kind")),
        ({"day": "01/08/2025"}, ("refused", "other_day")),
        ({"province": "Quảng Trị"}, ("changed", "province")),
        ({"name": "Chi cuc A"}, ("new", "alike")),
        ({"parent": "Bộ Thử nghiệm"}, ("standing",)),
        ({"parent": "bo thu nghiem"}, ("standing",)),
    ],
)
def test_what_a_row_says_of_a_body_that_is_there(cast, bureau, fields, wanted):
    assert told(cast, [books.unit(**fields)]) == [(2, *wanted)]


def test_the_same_province_in_other_letters_changes_nothing(cast, bureau):
    Organisation.objects.filter(pk=bureau.pk).update(province="Quảng Trị")

    assert told(cast, [books.unit(province="QUẢNG TRỊ")]) == [(2, "standing")]


def test_a_new_body_needs_kind_and_day(cast):
    assert told(cast, [books.unit(kind="", day="")]) == [(2, "refused", "missing", "missing")]


def test_a_body_of_that_name_and_day_elsewhere_is_not_registered_again(cast):
    factories.organisation("Chi cục A", parent=cast.elsewhere.cluster.authority, valid_from=FIRST)

    assert told(cast, [books.unit()]) == [(2, "refused", "taken")]
    assert told(cast, [books.unit(day="02/07/2025")]) == [(2, "new")]


def test_a_body_that_has_ended_is_there_by_its_first_day_only(cast, bureau):
    Organisation.objects.filter(pk=bureau.pk).update(valid_to=clock.today() - dt.timedelta(days=1))

    assert told(cast, [books.unit()]) == [(2, "standing", "ended")]
    assert told(cast, [books.unit(day="01/01/2026")]) == [(2, "new", "alike")]
    assert told(cast, [], [books.post()]) == [(2, "refused", "unknown_unit")]


def test_a_body_of_days_to_come_is_there(cast):
    day = clock.today() + dt.timedelta(days=30)
    factories.organisation("Chi cục A", "office", parent=cast.ministry, valid_from=day)

    assert told(cast, [books.unit(day=f"{day:%d/%m/%Y}")]) == [(2, "standing")]
    assert told(cast, [], [books.post()]) == [(2, "refused", "too_early")]


def test_superiors_outside_unknown_or_of_several_are_told_apart(cast):
    factories.organisation("Bộ phận Mật", parent=cast.elsewhere.cluster.authority)
    for short in ("VP", "VP"):
        factories.organisation(parent=cast.ministry, short_name=short)
    names = ("Không có", "Bộ phận Mật", "Sở B", "vp")

    rows = told(cast, [books.unit(name=f"Phòng {name}", parent=name) for name in names])

    assert [row[2] for row in rows] == ["unknown_parent", "unknown_parent", "outside", "ambiguous_parent"]


def test_an_official_registers_down_to_three_levels_beneath_the_own_authority(cast, bureau):
    room = factories.organisation("Phòng Một", "office", parent=bureau)
    factories.organisation("Tổ Một", "office", parent=room)
    units = [books.unit(name=f"Mới {name}", parent=name) for name in ("Chi cục A", "Phòng Một", "Tổ Một")]

    assert told(cast, units) == [(2, "new"), (3, "new"), (4, "refused", "not_kept")]
    assert told(cast, units[2:], by=factories.user(is_superuser=True)) == [(2, "new")]


def test_what_hangs_beneath_another_authority_is_its_own_officials(cast, bureau):
    Organisation.objects.filter(pk=bureau.pk).update(is_authority=True)
    factories.organisation("Phòng Một", "office", parent=bureau)
    units = [books.unit(name="Phòng Hai", parent="Chi cục A")]

    assert told(cast, units, [books.post(place="Phòng Một")]) == [
        (2, "refused", "not_kept"),
        (2, "refused", "unknown_unit"),
    ]
    official = factories.appointed(bureau, Role.OFFICIAL)
    rows = queries.judge(bureau, official, books.reading(units, [books.post(place="Phòng Một")]))
    assert [each.verdict for each in rows] == ["new", "new"]


def test_a_superior_may_stand_further_down(cast):
    units = [books.unit(name="Tổ", parent="phòng một"), books.unit(name="Phòng Một", parent="Chi cục A"), books.unit()]

    rows = judged(cast, units, [books.post(place="Tổ")])

    assert {each.verdict for each in rows} == {"new"}
    assert [each.line.number for each in rows[:3]] == [4, 3, 2]
    deeper = [*units, books.unit(name="Nhóm", parent="Tổ")]
    assert told(cast, deeper)[-1] == (5, "refused", "not_kept")
    assert told(cast, deeper, by=factories.user(is_superuser=True))[-1] == (5, "new")


def test_all_that_is_wrong_with_a_row_is_said_at_once(cast):
    units = [books.unit(kind="Gì đó", parent="Không có", day="31/02/2025")]

    assert told(
        cast, units, [books.post(email="sai", place="Nơi nào"), books.post(place="", email="b@bo.example")]
    ) == [
        (2, "refused", "unknown_kind", "bad_day", "unknown_parent"),
        (2, "refused", "bad_mail", "unknown_unit"),
        (3, "refused", "missing"),
    ]


def test_circles_and_what_hangs_on_refused_rows(cast):
    units = [
        books.unit(name="A", parent="B"),
        books.unit(name="B", parent="A"),
        books.unit(name="C", parent="C"),
        books.unit(name="D", kind="Gì đó"),
        books.unit(name="E", parent="D"),
    ]

    rows = told(cast, units, [books.post(place="D"), books.post(place="A", email="b@bo.example")])

    said = [row[2] for row in rows]
    assert said == [
        "circle",
        "circle",
        "circle",
        "unknown_kind",
        "refused_parent",
        "refused_unit",
        "refused_unit",
    ]


@pytest.mark.parametrize(
    "again",
    [books.unit(), books.unit(name="chi  cục a"), books.unit(day="01/08/2025"), books.unit(parent="Bộ Thử nghiệm")],
)
def test_the_same_body_twice_in_the_file(cast, again):
    assert told(cast, [books.unit(), again]) == [(2, "new"), (3, "refused", "twice")]


def test_a_post_that_is_held_is_there_and_another_one_overlaps(cast, bureau):
    person = people.open_post(
        bureau,
        username="an",
        name="Nguyễn An",
        email="an@bo.example",
        role=Role.OFFICER,
        from_on=FIRST,
        by=cast.official,
    ).user

    assert told(cast, [], [books.post()]) == [(2, "standing")]
    assert told(cast, [], [books.post(email="AN@bo.example", person="nguyen an")]) == [(2, "standing")]
    assert told(cast, [], [books.post(day="02/07/2025")]) == [(2, "refused", "overlap")]
    assert told(cast, [], [books.post(role="Lãnh đạo đơn vị")]) == [(2, "new")]
    people.end(person.appointments.get(), on=dt.date(2025, 7, 31), by=cast.official)
    assert told(cast, [], [books.post(day="01/08/2025")]) == [(2, "new")]
    assert told(cast, [], [books.post()]) == [(2, "standing", "ended")]


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"person": "Trần Bình"}, ["other_name"]),
        ({"username": "binh"}, ["other_username"]),
        ({"username": "AN"}, []),
        ({"email": "khac@bo.example", "username": "An"}, ["taken_username"]),
    ],
)
def test_an_account_is_known_by_its_mail_address(cast, bureau, fields, wanted):
    factories.user("Nguyễn An", username="an", email="an@bo.example")

    assert list(told(cast, [], [books.post(**fields)])[0][2:]) == wanted


def test_a_closed_account_gets_no_post(cast, bureau):
    factories.user("Nguyễn An", email="an@bo.example", is_active=False)

    assert told(cast, [], [books.post()]) == [(2, "refused", "closed")]


@pytest.mark.parametrize(
    ("second", "wanted"),
    [
        ({"person": "Trần Bình"}, ["two_names"]),
        ({"username": "khac"}, ["two_usernames"]),
        ({"email": "binh@bo.example", "username": "AN.1"}, ["same_username"]),
        ({}, ["twice"]),
        ({"day": "01/09/2025"}, ["overlap_here"]),
        ({"role": "Lãnh đạo đơn vị"}, ["account"]),
    ],
)
def test_two_rows_of_one_person_or_one_user_name(cast, bureau, second, wanted):
    rows = told(cast, [], [books.post(username="an.1"), books.post(**second)])

    assert rows[0] == (2, "new", "account")
    assert list(rows[1][2:]) == wanted


def test_user_names_made_of_addresses_keep_out_of_each_others_way(cast, bureau):
    factories.user(username="an")
    mails = ("an@mot.example", "an@hai.example", "an@ba.example")
    posts = [books.post(email=mail) for mail in mails] + [books.post(email="x@b.example", username="an3")]

    assert [each.username for each in judged(cast, [], posts)] == ["an2", "an4", "an5", "an3"]


def test_posts_are_given_where_the_person_may_and_where_there_are_such(cast, bureau):
    places = ("Sở A", "Chi cục Không", "Bộ Láng giềng", "Chi cục A", "Bộ Thử nghiệm", "Bộ Thử nghiệm")
    roles = ("Officer", "Officer", "Officer", "Auditor", "Officer", "Auditor")
    posts = [
        books.post(place=place, role=role, email=f"p{number}@bo.example")
        for number, (place, role) in enumerate(zip(places, roles, strict=True))
    ]

    said = [row[2] for row in told(cast, [], posts)]

    assert said == ["outside", "unknown_unit", "unknown_unit", "not_an_authority", "not_a_unit", "account"]


def test_posts_deeper_beneath_the_authority_are_given_by_its_officials(cast, bureau):
    room = factories.organisation("Phòng Hai", "office", parent=bureau, valid_from=FIRST)
    units = [books.unit(name="Phòng Hai", parent="Chi cục A", province="Quảng Trị")]

    assert told(cast, units, [books.post(place="Phòng Hai")]) == [(2, "changed", "province"), (2, "new", "account")]
    parent = room
    for name in ("Tổ Ba", "Nhóm Tư"):
        parent = factories.organisation(name, "office", parent=parent, valid_from=FIRST)
    posts = [books.post(place="Nhóm Tư")]
    assert told(cast, [], posts) == [(2, "refused", "unknown_unit")]
    factories.membership(cast.cluster, parent)
    assert told(cast, [], posts) == [(2, "refused", "outside")]
    factories.membership(cast.cluster, room)
    Organisation.objects.filter(pk=bureau.pk).update(is_authority=True)
    assert told(cast, [], [books.post(place="Phòng Hai")]) == [(2, "refused", "unit_not_kept")]


def test_a_post_before_its_body_and_at_one_of_two_of_the_name(cast, bureau):
    assert told(cast, [], [books.post(day="30/06/2025")]) == [(2, "refused", "too_early")]

    factories.organisation("Chi cục A", parent=cast.ministry, valid_from=dt.date(2024, 1, 1))
    assert told(cast, [], [books.post()]) == [(2, "refused", "ambiguous_unit")]


def test_an_official_of_what_took_the_authority_over_keeps_its_bodies(cast, bureau):
    heir = factories.authority("Bộ Kế thừa")
    factories.organisation("Cục Cũ", "office", parent=cast.ministry, valid_from=FIRST)
    heir.ancestry.create(ancestor=cast.ministry)
    official = factories.appointed(heir, Role.OFFICIAL)

    rows = queries.judge(
        heir, official, books.reading([books.unit(name="Cục Cũ", parent="Bộ Thử nghiệm")], [books.post()])
    )

    assert [each.verdict for each in rows] == ["standing", "new"]


@pytest.mark.parametrize("size", [1, 40])
def test_judging_asks_the_same_for_few_rows_and_for_many(cast, bureau, django_assert_num_queries, size):
    units = [books.unit(name=f"Chi cục số {n}", parent="Sở B" if n % 2 else "") for n in range(size)]
    posts = [books.post(email=f"p{n}@bo.example", place="Sở C" if n % 3 else "Chi cục A") for n in range(size)]
    reading = books.reading([*units, books.unit(parent="Ở đâu")], [*posts, books.post(place="Nơi khác")])

    with django_assert_num_queries(7):
        queries.judge(cast.ministry, cast.official, reading)


def test_rows_kept_and_judged_again_are_the_same_until_something_changes(cast, bureau):
    units, posts = [books.unit(), books.unit(name="Chi cục B")], [books.post()]
    before = intake_row.kept(judged(cast, units, posts))

    assert intake_row.differing(before, intake_row.kept(judged(cast, units, posts))) == 0
    factories.user("Nguyễn An", email="an@bo.example")
    Organisation.objects.filter(pk=bureau.pk).update(name="Chi cục Z")
    assert intake_row.differing(before, intake_row.kept(judged(cast, units, posts))) == 2


def test_a_post_at_a_body_whose_end_is_known_needs_its_last_day_and_so_its_page(cast, bureau):
    Organisation.objects.filter(pk=bureau.pk).update(valid_to=clock.today() + dt.timedelta(days=30))

    assert told(cast, [], [books.post()]) == [(2, "refused", "body_ends")]
