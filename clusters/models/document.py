from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters import vietnamese
from clusters.enums import DocumentKind
from clusters.models.cluster import Cluster
from clusters.models.people import User
from clusters.models.provenance import Sourced


class DocumentQuerySet(models.QuerySet):
    def standing(self):
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def visible_to(self, user):
        """With its cluster: members, past ones too, and those who act for the authority."""
        return self.filter(Exists(Cluster.objects.visible_to(user).filter(pk=OuterRef("cluster"))))


class Document(Sourced):
    """A paper of a cluster's library, in versions; a new version names nothing anew, it follows the one before."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="documents", verbose_name=_("cluster"))
    title = models.CharField(_("title"), max_length=250)
    kind = models.CharField(_("kind"), max_length=12, choices=DocumentKind.choices)
    read_by = models.DateField(_("to be read by"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawal_reason = models.CharField(_("why it was withdrawn"), max_length=300, blank=True)
    sort_key = models.CharField(max_length=1000, editable=False, default="", db_index=True)
    search_key = models.CharField(max_length=600, editable=False, default="")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            models.CheckConstraint(
                name="document_withdrawal_is_whole",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawal_reason="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawal_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs):
        """Keeps the two keys true; does nothing else."""
        self.sort_key, self.search_key = vietnamese.sort_key(self.title), vietnamese.search_key(self.title)
        super().save(*args, **kwargs)

    def trail_scope(self) -> dict[str, int | None]:
        return self.cluster.trail_scope()


class DocumentVersionQuerySet(models.QuerySet):
    def newest(self):
        """The last version of each document."""
        later = DocumentVersion.objects.filter(document=OuterRef("document"), number__gt=OuterRef("number"))
        return self.filter(~Exists(later))

    def visible_to(self, user):
        """With its document."""
        return self.filter(Exists(Document.objects.visible_to(user).filter(pk=OuterRef("document"))))


class DocumentVersion(models.Model):
    """One version: its file and what is new in it. Refuses update and delete."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    file = models.ForeignKey("clusters.StoredFile", models.PROTECT, related_name="+", verbose_name=_("file"))
    note = models.CharField(_("what is new"), max_length=300, blank=True)
    added_at = models.DateTimeField(_("added at"))
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = DocumentVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a document")
        verbose_name_plural = _("versions of documents")
        constraints = [
            models.UniqueConstraint(name="document_version_once", fields=["document", "number"]),
            models.CheckConstraint(name="document_version_counts_from_one", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.document} ({self.number})"


class DocumentReading(models.Model):
    """Somebody has confirmed that they read this version. Refuses update and delete."""

    version = models.ForeignKey(DocumentVersion, models.PROTECT, related_name="readings")
    read_at = models.DateTimeField(_("read at"))
    read_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("reading of a document")
        verbose_name_plural = _("readings of documents")
        constraints = [models.UniqueConstraint(name="document_read_once", fields=["version", "read_by"])]

    def __str__(self) -> str:
        return f"{self.version_id} ← {self.read_by_id}"
