from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import MOST_DAYS_OF_GRACE, PERIODS_OF_A_YEAR, PeriodKind
from clusters.models.season import Season


def numbered_by_kind() -> Q:
    """Each kind has as many as there are in a year."""
    whole = Q()
    for kind, most in PERIODS_OF_A_YEAR.items():
        whole |= Q(kind=kind, number__gte=1, number__lte=most)
    return whole


def asked_of_a_part() -> Q:
    """The report of the whole year is signed anyway."""
    return Q(asks_signature=False) | ~Q(kind=PeriodKind.YEAR)


class PeriodQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(Exists(Season.objects.visible_to(user).filter(pk=OuterRef("season"))))


class Period(models.Model):
    """A period of a season after which units report: from which day, by when, how many days later still count, and
    whether the leader signs the report before it is sent in.

    Months are numbered as in the calendar, the others from the beginning of the season.
    """

    season = models.ForeignKey(Season, models.PROTECT, related_name="periods", verbose_name=_("emulation year"))
    kind = models.CharField(_("kind of period"), max_length=10, choices=PeriodKind.choices)
    number = models.PositiveSmallIntegerField(_("number"))
    opens_on = models.DateField(_("opens on"))
    due_at = models.DateTimeField(_("due"))
    grace_days = models.PositiveSmallIntegerField(_("days of grace"), default=0)
    asks_signature = models.BooleanField(_("signed by the leader"), default=False)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("reporting period")
        verbose_name_plural = _("reporting periods")
        constraints = [
            models.UniqueConstraint(name="period_once", fields=["season", "kind", "number"]),
            models.CheckConstraint(name="period_has_a_number_of_its_kind", condition=numbered_by_kind()),
            models.CheckConstraint(name="period_is_due_after_it_opens", condition=Q(due_at__gt=F("opens_on"))),
            models.CheckConstraint(name="period_grace_is_short", condition=Q(grace_days__lte=MOST_DAYS_OF_GRACE)),
            models.CheckConstraint(name="period_asks_signature_of_a_part", condition=asked_of_a_part()),
        ]
        indexes = [models.Index(name="period_by_due", fields=["due_at"])]

    def __str__(self) -> str:
        return f"{self.season} – {self.get_kind_display()} {self.number}"
