from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from awards.models.award import Award
from clusters.models import SeasonTemplate


class TemplateQuotaQuerySet(models.QuerySet):
    def visible_to(self, user):
        """With its template."""
        return self.filter(Exists(SeasonTemplate.objects.visible_to(user).filter(pk=OuterRef("template"))))


class TemplateQuota(models.Model):
    """Places of an award that each cluster gets for a year opened from the template. It grants nothing by itself."""

    template = models.ForeignKey(
        SeasonTemplate, models.PROTECT, related_name="quotas", verbose_name=_("template of a year")
    )
    award = models.ForeignKey(Award, models.PROTECT, related_name="+", verbose_name=_("award"))
    places = models.PositiveSmallIntegerField(_("places"))

    objects = TemplateQuotaQuerySet.as_manager()

    class Meta:
        verbose_name = _("places of a template")
        verbose_name_plural = _("places of templates")
        constraints = [
            models.UniqueConstraint(name="template_quota_once", fields=["template", "award"]),
            models.CheckConstraint(name="template_quota_gives_a_place", condition=Q(places__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.template}: {self.award} × {self.places}"
