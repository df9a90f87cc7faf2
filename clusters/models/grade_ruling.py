from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters.models.people import User
from clusters.models.season import Season


class GradeRuling(models.Model):
    """To which of the units in question the meeting gave a grade. The newest for a grade takes the earlier ones' place.

    `asked` and `given` hold participants' keys; it counts only while just those asked about are in question.
    """

    season = models.ForeignKey(Season, models.PROTECT, related_name="grade_rulings", verbose_name=_("emulation year"))
    grade = models.CharField(_("grade"), max_length=20)
    asked = models.JSONField(_("units in question"))
    given = models.JSONField(_("units given the grade"), default=list)
    reason = models.TextField(_("reason"))
    settled_at = models.DateTimeField(_("settled at"))
    settled_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("grade decided by the meeting")
        verbose_name_plural = _("grades decided by the meeting")
        constraints = [models.CheckConstraint(name="grade_ruling_has_a_reason", condition=~Q(reason=""))]

    def __str__(self) -> str:
        return f"{self.season_id}: {self.grade} {self.given}"
