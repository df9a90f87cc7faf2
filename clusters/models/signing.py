from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import SigningWay
from clusters.models.file import StoredFile
from clusters.models.people import User


class Signing(models.Model):
    """How something was signed.

    On the page the account signs itself. A paper was signed by the person named, for its head where `for_head` (ký
    thay); the account attached it and declared that it is this text. `reading` keeps what the signatures inside a PDF
    say, as `signed_pdf.Signed` has it.
    """

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

    class Meta:
        abstract = True


def paper_is_whole(name: str) -> models.CheckConstraint:
    """A signature on the page has no paper; a paper has everything that is said of one."""
    on_the_page = Q(way=SigningWay.PAGE, file__isnull=True, declared=False, for_head=False)
    on_paper = Q(file__isnull=False, declared=True, signed_on__isnull=False) & ~Q(way=SigningWay.PAGE)
    return models.CheckConstraint(
        name=name, condition=on_the_page | (on_paper & ~Q(signer_name="") & ~Q(signer_position=""))
    )
