"""The phases of a season, who owns each and which may follow."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Phase(TextChoices):
    """A season's phases, in the order in which they follow one another."""

    PREPARING = "preparing", _("Preparing")
    PACT = "pact", _("Signing the pact")
    RUNNING = "running", _("Running")
    SELF_SCORING = "self_scoring", _("Self-scoring")
    CROSS_CHECKING = "cross_checking", _("Cross-checking")
    VERIFYING = "verifying", _("Verifying and scoring")
    MEETING = "meeting", _("Assessment meeting")
    SUBMITTED = "submitted", _("Submitted to the authority")
    DECIDED = "decided", _("Decided")
    CLOSED = "closed", _("Closed")


PHASES = list(Phase)


def phase_reached(current: str, phase: Phase) -> bool:
    """Whether a season in phase `current` has come to `phase` or past it."""
    return PHASES.index(Phase(current)) >= PHASES.index(phase)


class PhaseOwner(TextChoices):
    """Who moves a season out of a phase."""

    AUTHORITY = "authority", _("the authority's official")
    HEAD = "head", _("the head of the cluster")


PHASE_OWNER = {
    Phase.PREPARING: PhaseOwner.AUTHORITY,
    Phase.PACT: PhaseOwner.HEAD,
    Phase.RUNNING: PhaseOwner.HEAD,
    Phase.SELF_SCORING: PhaseOwner.HEAD,
    Phase.CROSS_CHECKING: PhaseOwner.HEAD,
    Phase.VERIFYING: PhaseOwner.HEAD,
    Phase.MEETING: PhaseOwner.HEAD,
    Phase.SUBMITTED: PhaseOwner.AUTHORITY,
    Phase.DECIDED: PhaseOwner.AUTHORITY,
    Phase.CLOSED: PhaseOwner.AUTHORITY,
}

# A season only ever goes forward; what lies between the two phases must have been skipped with a reason.
PHASE_MOVES = {phase: set(PHASES[index + 1 :]) for index, phase in enumerate(PHASES)}
SKIPPABLE_PHASES = set(PHASES[1:-1])
