"""The terms by which a cluster works on a day: asked alone, or beside other rows as part of their query."""

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from clusters import clock
from clusters.models import Cluster, RegulationAdoption, Season
from clusters.queries import working_day
from clusters.regulating import DEFAULTS, Terms, grace, read_terms
from clusters.regulating import terms as keys
from clusters.scoring import WorkDays


def terms_of(cluster: Cluster, on: dt.date) -> Terms:
    """The terms by which the cluster works on that day, in one query: of the version then in force, or as offered."""
    found = RegulationAdoption.objects.in_force(on).filter(version__regulation__cluster=cluster).first()
    return adopted(found) if found else DEFAULTS


def terms_of_season(season: Season) -> Terms:
    """By which a year is judged today: those of its own days. What comes into force after it ends is of the next."""
    return terms_of(season.cluster, min(clock.today(), season.ends_on))


def answer_by(terms: Terms, asked_on: dt.date) -> dt.date:
    """By when a request of that day is to be answered; one query where only working days count."""
    working = terms.answer_counted.value == keys.WORKING
    asked = clock.moment(asked_on.year, asked_on.month, asked_on.day)
    return grace.until(asked, terms.answer_days.value, working_day.calendar() if working else None).date()


def adopted(adoption: RegulationAdoption) -> Terms:
    """The terms of one adoption."""
    return read_terms(adoption.terms, adoption=adoption.pk, in_force_on=adoption.in_force_on)


def standing(cluster: str, *days: str | dt.date) -> Subquery:
    """The same as a field of other rows, to be read by `read`: `cluster` is the way to the cluster, and what counts is
    the version in force on the earliest of the days (days, or the ways to them). Nothing where none is in force."""
    found: QuerySet[RegulationAdoption] = RegulationAdoption.objects.filter(
        version__regulation__cluster=OuterRef(cluster)
    )
    for day in days:
        found = found.filter(in_force_on__lte=OuterRef(day) if isinstance(day, str) else day)
    return Subquery(found.order_by("-in_force_on", "-pk").values("terms")[:1])


def read(stored: Mapping[str, Any] | None) -> Terms:
    """What `standing` brought."""
    return read_terms(stored or {})


def leaves_the_head_to_the_authority(stored: Mapping[str, Any] | None) -> bool:
    """Whether the officials, and not the deputy, verify the report of the head's own unit."""
    return read(stored).head_verifier.value == keys.AUTHORITY


class Grace:
    """The last moments that do not yet count as late, for one row or for many: the calendar of working days is asked
    for once, and only where such days count."""

    @cached_property
    def _calendar(self) -> WorkDays:
        return working_day.calendar()

    def until(self, due: dt.datetime | None, stored: Mapping[str, Any] | None) -> dt.datetime | None:
        """None without a due date or where there is no grace; `stored` as `standing` brings it."""
        terms = read(stored)
        if due is None or not terms.grace_days.value:
            return None
        working = terms.grace_counted.value == keys.WORKING
        return grace.until(due, terms.grace_days.value, self._calendar if working else None)
