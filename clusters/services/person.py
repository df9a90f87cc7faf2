"""People and their dated posts."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from clusters import audit
from clusters.enums import AUTHORITY_ROLES, UNIT_ROLES, Event, Role
from clusters.errors import Invalid
from clusters.models import Appointment, Organisation, User
from clusters.policies import organisation as policy
from clusters.services import notice


@transaction.atomic
def register(*, by: User, at: Organisation, username: str, name: str, email: str, password: str = "") -> User:
    """Open an account on behalf of the body `at`. Without a password its person waits for the letter of `open_post`."""
    at = _locked(at)
    policy.may_keep(by, at).require()
    _refuse_taken(username, email)
    return enter(by, at, username=username, name=name, email=email, password=password)


def enter(by: User, at: Organisation, *, username: str, name: str, email: str, password: str = "") -> User:
    """The row of an account and its line, for deeds that have asked the policy and know that both names are free."""
    person = User(username=username, name=name, email=email.lower())
    if password:
        person.set_password(password)
    else:
        person.set_unusable_password()
    person.save()
    audit.record(Event.PERSON_REGISTERED, person, by=by, organisation_id=at.pk)
    return person


@transaction.atomic
def open_post(
    organisation: Organisation,
    *,
    username: str,
    name: str,
    email: str,
    role: Role,
    from_on: dt.date,
    by: User,
    to_on: dt.date | None = None,
    title: str = "",
) -> Appointment:
    """A new account with its first post. One letter tells the person and leads to where a password is chosen."""
    organisation = _locked(organisation)
    policy.may_appoint(by, organisation).require()
    person = register(by=by, at=organisation, username=username, name=name, email=email)
    post = give(person, organisation, Role(role), from_on, to_on, title, by)
    told = {"what": what(post), "username": person.username}
    notice.tell(Event.PERSON_REGISTERED, organisation, to=[person], **told)
    return post


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
    """Give a post from a day on. Roles of an authority need an authority, those of a unit a unit."""
    organisation = _locked(organisation)
    policy.may_appoint(by, organisation).require()
    post = give(person, organisation, Role(role), from_on, to_on, title, by)
    notice.tell(Event.PERSON_APPOINTED, organisation, to=[person], what=what(post))
    return post


@transaction.atomic
def end(appointment: Appointment, *, on: dt.date, by: User) -> Appointment:
    """The post is held until that day, the day itself included."""
    related = ("organisation__parent", "user")
    found = Appointment.objects.select_for_update(of=("self", "organisation")).select_related(*related)
    post = found.get(pk=appointment.pk)
    policy.may_end(by, post).require()
    if on < post.from_on:
        raise Invalid({"on": _("The post began on {day:%d/%m/%Y}; choose a later day.").format(day=post.from_on)})
    before = {"to": post.to_on.isoformat() if post.to_on else None}
    post.to_on = on
    post.save(update_fields=["to_on"])
    after = {"person": post.user_id, "role": post.role, "to": on.isoformat()}
    audit.record(Event.APPOINTMENT_ENDED, post.organisation, by=by, before=before, after=after)
    return post


def _locked(organisation: Organisation) -> Organisation:
    """Its trail takes the lines of its people, and one account is opened at a time."""
    found = Organisation.objects.select_for_update(of=("self",)).select_related("parent")
    return found.get(pk=organisation.pk)


def give(
    person: User,
    organisation: Organisation,
    role: Role,
    from_on: dt.date,
    to_on: dt.date | None,
    title: str,
    by: User,
) -> Appointment:
    """The row of a post and its line on the trail, for deeds that have asked the policy and tell the person."""
    _refuse_role(organisation, role)
    _refuse_days(person, organisation, role, from_on, to_on)
    post = Appointment.objects.create(
        user=person, organisation=organisation, role=role, from_on=from_on, to_on=to_on, title=title
    )
    after = {"person": person.pk, "role": str(role), "from": from_on.isoformat()}
    audit.record(Event.PERSON_APPOINTED, organisation, by=by, after=after)
    return post


def what(post: Appointment) -> str:
    """A post in words, for a notice."""
    return f"{post.title or Role(post.role).label} – {post.organisation.name}"


def _refuse_taken(username: str, email: str) -> None:
    """Names and addresses are told apart whatever their case, for people type them as they like."""
    taken = User.objects.filter(Q(username__iexact=username) | Q(email__iexact=email)).values_list("username", "email")
    problems = {}
    for name, address in taken:
        if name.lower() == username.lower():
            problems["username"] = _("This user name is taken; add a number or the unit's short name.")
        if address.lower() == email.lower():
            problems["email"] = _("There is already an account with this mail address: give it a further post instead.")
    if problems:
        raise Invalid(problems)


def _refuse_role(organisation: Organisation, role: Role) -> None:
    if role in AUTHORITY_ROLES and not organisation.is_authority:
        raise Invalid({"role": _("This role exists only at an authority that runs clusters.")})
    if role in UNIT_ROLES and not organisation.is_unit:
        raise Invalid({"role": _("This role exists only at a unit that takes part in clusters.")})


def _refuse_days(person: User, organisation: Organisation, role: Role, from_on: dt.date, to_on: dt.date | None) -> None:
    if to_on and to_on < from_on:
        raise Invalid({"to_on": _("The last day lies before the first.")})
    if from_on < organisation.valid_from:
        problem = _("{unit} exists since {day:%d/%m/%Y}; choose that day or a later one.")
        raise Invalid({"from_on": problem.format(unit=organisation, day=organisation.valid_from)})
    if organisation.valid_to and (to_on is None or to_on > organisation.valid_to):
        problem = _("{unit} exists until {day:%d/%m/%Y}; no post there lasts longer.")
        raise Invalid({"to_on": problem.format(unit=organisation, day=organisation.valid_to)})
    held = Appointment.objects.filter(user=person, organisation=organisation, role=role)
    held = held.filter(Q(to_on__isnull=True) | Q(to_on__gte=from_on))
    if (held.filter(from_on__lte=to_on) if to_on else held).exists():
        raise Invalid({"from_on": _("{person} already holds this post at that time.").format(person=person)})
