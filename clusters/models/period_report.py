from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import Blank, PeriodReportState
from clusters.models.extension import MoreTime, rules_of
from clusters.models.people import User
from clusters.models.period import Period
from clusters.models.provenance import Sourced
from clusters.models.report import sent_in_and_seen_by
from clusters.models.result import Figures
from clusters.models.scoring_table import Criterion
from clusters.models.season import Participant

SENT = [PeriodReportState.SUBMITTED, PeriodReportState.ACCEPTED]
# A returned one still shows what was sent; from the first change on it is the unit's own draft.
OPEN_TO_OTHERS = [*SENT, PeriodReportState.RETURNED]


class PeriodReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A unit's own people always; everybody else in the season only what has been sent in."""
        own = Participant.objects.of(user).filter(pk=OuterRef("participant"))
        return self.filter(Exists(own) | (Q(state__in=OPEN_TO_OTHERS) & sent_in_and_seen_by(user)))

    def sent_in(self):
        return self.filter(state__in=SENT)


class PeriodReport(Sourced):
    """A participant's report of one period. Its figures are rows of its own, and never part of the yearly report."""

    participant = models.ForeignKey(
        Participant, models.PROTECT, related_name="period_reports", verbose_name=_("participant")
    )
    period = models.ForeignKey(Period, models.PROTECT, related_name="reports", verbose_name=_("reporting period"))
    state = models.CharField(
        _("state"), max_length=10, choices=PeriodReportState.choices, default=PeriodReportState.DRAFT
    )
    version = models.PositiveIntegerField(default=0)
    signed_at = models.DateTimeField(_("signed at"), null=True, blank=True)
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    return_reason = models.TextField(_("reason for the return"), blank=True)
    # Why the unit asks whoever verifies it to return it; said only of what was sent in.
    return_asked = models.TextField(_("asked to be returned because"), blank=True)

    objects = PeriodReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of a period")
        verbose_name_plural = _("reports of periods")
        constraints = [
            models.UniqueConstraint(name="period_report_once", fields=["participant", "period"]),
            models.CheckConstraint(
                name="period_report_signature_is_whole",
                condition=Q(signed_at__isnull=True, signed_by__isnull=True) & ~Q(state=PeriodReportState.SIGNED)
                | Q(signed_at__isnull=False, signed_by__isnull=False) & ~Q(state=PeriodReportState.DRAFT),
            ),
            models.CheckConstraint(
                name="period_report_acceptance_is_whole",
                condition=Q(state=PeriodReportState.ACCEPTED, accepted_at__isnull=False, accepted_by__isnull=False)
                | (Q(accepted_at__isnull=True, accepted_by__isnull=True) & ~Q(state=PeriodReportState.ACCEPTED)),
            ),
            models.CheckConstraint(
                name="period_report_asks_for_what_was_sent",
                condition=Q(state__in=SENT) | Q(return_asked=""),
            ),
            models.CheckConstraint(
                name="period_report_return_has_a_reason",
                condition=~Q(state=PeriodReportState.RETURNED) | ~Q(return_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant} – {self.period.get_kind_display()} {self.period.number}"

    def trail_scope(self) -> dict[str, int | None]:
        return self.participant.trail_scope()


class PeriodResult(Figures):
    """What a unit reports for one criterion in one period."""

    report = models.ForeignKey(PeriodReport, models.PROTECT, related_name="results")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="period_results")

    class Meta:
        verbose_name = _("result of a period")
        verbose_name_plural = _("results of periods")
        constraints = [
            models.UniqueConstraint(name="period_result_once", fields=["report", "criterion"]),
            models.CheckConstraint(
                name="period_result_blank_says_why", condition=~Q(blank=Blank.EXPLAINED) | ~Q(note="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}/{self.criterion_id}"


class PeriodSubmissionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The unit's own people, and whoever in the season may see reports that were sent in."""
        own = Exists(Participant.objects.of(user).filter(pk=OuterRef("participant")))
        reports = PeriodReport.objects.filter(own | sent_in_and_seen_by(user))
        return self.filter(Exists(reports.filter(pk=OuterRef("report"))))


class PeriodSubmission(models.Model):
    """One sending of a period's report, frozen with its hash. Refuses update and delete."""

    report = models.ForeignKey(PeriodReport, models.PROTECT, related_name="submissions")
    number = models.CharField(_("receipt number"), max_length=40, unique=True)
    is_late = models.BooleanField(_("late"), default=False)
    content = models.JSONField()
    content_hash = models.CharField(_("content hash"), max_length=64)
    submitted_at = models.DateTimeField(_("submitted at"))
    submitted_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = PeriodSubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission of a period")
        verbose_name_plural = _("submissions of periods")
        indexes = [models.Index(name="period_submission_of_report", fields=["report", "submitted_at"])]

    def __str__(self) -> str:
        return self.number


class PeriodExtension(MoreTime):
    """More time for one participant's report of one period."""

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="period_extensions")
    period = models.ForeignKey(Period, models.PROTECT, related_name="extensions")

    class Meta:
        verbose_name = _("extension of a period")
        verbose_name_plural = _("extensions of periods")
        constraints = rules_of("period_extension")

    def __str__(self) -> str:
        return f"{self.participant} → {self.until:%Y-%m-%d %H:%M}"
