"""The trail lets its values be blanked, and nothing else: who, when and what remain.

`label` becomes empty, each `from` and `to` that is not null becomes the mark. Any other change and
any deletion are refused as before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

if TYPE_CHECKING:
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_KEPT = ("id", "at", "staff_id", "action", "kind", "object_id", '"group"')

_SQLITE = f"""
CREATE TRIGGER trail_no_update BEFORE UPDATE ON staff_trail WHEN NOT (
    {" AND ".join(f"NEW.{name} IS OLD.{name}" for name in _KEPT)}
    AND NEW.label = ''
    AND json_array_length(NEW.changes) IS json_array_length(OLD.changes)
    AND NOT EXISTS (
        SELECT 1 FROM json_each(OLD.changes) AS was
        LEFT JOIN json_each(NEW.changes) AS blank ON blank.key = was.key
        WHERE json_type(blank.value) IS NOT 'object'
        OR (SELECT count(*) FROM json_each(blank.value)) <> 3
        OR json_extract(blank.value, '$.field') IS NOT json_extract(was.value, '$.field')
        OR json_type(blank.value, '$.from') IS NULL
        OR json_type(blank.value, '$.to') IS NULL
        OR json_extract(blank.value, '$.from') IS NOT
            iif(json_extract(was.value, '$.from') IS NULL, NULL, 'goen:erased')
        OR json_extract(blank.value, '$.to') IS NOT
            iif(json_extract(was.value, '$.to') IS NULL, NULL, 'goen:erased')
    )
) BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END
"""  # noqa: S608 - made of the names above


def _blank(side: str) -> str:
    """What one side of a change must become, in PostgreSQL."""
    old = f"coalesce(change->'{side}', 'null')"
    return f"CASE WHEN {old} = 'null' THEN 'null'::jsonb ELSE '\"goen:erased\"'::jsonb END"


_POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION trail_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND {" AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in _KEPT)}
        AND NEW.label = ''
        AND NEW.changes = (
            SELECT coalesce(jsonb_agg(jsonb_build_object(
                'field', change->'field', 'from', {_blank("from")}, 'to', {_blank("to")}
            ) ORDER BY place), '[]')
            FROM jsonb_array_elements(OLD.changes) WITH ORDINALITY AS all_of (change, place)
        )
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the trail is append-only';
END $$
"""  # noqa: S608 - made of the names above

_BEFORE = {
    "sqlite": """
        CREATE TRIGGER trail_no_update BEFORE UPDATE ON staff_trail
        BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END
    """,
    "postgresql": """
        CREATE OR REPLACE FUNCTION trail_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'the trail is append-only'; END $$
    """,
}


def _put(editor: BaseDatabaseSchemaEditor, sql: str) -> None:
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TRIGGER trail_no_update")
    editor.execute(sql)


def let_blank(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    _put(editor, _SQLITE if editor.connection.vendor == "sqlite" else _POSTGRESQL)


def refuse_all(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    _put(editor, _BEFORE[editor.connection.vendor])


class Migration(migrations.Migration):
    dependencies = [("staff", "0005_safety")]
    operations = [migrations.RunPython(let_blank, refuse_all)]
