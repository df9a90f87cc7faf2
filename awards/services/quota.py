"""Places of an award that an authority grants a year."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from awards.enums import AwardSubject
from awards.models import Award, Quota
from awards.policies import quota as policy
from awards.queries import quota as quotas
from clusters import audit
from clusters.enums import Event
from clusters.errors import Invalid, Stale
from clusters.models import Decision, Season, Succession, User
from clusters.queries import organisation as organisations
from clusters.queries import post
from clusters.services import decision as decisions
from clusters.services import file as files
from clusters.services import lock, notice


class Wish(NamedTuple):
    """`seen` is the version of the quota that the person had before them; 0 when there was none."""

    places: int
    seen: int | None = None


@transaction.atomic
def grant(
    season: Season,
    award: Award,
    *,
    places: int,
    basis: Decision,
    by: User,
    seen: int | None = None,
    **provenance: str,
) -> Quota:
    """Grant places, or change how many; never fewer than are taken. `basis` is a decision of the authority."""
    season = lock.season(season)
    policy.may_grant_quota(by, season).require()
    before = Quota.objects.select_for_update(of=("self",)).filter(season=season, award=award).first()
    _refuse_stale(before, seen)
    _refuse(season, award, places, basis)
    quota = before or Quota(season=season, award=award, version=0, **provenance)
    old = {"places": quota.places} if before else {}
    quota.places, quota.basis, quota.version = places, basis, quota.version + 1
    quota.save(update_fields=["places", "basis", "version"] if before else None)
    _record(quota, old, by)
    return quota


@transaction.atomic
def grant_by(
    season: Season,
    wishes: Mapping[Award, Wish],
    *,
    by: User,
    basis: Decision | None = None,
    paper: Mapping[str, Any] | None = None,
) -> list[Quota]:
    """Grant places of several awards by one decision, recorded already or entered with them; all or nothing.

    Refusals name the award by its key: `places_<key>`; `seen` of a Stale maps the key to the fresh version.
    """
    policy.may_grant_quota(by, season).require()
    if not wishes:
        raise Invalid({"__all__": _("Enter the places of at least one award.")})
    basis = basis or _recorded(season, paper or {}, by)
    return [_granted(season, award, wish, basis, by) for award, wish in wishes.items()]


def _granted(season: Season, award: Award, wish: Wish, basis: Decision, by: User) -> Quota:
    try:
        return grant(season, award, places=wish.places, seen=wish.seen, basis=basis, by=by)
    except Invalid as invalid:
        named = {f"{key}_{award.pk}" if key == "places" else key: text for key, text in invalid.problems.items()}
        raise Invalid(named) from invalid
    except Stale as stale:
        theirs = {f"{key}_{award.pk}": value for key, value in stale.theirs.items()}
        raise Stale(str(stale), theirs=theirs, seen={award.pk: stale.seen}) from stale


def _recorded(season: Season, paper: Mapping[str, Any], by: User) -> Decision:
    """A decision of the authority, or of what took it over and exists today, with its file."""
    authority, upload = season.cluster.authority, paper.get("file")
    issuer = organisations.acted_for(by).filter(ancestry__ancestor=authority).first() or authority
    stored = files.store(upload, by=by) if upload else None
    return decisions.record(issuer=issuer, by=by, **{**paper, "file": stored})


def _refuse_stale(quota: Quota | None, seen: int | None) -> None:
    version = quota.version if quota else 0
    if seen is not None and seen != version:
        raise Stale(
            _("A colleague changed the places while you were writing."),
            theirs={"places": quota.places if quota else None},
            seen=version,
        )


def _refuse(season: Season, award: Award, places: int, basis: Decision) -> None:
    if award.subject != AwardSubject.COLLECTIVE:
        raise Invalid({"award": _("Places of a cluster are granted for collectives only.")})
    if not Succession.objects.filter(ancestor=season.cluster.authority_id, organisation=basis.issuer_id).exists():
        raise Invalid({"basis": _("Choose a decision of {authority}.").format(authority=season.cluster.authority)})
    least = max(1, quotas.taken(season, award))
    if places < least:
        raise Invalid({"places": _("Enter at least {least}: places that are taken cannot be cut.").format(least=least)})


def _record(quota: Quota, old: dict, by: User) -> None:
    season, award = quota.season, quota.award
    after = {"places": quota.places, "basis": str(quota.basis)}
    audit.record(Event.QUOTA_GRANTED, quota, by=by, before=old, after=after)
    notice.tell(
        Event.QUOTA_GRANTED,
        quota,
        to=post.people_at_the_head(season),
        path=reverse("nominations", args=[season.pk]),
        season=str(season),
        places=str(quota.places),
        award=award.name,
    )
