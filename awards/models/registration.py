from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from awards.enums import RegistrationState
from awards.models.award import Award
from clusters.models import Participant, Season, User
from clusters.models.provenance import Sourced


class RegistrationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everybody who can see the season: how much a unit registers is open, whom it names is not."""
        return self.filter(Exists(Season.objects.visible_to(user).filter(pk=OuterRef("participant__season"))))

    def sent(self):
        return self.exclude(state=RegistrationState.DRAFT)

    def counting_in(self, season):
        """What the units that have not left have sent: a unit that left counts in no consolidation."""
        return self.sent().filter(participant__in=Participant.objects.staying().filter(season=season))


class Registration(Sourced):
    """What one unit registers for in a year. Once sent it changes only by a further sending with its reason."""

    participant = models.OneToOneField(
        Participant, models.PROTECT, related_name="registration", verbose_name=_("participant")
    )
    state = models.CharField(
        _("state"), max_length=12, choices=RegistrationState.choices, default=RegistrationState.DRAFT
    )
    version = models.PositiveIntegerField(default=0)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")

    def __str__(self) -> str:
        return f"{_('Registration')}: {self.participant}"

    def trail_scope(self) -> dict[str, int | None]:
        return self.participant.trail_scope()


class RegistrationSending(models.Model):
    """The sheet sent to the head, the first time or amended with a reason. Append-only.

    The hash is of all lines that stood then; which these were follows from the lines themselves.
    """

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="sendings")
    number = models.PositiveSmallIntegerField(_("number"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    is_late = models.BooleanField(_("late"), default=False)
    content_hash = models.CharField(max_length=64)
    sent_at = models.DateTimeField(_("sent at"))
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("sending of a registration")
        verbose_name_plural = _("sendings of registrations")
        constraints = [
            models.UniqueConstraint(name="registration_sending_in_order", fields=["registration", "number"]),
            models.CheckConstraint(
                name="registration_amendment_has_a_reason", condition=Q(number__lte=1) | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration} ({self.number})"


class RegistrationLineQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Names of people: the unit's own people; once sent also head and deputy of the year and the authority."""
        own = Participant.objects.of(user).filter(pk=OuterRef("registration__participant"))
        seasons = Season.objects.filter(pk=OuterRef("registration__participant__season"))
        judging = Exists(seasons.led_by(user)) | Exists(seasons.run_by(user))
        return self.filter(Exists(own) | (Q(added_in__isnull=False) & judging))

    def standing(self):
        """Those that were not struck out."""
        return self.filter(struck_in__isnull=True)


class RegistrationLine(Sourced):
    """Who or what is registered for which award. Once sent a line stays; an amendment strikes it out."""

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField(_("No."))
    award = models.ForeignKey(Award, models.PROTECT, related_name="+", verbose_name=_("award"))
    name = models.CharField(_("collective, person or household"), max_length=250)
    post = models.CharField(_("position"), max_length=150, blank=True)
    section = models.CharField(_("section"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    added_in = models.ForeignKey(
        RegistrationSending, models.PROTECT, null=True, blank=True, related_name="added", verbose_name=_("sent with")
    )
    struck_in = models.ForeignKey(
        RegistrationSending, models.PROTECT, null=True, blank=True, related_name="struck", verbose_name=_("struck out")
    )

    objects = RegistrationLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of a registration")
        verbose_name_plural = _("lines of registrations")
        constraints = [
            models.UniqueConstraint(name="registration_line_in_order", fields=["registration", "number"]),
            models.UniqueConstraint(
                name="registration_line_once",
                fields=["registration", "award", "name", "post", "section"],
                condition=Q(struck_in__isnull=True),
            ),
            models.CheckConstraint(
                name="registration_line_struck_after_it_was_sent",
                condition=Q(struck_in__isnull=True) | Q(added_in__isnull=False),
            ),
            models.CheckConstraint(name="registration_line_names_somebody", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.award}"
