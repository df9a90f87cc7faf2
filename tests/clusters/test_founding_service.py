"""A cluster and the paper it rests on are recorded together, or not at all."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from clusters.enums import Event
from clusters.errors import Conflict, Denied, Invalid
from clusters.models import AuditEntry, Cluster, Decision
from clusters.services import founding
from tests import factories

DAY = dt.date(2024, 6, 21)


def _paper(**fields):
    return {"number": "409/QĐ", "on": DAY, "abstract": "Thành lập cụm", "signatory": "", "file": None, **fields}


def _found(cast, by=None, paper=None, members=None, **fields):
    return founding.found(
        by=by or cast.official,
        authority=cast.ministry,
        kind="cluster",
        founded_on=DAY,
        members=members or [cast.stranger.organisation],
        paper=paper or _paper(),
        **{"name": "Cụm mới", **fields},
    )


def test_founding_records_paper_file_cluster_and_members(cast):
    pdf = SimpleUploadedFile("q.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")

    cluster = _found(cast, paper=_paper(file=pdf))

    assert (cluster.founding_decision.number, cluster.founding_decision.file.original_name) == ("409/QĐ", "q.pdf")
    assert [(m.organisation, m.joined_on, m.left_on) for m in cluster.memberships.all()] == [
        (cast.stranger.organisation, DAY, None)
    ]
    events = [AuditEntry.objects.about(thing).first().event for thing in (cluster.founding_decision, cluster)]
    assert events == [Event.DECISION_RECORDED, Event.CLUSTER_FOUNDED]


def test_nothing_is_recorded_when_a_member_cannot_join(cast):
    late = factories.organisation("Sở Muộn", valid_from=dt.date(2025, 1, 1))

    with pytest.raises(Invalid, match="Sở Muộn"):
        _found(cast, members=[cast.stranger.organisation, late])

    assert (Cluster.objects.filter(name="Cụm mới").count(), Decision.objects.filter(number="409/QĐ").count()) == (0, 0)


@pytest.mark.parametrize("who", ["officer", "head_leader", "council", "auditor", "neighbour_official"])
def test_only_the_authoritys_official_founds(cast, who):
    with pytest.raises(Denied):
        _found(cast, by=getattr(cast, who))


def test_joining_by_a_new_paper(cast):
    unit = factories.organisation("Sở Mới")

    member = founding.join(cast.cluster, unit, on=DAY, decision=None, paper=_paper(), by=cast.official)

    assert (member.organisation, member.joined_on, member.decision.number) == (unit, DAY, "409/QĐ")
    last = AuditEntry.objects.about(cast.cluster).order_by("-number").first()
    assert (last.event, last.actor) == (Event.CLUSTER_MEMBER_JOINED, cast.official)


def test_joining_by_a_recorded_paper_records_no_other(cast):
    before = Decision.objects.count()
    unit, known = factories.organisation(), cast.cluster.founding_decision

    member = founding.join(cast.cluster, unit, on=DAY, decision=known, paper=_paper(), by=cast.official)

    assert (member.decision, Decision.objects.count()) == (known, before)


def test_joining_is_refused_by_who_and_when(cast):
    unit = factories.organisation()
    with pytest.raises(Denied):
        founding.join(cast.cluster, unit, on=DAY, decision=None, paper=_paper(), by=cast.head)
    cast.cluster.ended_on, cast.cluster.ending_decision = dt.date(2024, 12, 31), cast.cluster.founding_decision
    cast.cluster.save()
    with pytest.raises(Conflict):
        founding.join(cast.cluster, unit, on=DAY, decision=None, paper=_paper(), by=cast.official)
