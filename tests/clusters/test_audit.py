"""The trail is numbered, chained, and cannot be bent in silence."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from clusters import append_only, audit
from clusters.enums import Event
from clusters.models import AuditEntry
from clusters.queries.trail import trail
from tests import factories


def _three_lines(cast):
    for reason in ("một", "hai", "ba"):
        audit.record(Event.SEASON_DEADLINE_SET, cast.season, by=cast.official, reason=reason)


def test_lines_are_numbered_and_chained(cast):
    _three_lines(cast)
    lines = list(AuditEntry.objects.about(cast.season).order_by("number"))
    assert [line.number for line in lines] == [1, 2, 3]
    assert [line.previous_hash for line in lines] == ["", lines[0].hash, lines[1].hash]
    assert audit.broken_lines(cast.season) == []


@pytest.mark.parametrize("verb", ["UPDATE clusters_auditentry SET reason = 'x'", "DELETE FROM clusters_auditentry"])
def test_raw_sql_is_refused(cast, verb):
    _three_lines(cast)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb)


@pytest.mark.django_db(transaction=True)
def test_emptying_the_test_database_leaves_the_seal_in_place(cast):
    _three_lines(cast)
    call_command("flush", interactive=False, verbosity=0)
    audit.record(Event.SEASON_DEADLINE_SET, factories.season(), by=factories.user(), reason="một")
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute("DELETE FROM clusters_auditentry")


def test_who_lifts_the_seal_still_breaks_the_chain(cast):
    _three_lines(cast)
    with connection.cursor() as cursor:
        for statement in append_only.lifting_sql(connection.vendor, "clusters_auditentry"):
            cursor.execute(statement)
        cursor.execute("UPDATE clusters_auditentry SET reason = 'khác' WHERE number = 2")
    assert audit.broken_lines(cast.season) == [2]


def test_the_scope_is_written_beside_the_line(cast):
    entry = audit.record(Event.SEASON_DEADLINE_SET, cast.season, by=cast.official, organisation_id=7)
    assert (entry.authority_id, entry.season_id, entry.organisation_id) == (cast.ministry.pk, cast.season.pk, 7)


def test_a_neighbour_does_not_read_the_trail(cast):
    _three_lines(cast)
    assert AuditEntry.objects.visible_to(cast.neighbour).count() == 0
    assert AuditEntry.objects.visible_to(cast.officer).count() == 3


def test_what_stays_empty_is_no_change_and_zero_is_one(cast):
    after = {"note": "", "count": 0, "label": "Số liệu"}
    audit.record(Event.SEASON_DEADLINE_SET, cast.season, by=cast.official, before={"label": None}, after=after)
    (line,) = trail(cast.season)
    assert [change[1:] for change in line.changes] == [("", "0"), ("", "Số liệu")]
