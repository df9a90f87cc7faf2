"""Who keeps the account of a cluster's contributions, who closes and reopens it, and when."""

from django.utils.translation import gettext as _

from clusters.enums import HeadshipRole, Phase
from clusters.models import Contribution, ContributionClosing, Expense, Season, User
from clusters.queries.post import Chair
from clusters.rulings import ALLOWED, Ruling, denied, first_refusal, not_now


def may_plan_contributions(user: User, season: Season) -> Ruling:
    """The people of the head or the deputy, while year and account are open."""
    return may_all(user, season, has_plan=True)["may_keep"]


def may_keep_account(user: User, season: Season) -> Ruling:
    """The same, once there is a plan: payments and expenses."""
    return may_all(user, season)["may_record"]


def may_take_back(user: User, season: Season, entry: Contribution | Expense) -> Ruling:
    """A line that is right in itself and was not taken back yet."""
    return first_refusal(lambda: may_keep_account(user, season), lambda: _stands(entry))


def may_close_account(user: User, season: Season) -> Ruling:
    """The people of the head, once there is something to show; the year may be closed already."""
    return may_all(user, season)["may_close"]


def may_reopen_account(user: User, closing: ContributionClosing) -> Ruling:
    """The authority's official, of the account that is closed now."""
    return first_refusal(lambda: _official(Chair(closing.season, user)), lambda: _closed(closing))


def may_all(
    user: User, season: Season, *, has_plan: bool | None = None, closing: ContributionClosing | None = None
) -> dict[str, Ruling]:
    """Every deed at once for the page, which knows the plan and the standing closing already."""
    chair = Chair(season, user)
    closing = closing or season.contribution_closings.standing().first()
    keeps = _keeps(chair)
    open_ = first_refusal(lambda: _account_is_open(closing), lambda: _year_is_open(season))
    may_keep = first_refusal(lambda: keeps, lambda: open_)
    planned = _planned(season, has_plan)
    may_close = first_refusal(lambda: _heads(chair), lambda: planned, lambda: _account_is_open(closing))
    return {
        "may_keep": may_keep,
        "may_record": first_refusal(lambda: may_keep, lambda: planned),
        "may_close": may_close,
        "may_reopen": first_refusal(lambda: _official(chair), lambda: _closed(closing)),
    }


def _keeps(chair: Chair) -> Ruling:
    if any(each.held for each in chair.by_role.values()):
        return ALLOWED
    return denied(_("The account is kept by the head of the cluster or its deputy."))


def _heads(chair: Chair) -> Ruling:
    head = chair.by_role.get(HeadshipRole.HEAD)
    return ALLOWED if head and head.held else denied(_("The account is closed by the head of the cluster."))


def _official(chair: Chair) -> Ruling:
    if chair.is_official:
        return ALLOWED
    return denied(
        _("A closed account is reopened by an official of {authority}.").format(
            authority=chair.season.cluster.authority
        )
    )


def _account_is_open(closing: ContributionClosing | None) -> Ruling:
    if closing is None:
        return ALLOWED
    return not_now(_("The account is closed; an official of the authority can reopen it with a reason."))


def _closed(closing: ContributionClosing | None) -> Ruling:
    if closing is not None and not hasattr(closing, "reopening"):
        return ALLOWED
    return not_now(_("The account is not closed."))


def _year_is_open(season: Season) -> Ruling:
    if season.phase == Phase.CLOSED:
        return not_now(_("The year is closed; nothing in it changes any more."))
    return ALLOWED


def _planned(season: Season, has_plan: bool | None) -> Ruling:
    there = hasattr(season, "contribution_plan") if has_plan is None else has_plan
    return ALLOWED if there else not_now(_("Set the plan of contributions first."))


def _stands(entry: Contribution | Expense) -> Ruling:
    if entry.corrects_id is None and not hasattr(entry, "corrected_by"):
        return ALLOWED
    return not_now(_("This line was taken back already, or takes another one back."))
