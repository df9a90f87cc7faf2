"""The ground holds: rows that lie are refused, sealed rows stay."""

import pytest
from django.db import IntegrityError, connection, transaction

from tests import factories


@pytest.mark.parametrize("verb", ["UPDATE clusters_placing SET rank = 9", "DELETE FROM clusters_placing"])
def test_sealed_ranking_refuses_raw_sql(cast, verb):
    factories.standing(cast.season)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb)
