"""Letters that were given up go out once more: to whom, by whom, and not twice."""

import pytest
from django.core import mail

from clusters.enums import Event, NoticeState
from clusters.errors import Conflict, Denied
from clusters.models import AuditEntry, Notice
from clusters.services import letter as deeds
from clusters.services import notice as notices
from tests import factories
from tests.at_once import at_once
from tests.clusters.test_notice_service import tried_to_the_end
from tests.rooms.letter import undelivered


@pytest.fixture
def administrator(cast):
    return factories.user(is_superuser=True)


def _stand(*letters):
    return [(each.state, each.attempts) for each in Notice.objects.filter(pk__in=[x.pk for x in letters])]


def test_a_letter_sent_again_goes_to_the_address_the_person_has_now(cast, administrator):
    letter = undelivered(cast.officer, cast.season)
    cast.officer.email = "moi@example.vn"
    cast.officer.save()
    assert notices.send_waiting() == 0

    deeds.send_again(letter, by=administrator)

    assert _stand(letter) == [(NoticeState.QUEUED, 0)]
    assert notices.send_waiting() == 1
    assert [sent.to for sent in mail.outbox] == [["moi@example.vn"]]
    assert not Notice.objects.undelivered().exists()


def test_it_is_tried_five_times_again(cast, administrator, settings):
    letter = undelivered(cast.officer, cast.season)
    deeds.send_again(letter, by=administrator)
    settings.EMAIL_BACKEND = "tests.clusters.test_notice_service.Broken"

    assert tried_to_the_end() == 0

    assert _stand(letter) == [(NoticeState.FAILED, 5)]
    assert Notice.objects.undelivered().get().error == "mailbox full"


def test_the_trail_says_who_sent_it_again_and_no_address(cast, administrator):
    letter = undelivered(cast.officer, cast.season)
    deeds.send_again(letter, by=administrator)

    line = AuditEntry.objects.about(letter).get()
    assert (line.event, line.actor) == (Event.LETTER_QUEUED_AGAIN, administrator)
    assert (line.before, line.after) == ({"state": "failed"}, {"state": "queued"})


def test_nobody_else_sends_again(cast):
    letter = undelivered(cast.officer, cast.season)
    for by in (cast.officer, cast.official):
        with pytest.raises(Denied):
            deeds.send_again(letter, by=by)
        with pytest.raises(Denied):
            deeds.send_all_again(Notice.objects.undelivered(), by=by)
    assert _stand(letter) == [(NoticeState.FAILED, 5)]


@pytest.mark.parametrize(
    "standing",
    [{"attempts": 4}, {"state": "queued", "attempts": 0}, {"channel": "site"}],
    ids=["still tried", "waits", "no letter"],
)
def test_only_what_was_given_up_is_sent_again(cast, administrator, standing):
    letter = undelivered(cast.officer, cast.season)
    Notice.objects.filter(pk=letter.pk).update(**standing)

    with pytest.raises(Conflict):
        deeds.send_again(letter, by=administrator)
    assert deeds.send_all_again(Notice.objects.filter(pk=letter.pk), by=administrator) == 0
    assert not AuditEntry.objects.about(letter).exists()


def test_nothing_goes_to_a_closed_account(cast, administrator):
    letter = undelivered(factories.user(is_active=False), cast.season)

    with pytest.raises(Conflict, match=str(letter.person)):
        deeds.send_again(letter, by=administrator)
    assert deeds.send_all_again(Notice.objects.undelivered(), by=administrator) == 0


def test_all_of_those_asked_for_and_no_others(cast, administrator):
    one, other, third = (undelivered(person, cast.season) for person in (cast.officer, cast.leader, cast.head))
    asked = Notice.objects.undelivered().exclude(pk=other.pk).order_by("pk")

    assert [deeds.send_all_again(asked, by=administrator, most=1) for _ in range(3)] == [1, 1, 0]

    assert _stand(one, third) == [(NoticeState.QUEUED, 0)] * 2
    assert _stand(other) == [(NoticeState.FAILED, 5)]
    assert AuditEntry.objects.filter(event=Event.LETTER_QUEUED_AGAIN).count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_who_send_it_again_at_once_one_is_told():
    person, administrators = factories.user(), [factories.user(is_superuser=True) for _ in range(2)]
    letter = undelivered(person, person)

    outcomes = at_once(lambda by: deeds.send_again(letter, by=by), *administrators)

    assert outcomes == ["Conflict", "done"]
    assert AuditEntry.objects.about(letter).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_send_all_again_at_once_each_letter_goes_once():
    person, administrators = factories.user(), [factories.user(is_superuser=True) for _ in range(2)]
    letters = [undelivered(person, person) for _ in range(3)]

    assert at_once(lambda by: deeds.send_all_again(Notice.objects.undelivered(), by=by), *administrators)

    assert [AuditEntry.objects.about(each).count() for each in letters] == [1, 1, 1]
