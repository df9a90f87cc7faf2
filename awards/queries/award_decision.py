"""Award decisions: the list, the page of one, and the desk where the next is issued."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from awards.enums import NominationState
from awards.models import AwardDecision, Honour, Nomination
from awards.policies import award_decision as policy
from awards.queries import nomination as nominations
from clusters import vietnamese, writing
from clusters.models import Cluster, Organisation, Succession
from clusters.queries import organisation as organisations
from clusters.registers import Order, Register
from clusters.tables import Cell, Column, Row, Table


def listed(
    user, *, year: int | None = None, authority: Organisation | None = None, cluster=None, unit: str = ""
) -> QuerySet[AwardDecision]:
    """Visible ones, the newest first; `year` is the year that it honours, `cluster` that of a nomination that it
    grants, `unit` words in the name of a holder."""
    found = AwardDecision.objects.visible_to(user).select_related("decision__issuer", "decision__file")
    found = found.filter(Exists(Honour.objects.filter(award_decision=OuterRef("pk"), year=year))) if year else found
    found = found.filter(decision__issuer=authority) if authority else found
    if cluster:
        granted = Honour.objects.filter(nomination__participant__season__cluster=cluster)
        found = found.filter(Exists(granted.filter(award_decision=OuterRef("pk"))))
    if unit:
        held = Honour.objects.filter(award_decision=OuterRef("pk"))
        found = found.filter(Exists(held.filter(organisation__search_key__contains=vietnamese.search_key(unit))))
    return found.annotate(lines=Count("honours")).order_by("-decision__on", "-pk")


def clusters(user) -> QuerySet[Cluster]:
    """Clusters for whose nominations a decision the person may see grants awards."""
    seen = AwardDecision.objects.visible_to(user).filter(pk=OuterRef("award_decision"))
    granted = Honour.objects.filter(Exists(seen), nomination__participant__season__cluster=OuterRef("pk"))
    return Cluster.objects.filter(Exists(granted)).order_by("sort_key")


def issuers(user) -> QuerySet[Organisation]:
    """Bodies that issued a decision the person may see: the choices of the filter."""
    issued = AwardDecision.objects.visible_to(user).filter(decision__issuer=OuterRef("pk"))
    return Organisation.objects.filter(Exists(issued)).order_by("sort_key")


def register(found: QuerySet[AwardDecision]) -> Register:
    """One row for each decision."""
    orders: dict[str, Order] = {"on": "decision__on", "issuer": "decision__issuer__sort_key", "lines": "lines"}
    return Register(found, _table, orders)


def _table(found: Iterable[AwardDecision]) -> Table:
    columns = [
        Column("number", _("Number"), "link", spot="name"),
        Column("on", _("Date"), "day", spot="figure"),
        Column("issuer", _("Issued by"), spot="line"),
        Column("abstract", _("Abstract"), spot="line"),
        Column("lines", _("Awards"), "number"),
        Column("file", _("File"), "link", sortable=False),
    ]
    rows = [_row(each) for each in found]
    empty = _("No award decision fits these filters.")
    return Table("award-decisions", _("Award decisions"), columns, rows, empty=empty)


def _row(each: AwardDecision) -> Row:
    paper = each.decision
    return Row(
        [
            Cell(str(paper), url=reverse("award-decision", args=[each.pk]), mark=paper.mark, source=paper.source),
            paper.on,
            str(paper.issuer),
            paper.abstract,
            each.lines,
            Cell(paper.file.original_name, url=reverse("decision-file", args=[paper.pk])) if paper.file else None,
        ]
    )


def for_page(user) -> QuerySet[AwardDecision]:
    """Visible ones with what the page names."""
    seen = Organisation.objects.visible_to(user).filter(pk=OuterRef("decision__issuer"))
    found = AwardDecision.objects.visible_to(user).annotate(opens_issuer=Exists(seen))
    return found.select_related("decision__issuer", "decision__file", "issued_by")


def lines(issued: AwardDecision, user) -> Table:
    """What the decision gave, as it entered the register."""
    opens = Nomination.objects.visible_to(user).filter(pk=OuterRef("nomination"))
    found = issued.honours.annotate(opens=Exists(opens)).order_by("award__position", "organisation__sort_key", "pk")
    columns = [
        Column("holder", _("Holder"), "link", spot="name"),
        Column("award", _("Award"), spot="line"),
        Column("year", _("For the year"), "number", spot="figure"),
    ]
    rows = [_line(each) for each in found.select_related("award")]
    return Table("lines", _("What it grants"), columns, rows)


def _line(each: Honour) -> Row:
    url = reverse("nomination", args=[each.nomination_id]) if each.opens else ""
    holder = Cell(each.holder_name, url=url, mark=each.mark, source=each.source)
    return Row([holder, Cell(each.award_name, sort=each.award.position), Cell(each.year, text=each.year)])


class Desk(NamedTuple):
    """What lies before an official who issues a decision: what may stand in it, and what may not, with the reason."""

    authorities: list[Organisation]
    authority: Organisation
    ready: QuerySet[Nomination]
    held_up: list[tuple[Nomination, str]]


def desk(user, wish: str = "") -> Desk:
    """For the authority that the address names, else for the first one the person acts for."""
    authorities = list(organisations.acted_for(user))
    authority = next((each for each in authorities if str(each.pk) == wish), authorities[0])
    inherited = set(Succession.objects.filter(organisation=authority).values_list("ancestor", flat=True))
    approved = nominations.joined(
        Nomination.objects.filter(state=NominationState.APPROVED, participant__season__cluster__authority__in=inherited)
    ).order_by("participant__season__cluster__sort_key", "award__position", "placing__rank", "pk")
    ruled = [(each, policy.may_decide_nomination(authority, inherited, each)) for each in approved]
    ready = approved.filter(pk__in=[each.pk for each, ruling in ruled if ruling])
    return Desk(authorities, authority, ready, [(each, ruling.reason) for each, ruling in ruled if not ruling])


def label(nomination: Nomination) -> str:
    """One nomination in one line of the desk."""
    placing, season = nomination.placing, nomination.participant.season
    words = f"{nomination.participant} – {nomination.award} ({season})"
    if placing is None:
        return words
    points = writing.points(placing.points)
    return _("{words}: rank {rank}, {points} points").format(words=words, rank=placing.rank, points=points)


def chosen_table(found: list[Nomination]) -> Table:
    """What will stand in the decision: the page to check before it is issued."""
    columns = [
        Column("unit", _("Unit"), "link", spot="name"),
        Column("award", _("Award"), spot="line"),
        Column("season", _("Emulation year"), spot="line"),
        Column("rank", _("Rank"), "number", spot="figure"),
        Column("points", _("Points"), "points"),
        Column("approved", _("Approved on"), "day"),
    ]
    rows = [_chosen(each) for each in found]
    return Table("chosen", _("What the decision will grant"), columns, rows, export=False, empty=_("Nothing chosen."))


def _chosen(each: Nomination) -> Row:
    placing = each.placing
    return Row(
        [
            Cell(str(each.participant), url=reverse("nomination", args=[each.pk]), mark=each.mark, source=each.source),
            Cell(str(each.award), sort=each.award.position),
            str(each.participant.season),
            placing.rank if placing else None,
            placing.points if placing else None,
            each.appraised_at,
        ]
    )
