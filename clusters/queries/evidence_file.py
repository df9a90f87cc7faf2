"""The evidence library of a unit's year: its files, which criteria cite them, and who else uses the same."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters.enums import ScanState, SectionKind
from clusters.models import Criterion, Evidence, EvidenceFile, Participant, Report, User
from clusters.policies import evidence_file as policy
from clusters.queries import citation
from clusters.tables import Cell, Column, Row, Table

# Files by pk, each with a sentence for every other use of the same content.
Shared = dict[int, list[str]]


def listed(report: Report, user: User) -> list[EvidenceFile]:
    """What the person may see of the library, the newest first, each with its `cited` by this report."""
    standing = Evidence.objects.standing().filter(report=report).select_related("criterion")
    citations = Prefetch("citations", standing.order_by("criterion__position", "pk"), to_attr="cited")
    found = EvidenceFile.objects.visible_to(user).filter(participant=report.participant_id)
    related = ("stored", "added_by", "declared_by", "participant__season__cluster__authority")
    return list(found.select_related(*related).prefetch_related(citations).order_by("-added_at", "-pk"))


def for_page(user: User) -> QuerySet[EvidenceFile]:
    """Visible ones with what policies and downloads read."""
    related = ("stored", "participant__organisation", "participant__season__cluster__authority")
    return EvidenceFile.objects.visible_to(user).select_related(*related)


def citable(report: Report) -> QuerySet[EvidenceFile]:
    """What of the library can prove something, by name."""
    return EvidenceFile.objects.citable().filter(participant=report.participant_id).order_by("name", "pk")


def shared(files: Collection[EvidenceFile], user: User) -> Shared:
    """Where else the same content proves something, for whoever verifies, not for the unit's own people; one query.

    A report that the person may not read is not named: they learn that there is one, not whose it is.
    """
    here = {each.sha256: each for each in files}
    proofs = Evidence.objects.standing().of_the_unit().filter(file=OuterRef("pk"))
    own = Participant.objects.of(user).filter(pk__in={each.participant_id for each in files})
    found = EvidenceFile.objects.filter(Exists(proofs), ~Exists(own), sha256__in=here)
    found = found.exclude(participant__in={each.participant_id for each in files})
    found = found.annotate(opens=Exists(proofs.visible_to(user)))
    related = ("participant__organisation", "participant__season")
    said: Shared = defaultdict(list)
    for twin in found.select_related(*related).order_by("-participant__season__year", "pk"):
        sentence, file = _said(twin), here[twin.sha256]
        if sentence not in said[file.pk]:
            said[file.pk].append(sentence)
    return dict(said)


def mark_shared(files: Collection[EvidenceFile], user: User) -> None:
    """Put these sentences on the files, for a page that shows them beside their names."""
    found = shared(files, user)
    for file in files:
        file.same = found.get(file.pk, [])


def _said(twin) -> str:
    if not twin.opens:
        return _("The same file is used by another unit or in another year.")
    words = {"unit": twin.participant, "year": twin.participant.season.label}
    return _("The same file is used by {unit}, {year}.").format(**words)


def library(report: Report, files: list[EvidenceFile], *, takes_down: bool) -> Table:
    """Each file with the criteria that cite it; for an official with a way to take it down."""
    columns = [
        Column("file", _("File"), "link", spot="name"),
        Column("cited", _("Proves"), spot="line"),
        Column("size", _("Size (KB)"), "number"),
        Column("scan", _("State"), "state", spot="mark"),
        Column("added", _("Added at"), "moment"),
        Column("by", _("Added by")),
        Column("declared", _("No state secret: declared by")),
    ]
    if takes_down:
        columns.append(Column("deed", _("Take down"), "link", sortable=False))
    rows = [_row(each, takes_down) for each in files]
    empty = _("Nothing has been put into the library yet.")
    return Table("library", _("Evidence library"), columns, rows, empty=empty)


def _row(file, takes_down: bool) -> Row:
    reads = policy.may_read_file(file)
    note = " ".join([*([] if reads else [reads.reason]), *file.same])
    cells = [
        Cell(file.name, url=reverse("library-file", args=[file.pk]) if reads else "", note=note),
        _cited(file),
        -(-file.stored.size // 1024),
        _state(file),
        file.added_at,
        str(file.added_by),
        str(file.declared_by) if file.declared_by else Cell(None, text=_("nobody: it came another way")),
    ]
    if takes_down:
        down = reverse("library-file-down", args=[file.pk])
        cells.append(Cell(None) if file.taken_down_at else Cell(_("Take down"), url=down))
    return Row(cells, tone="warn" if file.same else "" if reads else "bad", anchor=f"file-{file.pk}")


def _cited(file) -> Cell:
    said = [f"{each.criterion.code} ({each.where})" if each.where else each.criterion.code for each in file.cited]
    return Cell("; ".join(said)) if said else Cell(None, text=_("nothing yet"), tone="muted")


def _state(file: EvidenceFile) -> Cell:
    if file.taken_down_at:
        return Cell("taken_down", text=_("taken down"))
    return Cell(file.scan, text=file.get_scan_display())


def criteria(report: Report, files: list[Any]) -> Table:
    """The lines that the unit proves itself, each with the files that it cites and a way to cite more."""
    proofs: dict[int, list[EvidenceFile]] = defaultdict(list)
    for file in files:
        for each in file.cited:
            proofs[each.criterion_id].append(file)
    columns = [
        Column("criterion", _("Criterion"), "link", sortable=False, spot="name"),
        Column("files", _("Files"), sortable=False, spot="line"),
        Column("state", _("Evidence"), "state", sortable=False, spot="mark"),
    ]
    rows = [_criterion(report, each, proofs[each.pk]) for each in citation.criteria(report)]
    return Table("criteria", _("What proves each criterion"), columns, rows, sort_key="csort")


def _criterion(report: Report, criterion: Criterion, files: list[EvidenceFile]) -> Row:
    """A file with a virus is named and does not count."""
    counting = sum(file.scan != ScanState.INFECTED for file in files)
    if counting:
        state = Cell("done", text=str(counting))
    else:
        asked = criterion.evidence_required and criterion.section != SectionKind.PENALTY
        state = Cell("missing", text=_("missing")) if asked else Cell(None)
    link = reverse("report-evidence-add", args=[report.pk, criterion.pk])
    return Row([Cell(str(criterion), url=link), "; ".join(file.name for file in files), state])
