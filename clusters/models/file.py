from django.db import models
from django.utils.translation import gettext_lazy as _


def path_by_hash(instance, filename: str) -> str:
    """Names are for people and are never used as paths."""
    return f"{instance.sha256[:2]}/{instance.sha256}"


class StoredFile(models.Model):
    """A file kept once; whoever holds it (evidence, decision) serves it through the holder's own visibility."""

    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    content_type = models.CharField(_("detected type"), max_length=120)
    original_name = models.CharField(_("file name"), max_length=200)
    content = models.FileField(upload_to=path_by_hash, max_length=200)
    stored_at = models.DateTimeField(_("stored at"))
    stored_by = models.ForeignKey("clusters.User", models.PROTECT, related_name="+", verbose_name=_("stored by"))

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self) -> str:
        return self.original_name
