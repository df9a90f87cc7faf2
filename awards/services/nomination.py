"""A nomination from the proposal to the approval; deciding is the deed of the award decision."""

from collections.abc import Callable, Iterable

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from awards.enums import AwardSubject, NominationState
from awards.models import Award, Nomination, Quota
from awards.policies import nomination as policy
from awards.queries import nomination as nominations
from awards.queries import quota as quotas
from clusters import audit, clock, manifest
from clusters.enums import Event
from clusters.errors import Conflict, Invalid, Stale
from clusters.models import Participant, Placing, Season, User
from clusters.queries import post, ranking
from clusters.rulings import Ruling
from clusters.services import lock, notice


@transaction.atomic
def propose(
    season: Season, award: Award, placing: Placing, *, achievement: str, by: User, **provenance: str
) -> Nomination:
    """Propose the unit of a placing for an award, within the places granted; once for each unit and award."""
    season = lock.season(season)
    policy.may_propose_nomination(by, season).require()
    _refuse_placing(season, award, placing)
    _refuse_award(season, award)
    nomination = Nomination.objects.create(
        award=award,
        participant=placing.participant,
        placing=placing,
        achievement=_filled("achievement", achievement),
        proposed_at=clock.now(),
        proposed_by=by,
        **provenance,
    )
    after = {"award": award.name, "place": placing.rank, "points": manifest.text(placing.points)}
    audit.record(Event.NOMINATION_PROPOSED, nomination, by=by, after=after)
    _tell(Event.NOMINATION_PROPOSED, nomination, _unit_and_authority(nomination))
    return nomination


@transaction.atomic
def propose_again(nomination: Nomination, *, achievement: str, by: User, seen: int | None = None) -> Nomination:
    """Send a returned nomination back mended; it rests on the sealed ranking that is in force now."""
    nomination = _fresh(nomination, policy.may_propose_nomination_again, by, seen)
    placing = nominations.placing_of(nomination.participant)
    if placing is None:
        raise Conflict(_("The unit has no placing in the sealed ranking in force. Withdraw the nomination."))
    before = {"state": nomination.state, "achievement": nomination.achievement}
    nomination.achievement, nomination.placing = _filled("achievement", achievement), placing
    nomination.proposed_at, nomination.proposed_by = clock.now(), by
    _move(nomination, NominationState.PROPOSED, "achievement", "placing", "proposed_at", "proposed_by")
    after = {"state": nomination.state, "achievement": nomination.achievement}
    audit.record(Event.NOMINATION_PROPOSED, nomination, by=by, before=before, after=after)
    _tell(Event.NOMINATION_PROPOSED, nomination, _unit_and_authority(nomination))
    return nomination


@transaction.atomic
def withdraw(nomination: Nomination, *, reason: str, by: User, seen: int | None = None) -> Nomination:
    """Take it back with a reason; its place is free again."""
    nomination = _fresh(nomination, policy.may_withdraw_nomination, by, seen)
    reason, before = _filled("reason", reason), {"state": nomination.state}
    _move(nomination, NominationState.WITHDRAWN)
    after = {"state": nomination.state}
    audit.record(Event.NOMINATION_WITHDRAWN, nomination, by=by, before=before, after=after, reason=reason)
    _tell(Event.NOMINATION_WITHDRAWN, nomination, _unit_and_authority(nomination))
    return nomination


@transaction.atomic
def approve(nomination: Nomination, *, by: User, seen: int | None = None) -> Nomination:
    """The authority's appraisal: it may stand in a decision."""
    nomination = _fresh(nomination, policy.may_approve_nomination, by, seen)
    before = {"state": nomination.state}
    nomination.reason = ""
    _appraise(nomination, NominationState.APPROVED, by)
    audit.record(Event.NOMINATION_APPROVED, nomination, by=by, before=before, after={"state": nomination.state})
    _tell(Event.NOMINATION_APPROVED, nomination, _unit_and_head(nomination))
    return nomination


@transaction.atomic
def return_(nomination: Nomination, *, reason: str, by: User, seen: int | None = None) -> Nomination:
    """Back to the head for mending, with the reason; it keeps its place."""
    nomination = _fresh(nomination, policy.may_return_nomination, by, seen)
    before = {"state": nomination.state}
    nomination.reason = _filled("reason", reason)
    _appraise(nomination, NominationState.RETURNED, by)
    after = {"state": nomination.state}
    audit.record(Event.NOMINATION_RETURNED, nomination, by=by, before=before, after=after, reason=nomination.reason)
    _tell(Event.NOMINATION_RETURNED, nomination, _unit_and_head(nomination), reason=nomination.reason)
    return nomination


def locked(keys: Iterable[int]) -> list[Nomination]:
    """The nominations read again under their locks: years first, then nominations, each in the order of their keys."""
    keys = sorted(set(keys))
    seasons = Participant.objects.filter(nominations__in=keys).values("season")
    list(Season.objects.select_for_update(of=("self",)).filter(pk__in=seasons).order_by("pk").values_list("pk"))
    found = nominations.joined(Nomination.objects.select_for_update(of=("self",)).filter(pk__in=keys))
    return list(found.order_by("pk"))


def _fresh(
    nomination: Nomination, rule: Callable[[User, Nomination], Ruling], by: User, seen: int | None
) -> Nomination:
    """Locked and allowed. Who comes first; then a second writer hears of the first before being told the state."""
    (fresh,) = locked([nomination.pk])
    ruling = rule(by, fresh)
    if seen is not None and seen != fresh.version and (ruling or ruling.error is Conflict):
        theirs: dict[str, object] = {
            "state": fresh.get_state_display(),
            "achievement": fresh.achievement,
            "reason": fresh.reason,
        }
        raise Stale(_("A colleague changed this nomination meanwhile."), theirs=theirs, seen=fresh.version)
    ruling.require()
    return fresh


def _move(nomination: Nomination, state: NominationState, *fields: str) -> None:
    nomination.state, nomination.version = state, nomination.version + 1
    nomination.save(update_fields=["state", "version", *fields])


def _appraise(nomination: Nomination, state: NominationState, by: User) -> None:
    nomination.appraised_at, nomination.appraised_by = clock.now(), by
    _move(nomination, state, "reason", "appraised_at", "appraised_by")


def _refuse_placing(season: Season, award: Award, placing: Placing) -> None:
    if placing.standing != ranking.in_force(season):
        raise Invalid({"placing": _("Choose a placing of the sealed ranking that is in force.")})
    if placing.participant.not_considered_at:
        words = _("{unit} is not considered this year: {reason}")
        said = {"unit": placing.participant, "reason": placing.participant.not_considered_reason}
        raise Invalid({"placing": words.format(**said)})
    taking = Nomination.objects.taking_a_place().filter(award=award, participant=placing.participant_id)
    if taking.exists():
        raise Invalid({"placing": _("{unit} is proposed for this award already.").format(unit=placing.participant)})


def _refuse_award(season: Season, award: Award) -> None:
    """Under the lock of the quota, so that two at once cannot take the last place."""
    if award.subject != AwardSubject.COLLECTIVE:
        raise Invalid({"award": _("Only awards for collectives are proposed here.")})
    quota = Quota.objects.select_for_update(of=("self",)).filter(season=season, award=award).first()
    if quota is None:
        raise Invalid({"award": _("The authority has granted no place of {award}.").format(award=award)})
    if quotas.taken(season, award) >= quota.places:
        raise Invalid(
            {"award": _("All places of {award} are taken: {places}.").format(award=award, places=quota.places)}
        )


def _filled(field: str, text: str) -> str:
    if not text.strip():
        raise Invalid({field: _("Fill in this field: it stands in the dossier.")})
    return text.strip()


def _unit_and_authority(nomination: Nomination) -> list[User]:
    season = nomination.participant.season
    return [*post.people_of(nomination.participant.organisation), *post.officials_of(season)]


def _unit_and_head(nomination: Nomination) -> list[User]:
    season = nomination.participant.season
    return [*post.people_of(nomination.participant.organisation), *post.people_at_the_head(season)]


def _tell(event: Event, nomination: Nomination, people: list[User], **values: str) -> None:
    path = reverse("nomination", args=[nomination.pk])
    unit, award = nomination.participant.organisation.name, nomination.award.name
    notice.tell(event, nomination, to=people, path=path, unit=unit, award=award, **values)
