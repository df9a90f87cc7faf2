import datetime as dt
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from clusters import clock, vietnamese
from clusters.enums import AUTHORITY_ROLES, LineageKind, OrganisationKind, Role
from clusters.models.people import Appointment
from clusters.models.provenance import Sourced
from clusters.models.reach import beneath


class OrganisationQuerySet(models.QuerySet):
    def on(self, day: dt.date):
        """Those that existed on that day."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)

    def authorities(self):
        return self.filter(is_authority=True)

    def units(self):
        return self.filter(is_unit=True)

    def found_by(self, words: str):
        """Those whose name contains the words, marks and case aside."""
        return self.filter(search_key__contains=vietnamese.search_key(words)) if words else self

    def visible_to(self, user):
        """Own organisations with their predecessors and superiors; for those who act for an authority also the bodies
        beneath it, as far as no other authority stands between, and the members of its clusters; for a unit's people
        the fellow members and the authorities, past ones too, of the clusters it belongs to. The system's
        administrators see all, for they register them."""
        if user.is_superuser:
            return self.all()
        held, run = Succession.objects.held_by(user), Succession.objects.held_by(user, AUTHORITY_ROLES)
        clusters = "ancestor__memberships__cluster__"
        # What an authority ran once it keeps reading, but not who joined after its time.
        former = {
            "ancestor__tenures__cluster__memberships__organisation": OuterRef("pk"),
            "ancestor__tenures__cluster__memberships__joined_on__lte": F("ancestor__tenures__to_on"),
        }
        ways_in = [
            held.filter(ancestor=OuterRef("pk")),
            held.filter(ancestor__parent=OuterRef("pk")),
            *beneath(run, "ancestor"),
            run.filter(ancestor__clusters_run__memberships__organisation=OuterRef("pk")),
            run.filter(**former),
            held.filter(**{f"{clusters}memberships__organisation": OuterRef("pk")}),
            held.filter(**{f"{clusters}authority": OuterRef("pk")}),
            held.filter(**{f"{clusters}tenures__organisation": OuterRef("pk")}),
        ]
        return self.filter(reduce(or_, [Q(Exists(way)) for way in ways_in]))


class Organisation(Sourced):
    """A body with a validity. Being an authority (runs clusters, decides) and a unit (takes part) are capacities."""

    name = models.CharField(_("name"), max_length=250)
    name_en = models.CharField(_("name in English"), max_length=250, blank=True)
    short_name = models.CharField(_("short name"), max_length=80, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("superior body")
    )
    province = models.CharField(_("province"), max_length=60, blank=True)
    is_authority = models.BooleanField(_("runs clusters and decides on awards"), default=False)
    is_unit = models.BooleanField(_("takes part as a member"), default=True)
    valid_from = models.DateField(_("exists from"))
    valid_to = models.DateField(_("existed until"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    sort_key = models.CharField(max_length=1000, editable=False, default="", db_index=True)
    search_key = models.CharField(max_length=600, editable=False, default="")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.CheckConstraint(
                name="organisation_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
            models.UniqueConstraint(name="organisation_name_once", fields=["name", "valid_from"]),
        ]

    def __str__(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name

    def save(self, *args, **kwargs):
        """Keeps the two keys true; does nothing else."""
        self.sort_key = vietnamese.sort_key(self.name)
        self.search_key = vietnamese.search_key(f"{self.name} {self.short_name} {self.name_en}")
        super().save(*args, **kwargs)

    def trail_scope(self) -> dict[str, int | None]:
        return {"organisation_id": self.pk}


class Lineage(Sourced):
    """One body became another on a day: the row is the fact, `Succession` its closure."""

    predecessor = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("predecessor"))
    successor = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("successor")
    )
    kind = models.CharField(_("kind of change"), max_length=10, choices=LineageKind.choices)
    on = models.DateField(_("on"))
    decision = models.ForeignKey(
        "clusters.Decision", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decision")
    )

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        constraints = [
            models.CheckConstraint(
                name="lineage_has_a_successor_unless_dissolved",
                condition=Q(kind=LineageKind.DISSOLVE, successor__isnull=True)
                | (~Q(kind=LineageKind.DISSOLVE) & Q(successor__isnull=False)),
            ),
            models.CheckConstraint(
                name="lineage_joins_two_bodies",
                condition=Q(successor__isnull=True) | ~Q(successor=F("predecessor")),
            ),
            models.UniqueConstraint(name="lineage_once", fields=["predecessor", "successor"]),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class SuccessionQuerySet(models.QuerySet):
    def held_by(self, user, roles=tuple(Role)):
        """Rows from an organisation where the person holds one of the roles today; its ancestors include itself."""
        posts = Appointment.objects.current().of(user).filter(organisation=OuterRef("organisation"), role__in=roles)
        return self.filter(Exists(posts))


class Succession(models.Model):
    """The closure of lineage: each body with itself and with everybody it took over from, however many steps back."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="ancestry")
    ancestor = models.ForeignKey(Organisation, models.PROTECT, related_name="progeny")

    objects = SuccessionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="succession_once", fields=["organisation", "ancestor"])]
        indexes = [models.Index(name="succession_by_ancestor", fields=["ancestor", "organisation"])]

    def __str__(self) -> str:
        return f"{self.organisation_id} ← {self.ancestor_id}"


def holds(user, roles, *organisations, on: dt.date | None = None) -> bool:
    """Whether the person holds one of the roles at one of these, or at what has taken it over, on that day."""
    posts = Appointment.objects.on(on or clock.today()).of(user).filter(role__in=roles)
    reach = Succession.objects.filter(ancestor__in=organisations, organisation=OuterRef("organisation"))
    return posts.filter(Exists(reach)).exists()
