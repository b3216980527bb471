"""The trail lets its values be blanked, and nothing else: who, when and what remain.

`label` becomes empty, each `from` and `to` that is not null becomes the mark. Any other change and
any deletion are refused as before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

from goen.shop.staff.migrations._guard import put_guard, put_sql

if TYPE_CHECKING:
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

KEPT = ("id", "at", "staff_id", "action", "kind", "object_id", '"group"')

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


def let_blank(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    put_guard(editor, kept=KEPT)


def refuse_all(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    put_sql(editor, _BEFORE[editor.connection.vendor])


class Migration(migrations.Migration):
    dependencies = [("staff", "0005_safety")]
    operations = [migrations.RunPython(let_blank, refuse_all)]
