"""By which regulations a cluster works on a day, and who stands where around a draft of them."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from clusters.enums import UNIT_ROLES, HeadshipRole, MeetingState, RegulationState, Role
from clusters.models import (
    Appointment,
    Cluster,
    Headship,
    Meeting,
    Membership,
    Organisation,
    RegulationAnswer,
    RegulationComment,
    RegulationVersion,
    Succession,
    User,
)
from clusters.queries import post
from clusters.queries.terms import adopted, terms_of, terms_of_season
from clusters.regulating import wording

__all__ = [
    "adopted",
    "answer_to",
    "bases",
    "comments",
    "meetings_that_adopt",
    "own_members",
    "part_of",
    "people_at_the_heads",
    "people_of_members",
    "people_who_draft",
    "problems",
    "terms_of",
    "terms_of_season",
    "unanswered",
    "visible_comments",
]


def problems(text: str, terms: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """What keeps a draft from being sent out or issued, by field: each term must be in an article of the text."""
    found: dict[str, str] = {}
    numbers = {part.number for part in wording.articles(text)}
    if not numbers:
        found["text"] = _("Write the text in articles first: each begins with a line such as “Điều 1. …”.")
    if twice := wording.repeated(text):
        found["text"] = _("Two articles have one number: {numbers}.").format(numbers=", ".join(twice))
    missing = [str(said.get("article", "")) for said in terms.values() if said.get("article") not in numbers]
    if missing:
        sentence = _("Every term names an article of the text; not found: {numbers}.")
        found["terms"] = sentence.format(numbers=", ".join(number or "–" for number in missing))
    return found


def own_members(version: RegulationVersion, user: User) -> list[Organisation]:
    """The members of the cluster today, by name, that the person works for."""
    inside = Membership.objects.current().filter(cluster=version.regulation.cluster_id, organisation=OuterRef("pk"))
    held = Succession.objects.held_by(user, UNIT_ROLES).filter(ancestor=OuterRef("pk"))
    return list(Organisation.objects.filter(Exists(inside), Exists(held)).order_by("sort_key"))


def comments(version: RegulationVersion) -> QuerySet[RegulationComment]:
    """All of a version in the order in which they came, each with its newest answer's key."""
    newest = RegulationAnswer.objects.filter(comment=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    found = RegulationComment.objects.filter(version=version).annotate(answer=Subquery(newest))
    return found.select_related("organisation", "written_by").order_by("pk")


def unanswered(version: RegulationVersion) -> list[RegulationComment]:
    """Comments without any answer."""
    answered = RegulationAnswer.objects.filter(comment=OuterRef("pk"))
    return list(comments(version).filter(~Exists(answered)))


def answer_to(comment: RegulationComment) -> RegulationAnswer | None:
    """The one that counts: the newest."""
    return RegulationAnswer.objects.filter(comment=comment).select_related("answered_by").order_by("-pk").first()


def visible_comments(user: User) -> QuerySet[RegulationComment]:
    """With their version."""
    seen = RegulationVersion.objects.visible_to(user).filter(pk=OuterRef("version"))
    related = ("version__regulation__cluster__authority", "version__regulation__authority", "organisation")
    return RegulationComment.objects.filter(Exists(seen)).select_related(*related)


def part_of(comment: RegulationComment) -> wording.Part | None:
    """The article that a comment speaks of; None for the whole text or one that is gone."""
    found = wording.articles(comment.version.text)
    return next((part for part in found if part.number == comment.article), None)


def people_of_members(version: RegulationVersion) -> QuerySet[User]:
    """Officers and leaders of all members today."""
    inside = Membership.objects.current().filter(cluster=version.regulation.cluster_id)
    return _people(inside.values("organisation"), UNIT_ROLES)


def people_who_draft(version: RegulationVersion) -> QuerySet[User]:
    """Those who answer comments: the people of the head's unit, the officials where there is no head."""
    regulation = version.regulation
    head = post.head_of_cluster(regulation.cluster) if regulation.cluster else None
    return (
        post.people_of(head.participant.organisation) if head else post.people_of(regulation.authority, [Role.OFFICIAL])
    )


def people_at_the_heads(authority: Organisation) -> QuerySet[User]:
    """The people of all units that head a cluster of the authority today."""
    heads = Headship.objects.current().filter(role=HeadshipRole.HEAD, season__cluster__authority=authority)
    return _people(heads.values("participant__organisation"), UNIT_ROLES)


def _people(units: QuerySet, roles) -> QuerySet[User]:
    heirs = Succession.objects.filter(ancestor__in=units).values("organisation")
    posts = Appointment.objects.current().filter(organisation__in=heirs, role__in=roles)
    return User.objects.filter(pk__in=posts.values("user"), is_active=True)


def bases(user: User, cluster: Cluster) -> QuerySet[RegulationVersion]:
    """What a new version may start from: the cluster's own versions, then the models of its authority."""
    seen = RegulationVersion.objects.visible_to(user).select_related("regulation")
    own = seen.filter(regulation__cluster=cluster)
    offered = seen.filter(
        regulation__cluster__isnull=True, regulation__authority=cluster.authority_id, state=RegulationState.ISSUED
    )
    return (own | offered).order_by("regulation__cluster", "-number", "pk")


def meetings_that_adopt(version: RegulationVersion) -> QuerySet[Meeting]:
    """Meetings of the cluster that were opened, the newest first: what an adoption may name."""
    held = Meeting.objects.filter(season__cluster=version.regulation.cluster_id, opened_at__isnull=False)
    return held.exclude(state=MeetingState.CANCELLED).order_by("-starts_at", "-pk")
