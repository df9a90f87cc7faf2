"""Whom a movement reaches: rules become bodies, bodies their people; sets in the database, never lists of thousands."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from clusters import clock
from clusters.enums import MovementLevel, OrganisationKind, Role, ScopeRuleKind
from clusters.models import (
    Appointment,
    Cluster,
    Membership,
    Movement,
    MovementResponse,
    MovementScopeRule,
    Organisation,
    Participant,
    Succession,
    User,
)
from clusters.queries import post

RECEIVING = (Role.OFFICER, Role.LEADER)
AUTHORITIES = (OrganisationKind.MINISTRY, OrganisationKind.PROVINCE)


def reach(authority: Organisation) -> QuerySet[Organisation]:
    """The bodies that an authority may call on today: its subordinates and the members of its clusters; for the
    Central Council also every ministry and province."""
    members = Membership.objects.current().filter(organisation=OuterRef("pk"), cluster__authority=authority)
    reached = Q(parent=authority) | Q(Exists(members))
    if authority.kind == OrganisationKind.CENTRAL_COUNCIL:
        reached |= Q(kind__in=AUTHORITIES, is_authority=True)
    return Organisation.objects.on(clock.today()).filter(reached).exclude(pk=authority.pk)


def clusters_of(authority: Organisation) -> QuerySet[Cluster]:
    """Its clusters of today, by name."""
    return Cluster.objects.on(clock.today()).filter(authority=authority).order_by("sort_key")


def bodies(movement: Movement) -> QuerySet[Organisation]:
    """What the rules of the draft come to today, within the reach of the launcher and no further.

    A head's movement goes to the units that take part in the year, its own among them.
    """
    if movement.level == MovementLevel.HEAD and movement.head:
        taking_part = Participant.objects.staying().filter(season=movement.head.season_id, organisation=OuterRef("pk"))
        return Organisation.objects.on(clock.today()).filter(Exists(taking_part))
    rules = movement.scope_rules.all()
    return chosen(movement.authority, [(r.kind, r.body_kind, r.cluster_id, r.body_id) for r in rules])


def newcomers(movement: Movement) -> QuerySet[Organisation]:
    """What the rules of the launch come to today and did not come to then, by name: units that were founded, joined
    or were admitted since."""
    return outside(movement, bodies(movement)).order_by("sort_key")


def outside(movement: Movement, found: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """Of these the bodies that are not in scope. One that took over a body in scope goes on with its answer, so it is
    in scope already."""
    inside = MovementResponse.objects.filter(movement=movement, organisation=OuterRef("ancestor"))
    return found.filter(~Exists(Succession.objects.filter(Exists(inside), organisation=OuterRef("pk"))))


def chosen(authority: Organisation, rules: list[tuple[str, str, int | None, int | None]]) -> QuerySet[Organisation]:
    """The bodies within reach that one of the rules takes; a rule is kind, kind of body, cluster, body."""
    wanted = Q(pk__in=[])
    for kind, body_kind, cluster, body in rules:
        wanted |= _taken(authority, kind, body_kind, cluster, body)
    return reach(authority).filter(wanted)


def _taken(authority: Organisation, kind: str, body_kind: str, cluster: int | None, body: int | None) -> Q:
    if kind == ScopeRuleKind.SUBORDINATES:
        return Q(parent=authority, kind=body_kind) if body_kind else Q(parent=authority)
    if kind == ScopeRuleKind.AUTHORITIES:
        return Q(kind__in=AUTHORITIES, is_authority=True)
    if kind == ScopeRuleKind.CLUSTER:
        return Q(Exists(Membership.objects.current().filter(organisation=OuterRef("pk"), cluster=cluster)))
    return Q(pk=body)


def rules_of(movement: Movement) -> QuerySet[MovementScopeRule]:
    """With what they name, in a steady order."""
    return movement.scope_rules.select_related("cluster", "body").order_by("pk")


def people(responses: QuerySet[MovementResponse]) -> QuerySet[User]:
    """The officers and leaders of these bodies and the officials of the authorities among them, each once; one query
    however many there are."""
    heirs = Succession.objects.filter(ancestor__in=responses.values("organisation")).values("organisation")
    receiving = Q(role__in=RECEIVING) | Q(role=Role.OFFICIAL, organisation__is_authority=True)
    posts = Appointment.objects.current().filter(receiving, organisation__in=heirs)
    return User.objects.filter(pk__in=posts.values("user"), is_active=True)


def launching_people(movement: Movement) -> QuerySet[User]:
    """Those who are told what the units propose: the officials of the authority, the people of the head of today."""
    if movement.level == MovementLevel.HEAD and movement.head:
        return post.people_at_the_head(movement.head.season)
    return post.people_of(movement.authority, [Role.OFFICIAL])
