"""What the library of a cluster holds."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DocumentKind(TextChoices):
    REGULATION = "regulation", _("Regulation, guidance")
    FORM = "form", _("Form")
    REPORT = "report", _("Report")
    PUBLICATION = "publication", _("Publication")
    OTHER = "other", _("Other paper")
