import datetime as dt
from functools import reduce
from operator import or_

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters import clock, vietnamese
from clusters.enums import AUTHORITY_ROLES, KEEPING_ROLES, UNIT_ROLES, Role
from clusters.models.reach import beneath


class User(AbstractUser):
    """A person with an account. Rights come from dated appointments, never from this row."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("full name"), max_length=150)
    email = models.EmailField(_("mail address"), unique=True)
    language = models.CharField(_("language"), max_length=5, default="vi")
    sort_key = models.CharField(max_length=600, editable=False, default="", db_index=True)
    search_key = models.CharField(max_length=300, editable=False, default="")

    REQUIRED_FIELDS = ["email", "name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    def save(self, *args, **kwargs):
        """Keeps the two keys true; does nothing else."""
        self.sort_key, self.search_key = vietnamese.sort_key(self.name), vietnamese.search_key(self.name)
        super().save(*args, **kwargs)


class AppointmentQuerySet(models.QuerySet):
    def on(self, day: dt.date):
        """Those in force on that day; the last day counts."""
        return self.filter(Q(to_on__isnull=True) | Q(to_on__gte=day), from_on__lte=day)

    def current(self):
        return self.on(clock.today())

    def of(self, user):
        return self.filter(user=user)

    def in_units(self):
        return self.filter(role__in=UNIT_ROLES)

    def in_authorities(self):
        return self.filter(role__in=AUTHORITY_ROLES)

    def visible_to(self, user):
        """Colleagues at the same organisation and at what it took over; for those who administer an authority also
        the people of the bodies beneath it; for the system's administrators everybody."""
        if user.is_superuser:
            return self.all()
        mine = Appointment.objects.current().of(user)
        colleagues = mine.filter(organisation__ancestry__ancestor=OuterRef("organisation"))
        kept = beneath(mine.filter(role__in=KEEPING_ROLES), "organisation__ancestry__ancestor", "organisation__parent")
        return self.filter(reduce(or_, map(Q, map(Exists, [colleagues, *kept]))))


class Appointment(models.Model):
    """A post held from a day to a day, in a unit (officer, leader) or an authority (official, council, auditor)."""

    user = models.ForeignKey(User, models.PROTECT, related_name="appointments", verbose_name=_("person"))
    organisation = models.ForeignKey(
        "clusters.Organisation", models.PROTECT, related_name="appointments", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    title = models.CharField(_("position"), max_length=150, blank=True)
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"), null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        constraints = [
            models.CheckConstraint(
                name="appointment_ends_after_it_begins", condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on"))
            ),
            models.UniqueConstraint(name="appointment_starts_once", fields=["user", "organisation", "role", "from_on"]),
        ]
        indexes = [models.Index(name="appointment_by_post", fields=["organisation", "role"])]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_role_display()}, {self.organisation}"
