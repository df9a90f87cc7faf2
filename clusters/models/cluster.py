import datetime as dt

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from clusters import clock, vietnamese
from clusters.enums import AUTHORITY_ROLES, UNIT_ROLES, ClusterKind, RegroupingKind
from clusters.models.organisation import Organisation, Succession
from clusters.models.provenance import Sourced


class ClusterQuerySet(models.QuerySet):
    def on(self, day: dt.date):
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=day), founded_on__lte=day)

    def visible_to(self, user):
        """Members and authorities, past ones too; each with what took it over."""
        run = Succession.objects.held_by(user, AUTHORITY_ROLES).filter(ancestor=OuterRef("authority"))
        ran = ClusterTenure.objects.former_of(user, "pk", "founded_on")
        memberships = Membership.objects.filter(
            Exists(Succession.objects.held_by(user, UNIT_ROLES).filter(ancestor=OuterRef("organisation"))),
            cluster=OuterRef("pk"),
        )
        return self.filter(Exists(run) | Exists(ran) | Exists(memberships))


class Cluster(Sourced):
    """A cluster (cụm: alike bodies of several provinces) or block (khối: alike bodies of one ministry or province)."""

    kind = models.CharField(_("kind"), max_length=10, choices=ClusterKind.choices)
    name = models.CharField(_("name"), max_length=250)
    name_en = models.CharField(_("name in English"), max_length=250, blank=True)
    authority = models.ForeignKey(
        Organisation, models.PROTECT, related_name="clusters_run", verbose_name=_("authority")
    )
    field = models.CharField(_("field"), max_length=150, blank=True)
    founded_on = models.DateField(_("founded on"))
    founding_decision = models.ForeignKey(
        "clusters.Decision", models.PROTECT, related_name="clusters_founded", verbose_name=_("founding decision")
    )
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    ending_decision = models.ForeignKey(
        "clusters.Decision",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="clusters_ended",
        verbose_name=_("ending decision"),
    )
    sort_key = models.CharField(max_length=1000, editable=False, default="", db_index=True)
    search_key = models.CharField(max_length=600, editable=False, default="")

    objects = ClusterQuerySet.as_manager()

    class Meta:
        verbose_name = _("cluster or block")
        verbose_name_plural = _("clusters and blocks")
        constraints = [
            models.CheckConstraint(
                name="cluster_ending_is_whole",
                condition=Q(ended_on__isnull=True, ending_decision__isnull=True)
                | Q(ended_on__isnull=False, ending_decision__isnull=False, ended_on__gte=F("founded_on")),
            ),
            models.UniqueConstraint(name="cluster_name_once", fields=["authority", "name", "founded_on"]),
        ]

    def __str__(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name

    def save(self, *args, **kwargs):
        """Keeps the two keys true; does nothing else."""
        self.sort_key = vietnamese.sort_key(self.name)
        self.search_key = vietnamese.search_key(f"{self.name} {self.field} {self.name_en}")
        super().save(*args, **kwargs)

    def trail_scope(self) -> dict[str, int | None]:
        return {"authority_id": self.authority_id}


class ClusterTenureQuerySet(models.QuerySet):
    def former_of(self, user, cluster: str, began: str):
        """Of authorities that have passed the cluster on, for whom or for whose heirs the person acts today.

        `cluster` and `began` are fields of the query around: what began in such a tenure its authority keeps reading.
        """
        run = Succession.objects.held_by(user, AUTHORITY_ROLES).filter(ancestor=OuterRef("organisation"))
        return self.filter(Exists(run), cluster=OuterRef(cluster), to_on__gte=OuterRef(began))


class ClusterTenure(models.Model):
    """An authority runs the cluster from a day to a day. `Cluster.authority` is the one of the open row."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="tenures", verbose_name=_("cluster"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="tenures", verbose_name=_("authority"))
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"), null=True, blank=True)
    decision = models.ForeignKey("clusters.Decision", models.PROTECT, related_name="+", verbose_name=_("decision"))

    objects = ClusterTenureQuerySet.as_manager()

    class Meta:
        verbose_name = _("tenure")
        verbose_name_plural = _("tenures")
        constraints = [
            models.CheckConstraint(
                name="tenure_ends_after_it_begins", condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on"))
            ),
            models.UniqueConstraint(name="tenure_open_once", fields=["cluster"], condition=Q(to_on__isnull=True)),
            models.UniqueConstraint(name="tenure_starts_once", fields=["cluster", "from_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} → {self.cluster}"


class ClusterLineage(models.Model):
    """A cluster ended and this one took in members of it, by one decision."""

    predecessor = models.ForeignKey(Cluster, models.PROTECT, related_name="successions", verbose_name=_("predecessor"))
    successor = models.ForeignKey(Cluster, models.PROTECT, related_name="origins", verbose_name=_("successor"))
    kind = models.CharField(_("kind of change"), max_length=10, choices=RegroupingKind.choices)
    on = models.DateField(_("on"))
    decision = models.ForeignKey("clusters.Decision", models.PROTECT, related_name="+", verbose_name=_("decision"))

    class Meta:
        verbose_name = _("regrouping")
        verbose_name_plural = _("regroupings")
        constraints = [
            models.CheckConstraint(name="regrouping_joins_two_clusters", condition=~Q(predecessor=F("successor"))),
            models.UniqueConstraint(name="regrouping_once", fields=["predecessor", "successor"]),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class MembershipQuerySet(models.QuerySet):
    def on(self, day: dt.date):
        return self.filter(Q(left_on__isnull=True) | Q(left_on__gte=day), joined_on__lte=day)

    def current(self):
        return self.on(clock.today())


class Membership(models.Model):
    """A unit belongs to a cluster from a day to a day. It may belong to clusters of several authorities at once."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="memberships", verbose_name=_("cluster"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships", verbose_name=_("member"))
    joined_on = models.DateField(_("member from"))
    left_on = models.DateField(_("member until"), null=True, blank=True)
    decision = models.ForeignKey("clusters.Decision", models.PROTECT, related_name="+", verbose_name=_("decision"))

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.CheckConstraint(
                name="membership_ends_after_it_begins",
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on")),
            ),
            models.UniqueConstraint(
                name="membership_open_once", fields=["cluster", "organisation"], condition=Q(left_on__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} ∈ {self.cluster}"
