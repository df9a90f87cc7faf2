"""What a dated appointment gives."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a dated appointment gives. Head and deputy of a cluster are not roles: they follow from the headship."""

    OFFICER = "officer", _("Officer")
    LEADER = "leader", _("Leader of the unit")
    OFFICIAL = "official", _("Official in charge of emulation")
    COUNCIL = "council", _("Council member")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


UNIT_ROLES = (Role.OFFICER, Role.LEADER)
AUTHORITY_ROLES = (Role.OFFICIAL, Role.COUNCIL, Role.AUDITOR, Role.ADMINISTRATOR)

# Those who keep the organisations beneath their authority, and the people of both.
KEEPING_ROLES = (Role.OFFICIAL, Role.ADMINISTRATOR)
