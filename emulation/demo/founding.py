"""Clusters and the papers they rest on."""

import datetime as dt

from clusters.enums import Provenance
from clusters.models import Cluster, Decision, Organisation, User
from clusters.services import cluster as clusters
from clusters.services import decision as decisions
from emulation.demo import moments, organisations, people, sources

BEGINNING = dt.date(2024, 1, 1)
AFTER_MERGER = dt.date(2025, 7, 15)
UNKNOWN = "Số, ngày chưa có trong nguồn; hệ thống ghi từ ngày bắt đầu dữ liệu"


def exists(name: str) -> bool:
    return Cluster.objects.filter(name=name).exists()


def find(name: str) -> Cluster:
    return Cluster.objects.select_related("authority").get(name=name)


def unknown_decision(issuer: Organisation, subject: str, by: User) -> Decision:
    """A decision that must have been there, though the source names neither number nor day."""
    return decisions.record(
        issuer=issuer,
        number="",
        on=None,
        unknown_reason=UNKNOWN,
        abstract=subject,
        by=by,
        mark=Provenance.DEMO,
        source=sources.NOT_GIVEN,
    )


def made_up_decision(issuer: Organisation, number: str, on: dt.date, subject: str, by: User) -> Decision:
    """A decision of the demonstration: number and subject say so."""
    return decisions.record(
        issuer=issuer,
        number=f"{number} (DEMO)",
        on=on,
        abstract=f"{subject} (DEMO)",
        by=by,
        mark=Provenance.DEMO,
        source=sources.NOT_GIVEN,
    )


def after_merger(name: str, name_en: str, field: str, authority: str, official: str, members: str) -> Cluster:
    """The made-up cluster by which the authority of today goes on after the changes of 2025."""
    with moments.on(AFTER_MERGER):
        by, issuer = people.account(official), organisations.find(authority)
        decision = made_up_decision(issuer, "15/QĐ", AFTER_MERGER, f"Thành lập {name}", by)
        return clusters.found(
            by=by,
            authority=issuer,
            kind="cluster",
            name=name,
            name_en=name_en,
            field=field,
            founded_on=AFTER_MERGER,
            decision=decision,
            members=organisations.several(members),
            mark=Provenance.DEMO,
            source=sources.NOT_GIVEN,
        )


def end(cluster: Cluster, issuer: str, official: str, on: dt.date) -> None:
    """The source's cluster ends with its authority; by which decision, no source says."""
    with moments.on(on, 16):
        by = people.account(official)
        decision = unknown_decision(organisations.find(issuer), f"Kết thúc hoạt động của {cluster.name}", by)
        clusters.end(cluster, on=on, decision=decision, by=by)
