"""Who drafts a coordination programme, who answers, who agrees, ends and reports it, and when."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from clusters import clock
from clusters.enums import PROGRAMME_AT_WORK, PROGRAMME_MOVES, Phase, ProgrammeState
from clusters.models import Cluster, CoordinationProgramme, Membership, Organisation, ProgrammePartner, Season, User
from clusters.queries import post
from clusters.rulings import ALLOWED, Ruling, denied, first_refusal, not_now


def may_draft_programme(user: User, cluster: Cluster, lead: Organisation) -> Ruling:
    """The people of a member of today, for their own unit."""
    return first_refusal(lambda: _works_for(user, lead), lambda: _is_member(cluster, lead))


def may_change_programme(user: User, programme: CoordinationProgramme) -> Ruling:
    """The lead unit, until it is agreed."""
    return first_refusal(lambda: _leads(user, programme), lambda: _drafting(programme))


def may_answer_programme(user: User, partner: ProgrammePartner) -> Ruling:
    """The partner's people, as often as they change their mind, until it is agreed."""
    return first_refusal(lambda: _works_for(user, partner.organisation), lambda: _drafting(partner.programme))


def may_agree_programme(user: User, programme: CoordinationProgramme) -> Ruling:
    """The lead unit, once all that were asked have answered and one of them takes part."""
    return first_refusal(
        lambda: _leads(user, programme), lambda: _drafting(programme), lambda: _answered(programme.partners.all())
    )


def may_end_programme(user: User, programme: CoordinationProgramme) -> Ruling:
    """The lead unit, while it is at work."""
    return first_refusal(lambda: _leads(user, programme), lambda: _may_become(programme, ProgrammeState.ENDED))


def may_cancel_programme(user: User, programme: CoordinationProgramme) -> Ruling:
    """The lead unit, until it has ended."""
    return first_refusal(lambda: _leads(user, programme), lambda: _may_become(programme, ProgrammeState.CANCELLED))


def may_enter_result(user: User, programme: CoordinationProgramme, season: Season) -> Ruling:
    """The lead unit, once it was agreed, while the year in which the programme ran is open."""
    return first_refusal(
        lambda: _leads(user, programme), lambda: _at_work(programme), lambda: _is_open_year_of(programme, season)
    )


def may_all(user: User, programme: CoordinationProgramme, partners: Iterable[ProgrammePartner]) -> dict[str, Ruling]:
    """The deeds of the lead unit for the page, asking only once whether the person works for it."""
    lead = _leads(user, programme)
    when = {
        "may_change": lambda: _drafting(programme),
        "may_agree": lambda: first_refusal(lambda: _drafting(programme), lambda: _answered(partners)),
        "may_end": lambda: _may_become(programme, ProgrammeState.ENDED),
        "may_cancel": lambda: _may_become(programme, ProgrammeState.CANCELLED),
        "may_report": lambda: _at_work(programme),
    }
    return {name: first_refusal(lambda: lead, rule) for name, rule in when.items()}


def _leads(user: User, programme: CoordinationProgramme) -> Ruling:
    if post.works_for(user, programme.lead):
        return ALLOWED
    return denied(_("Only the people of {unit}, which leads the programme, do this.").format(unit=programme.lead))


def _works_for(user: User, unit: Organisation) -> Ruling:
    if post.works_for(user, unit):
        return ALLOWED
    return denied(_("Only the people of {unit} do this for it.").format(unit=unit))


def _is_member(cluster: Cluster, unit: Organisation) -> Ruling:
    if Membership.objects.current().filter(cluster=cluster, organisation=unit).exists():
        return ALLOWED
    return not_now(_("{unit} is not a member of the cluster today.").format(unit=unit))


def _drafting(programme: CoordinationProgramme) -> Ruling:
    if programme.state == ProgrammeState.DRAFT:
        return ALLOWED
    return not_now(_("The programme is no longer being drafted: {state}.").format(state=programme.get_state_display()))


def _answered(partners: Iterable[ProgrammePartner]) -> Ruling:
    answers = [each.confirms for each in partners]
    if None in answers:
        return not_now(_("Not every unit that was asked has answered yet."))
    if True not in answers:
        return not_now(_("No member takes part yet; ask another one."))
    return ALLOWED


def _may_become(programme: CoordinationProgramme, goal: ProgrammeState) -> Ruling:
    if goal in PROGRAMME_MOVES[ProgrammeState(programme.state)]:
        return ALLOWED
    return not_now(_("Not in this state: {state}.").format(state=programme.get_state_display()))


def _at_work(programme: CoordinationProgramme) -> Ruling:
    if programme.state in PROGRAMME_AT_WORK:
        return ALLOWED
    return not_now(_("Results are entered for a programme that was agreed."))


def _is_open_year_of(programme: CoordinationProgramme, season: Season) -> Ruling:
    if season.phase == Phase.CLOSED:
        return not_now(_("The year is closed; its result stays as it is."))
    if season.starts_on > clock.today():
        return not_now(_("The year has not begun yet."))
    begun = programme.starts_on <= season.ends_on
    not_over = programme.ends_on is None or programme.ends_on >= season.starts_on
    if season.cluster_id == programme.cluster_id and begun and not_over:
        return ALLOWED
    return not_now(_("The programme did not run in this year."))
