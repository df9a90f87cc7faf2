"""Who stands where today: the facts that policies ask for and the people that notices go to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Value

from clusters import clock
from clusters.enums import KEEPING_ROLES, UNIT_ROLES, HeadshipRole, Role
from clusters.models import Appointment, Cluster, Headship, Organisation, Participant, Season, Succession, User
from clusters.models.organisation import holds
from clusters.models.reach import line
from clusters.queries import terms


def works_for(user: User, organisation: Organisation) -> bool:
    """Officer or leader of the unit, or of the one that took it over."""
    return holds(user, UNIT_ROLES, organisation)


def leads(user: User, organisation: Organisation) -> bool:
    """Leader of the unit, or of the one that took it over."""
    return holds(user, [Role.LEADER], organisation)


def is_official_of(user: User, authority: Organisation) -> bool:
    """In charge of emulation at the authority, or at the one that took it over."""
    return holds(user, [Role.OFFICIAL], authority)


def administers(user: User, body: Organisation | None = None) -> bool:
    """Keeps organisations, people and posts: of the whole system, or of one authority and what hangs beneath it."""
    if user.is_superuser:
        return True
    return body is not None and holds(user, KEEPING_ROLES, *line(body))


def heads(user: User, season: Season, role: HeadshipRole = HeadshipRole.HEAD) -> bool:
    """Works for the unit that is head (or deputy) of the season today."""
    return Headship.objects.current().filter(season=season, role=role).held_by(user).exists()


def head_of(season: Season, role: HeadshipRole = HeadshipRole.HEAD) -> Participant | None:
    """The participant that is head (or deputy) today."""
    headship = (
        Headship.objects.current().filter(season=season, role=role).select_related("participant__organisation").first()
    )
    return headship.participant if headship else None


def standing_for(season: Season, unit: Organisation) -> Participant | None:
    """The unit in the year, or the body that has taken it over and takes part: of several such none, for a person has
    to choose between them."""
    staying = season.participants.staying().select_related("organisation")
    heirs = staying.filter(organisation__ancestry__ancestor=unit)
    own = [each for each in heirs if each.organisation_id == unit.pk]
    found = own or list(heirs)
    return found[0] if len(found) == 1 else None


def head_of_cluster(cluster: Cluster, user: User | None = None) -> Headship | None:
    """The headship of today in the newest year that has one, `held` where the person works for that unit; one query."""
    held = Exists(Headship.objects.held_by(user).filter(pk=OuterRef("pk"))) if user else Value(False)
    found = Headship.objects.current().heads().filter(season__cluster=cluster).annotate(held=held)
    return found.select_related("participant__organisation").order_by("-season__year", "pk").first()


def people_of(organisation: Organisation, roles=UNIT_ROLES) -> QuerySet[User]:
    """Everybody who holds one of the roles there today, or at what has taken it over."""
    return _holders(Succession.objects.filter(ancestor=organisation), roles)


def people_of_units(units: Iterable[Organisation]) -> QuerySet[User]:
    """The people of several units, or of what has taken them over."""
    return _holders(Succession.objects.filter(ancestor__in=[each.pk for each in units]), UNIT_ROLES)


def people_of_season(season: Season) -> QuerySet[User]:
    """The people of all participants that have not left."""
    units = Participant.objects.staying().filter(season=season).values("organisation")
    return _holders(Succession.objects.filter(ancestor__in=units), UNIT_ROLES)


def _holders(heirs: QuerySet[Succession], roles) -> QuerySet[User]:
    """From the few bodies outward to their people: a plan that holds whatever the database knows of its tables."""
    posts = Appointment.objects.current().filter(organisation__in=heirs.values("organisation"), role__in=roles)
    return User.objects.filter(pk__in=posts.values("user"), is_active=True)


def people_at_the_head(season: Season) -> QuerySet[User]:
    """The people of the head's unit; none when there is no head today."""
    head = head_of(season)
    return people_of(head.organisation) if head else User.objects.none()


def officials_of(season: Season) -> QuerySet[User]:
    """The officials of the authority that runs the season's cluster."""
    return people_of(season.cluster.authority, [Role.OFFICIAL])


def verifier_of(participant: Participant, user: User | None = None) -> Headship | None:
    """The headship of today that verifies this unit's report, `held` where that falls to the person; one query.

    The head verifies everybody but its own unit, which falls to the deputy, or to the authority where the regulations
    of the year say so; None leaves it to the official.
    """
    return _verifier(leading(participant.season_id, user), participant.pk)


def verifying(participant: Participant) -> QuerySet[User]:
    """The people to whom it falls to verify the unit's reports: those of the headship, else the officials."""
    verifier = verifier_of(participant)
    return people_of(verifier.participant.organisation) if verifier else officials_of(participant.season)


def leading(season_pk: int, user: User | None = None) -> dict[str, Any]:
    """The headships of today by role, each annotated with `held`, whether it falls to the person, and
    with the `terms` by which the year is judged; one query."""
    held = Exists(Headship.objects.held_by(user).filter(pk=OuterRef("pk"))) if user else Value(False)
    standing = terms.standing("season__cluster", clock.today(), "season__ends_on")
    found = Headship.objects.current().filter(season=season_pk).annotate(held=held, terms=standing)
    by_role: dict[str, Any] = {}
    for each in found.select_related("participant__organisation").order_by("pk"):
        by_role.setdefault(each.role, each)
    return by_role


@dataclass(frozen=True)
class Chair:
    """Who is at the head of a season, seen from one person: each question costs one query, when it is first asked."""

    season: Season
    user: User

    @cached_property
    def by_role(self) -> dict[str, Any]:
        """The headships of today, see `leading`."""
        return leading(self.season.pk, self.user)

    @cached_property
    def is_official(self) -> bool:
        """In charge of emulation at the authority that runs the season's cluster."""
        return is_official_of(self.user, self.season.cluster.authority)


def _verifier(by_role: Mapping[str, Headship], participant: int) -> Headship | None:
    head: Any = by_role.get(HeadshipRole.HEAD)
    if head and head.participant_id == participant and terms.leaves_the_head_to_the_authority(head.terms):
        return None
    in_order = (by_role.get(role) for role in (HeadshipRole.HEAD, HeadshipRole.DEPUTY))
    return next((each for each in in_order if each and each.participant_id != participant), None)


def verified_by(user: User, season: Season) -> list[Participant]:
    """The units, by name, that `verifies` gives to this person; the same four queries for any number of units."""
    by_role, is_official = leading(season.pk, user), is_official_of(user, season.cluster.authority)
    return [each for each in others(user, season) if _falls_to(_verifier(by_role, each.pk), is_official)]


def _falls_to(verifier: Headship | None, is_official: bool) -> bool:
    return is_official if verifier is None else bool(verifier.held)  # type: ignore[attr-defined]  # by leading()


def others(user: User, season: Season) -> list[Participant]:
    """The units of the season, by name, that have not left and that the person does not work for."""
    own = Participant.objects.of(user).values("pk")
    found = Participant.objects.staying().filter(season=season).exclude(pk__in=own)
    return list(found.select_related("organisation").order_by("organisation__sort_key", "pk"))


def verifies(user: User, participant: Participant) -> bool:
    """Whether it falls to this person to verify the participant's report. Nobody verifies a unit they work for."""
    return not works_for(user, participant.organisation) and verifies_others(user, participant)


def verifies_others(user: User, participant: Participant) -> bool:
    """The same of somebody who is known not to work for the unit."""
    verifier = verifier_of(participant, user)
    return _falls_to(verifier, verifier is None and is_official_of(user, participant.season.cluster.authority))
