from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clusters.enums import ScanState, Supplier
from clusters.models.people import User
from clusters.models.report import Report
from clusters.models.scoring_table import Criterion


class CitationQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(removed_at__isnull=True)

    def proving(self):
        """Those that prove something: nobody can open a file in which a virus was found. One that waits for the scanner
        counts meanwhile, so that a scanner that sleeps takes no points from a unit on the last evening."""
        return self.standing().exclude(file__scan=ScanState.INFECTED)

    def of_the_unit(self):
        """Of lines whose figures the unit enters itself; a paper of the authority proves those of many units."""
        return self.filter(criterion__supplier=Supplier.UNIT)


class EvidenceQuerySet(CitationQuerySet):
    def visible_to(self, user):
        """With its report."""
        return self.filter(Exists(Report.objects.visible_to(user).filter(pk=OuterRef("report"))))


class Citation(models.Model):
    """A file of the unit's library cited for one result, with its pages and a remark. Removing it keeps the row.

    Each kind names its report, its criterion, and how it is found from its file.
    """

    file = models.ForeignKey("clusters.EvidenceFile", models.PROTECT, related_name="+", verbose_name=_("evidence file"))
    pages = models.CharField(_("pages"), max_length=60, blank=True)
    remark = models.CharField(_("remark"), max_length=300, blank=True)
    added_at = models.DateTimeField(_("added at"))
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)
    removed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.file_id)

    @property
    def counts(self) -> bool:
        """Whether it proves anything, see `proving`."""
        return self.file.scan != ScanState.INFECTED

    @property
    def scan(self) -> str:
        """What the virus scanner says of the file, where that is not that it is clean."""
        if not self.counts:
            return gettext("a virus was found in it: it does not count as evidence")
        return gettext("waits for the virus scan") if self.file.scan == ScanState.WAITING else ""

    @property
    def aside(self) -> str:
        """The pages, the remark, and what the scanner says."""
        return " – ".join(filter(None, [self.where, self.scan]))

    @property
    def where(self) -> str:
        """The pages and the remark in one line; empty where neither was given."""
        pages = gettext("p. {pages}").format(pages=self.pages) if self.pages else ""
        return " – ".join(filter(None, [pages, self.remark]))

    @property
    def title(self) -> str:
        """The file's name with the pages, the remark and what the scanner says."""
        return " – ".join(filter(None, [self.file.name, self.aside]))


def rules_of(name: str) -> list[models.BaseConstraint]:
    """The constraints of one kind of citation, each under the `name`."""
    gone = Q(removed_at__isnull=False, removed_by__isnull=False)
    stands = Q(removed_at__isnull=True, removed_by__isnull=True)
    return [models.CheckConstraint(name=f"{name}_removal_is_whole", condition=stands | gone)]


class Evidence(Citation):
    """Cited for a result of the year."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="evidence")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="evidence")
    file = models.ForeignKey(
        "clusters.EvidenceFile", models.PROTECT, related_name="citations", verbose_name=_("evidence file")
    )

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = rules_of("evidence")
