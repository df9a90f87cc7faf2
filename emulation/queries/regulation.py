"""What the regulations of clusters ask of a person, in one query."""

from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, QuerySet

from clusters.enums import UNIT_ROLES, RegulationState
from clusters.models import RegulationAnswer, RegulationComment, RegulationVersion, Succession, User


def consulted(clusters: Iterable[int], user: User) -> QuerySet[RegulationVersion]:
    """The drafts that these clusters have out for comments: `unanswered` counts the comments that wait for the head,
    `silent` says that no unit of the person has commented yet."""
    answered = RegulationAnswer.objects.filter(comment=OuterRef("comments"))
    own = Succession.objects.held_by(user, UNIT_ROLES).filter(ancestor=OuterRef("organisation"))
    said = RegulationComment.objects.filter(Exists(own), version=OuterRef("pk"))
    found = RegulationVersion.objects.filter(state=RegulationState.CONSULTING, regulation__cluster__in=list(clusters))
    waiting = Count("comments", filter=~Exists(answered))
    return found.select_related("regulation").annotate(unanswered=waiting, silent=~Exists(said))
