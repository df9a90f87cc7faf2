from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters import vietnamese
from clusters.enums import UNIT_ROLES, InformationForm, InformationReplyState, Role
from clusters.models.cluster import Cluster
from clusters.models.organisation import Organisation, Succession
from clusters.models.people import User
from clusters.models.provenance import Sourced


class InformationRequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What is asked is seen by everybody in the cluster; what is replied, see `InformationReply`."""
        return self.filter(Exists(Cluster.objects.visible_to(user).filter(pk=OuterRef("cluster"))))


class InformationRequest(Sourced):
    """Information, a figure or a file asked of members by a day."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="requests", verbose_name=_("cluster"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    title = models.CharField(_("request in short"), max_length=200)
    text = models.TextField(_("what is asked for"))
    form = models.CharField(_("form"), max_length=10, choices=InformationForm.choices)
    unit_of_measure = models.CharField(_("unit of measure"), max_length=40, blank=True)
    due_on = models.DateField(_("due on"))
    for_all = models.BooleanField(_("replies for all members"), default=False)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    sort_key = models.CharField(max_length=800, editable=False, default="", db_index=True)
    search_key = models.TextField(editable=False, default="")

    objects = InformationRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for information")
        verbose_name_plural = _("requests for information")
        constraints = [
            models.CheckConstraint(name="request_asks_something", condition=~Q(title="") & ~Q(text="")),
            models.CheckConstraint(
                name="request_figure_is_measured", condition=~Q(form=InformationForm.FIGURE) | ~Q(unit_of_measure="")
            ),
            models.CheckConstraint(
                name="request_closing_is_whole",
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs):
        """Keeps the two keys true; does nothing else."""
        self.sort_key = vietnamese.sort_key(self.title)
        self.search_key = vietnamese.search_key(f"{self.title} {self.text}")
        super().save(*args, **kwargs)

    def trail_scope(self) -> dict[str, int | None]:
        return {**self.cluster.trail_scope(), "organisation_id": self.organisation_id}


class InformationReplyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The asker and those asked; everybody in the cluster where the asker said so."""
        held = Succession.objects.held_by(user, [*UNIT_ROLES, Role.OFFICIAL])
        asked = InformationReply.objects.filter(
            Exists(held.filter(ancestor=OuterRef("organisation"))), request=OuterRef("request")
        )
        open_to_all = Q(request__for_all=True) | Q(Exists(asked))
        asker = Exists(held.filter(ancestor=OuterRef("request__organisation")))
        seen = InformationRequest.objects.visible_to(user).filter(pk=OuterRef("request"))
        return self.filter(Exists(seen)).filter(open_to_all | Q(asker))


class InformationReply(models.Model):
    """That a member is asked, and how far its reply is. What it says stands in its versions."""

    request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="replies")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("unit"))
    state = models.CharField(
        _("state"), max_length=10, choices=InformationReplyState.choices, default=InformationReplyState.WAITING
    )
    replied_at = models.DateTimeField(_("first replied at"), null=True, blank=True)
    replied_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = InformationReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        constraints = [
            models.UniqueConstraint(name="reply_once_a_unit", fields=["request", "organisation"]),
            models.CheckConstraint(
                name="reply_first_is_whole",
                condition=Q(state=InformationReplyState.WAITING, replied_at__isnull=True, replied_by__isnull=True)
                | (~Q(state=InformationReplyState.WAITING) & Q(replied_at__isnull=False, replied_by__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} → {self.request}"


class InformationReplyVersionQuerySet(models.QuerySet):
    def newest(self):
        """The last version of each reply."""
        later = InformationReplyVersion.objects.filter(reply=OuterRef("reply"), number__gt=OuterRef("number"))
        return self.filter(~Exists(later))

    def visible_to(self, user):
        """With its reply."""
        return self.filter(Exists(InformationReply.objects.visible_to(user).filter(pk=OuterRef("reply"))))


class InformationReplyVersion(models.Model):
    """What a unit replied from a moment on, or why it declines. Refuses update and delete."""

    reply = models.ForeignKey(InformationReply, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    reason = models.CharField(_("why it is declined"), max_length=300, blank=True)
    text = models.TextField(_("reply"), blank=True)
    value = models.DecimalField(_("figure"), max_digits=18, decimal_places=4, null=True, blank=True)
    file = models.ForeignKey(
        "clusters.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    written_at = models.DateTimeField(_("written at"))
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = InformationReplyVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a reply")
        verbose_name_plural = _("versions of replies")
        constraints = [
            models.UniqueConstraint(name="reply_version_once", fields=["reply", "number"]),
            models.CheckConstraint(name="reply_version_counts_from_one", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="reply_version_says_something_or_why_not",
                condition=(~Q(reason="") & Q(text="", value__isnull=True, file__isnull=True))
                | (Q(reason="") & (~Q(text="") | Q(value__isnull=False) | Q(file__isnull=False))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reply} ({self.number})"
