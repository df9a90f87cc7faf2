from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters.models.organisation import Organisation
from clusters.models.provenance import Sourced


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everybody who can see the body that issued it: decisions are public inside their system."""
        return self.filter(Exists(Organisation.objects.visible_to(user).filter(pk=OuterRef("issuer"))))


class Decision(Sourced):
    """An official paper with number and day: founding, lineage, movement and award decisions all point to one.

    Number or day may be missing until they are known; then `unknown_reason` says why.
    """

    number = models.CharField(_("number"), max_length=60, blank=True)
    on = models.DateField(_("date"), null=True, blank=True)
    issuer = models.ForeignKey(Organisation, models.PROTECT, related_name="decisions", verbose_name=_("issued by"))
    unknown_reason = models.CharField(_("why number or date is not known"), max_length=300, blank=True)
    abstract = models.CharField(_("abstract"), max_length=500)
    signatory = models.CharField(_("signed by"), max_length=150, blank=True)
    file = models.ForeignKey(
        "clusters.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("replaces")
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.CheckConstraint(
                name="decision_does_not_replace_itself", condition=Q(replaces__isnull=True) | ~Q(replaces=F("pk"))
            ),
            models.CheckConstraint(
                name="decision_says_why_number_or_date_is_not_known",
                condition=(~Q(number="") & Q(on__isnull=False, unknown_reason=""))
                | ((Q(number="") | Q(on__isnull=True)) & ~Q(unknown_reason="")),
            ),
            models.UniqueConstraint(
                name="decision_number_once", fields=["issuer", "number", "on"], condition=~Q(number="")
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.abstract

    @property
    def is_identified(self) -> bool:
        """Number and day are known."""
        return bool(self.number and self.on)

    def trail_scope(self) -> dict[str, int | None]:
        return {"authority_id": self.issuer_id}
