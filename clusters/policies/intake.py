"""Who takes units and posts in from a workbook: whoever may register and appoint them one by one."""

from django.utils.translation import gettext as _

from clusters.enums import IntakeState
from clusters.models import Intake, Organisation, User
from clusters.policies import organisation as organisations
from clusters.rulings import ALLOWED, Ruling, first_refusal, not_now

may_take_in_any = organisations.may_administer_any


def may_take_in(user: User, authority: Organisation) -> Ruling:
    """Upload a workbook for the authority, and see what was uploaded."""
    return organisations.may_administer(user, authority)


def may_settle(user: User, intake: Intake) -> Ruling:
    """Check it again or discard it: who keeps the authority, until it is carried out or discarded."""
    return first_refusal(lambda: may_take_in(user, intake.authority), lambda: _open(intake))


def may_carry_out(user: User, intake: Intake) -> Ruling:
    """As a whole: no row refused, and something left to do."""
    return first_refusal(lambda: may_settle(user, intake), lambda: _clean(intake), lambda: _something(intake))


def _open(intake: Intake) -> Ruling:
    if intake.state == IntakeState.CHECKED:
        return ALLOWED
    told = _("This workbook is settled already: {state}.")
    return not_now(told.format(state=intake.get_state_display()))


def _clean(intake: Intake) -> Ruling:
    if not intake.refused:
        return ALLOWED
    told = _("{count} rows are refused. Mend them and upload the workbook again: it is taken whole or not at all.")
    return not_now(told.format(count=intake.refused))


def _something(intake: Intake) -> Ruling:
    if intake.new or intake.changed:
        return ALLOWED
    return not_now(_("Everything in this workbook is there already: nothing is left to do."))
