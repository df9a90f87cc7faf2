from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from clusters.models import Decision, User


class AwardDecisionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(Exists(Decision.objects.visible_to(user).filter(pk=OuterRef("decision"))))


class AwardDecision(models.Model):
    """The decision that grants awards. Refuses update and delete; corrected or cancelled only by another one."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="award_decision", verbose_name=_("decision"))
    issued_at = models.DateTimeField(_("issued at"))
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = AwardDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("award decision")
        verbose_name_plural = _("award decisions")

    def __str__(self) -> str:
        return str(self.decision)

    def trail_scope(self) -> dict[str, int | None]:
        return self.decision.trail_scope()
