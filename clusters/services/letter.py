"""Letters that were given up go out once more."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet

from clusters import audit
from clusters.enums import Event, NoticeState
from clusters.models import Notice, User
from clusters.policies import letter as policy
from clusters.services import notice

# One deed holds its letters' locks and writes a line for each: what is left takes another press.
MOST = 1000


@transaction.atomic
def send_again(letter: Notice, *, by: User) -> Notice:
    """Into the queue with all its attempts before it; the worker sends it to the address the person has by then."""
    letter = Notice.objects.select_for_update(of=("self",)).select_related("person").get(pk=letter.pk)
    policy.may_send_again(by, letter).require()
    _queue([letter], by)
    letter.refresh_from_db(fields=["state", "attempts", "error"])
    return letter


@transaction.atomic
def send_all_again(letters: QuerySet[Notice], *, by: User, most: int = MOST) -> int:
    """The first of `letters`, as `send_again`; how many. What a colleague sent again meanwhile and what goes to closed
    accounts is passed over."""
    policy.may_keep_letters(by).require()
    asked = list(letters.filter(person__is_active=True).values_list("pk", flat=True)[:most])
    # The state is asked again under the lock, in one order for everybody.
    found = Notice.objects.undelivered().select_for_update().filter(pk__in=asked).order_by("pk")
    return _queue(list(found), by)


def _queue(letters: Sequence[Notice], by: User) -> int:
    """The letters, which are locked, with a line for each; wakes the worker."""
    queued = [letter.pk for letter in letters]
    for letter in letters:
        before, after = {"state": letter.state}, {"state": NoticeState.QUEUED}
        audit.record(Event.LETTER_QUEUED_AGAIN, letter, by=by, before=before, after=after)
    Notice.objects.filter(pk__in=queued).update(state=NoticeState.QUEUED, attempts=0, error="")
    if queued:
        notice.ring()
    return len(queued)
