"""The meeting that adopts regulations: its days, its votes, the quorum and threshold they are held against."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from clusters import clock
from clusters.enums import RegulationState
from clusters.errors import Conflict, Invalid
from clusters.models import RegulationAdoption, RegulationVersion
from clusters.services import regulation_adoption as adoptions
from clusters.services.regulation_adoption import Votes
from tests import factories
from tests.at_once import at_once
from tests.reading import as_person, get

DAY = dt.timedelta(days=1)


@pytest.fixture
def out(cast):
    return factories.regulation_version(factories.regulation(cast.cluster), state=RegulationState.CONSULTING)


def adopt(version, by, votes=None, **said):
    said = {"adopted_on": clock.today(), "in_force_on": clock.today(), **said}
    return adoptions.adopt(version, votes=votes or Votes(present=3, in_favour=3), by=by, **said)


def refusal(version, by, votes=None, **said):
    with pytest.raises(Invalid) as invalid:
        adopt(version, by, votes, **said)
    assert not RegulationAdoption.objects.filter(version=version).exists()
    return set(invalid.value.problems)


@pytest.mark.parametrize(
    ("votes", "field"),
    [
        (Votes(present=1, in_favour=1), "present"),
        (Votes(present=4, in_favour=3), "present"),
        (Votes(present=2, in_writing=2, in_favour=3), "present"),
        (Votes(present=3, in_favour=1, against=2), "in_favour"),
        (Votes(present=2, in_favour=2, against=1), "in_favour"),
    ],
)
def test_votes_that_do_not_carry_the_text(cast, out, votes, field):
    assert refusal(out, cast.head, votes) == {field}


@pytest.mark.parametrize(
    "votes",
    [
        Votes(present=2, in_favour=2),
        Votes(present=3, in_favour=2, against=1),
        Votes(present=1, in_writing=1, in_favour=2),
    ],
)
def test_two_of_three_members_adopt_by_the_offered_terms(cast, out, votes):
    made = adopt(out, cast.head, votes)
    assert (made.members, made.taking_part, made.in_favour) == (3, votes.taking_part, 2)


def test_the_regulations_in_force_decide_how_the_next_are_adopted(cast, out):
    factories.terms(cast.cluster, quorum="1/1", written_votes="no", threshold="2/3", comparison="at_least")
    assert refusal(out, cast.head, Votes(present=2, in_favour=2)) == {"present"}
    assert refusal(out, cast.head, Votes(present=2, in_writing=1, in_favour=3)) == {"in_writing"}
    assert adopt(out, cast.head, Votes(present=3, in_favour=2)).in_favour == 2


def test_the_days_of_a_meeting(cast, out):
    today = clock.today()
    assert refusal(out, cast.head, adopted_on=today + DAY, in_force_on=today + DAY) == {"adopted_on"}
    assert refusal(out, cast.head, adopted_on=today - DAY) == {"adopted_on"}
    assert refusal(out, cast.head, in_force_on=today - DAY) == {"in_force_on"}
    assert adopt(out, cast.head, in_force_on=today + 30 * DAY).in_force_on == today + 30 * DAY


def test_a_newer_version_is_in_force_after_the_older(cast, out):
    today = clock.today()
    factories.terms(cast.cluster, since=today + 10 * DAY)
    assert refusal(out, cast.head, in_force_on=today + 10 * DAY) == {"in_force_on"}
    assert adopt(out, cast.head, in_force_on=today + 11 * DAY).in_force_on == today + 11 * DAY


def test_it_is_not_adopted_before_the_last_day_of_comments(cast):
    found = factories.regulation(cast.cluster)
    until = clock.today() + 5 * DAY
    version = factories.regulation_version(found, state=RegulationState.CONSULTING, comments_until=until)
    with pytest.raises(Conflict, match=f"{until:%d/%m/%Y}"):
        adopt(version, cast.head)
    with clock.set_to(clock.now() + 5 * DAY):
        assert adopt(version, cast.head).version == version


def test_the_minutes_are_kept_and_a_file_that_is_none_is_refused(cast, out):
    wrong = SimpleUploadedFile("bien-ban.pdf", b"khong phai pdf")
    assert refusal(out, cast.head, minutes=wrong) == {"file"}
    made = adopt(out, cast.head, minutes=SimpleUploadedFile("bien-ban.pdf", b"%PDF-1.4 bien ban"))
    assert (made.minutes.original_name, made.minutes.stored_by) == ("bien-ban.pdf", cast.head)


@pytest.mark.django_db(transaction=True)
def test_of_two_that_record_the_meeting_at_once_one_is_told(cast, out):
    outcomes = at_once(lambda by: adopt(RegulationVersion.objects.get(pk=out.pk), by), cast.head, cast.head)
    assert outcomes == ["Conflict", "done"]
    assert RegulationAdoption.objects.count() == 1


def held(cast, present=3, **fields):
    """A meeting that was held today, with so many members there."""
    made = factories.meeting(cast.season, state="closed", starts_at=clock.now() - dt.timedelta(minutes=5), **fields)
    made.attendances.update(present=False, recorded_at=clock.now(), recorded_by=cast.head)
    made.attendances.filter(pk__in=list(made.attendances.values_list("pk", flat=True)[:present])).update(present=True)
    return made


def test_the_adoption_names_the_meeting_and_agrees_with_its_attendance(cast, out):
    meeting = held(cast, present=2)
    made = adopt(out, cast.head, Votes(present=2, in_favour=2), meeting=meeting)
    assert (made.meeting, list(meeting.adoptions.all())) == (meeting, [made])


def test_other_numbers_than_the_attendance_or_another_day_are_refused(cast, out):
    meeting = held(cast, present=2)
    day_before = {"adopted_on": clock.today() - DAY, "meeting": meeting}
    RegulationVersion.objects.filter(pk=out.pk).update(consulted_at=clock.now() - 3 * DAY)
    assert refusal(out, cast.head, Votes(present=3, in_favour=3), meeting=meeting) == {"present"}
    assert refusal(out, cast.head, Votes(present=2, in_favour=2), **day_before) == {"adopted_on"}


def test_a_meeting_that_was_not_opened_or_is_anothers_adopts_nothing(cast, out):
    called = factories.meeting(cast.season, state="called", starts_at=clock.now())
    theirs = factories.meeting(cast.elsewhere, state="closed", starts_at=clock.now())
    for meeting in (called, theirs):
        assert refusal(out, cast.head, meeting=meeting) == {"meeting"}


def test_the_page_offers_the_meeting_that_was_held_with_its_day_and_numbers(cast, out, client):
    theirs = factories.meeting(cast.elsewhere, state="closed", starts_at=clock.now())
    meeting = held(cast, present=2)
    form = get(as_person(client, cast.head), "regulation-adopt", out.pk).context["form"]
    assert form.initial == {"meeting": meeting.pk, "adopted_on": clock.today(), "present": 2}
    assert list(form.fields["meeting"].queryset) == [meeting] != [theirs]
