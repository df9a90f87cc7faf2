"""The evidence library of a unit's year: its files, which criteria of the year and of its periods cite them, and who
else uses the same."""

from collections import defaultdict
from collections.abc import Collection
from itertools import groupby
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters.enums import ScanState, SectionKind
from clusters.models import (
    Citation,
    Criterion,
    Evidence,
    EvidenceFile,
    Participant,
    PeriodEvidence,
    PeriodReport,
    Report,
    User,
)
from clusters.models.period_report import SENT
from clusters.models.report import SENT_IN
from clusters.policies import evidence_file as policy
from clusters.queries import citation
from clusters.queries import period as periods
from clusters.tables import Cell, Column, Row, Table

_IN_TIME = ("report__period__due_at", "report__period", "criterion__position", "pk")

# Files by pk, each with a sentence for every other use of the same content.
Shared = dict[int, list[str]]


def listed(report: Report, user: User) -> list[EvidenceFile]:
    """What the person may see of the library, the newest first, each with its `cited` by this report, and its
    `cited_for_periods` by those reports of periods that the person may read."""
    year = Evidence.objects.standing().filter(report=report).select_related("criterion")
    sent = PeriodEvidence.objects.standing().visible_to(user).select_related("criterion", "report__period")
    citations = (
        Prefetch("citations", year.order_by("criterion__position", "pk"), to_attr="cited"),
        Prefetch("period_citations", sent.order_by(*_IN_TIME), to_attr="cited_for_periods"),
    )
    found = EvidenceFile.objects.visible_to(user).filter(participant=report.participant_id)
    related = ("stored", "added_by", "declared_by", "participant__season__cluster__authority")
    return list(found.select_related(*related).prefetch_related(*citations).order_by("-added_at", "-pk"))


def for_page(user: User) -> QuerySet[EvidenceFile]:
    """Visible ones with what policies and downloads read."""
    related = ("stored", "participant__organisation", "participant__season__cluster__authority")
    return EvidenceFile.objects.visible_to(user).select_related(*related)


def citable(unit: Participant) -> QuerySet[EvidenceFile]:
    """What of the library of a unit's year can prove something, by name."""
    return EvidenceFile.objects.citable().filter(participant=unit).order_by("name", "pk")


def home(file: EvidenceFile, user: User) -> str:
    """Where the person reads of the file: in the library, or, where the report of the year is not theirs to read, in
    the report of a period that cites it."""
    report = Report.objects.visible_to(user).filter(participant=file.participant_id).first()
    if report:
        return reverse("report-evidence", args=[report.pk])
    cited = file.period_citations.standing().visible_to(user).order_by("pk").first()
    place = ("period-report", cited.report_id) if cited else ("unit-periods", file.participant_id)
    return reverse(place[0], args=[place[1]])


def sent_with(file: EvidenceFile) -> dict[str, str]:
    """By the address of each report that was sent in with the file: the criteria that it proves there."""
    year = file.citations.standing().filter(report__state__in=SENT_IN).order_by("criterion__position")
    each = file.period_citations.standing().filter(report__state__in=SENT).order_by(*_IN_TIME)
    found: dict[str, list[str]] = defaultdict(list)
    for proof in year.select_related("criterion"):
        found[reverse("assessment", args=[proof.report_id])].append(proof.criterion.code)
    for cited in each.select_related("criterion", "report__period"):
        code, period = cited.criterion.code, cited.report.period
        said = f"{code} ({periods.words(period.kind, period.number)})"
        found[reverse("period-report", args=[cited.report_id])].append(said)
    return {address: ", ".join(dict.fromkeys(codes)) for address, codes in found.items()}


def frozen(proof: Citation) -> dict[str, Any]:
    """What a sending keeps of a cited file, as plain JSON."""
    where: dict[str, Any] = {name: value for name, value in (("pages", proof.pages), ("remark", proof.remark)) if value}
    where |= {} if proof.counts else {"infected": True}
    return {"name": proof.file.name, "sha256": proof.file.sha256, "size": proof.file.stored.size, **where}


def shared(files: Collection[EvidenceFile], user: User) -> Shared:
    """Where else the same content proves something, for whoever verifies, not for the unit's own people; one query.

    A report that the person may not read is not named: they learn that there is one, not whose it is.
    """
    here = {each.sha256: each for each in files}
    year, period = (
        kind.objects.standing().of_the_unit().filter(file=OuterRef("pk")) for kind in (Evidence, PeriodEvidence)
    )
    own = Participant.objects.of(user).filter(pk__in={each.participant_id for each in files})
    found = EvidenceFile.objects.filter(Exists(year) | Exists(period), ~Exists(own), sha256__in=here)
    found = found.exclude(participant__in={each.participant_id for each in files})
    found = found.annotate(opens=Exists(year.visible_to(user)) | Exists(period.visible_to(user)))
    related = ("participant__organisation", "participant__season")
    said: Shared = defaultdict(list)
    for twin in found.select_related(*related).order_by("-participant__season__year", "pk"):
        sentence, file = _said(twin), here[twin.sha256]
        if sentence not in said[file.pk]:
            said[file.pk].append(sentence)
    return dict(said)


def cited_elsewhere(files: Collection[EvidenceFile], report: PeriodReport, user: User) -> Shared:
    """For which other periods the unit cites the same files, for whoever verifies and as far as they may read these
    reports; one query. That the year cites what its periods cited is as it should be, and is not said."""
    own = Participant.objects.of(user).filter(pk=OuterRef("report__participant"))
    others = PeriodEvidence.objects.standing().of_the_unit().visible_to(user).filter(~Exists(own), file__in=files)
    said: Shared = defaultdict(list)
    for each in others.exclude(report=report).select_related("report__period").order_by(*_IN_TIME):
        period = each.report.period
        sentence = _("The same file is cited for another period too: {period}.")
        sentence = sentence.format(period=periods.words(period.kind, period.number))
        if sentence not in said[each.file_id]:
            said[each.file_id].append(sentence)
    return dict(said)


def mark_shared(files: Collection[EvidenceFile], user: User, report: PeriodReport | None = None) -> None:
    """Put these sentences on the files, for a page that shows them beside their names; `report` where it is that of a
    period."""
    found, elsewhere = shared(files, user), cited_elsewhere(files, report, user) if report else {}
    for file in files:
        file.same = [*found.get(file.pk, []), *elsewhere.get(file.pk, [])]


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
    """By the year, then period by period."""
    said = [_where(each) for each in file.cited]
    for period, each in groupby(file.cited_for_periods, key=lambda cited: cited.report.period):
        said.append(f"{periods.words(period.kind, period.number)}: {', '.join(map(_where, each))}")
    return Cell("; ".join(said)) if said else Cell(None, text=_("nothing yet"), tone="muted")


def _where(cited: Evidence | PeriodEvidence) -> str:
    return f"{cited.criterion.code} ({cited.where})" if cited.where else cited.criterion.code


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
