"""The dashboard as a whole: tiles, what needs attention, and its tables."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import writing
from clusters.enums import Provenance
from clusters.tables import Table
from emulation.queries.dashboard import award, completeness, order, rank, rows, target, target_table, unit
from emulation.queries.dashboard.scope import Scope


@dataclass(frozen=True)
class Tile:
    """One figure on top of the page; it leads to its rows."""

    label: str
    value: int
    url: str
    note: str = ""
    tone: str = "neutral"


@dataclass(frozen=True)
class Alarm:
    """A cluster with overdue reports, and who owes them."""

    cluster: str
    url: str
    units: str
    mark: str


class Dashboard:
    """Everything about one scope, each fact asked for once."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    @cached_property
    def units(self) -> list[unit.Unit]:
        return unit.of(self.scope)

    @cached_property
    def placings(self) -> list:
        return order.placings(self.scope)

    @cached_property
    def places(self) -> order.Places:
        return order.of(self.scope, self.placings)

    @cached_property
    def shares(self) -> list[award.Share]:
        return award.shares(self.scope)

    @cached_property
    def honours(self) -> list:
        return list(award.honours(self.scope))

    @cached_property
    def tables(self) -> list[Table]:
        """In the order of the page; the same go into the workbook."""
        return [
            completeness.cluster_table(self.scope, self.units, self.places),
            target_table.table(self.scope, target.of(self.units)),
            completeness.member_table(self.scope, self.units, self.places),
            rank.table(self.placings, [each.participant.organisation for each in self.units]),
            award.table(self.scope, self.shares),
            award.honour_table(self.scope, self.honours),
        ]

    @cached_property
    def tiles(self) -> list[Tile]:
        """Clusters, reports, awards: what one sees in ten seconds."""
        clusters = self._cluster_tiles() if len(self.scope.seasons) > 1 else []
        return [*clusters, *self._report_tiles(), *self._award_tiles()]

    def _cluster_tiles(self) -> list[Tile]:
        late, of_all = len(rows.late_seasons(self.units)), _("of {count} clusters and blocks")
        return [
            Tile(
                _("Clusters with overdue reports"),
                late,
                self.scope.rows("late_clusters"),
                of_all.format(count=len(self.scope.seasons)),
                "bad" if late else "good",
            )
        ]

    def _report_tiles(self) -> list[Tile]:
        counts, scope = unit.counts(self.units), self.scope
        of_all = _("of {count} units").format(count=counts["units"])
        tones = {"late": "warn", "returned": "warn", "overdue": "bad"}
        sent = Tile(
            _("Reports sent in"), counts["sent"], scope.rows("sent"), of_all, "good" if counts["sent"] else "neutral"
        )
        labels = {"late": _("of them late"), "returned": _("Returned"), "overdue": _("Not sent, overdue")}
        return [
            sent,
            *[
                Tile(label, counts[name], scope.rows(name), tone=tones[name] if counts[name] else "neutral")
                for name, label in labels.items()
            ],
        ]

    def _award_tiles(self) -> list[Tile]:
        decided, places = (sum(share.figure(name) for share in self.shares) for name in ("decided", "places"))
        note = _("of {count} places granted").format(count=writing.number(places))
        return [
            Tile(_("Awards decided"), decided, self.scope.rows("decided"), note, "gold" if decided else "neutral"),
        ]

    @cached_property
    def alarms(self) -> list[Alarm]:
        """Clusters with overdue reports, those with most first, each with the units that owe them."""
        groups = completeness.by_season(unit.picked(self.units, "overdue"))
        ordered = sorted(groups.values(), key=lambda units: (-len(units), units[0].season.cluster.sort_key))
        return [_alarm(self.scope, units) for units in ordered]

    @property
    def has_demo(self) -> bool:
        """Whether any figure rests on made-up or unverified data."""
        return any(season.mark not in (Provenance.ENTERED, Provenance.SOURCE) for season in self.scope.seasons)


def _alarm(scope: Scope, units: list[unit.Unit]) -> Alarm:
    season = units[0].season
    words = ", ".join(
        f"{each.participant} ({_days(each)})" if each.days_late else str(each.participant) for each in units
    )
    return Alarm(str(season.cluster), reverse("dashboard-season", args=[season.pk]), words, season.mark)


def _days(each: unit.Unit) -> str:
    return _("{days} days late").format(days=each.days_late)
