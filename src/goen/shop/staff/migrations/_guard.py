"""The SQL of the guard over the trail: its values may be blanked, everything else stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_KEPT = ("id", "at", "staff_id", "action", "kind", "object_id", '"group"')
_REFUSE_SQLITE = [
    f"""
    CREATE TRIGGER trail_no_{what.lower()} BEFORE {what} ON staff_trail
    BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END
    """
    for what in ("UPDATE", "DELETE")
]
_REFUSE_POSTGRESQL = [
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
    """Refuse every change of the trail and every deletion from it."""
    for sql in _REFUSE_SQLITE if editor.connection.vendor == "sqlite" else _REFUSE_POSTGRESQL:
        editor.execute(sql)


def take_down(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the guard away."""
    for sql in _GONE[editor.connection.vendor]:
        editor.execute(sql)


def keep_row(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Let values be blanked, and nothing else be changed: not the row of the file either."""
    put_guard(editor, kept=(*_KEPT, '"row"'))


def keep_no_row(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """The same where the trail knows no rows of files."""
    put_guard(editor, kept=_KEPT)


def put_guard(editor: BaseDatabaseSchemaEditor, *, kept: Sequence[str]) -> None:
    """Refuse every change of the trail but blanking; the columns `kept` never change."""
    sqlite = editor.connection.vendor == "sqlite"
    put_sql(editor, _sqlite(kept) if sqlite else _postgresql(kept))


def put_sql(editor: BaseDatabaseSchemaEditor, sql: str) -> None:
    """Put another guard in the place of the one that is there."""
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TRIGGER trail_no_update")
    editor.execute(sql)


def _sqlite(kept: Sequence[str]) -> str:
    return f"""
CREATE TRIGGER trail_no_update BEFORE UPDATE ON staff_trail WHEN NOT (
    {" AND ".join(f"NEW.{name} IS OLD.{name}" for name in kept)}
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
"""  # noqa: S608 - made of names that we wrote


def _blank(side: str) -> str:
    """What one side of a change must become, in PostgreSQL."""
    old = f"coalesce(change->'{side}', 'null')"
    return f"CASE WHEN {old} = 'null' THEN 'null'::jsonb ELSE '\"goen:erased\"'::jsonb END"


def _postgresql(kept: Sequence[str]) -> str:
    return f"""
CREATE OR REPLACE FUNCTION trail_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND {" AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in kept)}
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
"""  # noqa: S608 - made of names that we wrote
