"""What members of a cluster exchange: for whom a person speaks, whom others hear from, and what its one page shows."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from clusters.enums import UNIT_ROLES, Role
from clusters.models import Appointment, Cluster, Membership, Organisation, Succession, User
from clusters.queries import choices as shared
from clusters.queries import cluster as clusters
from clusters.queries import post


def seats(user: User, cluster: Cluster) -> QuerySet[Organisation]:
    """Members of today whose people the person belongs to, by name; for its officials the authority too."""
    own = Succession.objects.held_by(user, UNIT_ROLES).filter(ancestor=OuterRef("pk"))
    member = Membership.objects.current().filter(cluster=cluster, organisation=OuterRef("pk"))
    run = Succession.objects.held_by(user, [Role.OFFICIAL]).filter(ancestor=OuterRef("pk"))
    found = Q(Exists(own), Exists(member)) | Q(Exists(run), pk=cluster.authority_id)
    return Organisation.objects.filter(found).order_by("sort_key", "pk")


def others(cluster: Cluster, seats: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """Members of today that the person can ask: not those for which it asks."""
    return clusters.units_of(cluster).exclude(pk__in=seats.values("pk"))


def own_units(user: User, units: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """Those of the units whose people the person belongs to."""
    return units.filter(Exists(Succession.objects.held_by(user, UNIT_ROLES).filter(ancestor=OuterRef("pk"))))


def speaks_for(user: User, organisation: Organisation) -> bool:
    """Officer or leader of a unit, official of an authority, there or at what has taken it over."""
    return post.works_for(user, organisation) or post.is_official_of(user, organisation)


def spoken_for(user: User, organisation: str) -> Exists:
    """The same as a condition on rows; `organisation` is the field that names the body."""
    held = Succession.objects.held_by(user, [*UNIT_ROLES, Role.OFFICIAL])
    return Exists(held.filter(ancestor=OuterRef(organisation)))


def people_of(units: Iterable[Organisation]) -> QuerySet[User]:
    """Whoever speaks for one of the bodies today."""
    heirs = Succession.objects.filter(ancestor__in=[each.pk for each in units])
    roles = [*UNIT_ROLES, Role.OFFICIAL]
    posts = Appointment.objects.current().filter(organisation__in=heirs.values("organisation"), role__in=roles)
    return User.objects.filter(pk__in=posts.values("user"), is_active=True)


def choices(user: User, found: QuerySet, years: list[int], asked: str) -> dict[str, Any]:
    """What the filter of a list offers; `found` is all that the person may see of it, each with its cluster. The
    cluster `asked` for in the address is among them even where it has nothing yet."""
    clusters = shared.clusters(user, found.filter(cluster=OuterRef("pk")), asked)
    authorities = Organisation.objects.filter(Exists(found.filter(cluster__authority=OuterRef("pk"))))
    return {"years": years, "clusters": clusters, "authorities": authorities.order_by("sort_key")}
