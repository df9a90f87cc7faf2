"""Workbooks of units and posts checked, carried out as a whole or not at all, discarded."""

import datetime as dt

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.db import IntegrityError, OperationalError, connection, transaction

from clusters import clock
from clusters.enums import Event, IntakeState, NoticeChannel, Role
from clusters.errors import Conflict, Denied
from clusters.models import Appointment, AuditEntry, Intake, Notice, Organisation, User
from clusters.queries import intake as queries
from clusters.queries import post
from clusters.services import intake as deeds
from clusters.services import notice as notices
from clusters.services import organisation as organisations
from clusters.services import person as people
from tests import factories
from tests import intake_book as books

FIRST = dt.date(2025, 7, 1)
UNITS = [books.unit(), books.unit(name="Chi cục B", province="Quảng Trị")]
POSTS = [
    books.post(),
    books.post(place="Chi cục B", role="Lãnh đạo đơn vị"),
    books.post(person="Trần Bình", email="binh@bo.example", place="Chi cục B", username="Tran.Binh"),
]


def check(cast, units=UNITS, posts=POSTS, by=None) -> Intake:
    return deeds.check(cast.ministry, books.upload(units, posts), by=by or cast.official)


def counts(intake: Intake) -> tuple:
    return intake.new, intake.standing, intake.changed, intake.refused


def rows() -> tuple:
    return tuple(model.objects.count() for model in (Organisation, User, Appointment, Notice))


def test_checking_keeps_the_file_and_what_each_row_would_do_and_nothing_else(cast):
    before = rows()
    intake = check(cast)

    assert (intake.state, counts(intake), rows()) == (IntakeState.CHECKED, (5, 0, 0, 0), before)
    assert intake.file.original_name == "don-vi.xlsx"
    assert [(row["sheet"], row["row"]) for row in intake.rows] == [
        *(("units", number) for number in (2, 3)),
        *(("posts", number) for number in (2, 3, 4)),
    ]
    entry = AuditEntry.objects.about(intake).get()
    assert (entry.event, entry.after["new"], entry.authority_id) == (Event.INTAKE_CHECKED, 5, cast.ministry.pk)
    assert "an@bo.example" not in str(entry.after)


def test_carrying_out_registers_appoints_and_writes(cast):
    deeds.carry_out(check(cast), by=cast.official2)

    second = Organisation.objects.get(name="Chi cục B")
    assert (second.parent, second.kind, second.province, second.valid_from) == (
        cast.ministry,
        "office",
        "Quảng Trị",
        FIRST,
    )
    assert list(second.ancestry.values_list("ancestor", flat=True)) == [second.pk]
    an, binh = User.objects.get(email="an@bo.example"), User.objects.get(email="binh@bo.example")
    assert (an.username, binh.username, an.has_usable_password()) == ("an", "Tran.Binh", False)
    assert sorted(an.appointments.values_list("role", "organisation__name", "from_on")) == [
        ("leader", "Chi cục B", FIRST),
        ("officer", "Chi cục A", FIRST),
    ]
    assert post.leads(an, second)


def test_each_thing_has_its_line_and_the_intake_too(cast):
    intake = deeds.carry_out(check(cast), by=cast.official)

    second, an = Organisation.objects.get(name="Chi cục B"), User.objects.get(username="an")
    said = [
        list(AuditEntry.objects.about(thing).order_by("number").values_list("event", flat=True))
        for thing in (second, an, intake)
    ]
    assert said == [
        [Event.ORGANISATION_REGISTERED, Event.PERSON_APPOINTED, Event.PERSON_APPOINTED],
        [Event.PERSON_REGISTERED],
        [Event.INTAKE_CHECKED, Event.INTAKE_CARRIED_OUT],
    ]
    assert (intake.state, intake.settled_by, bool(intake.settled_at)) == ("carried_out", cast.official, True)


def test_newcomers_get_one_letter_with_the_way_in_and_others_are_told(cast):
    old = factories.user("Lê Cường", email="cuong@bo.example")
    deeds.carry_out(check(cast, UNITS, [*POSTS, books.post("Lê Cường", "cuong@bo.example")]), by=cast.official)

    waiting = Notice.objects.filter(channel=NoticeChannel.MAIL).order_by("pk").values_list("event", "person__username")
    assert list(waiting) == [
        (Event.PERSON_REGISTERED, "an"),
        (Event.PERSON_APPOINTED, "an"),
        (Event.PERSON_REGISTERED, "Tran.Binh"),
        (Event.PERSON_APPOINTED, old.username),
    ]
    notices.send_waiting()
    ways = {letter.to[0]: "/account/password/reset/key/" in letter.body for letter in mail.outbox}
    assert ways == {"an@bo.example": False, "binh@bo.example": True, "cuong@bo.example": False}
    assert "/account/password/reset/key/" in mail.outbox[0].body


def test_the_worker_is_woken_once_after_the_commit(cast, django_capture_on_commit_callbacks, monkeypatch):
    rung = []
    monkeypatch.setattr("clusters.tasks.send_notices.delay", lambda: rung.append(1))
    with django_capture_on_commit_callbacks(execute=True):
        deeds.carry_out(check(cast), by=cast.official)

    assert rung == [1]


def test_the_same_file_again_finds_everything_there_and_nothing_to_do(cast):
    deeds.carry_out(check(cast), by=cast.official)
    before = rows()
    again = check(cast)

    assert counts(again) == (0, 5, 0, 0)
    with pytest.raises(Conflict):
        deeds.carry_out(again, by=cast.official)
    assert rows() == before


def test_carrying_out_twice_is_a_conflict(cast):
    intake = check(cast)
    deeds.carry_out(intake, by=cast.official)
    before = rows()

    for deed in (deeds.carry_out, deeds.check_again, deeds.discard):
        with pytest.raises(Conflict):
            deed(intake, by=cast.official2)
    assert rows() == before


def test_one_refused_row_keeps_the_whole_from_being_carried_out(cast):
    intake, before = check(cast, [*UNITS, books.unit(name="C", kind="?")]), rows()

    assert intake.refused == 1
    with pytest.raises(Conflict):
        deeds.carry_out(intake, by=cast.official)
    assert rows() == before


def test_what_changed_meanwhile_is_counted_and_nothing_is_done(cast):
    intake = check(cast)
    organisations.register(by=cast.official2, parent=cast.ministry, name="Chi cục A", kind="office", valid_from=FIRST)
    factories.user("Trần Bình", email="binh@bo.example", username="tran.binh")
    before = rows()

    with pytest.raises(Conflict, match=r"^Có 3 "):
        deeds.carry_out(intake, by=cast.official)
    assert rows() == before
    assert Intake.objects.get(pk=intake.pk).state == IntakeState.CHECKED


def test_checked_again_it_is_carried_out_by_what_stands_now(cast):
    intake = check(cast)
    organisations.register(by=cast.official2, parent=cast.ministry, name="Chi cục A", kind="office", valid_from=FIRST)

    again = deeds.check_again(intake, by=cast.official2)

    assert (counts(again), again.checked_by, again.uploaded_by) == ((4, 1, 0, 0), cast.official2, cast.official)
    deeds.carry_out(again, by=cast.official)
    assert Organisation.objects.filter(name="Chi cục A").count() == 1


def test_all_or_nothing_where_the_database_fails_in_the_middle(cast):
    intake, before, posts = check(cast), rows(), []

    def failing(execute, sql, *rest):
        if sql.startswith('INSERT INTO "clusters_appointment"'):
            posts.append(sql)
            if len(posts) == 2:
                raise OperationalError("no space left")
        return execute(sql, *rest)

    with pytest.raises(OperationalError), transaction.atomic(), connection.execute_wrapper(failing):
        deeds.carry_out(intake, by=cast.official)
    assert (rows(), len(posts)) == (before, 2)
    assert Intake.objects.get(pk=intake.pk).state == IntakeState.CHECKED


def test_an_account_opened_elsewhere_at_the_same_moment_is_a_conflict(cast):
    intake = check(cast)

    def beaten(execute, sql, *rest):
        """By the time the account is written somebody else has its address."""
        if sql.startswith('INSERT INTO "clusters_user"'):
            raise IntegrityError("UNIQUE constraint failed")
        return execute(sql, *rest)

    with pytest.raises(Conflict), transaction.atomic(), connection.execute_wrapper(beaten):
        deeds.carry_out(intake, by=cast.official)
    assert not Organisation.objects.filter(name="Chi cục A").exists()
    assert Intake.objects.get(pk=intake.pk).state == IntakeState.CHECKED


def test_a_province_is_corrected_through_the_register(cast):
    body = organisations.register(
        by=cast.official, parent=cast.ministry, name="Chi cục A", kind="office", valid_from=FIRST
    )
    intake = check(cast, [books.unit(province="Quảng Trị")], [])

    deeds.carry_out(intake, by=cast.official)

    body.refresh_from_db()
    assert (counts(intake), body.province, body.version) == ((0, 0, 1, 0), "Quảng Trị", 2)
    assert AuditEntry.objects.about(body).filter(event=Event.ORGANISATION_CHANGED).exists()


def test_another_file_that_says_the_same_is_not_carried_out(cast):
    intake, before = check(cast), rows()
    name, storage = intake.file.content.name, intake.file.content.storage
    other = books.content(UNITS, POSTS, tabs=("Units", "Posts"))
    storage.delete(name)
    storage.save(name, ContentFile(other))

    with pytest.raises(Conflict):
        deeds.carry_out(intake, by=cast.official)
    assert rows() == before


def test_the_deed_asks_the_rules_itself_whatever_was_judged(cast):
    intake = check(cast)
    content = queries.content_of(intake.file)
    judged, before = queries.judge(cast.ministry, cast.official, queries.reading_of(intake.file, content)), rows()

    with pytest.raises(Denied), transaction.atomic():
        deeds._do(judged, cast.neighbour_official)
    assert rows() == before


def test_discarded_it_stays_to_be_read(cast):
    intake, before = check(cast), rows()
    deeds.discard(intake, by=cast.official2)

    intake.refresh_from_db()
    assert (intake.state, intake.settled_by, len(intake.rows), rows()) == ("discarded", cast.official2, 5, before)
    with pytest.raises(Conflict):
        deeds.carry_out(intake, by=cast.official)


@pytest.mark.parametrize("who", ["officer", "leader", "head", "council", "auditor", "neighbour_official"])
def test_others_neither_upload_nor_see_nor_settle(cast, who):
    intake, by = check(cast), getattr(cast, who)
    before = rows()

    with pytest.raises(Denied):
        check(cast, by=by)
    for deed in (deeds.carry_out, deeds.check_again, deeds.discard):
        with pytest.raises(Denied):
            deed(intake, by=by)
    assert not Intake.objects.visible_to(by).exists()
    assert rows() == before


def test_an_administrator_of_the_authority_and_the_heir_of_it_see_and_carry_out(cast):
    intake, heir = check(cast), factories.authority("Bộ Kế thừa")
    heir.ancestry.create(ancestor=cast.ministry)
    administrator = factories.appointed(cast.ministry, Role.ADMINISTRATOR)

    for by in (administrator, factories.appointed(heir, Role.OFFICIAL), factories.user(is_superuser=True)):
        assert list(Intake.objects.visible_to(by)) == [intake]
    deeds.carry_out(intake, by=administrator)


def test_an_official_takes_in_a_tree_and_keeps_it_afterwards(cast):
    units = [books.unit(name="Tổ", parent="Phòng"), books.unit(name="Phòng", parent="Chi cục A"), books.unit()]

    deeds.carry_out(check(cast, units, [books.post(place="Tổ")]), by=cast.official)

    team = Organisation.objects.visible_to(cast.official).get(name="Tổ")
    assert (team.parent.name, team.parent.parent.name, team.parent.parent.parent) == (
        "Phòng",
        "Chi cục A",
        cast.ministry,
    )
    held = Appointment.objects.visible_to(cast.official).get(organisation=team)
    people.end(held, on=clock.today(), by=cast.official)
    assert not Organisation.objects.visible_to(cast.neighbour_official).filter(name="Tổ").exists()


def test_deeper_rows_of_an_administrator_mean_something_else_to_an_official(cast):
    admin = factories.user(is_superuser=True)
    units = [books.unit(name=str(level), parent=str(level - 1) if level > 1 else "") for level in range(1, 5)]
    intake = check(cast, units, [books.post(place="4")], by=admin)

    with pytest.raises(Conflict):
        deeds.carry_out(intake, by=cast.official)
    deeds.carry_out(intake, by=admin)
    assert Organisation.objects.get(name="4").parent.name == "3"


def test_the_database_keeps_settled_whole_and_carried_out_clean(cast):
    intake = check(cast)
    for fields in ({"state": "carried_out"}, {"settled_at": clock.now()}, {"settled_by": cast.official}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Intake.objects.filter(pk=intake.pk).update(**fields)
    settled = {"state": "carried_out", "settled_at": clock.now(), "settled_by": cast.official}
    with pytest.raises(IntegrityError), transaction.atomic():
        Intake.objects.filter(pk=intake.pk).update(**settled, refused=1)
