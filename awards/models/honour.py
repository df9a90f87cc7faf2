from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from awards.models.award import Award
from awards.models.award_decision import AwardDecision
from awards.models.nomination import Nomination
from clusters.models import Organisation
from clusters.models.provenance import Sourced


class HonourQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everybody who can see the organisation that holds it, or the decision that gave it.

        Asked one by one: PostgreSQL reads the visible bodies once for each, but anew for every row where both stand
        in one question.
        """
        seen = Organisation.objects.visible_to(user)
        holder = Exists(seen.filter(pk=OuterRef("organisation")))
        return self.filter(Q(holder) | Q(Exists(seen.filter(pk=OuterRef("award_decision__decision__issuer")))))


class Honour(Sourced):
    """A line of the register of honours: who holds which award for which year by which decision. Append-only.

    The holder's name and the award's are kept as they were on the day. A revocation is another decision that
    points here; the line itself is never changed.
    """

    award = models.ForeignKey(Award, models.PROTECT, related_name="honours", verbose_name=_("award"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="honours", verbose_name=_("holder"))
    year = models.PositiveSmallIntegerField(_("for the year"))
    award_decision = models.ForeignKey(
        AwardDecision, models.PROTECT, related_name="honours", verbose_name=_("decision")
    )
    nomination = models.OneToOneField(
        Nomination, models.PROTECT, null=True, blank=True, related_name="honour", verbose_name=_("nomination")
    )
    holder_name = models.CharField(_("holder as then named"), max_length=250)
    award_name = models.CharField(_("award as then named"), max_length=200)
    registered_at = models.DateTimeField(_("registered at"))
    registered_by = models.ForeignKey("clusters.User", models.PROTECT, related_name="+")

    objects = HonourQuerySet.as_manager()

    class Meta:
        verbose_name = _("honour")
        verbose_name_plural = _("register of honours")
        constraints = [
            models.UniqueConstraint(
                name="honour_once_per_decision", fields=["award_decision", "award", "organisation", "year"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder_name} – {self.award_name} {self.year}"

    def trail_scope(self) -> dict[str, int | None]:
        return {"authority_id": self.award_decision.decision.issuer_id, "organisation_id": self.organisation_id}
