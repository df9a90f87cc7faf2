"""Posts that pass from a body to its successor."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit, writing
from clusters.enums import Event, Role
from clusters.errors import Invalid
from clusters.models import Appointment, Organisation, Succession, User
from clusters.policies import organisation as policy
from clusters.services import notice
from clusters.services import person as people


@transaction.atomic
def transfer(posts: Iterable[Appointment], successor: Organisation, *, on: dt.date, by: User) -> list[Appointment]:
    """Each post ends at the predecessor on the day before and goes on here from that day; all of them, or none.

    Role, position and a last day that was set go along. The person is told.
    """
    successor = Organisation.objects.select_for_update(of=("self",)).select_related("parent").get(pk=successor.pk)
    policy.may_appoint(by, successor).require()
    return [_transfer(post, successor, on, by) for post in sorted(posts, key=lambda post: post.pk)]


def _transfer(post: Appointment, successor: Organisation, on: dt.date, by: User) -> Appointment:
    locked = Appointment.objects.select_for_update(of=("self",)).select_related("user", "organisation__parent")
    post = locked.get(pk=post.pk)
    _refuse(post, successor, on)
    until, before = post.to_on, post.organisation
    people.end(post, on=on - dt.timedelta(days=1), by=by)
    given = people.give(post.user, successor, Role(post.role), on, until, post.title, by)
    after = {"person": post.user_id, "role": post.role, "to": successor.name, "on": on.isoformat()}
    audit.record(Event.POST_TRANSFERRED, before, by=by, after=after)
    path = reverse("organisation", args=[successor.pk])
    told = {"before": before.name, "what": people.what(given), "on": writing.day(on)}
    notice.tell(Event.POST_TRANSFERRED, successor, to=[post.user], path=path, **told)
    return given


def _refuse(post: Appointment, successor: Organisation, on: dt.date) -> None:
    """Who ended the post in the meantime has decided otherwise."""
    kin = Succession.objects.filter(organisation=successor, ancestor=post.organisation_id)
    if post.organisation_id == successor.pk or not kin.exists():
        raise Invalid({"posts": _("{unit} is no predecessor.").format(unit=post.organisation)})
    if post.to_on and post.to_on < on:
        problem = _("{person} holds the post until {day:%d/%m/%Y} only.")
        raise Invalid({"posts": problem.format(person=post.user, day=post.to_on)})
