from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import AUTHORITY_ROLES, MovementPraiseState, MovementResponseState, PraiseSubject
from clusters.models.organisation import Organisation, Succession
from clusters.models.people import User
from clusters.models.provenance import Sourced
from clusters.models.season import Headship


class MovementResponseQuerySet(models.QuerySet):
    def of(self, user):
        """The answers of the person's own bodies, and of those they took over."""
        return self.filter(Exists(Succession.objects.held_by(user).filter(ancestor=OuterRef("organisation"))))

    def visible_to(self, user):
        """One's own; all for the launcher and the cluster's authority; those beneath for who passed it on."""
        run = Succession.objects.held_by(user, AUTHORITY_ROLES)
        heads = Headship.objects.current().heads().held_by(user).filter(season=OuterRef("movement__head__season"))
        ways_in = [
            Succession.objects.held_by(user).filter(ancestor=OuterRef("organisation")),
            run.filter(ancestor=OuterRef("movement__authority")),
            run.filter(ancestor=OuterRef("superior__organisation")),
            run.filter(ancestor=OuterRef("superior__superior__organisation")),
            heads,
        ]
        seen = Q()
        for way in ways_in:
            seen |= Q(Exists(way))
        return self.filter(seen)


class MovementResponse(Sourced):
    """A body in the scope of a movement, frozen when it was launched or passed on, and how it answers."""

    movement = models.ForeignKey("clusters.Movement", models.PROTECT, related_name="responses")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="movement_responses", verbose_name=_("unit")
    )
    superior = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="inferiors", verbose_name=_("passed on by")
    )
    state = models.CharField(
        _("state"), max_length=12, choices=MovementResponseState, default=MovementResponseState.UNANSWERED
    )
    plan = models.TextField(_("plan"), blank=True)
    plan_file = models.ForeignKey(
        "clusters.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    answered_at = models.DateTimeField(_("plan sent at"), null=True, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    passed_on_at = models.DateTimeField(_("passed on at"), null=True, blank=True)
    passed_on_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    finished_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = MovementResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("response to a movement")
        verbose_name_plural = _("responses to movements")
        indexes = [models.Index(name="movement_response_by_state", fields=["movement", "state"])]
        constraints = [
            models.UniqueConstraint(name="movement_response_once", fields=["movement", "organisation"]),
            *(
                models.CheckConstraint(
                    name=f"movement_response_{deed}_whole",
                    condition=Q(**{f"{deed}_at__isnull": True, f"{deed}_by__isnull": True})
                    | Q(**{f"{deed}_at__isnull": False, f"{deed}_by__isnull": False}),
                )
                for deed in ("answered", "passed_on", "finished")
            ),
            models.CheckConstraint(
                name="movement_response_answered_with_a_plan",
                condition=Q(state=MovementResponseState.UNANSWERED, answered_at__isnull=True)
                | (~Q(state=MovementResponseState.UNANSWERED) & Q(answered_at__isnull=False) & ~Q(plan="")),
            ),
            models.CheckConstraint(
                name="movement_response_finished_state",
                condition=Q(state=MovementResponseState.FINISHED, finished_at__isnull=False)
                | (~Q(state=MovementResponseState.FINISHED) & Q(finished_at__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    def trail_scope(self) -> dict[str, int | None]:
        return {**self.movement.trail_scope(), "organisation_id": self.organisation_id}


class MovementProgress(Sourced):
    """What a unit reported on one content; never changed: a newer row of the same content counts instead."""

    response = models.ForeignKey(MovementResponse, models.PROTECT, related_name="progress")
    content = models.ForeignKey("clusters.MovementContent", models.PROTECT, related_name="progress")
    due = models.ForeignKey("clusters.MovementDue", models.PROTECT, null=True, blank=True, related_name="progress")
    on = models.DateField(_("as of"))
    percent = models.DecimalField(_("done, in per cent"), max_digits=5, decimal_places=2, null=True, blank=True)
    words = models.TextField(_("in words"), blank=True)
    value = models.DecimalField(_("figure"), max_digits=18, decimal_places=4, null=True, blank=True)
    unit_of_measure = models.CharField(_("unit of measure"), max_length=40, blank=True)
    file = models.ForeignKey(
        "clusters.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("evidence")
    )
    reported_at = models.DateTimeField(_("reported at"))
    reported_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("progress in a movement")
        verbose_name_plural = _("progress in movements")
        indexes = [models.Index(name="movement_progress_newest", fields=["response", "content", "-id"])]
        constraints = [
            models.CheckConstraint(
                name="movement_progress_says_something",
                condition=Q(percent__isnull=False) | Q(value__isnull=False) | ~Q(words=""),
            ),
            models.CheckConstraint(
                name="movement_progress_in_per_cent",
                condition=Q(percent__isnull=True) | Q(percent__gte=0, percent__lte=100),
            ),
            models.CheckConstraint(
                name="movement_progress_counts_something",
                condition=Q(value__isnull=True) | ~Q(unit_of_measure=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.content} – {self.on:%d/%m/%Y}"


class MovementPraise(Sourced):
    """A collective or an individual whom a unit proposes to the launcher for praise."""

    response = models.ForeignKey(MovementResponse, models.PROTECT, related_name="praise")
    content = models.ForeignKey(
        "clusters.MovementContent", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("content")
    )
    subject = models.CharField(_("for whom"), max_length=12, choices=PraiseSubject)
    name = models.CharField(_("name"), max_length=200)
    merit = models.TextField(_("merit"))
    state = models.CharField(
        _("state"), max_length=10, choices=MovementPraiseState, default=MovementPraiseState.PROPOSED
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    proposed_at = models.DateTimeField(_("proposed at"))
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("proposal of praise")
        verbose_name_plural = _("proposals of praise")
        constraints = [
            models.CheckConstraint(
                name="movement_praise_settled_whole",
                condition=Q(state=MovementPraiseState.PROPOSED, settled_at__isnull=True, settled_by__isnull=True)
                | (~Q(state=MovementPraiseState.PROPOSED) & Q(settled_at__isnull=False, settled_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="movement_praise_declined_with_a_reason",
                condition=~Q(state=MovementPraiseState.DECLINED) | ~Q(reason=""),
            ),
            models.UniqueConstraint(name="movement_praise_once", fields=["response", "subject", "name"]),
        ]

    def __str__(self) -> str:
        return self.name
