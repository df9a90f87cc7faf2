"""Choices of the upper floor and its table of allowed moves."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from clusters.enums import OrganisationKind


class AwardKind(TextChoices):
    TITLE = "title", _("Emulation title")
    COMMENDATION = "commendation", _("Form of commendation")


class AwardSubject(TextChoices):
    INDIVIDUAL = "individual", _("Individual")
    COLLECTIVE = "collective", _("Collective")
    HOUSEHOLD = "household", _("Household")


class AwardLevel(TextChoices):
    UNIT = "unit", _("Unit")
    MINISTRY = "ministry", _("Ministry or province")
    GOVERNMENT = "government", _("Government")
    STATE = "state", pgettext_lazy("award level", "State")


# Which levels a body decides on itself (L22 Đ79, Đ80); every other kind only on those of the unit.
DECIDED_BY: dict[OrganisationKind, set[AwardLevel]] = {
    OrganisationKind.MINISTRY: {AwardLevel.UNIT, AwardLevel.MINISTRY},
    OrganisationKind.PROVINCE: {AwardLevel.UNIT, AwardLevel.MINISTRY},
    OrganisationKind.CENTRAL_COUNCIL: set(),
}


class NominationState(TextChoices):
    PROPOSED = "proposed", _("Proposed")
    RETURNED = "returned", _("Returned for mending")
    APPROVED = "approved", _("Approved, awaiting the decision")
    DECIDED = "decided", _("Decided")
    WITHDRAWN = "withdrawn", _("Withdrawn")


NOMINATION_MOVES = {
    NominationState.PROPOSED: {NominationState.APPROVED, NominationState.RETURNED, NominationState.WITHDRAWN},
    NominationState.RETURNED: {NominationState.PROPOSED, NominationState.WITHDRAWN},
    NominationState.APPROVED: {NominationState.RETURNED, NominationState.DECIDED},
    NominationState.DECIDED: set(),
    NominationState.WITHDRAWN: set(),
}

# A place is taken from the proposal on, until it is withdrawn.
TAKING_A_PLACE = [
    NominationState.PROPOSED,
    NominationState.RETURNED,
    NominationState.APPROVED,
    NominationState.DECIDED,
]


class RegistrationState(TextChoices):
    DRAFT = "draft", _("Being written")
    SENT = "sent", _("Sent to the head of the cluster")
    CONSOLIDATED = "consolidated", _("Consolidated and sent to the authority")


# What was consolidated and is amended waits for the next consolidation.
REGISTRATION_MOVES = {
    RegistrationState.DRAFT: {RegistrationState.SENT},
    RegistrationState.SENT: {RegistrationState.CONSOLIDATED},
    RegistrationState.CONSOLIDATED: {RegistrationState.SENT},
}
