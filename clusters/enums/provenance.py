"""Where a row comes from."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Provenance(TextChoices):
    """Where a figure or a name comes from; everything but ENTERED is shown beside it as a mark."""

    ENTERED = "entered", _("Entered here")
    SOURCE = "source", _("From the source")
    MEMORY = "memory", _("From memory, unverified")
    TRANSLATED = "translated", _("Translated back, wording unverified")
    SECONDARY = "secondary", _("Second-hand")
    DEMO = "demo", _("DEMO")
