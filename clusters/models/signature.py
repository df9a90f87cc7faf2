from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import SignerCapacity, SigningWay
from clusters.models.file import StoredFile
from clusters.models.pact import Pact
from clusters.models.pact_annex import PactAnnex
from clusters.models.people import User
from clusters.models.season import Participant


class SignatureQuerySet(models.QuerySet):
    def visible_to(self, user):
        """With its pact."""
        return self.filter(Exists(Pact.objects.visible_to(user).filter(pk=OuterRef("pact"))))


class Signature(models.Model):
    """A signature under the frozen text of a pact or of an annex to it, whose hash it names. Never changed or deleted.

    On the page the account signs itself. A paper was signed by the person named, for its head where `for_head` (ký
    thay); the account attached it and declared that it is this text. `reading` keeps what the signatures inside a PDF
    say, as `signed_pdf.Signed` has it.
    """

    pact = models.ForeignKey(Pact, models.PROTECT, related_name="signatures")
    annex = models.ForeignKey(PactAnnex, models.PROTECT, null=True, blank=True, related_name="signatures")
    capacity = models.CharField(max_length=10, choices=SignerCapacity.choices, default=SignerCapacity.MEMBER)
    participant = models.ForeignKey(Participant, models.PROTECT, null=True, blank=True, related_name="signatures")
    text_hash = models.CharField(max_length=64)
    way = models.CharField(_("way"), max_length=10, choices=SigningWay.choices, default=SigningWay.PAGE)
    signer_name = models.CharField(_("signed by"), max_length=150, blank=True)
    signer_position = models.CharField(_("position"), max_length=150, blank=True)
    for_head = models.BooleanField(_("signed for the head"), default=False)
    signed_on = models.DateField(_("day on the paper"), null=True, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    reading = models.JSONField(default=list, blank=True)
    declared = models.BooleanField(_("declared to be this text"), default=False)
    signed_at = models.DateTimeField(_("signed at"))
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+")

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
            models.CheckConstraint(
                name="signature_paper_is_whole",
                condition=Q(way=SigningWay.PAGE, file__isnull=True, declared=False, for_head=False)
                | (
                    Q(file__isnull=False, declared=True, signed_on__isnull=False)
                    & ~Q(way=SigningWay.PAGE)
                    & ~Q(signer_name="")
                    & ~Q(signer_position="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant or self.signer_name} {self.signed_at:%Y-%m-%d}"
