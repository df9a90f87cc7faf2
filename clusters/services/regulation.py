"""The operating regulations of a cluster: drafted in versions, sent out for comments, adopted at a meeting."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit, clock
from clusters.enums import Event, Provenance, RegulationState
from clusters.errors import Invalid, Stale
from clusters.models import Cluster, Regulation, RegulationVersion, User
from clusters.policies import regulation as policy
from clusters.queries import regulation as queries
from clusters.regulating import KINDS, Unsuitable, wording
from clusters.services import notice

Stored = Mapping[str, Mapping[str, Any]]


@transaction.atomic
def start(
    cluster: Cluster,
    *,
    by: User,
    name: str = "",
    base: RegulationVersion | None = None,
    mark: str = Provenance.ENTERED,
    source: str = "",
) -> RegulationVersion:
    """Begin the next version: empty, or with the text and terms of `base`, an older version or an issued model."""
    cluster = Cluster.objects.select_for_update(of=("self",)).select_related("authority").get(pk=cluster.pk)
    policy.may_start(by, cluster).require()
    found = Regulation.objects.filter(cluster=cluster).first()
    if found is None:
        name = name.strip() or _("Operating regulations of {cluster}").format(cluster=cluster.name)
        found = Regulation.objects.create(authority=cluster.authority, cluster=cluster, name=name)
    return begin(found, base, by=by, mark=mark, source=source)


@transaction.atomic
def begin(
    regulation: Regulation, base: RegulationVersion | None, *, by: User, mark: str, source: str
) -> RegulationVersion:
    """The next number, drafted from the base; whoever calls has asked the policy and holds the lock."""
    last = regulation.versions.aggregate(last=Max("number"))["last"] or 0
    said = {"text": base.text, "terms": base.terms, "based_on": base} if base else {}
    stamp = {"drafted_at": clock.now(), "drafted_by": by, "mark": mark, "source": source}
    version = RegulationVersion.objects.create(regulation=regulation, number=last + 1, **said, **stamp)
    after = {"number": version.number, "from": str(base) if base else ""}
    audit.record(Event.REGULATION_DRAFTED, version, by=by, after=after)
    return version


@transaction.atomic
def change(
    version: RegulationVersion,
    *,
    text: str,
    terms: Stored,
    by: User,
    seen: int,
    mark: str = Provenance.ENTERED,
    source: str = "",
) -> RegulationVersion:
    """Write text and terms of a draft, whole or not yet whole. Raises Invalid by the keys of terms that cannot be."""
    version = locked(version)
    policy.drafter(by, version.regulation).may_change(version).require()
    if version.saves != seen:
        theirs: dict[str, object] = {"text": version.text, "terms": dict(version.terms)}
        raise Stale(_("A colleague changed the draft while you were writing."), theirs=theirs, seen=version.saves)
    _refuse_unsuitable(terms)
    before = {"articles": len(wording.articles(version.text)), "terms": version.terms}
    version.text, version.terms, version.saves = text, dict(terms), version.saves + 1
    version.mark, version.source = mark, source
    version.save(update_fields=["text", "terms", "saves", "mark", "source"])
    after = {"articles": len(wording.articles(text)), "terms": version.terms}
    audit.record(Event.REGULATION_CHANGED, version, by=by, before=before, after=after)
    return version


@transaction.atomic
def consult(version: RegulationVersion, *, until: dt.date, by: User) -> RegulationVersion:
    """Send the draft to the members, who may comment up to and with that day."""
    version = locked(version)
    policy.drafter(by, version.regulation).may_consult(version).require()
    problems = queries.problems(version.text, version.terms)
    if until < clock.today():
        problems = {"until": _("Choose today or a later day.")} | problems
    if problems:
        raise Invalid(problems)
    version.comments_until, version.consulted_at, version.consulted_by = until, clock.now(), by
    _move(version, RegulationState.CONSULTING, ["comments_until", "consulted_at", "consulted_by"])
    audit.record(Event.REGULATION_SENT_OUT, version, by=by, after={"until": until.isoformat()})
    tell(Event.REGULATION_SENT_OUT, version, queries.people_of_members(version), until=f"{until:%d/%m/%Y}")
    return version


@transaction.atomic
def take_back(version: RegulationVersion, *, reason: str, by: User) -> RegulationVersion:
    """Back to drafting, with a reason for the members. Their comments and the answers stay."""
    version = locked(version)
    policy.drafter(by, version.regulation).may_take_back(version).require()
    if not reason.strip():
        raise Invalid({"reason": _("Say why the draft is taken back.")})
    version.comments_until = version.consulted_at = version.consulted_by = None
    _move(version, RegulationState.DRAFT, ["comments_until", "consulted_at", "consulted_by"])
    audit.record(Event.REGULATION_TAKEN_BACK, version, by=by, reason=reason)
    tell(Event.REGULATION_TAKEN_BACK, version, queries.people_of_members(version), reason=reason)
    return version


@transaction.atomic
def withdraw(version: RegulationVersion, *, reason: str, by: User) -> RegulationVersion:
    """Give an open version up; its number is not used again."""
    version = locked(version)
    policy.drafter(by, version.regulation).may_withdraw(version).require()
    if not reason.strip():
        raise Invalid({"reason": _("Say why the version is withdrawn.")})
    was_out = version.state == RegulationState.CONSULTING
    version.withdrawn_at, version.withdrawn_by = clock.now(), by
    _move(version, RegulationState.WITHDRAWN, ["withdrawn_at", "withdrawn_by"])
    audit.record(Event.REGULATION_WITHDRAWN, version, by=by, reason=reason)
    if was_out:
        tell(Event.REGULATION_WITHDRAWN, version, queries.people_of_members(version), reason=reason)
    return version


def locked(version: RegulationVersion) -> RegulationVersion:
    """The version as it stands now, held until the transaction ends."""
    found = RegulationVersion.objects.select_for_update(of=("self",))
    return found.select_related("regulation__cluster__authority", "regulation__authority").get(pk=version.pk)


def tell(event: Event, version: RegulationVersion, people, **values: str) -> None:
    """A notice that leads to the version."""
    path = reverse("regulation-version", args=[version.pk])
    notice.tell(event, version, to=people, path=path, regulation=str(version.regulation), **values)


def _move(version: RegulationVersion, state: RegulationState, fields: list[str]) -> None:
    version.state = state
    version.save(update_fields=["state", *fields])


def _refuse_unsuitable(terms: Stored) -> None:
    problems = {}
    for key, said in terms.items():
        try:
            KINDS[key].read(said["value"])
        except (KeyError, Unsuitable):
            problems[key] = _("This value does not fit the term.")
    if problems:
        raise Invalid(problems)
