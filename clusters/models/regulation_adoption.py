from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clusters.models.people import User
from clusters.models.regulation import RegulationVersion


class RegulationAdoptionQuerySet(models.QuerySet):
    def of_clusters(self):
        return self.filter(version__regulation__cluster__isnull=False)

    def in_force(self, day):
        """The newest first: of those that have come into force by that day the first counts."""
        return self.filter(in_force_on__lte=day).order_by("-in_force_on", "-pk")


class RegulationAdoption(models.Model):
    """The text and terms as the meeting adopted them, or as the authority issued them, with their hash. Never changed.

    It counts from a day until another comes into force. A meeting tells how many members there were, how many took
    part there and in writing, and how they voted.
    """

    version = models.OneToOneField(RegulationVersion, models.PROTECT, related_name="adoption")
    text = models.TextField(_("text"))
    terms = models.JSONField(_("terms"), default=dict)
    hash = models.CharField(max_length=64)
    adopted_on = models.DateField(_("adopted on"))
    in_force_on = models.DateField(_("in force from"))
    members = models.PositiveSmallIntegerField(_("members"), null=True, blank=True)
    present = models.PositiveSmallIntegerField(_("present"), null=True, blank=True)
    in_writing = models.PositiveSmallIntegerField(_("voting in writing"), null=True, blank=True)
    in_favour = models.PositiveSmallIntegerField(_("in favour"), null=True, blank=True)
    against = models.PositiveSmallIntegerField(_("against"), null=True, blank=True)
    meeting = models.ForeignKey(
        "clusters.Meeting", models.PROTECT, null=True, blank=True, related_name="adoptions", verbose_name=_("meeting")
    )
    number = models.CharField(_("number of the decision"), max_length=60, blank=True)
    minutes = models.ForeignKey(
        "clusters.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("minutes")
    )
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = RegulationAdoptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("adoption of the regulations")
        verbose_name_plural = _("adoptions of the regulations")
        constraints = [
            models.CheckConstraint(name="regulation_adopted_text_is_whole", condition=~Q(text="") & ~Q(hash="")),
            models.CheckConstraint(
                name="regulation_in_force_after_adoption", condition=Q(in_force_on__gte=F("adopted_on"))
            ),
            models.CheckConstraint(
                name="regulation_votes_are_whole",
                condition=Q(
                    members__isnull=True,
                    present__isnull=True,
                    in_writing__isnull=True,
                    in_favour__isnull=True,
                    against__isnull=True,
                )
                | Q(
                    members__isnull=False,
                    present__isnull=False,
                    in_writing__isnull=False,
                    in_favour__isnull=False,
                    against__isnull=False,
                    members__gte=F("present") + F("in_writing"),
                    in_favour__lte=F("present") + F("in_writing") - F("against"),
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} ({self.in_force_on:%Y-%m-%d})"

    @property
    def taking_part(self) -> int:
        """At the meeting and in writing."""
        return (self.present or 0) + (self.in_writing or 0)
