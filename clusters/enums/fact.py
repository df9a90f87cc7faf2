"""What is known of a unit's year without asking it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FactKind(TextChoices):
    """What is known of a unit's year without asking it; whoever knows it records it."""

    REPORTS_LATE = "reports_late", _("Reports late")
    PACT_NOT_SIGNED = "pact_not_signed", _("Pact not signed")
    MEETINGS_MISSED = "meetings_missed", _("Meetings missed")
    AWARDS_HELD = "awards_held", _("Awards held")
    COLLECTIVE_DISCIPLINED = "collective_disciplined", _("Leadership or head disciplined")
    STAFF_DISCIPLINED = "staff_disciplined", _("Staff disciplined or prosecuted")
    UNLAWFUL_DECISIONS = "unlawful_decisions", _("Unlawful decisions")
    VIOLATIONS_HANDLED = "violations_handled", _("Violations handled in the year")
    DISHONEST_EVIDENCE = "dishonest_evidence", _("Dishonest declarations or evidence")
    TARGETS_MISSED_SHARE = "targets_missed_share", _("Main targets missed for own reasons, in per cent")


# Of signatures the system knows all. Of late reports and of awards people know more: periodic reports that go by other
# ways, honours that others decide; what they enter is added to what the system records.
ENTERED_FACTS = tuple(kind for kind in FactKind if kind != FactKind.PACT_NOT_SIGNED)
