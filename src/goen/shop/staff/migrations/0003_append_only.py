"""Triggers that refuse to change or delete rows of the trail, whoever asks the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

if TYPE_CHECKING:
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_SQLITE = [
    f"""
    CREATE TRIGGER trail_no_{what.lower()} BEFORE {what} ON staff_trail
    BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END
    """
    for what in ("UPDATE", "DELETE")
]
_POSTGRESQL = [
    """
    CREATE OR REPLACE FUNCTION trail_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the trail is append-only'; END $$
    """,
    """
    CREATE TRIGGER trail_append_only BEFORE UPDATE OR DELETE ON staff_trail
    FOR EACH ROW EXECUTE FUNCTION trail_append_only()
    """,
]
_GONE = {
    "sqlite": ["DROP TRIGGER trail_no_update", "DROP TRIGGER trail_no_delete"],
    "postgresql": [
        "DROP TRIGGER trail_append_only ON staff_trail",
        "DROP FUNCTION trail_append_only()",
    ],
}


def put_up(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    for sql in _SQLITE if editor.connection.vendor == "sqlite" else _POSTGRESQL:
        editor.execute(sql)


def take_down(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    for sql in _GONE[editor.connection.vendor]:
        editor.execute(sql)


class Migration(migrations.Migration):
    dependencies = [("staff", "0002_invitation")]
    operations = [migrations.RunPython(put_up, take_down)]
