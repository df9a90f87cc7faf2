"""Who keeps organisations, people and posts."""

from django.utils.translation import gettext as _

from clusters import clock
from clusters.enums import KEEPING_ROLES
from clusters.models import Appointment, Organisation, User
from clusters.models.reach import line
from clusters.queries import post
from clusters.rulings import ALLOWED, Ruling, denied, not_now


def may_administer(user: User, superior: Organisation | None) -> Ruling:
    """Register bodies, open accounts, appoint beneath a body: the system's administrators everywhere, an authority's
    own for it and for what hangs beneath it, down to where another authority begins."""
    if post.administers(user, superior):
        return ALLOWED
    return denied(_("Only an administrator or an official of the authority keeps organisations, people and posts."))


def may_administer_any(user: User) -> Ruling:
    """Whether there is anywhere that the person may register bodies."""
    keeps = Appointment.objects.current().of(user).filter(role__in=KEEPING_ROLES, organisation__is_authority=True)
    if user.is_superuser or keeps.exists():
        return ALLOWED
    return denied(_("Only an administrator or an official of an authority registers organisations."))


def may_keep(user: User, organisation: Organisation) -> Ruling:
    """Correct what is written of a body, end posts there: those of the authority above it, and an authority's own."""
    if organisation.is_authority and post.administers(user, organisation):
        return ALLOWED
    return may_administer(user, organisation.parent)


def may_appoint(user: User, organisation: Organisation) -> Ruling:
    """Give posts at a body, with a new account or an existing one, as long as it exists."""
    return may_keep(user, organisation) and _exists(organisation)


def may_register_beneath(user: User, superior: Organisation, may_keep: Ruling) -> Ruling:
    """Whether its page offers to register a body beneath it; `may_keep` is what was said of that body itself."""
    if may_keep and not user.is_superuser and not any(each.is_authority for each in line(superior)):
        return denied(_("Bodies are kept down to three levels beneath an authority."))
    return may_keep and _exists(superior)


def may_succeed(user: User, successor: Organisation) -> Ruling:
    """Record that a body takes over from others: for its superior, and as long as it exists itself."""
    return may_administer(user, successor.parent) and _exists(successor)


def may_end_body(user: User, organisation: Organisation) -> Ruling:
    """Record that a body is split or dissolved: its superior's people, while it has no end."""
    ruling = may_administer(user, organisation.parent)
    if ruling and organisation.valid_to:
        told = _("{unit} existed until {day:%d/%m/%Y}.")
        return not_now(told.format(unit=organisation, day=organisation.valid_to))
    return ruling


def may_end(user: User, appointment: Appointment) -> Ruling:
    """End a post that is held today or will be."""
    ruling = may_keep(user, appointment.organisation)
    if ruling and appointment.to_on and appointment.to_on < clock.today():
        return not_now(_("This post ended on {day:%d/%m/%Y}.").format(day=appointment.to_on))
    return ruling


def _exists(organisation: Organisation) -> Ruling:
    if organisation.valid_to and organisation.valid_to < clock.today():
        return not_now(_("{unit} existed until {day:%d/%m/%Y}.").format(unit=organisation, day=organisation.valid_to))
    return ALLOWED
