"""People and their dated posts."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from clusters import audit
from clusters.enums import AUTHORITY_ROLES, Event, Role
from clusters.errors import Invalid
from clusters.models import Appointment, Organisation, User
from clusters.policies import organisation as policy
from clusters.services import notice


@transaction.atomic
def register(*, by: User, at: Organisation | None, username: str, name: str, email: str, password: str = "") -> User:
    """Open an account, on behalf of the body `at`; without a password the person sets one by mail."""
    policy.may_administer(by, at.parent or at if at else None).require()
    person = User(username=username, name=name, email=email.lower())
    if password:
        person.set_password(password)
    else:
        person.set_unusable_password()
    person.save()
    audit.record(Event.PERSON_REGISTERED, person, by=by, organisation_id=at.pk if at else None)
    return person


@transaction.atomic
def appoint(
    person: User,
    organisation: Organisation,
    role: Role,
    *,
    from_on: dt.date,
    by: User,
    to_on: dt.date | None = None,
    title: str = "",
) -> Appointment:
    """Give a post from a day on. Roles of an authority need an authority."""
    policy.may_administer(by, organisation if organisation.is_authority else organisation.parent).require()
    if role in AUTHORITY_ROLES and not organisation.is_authority:
        raise Invalid({"role": _("This role exists only at an authority that runs clusters.")})
    post = Appointment.objects.create(
        user=person, organisation=organisation, role=role, from_on=from_on, to_on=to_on, title=title
    )
    after = {"person": person.pk, "role": str(role), "from": from_on.isoformat()}
    audit.record(Event.PERSON_APPOINTED, organisation, by=by, after=after)
    notice.tell(Event.PERSON_APPOINTED, organisation, to=[person], what=f"{role.label} – {organisation.name}")
    return post


@transaction.atomic
def end(appointment: Appointment, *, on: dt.date, by: User) -> Appointment:
    """The post is held until that day, the day itself included."""
    post = Appointment.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=appointment.pk)
    place = post.organisation
    policy.may_administer(by, place if place.is_authority else place.parent).require()
    if on < post.from_on:
        raise Invalid({"on": _("The post began on {day:%d/%m/%Y}; choose a later day.").format(day=post.from_on)})
    post.to_on = on
    post.save(update_fields=["to_on"])
    audit.record(
        Event.APPOINTMENT_ENDED, place, by=by, after={"person": post.user_id, "role": post.role, "to": on.isoformat()}
    )
    return post
