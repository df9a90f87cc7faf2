"""Movements, the answers of the units to them, and the praise that follows."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from clusters.enums.organisation import OrganisationKind


class MovementLevel(TextChoices):
    """Who launched it. What only a head launched is no ground for a ministry's certificate (N152 Đ74.1a)."""

    CENTRAL = "central", _("Central level")
    MINISTRY = "ministry", _("Ministry")
    PROVINCE = "province", _("Province")
    HEAD = "head", _("Head of the cluster")


class MovementKind(TextChoices):
    REGULAR = "regular", _("Regular")
    THEMATIC = "thematic", _("Thematic")


class MovementState(TextChoices):
    DRAFT = "draft", _("Being drafted")
    LAUNCHED = "launched", _("Launched")
    REVIEWED = "reviewed", _("Mid-term review held")
    CLOSED = "closed", pgettext_lazy("movement", "Closed with its final review")


class MovementResponseState(TextChoices):
    UNANSWERED = "unanswered", _("Not answered yet")
    ANSWERED = "answered", _("Plan sent")
    REPORTING = "reporting", _("Reporting progress")
    FINISHED = "finished", _("Finished")


class MovementPraiseState(TextChoices):
    PROPOSED = "proposed", _("Proposed")
    TAKEN_UP = "taken_up", _("Taken up")
    DECLINED = "declined", _("Declined with a reason")


class PraiseSubject(TextChoices):
    COLLECTIVE = "collective", _("Collective")
    INDIVIDUAL = "individual", _("Individual")


class ReviewKind(TextChoices):
    MIDTERM = "midterm", _("Mid-term review")
    FINAL = "final", _("Final review")


class ScopeRuleKind(TextChoices):
    """How the units in scope are chosen; the rule becomes rows when the movement is launched."""

    SUBORDINATES = "subordinates", _("All subordinate bodies")
    AUTHORITIES = "authorities", _("All ministries and provinces")
    CLUSTER = "cluster", _("Members of a cluster or block")
    BODY = "body", _("One body")


MOVEMENT_MOVES = {
    MovementState.DRAFT: {MovementState.LAUNCHED},
    MovementState.LAUNCHED: {MovementState.REVIEWED, MovementState.CLOSED},
    MovementState.REVIEWED: {MovementState.CLOSED},
    MovementState.CLOSED: set(),
}

MOVEMENT_RESPONSE_MOVES = {
    MovementResponseState.UNANSWERED: {MovementResponseState.ANSWERED},
    MovementResponseState.ANSWERED: {MovementResponseState.REPORTING},
    MovementResponseState.REPORTING: {MovementResponseState.FINISHED},
    MovementResponseState.FINISHED: {MovementResponseState.REPORTING},
}

MOVEMENT_PRAISE_MOVES = {
    MovementPraiseState.PROPOSED: {MovementPraiseState.TAKEN_UP, MovementPraiseState.DECLINED},
    MovementPraiseState.TAKEN_UP: set(),
    MovementPraiseState.DECLINED: set(),
}

OPEN_MOVEMENT = (MovementState.LAUNCHED, MovementState.REVIEWED)

# A body that is neither the Central Council nor a ministry launches at the level of a province.
LEVEL_OF = {
    OrganisationKind.CENTRAL_COUNCIL: MovementLevel.CENTRAL,
    OrganisationKind.MINISTRY: MovementLevel.MINISTRY,
}
