"""What the pages and policies of nominations read."""

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from awards.enums import NominationState
from awards.models import Award, Nomination, RegistrationLine
from clusters import writing
from clusters.enums import Event
from clusters.models import AuditEntry, Organisation, Participant, Placing, Season
from clusters.queries import ranking
from clusters.steps import Step, StepStatus
from clusters.tables import Cell, Column, Row, Table

STATES = list(NominationState)


def seasons_for(user) -> QuerySet[Season]:
    """Visible years with what the policies around nominations read."""
    return Season.objects.visible_to(user).select_related("cluster__authority")


def joined(found: QuerySet[Nomination]) -> QuerySet[Nomination]:
    """With everything that policies and pages read of a nomination."""
    return found.select_related(
        "award",
        "participant__organisation",
        "participant__season__cluster__authority",
        "placing__standing",
        "proposed_by",
        "appraised_by",
    )


def for_page(user) -> QuerySet[Nomination]:
    """Visible ones with what the page names; `is_registered` where the unit had registered for the award."""
    registered = RegistrationLine.objects.standing().filter(
        registration__participant=OuterRef("participant"), award=OuterRef("award"), added_in__isnull=False
    )
    opens = Exists(Organisation.objects.visible_to(user).filter(pk=OuterRef("participant__organisation")))
    found = joined(Nomination.objects.visible_to(user)).annotate(is_registered=Exists(registered), opens_unit=opens)
    return found.select_related("honour__award_decision__decision")


def proposers(nomination: Nomination) -> set[int]:
    """Everybody who ever proposed it, the first time or anew after a return."""
    lines = AuditEntry.objects.about(nomination).filter(event=Event.NOMINATION_PROPOSED)
    return {nomination.proposed_by_id, *lines.values_list("actor", flat=True)}


def placings(season: Season) -> QuerySet[Placing]:
    """The placings of the sealed ranking in force, best first: what a nomination can rest on."""
    considered = {"participant__not_considered_at__isnull": True}
    found = Placing.objects.filter(standing=ranking.in_force(season), **considered)
    return found.select_related("participant__organisation").order_by("rank", "participant__organisation__sort_key")


def placing_of(participant: Participant) -> Placing | None:
    """The unit's placing in the sealed ranking in force."""
    return Placing.objects.filter(standing=ranking.in_force(participant.season), participant=participant).first()


def placing_label(placing: Placing) -> str:
    """Rank, unit and points in one line."""
    return _("{rank}. {unit} – {points} points").format(
        rank=placing.rank, unit=placing.participant, points=writing.points(placing.points)
    )


def listed(season: Season, *, award: Award | None = None, state: str = "") -> QuerySet[Nomination]:
    """Those of the year: by award, then by rank."""
    found = Nomination.objects.in_season(season)
    found = found.filter(award=award) if award else found
    found = found.filter(state=state) if state else found
    return joined(found).order_by("award__position", "award", "placing__rank", "pk")


def table(found: QuerySet[Nomination]) -> Table:
    """One row for each nomination."""
    columns = [
        Column("unit", _("Unit"), "link", spot="name"),
        Column("award", _("Award"), spot="line"),
        Column("rank", _("Rank"), "number"),
        Column("points", _("Points"), "points", spot="figure"),
        Column("state", _("State"), "state", spot="mark"),
        Column("proposed", _("Proposed on"), "day"),
        Column("appraised", _("Appraised on"), "day"),
    ]
    rows = [_row(each) for each in found]
    empty = _("There is no nomination to show.")
    return Table("nominations", _("Nominations"), columns, rows, empty=empty)


def _row(each: Nomination) -> Row:
    url = reverse("nomination", args=[each.pk])
    placing = each.placing
    return Row(
        [
            Cell(str(each.participant), url=url, mark=each.mark, source=each.source),
            Cell(str(each.award), sort=each.award.position),
            placing.rank if placing else None,
            placing.points if placing else None,
            Cell(each.state, text=each.get_state_display(), sort=STATES.index(NominationState(each.state))),
            each.proposed_at,
            each.appraised_at,
        ],
        tone="muted" if each.state == NominationState.WITHDRAWN else "",
    )


def steps(nomination: Nomination) -> list[Step]:
    """Proposed, approved, decided; a return stands in the place of the approval, a withdrawal ends the way."""
    state = NominationState(nomination.state)
    proposed = Step(NominationState.PROPOSED.label, StepStatus.DONE, writing.day(nomination.proposed_at))
    if state == NominationState.WITHDRAWN:
        return [proposed, Step(state.label, StepStatus.CURRENT)]
    return [proposed, _appraisal(nomination, state), _decision(nomination, state)]


def _appraisal(nomination: Nomination, state: NominationState) -> Step:
    if state == NominationState.PROPOSED:
        return Step(_("Appraisal by the authority"), StepStatus.CURRENT)
    label = NominationState.RETURNED.label if state == NominationState.RETURNED else _("Approved")
    status = StepStatus.CURRENT if state == NominationState.RETURNED else StepStatus.DONE
    return Step(label, status, writing.day(nomination.appraised_at))


def _decision(nomination: Nomination, state: NominationState) -> Step:
    if state == NominationState.APPROVED:
        return Step(_("Decision"), StepStatus.CURRENT)
    if state == NominationState.DECIDED:
        return Step(state.label, StepStatus.DONE, writing.day(nomination.honour.award_decision.decision.on))
    return Step(_("Decision"), StepStatus.TODO)
