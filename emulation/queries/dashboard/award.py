"""Awards against the places granted, by cluster, and the honours of the year."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from awards.enums import TAKING_A_PLACE, NominationState
from awards.models import Award, Honour, Nomination, Quota
from clusters.models import Season
from clusters.tables import Cell, Column, Row, Table
from emulation.queries.dashboard.scope import Scope

MEASURES = ("places", "taken", "decided")


@dataclass
class Share:
    """One award in one season: the places granted and who is proposed for them."""

    season: Season
    award: Award
    quota: Quota | None = None
    nominations: list[Nomination] = field(default_factory=list)

    @property
    def decided(self) -> list[Nomination]:
        return [each for each in self.nominations if each.state == NominationState.DECIDED]

    def figure(self, measure: str) -> int:
        """The number shown under that name."""
        if measure == "places":
            return self.quota.places if self.quota else 0
        return len(self.picked(measure))

    def picked(self, measure: str) -> list[Nomination]:
        """The nominations behind a figure."""
        return self.decided if measure == "decided" else self.nominations


def shares(scope: Scope) -> list[Share]:
    """Where places were granted or somebody is nominated, by cluster and award; two queries."""
    found: dict[tuple[int, int], Share] = {}
    for quota in Quota.objects.filter(season__in=scope.by_pk).select_related("award", "basis").order_by("pk"):
        _share(found, scope.by_pk[quota.season_id], quota.award).quota = quota
    taking = Nomination.objects.filter(participant__season__in=scope.by_pk, state__in=TAKING_A_PLACE)
    for each in taking.select_related("award", "participant__organisation").order_by("pk"):
        _share(found, scope.by_pk[each.participant.season_id], each.award).nominations.append(each)
    order = {pk: position for position, pk in enumerate(scope.by_pk)}
    return sorted(found.values(), key=lambda s: (order[s.season.pk], s.award.position, s.award.pk))


def _share(found: dict, season: Season, award: Award) -> Share:
    return found.setdefault((season.pk, award.pk), Share(season, award))


def table(scope: Scope, found: list[Share]) -> Table:
    """One row for each award of each cluster."""
    columns = [
        Column("cluster", _("Cluster or block"), "link", spot="name"),
        Column("award", _("Award"), spot="line"),
        Column("places", _("Number of places"), "number"),
        Column("taken", _("Places taken"), "number", spot="figure"),
        Column("decided", _("Decided"), "number"),
    ]
    sums = [sum(share.figure(measure) for share in found) for measure in MEASURES]
    cells = [Cell(value, url=scope.rows(measure)) for value, measure in zip(sums, MEASURES, strict=True)]
    total = Row([_("Total"), None, *cells]) if found else None
    caption, empty = _("Awards against places granted"), _("No places have been granted and nobody is nominated.")
    rows = [_row(scope, share) for share in found]
    return Table("awards", caption, columns, rows, total=total, empty=empty, sort_key="award-sort")


def _row(scope: Scope, share: Share) -> Row:
    season = share.season
    narrower = {"cluster": season.cluster_id, "award": share.award.pk}
    cells = [_figure(share, measure, scope.rows(measure, **narrower)) for measure in MEASURES]
    url = reverse("nominations", args=[season.pk])
    return Row([Cell(str(season.cluster), url=url, mark=season.mark, source=season.source), str(share.award), *cells])


def _figure(share: Share, measure: str, url: str) -> Cell:
    value = share.figure(measure)
    over = measure == "taken" and value > share.figure("places")
    mark = share.quota.mark if measure == "places" and share.quota else ""
    tone = "bad" if over else "muted" if not value else ""
    return Cell(value, url=url, tone=tone, mark=mark, note=_("more than were granted") if over else "")


def rows(found: list[Share], measure: str, award: int | None) -> Table:
    """What lies behind a figure: the places with their basis, or the nominations; the total says the figure."""
    picked = [share for share in found if award is None or share.award.pk == award]
    lines = _places(picked) if measure == "places" else _nominations(picked, measure)
    columns = [
        Column("what", _("Unit or basis"), "link", spot="name"),
        Column("cluster", _("Cluster or block"), spot="line"),
        Column("award", _("Award"), spot="line"),
        Column("state", _("State"), "state", spot="mark"),
        Column("count", _("Places"), "number", spot="figure"),
    ]
    total = Row([_("Total"), None, None, None, sum(share.figure(measure) for share in picked)])
    captions = {"places": _("Number of places"), "taken": _("Places taken"), "decided": _("Decided awards")}
    return Table("rows", captions[measure], columns, lines, total=total, empty=_("Nothing is counted here."))


def _places(found: list[Share]) -> list[Row]:
    granted = [(share, share.quota) for share in found if share.quota]
    return [
        Row(
            [
                Cell(str(quota.basis), url=reverse("decision", args=[quota.basis_id]), mark=quota.mark),
                str(share.season),
                str(share.award),
                None,
                quota.places,
            ]
        )
        for share, quota in granted
    ]


def _nominations(found: list[Share], measure: str) -> list[Row]:
    return [
        Row(
            [
                Cell(str(each.participant), url=reverse("nomination", args=[each.pk]), mark=each.mark),
                str(share.season),
                str(share.award),
                Cell(each.state, text=each.get_state_display()),
                1,
            ]
        )
        for share in found
        for each in share.picked(measure)
    ]


def honours(scope: Scope) -> QuerySet[Honour]:
    """Of the year, by decisions of these authorities; in a narrower filter, of units of these clusters."""
    found = Honour.objects.filter(year=scope.year, award_decision__decision__issuer__in=scope.authorities)
    if scope.is_narrowed:
        inside = Q(nomination__participant__season__in=scope.by_pk)
        inside |= Q(nomination=None, organisation__participations__season__in=scope.by_pk)
        found = found.filter(pk__in=Honour.objects.filter(inside).values("pk"))
    found = found.select_related("award", "award_decision__decision", "organisation")
    return found.order_by("award__position", "award__pk", "organisation__sort_key")


def honour_table(scope: Scope, found: list[Honour]) -> Table:
    """One row for each award."""
    columns = [
        Column("award", _("Award"), spot="name"),
        Column("level", _("Level"), spot="line"),
        Column("count", _("Honours"), "number", spot="figure"),
    ]
    counted = Counter(honour.award_id for honour in found)
    awards = {honour.award_id: honour.award for honour in found}
    rows = [
        Row([str(award), award.get_level_display(), Cell(counted[pk], url=scope.rows("honours", award=pk))])
        for pk, award in awards.items()
    ]
    total = Row([_("Total"), None, Cell(len(found), url=scope.rows("honours"))]) if found else None
    caption = _("Honours of the year {year}").format(year=scope.year)
    empty = _("No honour of this year is in the register.")
    return Table("honours", caption, columns, rows, total=total, empty=empty, sort_key="honour-sort")


def honour_rows(found: list[Honour], award: int | None) -> Table:
    """The lines of the register behind a figure."""
    columns = [
        Column("holder", _("Holder"), "link", spot="name"),
        Column("award", _("Award"), spot="line"),
        Column("decision", _("Decision"), "link", spot="line"),
        Column("on", _("Date"), "day"),
        Column("count", _("Honours"), "number", spot="figure"),
    ]
    picked = [honour for honour in found if award is None or honour.award_id == award]
    total = Row([_("Total"), None, None, None, len(picked)])
    rows = [_honour_row(honour) for honour in picked]
    return Table("rows", _("Honours"), columns, rows, total=total, empty=_("Nothing is counted here."))


def _honour_row(honour: Honour) -> Row:
    decision = honour.award_decision.decision
    return Row(
        [
            Cell(
                honour.holder_name,
                url=reverse("organisation", args=[honour.organisation_id]),
                mark=honour.mark,
                source=honour.source,
            ),
            honour.award_name,
            Cell(str(decision), url=reverse("award-decision", args=[honour.award_decision_id])),
            decision.on,
            1,
        ]
    )
