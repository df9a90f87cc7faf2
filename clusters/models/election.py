from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import ElectionState
from clusters.models.cluster import Cluster
from clusters.models.organisation import Organisation
from clusters.models.people import User
from clusters.models.provenance import Sourced
from clusters.models.season import Season


class Rotation(models.Model):
    """The order in which the members of a cluster lead it (danh sách luân phiên): who is to be head in which year."""

    cluster = models.OneToOneField(Cluster, models.PROTECT, related_name="rotation", verbose_name=_("cluster"))
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("rotation")
        verbose_name_plural = _("rotations")

    def __str__(self) -> str:
        return f"{_('Rotation')} {self.cluster}"

    def trail_scope(self) -> dict[str, int | None]:
        return self.cluster.trail_scope()


class RotationTurn(models.Model):
    """Whose turn it is in one year. A plan: only an election and the headship that follows give rights."""

    rotation = models.ForeignKey(Rotation, models.PROTECT, related_name="turns")
    year = models.PositiveSmallIntegerField(_("year"))
    head = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("head"))
    deputy = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("deputy head")
    )

    class Meta:
        verbose_name = _("turn of the rotation")
        verbose_name_plural = _("turns of the rotation")
        constraints = [
            models.UniqueConstraint(name="rotation_turn_once_a_year", fields=["rotation", "year"]),
            models.CheckConstraint(
                name="rotation_turn_names_two_units", condition=Q(deputy__isnull=True) | ~Q(deputy=F("head"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.head}"


class ElectionQuerySet(models.QuerySet):
    def elected(self):
        return self.filter(state=ElectionState.ELECTED)

    def visible_to(self, user):
        """With the year whose conference elects."""
        return self.filter(Exists(Season.objects.visible_to(user).filter(pk=OuterRef("season"))))


class Election(Sourced):
    """Head and deputy of a coming year, proposed and then elected by the closing conference of `season`
    (H2745, H2746: chosen by the members, in rotation, for one year)."""

    season = models.ForeignKey(Season, models.PROTECT, related_name="elections", verbose_name=_("emulation year"))
    year = models.PositiveSmallIntegerField(_("for the year"))
    head = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("head"))
    deputy = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("deputy head")
    )
    state = models.CharField(_("state"), max_length=10, choices=ElectionState.choices, default=ElectionState.PROPOSED)
    reason = models.CharField(_("why not as the rotation has it"), max_length=300, blank=True)
    proposed_at = models.DateTimeField(_("proposed at"))
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    held_on = models.DateField(_("elected on"), null=True, blank=True)
    votes_for = models.PositiveSmallIntegerField(_("members in favour"), null=True, blank=True)
    present = models.PositiveSmallIntegerField(_("members present"), null=True, blank=True)
    members = models.PositiveSmallIntegerField(_("members in all"), null=True, blank=True)
    decided_at = models.DateTimeField(_("recorded at"), null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ElectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("election of head and deputy")
        verbose_name_plural = _("elections of head and deputy")
        constraints = [
            models.UniqueConstraint(
                name="election_decided_once", fields=["season", "year"], condition=Q(state=ElectionState.ELECTED)
            ),
            models.UniqueConstraint(
                name="election_proposed_once", fields=["season", "year"], condition=Q(state=ElectionState.PROPOSED)
            ),
            models.CheckConstraint(
                name="election_names_two_units", condition=Q(deputy__isnull=True) | ~Q(deputy=F("head"))
            ),
            models.CheckConstraint(
                name="election_result_is_whole",
                condition=Q(
                    state=ElectionState.PROPOSED,
                    decided_at__isnull=True,
                    decided_by__isnull=True,
                    held_on__isnull=True,
                    votes_for__isnull=True,
                )
                | Q(
                    state=ElectionState.WITHDRAWN,
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                    held_on__isnull=True,
                    votes_for__isnull=True,
                )
                | Q(
                    state=ElectionState.ELECTED,
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                    held_on__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="election_votes_add_up",
                condition=Q(votes_for__isnull=True, present__isnull=True, members__isnull=True)
                | Q(votes_for__lte=F("present"), present__lte=F("members")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.head}"

    def trail_scope(self) -> dict[str, int | None]:
        return self.season.trail_scope()
