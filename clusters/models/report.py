from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clusters.enums import AUTHORITY_ROLES, ReportState
from clusters.models.cluster import ClusterTenure
from clusters.models.organisation import Succession
from clusters.models.people import User
from clusters.models.provenance import Sourced
from clusters.models.season import Headship, Participant

SENT_IN = [ReportState.SUBMITTED, ReportState.ACCEPTED]
# A returned report still shows what was sent; from the first change on it is the unit's own draft.
OPEN_TO_OTHERS = [*SENT_IN, ReportState.RETURNED]


def sent_in_and_seen_by(user):
    """Reports that left their unit: for the head, the deputy, fellow members of the season and the authority."""
    lead = Headship.objects.current().held_by(user).filter(season=OuterRef("participant__season"))
    fellow = Participant.objects.of(user).filter(season=OuterRef("participant__season"))
    run = Succession.objects.held_by(user, AUTHORITY_ROLES).filter(
        ancestor=OuterRef("participant__season__cluster__authority")
    )
    ran = ClusterTenure.objects.former_of(user, "participant__season__cluster", "participant__season__starts_on")
    return Exists(lead) | Exists(fellow) | Exists(run) | Exists(ran)


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A unit's own people always; everybody else in the season only what has been sent in."""
        own = Participant.objects.of(user).filter(pk=OuterRef("participant"))
        return self.filter(Exists(own) | (Q(state__in=OPEN_TO_OTHERS) & sent_in_and_seen_by(user)))

    def in_season(self, season):
        return self.filter(participant__season=season)

    def sent_in(self):
        return self.filter(state__in=SENT_IN)


class Report(Sourced):
    """A participant's report of its year. The results are rows of its own; each sending is a Submission."""

    participant = models.OneToOneField(
        Participant, models.PROTECT, related_name="report", verbose_name=_("participant")
    )
    state = models.CharField(_("state"), max_length=10, choices=ReportState.choices, default=ReportState.DRAFT)
    version = models.PositiveIntegerField(default=0)
    signed_at = models.DateTimeField(_("signed at"), null=True, blank=True)
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    return_reason = models.TextField(_("reason for the return"), blank=True)
    # Why the unit asks whoever verifies it to return it; said only of what was sent in.
    return_asked = models.TextField(_("asked to be returned because"), blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.CheckConstraint(
                name="report_signature_is_whole",
                condition=Q(state=ReportState.DRAFT, signed_at__isnull=True, signed_by__isnull=True)
                | (Q(signed_at__isnull=False, signed_by__isnull=False) & ~Q(state=ReportState.DRAFT)),
            ),
            models.CheckConstraint(
                name="report_acceptance_is_whole",
                condition=Q(state=ReportState.ACCEPTED, accepted_at__isnull=False, accepted_by__isnull=False)
                | (Q(accepted_at__isnull=True, accepted_by__isnull=True) & ~Q(state=ReportState.ACCEPTED)),
            ),
            models.CheckConstraint(
                name="report_asks_for_what_was_sent",
                condition=Q(state__in=SENT_IN) | Q(return_asked=""),
            ),
            models.CheckConstraint(
                name="report_return_has_a_reason",
                condition=~Q(state=ReportState.RETURNED) | ~Q(return_reason=""),
            ),
        ]

    def __str__(self) -> str:
        named = {"unit": self.participant.organisation, "year": self.participant.season.year}
        return gettext("Report of {unit}, {year}").format(**named)

    def trail_scope(self) -> dict[str, int | None]:
        return self.participant.trail_scope()
