"""A sealed ranking as it was frozen: nothing here reads today's scores."""

from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import manifest, writing
from clusters.models import Criterion, Placing, Standing
from clusters.queries import grading as gradings
from clusters.queries.grading import Graded
from clusters.scoring import all_nodes
from clusters.scoring.grading import Grading, Verdict, read_grading
from clusters.tables import Cell, Column, Row, Table


def for_page(user):
    """Those that the person may see, with what the page names."""
    joined = ("season__cluster__authority", "sealed_by", "replaced_by")
    return Standing.objects.visible_to(user).select_related(*joined)


def placings_of(standing: Standing) -> list[Placing]:
    """In order of rank, then of name; one query."""
    found = standing.placings.select_related("participant__organisation")
    return list(found.order_by("rank", "participant__organisation__sort_key"))


def agrees(standing: Standing, placings: list[Placing]) -> bool:
    """Whether the manifest still has its hash, and its arithmetic still gives these placings."""
    if standing.manifest.get("format") not in manifest.FORMATS:
        return False
    sealed = sorted((each.participant_id, each.points, each.rank, each.grade) for each in placings)
    computed = sorted(tuple(one) for one in manifest.recompute(standing.manifest))
    return manifest.digest(standing.manifest) == standing.hash and computed == sealed


def table(standing: Standing, placings: list[Placing]) -> Table:
    """Ranks and points as they were sealed, with the sections they came from; the sum leads to its account."""
    grading = grading_of(standing)
    columns = [
        Column("rank", _("Rank"), "number", spot="lead"),
        Column("unit", _("Unit"), spot="name"),
        *([Column("grade", _("Grade"), spot="mark")] if grading.grades else []),
        Column("points", _("Points"), "points", spot="figure"),
        Column("core", _("Content"), "points"),
        Column("bonus", _("Bonus"), "points"),
        Column("penalty", _("Penalty"), "points"),
    ]
    ranks = [each.rank for each in placings]
    rows = [_row(grading, each, ranks.count(each.rank) > 1) for each in placings]
    return Table("standing", _("Sealed ranking"), columns, rows)


def grading_of(standing: Standing) -> Grading:
    """What the sealed table said after the sum; nothing for one sealed before tables graded."""
    return read_grading(standing.manifest.get("table", {}).get("grading", {}))


def graded(standing: Standing, placings: list[Placing]) -> list[Graded]:
    """Units with their grades and why, as they were sealed; nothing where the table did not grade."""
    grading = grading_of(standing)
    found = [(each, Verdict.from_json(each.why["verdict"])) for each in placings if "verdict" in each.why]
    return [gradings.graded(grading, each.pk, str(each.participant), verdict) for each, verdict in found]


def _row(grading: Grading, each: Placing, is_tied: bool) -> Row:
    sections = each.why.get("sections", {})
    core, bonus, penalty = (_decimal(sections.get(name)) for name in ("core", "bonus", "penalty"))
    rank = Cell(each.rank, note=_("shared") if is_tied else "")
    points = Cell(each.points, url=reverse("minutes", args=[each.standing_id, each.participant_id]))
    grade = [_grade(grading, each)] if grading.grades else []
    return Row([rank, str(each.participant), *grade, points, core, bonus, penalty])


def _grade(grading: Grading, each: Placing) -> Cell:
    """The grade as it was sealed, in the reader's language where the table gave it."""
    verdict = Verdict.from_json(each.why["verdict"])
    words = gradings.name_of(grading.grade(verdict.grade)) or _("no grade")
    return Cell(words, note=gradings.note_of(grading, verdict), url=f"#grade-{each.pk}")


def _reports(standing: Standing) -> dict[int, int]:
    """Which report was ranked for which participant."""
    return {unit["participant"]: unit["report"] for unit in standing.manifest.get("units", [])}


def matrix(standing: Standing, placings: list[Placing]) -> Table:
    """Every leaf of the sealed table by unit; each figure leads to why it is what it is."""
    units = [Column(f"unit{each.participant_id}", str(each.participant), "points") for each in placings]
    columns = [Column("criterion", _("Criterion")), Column("most", _("At most"), "points"), *units]
    texts = {line["code"]: line["text"] for line in standing.manifest.get("table", {}).get("lines", [])}
    nodes = all_nodes(manifest.table_of(standing.manifest["table"])) if texts else ()
    criteria = dict(Criterion.objects.filter(version=standing.season.table_id).values_list("code", "pk"))
    reports = _reports(standing)
    rows = []
    for node in (node for node in nodes if node.rule):
        ways = [_why(reports.get(each.participant_id), criteria.get(node.code)) for each in placings]
        cells = [_points(each, node.code, way) for each, way in zip(placings, ways, strict=True)]
        rows.append(Row([f"{node.code}. {texts[node.code]}", node.max_points, *cells]))
    return Table("sealed-points", _("Points by criterion, as sealed"), columns, rows, sort_key="lines")


def _why(report: int | None, criterion: int | None) -> str:
    return reverse("why", args=[report, criterion]) if report and criterion else ""


def _points(each: Placing, code: str, way: str) -> Cell:
    line = each.why.get("lines", {}).get(code, {})
    own, head = _decimal(line.get("self")), _decimal(line.get("head"))
    if own == head:
        return Cell(head, url=way)
    said = [_("self-score {points}").format(points=writing.points(own)), line.get("note", "")]
    return Cell(head, url=way, note=": ".join(part for part in said if part), tone="warn")


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
