"""Who stands where today: the facts that policies ask for and the people that notices go to."""

from django.db.models import Exists, OuterRef, QuerySet

from clusters.enums import UNIT_ROLES, HeadshipRole, Role
from clusters.models import Appointment, Headship, Organisation, Participant, Season, Succession, User
from clusters.models.organisation import holds


def works_for(user: User, organisation: Organisation) -> bool:
    """Officer or leader of the unit, or of the one that took it over."""
    return holds(user, UNIT_ROLES, organisation)


def leads(user: User, organisation: Organisation) -> bool:
    """Leader of the unit, or of the one that took it over."""
    return holds(user, [Role.LEADER], organisation)


def is_official_of(user: User, authority: Organisation) -> bool:
    """In charge of emulation at the authority, or at the one that took it over."""
    return holds(user, [Role.OFFICIAL], authority)


def administers(user: User, authority: Organisation | None = None) -> bool:
    """Keeps organisations, people and posts: of the whole system, or of one authority."""
    if user.is_superuser:
        return True
    return authority is not None and holds(user, [Role.ADMINISTRATOR, Role.OFFICIAL], authority)


def heads(user: User, season: Season, role: HeadshipRole = HeadshipRole.HEAD) -> bool:
    """Works for the unit that is head (or deputy) of the season today."""
    return Headship.objects.current().filter(season=season, role=role).held_by(user).exists()


def head_of(season: Season, role: HeadshipRole = HeadshipRole.HEAD) -> Participant | None:
    """The participant that is head (or deputy) today."""
    headship = (
        Headship.objects.current().filter(season=season, role=role).select_related("participant__organisation").first()
    )
    return headship.participant if headship else None


def people_of(organisation: Organisation, roles=UNIT_ROLES) -> QuerySet[User]:
    """Everybody who holds one of the roles there today, or at what has taken it over."""
    heirs = Succession.objects.filter(ancestor=organisation, organisation=OuterRef("organisation"))
    posts = Appointment.objects.current().filter(Exists(heirs), user=OuterRef("pk"), role__in=roles)
    return User.objects.filter(Exists(posts), is_active=True)


def people_of_season(season: Season) -> QuerySet[User]:
    """The people of all participants that have not left."""
    heirs = Succession.objects.filter(
        ancestor__participations__in=Participant.objects.staying().filter(season=season),
        organisation=OuterRef("organisation"),
    )
    posts = Appointment.objects.current().filter(Exists(heirs), user=OuterRef("pk"), role__in=UNIT_ROLES)
    return User.objects.filter(Exists(posts), is_active=True)


def people_at_the_head(season: Season) -> QuerySet[User]:
    """The people of the head's unit; none when there is no head today."""
    head = head_of(season)
    return people_of(head.organisation) if head else User.objects.none()


def officials_of(season: Season) -> QuerySet[User]:
    """The officials of the authority that runs the season's cluster."""
    return people_of(season.cluster.authority, [Role.OFFICIAL])


def verifies(user: User, participant: Participant) -> bool:
    """Whether it falls to this person to verify the participant's report.

    The head verifies everybody but its own unit; that one falls to the deputy, and without a deputy today to the
    authority's official. Nobody verifies a unit they work for.
    """
    if works_for(user, participant.organisation):
        return False
    season = participant.season
    head = head_of(season)
    if head is not None and head.pk != participant.pk:
        return heads(user, season)
    deputy = head_of(season, HeadshipRole.DEPUTY)
    if deputy is not None and deputy.pk != participant.pk:
        return heads(user, season, HeadshipRole.DEPUTY)
    return is_official_of(user, season.cluster.authority)
