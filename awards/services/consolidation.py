"""The head puts the registrations of the cluster together and sends them; the authority says by when."""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from awards.enums import RegistrationState
from awards.models import Consolidation, Registration, RegistrationWindow
from awards.policies import consolidation as policy
from awards.queries import consolidation as queries
from clusters import audit, canonical, clock
from clusters.enums import Event
from clusters.errors import Invalid, Stale
from clusters.models import Participant, Season, User
from clusters.queries import post
from clusters.services import lock, notice


@transaction.atomic
def consolidate(season: Season, *, remark: str, by: User) -> Consolidation:
    """Freeze what all units have sent, with a receipt; where one has not sent, the remark says why it goes without."""
    season = lock.season(season)
    _lock_sheets(season)
    policy.may_consolidate(by, season).require()
    content = queries.content_of(season)
    missing = _missing(content, remark)
    made = Consolidation.objects.create(
        season=season,
        number=season.consolidations.count() + 1,
        is_late=queries.is_late(season),
        remark=remark.strip(),
        content=content,
        content_hash=canonical.sha256(content),
        made_at=clock.now(),
        made_by=by,
    )
    Registration.objects.counting_in(season).update(state=RegistrationState.CONSOLIDATED)
    after = {"receipt": str(made), "hash": made.content_hash, "late": made.is_late, "missing": len(missing)}
    audit.record(Event.REGISTRATION_CONSOLIDATED, season, by=by, after=after, reason=made.remark)
    _tell_all(made)
    return made


def _missing(content: dict, remark: str) -> list[str]:
    """The units that have not sent; the remark says why it goes without them."""
    missing = [unit["unit"] for unit in content["units"] if not unit["sent"]]
    if missing and not remark.strip():
        sentence = _("Not every unit has sent its registration ({units}). Say why the consolidation goes without them.")
        raise Invalid({"remark": sentence.format(units=", ".join(missing))})
    return missing


def _tell_all(made: Consolidation) -> None:
    season, path = made.season, reverse("consolidation", args=[made.pk])
    people = {*post.officials_of(season), *post.people_of_season(season)}
    values = {"season": str(season), "receipt": str(made)}
    notice.tell(Event.REGISTRATION_CONSOLIDATED, season, to=people, path=path, **values)


@transaction.atomic
def set_due(
    season: Season, *, due_at: dt.datetime, basis: str, by: User, seen: int, all_clusters: bool = False
) -> list[RegistrationWindow]:
    """The time limit of one cluster's year, or of all clusters of the authority in the same year at once."""
    season = lock.season(season)
    policy.may_set_due(by, season).require()
    window = RegistrationWindow.objects.filter(season=season).first()
    if (window.version if window else 0) != seen:
        theirs: dict[str, object] = {
            "due_at": window.due_at if window else None,
            "basis": window.basis if window else "",
        }
        raise Stale(_("A colleague set the time limit meanwhile."), theirs=theirs, seen=window.version if window else 0)
    others = queries.others_of_the_year(season, by) if all_clusters else [season]
    return [_set(lock.season(each), due_at, basis, by) for each in others if policy.may_set_due(by, each)]


def _set(season: Season, due_at: dt.datetime, basis: str, by: User) -> RegistrationWindow:
    window = RegistrationWindow.objects.filter(season=season).first()
    before = {"due": _iso(window.due_at), "basis": window.basis} if window else {}
    said = {"due_at": due_at, "basis": basis.strip(), "set_at": clock.now(), "set_by": by}
    if window is None:
        window = RegistrationWindow.objects.create(season=season, **said)
    else:
        for name, value in said.items():
            setattr(window, name, value)
        window.version += 1
        window.save(update_fields=[*said, "version"])
    after = {"due": _iso(due_at), "basis": window.basis}
    audit.record(Event.REGISTRATION_DUE_SET, season, by=by, before=before, after=after)
    path, due = reverse("season-registrations", args=[season.pk]), f"{due_at.astimezone(clock.ZONE):%H:%M %d/%m/%Y}"
    people = post.people_of_season(season)
    notice.tell(Event.REGISTRATION_DUE_SET, season, to=people, path=path, season=str(season), due=due)
    return window


def _lock_sheets(season: Season) -> None:
    """A unit that amends at this moment comes before or after, never in between."""
    units = Participant.objects.select_for_update(of=("self",)).filter(season=season).order_by("pk")
    list(units.values_list("pk", flat=True))


def _iso(moment: dt.datetime) -> str:
    return moment.astimezone(clock.ZONE).isoformat(timespec="minutes")
