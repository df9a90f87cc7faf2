"""Triggers by which both databases refuse to update or delete rows that were sealed, signed or issued.

Used by migrations (`seal`) and by the tests, which must empty the tables between runs (`lift`).
"""

from django.db.models import Model

POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: write a new row that replaces the old one', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def seal(schema_editor, models: list[type[Model]]) -> None:
    """Let the tables of these models refuse UPDATE and DELETE."""
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        schema_editor.execute(POSTGRES_FUNCTION, params=None)
    for model in models:
        for statement in sealing_sql(vendor, model._meta.db_table):
            schema_editor.execute(statement, params=None)


def lift(schema_editor, models: list[type[Model]]) -> None:
    """Take the triggers away again."""
    for model in models:
        for statement in lifting_sql(schema_editor.connection.vendor, model._meta.db_table):
            schema_editor.execute(statement, params=None)


def sealing_sql(vendor: str, table: str) -> list[str]:
    """The statements that seal one table; `vendor` is 'postgresql' or 'sqlite'."""
    if vendor == "postgresql":
        return [
            f'CREATE TRIGGER "{table}_append_only" BEFORE UPDATE OR DELETE ON "{table}" '
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        ]
    return [
        f'CREATE TRIGGER "{table}_no_{verb}" BEFORE {verb} ON "{table}" '
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only: write a new row that replaces the old one'); END"
        for verb in ("UPDATE", "DELETE")
    ]


def lifting_sql(vendor: str, table: str) -> list[str]:
    """The statements that take the seal of one table off."""
    if vendor == "postgresql":
        return [f'DROP TRIGGER IF EXISTS "{table}_append_only" ON "{table}"']
    return [f'DROP TRIGGER IF EXISTS "{table}_no_{verb}"' for verb in ("UPDATE", "DELETE")]
