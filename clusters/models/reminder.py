from django.db import models
from django.utils.translation import gettext_lazy as _

from clusters.models.people import User


class Reminder(models.Model):
    """That a person was reminded of something that falls due: each once, whoever asks and how often.

    `subject` names the thing, `due_on` the day it was due when the person was told: another day begins anew. `step`
    is how many days after that day, below zero before it.
    """

    person = models.ForeignKey(User, models.PROTECT, related_name="reminders", verbose_name=_("person"))
    subject = models.CharField(_("what falls due"), max_length=60)
    due_on = models.DateField(_("due"))
    step = models.SmallIntegerField(_("days after the due day"))
    reminded_at = models.DateTimeField(_("reminded at"))

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(name="reminder_once", fields=["person", "subject", "due_on", "step"]),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.step:+d} → {self.person_id}"
