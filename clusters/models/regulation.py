from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import AUTHORITY_ROLES, OPEN_REGULATION, AnswerOutcome, RegulationState
from clusters.models.cluster import Cluster
from clusters.models.organisation import Organisation, Succession
from clusters.models.people import User
from clusters.models.provenance import Sourced


def _kept_by(user, authority: str):
    """Of the authority that the field names, for those who act for it."""
    return Exists(Succession.objects.held_by(user, AUTHORITY_ROLES).filter(ancestor=OuterRef(authority)))


class RegulationQuerySet(models.QuerySet):
    def models_of(self, authority):
        """What an authority offers its clusters to start from."""
        return self.filter(cluster__isnull=True, authority=authority)

    def visible_to(self, user):
        """A cluster's with the cluster; a model with any cluster of its authority, once it was issued."""
        clusters = Cluster.objects.visible_to(user)
        issued = RegulationVersion.objects.filter(regulation=OuterRef("pk"), state=RegulationState.ISSUED)
        offered = Exists(clusters.filter(authority=OuterRef("authority"))) & Exists(issued)
        own = Exists(clusters.filter(pk=OuterRef("cluster")))
        return self.filter(own | Q(cluster__isnull=True) & (_kept_by(user, "authority") | offered))


class Regulation(models.Model):
    """The operating regulations (quy chế hoạt động) of one cluster; without a cluster, a model of an authority."""

    authority = models.ForeignKey(Organisation, models.PROTECT, related_name="regulations", verbose_name=_("authority"))
    cluster = models.OneToOneField(
        Cluster, models.PROTECT, null=True, blank=True, related_name="regulation", verbose_name=_("cluster")
    )
    name = models.CharField(_("name"), max_length=250)

    objects = RegulationQuerySet.as_manager()

    class Meta:
        verbose_name = _("operating regulations")
        verbose_name_plural = _("operating regulations")
        constraints = [
            models.UniqueConstraint(
                name="regulation_model_once", fields=["authority", "name"], condition=Q(cluster__isnull=True)
            ),
            models.CheckConstraint(name="regulation_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_model(self) -> bool:
        return self.cluster_id is None

    def trail_scope(self) -> dict[str, int | None]:
        return {"authority_id": self.authority_id}


class RegulationVersionQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state__in=OPEN_REGULATION)

    def visible_to(self, user):
        """With its regulations; of a model only what was issued, but for those who act for the authority."""
        seen = Regulation.objects.visible_to(user).filter(pk=OuterRef("regulation"))
        public = Q(regulation__cluster__isnull=False) | Q(state=RegulationState.ISSUED)
        return self.filter(Exists(seen), public | _kept_by(user, "regulation__authority"))


class RegulationVersion(Sourced):
    """One version: its text in articles and its terms. `saves` counts the writings, so that a second is told.

    What was adopted is kept in `RegulationAdoption`; the row here then no longer changes.
    """

    regulation = models.ForeignKey(Regulation, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("text"), blank=True)
    terms = models.JSONField(_("terms"), default=dict, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=RegulationState.choices, default=RegulationState.DRAFT)
    saves = models.PositiveIntegerField(default=0)
    based_on = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("drafted from")
    )
    comments_until = models.DateField(_("comments until"), null=True, blank=True)
    drafted_at = models.DateTimeField(_("drafted at"))
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    consulted_at = models.DateTimeField(_("sent out at"), null=True, blank=True)
    consulted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = RegulationVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of the regulations")
        verbose_name_plural = _("versions of the regulations")
        constraints = [
            models.UniqueConstraint(name="regulation_version_once", fields=["regulation", "number"]),
            models.UniqueConstraint(
                name="regulation_one_version_open", fields=["regulation"], condition=Q(state__in=OPEN_REGULATION)
            ),
            models.CheckConstraint(
                name="regulation_consultation_is_whole",
                condition=Q(consulted_at__isnull=True, consulted_by__isnull=True, comments_until__isnull=True)
                | Q(consulted_at__isnull=False, consulted_by__isnull=False, comments_until__isnull=False),
            ),
            models.CheckConstraint(
                name="regulation_out_for_comments_until_a_day",
                condition=~Q(state__in=[RegulationState.CONSULTING, RegulationState.ADOPTED])
                | Q(consulted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="regulation_withdrawal_is_whole",
                condition=Q(state=RegulationState.WITHDRAWN, withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                | (~Q(state=RegulationState.WITHDRAWN) & Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.regulation} – {_('version')} {self.number}"

    def trail_scope(self) -> dict[str, int | None]:
        return self.regulation.trail_scope()


class RegulationComment(models.Model):
    """What a member remarks on one article of a draft, or on the whole where `article` is empty. Never changed."""

    version = models.ForeignKey(RegulationVersion, models.PROTECT, related_name="comments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("unit"))
    article = models.CharField(_("article"), max_length=20, blank=True)
    text = models.TextField(_("comment"))
    written_at = models.DateTimeField(_("written at"))
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("comment on the regulations")
        verbose_name_plural = _("comments on the regulations")
        constraints = [models.CheckConstraint(name="regulation_comment_says_something", condition=~Q(text=""))]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.text}"


class RegulationAnswer(models.Model):
    """The head's answer to a comment. Never changed: the newest counts."""

    comment = models.ForeignKey(RegulationComment, models.PROTECT, related_name="answers")
    outcome = models.CharField(_("outcome"), max_length=12, choices=AnswerOutcome.choices)
    text = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered at"))
    answered_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("answer to a comment")
        verbose_name_plural = _("answers to comments")
        constraints = [
            models.CheckConstraint(
                name="regulation_refusal_says_why", condition=Q(outcome=AnswerOutcome.ACCEPTED) | ~Q(text="")
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} {self.text}".rstrip()
