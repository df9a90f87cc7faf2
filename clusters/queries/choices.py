"""What the choices of a filter offer where there may be thousands, and what words in a name find."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from clusters import vietnamese
from clusters.models import Cluster, Participant, User

MOST_OFFERED = 100


def few(found: QuerySet, asked: str = "") -> QuerySet:
    """All that are found while a person can look through them; of more, only the one that is asked for (by its pk, as
    the address has it): the others are found by the words of their names. One query, and that of the choices."""
    first = list(found.values_list("pk", flat=True)[: MOST_OFFERED + 1])
    if len(first) > MOST_OFFERED:
        return found.filter(pk=int(asked)) if asked.isdecimal() and len(asked) < 18 else found.none()
    return found.model._default_manager.filter(pk__in=first).order_by(*found.query.order_by)


def clusters(user: User, holding: QuerySet, asked: str = "") -> QuerySet[Cluster]:
    """Visible clusters that hold something (`holding`, by OuterRef("pk")), and the one asked for, which may hold
    nothing yet: a filter that cannot be read would show everybody's."""
    wanted = Q(pk=int(asked)) if asked.isdecimal() and len(asked) < 18 else Q()
    return Cluster.objects.visible_to(user).filter(Q(Exists(holding)) | wanted).order_by("sort_key")


def taking_part(words: str, season: OuterRef) -> Exists:
    """Whether a unit whose name has these words takes part in the year."""
    key = vietnamese.search_key(words)
    return Exists(Participant.objects.filter(season=season, organisation__search_key__contains=key))
