"""What was sealed, signed, sent, decided or registered refuses raw SQL, in whichever database this runs."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from tests import factories
from tests.conftest import sealed_tables

FACTS = {
    "awards_awarddecision",
    "awards_consolidation",
    "awards_honour",
    "awards_registrationsending",
    "clusters_answerversion",
    "clusters_auditentry",
    "clusters_contribution",
    "clusters_contributionclosing",
    "clusters_contributionreopening",
    "clusters_documentreading",
    "clusters_documentversion",
    "clusters_expense",
    "clusters_informationreplyversion",
    "clusters_minutes",
    "clusters_movementamendment",
    "clusters_movementprogress",
    "clusters_movementreview",
    "clusters_pactannex",
    "clusters_periodsignature",
    "clusters_periodsubmission",
    "clusters_placing",
    "clusters_programmeresult",
    "clusters_regulationadoption",
    "clusters_regulationanswer",
    "clusters_regulationcomment",
    "clusters_reportsignature",
    "clusters_signature",
    "clusters_standing",
    "clusters_submission",
}


def test_these_tables_are_sealed():
    assert set(sealed_tables()) == FACTS


@pytest.mark.django_db
@pytest.mark.parametrize("table", sorted(FACTS))
def test_the_seal_is_on_after_all_migrations(table):
    """SQLite remakes a table when a constraint changes, and loses its triggers: such a migration seals it again."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
            assert cursor.fetchone() == (2,)
        else:
            cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal", [table])
            assert cursor.fetchone() == (1,)


@pytest.mark.parametrize("statement", ["UPDATE clusters_placing SET rank = 9", "DELETE FROM clusters_placing"])
def test_a_sealed_ranking_refuses_raw_sql(cast, statement):
    factories.standing(cast.season)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_every_sealed_table_belongs_to_a_model():
    assert {model._meta.db_table for model in apps.get_models()} >= FACTS
