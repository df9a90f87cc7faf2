"""The kinds of facts by their labels, as message ids: what a reason keeps must not depend on a language."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop

from clusters.enums import FactKind

FACTS: Mapping[str, str] = {
    FactKind.REPORTS_LATE.value: gettext_noop("Reports late"),
    FactKind.PACT_NOT_SIGNED.value: gettext_noop("Pact not signed"),
    FactKind.MEETINGS_MISSED.value: gettext_noop("Meetings missed"),
    FactKind.AWARDS_HELD.value: gettext_noop("Awards held"),
    FactKind.COLLECTIVE_DISCIPLINED.value: gettext_noop("Leadership or head disciplined"),
    FactKind.STAFF_DISCIPLINED.value: gettext_noop("Staff disciplined or prosecuted"),
    FactKind.UNLAWFUL_DECISIONS.value: gettext_noop("Unlawful decisions"),
    FactKind.VIOLATIONS_HANDLED.value: gettext_noop("Violations handled in the year"),
    FactKind.DISHONEST_EVIDENCE.value: gettext_noop("Dishonest declarations or evidence"),
    FactKind.TARGETS_MISSED_SHARE.value: gettext_noop("Main targets missed for own reasons, in per cent"),
}
