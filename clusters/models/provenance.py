from django.db import models
from django.utils.translation import gettext_lazy as _

from clusters.enums import Provenance


class Sourced(models.Model):
    """A row that says where it comes from, so that what is unverified or made up is shown as such."""

    mark = models.CharField(
        _("provenance"), max_length=12, choices=Provenance.choices, default=Provenance.ENTERED, blank=False
    )
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        abstract = True

    @property
    def is_marked(self) -> bool:
        """Whether a page must show the mark beside it."""
        return self.mark not in (Provenance.ENTERED, Provenance.SOURCE)
