"""The demonstration keeps away from real data."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from clusters.models import Organisation


@pytest.mark.django_db
def test_real_data_is_not_mixed_with_the_demonstration():
    Organisation.objects.create(name="Bộ thật", kind="ministry", valid_from=dt.date(2020, 1, 1))
    with pytest.raises(CommandError, match="empty one"):
        call_command("load_demo", stdout=StringIO())
    assert Organisation.objects.count() == 1
