"""What every test gets: a cast of people, strict templates, and databases that can be emptied again."""

import os
import sys
from contextlib import contextmanager
from types import SimpleNamespace

import hypothesis
import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.template.base import FilterExpression, VariableDoesNotExist
from django.test.utils import setup_databases, teardown_databases

from clusters import append_only, clock
from clusters.enums import HeadshipRole, Phase, Role
from emulation.celery import app as celery
from tests import factories
from tests.counting import Asked

# Cheap passwords and no limit on tries; fixtures of a wider scope than a test set them themselves.
UNHURRIED = {
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    "ACCOUNT_RATE_LIMITS": False,
    # Who repeated the password at the beginning of a slow suite has done so.
    "ACCOUNT_REAUTHENTICATION_TIMEOUT": 86_400,
}
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
# A machine that is busy must not fail a property: the same examples each time, however long they take to make.
hypothesis.settings.register_profile(
    "house",
    derandomize=True,
    deadline=None,
    max_examples=60,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("house")


@pytest.fixture(autouse=True)
def _settings(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    for name, value in UNHURRIED.items():
        setattr(settings, name, value)
    celery.conf.update(task_always_eager=True, task_eager_propagates=True)


@pytest.fixture(autouse=True)
def _strict_templates(monkeypatch):
    """A misspelt name in a template fails the test, inside {% if %} too."""
    resolve = FilterExpression.resolve

    def strict(self, context, ignore_failures=False):
        if ignore_failures and hasattr(self.var, "resolve") and _is_ours(context):
            try:
                self.var.resolve(context)
            except VariableDoesNotExist as missing:
                raise AssertionError(f"{context.template.name}: {missing}") from missing
        return resolve(self, context, ignore_failures)

    monkeypatch.setattr(FilterExpression, "resolve", strict)


def _is_ours(context) -> bool:
    origin = getattr(getattr(context, "template", None), "origin", None)
    return bool(origin) and "/site-packages/" not in str(origin.name)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, django_db_modify_db_settings):
    """The database, made whenever a fixture asks: pytest-django's own looks only at the marks of the tests.

    On SQLite a test that commits is cleaned up by DELETE, which the append-only triggers refuse: they are lifted there.
    With KEEP_DB=1 the database of the last run is taken again, which saves ten seconds while one test is written.
    """
    keep = os.environ.get("KEEP_DB") == "1"
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, keepdb=keep)
    if connection.vendor == "sqlite":
        operations = type(connection.ops)  # of all connections: under a browser's event loop Django opens another one
        flush = operations.sql_flush
        operations.sql_flush = lambda *args, **kwargs: _unsealed(flush(*args, **kwargs))
    elif connection.vendor == "postgresql":
        with django_db_blocker.unblock():
            _leave_unswept()
    yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql" and not keep:
            _end_other_sessions()
        teardown_databases(made, verbosity=0, keepdb=keep)


def _leave_unswept() -> None:
    """Tests roll back what they write: autovacuum would note that every table is empty, just before one loads a lot,
    and PostgreSQL plan each query of it for empty tables. What it does not know it estimates well."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"ALTER TABLE {connection.ops.quote_name(table)} SET (autovacuum_enabled = false)")


def _end_other_sessions() -> None:
    """PostgreSQL drops no database to which somebody is connected, as a thread that answers a closed browser may be."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def _unsealed(statements: list[str]) -> list[str]:
    tables = sealed_tables()
    lifted = [sql for table in tables for sql in append_only.lifting_sql("sqlite", table)]
    sealed = [sql for table in tables for sql in append_only.sealing_sql("sqlite", table)]
    return [*lifted, *statements, *sealed]


def sealed_tables() -> list[str]:
    """Tables of the models that the migrations seal; each once, though a later one may have sealed it anew."""
    loader = MigrationLoader(None)
    sealed = [
        (app, name)
        for (app, _number), migration in sorted(loader.disk_migrations.items())
        for name in getattr(sys.modules[migration.__module__], "SEALED", ())
    ]
    return list(dict.fromkeys(apps.get_model(app, name)._meta.db_table for app, name in sealed))


@pytest.fixture
def cast(db) -> SimpleNamespace:
    """The people, see `people`."""
    return people()


def people() -> SimpleNamespace:
    """A running season of three units with a head and a deputy, its authority, and a twin next door.

    unit/officer/leader: an ordinary member; head, head_leader; deputy; official, official2, council, auditor of the
    authority; neighbour and neighbour_official belong to another authority's cluster.
    """
    ministry, other = factories.authority("Bộ Thử nghiệm"), factories.authority("Bộ Láng giềng")
    season = _season_of(ministry)
    unit, head, deputy = (factories.participant(season, factories.organisation(n)) for n in ("Sở A", "Sở B", "Sở C"))
    factories.headship(head)
    factories.headship(deputy, HeadshipRole.DEPUTY)
    elsewhere = _season_of(other)
    stranger = factories.participant(elsewhere, factories.organisation("Sở D"))
    factories.headship(stranger)
    return SimpleNamespace(
        ministry=ministry,
        cluster=season.cluster,
        season=season,
        table=season.table,
        unit=unit,
        head_unit=head,
        deputy_unit=deputy,
        officer=factories.appointed(unit.organisation, Role.OFFICER),
        leader=factories.appointed(unit.organisation, Role.LEADER),
        head=factories.appointed(head.organisation, Role.OFFICER),
        head_leader=factories.appointed(head.organisation, Role.LEADER),
        deputy=factories.appointed(deputy.organisation, Role.OFFICER),
        official=factories.appointed(ministry, Role.OFFICIAL),
        official2=factories.appointed(ministry, Role.OFFICIAL, "official2"),
        council=factories.appointed(ministry, Role.COUNCIL),
        auditor=factories.appointed(ministry, Role.AUDITOR),
        elsewhere=elsewhere,
        stranger=stranger,
        neighbour=factories.appointed(stranger.organisation, Role.OFFICER),
        neighbour_official=factories.appointed(other, Role.OFFICIAL),
    )


def _season_of(ministry):
    table = factories.scoring_table(ministry)
    return factories.season(factories.cluster(ministry), phase=Phase.RUNNING, table=table)


@pytest.fixture
def at():
    """Set the clock inside a block: `with at(2026, 12, 1): …`."""
    return lambda *parts: clock.set_to(clock.moment(*parts))


@pytest.fixture
def count_queries():
    """`with count_queries(7): client.get(…)`: what the request asks, apart from its session, person, transaction."""

    @contextmanager
    def counting(expected: int):
        with Asked() as asked:
            yield asked
        assert len(asked.statements) == expected, asked.told()

    return counting
