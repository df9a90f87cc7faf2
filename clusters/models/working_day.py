from django.db import models
from django.utils.translation import gettext_lazy as _

from clusters.models.provenance import Sourced


class WorkingDay(Sourced):
    """A day that is not as its day of the week says: a holiday, a swapped day off, a weekend day worked instead."""

    day = models.DateField(_("day"), unique=True)
    is_worked = models.BooleanField(_("worked"), default=False)
    note = models.CharField(_("note"), max_length=250)

    class Meta:
        verbose_name = _("working day or day off")
        verbose_name_plural = _("working days and days off")
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.note}"
