"""Who seals a ranking, and when."""

from django.utils.translation import gettext as _

from clusters.enums import HeadshipRole, Phase
from clusters.models import Season, Standing, User
from clusters.queries import post
from clusters.queries.post import Chair
from clusters.queries.ranking import Live
from clusters.rulings import ALLOWED, Ruling, denied, first_refusal, not_now

SEALING = (Phase.VERIFYING, Phase.MEETING)


def may_seal_ranking(user: User, live: Live, chair: Chair | None = None) -> Ruling:
    """The head, or without a head today the official; once, when every report that came in is verified.

    A page that asks about one person more than once gives the `chair`.
    """
    return first_refusal(
        lambda: _at_the_head(chair or Chair(live.season, user)),
        lambda: _not_sealed(live),
        lambda: _time_to_seal(live.season),
        lambda: _all_verified(live),
    )


def may_replace_standing(user: User, standing: Standing, in_force: Standing | None) -> Ruling:
    """Only an official of the authority replaces the sealed ranking that is in force, before it is submitted."""
    return first_refusal(
        lambda: _official(user, standing.season),
        lambda: _is_in_force(standing, in_force),
        lambda: _time_to_seal(standing.season),
    )


def may_seal_again(user: User, standing: Standing, live: Live) -> Ruling:
    """As replacing, when every report that came in is verified."""
    return may_replace_standing(user, standing, live.standing) and _all_verified(live)


def _at_the_head(chair: Chair) -> Ruling:
    head = chair.by_role.get(HeadshipRole.HEAD)
    if head is None:
        return _of_the_authority(chair.season, chair.is_official)
    if head.held:
        return ALLOWED
    return denied(_("The ranking is sealed by the head of the cluster, {head}.").format(head=head.participant))


def _official(user: User, season: Season) -> Ruling:
    return _of_the_authority(season, post.is_official_of(user, season.cluster.authority))


def _of_the_authority(season: Season, is_official: bool) -> Ruling:
    if is_official:
        return ALLOWED
    return denied(_("This falls to an official of {authority}.").format(authority=season.cluster.authority))


def _not_sealed(live: Live) -> Ruling:
    if live.standing is None:
        return ALLOWED
    return not_now(_("The ranking is sealed already. An official of the authority can have it sealed again."))


def _is_in_force(standing: Standing, in_force: Standing | None) -> Ruling:
    if standing == in_force:
        return ALLOWED
    return not_now(_("This sealed ranking has been replaced; the one in force can be sealed again."))


def _time_to_seal(season: Season) -> Ruling:
    if season.phase in SEALING:
        return ALLOWED
    return not_now(
        _("The ranking is sealed while verifying or at the meeting; the year is now in “{phase}”.").format(
            phase=season.get_phase_display()
        )
    )


def _all_verified(live: Live) -> Ruling:
    waiting = [*(line.participant for line in live.submitted), *(report.participant for report in live.late)]
    if waiting:
        units = ", ".join(str(participant) for participant in waiting)
        return not_now(_("Accept or return these reports first: {units}.").format(units=units))
    if live.unverified:
        units = ", ".join(str(line.participant) for line in live.unverified)
        return not_now(_("Lines still wait for the cluster's points: {units}.").format(units=units))
    if not live.criteria:
        return not_now(_("The year has no scoring table, so there is nothing to rank by."))
    if not live.lines:
        return not_now(_("No unit has sent a report, so there is nothing to rank."))
    return ALLOWED
