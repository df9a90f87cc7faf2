"""How a signature under the pact came in, and as whom one signs."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SigningWay(TextChoices):
    """A signed paper says the same as a click: directors rarely log in."""

    PAGE = "page", _("on the page")
    SCAN = "scan", _("signed paper, attached")
    SIGNED_PDF = "signed_pdf", _("PDF signed digitally, attached")


class SignerCapacity(TextChoices):
    """For a member; for the cluster under an annex, which its head signs; or as witness."""

    MEMBER = "member", _("member")
    HEAD = "head", _("head of the cluster")
    WITNESS = "witness", _("witness")
