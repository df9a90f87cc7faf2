from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import SignerCapacity
from clusters.models.pact import Pact
from clusters.models.pact_annex import PactAnnex
from clusters.models.season import Participant
from clusters.models.signing import Signing, paper_is_whole


class SignatureQuerySet(models.QuerySet):
    def visible_to(self, user):
        """With its pact."""
        return self.filter(Exists(Pact.objects.visible_to(user).filter(pk=OuterRef("pact"))))


class Signature(Signing):
    """A signature under the frozen text, whose hash it names, of a pact or an annex to it. Never changed or deleted."""

    pact = models.ForeignKey(Pact, models.PROTECT, related_name="signatures")
    annex = models.ForeignKey(PactAnnex, models.PROTECT, null=True, blank=True, related_name="signatures")
    capacity = models.CharField(max_length=10, choices=SignerCapacity.choices, default=SignerCapacity.MEMBER)
    participant = models.ForeignKey(Participant, models.PROTECT, null=True, blank=True, related_name="signatures")
    text_hash = models.CharField(max_length=64)
    objects = SignatureQuerySet.as_manager()

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [
            models.UniqueConstraint(name="signature_once", fields=["pact", "participant", "text_hash"]),
            models.UniqueConstraint(
                name="signature_of_side_once",
                fields=["pact", "text_hash", "capacity"],
                condition=~Q(capacity=SignerCapacity.MEMBER),
            ),
            models.CheckConstraint(
                name="signature_stands_in_its_place",
                condition=Q(capacity=SignerCapacity.WITNESS, participant__isnull=True, annex__isnull=True)
                | Q(capacity=SignerCapacity.HEAD, participant__isnull=False, annex__isnull=False)
                | Q(capacity=SignerCapacity.MEMBER, participant__isnull=False),
            ),
            paper_is_whole("signature_paper_is_whole"),
        ]

    def __str__(self) -> str:
        return f"{self.participant or self.signer_name} {self.signed_at:%Y-%m-%d}"
